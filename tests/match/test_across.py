"""Translations across two languages are found among other reports of the same events; the order of the texts changes nothing."""

import json
import random
from pathlib import Path

import pytest
from across_texts import Corpus, corpus
from click.testing import CliRunner

from tawthiq.cli.main import tawthiq
from tawthiq.language.align_local import stretch
from tawthiq.match.across import Across, across
from tawthiq.match.across_keys import rounded, usual


@pytest.fixture(scope="module")
def tuned() -> Corpus:
    return corpus("tuned.txt")


@pytest.fixture(scope="module")
def found(tuned: Corpus) -> tuple[Across, ...]:
    return across(tuned.segments())


def test_reports_of_one_event_by_others_are_no_translations(tuned: Corpus) -> None:
    """Without the translations nothing is found at all."""
    held = {name: each for name, each in tuned.segments().items() if not name.endswith("t")}
    assert across(held) == ()


def test_the_tuned_pairs_are_found_and_nothing_else(tuned: Corpus, found: tuple[Across, ...]) -> None:
    """All but a testimony without names and figures."""
    told = {(one.a, one.b) for one in found}
    assert told <= tuned.pairs
    assert len(told) >= 13


def test_a_passage_is_found_in_a_longer_text(tuned: Corpus, found: tuple[Across, ...]) -> None:
    """Its span on both sides, but for a sentence at either end; the share tells that it is a part."""
    told = {(one.a, one.b): one for one in found}
    for pair, name, part in ((("5a", "5t"), "5t", "b_part"), (("12a", "12t"), "12a", "a_part")):
        start, end = getattr(told[pair], part)
        true_start, true_end = tuned.spans[name]
        assert abs(start - true_start) <= 2
        assert abs(end - true_end) <= 2
    assert told["5a", "5t"].b_share < 0.6 < told["5a", "5t"].a_share


def test_what_is_told_beside_lies_in_order_within_the_passages(found: tuple[Across, ...]) -> None:
    """Spans of both sides grow, and what is shared is never nothing."""
    for one in found:
        assert one.shared
        assert 0 < one.score <= 1
        for side, part in (("a", one.a_part), ("b", one.b_part)):
            spans = [getattr(each, side) for each in one.beside]
            assert spans == sorted(spans)
            assert (spans[0][0], spans[-1][1]) == part


def test_order_and_other_texts_in_one_language_change_nothing(
    tuned: Corpus, found: tuple[Across, ...]
) -> None:
    """Shuffled three ways."""
    held = list(tuned.segments().items())
    for seed in range(3):
        random.Random(seed).shuffle(held)
        assert across(dict(held)) == found


def test_nothing_one_text_or_one_language_gives_nothing(tuned: Corpus) -> None:
    """Nor does a text that holds nothing."""
    held = tuned.segments()
    assert across({}) == ()
    assert across({"x": ()}) == ()
    assert across({"1a": held["1a"], "2a": held["2a"], "e": ()}) == ()


def test_a_rounded_figure_is_the_figure_it_rounds() -> None:
    """Never one that is only near, nor one that the other side has as it is."""
    assert rounded({"n:1287", "n:94"}, {"n:1300", "n:94"}) == {"n:1287": "n~1287", "n:1300": "n~1287"}
    assert rounded({"n:1287"}, {"n:1288"}) == {}
    assert rounded({"n:1287"}, {"n:2000"}) == {}
    assert rounded({"n:41"}, {"n:40"}) == {}


def test_larger_figures_and_addresses_are_met_by_chance_least() -> None:
    """What is usual falls from a pair of anything to an address."""
    often = [usual(key) for key in ("n:2", "n:7", "n:20", "n:75", "n:3120", "l:example.org/p/1")]
    assert often == sorted(often, reverse=True)


def test_a_stretch_is_the_best_there_is_and_may_be_none() -> None:
    """Two sequences with a common part between strange ones."""
    one, two = "xxabcd", "abycdz"

    def worth(a: int, a_end: int, b: int, b_end: int) -> float:
        return 3.0 if one[a:a_end] == two[b:b_end] else -3.0

    best = stretch((len(one), len(two)), worth, ([1.0] * 6, [1.0] * 6))
    assert best is not None
    assert (best.beads[0].a, best.beads[-1].a_end, best.beads[0].b, best.beads[-1].b_end) == (2, 6, 0, 5)
    assert stretch((2, 2), lambda *_: -1.0, ([1.0] * 2, [1.0] * 2)) is None
    assert stretch((0, 3), worth, ([], [1.0] * 3)) is None


def test_the_command_tells_pairs_with_all_columns(tmp_path: Path, tuned: Corpus) -> None:
    """`match text --across`; without the option none of them."""
    for name in ("2a", "2t", "2x", "2b"):
        (tmp_path / f"{name}.txt").write_text(tuned.texts[name], encoding="utf-8")
    run = CliRunner()
    assert run.invoke(tawthiq, ["match", "text", "--json", str(tmp_path)]).stdout == ""
    done = run.invoke(tawthiq, ["match", "text", "--across", "--json", str(tmp_path)])
    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert [*row] == [
        "a", "b", "kind", "score", "first", "a_part", "b_part", "a_share", "b_share", "shared", "judged", "beside"
    ]  # fmt: skip
    assert (Path(row["a"]).stem, Path(row["b"]).stem, row["kind"], row["first"]) == (
        "2a",
        "2t",
        "across",
        None,
    )
    assert "->" not in run.invoke(tawthiq, ["match", "text", "--across", str(tmp_path)]).stdout


def test_of_the_pairs_held_out_four_fifths_are_found() -> None:
    """Written before their score was known; set nothing by them."""
    held = corpus("held_out.txt")
    told = {(one.a, one.b) for one in across(held.segments())}
    assert len(told - held.pairs) <= 1
    assert len(told & held.pairs) >= 16
