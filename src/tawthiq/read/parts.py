"""Persons listed behind a count that their number adds up to: "two more died, a boy and a woman"; ثلاثة، رجل وامرأتان; ٧ (طفل، سيدتان، أربعة رجال)."""

from collections.abc import Set as AbstractSet

from tawthiq.language.phrases import Hit
from tawthiq.read.implicit_ar import construct_dual, dual
from tawthiq.read.lexicon import Unit
from tawthiq.read.sentence import Sentence
from tawthiq.read.vague import Found
from tawthiq.read.words import listed
from tawthiq.record.quantity import Form, Hedge, QuantityKind, Role

_DETERMINERS = listed("parts", "determiners")
_OPENS = frozenset(("(", ",", ":", "-", "["))
_REACH, _NEAR, _ADJECTIVES, _MOST = 26, 9, 4, 12
_COUNTED = frozenset(("person", "body", "group"))


def parts(
    sentence: Sentence, found: list[Found], single: list[Found], taken: AbstractSet[int]
) -> list[Found]:
    """Those of them that no numeral counts; nothing where the sum is another. `single`: who was found without one."""
    each_of = [*found, *single]
    for total in found:
        whole = total.lo
        if (
            total.hedge is not Hedge.EXACT
            or total.kind is not QuantityKind.COUNT
            or not isinstance(whole, int)
            or not 1 < whole <= _MOST
            or (total.unit is not None and total.unit.of not in _COUNTED)
        ):
            continue
        start = next(
            (
                at
                for at in range(total.last + 1, min(len(sentence.words), total.last + _NEAR))
                if sentence.key(at) in _OPENS
            ),
            None,
        )
        listed_ = None if start is None else _listed(sentence, start, each_of)
        if listed_ is None or len(listed_) < 2 or sum(count for _, _, count, _ in listed_) != whole:
            continue
        return [
            _part(sentence, first, last, count, unit)
            for first, last, count, unit in listed_
            if taken.isdisjoint(range(first, last + 1))
        ]
    return []


def _part(sentence: Sentence, first: int, last: int, count: int, unit: Unit) -> Found:
    form = Form.DUAL if count > 1 and sentence.words[last].arabic else Form.IMPLICIT
    return Found(first, last, first, Hedge.EXACT, form, count, count, unit, QuantityKind.COUNT, Role.SUBSET)


def _listed(sentence: Sentence, start: int, found: list[Found]) -> list[tuple[int, int, int, Unit]] | None:
    """(first, last, how many, unit) of each person told of between the mark and the end of the list."""
    out: list[tuple[int, int, int, Unit]] = []
    closing = {"(": ")", "[": "]"}.get(sentence.key(start), "")
    at = start + 1
    while at < min(len(sentence.words), start + _REACH):
        key = sentence.key(at)
        if (closing and key == closing) or key in (";", "؛") or sentence.at("verb", at) is not None:
            break
        figure = next((each for each in found if each.first <= at <= each.last), None)
        if figure is not None:
            if figure.kind is QuantityKind.COUNT:
                known = figure.unit is not None and figure.unit.of in _COUNTED and isinstance(figure.lo, int)
                if not known or figure.lo != figure.hi:
                    return None
                assert figure.unit is not None
                assert figure.lo is not None
                out.append((figure.first, figure.last, int(figure.lo), figure.unit))
            at = figure.last + 1
            continue
        unit = sentence.at("unit", at)
        if unit is None or unit.value.of != "person":
            at += 1
            continue
        after = sentence.at("unit", unit.last + 1)
        if after is not None and after.value.of == "person" and not sentence.words[at].arabic:
            unit = after._replace(first=unit.last + 1)  # an elderly neighbour
        count = _how_many(sentence, unit)
        if count is None:
            return None
        if count:
            out.append((_begin(sentence, unit), unit.last, count, unit.value))
        at = unit.last + 1
    return out


def _how_many(sentence: Sentence, hit: Hit) -> int | None:  # noqa: PLR0911 - a grammar: one early answer a rule
    """One, or two by an Arabic dual; 0 of what only describes; None where nobody can tell."""
    if sentence.words[hit.first].arabic:
        definite = sentence.key(hit.first).lstrip("وبفل").startswith("ال")
        if definite and not hit.value.kin:
            return 0
        if dual(sentence, hit) or construct_dual(sentence, hit):
            return 2
        before = sentence.ending("unit", hit.first - 1)
        if before is not None and before.value.of == "person" and sentence.key(hit.first)[:1] != "و":
            return 0  # طفلة رضيعة
        return 1 if hit.value.number == "one" else None
    if hit.value.number == "many":
        return None
    if hit.value.number == "two":
        return 2
    return 1 if _begin(sentence, hit) < hit.first else 0


def _begin(sentence: Sentence, hit: Hit) -> int:
    """Back over adjectives to a determiner."""
    for at in range(hit.first - 1, max(-1, hit.first - 1 - _ADJECTIVES), -1):
        if sentence.key(at) in _DETERMINERS or sentence.key(at).endswith("'s"):
            return at
        if sentence.words[at].kind != "w" or sentence.key(at) in ("and", "or", "of"):
            break
    return hit.first
