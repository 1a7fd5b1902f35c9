"""What opens with something that happened: "since the war began on 15 April", منذ اندلاع الحرب في 15 نيسان, "on the third day".

Where its day is told the stretch is open from that day; where it is not, the words are a time whose day is not known.
"""

from collections.abc import Mapping, Sequence

from tawthiq.language.periods import Stretch
from tawthiq.language.tokens import Token
from tawthiq.language.when import When

_FURTHEST = 11
_STOPS = frozenset(
    (",", ".", ";", ":", ")", "(", '"', "”", "»", "and", "but", "when", "while", "who", "which")
)
_STOPS_AR = frozenset(("التي", "الذي", "الذين", "بينما", "فيما", "حيث", "كما", "لكن", "وقد", "ان"))
_LATELY = ("day", "week", "month")
_SINGLE = ("date", "weekday", "hijri", "feast")
_BEGAN = frozenset(
    (
        "began",
        "begun",
        "started",
        "erupted",
        "broke",
        "launched",
        "resumed",
        "collapsed",
        "fell",
        "ended",
        "intensified",
    )
)
_START = frozenset(("start", "beginning", "outbreak", "onset", "launch", "resumption", "outset", "eruption"))
_EVENTS = frozenset(
    (
        "war", "offensive", "conflict", "fighting", "siege", "operation", "invasion", "coup", "uprising", "truce",
        "ceasefire", "hostilities", "revolution", "escalation", "clashes", "blockade", "campaign", "assault",
        "violence", "crisis", "attack", "attacks", "takeover", "crackdown", "earthquake",
    )
)  # fmt: skip
_START_AR = frozenset(
    ("بدء", "بدايه", "اندلاع", "انطلاق", "نشوب", "اندلاعها", "بدايته", "بدايتها", "استئناف", "تجدد", "تفجر")
)
_EVENTS_AR = frozenset(
    (
        "الحرب", "الهجوم", "الحصار", "العدوان", "العمليه", "العمليات", "القصف", "الحمله", "المعارك", "الاشتباكات",
        "الاقتتال", "القتال", "النزاع", "الصراع", "الثوره", "الاحداث", "الازمه", "الاجتياح", "الغزو", "الهدنه",
        "الانقلاب", "المواجهات", "التصعيد", "الاحتجاجات", "الانتفاضه",
    )
)  # fmt: skip
_NTH = frozenset(
    (
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth", "last", "final",
    )
)  # fmt: skip
_RANK = {
    word: nth
    for nth, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), 1
    )
}
_RANK_AR = {
    "الاول": 1, "الثاني": 2, "الثالث": 3, "الرابع": 4, "الخامس": 5, "السادس": 6, "السابع": 7, "الثامن": 8, "التاسع": 9,
    "العاشر": 10, "الاولي": 1, "الثانيه": 2, "الثالثه": 3, "الرابعه": 4, "الخامسه": 5, "السادسه": 6, "السابعه": 7,
}  # fmt: skip
_NTH_AR = frozenset(
    (
        "الاول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر", "الاخير",
        "الاولي", "الثانيه", "الثالثه", "الرابعه", "الخامسه", "السادسه", "السابعه", "الثامنه", "التاسعه", "العاشره",
    )
)  # fmt: skip
_LED_BY = frozenset(
    ("في", "يوم", "بتاريخ", "منتصف", "صباح", "مساء", "فجر", "ليل", "شهر", "عام", "سنه", "اوائل", "مطلع")
)


def _key(words: Sequence[Token], at: int) -> str:
    return words[at].key if 0 <= at < len(words) else ""


def since(words: Sequence[Token], at: int, dated: Mapping[int, Stretch]) -> Stretch | None:
    """What "since" or منذ at `at` opens where no day stands right behind it."""
    arabic = words[at].arabic
    if words[at].key not in ("since", "منذ", "ومنذ", "فمنذ"):
        return None
    last = None
    begun = False
    for step in range(at + 1, min(len(words), at + 1 + _FURTHEST)):
        found = dated.get(step)
        if found is not None and begun and found.when.kind == "relative" and found.when.unit in _LATELY:
            return Stretch(at, found.last, When("since", inner=(found.when,)))
        if found is not None and found.when.kind in _SINGLE and found.when.unit != "told":
            led = (
                not arabic or step == at + 2 or _key(words, step - 1) in _LED_BY or words[step].key[:1] == "ب"
            )
            return (
                Stretch(at, found.last, When("since", inner=(found.when,))) if led and step > at + 1 else None
            )
        key = words[step].key
        if found is not None or key in _STOPS or (arabic and (key in _STOPS_AR or words[step].kind == "p")):
            break
        begun = (
            begun
            or key in _START
            or (arabic and step == at + 1 and any(form in _START_AR for form in words[step].forms))
        )
        event = key in _EVENTS_AR if arabic else key in _EVENTS
        if begun and event and last is None:
            last = step
        if not arabic and key in _BEGAN and step > at + 2:
            last, begun = step, True
    return Stretch(at, last, When("unknown")) if last is not None else None


def nth_day(words: Sequence[Token], at: int) -> Stretch | None:
    """On the third day, في الليلة الثانية: counted from a day that is not told; `at` is the word for day or night."""
    if words[at].arabic:
        last = at + 1
        lead = _key(words, at - 1)
        if (
            words[at].key not in ("اليوم", "الليله")
            or _key(words, last) not in _NTH_AR
            or not lead.endswith("في")
        ):
            return None
        return Stretch(at - 1, last, When("unknown", low=_RANK_AR.get(_key(words, last), 0)))
    if words[at].key not in ("day", "night", "morning", "evening") or _key(words, at - 1) not in _NTH:
        return None
    if _key(words, at - 2) != "the" or _key(words, at + 1) == "of":
        return None
    if _key(words, at - 3) not in ("on", "by", "in", "during"):
        opens = at == 2 or words[at - 3].key in (".", ":", "”", '"', "“")
        whole = opens and _key(words, at + 1) not in ("of", "after", "since", "in", "was", "is", ",")
        return Stretch(at - 2, at, When("unknown", low=_RANK.get(_key(words, at - 1), 0))) if whole else None
    return Stretch(at - 3, at, When("unknown", low=_RANK.get(_key(words, at - 1), 0)))
