"""What is written as an age file, another implementation opens, and nobody else."""

import io
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.protect import age, age_file
from tawthiq.record.errors import KeyTrouble

OURS, THEIRS = age.fresh(), age.fresh()
EDGE = st.sampled_from([0, 1, 65_535, 65_536, 65_537, 131_072, 131_073]) | st.integers(0, 300_000)


class _Drips:
    """Reads that give less than was asked for."""

    def __init__(self, data: bytes, step: int) -> None:
        self._left, self._step = io.BytesIO(data), step

    def read(self, size: int = -1) -> bytes:
        return self._left.read(min(size, self._step))


def test_no_recipient_and_a_point_of_small_order_are_refused() -> None:
    """Either would be a file that nobody or everybody opens."""
    with pytest.raises(ValueError, match="no recipients"):
        age_file.encrypt(b"x")
    with pytest.raises(ValueError, match="shared"):
        age_file.encrypt(b"x", bytes(32))
    with pytest.raises(KeyTrouble):
        age.seal(b"x", "age1nonsense")


class _Breaks:
    """A source that is damaged."""

    def read(self, size: int = -1) -> bytes:
        raise ValueError(f"damaged, {size} were asked for")


def test_what_is_wrong_with_the_source_is_not_said_of_the_recipient() -> None:
    """A damaged archive is told as one, not as a key."""
    with pytest.raises(ValueError, match="damaged"):
        age.seal_stream(_Breaks(), io.BytesIO(), age.public(OURS))


@given(size=EDGE, step=st.integers(1, 100_000).map(lambda n: max(n, 997)))
@settings(max_examples=60, deadline=None)
def test_the_library_opens_files_of_every_length(size: int, step: int) -> None:
    """Whole and as a stream, to one of two recipients, across every edge of a chunk."""
    data = os.urandom(size)
    to = [age.public(OURS), age.public(THEIRS)]
    streamed = io.BytesIO()
    age.seal_stream(_Drips(data, step), streamed, *to)
    for sealed in (age.seal(data, *to), streamed.getvalue()):
        assert age.unseal(sealed, OURS) == age.unseal(sealed, THEIRS) == data
    with pytest.raises(KeyTrouble, match="other keys"):
        age.unseal(streamed.getvalue(), age.fresh())


@given(at=st.integers(0, 10**9), bit=st.integers(0, 7))
@settings(max_examples=200, deadline=None)
def test_one_bit_changed_anywhere_is_refused(at: int, bit: int) -> None:
    """Header, stanza, nonce, both chunks."""
    sealed = bytearray(_SEALED)
    sealed[at % len(sealed)] ^= 1 << bit
    with pytest.raises(KeyTrouble):
        age.unseal(bytes(sealed), OURS)


_SEALED = age.seal(bytes(70_000), age.public(OURS))


@pytest.mark.parametrize("end", [-1, -65_552, 0])
def test_a_file_cut_or_longer_is_refused(end: int) -> None:
    """The last chunk says that it is the last."""
    sealed = _SEALED[:end] if end else _SEALED + b"\0"
    with pytest.raises(KeyTrouble):
        age.unseal(sealed, OURS)


def test_no_two_files_share_a_share_a_nonce_or_a_key() -> None:
    """What is sealed twice is alike in nothing but its length."""
    one, two = (age.seal(b"the same", age.public(OURS)).splitlines() for _ in range(2))
    assert one[0] == two[0]
    assert all(a != b for a, b in zip(one[1:], two[1:], strict=False))
