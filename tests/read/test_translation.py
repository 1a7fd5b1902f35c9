"""A passage and its translation: paired segment by segment, one utterance, and what was dropped, added or changed is told."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from bilingual import FAITHFUL, UNFAITHFUL, Told  # type: ignore[import-not-found]

from tawthiq.read import claims, plain, read_markup
from tawthiq.read.claims import assembler
from tawthiq.read.twice import Translation, translation_of, translations

GOLD = Path(__file__).parent / "gold"


def _whole(told: Told) -> str:
    return f"{told.arabic}\n\n{told.english}"


def _only(text: str) -> Translation:
    (found,) = translations(plain(text), exhibit="e")
    return found


def _named(found: Translation, text: str) -> list[tuple[str, str, str]]:
    return [
        (each.kind.value, each.part, text[slice(*(each.original or each.translation or (0, 0)))])
        for pair in found.pairs
        for each in pair.differences
    ]


@pytest.mark.parametrize("told", FAITHFUL, ids=lambda told: told.name)
def test_a_faithful_translation_has_no_differences(told: Told) -> None:
    """Duals, clauses that became sentences, and days said in another form are no differences."""
    found = _only(_whole(told))
    assert _named(found, _whole(told)) == []
    assert all(each.pair.original and each.pair.translation for each in found.pairs)
    english = [line for line in told.english.replace(". ", ".\n").split("\n") if line]
    assert len(found.pairs) == len(english)


@pytest.mark.parametrize("told", UNFAITHFUL, ids=lambda told: told.name)
def test_what_a_translation_lost_or_added_is_found(told: Told) -> None:
    """Each with its words; and next to nothing besides."""
    text = _whole(told)
    named = _named(_only(text), text)
    for kind, part, words in told.lost:
        assert any((kind, part) == each[:2] and words in each[2] for each in named), (
            kind,
            part,
            words,
            named,
        )
    assert len(named) <= len(told.lost) + 1


@pytest.mark.parametrize("told", [*FAITHFUL, *UNFAITHFUL], ids=lambda told: told.name)
def test_two_texts_compare_as_one_text_that_holds_both(told: Told) -> None:
    """The segments and their differences are the same; only the offsets of the translation are its own."""
    found = translation_of(plain(told.arabic), plain(told.english))
    assert found is not None
    shift = len(told.arabic) + 2
    inside = _only(_whole(told))
    assert [each.pair.original for each in found.pairs] == [each.pair.original for each in inside.pairs]
    assert [each.pair.translation for each in found.pairs] == [
        each.pair.translation and (each.pair.translation[0] - shift, each.pair.translation[1] - shift)
        for each in inside.pairs
    ]
    assert [[d[:2] for d in each.differences] for each in found.pairs] == [
        [d[:2] for d in each.differences] for each in inside.pairs
    ]


@pytest.mark.parametrize("told", [*FAITHFUL, *UNFAITHFUL], ids=lambda told: told.name)
def test_a_text_that_translates_nothing_new_is_itself(told: Told) -> None:
    """Of one language: the identity, without a difference."""
    for text in (told.arabic, told.english):
        found = translation_of(plain(text), plain(text))
        assert found is not None
        assert all(
            each.pair.original == each.pair.translation and not each.differences for each in found.pairs
        )


def test_no_sentence_is_in_two_pairs_or_in_none() -> None:
    """Spans of each side stand in order, do not overlap, and leave out nothing but white space."""
    for told in (*FAITHFUL, *UNFAITHFUL):
        text = _whole(told)
        found = _only(text)
        for side, (start, end) in enumerate((found.original, found.translation)):
            spans = [each.pair[side] for each in found.pairs if each.pair[side]]
            assert spans == sorted(spans)
            left = text[start:end]
            for a, b in spans:
                left = left[: a - start] + " " * (b - a) + left[b - start :]
            assert not left.strip()


def test_an_unrelated_neighbour_is_no_translation() -> None:
    """Texts of the genre in both languages, in every combination: none is taken for a translation of another."""
    ar, en = (
        [text.text for text in read_markup((GOLD / f"{name}.gold").read_text(encoding="utf-8").splitlines())]
        for name in ("tuning-ar", "tuning-en")
    )
    for number, arabic in enumerate(ar):
        for english in en[number % 3 :: 3]:
            read = assembler(plain(f"{arabic}\n\n{english}"), exhibit="e")
            assert read.translations() == []


def test_a_passage_is_found_between_others() -> None:
    """An introduction before it and a story after it are not part of the translation."""
    told = FAITHFUL[0]
    before = "The office published this on its page on Monday:"
    after = "The prices of bread and fuel in the capital rose again.\nTalks go on in the hotel by the lake."
    text = f"{before}\n\n{told.arabic}\n\n{told.english}\n\n{after}"
    found = _only(text)
    assert text[slice(*found.original)] == told.arabic
    assert text[slice(*found.translation)] == told.english


def test_the_translation_may_stand_first() -> None:
    """Whatever stands first counts as the original."""
    told = FAITHFUL[0]
    found = _only(f"{told.english}\n\n{told.arabic}")
    assert found.original[0] == 0
    assert _named(found, told.english) == []


def test_one_utterance_told_twice_is_one_and_doubted_where_it_differs() -> None:
    """The figure that was changed and the hedge that was lost: both claims say so; the rest are one without a doubt."""
    told = UNFAITHFUL[0]
    found = claims(plain(_whole(told)), exhibit="e")
    pairs: dict[str, list[tuple[str, str, bool]]] = {}
    for claim in found:
        if claim.utterance:
            pairs.setdefault(claim.utterance, []).append(
                (claim.lang, claim.act, "translation" in claim.doubts)
            )
    seen = {(act, doubted) for listed in pairs.values() for _, act, doubted in listed}
    assert all(sorted(lang for lang, _, _ in listed) == ["ar", "en"] for listed in pairs.values())
    assert all(len({each[1:] for each in listed}) == 1 for listed in pairs.values())
    assert {("killing", True), ("detention", True)} <= seen
    assert any(not doubted for _, doubted in seen)


def test_what_a_translator_added_is_doubted() -> None:
    """A sentence that the original does not have."""
    told = UNFAITHFUL[2]
    found = claims(plain(_whole(told)), exhibit="e")
    (added,) = [c for c in found if c.lang == "en" and c.quantity and c.quantity.lo == 200]
    assert "translation" in added.doubts
    assert added.utterance is None


def test_a_paragraph_in_both_languages_translates_nothing() -> None:
    """Half of its words are of the other script: whose translation it would be cannot be told."""
    mixed = f"{FAITHFUL[1].arabic} {FAITHFUL[1].english}".replace("\n", " ")
    assert translations(plain(f"{FAITHFUL[0].arabic}\n\n{mixed}"), exhibit="e") == []


def test_nothing_compares_with_nothing() -> None:
    """A text without a sentence has no pairs."""
    assert translation_of(plain(""), plain("One.")) is None
    assert translations(plain(""), exhibit="e") == []
