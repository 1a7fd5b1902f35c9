"""What or whom a claim's act was done to, as one code of `targets.toml`.

People who are counted tell themselves who they are; a thing is what the act governs (`government`), else nothing.
"""

from collections.abc import Iterable

from tawthiq.language.phrases import Hit
from tawthiq.read.government import PERSONS, fired_on, governed, passively
from tawthiq.read.lexicon import Unit
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_STRUCTURES = frozenset(("attack", "destruction", "out_of_service", "weapon_use", "casualties"))
_ON_STRUCTURES = frozenset(("attack", "destruction", "out_of_service"))
_ON_THINGS = frozenset(("destruction", "out_of_service", "weapon_use"))
_HARM = frozenset(
    (
        "killing",
        "injury",
        "casualties",
        "detention",
        "enforced_disappearance",
        "displacement",
        "siege",
        "deprivation",
        "flight",
        "threat",
    )
)
_SHUT_IN = frozenset(("hospital", "school", "place_of_worship", "camp", "settlement", "neighbourhood"))
_KEPT = frozenset(("status", "deprivation"))
_IN_A_NAME = 6
"""A word that is part of a place's name is a target only where none stands nearer."""
_LANDMARKS = frozenset(("infrastructure", "heritage"))
_IN_NAMES = listed("aims", "in_names")
_BELOW = listed("aims", "below")
_AGE = listed("aims", "age")
_NO = listed("aims", "no")
_GROWN = 18
_AMONG = listed("matter", "among")
_TARGET_UNITS = {
    "civilians": "civilians",
    "children": "children",
    "babies": "children",
    "boys": "children",
    "girls": "children",
    "women": "women",
    "journalists": "journalists",
    "health workers": "health_workers",
    "aid workers": "aid_workers",
    "rescue workers": "rescuers",
}


def target_of(
    sentence: Sentence,
    act: str,
    first: int,
    last: int,
    heart: int,
    unit: Unit | None,
    named: Iterable[tuple[int, int]] = (),
    speaking: Iterable[tuple[int, int]] = (),
    figure: tuple[int, int] | None = None,
) -> str | None:
    """What or whom it was done to, as one code of `targets.toml`.

    `named`: tokens of places; a port that only names one was not hit. `speaking`: spans of the words that name who says it. `figure`: the tokens of what is counted.
    """
    if unit and unit.target and (act in _STRUCTURES or act in _KEPT):
        return _of_counted(sentence, act, unit.target, figure)
    if act in _HARM or (act == "status" and figure):
        if figure:
            return _of_whom(sentence, unit, *figure)
        hits = _candidates(sentence, heart, list(named), speaking)
        who = _person(sentence, hits, first, last, heart)
        if who or act != "siege":
            return who
        shut = [hit for hit in hits if hit.value[1] in _SHUT_IN]
        return _thing(sentence, shut, act, (first, last), heart, list(named))
    if act not in _STRUCTURES:
        return None
    fired = fired_on(sentence, heart) if act == "attack" and figure is None else None
    places = list(named)
    return fired or _thing(
        sentence, _candidates(sentence, heart, places, speaking), act, (first, last), heart, places
    )


def _candidates(
    sentence: Sentence,
    heart: int,
    places: list[tuple[int, int]],
    speaking: Iterable[tuple[int, int]],
) -> list[Hit]:
    """Words of targets that are neither part of a weapon, of a landmark's name, of who says it, nor what the attackers came with."""
    weapons = {i for each in sentence.hits.get("means", ()) for i in range(each.first, each.last + 1)}
    return [
        hit
        for hit in sentence.hits.get("target", ())
        if not ((hit.value[1] in _LANDMARKS or sentence.key(hit.first) in _IN_NAMES) and _inside(hit, places))
        and hit.first not in weapons
        and sentence.key(hit.first) not in _MACHINES
        and sentence.key(hit.first - 1) not in _HEADS
        and sentence.key(hit.first) not in _NO_CROWD
        and not _homeward(sentence, hit)
        and not _ridden(sentence, hit, heart)
        and not _before_its_head(sentence, hit)
        and not any(a <= sentence.words[hit.first].start < b for a, b in speaking)
    ]


def _person(sentence: Sentence, hits: list[Hit], first: int, last: int, heart: int) -> str | None:
    """Whom an act without a figure befell: the nearest people of its passage."""
    inside = [hit for hit in hits if first <= hit.first and hit.last <= last and hit.value[1] in PERSONS]
    chosen = min(inside, key=lambda each: _ahead(each, heart, 0), default=None)
    if chosen is not None and _with_men(sentence, chosen.first, chosen.last):
        return None
    return str(chosen.value[1]) if chosen else None


def _thing(
    sentence: Sentence,
    hits: list[Hit],
    act: str,
    span: tuple[int, int],
    heart: int,
    places: list[tuple[int, int]],
) -> str | None:
    """What an act was done to: the nearest thing that it governs, in its passage before outside it; people where there is none."""
    own = next((each for each in sentence.acts() if each.first <= heart <= each.last), None)
    ruled = [hit for hit in hits if governed(sentence, hit, heart, own, act)]
    things = [hit for hit in ruled if hit.value[1] not in PERSONS]
    ruled = ruled if not things and act not in _ON_THINGS else things
    passive = own is not None and passively(sentence, own)
    for a, b in (span, (0, len(sentence.words))):
        inside = [hit for hit in ruled if a <= hit.first and hit.last <= b]
        for hit in sorted(
            inside,
            key=lambda each: _ahead(each, heart, _IN_A_NAME * _inside(each, places), passive=passive),
        ):
            if not _of_another(sentence, hit, heart, act):
                return str(hit.value[1])
    return None


def _homeward(sentence: Sentence, target: Hit) -> bool:
    """Three came home: where they went, and nothing hit."""
    return sentence.key(target.first) == "home" and sentence.key(target.first - 1) in _GOING


_GOING = listed("aims", "going")


def _ridden(sentence: Sentence, target: Hit, heart: int) -> bool:
    """Gunmen on motorbikes stormed, مسلحون على متن سيارات: what the attackers came with."""
    if target.value[1] != "vehicle":
        return False
    if target.first > heart:
        return "متن" in (sentence.key(target.first - 1), sentence.key(target.first - 2))
    near = range(max(0, target.first - 3), target.first)
    return any(form in _RIDING for at in near for form in (sentence.key(at), *sentence.words[at].forms))


_NO_CROWD = listed("aims", "no_crowd")
"""An army so called."""
_MACHINES = listed("matter", "machines")
"""With these it was done, not to them."""
_HEADS = listed("matter", "heads")
"""The director of a hospital is not the hospital."""
_RIDING = listed("matter", "riding")


def _before_its_head(sentence: Sentence, target: Hit) -> bool:
    """A monastery school is a school, a school bus a vehicle: English compounds end in their head."""
    after = sentence.at("target", target.last + 1)
    return (
        after is not None
        and after.value[1] not in PERSONS
        and (
            target.value[1] == "neighbourhood" and after.value[1] not in ("settlement", "neighbourhood")
            if sentence.words[target.last].arabic
            else not sentence.words[target.last].key.endswith("s")
        )
    )


def _inside(hit: Hit, places: Iterable[tuple[int, int]]) -> bool:
    return any(a <= hit.first <= b for a, b in places)


def _of_another(sentence: Sentence, target: Hit, heart: int, act: str) -> bool:
    """Another act on structures stands between: they fired at everybody and burned the stores."""
    low, high = min(target.first, heart), max(target.first, heart)
    between = (hit for hit in sentence.acts() if low < hit.first < high and hit.value.verb)
    return any(hit.value.code != act and hit.value.code in _ON_STRUCTURES for hit in between)


def _of_counted(sentence: Sentence, act: str, target: str, figure: tuple[int, int] | None) -> str | None:
    """Three wells, a convoy of nine trucks: the counted thing by its own word, else by its unit's."""
    first, last = figure or (0, -1)
    if act == "deprivation" and any(sentence.key(at) in _NO for at in range(first - 3, last + 1)):
        return None  # not a single truck: what did not come was not held
    if any((hit := sentence.at("target", at)) and _homeward(sentence, hit) for at in range(first, last + 4)):
        return None  # three came home
    lead = sentence.at("target", first - 2) if sentence.key(first - 1) in ("of", "من") else None
    if lead is not None:
        return str(lead.value[1])
    hits = [hit for hit in sentence.hits.get("target", ()) if first <= hit.first and hit.last <= last]
    own = len(hits) == 1 and hits[0].value[1] not in PERSONS
    return str(hits[0].value[1]) if own else target


def _of_whom(sentence: Sentence, unit: Unit | None, first: int, last: int) -> str | None:
    """Who they were: by the counted noun, else by a word inside the figure or right behind it: 780 قتيلاً مدنياً, ten of them civilians."""
    told = _TARGET_UNITS.get(unit.unit) if unit else None
    if told:
        return None if _with_men(sentence, first, last) else told
    inside = [
        hit.value[1]
        for hit in sentence.hits.get("target", ())
        if first <= hit.first <= last and hit.value[1] in PERSONS
    ]
    if inside:
        return str(inside[0])
    young = _under_age(sentence, last) or (
        (unit is None or unit.of == "person") and _of_few_years(sentence, unit, first, last)
    )
    return "children" if young else _behind(sentence, unit, last) or _labelled(sentence, first)


def _with_men(sentence: Sentence, first: int, last: int) -> bool:
    """Twenty boys and men: no group has them all."""
    after, before = sentence.key(last + 2), sentence.key(first - 2)
    behind = sentence.key(last + 1) == "and" and after in _MEN
    led = sentence.key(first - 1) == "and" and before in _MEN and first not in sentence.figures()
    return behind or led or sentence.key(last + 1) in _AND_MEN  # 134 men and 73 women are two counts


_MEN = listed("aims", "men")
_AND_MEN = listed("aims", "and_men")


def _of_few_years(sentence: Sentence, unit: Unit | None, first: int, last: int) -> bool:
    """A thirteen-year-old, a neighbour, who is fourteen, وبنته الصغيرة: a child by age; a relative only where the words say small."""
    arabic = sentence.words[last].arabic
    small = range(last + 1, last + 2) if arabic else range(first, last + 1)
    if any(sentence.key(at) in _SMALL for at in (*range(first, last + 1), *small)):
        return True
    if unit is not None and unit.kin:
        return False
    for num in sentence.nums:
        if not first - 1 <= num.first <= last + _AGE_NEAR or not 0 < num.value < _GROWN:
            continue
        if any(sentence.key(at) in _APART for at in range(last + 1, num.first)):
            continue
        if first <= num.first <= last and sentence.key(num.last + 1) not in (_YEARS | {"-"}):
            continue  # the toll is thirteen
        after = [sentence.key(at) for at in range(num.last + 1, num.last + 3)]
        led = sentence.key(num.first - 1) in _AGED
        years = any(key in _YEARS for key in after[: 2 if after[0] == "-" else 1])
        if (years and (not arabic or led or sentence.key(num.first - 1) in ("(", ","))) or (
            led and not first <= num.first <= last  # is 13: the figure itself is nobody's age
        ):
            return True
    return False


_SMALL = listed("aims", "small")
_AGED = listed("aims", "aged")
_YEARS = listed("aims", "years")
_APART = frozenset((".", ";", "and", "but")) | listed("aims", "among_them")
_AGE_NEAR = 4


def _behind(sentence: Sentence, unit: Unit | None, last: int) -> str | None:
    """Who they were stands right behind the figure."""
    counted = unit is not None and unit.act is None and unit.of not in ("share", "body")
    if counted and sentence.at("unit", last) is not None:
        return None  # a noun that says who they were
    for index in range(last + 1, last + 7):
        hit = sentence.at("target", index)
        if hit and hit.value[1] in PERSONS:
            return str(hit.value[1])
        if sentence.key(index) not in _AMONG and sentence.at("unit", index) is None:
            return None
    return None


def _labelled(sentence: Sentence, first: int) -> str | None:
    """القتلى المدنيون: 48, Children killed: 5: the label of a list says who they were."""
    if sentence.key(first - 1) != ":":
        return None
    near = (sentence.at("target", at) for at in range(first - 2, max(-1, first - 5), -1))
    return next((str(hit.value[1]) for hit in near if hit and hit.value[1] in PERSONS), None)


def _under_age(sentence: Sentence, last: int) -> bool:
    """Five were under the age of six."""
    for at in range(last + 1, last + 4):
        if sentence.key(at) in _BELOW:
            aged = any(sentence.key(near) in _AGE for near in range(at + 1, at + 3))
            reach = at + 4 if aged else at + 1
            return any(at < num.first <= reach and num.value <= _GROWN for num in sentence.nums)
    return False


def _ahead(hit: Hit, heart: int, more: int, *, passive: bool = False) -> tuple[int, int]:
    """What is hit stands behind its verb sooner than before it; before a passive sooner than behind."""
    away = abs(hit.first - heart)
    if (hit.first < heart) != passive:
        away = 3 + 2 * away
    return away + more, hit.value[0]
