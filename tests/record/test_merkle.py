"""The tree of RFC 6962, against its own definition written out naively, and signed checkpoints over it."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.record import checkpoint as notes
from tawthiq.record.errors import BadSignature, NotCanonical
from tawthiq.record.keys import DeviceKey, signed_by
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


PUBLISHED_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
PUBLISHED_KEY = base64.b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
"""A signed note and its Ed25519 key (one byte of algorithm, then the key) as published with Go's sumdb/note package."""


def test_a_signed_note_published_by_others_verifies_by_our_rules() -> None:
    """Key id, signed text and signature line are read as its authors meant them."""
    text, _, signatures = PUBLISHED_NOTE.rpartition("\n\n")
    name, ident, signature = notes._signer(signatures.removesuffix("\n"))
    public = PUBLISHED_KEY[1:]
    assert (name, ident.hex(), ident) == ("PeterNeumann", "c74f20a3", notes.key_id(name, public))
    assert signed_by(public, (text + "\n").encode(), signature)
    assert not signed_by(public, text.encode(), signature)


def test_a_signature_of_another_kind_beside_ours_does_no_harm() -> None:
    """As a witness of another make may add; alone it counts for nothing."""
    foreign = f"\u2014 witness.example/w {base64.b64encode(bytes(76)).decode()}\n"
    assert notes.check(notes.parse(TEXT + foreign), AUTHORS) in AUTHORS
    alone = TEXT[: TEXT.index("\u2014")] + foreign
    with pytest.raises(BadSignature):
        notes.check(notes.parse(alone), AUTHORS)


SUM_KEY = base64.b64decode("Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")[1:]
"""The public key of sum.golang.org, the log that the checkpoints below are of."""
C2SP_EXAMPLE = (
    "example.com/behind-the-sofa\n"
    "20852163\n"
    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    "\n"
    "\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)
"""The example of c2sp.org/tlog-checkpoint: a checkpoint of sum.golang.org under other names, key id and signature kept."""
LATER_CHECKPOINT = (
    "go.sum database tree\n"
    "63096908\n"
    "8lHrQPRYe4KT4WQ9/Qk8/taKnD6IRHbFgfN7vQE2Y54=\n"
    "\n"
    "\u2014 sum.golang.org Az3gri/oVBN1jAhNZ/iS+W31psFAWRT20/GyrhpU6taFwulQGetBkH5S7wpGXdS935jiIGiUUAXBVHzT/P6fYhqAmAk=\n"
)


def test_the_checkpoint_published_by_c2sp_verifies_only_under_the_names_it_was_signed_with() -> None:
    """As printed it was renamed, so it must fail; with its own names back it is what a log of others signed."""
    renamed = notes.parse(C2SP_EXAMPLE)
    assert renamed.size == 20852163
    with pytest.raises(BadSignature):
        notes.check(renamed, {"example.com/behind-the-sofa": SUM_KEY})
    original = C2SP_EXAMPLE.replace("example.com/behind-the-sofa\n20", "go.sum database tree\n20", 1)
    original = original.replace("example.com/behind-the-sofa", "sum.golang.org")
    assert notes.check(notes.parse(original), {"sum.golang.org": SUM_KEY}) == "sum.golang.org"


def test_a_checkpoint_of_a_log_that_others_run_verifies() -> None:
    """Its size and root are read; with one digit of the size changed it is refused."""
    point = notes.parse(LATER_CHECKPOINT)
    assert (point.origin, point.size) == ("go.sum database tree", 63096908)
    assert notes.check(point, {"sum.golang.org": SUM_KEY}) == "sum.golang.org"
    with pytest.raises(BadSignature):
        notes.check(
            notes.parse(LATER_CHECKPOINT.replace("63096908", "63096909")), {"sum.golang.org": SUM_KEY}
        )
