"""Times of the clock: "at about 7 p.m.", "between noon and three", عند الساعة التاسعة والنصف مساء.

They belong to the day told last in the same paragraph, else to the speaker's; beside a day they are part of it.
"""

from collections.abc import Mapping, Sequence

from tawthiq.language.digits import ascii_digits
from tawthiq.language.periods import Stretch
from tawthiq.language.tokens import Token
from tawthiq.language.when import When

_LEADS = frozenset(
    (
        "at",
        "around",
        "about",
        "by",
        "before",
        "after",
        "shortly",
        "just",
        "from",
        "between",
        "approximately",
        "past",
        "عند",
        "حوالي",
        "قرابه",
        "قبيل",
        "بعيد",
        "تمام",
    )
)
_OPENS = {"since": "since_hour", "until": "until_hour", "till": "until_hour"}
_HALVES = frozenset(("am", "pm", "a.m", "p.m"))
_BEHIND = frozenset(("o'clock", "o’clock", "gmt", "utc", "local", "hrs"))
_NOON = frozenset(("noon", "midnight", "midday"))
_NUMBERS = frozenset(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
)
_HOURS_OF_DAY = 24
_MINUTES = 60

_ONLY_HOURS = frozenset(("عند", "قرابه", "بحدود", "قبيل", "بعيد", "حوالي"))
"""Behind these an ordinal is an hour: عند التاسعة."""
_CLOCK = frozenset(("الساعه", "ساعه", "عالساعه"))
_NTH = frozenset(
    (
        "الواحده", "الثانيه", "الثالثه", "الرابعه", "الخامسه", "السادسه", "السابعه", "الثامنه", "التاسعه",
        "العاشره", "الحاديه",
    )
)  # fmt: skip
_LED_BY = frozenset(
    ("في", "عند", "حوالي", "قرابه", "نحو", "قبل", "بعد", "بحدود", "تمام", "من", "قبيل", "بعيد", "الـ")
)
_OPEN_AR = {"منذ": "since_hour", "حتي": "until_hour", "لغايه": "until_hour", "وحتي": "until_hour"}
_PARTS = frozenset(
    (
        "ونص",
        "وتلت",
        "وعشره",
        "وخمسه",
        "وعشر",
        "وخمس",
        "والنصف",
        "والربع",
        "ونصف",
        "وربع",
        "والثلث",
        "وثلث",
        "الا",
        "ربعا",
        "ربع",
        "ثلثا",
        "ثلث",
    )
)
_DAY_PARTS = frozenset(
    (
        "صباحا", "مساء", "ليلا", "فجرا", "ظهرا", "عصرا", "الصبح", "الفجر", "الضهر", "الظهر", "العصر", "المغرب", "العشا",
        "المسا", "المساء", "بالليل", "الليل", "العشيه", "الصباح", "عشاء", "مغربا",
    )
)  # fmt: skip
_WORDED = frozenset(
    (
        "واحده", "وحده", "ثنتين", "تنتين", "اثنتين", "ثلاثه", "تلاته", "ثلاث", "تلات", "اربعه", "اربع", "خمسه", "خمس", "سته",
        "ست", "سبعه", "سبع", "ثمانيه", "تمانيه", "تمنيه", "ثمان", "تسعه", "تسع", "عشره", "عشر", "احدعش", "حداعش", "حدعش", "اثنعش",
        "اتناعش", "طنعش", "ثنعش", "احداشر", "اتناشر", "حداشر", "اثناعش",
    )
)  # fmt: skip
"""In dialect the hours are told by the numbers."""
_MORE = frozenset(
    ("من", "صباح", "مساء", "فجر", "ظهر", "عصر", "ليل", "ليله", "بعد", "الظهر", "منتصف", "الليل")
)


def hour(words: Sequence[Token], at: int, dated: Mapping[int, Stretch]) -> Stretch | None:
    """The time of the clock whose number, or whose word الساعة, stands at `at`; at the tokens in `dated` days begin."""
    if words[at].arabic:
        return _arabic(words, at, dated)
    if words[at].kind != "n":
        return None
    return (
        _dotted(words, at) or _english(words, at) or _figured(words, at, dated) or _of_day(words, at, dated)
    )


def _number(words: Sequence[Token], at: int, below: int) -> bool:
    text = ascii_digits(words[at].key) if 0 <= at < len(words) and words[at].kind == "n" else ""
    return text.isdecimal() and len(text) <= 2 and int(text) < below


def _key(words: Sequence[Token], at: int) -> str:
    return words[at].key if 0 <= at < len(words) else ""


def _of_day(words: Sequence[Token], at: int, dated: Mapping[int, Stretch]) -> Stretch | None:
    """Shortly before 8 on Sunday, at 5 yesterday: a bare number that a day stands behind."""
    if not _number(words, at, _NOON_HOUR + 1) or _key(words, at - 1) not in _LEADS:
        return None
    day = dated.get(at + 1) or (dated.get(at + 2) if _key(words, at + 1) == "on" else None)
    if day is None and _key(words, at + 1) in _CLOSES:  # this morning at 7.
        day = next((each for each in dated.values() if each.last == at - 2), None)
    if day is None or not (day.when.kind == "weekday" or day.when.unit == "day"):
        return None
    first = at
    while first and words[first - 1].key in _LEADS:
        first -= 1
    led = {words[i].key for i in range(first, at)}
    return None if led.isdisjoint(_STRONG) else Stretch(first, at, When("relative", unit="same", part="hour"))


_CLOSES = frozenset(("", ".", ",", ";", "and", "when", "by", "in"))
_STRONG = frozenset(("at", "shortly", "just"))


def _figured(words: Sequence[Token], at: int, dated: Mapping[int, Stretch]) -> Stretch | None:
    """من ٦ صباحا, 10:30 مساء: a number and the part of the day; in قتل 12 مساء السبت it is a count."""
    clock = _key(words, at + 1) in (":", ".") and _number(words, at + 2, _MINUTES)
    last = at + 2 if clock and words[at].end == words[at + 1].start else at
    if not _number(words, at, _HOURS_OF_DAY + 1) or _key(words, at - 1) in (":", "/", "-", "."):
        return None
    day = dated.get(last + 1)
    if _key(words, last + 1) not in _DAY_PARTS or (day is not None and not day.when.part.endswith("hour")):
        return None
    first = at
    while first and words[first - 1].key in _LED_BY:
        first -= 1
    opens = _OPEN_AR.get(_key(words, first - 1))
    if last == at and first == at and not opens:
        return None
    part = opens or "hour"
    return Stretch(first - 1 if opens else first, last + 1, When("relative", unit="same", part=part))


_DOTTED = frozenset(("at", "around", "about", "since", "until", "by"))
_BEHIND_DOTTED = frozenset(
    (
        "",
        ".",
        ",",
        "last",
        "tonight",
        "this",
        "on",
        "in",
        "the",
        "a",
        "when",
        "and",
        "p",
        "am",
        "pm",
        "gmt",
        "yesterday",
        "today",
    )
)


def _dotted(words: Sequence[Token], at: int) -> Stretch | None:
    """At 5.40 the army shelled: an hour, where what follows is counted by nothing."""
    hours, dot, minutes = ascii_digits(words[at].key).partition(".")
    if not (dot and hours.isdecimal() and minutes.isdecimal() and len(minutes) == len("40")):
        return None
    if _key(words, at - 1) not in _DOTTED or _key(words, at + 1) not in _BEHIND_DOTTED:
        return None
    if int(hours) >= _HOURS_OF_DAY or int(minutes) >= _MINUTES:
        return None
    return Stretch(at - 1, at, When("relative", unit="same", part="hour"))


def _english(words: Sequence[Token], at: int) -> Stretch | None:
    if not _number(words, at, _HOURS_OF_DAY + 1) or _key(words, at - 1) in (":", "/", "-"):
        return None
    last, minutes = at, False
    if _key(words, at + 1) in (":", "h") and _number(words, at + 2, _MINUTES):
        glued = words[at].end == words[at + 1].start and words[at + 1].end == words[at + 2].start
        minutes, last = glued, at + 2 if glued else at
    after = _key(words, last + 1)
    if after in _HALVES or (after in _BEHIND and (minutes or after.startswith("o"))):
        minutes, last = True, last + 1
    elif after in ("a", "p") and _key(words, last + 2) == "." and _key(words, last + 3) == "m":
        last += 4 if _key(words, last + 4) == "." and last + 5 < len(words) else 3
        minutes = True
    elif not minutes and not (_key(words, last + 1) in _LINK and _half(words, last + 2)):
        return None
    if _key(words, last + 1) in _LINK and (second := _half(words, last + 2)):
        last = second  # between 6 and 8 p.m., from 22:00 to 04:00
    half = words[last].key in _HALVES or words[last].key in ("m", ".")
    first = at
    while first and words[first - 1].key in _LEADS:
        first -= 1
    opens = _OPENS.get(_key(words, first - 1))
    if opens:
        return Stretch(first - 1, last, When("relative", unit="same", part=opens))
    if first == at and not half and not words[last].key.startswith("o"):
        return None
    return Stretch(first, last, When("relative", unit="same", part="hour"))


_LINK = frozenset(("to", "and", "-", "until", "till"))


def _half(words: Sequence[Token], at: int) -> int | None:
    """The last token of a second hour: 8 pm, 04:00."""
    if not _number(words, at, _HOURS_OF_DAY + 1):
        return None
    last = at
    if (
        _key(words, at + 1) == ":"
        and _number(words, at + 2, _MINUTES)
        and words[at].end == words[at + 1].start
    ):
        last = at + 2
    if _key(words, last + 1) in _HALVES or (last > at and _key(words, last + 1) in _BEHIND):
        return last + 1
    if _key(words, last + 1) in ("a", "p") and _key(words, last + 2) == "." and _key(words, last + 3) == "m":
        return last + 3
    return last if last > at else None


def faced(words: Sequence[Token], at: int) -> int:
    """At about two in the morning: the first token of the hour told before the part of the day at `at`."""
    step = at - 1 if _key(words, at - 1) == "o'clock" else at
    if _key(words, step - 1) not in _NUMBERS and not _number(words, step - 1, _NOON_HOUR + 1):
        return at
    first = step - 1
    if _key(words, first - 1) in ("past", "to") and _key(words, first - 2) in ("half", "quarter"):
        first -= 2
    begin = first
    while begin and words[begin - 1].key in _LEADS:
        begin -= 1
    return begin if begin < first else at


_NOON_HOUR = 12


def worded_hour(words: Sequence[Token], at: int) -> Stretch | None:
    """At four o'clock, around half past six: `at` is the sign of the clock."""
    if words[at].key == "o'clock" and _key(words, at - 1) in _NUMBERS:
        first, last = at - 1, at
    elif (
        words[at].key == "past"
        and _key(words, at - 1) in ("half", "quarter")
        and _key(words, at + 1) in _NUMBERS
    ):
        first, last = at - 1, at + 1
    else:
        return None
    while first and words[first - 1].key in _LEADS:
        first -= 1
    return Stretch(first, last, When("relative", unit="same", part="hour"))


def between(words: Sequence[Token], at: int) -> Stretch | None:
    """Between noon and three; between six and eight in the morning: the token at `at` is "between"."""
    if words[at].key != "between" or _key(words, at + 2) != "and":
        return None
    first, second = _key(words, at + 1), _key(words, at + 3)
    if (first not in _NOON and second not in _NOON) or not {first, second} <= (_NOON | _NUMBERS):
        return None
    return Stretch(at, at + 3, When("relative", unit="same", part="hour"))


def _arabic(words: Sequence[Token], at: int, dated: Mapping[int, Stretch]) -> Stretch | None:
    last = _face(words, at)
    if last is None:
        return None
    while _key(words, last + 1) in _PARTS:
        last += 1
    told = words[at].forms[-1] in _CLOCK or words[at].key.lstrip("ولب") in _CLOCK
    told = told or (words[at].key in _NTH and _key(words, at - 1).lstrip("و") in _ONLY_HOURS)
    if told and _key(words, last + 1) in ("و", "حتي", "الي", "-") and _key(words, last + 2) in _NTH:
        last += 2
    elif _key(words, last + 1)[:1] == "و" and _key(words, last + 1)[1:] in _NTH:
        last += 1  # بين السادسة والثامنة مساء
    end = _part_of_day(words, last, dated)
    if end is None and not told:
        return None
    last = last if end is None else end
    first = at
    while first and words[first - 1].key in _LED_BY:
        first -= 1
    opens = _OPEN_AR.get(_key(words, first - 1))
    if opens:
        return Stretch(first - 1, last, When("relative", unit="same", part=opens))
    return Stretch(first, last, When("relative", unit="same", part="hour"))


def _part_of_day(words: Sequence[Token], last: int, dated: Mapping[int, Stretch]) -> int | None:
    """The last token of what tells the part of the day behind an hour; None where nothing does."""
    after = _key(words, last + 1)
    day = dated.get(last + 1)
    if day is not None and not day.when.part.endswith("hour"):
        return None  # الساعة الثامنة مساء أمس: the part of the day belongs to the day
    if after in _DAY_PARTS:
        return last + 1
    if after == "بعد" and _key(words, last + 2) == "الظهر":
        return last + 2
    if after != "من" or _key(words, last + 2) not in _MORE:
        return None
    if last + 2 not in dated:
        last += 2
        while last + 1 not in dated and _key(words, last + 1) in _MORE and last + 2 not in dated:
            last += 1
    return last


def _face(words: Sequence[Token], at: int) -> int | None:
    """The last token of the hour itself: الساعة 9:30, الساعة التاسعة, الثانية عشرة."""
    step = at + 1 if words[at].key.removeprefix("و").removeprefix("ب").removeprefix("ل") in _CLOCK else at
    if step > at and _key(words, step) == "ال":
        step += 1
    if _number(words, step, _HOURS_OF_DAY + 1) and step > at:
        colon = _key(words, step + 1) in (":", ".") and _number(words, step + 2, _MINUTES)
        return step + 2 if colon and words[step].end == words[step + 1].start else step
    key = _key(words, step)
    if step > at and key in _WORDED and words[at].key.endswith("الساعه"):
        return step
    if key not in _NTH and not (step == at and key.removeprefix("ب") in _NTH):
        return None
    return step + 1 if _key(words, step + 1) in ("عشره", "عشر") else step
