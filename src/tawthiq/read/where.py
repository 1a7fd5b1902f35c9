"""Place of a claim: in its passage, else in its sentence, else carried from around it; what is carried says so.

Of a place and what it lies in ("the Rawda district of Taiz") the narrower one is meant; of a market or a hospital and the
town that has it, the town: what was hit is the claim's target. Where a text was written is no place of what it tells.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from tawthiq.language.fold import fold
from tawthiq.language.phrases import Hit
from tawthiq.read.apart import (
    bound_for,
    brought_to,
    came_from,
    dwells,
    fired_from,
    hails_from,
    left,
    moved,
    spoken_at,
    treated,
    written_at,
)
from tawthiq.read.gazetteer import places
from tawthiq.read.headed import heading
from tawthiq.read.labels import heads
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
_TAKEN = frozenset(("detention", "enforced_disappearance"))
_HARMS = frozenset(("killing", "injury", "attack", "destruction")) | _TAKEN


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
            spot for spot in listed_ if not came_from(sentence, spot) and not fired_from(sentence, spot)
        ]
        listed_ = [spot for spot in listed_ if not bound_for(sentence, spot)] or listed_
        if act in _HARMS:
            stayed = [spot for spot in listed_ if not brought_to(sentence, spot)]
            head = None if stayed or not listed_ or act in _TAKEN else _run_in(voices, number)
            if head is not None:
                return head
            listed_ = stayed or listed_
        if act not in _TAKEN:
            listed_ = [spot for spot in listed_ if not hails_from(sentence, spot)] or listed_
    inside = [spot for spot in listed_ if first <= spot.first and spot.last <= last]
    if listed_:
        named = [spot for spot in listed_ if not _nameless(sentence, spot)]
        if not named and (carried := _carried(voices, telling, number, act)) is not None:
            return carried  # the western quarter, of the town told before
        inside = [spot for spot in inside if spot in named] or ([] if named else inside)
        chosen = inside or named or listed_
        if act in _MOVES and len(listed_) > 1:
            at = range(first, last + 1)
            chosen = moved(sentence, listed_, at) or left(sentence, chosen, at) or chosen
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
        found = [spot for spot in found if not brought_to(before, spot)] or (
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
    here = [spot for spot in spots if not written_at(sentence, spot, spots) and not spoken_at(sentence, spot)]
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
    out = [spot for spot in out if not dwells(sentence, spot)] or [
        spot for spot in out if not dwells(sentence, spot, aside=True)
    ]
    if not moves:
        out = [
            spot for spot in out if not came_from(sentence, spot) and not fired_from(sentence, spot)
        ] or out
    named = [spot for spot in out if not _site(sentence, spot)]
    return named or [spot for spot in out if not treated(sentence, spot)]


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
