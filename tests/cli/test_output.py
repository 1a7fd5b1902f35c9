"""What a terminal shows of words from outside."""

from hypothesis import given
from hypothesis import strategies as st

from tawthiq.cli.output import FSI, PDI, isolated, visible


def test_an_isolate_without_its_other_and_a_bidi_control_are_shown_as_escapes() -> None:
    """Either would reach beyond the words that hold it."""
    assert visible(f"a{FSI}b") == "a\\u2068b"
    assert visible(f"a{PDI}b{FSI}") == "a\\u2069b\\u2068"
    assert visible("a\u202eb\u2067c\u2069") == "a\\u202eb\\u2067c\\u2069"


def test_a_pair_of_isolates_stays() -> None:
    """A name of the other script inside one of our own sentences."""
    sentence = f"27; {FSI}مرصد المدّ{PDI} says 41"
    assert isolated(sentence) == f"{FSI}{sentence}{PDI}"


@given(st.text(alphabet=st.sampled_from(f"ab م{FSI}{PDI}\u202e\u2066\n")))
def test_whatever_is_shown_closes_what_it_opens(text: str) -> None:
    """No prefix closes more than it opened, and nothing stays open."""
    depth = 0
    for c in visible(text):
        depth += {FSI: 1, PDI: -1}.get(c, 0)
        assert depth >= 0
        assert c not in "\n\u202e\u2066"
    assert depth == 0
