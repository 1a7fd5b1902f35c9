"""Pseudonyms: the same for the same source, unlinkable between cases, spoken in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.protect import first_visibility, pseudonym
from tawthiq.record.assessment import Visibility
from tawthiq.record.exhibit import How

SECRET = bytes(range(32))


def test_a_short_secret_is_refused() -> None:
    """Guessing it would unmask every source."""
    with pytest.raises(ValueError, match="at least 16"):
        pseudonym("someone", b"short")


@given(st.text(min_size=1, max_size=40))
def test_one_source_has_one_pseudonym_per_case(identity: str) -> None:
    """And another one under another secret."""
    first = pseudonym(identity, SECRET)
    assert first == pseudonym(identity, SECRET)
    assert first.code != pseudonym(identity, bytes(32)).code


@given(st.text(alphabet=st.characters(categories=["L"]), min_size=4, max_size=20))
def test_the_pseudonym_does_not_hold_the_name(identity: str) -> None:
    """Nothing of the identity shines through, unless it is itself one of our words."""
    name = pseudonym(identity, SECRET)
    words = {*name.en.split()[:2], *name.ar.split()[:2]}
    assert identity in words or (identity not in name.en and identity not in name.ar)


def test_every_pair_of_words_speaks_arabic_and_english() -> None:
    """Over many sources both names are there, in their own script."""
    for n in range(500):
        name = pseudonym(f"source {n}", SECRET)
        assert name.en.isascii()
        assert any("\u0600" <= c <= "\u06ff" for c in name.ar)


@pytest.mark.parametrize("how", list(How))
def test_nothing_new_is_public(how: How) -> None:
    """Sealed or team, for every way of obtaining."""
    assert first_visibility(how) in (Visibility.SEALED, Visibility.TEAM)


def test_what_a_person_sent_is_sealed() -> None:
    """A message or file names its sender by its very existence."""
    assert first_visibility(How.MESSAGE) is Visibility.SEALED
    assert first_visibility(How.FILE) is Visibility.SEALED
