"""Place of a claim: in its passage, else in its sentence, else carried from around it; what is carried says so.

Of a place and what it lies in ("the Rawda district of Taiz") the narrower one is meant; of a market or a hospital and the
town that has it, the town: what was hit is the claim's target. Where a text was written is no place of what it tells.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from tawthiq.language.fold import fold
from tawthiq.language.phrases import Hit
from tawthiq.read.gazetteer import places
from tawthiq.read.headed import heading
from tawthiq.read.labels import banner, heads
from tawthiq.read.lead_ar import QUARTERS
from tawthiq.read.sentence import Sentence
from tawthiq.read.spot import Spot
from tawthiq.read.voices import Voices
from tawthiq.read.words import listed
from tawthiq.record.claim import PlaceRef
from tawthiq.vocabulary import table

_BACK = 3
_SITES = listed("locate", "sites")
_CONTAINING = listed("locate", "containing")
_ARRIVING = listed("locate", "arriving")
_TO = listed("locate", "to")
_FROM = listed("locate", "from")
_HEALS = listed("locate", "heals")
_APART = 5
_FARTHEST = 2
"""So many sentences that tell something stand between a claim and the place that it takes from before."""
_PLACELESS = frozenset(
    (
        "duration",
        "status",
        "ceasefire",
        "accusation",
        "denial",
        "warning",
        "threat",
        "statement",
        "corroboration",
    )
)
"""Told without a place unless the sentence has one."""
_MOVES = frozenset(("flight", "displacement"))


def place_of(
    voices: Voices,
    telling: AbstractSet[int],
    number: int,
    first: int,
    last: int,
    core: tuple[int, int],
    act: str,
) -> PlaceRef | None:
    """The place of a claim over tokens `[first, last]` with its heart at `core`."""
    if act == "age":
        return None
    sentence = voices.sentences[number]
    listed_ = told(sentence, voices.spots[number], moves=act in _MOVES)
    if act not in _MOVES:
        listed_ = [
            spot for spot in listed_ if not _came_from(sentence, spot) and not _fired_from(sentence, spot)
        ]
        listed_ = [spot for spot in listed_ if not _bound_for(sentence, spot)] or listed_
        if act in _HARMS:
            stayed = [spot for spot in listed_ if not _brought_to(sentence, spot)]
            head = None if stayed or not listed_ or act in _TAKEN else _run_in(voices, number)
            if head is not None:
                return head
            listed_ = stayed or listed_
        if act not in _TAKEN:
            listed_ = [spot for spot in listed_ if not _hails_from(sentence, spot)] or listed_
    inside = [spot for spot in listed_ if first <= spot.first and spot.last <= last]
    if listed_:
        named = [spot for spot in listed_ if not _nameless(sentence, spot)]
        if not named and (carried := _carried(voices, telling, number, act)) is not None:
            return carried  # the western quarter, of the town told before
        inside = [spot for spot in inside if spot in named] or ([] if named else inside)
        chosen = inside or named or listed_
        if act in _MOVES and len(listed_) > 1:
            at = range(first, last + 1)
            chosen = _moved(sentence, listed_, at) or _left(sentence, chosen, at) or chosen
        spot = min(chosen, key=lambda each: gap(sentence, each.first, each.last, core) + (each.place is None))
        return _place(voices, number, spot, carried=spot not in inside)
    return _carried(voices, telling, number, act)


def _carried(voices: Voices, telling: AbstractSet[int], number: int, act: str) -> PlaceRef | None:
    """The place that stands around a sentence which has none."""
    if act in _PLACELESS:
        return None
    sentence = voices.sentences[number]
    if _elsewhere(sentence):
        return None
    head = heading(voices.sentences, number)
    if head is not None and voices.spots[head]:
        return _place(voices, head, voices.spots[head][0], carried=True)
    group = voices.group(number)
    passed = 0
    for back in range(number - 1, max(-1, number - 1 - _BACK), -1):
        before = voices.sentences[back]
        same = before.paragraph == sentence.paragraph or (
            group is not None and group in (voices.group(back), before.paragraph)
        )
        found = told(before, voices.spots[back]) if same else []
        found = [spot for spot in found if not _brought_to(before, spot)] or (
            [] if _run_in(voices, back) else found
        )
        found = [spot for spot in found if not _site(before, spot) or back in telling]
        if found:
            named = [spot for spot in found if not _nameless(before, spot)]
            return _place(voices, back, (named or found)[-1], carried=True)
        if _elsewhere(before):
            break
        passed += back in telling
        if passed >= _FARTHEST:
            break
    return _run_in(voices, number) or _same_event(voices, number)


def _elsewhere(sentence: Sentence) -> bool:
    """(c) ..., Elsewhere, ..., من جهة أخرى: another matter begins, at another place."""
    if sentence.key(0) == "(" and sentence.key(2) == ")" and len(sentence.key(1)) == 1:
        return True
    opening = tuple(sentence.key(at) for at in range(_OPENING))
    return any(opening[: len(words)] == words for words in _ELSEWHERE)


_OPENING = 4
_ELSEWHERE = tuple(tuple(phrase.split()) for phrase in listed("where", "elsewhere"))


def _run_in(voices: Voices, number: int) -> PlaceRef | None:
    """SHTITARICA. ... / ● معسكر النور: ...: the place that heads the paragraph is that of all of it."""
    opening = voices.numbers[voices.sentences[number].paragraph][0]
    if opening == number:
        return None
    first = voices.sentences[opening]
    head = next((spot for spot in told(first, voices.spots[opening]) if heads(first, spot)), None)
    return _place(voices, opening, head, carried=True) if head is not None else None


def _same_event(voices: Voices, number: int) -> PlaceRef | None:
    """The next paragraph opens with "the advance" or الغارة, told with its place at the end of the one before: the same event, at the same place."""
    sentence = voices.sentences[number]
    opening = voices.numbers[sentence.paragraph][0]
    if not sentence.paragraph or number - opening > _FARTHEST:
        return None
    first = voices.sentences[opening]
    again = {stem for hit in first.acts() if _definite(first, hit) for stem in [_stem(first, hit)]}
    if not again:
        return None
    for back in reversed(voices.numbers[sentence.paragraph - 1]):
        before = voices.sentences[back]
        found = told(before, voices.spots[back])
        if found:
            same = any(_stem(before, hit) in again for hit in before.acts())
            return _place(voices, back, found[-1], carried=True) if same else None
    return None


def _definite(sentence: Sentence, hit: Hit) -> bool:
    """The advance, the army's advance, هذا القصف: an event that was told of before."""
    if hit.value.verb:
        return False
    if sentence.words[hit.first].arabic:
        return sentence.key(hit.first).lstrip("وفبلك").startswith("ال")
    before = [sentence.key(at) for at in range(max(0, hit.first - _APART), hit.first)]
    return any(key in _THE or key.endswith("'s") for key in before)


_THE = listed("where", "the")
_STEM = 5


def _stem(sentence: Sentence, hit: Hit) -> str:
    word = sentence.words[hit.first]
    return word.forms[-1] if word.arabic else word.key[:_STEM]


def told(sentence: Sentence, spots: Sequence[Spot], *, moves: bool = False) -> list[Spot]:
    """The places of a sentence at which something may have happened; where somebody came from only for what `moves`."""
    here = [
        spot for spot in spots if not _written_at(sentence, spot, spots) and not _spoken_at(sentence, spot)
    ]
    out: list[Spot] = []
    beside: Spot | None = None
    for spot in here:
        before = out[-1] if out else None
        chained = beside is not before and beside is not None and _contains(sentence, beside, spot)
        beside = spot
        if chained:
            continue  # Kyauk Pyin village, Myaung township, Sagaing Region
        if before is not None and before.last + 1 == spot.first and sentence.key(before.last).endswith("'s"):
            out[-1] = spot  # Rakhine State's Minbya township
            continue
        if before is not None and _contains(sentence, before, spot):
            if _site(sentence, before) or _nameless(sentence, before):
                out[-1] = spot
            continue
        out.append(spot)
    out = [spot for spot in out if not _dwells(sentence, spot)] or [
        spot for spot in out if not _dwells(sentence, spot, aside=True)
    ]
    if not moves:
        out = [
            spot for spot in out if not _came_from(sentence, spot) and not _fired_from(sentence, spot)
        ] or out
    named = [spot for spot in out if not _site(sentence, spot)]
    return named or [spot for spot in out if not _treated(sentence, spot)]


def _fired_from(sentence: Sentence, spot: Spot) -> bool:
    """من مرابض النظام في جورين, from positions in Kafrin: where those who did it stood."""
    for at in range(spot.first - 1, max(-1, spot.first - _APART), -1):
        word = sentence.words[at]
        if word.kind == "p":
            return False
        if any(form in _FIRED for form in (word.key, *word.forms)):
            return True
        if word.key in _LAUNCHED and sentence.key(at + 1) in ("from", "من"):
            return True
    return False


_FIRED, _LAUNCHED = listed("where", "fired"), listed("where", "launched")


def _dwells(sentence: Sentence, spot: Spot, *, aside: bool = False) -> bool:
    """Mariam, who now lives in Hajin; سعاد المقيمة حاليا في ...: where somebody who speaks is, beside where it happened.

    Told `aside`, in a relative clause, it is no place of what happened where no other is told either.
    """
    for at in range(max(0, spot.first - _APART - 2), spot.first):
        if any(form in _LIVES for form in (sentence.key(at), *sentence.words[at].forms)):
            who = sentence.key(at).startswith("ال") or "who" in (sentence.key(at - 1), sentence.key(at - 2))
            if who or not aside:
                return True
    return False


_LIVES = listed("where", "lives")


def _contains(sentence: Sentence, inner: Spot, outer: Spot) -> bool:
    """حي الزهرة بالخرطوم, the Rawda district of Taiz, Al-Mansoura area, east of Raqqa; بين X وY."""
    between = range(inner.last + 1, outer.first)
    if len(between) > _APART:
        return _district(sentence, between, outer)
    lead = sentence.words[outer.first]
    if lead.arabic and not between:
        return lead.key[:1] in "بل" or lead.forms[-1] in _CONTAINING
    keys = [sentence.key(at) for at in between]
    if keys in (["and"], ["&"]) or (lead.arabic and lead.key.startswith("و") and not keys):
        return sentence.key(inner.first - 1) in ("between", "بين")
    if keys == [","]:
        return not lead.key.startswith("و")
    links = [key for key in keys if not (lead.arabic and key.startswith("وال"))]
    return bool(links) and all(key in _CONTAINING for key in links)


def _district(sentence: Sentence, between: range, outer: Spot) -> bool:
    """The villages of Tanga, Bori and Koulpo in the commune of Diapara; the Lesnaya railway station, south-west of the town of Porohy."""
    if len(between) > 2 * _APART or any(sentence.act_at(at) or at in sentence.figures() for at in between):
        return False
    if sentence.key(between[-1] - (sentence.key(between[-1]) == "the")) not in _CONTAINING:
        return False
    inner = (sentence.words[at] for at in between)
    plain = all(
        word.cap
        or word.kind == "p"
        or word.key in _CONTAINING
        or word.key == "and"
        or sentence.at("place_en", at) is not None
        for at, word in zip(between, inner, strict=True)
    )
    named = any(sentence.key(at) in _ADMIN for at in range(outer.first, outer.last + 1))
    side = any(sentence.key(at) in _CONTAINING and sentence.key(at + 1) == "of" for at in between)
    return plain and (named or side)


_ADMIN = listed("where", "admin")


def _site(sentence: Sentence, spot: Spot) -> bool:
    """A market, a school, a hospital: rather what was hit than where."""
    if spot.place is not None:
        return False
    first, last = sentence.words[spot.first], sentence.words[spot.last]
    return last.key in _SITES or any(form in _SITES for form in first.forms)


def _nameless(sentence: Sentence, spot: Spot) -> bool:
    """الحارة الشمالية بكفر الزيت, the northern quarter of Homs: a part told by its side only."""
    if spot.place is not None or spot.last != spot.first + 1:
        return False
    first = sentence.words[spot.first]
    return first.arabic and first.forms[-1] in QUARTERS and first.key.lstrip("وبلف").startswith("ال")


def _came_from(sentence: Sentence, spot: Spot) -> bool:
    """النازحين القادمين من الجنينة, a displaced teacher from Homs: where somebody was before."""
    before = sentence.words[spot.first - 1] if spot.first > 1 else None
    if before is None or before.key not in ("من", "from"):
        return False
    lead = sentence.words[spot.first - 2]
    forms = (*lead.forms, lead.key)
    return any(form.removeprefix("ال").startswith(_COME) for form in forms) or any(
        sentence.key(at) in _CAME for at in range(max(0, spot.first - 4), spot.first - 1)
    )


def _bound_for(sentence: Sentence, spot: Spot) -> bool:
    """ماشين على الفاشر, a bus bound for Kafrin: where somebody was on the way to."""
    lead = spot.first - 1
    if lead < 0 or sentence.key(lead) not in _TOWARDS:
        return False
    near = range(max(0, lead - 3), lead)
    return any(sentence.key(at) in _BOUND or not _BOUND.isdisjoint(sentence.words[at].forms) for at in near)


_BOUND = listed("where", "bound")


def _hails_from(sentence: Sentence, spot: Spot) -> bool:
    """Six men from Lower Dogon were shot at the crossing, شبان من كفرنوران: whose home it is, where another place is told."""
    if spot.first < 2 or sentence.key(spot.first - 1) not in ("من", "from"):
        return False
    lead = sentence.ending("unit", spot.first - 2)
    if sentence.key(spot.first - 2) in _DIALECT:
        return True
    return (lead is not None and lead.value.of == "person") or spot.first - 2 in sentence.figures()


_DIALECT = listed("where", "dialect")
_COME = ("قادم", "نازح", "لاجي", "مهجر", "منحدر", "ينحدر", "تنحدر", "اصله", "اصلها")
_CAME = listed("where", "came")


def _brought_to(sentence: Sentence, spot: Spot) -> bool:
    """Took the injured to Prishtina, أُسعفوا إلى الدانا: where the wounded and the dead came to lie, not where it happened."""
    if spot.first < 2:
        return False
    lead = spot.first - 1
    if sentence.key(lead) not in _TO and not sentence.key(spot.first).startswith("ل"):
        return False
    for at in range(lead, max(-1, lead - _FAR), -1):
        word = sentence.words[at]
        if word.kind == "p" and at < lead:
            return False
        if any(form in _CARRIED for form in (word.key, *word.forms)):
            return True
    return False


_INSIDE = ("in", "at", "inside", "في", "داخل")
_WORKS = listed("where", "works")
_WOUNDS = listed("where", "wounds")
_CARRIED = listed("where", "carried")
_TAKEN = frozenset(("detention", "enforced_disappearance"))
_HARMS = frozenset(("killing", "injury", "attack", "destruction")) | _TAKEN
_FAR = 9


def _treated(sentence: Sentence, spot: Spot) -> bool:
    """Taken to a hospital: where the wounded came, not where they were hurt."""
    words = sentence.words[spot.first : spot.last + 1]
    within = sentence.key(spot.first - 1) in _INSIDE or words[0].key.startswith("ب")
    worked = any(
        form in _WORKS
        for word in sentence.words[max(0, spot.first - _APART) : spot.first]
        for form in word.forms
    )
    harmed = not sentence.keys.isdisjoint(_WOUNDS) or "act:injury" in sentence.hits
    if within and not worked and not harmed:
        return False  # eight infants died in the hospital of ...
    return any(form in _HEALS for word in words for form in word.forms) and not any(
        sentence.at(name, at)
        for name in ("act:attack", "act:out_of_service", "act:destruction", "act:siege")
        for at in range(len(sentence.words))
    )


def _moved(sentence: Sentence, spots: Sequence[Spot], at: range) -> list[Spot]:
    """Who arrived is where they arrived; who fled is told of where they fled from."""
    arriving = any(form in _ARRIVING for i in at for form in sentence.words[i].forms)
    lead = _TO if arriving else _FROM
    return [spot for spot in spots if sentence.key(spot.first - 1) in lead]


def _left(sentence: Sentence, spots: Sequence[Spot], at: range) -> list[Spot]:
    """Kafrin: 300 families fled towards Hajin: who does not arrive left the other place."""
    if any(form in _ARRIVING for i in at for form in sentence.words[i].forms):
        return []
    return [
        spot
        for spot in spots
        if sentence.key(spot.first - 1) not in _TOWARDS and not sentence.key(spot.first).startswith("لل")
    ]


_TOWARDS = listed("where", "towards")


def _written_at(sentence: Sentence, spot: Spot, spots: Sequence[Spot]) -> bool:
    """رام الله - ..., SITTWE, March 19 - ...: where it was written, not where it happened."""
    if sentence.paragraph > 1 or spot.first > _DATELINE:
        return False
    if banner(sentence):
        return False
    if spot.first == 0 and sentence.words[spot.last].cap == 2 and sentence.key(spot.last + 1) in ("", "."):
        return True  # STEPANAKERT. Two hundred people ...
    ahead = range(spot.last + 1, min(len(sentence.words), spot.last + 2 + _DATELINE))
    dash = next((i for i in ahead if sentence.key(i) in _DASHES), None)
    if dash is None or sentence.words[dash].start == sentence.words[dash - 1].end:
        return False
    held = {i for each in spots for i in range(each.first, each.last + 1)}
    held |= {i for span in sentence.dates for i in range(span.first, span.last + 1)}
    return all(
        sentence.words[i].kind != "w" or i in held or sentence.words[i].cap == 2 or sentence.key(i) in _BYLINE
        for i in range(dash)
    )


def _spoken_at(sentence: Sentence, spot: Spot) -> bool:
    """Told reporters in Geneva, speaking from Amman, في مؤتمر صحفي بعمّان: where it was said, not where it happened."""
    lead = spot.first - (sentence.key(spot.first - 1) in _IN)
    if lead == spot.first and not sentence.words[spot.first].key.startswith("ب"):
        return False
    for at in range(lead - 1, max(-1, lead - _APART), -1):
        key = sentence.key(at)
        if key in _OCCASIONS:
            return True
        if key in _HEARERS:
            return key.startswith("لل") or any(
                sentence.key(back) in _TOLD_TO for back in range(max(0, at - _FARTHEST), at)
            )
        if sentence.words[at].kind != "w" or sentence.act_at(at) or key in _IN:
            return False
    return False


_BYLINE = listed("where", "byline")
_IN = listed("where", "in")
_OCCASIONS = listed("where", "occasions")
_HEARERS, _TOLD_TO = listed("where", "hearers"), listed("where", "told_to")
_DATELINE = 6
_DASHES = ("-", "–", "—")


def gap(sentence: Sentence, first: int, last: int, core: tuple[int, int]) -> int:
    """How far a place or a day stands from a claim's heart; what follows is nearer than what precedes, and another clause is farther."""
    if first > core[1]:
        return first - core[1] + _JOINT * _joints(sentence, core[1] + 1, first)
    return 2 * (core[0] - last) + _JOINT * _joints(sentence, last + 1, core[0] + 1) if last < core[0] else 0


_JOINT = 3


def _joints(sentence: Sentence, first: int, last: int) -> int:
    """Killed on Sunday and nine hurt on Monday, وأصيب تسعة: where another clause begins."""
    return sum(
        sentence.key(at) in _CLAUSES
        or (
            sentence.words[at].arabic
            and sentence.key(at).startswith(("و", "ف"))
            and (sentence.act_at(at) or at in sentence.figures())
        )
        for at in range(first, min(last, len(sentence.words)))
    )


_CLAUSES = listed("where", "clauses")


def _place(voices: Voices, number: int, spot: Spot, *, carried: bool) -> PlaceRef:
    start, end = voices.sentences[number].span(spot.first, spot.last)
    start, end = _bare(voices.text, voices.sentences[number], spot, start, end)
    found = spot.place
    return PlaceRef(
        verbatim=voices.text[start:end],
        start=start,
        end=end,
        name=found.name if found else voices.text[start:end],
        id=found.id if found else None,
        lat=found.lat if found else None,
        lon=found.lon if found else None,
        precision_m=found.precision_m if found else None,
        carried=carried,
    )


_FIRST = (
    frozenset(fold(word).split()[0] for word in table("places")["generic"]["ar"])
    | frozenset(fold(alias).split()[0] for alias, _ in places())
    | listed("locate", "sure_heads_ar")
)


def _bare(text: str, sentence: Sentence, spot: Spot, start: int, end: int) -> tuple[int, int]:
    """Without the clitics before a name that a list knows, and without the possessive behind it."""
    token = sentence.words[spot.first]
    if token.key.startswith("بال") and spot.place is None and text[start : start + 1] == "ب":
        return start + 1, end
    if token.arabic and token.key not in _FIRST:
        for length in (1, 2):
            if token.key[length:] in _FIRST and token.key[:length].strip("وفبل") == "":
                kept = start + length
                return (kept, end) if fold(text[start:kept]) == token.key[:length] else (start, end)
    for sign in ("'s", "’s"):
        if text[start:end].endswith(sign):
            return start, end - 2
    return start, end
