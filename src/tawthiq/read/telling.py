"""What a sentence tells by its own words: figures and acts, beside who speaks in it and where. Found once for the same words (`met`)."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from tawthiq.language.phrases import Hit
from tawthiq.read.acts import Chosen, act_of, steps
from tawthiq.read.doers import does_it
from tawthiq.read.implicit import implicit
from tawthiq.read.lexicon import Unit
from tawthiq.read.lone import lone_acts
from tawthiq.read.met import Told
from tawthiq.read.quantities import quantities
from tawthiq.read.sentence import Sentence
from tawthiq.read.sifted import sifted
from tawthiq.read.units import TOTAL
from tawthiq.read.vague import Found
from tawthiq.record.quantity import Form, QuantityKind, Role

_SPOKEN = frozenset(("act:accusation", "act:warning", "act:threat"))
_ANY = frozenset(("اي", "ايه"))
_FIGURES = frozenset(("vague", "universal", "ordinal_age"))


def total(sentence: Sentence) -> bool:
    """A word for a total stands in it."""
    met = sentence.met
    if met.total is None:
        met.total = any(not TOTAL.isdisjoint(token.forms) for token in sentence.words)
    return met.total


def told_in(
    sentence: Sentence, speaking: Sequence[tuple[int, int]], places: Sequence[tuple[int, int]]
) -> Told:
    """What a sentence counts and what it says was done, beside who speaks (spans of the text) and where (tokens)."""
    begin = sentence.start
    beside = (tuple([(a - begin, b - begin) for a, b in speaking]), tuple(places))
    told = sentence.met.told.get(beside)
    if told is None:
        named = {i for first, last in places for i in range(first, last + 1)}
        told = sentence.met.told[beside] = Told(*_sought(sentence, speaking, named))
    return told


def nearest(sentence: Sentence, told: Told, named: AbstractSet[int]) -> Sequence[tuple[Found, Chosen | None]]:
    """Each figure, a part where it is joined to a part, with the act that stands nearest to it; `named`: tokens of places."""
    if told.nearest is None:
        costs = steps(sentence, told.figures)
        filled = {i for each in told.figures for i in range(each.first, each.last + 1)}
        found: list[tuple[Found, Chosen | None]] = []
        for stated in told.figures:
            figure = _joined_subset(sentence, found[-1][0], stated) if found else stated
            found.append((figure, act_of(sentence, figure, costs, told.acts, named, filled)))
        told.nearest = found
    return told.nearest


def alone(
    sentence: Sentence,
    told: Told,
    used: AbstractSet[str],
    busy: AbstractSet[int],
    figures: Sequence[Found],
    named: AbstractSet[int],
    *,
    opens: bool,
) -> Sequence[Hit]:
    """The acts that stand alone (`lone`); without a figure they depend on nothing else in the text."""
    if figures or opens not in told.lone:
        found = lone_acts(sentence, told.acts, used, busy, figures, named, opens=opens)
        if figures:
            return found
        told.lone[opens] = found
    return told.lone[opens]


def _sought(
    sentence: Sentence, speaking: Sequence[tuple[int, int]], named: AbstractSet[int]
) -> tuple[list[Found], list[Hit]]:
    figures = [
        each
        for each in quantities(sentence)
        if not _within(sentence, each, speaking) and not does_it(sentence, each)
    ]
    figures = sorted([*figures, *implicit(sentence, figures, named)], key=lambda each: each.first)
    figures = [
        each
        for each in figures
        if not _within(sentence, each, speaking)
        and not _whose_weapon(sentence, each)
        and not (each.form is Form.IMPLICIT and sentence.at("means", each.first))  # طيارة: no woman pilot
        and (each.form in (Form.IMPLICIT, Form.DUAL) or not (each.first in named and each.last in named))
    ]
    acts = sifted(sentence, [hit for hit in sentence.acts() if not _named(sentence, hit, speaking)])
    return figures, [hit for hit in acts if hit.first not in named or hit.category == "act:siege"]


def tells(sentence: Sentence) -> bool:
    """Anything a claim could be made of: a figure in any form, or an act."""
    met = sentence.met
    if met.tells is None:
        met.tells = (
            bool(sentence.nums or sentence.acts())
            or not _FIGURES.isdisjoint(sentence.hits)
            or not sentence.keys.isdisjoint(_ANY)
            or any([_alone(hit.value) for hit in sentence.hits.get("unit", ())])  # noqa: C419 - a list is faster here
        )
    return met.tells


def _alone(unit: Unit) -> bool:
    """A body, a martyr, two of a kind, a week: figures without a numeral or an act beside them."""
    return unit.of in ("time", "body") or unit.number == "two" or unit.act in _FALLEN


_FALLEN = frozenset(("killing", "injury", "casualties"))


def _whose_weapon(sentence: Sentence, figure: Found) -> bool:
    """رصاصات قناص: whose bullets they were, nobody hit."""
    if figure.form is not Form.IMPLICIT or not sentence.words[figure.first].arabic:
        return False
    return (
        sentence.at("means", figure.first) is not None and sentence.at("means", figure.first - 1) is not None
    )


def _within(sentence: Sentence, figure: Found, spans: Sequence[tuple[int, int]]) -> bool:
    """The figure belongs to the words that name a speaker: "one nurse"."""
    start, end = sentence.span(figure.first, figure.last)
    return any(a <= start and end <= b for a, b in spans) and figure.kind is QuantityKind.COUNT


def _named(sentence: Sentence, hit: Hit, spans: Sequence[tuple[int, int]]) -> bool:
    """The act word belongs to the words that name a speaker: "a displaced farmer"; the verb that makes them one does not."""
    if hit.category in _SPOKEN and sentence.at("verb", hit.first):
        return False
    start = sentence.words[hit.first].start
    return any(a <= start < b for a, b in spans)


def _joined_subset(sentence: Sentence, before: Found, figure: Found) -> Found:
    """Of whom 312 were women and 401 children: what is joined to a part is a part."""
    own = figure.unit is None or figure.unit.act is not None
    if (
        own
        or before.role is not Role.SUBSET
        or figure.role is not Role.TOTAL
        or figure.first - before.last > 5
    ):
        return figure
    between = [sentence.key(i) for i in range(before.last + 1, figure.first)]
    joined = sentence.words[figure.first].key.startswith("و") and sentence.words[figure.first].arabic
    plain = all(
        key in ("and", ",", "و", "were", "are") or sentence.at("unit", i)
        for i, key in enumerate(between, before.last + 1)
    )
    return (
        figure._replace(role=Role.SUBSET)
        if plain and (joined or "and" in between or "و" in between or "," in between)
        else figure
    )
