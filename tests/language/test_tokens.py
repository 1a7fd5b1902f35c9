"""Tokens keep their place, on every Python that we run on."""

import pytest

from tawthiq.language.tokens import tokens


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
