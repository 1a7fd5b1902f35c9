"""The documented total is always told; each method answers or refuses on its own."""

from collections.abc import Callable

import msgspec
import pytest

from tawthiq.count import METHODS, Histories, estimate
from tawthiq.record.errors import UsageError
from tawthiq.record.estimate import Count
from tawthiq.vocabulary.load import catalogue, say

Table = Callable[[str], Histories]


def _codes(count: Count) -> dict[str, str]:
    return {no.method: no.reason.en for no in count.refused}


def test_an_unknown_method_is_an_error_of_use() -> None:
    """A method that does not exist is named beside those that do."""
    with pytest.raises(UsageError, match="loglinear"):
        estimate(Histories(("a", "b"), {"11": 1}), methods=["guess"])


@pytest.mark.parametrize("level", [0, 1, 95, -0.5])
def test_a_level_must_be_a_share(level: float) -> None:
    """A level of 95 is a slip that would otherwise give nonsense."""
    with pytest.raises(UsageError):
        estimate(Histories(("a", "b"), {"11": 1}), level=level)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"1": 500}, "one list"),
        ({"100": 500, "010": 40, "110": 30, "001": 3}, "three are needed"),
        ({"100": 40, "010": 30, "001": 20, "110": 16}, "on any other list"),
        ({"100": 40, "010": 30, "001": 20}, "Nobody stands on two lists"),
        ({"100": 400, "010": 300, "001": 200, "110": 1, "011": 2}, "more than one list"),
    ],
)
def test_a_table_that_cannot_bear_an_estimate_is_refused_with_the_reason(
    counts: dict[str, int], words: str
) -> None:
    """Each rule of refusal speaks, the documented total stands, and no number is given."""
    width = len(next(iter(counts)))
    count = estimate(Histories(tuple("abcdef"[:width]), counts), methods=["loglinear"])
    assert count.documented == sum(counts.values())
    assert count.estimates == ()
    assert words in _codes(count)["loglinear"]


def test_small_lists_that_share_nobody_do_not_silence_the_others(published: Table) -> None:
    """A list of a few persons apart from the rest is a caveat; a whole block apart is a refusal."""
    kosovo = published("kosovo")
    more = {pattern + "0": n for pattern, n in kosovo.counts.items()} | {"00001": 4}
    count = estimate(Histories((*kosovo.lists, "few"), more), methods=["loglinear"])
    assert [e.method for e in count.estimates] == ["loglinear"]
    assert any("few" in caveat.en for caveat in count.caveats)


def test_two_lists_give_chapman_and_name_the_assumption() -> None:
    """With two lists the estimate stands beside the sentence that it rests on independence."""
    count = estimate(Histories(("a", "b"), {"10": 80, "01": 60, "11": 20}))
    assert [e.method for e in count.estimates] == ["chapman"]
    assert any("independence" in caveat.en for caveat in count.caveats)


def test_the_hidden_are_always_mentioned(published: Table) -> None:
    """Every count says who is in none of its intervals."""
    assert "no list could reach" in estimate(published("kosovo"), methods=["chao"]).caveats[0].en


def test_a_count_is_plain_json(published: Table) -> None:
    """Every figure, diagnostics included, goes through JSON and comes back equal."""
    count = estimate(published("korea"))
    assert msgspec.json.decode(msgspec.json.encode(count), type=Count) == count


def test_methods_are_asked_in_the_order_given_and_once(published: Table) -> None:
    """The order of the answers is the caller's."""
    count = estimate(published("kosovo"), methods=["chao", "loglinear", "chao"])
    assert [e.method for e in count.estimates] == ["chao", "loglinear"]


def test_every_method_and_refusal_has_its_words() -> None:
    """A method's name and both sentences of a refusal exist in both languages."""
    for lang in ("en", "ar"):
        assert all(say(f"count.method.{method}", lang) for method in METHODS)
    keys = catalogue("count")
    stems = {key.rsplit(".", 1)[0] for key in keys if key.startswith("refuse.")}
    assert all(f"{stem}.{part}" in keys for stem in stems for part in ("why", "help"))


def test_both_languages_have_the_same_gaps() -> None:
    """A value that one language names, the other names too."""
    import string

    for key, entry in catalogue("count").items():
        gaps = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in entry.values()]
        assert gaps[0] == gaps[1], key


def test_a_table_of_nobody_documents_nobody() -> None:
    """No rows on the lists named: a documented total of zero and refusals, no error."""
    count = estimate(Histories(("a", "b", "c"), {}))
    assert count.documented == 0
    assert count.estimates == ()


def test_tables_of_the_matching_widen_every_method(published: Table) -> None:
    """Draws of the matching are pooled; the answer without them stands beside; the caveat changes."""
    from tawthiq.count.linkage import Rates, undone

    h = published("kosovo")
    tables = undone(h, Rates(missed=0.05, false=0.02), 8, seed=2)
    plain = estimate(h, methods=["decomposable", "chao"])
    carried = estimate(h, methods=["decomposable", "chao"], tables=tables)
    for alone, pooled in zip(plain.estimates, carried.estimates, strict=True):
        assert pooled.diagnostics["matching"]["given"]["median"] == alone.median
        assert pooled.median != alone.median
    assert carried.caveats[1] != plain.caveats[1]
    assert msgspec.json.decode(msgspec.json.encode(carried), type=Count) == carried
