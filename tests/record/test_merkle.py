"""The tree of RFC 6962, against its own definition written out naively, and signed checkpoints over it."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.record import checkpoint as notes
from tawthiq.record.errors import BadSignature, NotCanonical
from tawthiq.record.keys import DeviceKey
from tawthiq.record.merkle import Frontier, leaf

ENTRIES = st.lists(st.binary(max_size=6), max_size=40)


def by_definition(entries: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word: split at the largest power of two below n."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return hashlib.sha256(b"\x01" + by_definition(entries[:k]) + by_definition(entries[k:])).digest()


@given(ENTRIES)
def test_the_frontier_has_the_root_of_the_definition(entries: list[bytes]) -> None:
    """Pushed one by one or all at once."""
    one_by_one = Frontier()
    for entry in entries:
        one_by_one = one_by_one.push(leaf(entry))
    assert one_by_one.root == by_definition(entries)
    assert Frontier().extend(map(leaf, entries)) == one_by_one


@given(ENTRIES)
def test_a_frontier_is_unpacked_as_it_was_packed(entries: list[bytes]) -> None:
    """Storing it loses nothing."""
    frontier = Frontier().extend(map(leaf, entries))
    assert Frontier.unpack(frontier.pack()) == frontier


@pytest.mark.parametrize("data", [b"", b"\x00" * 7, b"\x00" * 7 + b"\x01", b"\x00" * 8 + b"x" * 32])
def test_bytes_that_are_no_frontier_are_refused(data: bytes) -> None:
    """The number of peaks must fit the size."""
    with pytest.raises(ValueError, match="not a frontier"):
        Frontier.unpack(data)


KEY = DeviceKey(bytes(32))
TREE = Frontier().extend(leaf(bytes([n])) for n in range(5))
TEXT = notes.sign("tawthiq/sample", TREE, KEY)
AUTHORS = {notes.key_name("tawthiq/sample", KEY.author): KEY.author}


@pytest.mark.parametrize("at", range(len(TEXT)))
def test_a_checkpoint_changed_anywhere_is_refused(at: int) -> None:
    """Every single character counts."""
    changed = TEXT[:at] + chr(ord(TEXT[at]) ^ 1) + TEXT[at + 1 :]
    with pytest.raises((BadSignature, NotCanonical)):
        notes.check(notes.parse(changed), AUTHORS)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "a\n1\n\n", "a\n-1\nAAAA\n\n\u2014 a AAAA\n", "a\n٣\nAAAA\n\n\u2014 a AAAA\n"]
)
def test_what_is_no_signed_note_is_refused(text: str) -> None:
    """Also digits that are digits only in Unicode."""
    with pytest.raises(NotCanonical):
        notes.parse(text)


def test_a_checkpoint_is_read_as_it_was_signed() -> None:
    """Size and root come back, and the signer is known."""
    point = notes.parse(TEXT)
    assert (point.origin, point.size, point.root) == ("tawthiq/sample", 5, TREE.root)
    assert notes.check(point, AUTHORS) in AUTHORS
