"""Tokens keep their place, on every Python that we run on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.language import tokens as module
from tawthiq.language.tokens import tokens, word


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("18, 2016", ["18", ",", "2016"]),
        ("14. Then", ["14", ".", "then"]),
        ("4.773, 12", ["4.773", ",", "12"]),
        ("don' t", ["don", "'", "t"]),
    ],
)
def test_a_mark_that_belongs_to_no_figure_stays_apart(text: str, keys: list[str]) -> None:
    """Python before 3.11.5 loses its way in possessive groups; whichever runs this must read alike."""
    assert [one.key for one in tokens(text)] == keys


def test_what_folds_to_nothing_is_no_token() -> None:
    """A tatweel by itself has no key, so no grammar ever meets an empty word."""
    assert [token.key for token in tokens("قتل ـ 12")] == ["قتل", "12"]


_BITS = st.sampled_from(
    ["www.a", "http://b.c", "x@y.org", "a.com", "[29]", "1,200", "١٬٢", "،123", "O’Neil’s", "#tag", "الـ48", "ـ", "U.S.", "²", "\u0651"]
)  # fmt: skip


@given(
    st.lists(_BITS | st.text("ab1٣ .,،'’-:/@#[]()\n\u00a0\u200f\u064bأو", max_size=4), max_size=9).map(
        "".join
    ),
    st.integers(0, 5),
)
def test_pieces_met_before_are_the_tokens_that_the_grammar_finds(text: str, start: int) -> None:
    """What is remembered of a piece holds wherever it stands: offsets, kinds and keys are those of one pass of the grammar."""
    plain = [
        (match.start(), match.end(), match.lastgroup)
        for match in module._TOKEN.finditer(text, min(start, len(text)))
        if match.lastgroup != "f" and (match.lastgroup != "w" or word(match.group())[0])
    ]
    found = tokens(text, min(start, len(text)))
    assert [(one.start, one.end, one.kind) for one in found] == plain
    assert all(
        word(text[one.start : one.end])[:2] == (one.key, one.forms) for one in found if one.kind == "w"
    )
