"""Merging: set union, whatever the order; a bundle cut anywhere gives what was whole; nothing unsigned gets in."""

import importlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.record.errors import EmptyInput, TooLargeInput, UnreadableInput
from tawthiq.record.keys import DeviceKey
from tawthiq.record.ledger import MemoryLedger
from tawthiq.record.statement import make, pack
from tawthiq.record.vault import MemoryVault
from tawthiq.sync import Frame, have, lacking, merge, read_bundle, write_bundle

ORIGIN = "tawthiq/" + "a" * 32


class Office:
    """A copy of the case with a device of its own."""

    def __init__(self, seed: int) -> None:
        self.key = DeviceKey(bytes([seed]) * 32)
        self.ledger, self.vault = MemoryLedger(), MemoryVault()

    def say(self, text: str) -> None:
        digest, _ = self.vault.put(io.BytesIO(text.encode()))
        self.vault.sync()
        seq, previous = self.ledger.head(self.key.author) or (-1, None)
        body = pack({"text": text})
        statement = make(
            self.key,
            seq=seq + 1,
            previous=previous,
            time=0,
            kind="note",
            body=body,
            refs=(bytes.fromhex(digest),),
        )
        self.ledger.append([(statement, body)])

    def ids(self) -> frozenset[bytes]:
        return frozenset(row.statement.id for row in self.ledger.rows())

    def state(self) -> tuple[frozenset[bytes], frozenset[bytes | None], tuple[str, ...]]:
        return self.ids(), frozenset(row.body for row in self.ledger.rows()), tuple(self.vault.digests())

    def bundle_for(self, other: "Office") -> bytes:
        out = io.BytesIO()
        write_bundle(out, ORIGIN, lacking(self.ledger, self.vault, have(other.ledger)))
        return out.getvalue()

    def take(self, bundle: bytes) -> None:
        _, frames = read_bundle(io.BytesIO(bundle))
        merge(frames, self.ledger, self.vault)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyInput),
        (b"PK\x03\x04", UnreadableInput),
        (b"tawthiq bundle 9\nx\n", UnreadableInput),
    ],
)
def test_what_is_no_bundle_is_refused_in_words(data: bytes, error: type[Exception]) -> None:
    """Before anything is taken in."""
    with pytest.raises(error):
        read_bundle(io.BytesIO(data))


def test_a_frame_that_claims_terabytes_is_refused() -> None:
    """Before memory is asked for."""
    head = b"tawthiq bundle 1\nx\n" + b"o" + (1 << 60).to_bytes(8, "big") + bytes(32)
    with pytest.raises(TooLargeInput):
        list(read_bundle(io.BytesIO(head))[1])


def test_a_statement_nobody_signed_is_not_let_in() -> None:
    """It is told, and the rest goes on."""
    giver, taker = Office(1), Office(2)
    giver.say("true")
    frames = list(lacking(giver.ledger, giver.vault, {}))
    false = bytearray(frames[-1].payload)
    false[0] ^= 1
    merged = merge([Frame("s", bytes(false)), Frame("s", b"nonsense"), *frames], taker.ledger, taker.vault)
    assert len(merged.refused) == 2
    assert taker.ids() == giver.ids()


def test_a_bundle_cut_at_every_byte_gives_its_whole_frames() -> None:
    """Never an exception out of `merge`, never half an object, and the whole bundle afterwards gives the rest."""
    giver = Office(1)
    for text in ("one", "two", "ثلاثة"):
        giver.say(text)
    bundle = giver.bundle_for(Office(2))
    head = len(b"tawthiq bundle 1\n") + len(ORIGIN) + 1
    before = -1
    for cut in range(head, len(bundle) + 1):
        taker = Office(2)
        _, frames = read_bundle(io.BytesIO(bundle[:cut]))
        merged = merge(frames, taker.ledger, taker.vault)
        assert merged.statements >= before
        before = merged.statements
        assert taker.ids() <= giver.ids()
        taker.take(bundle)
        assert taker.state() == giver.state()
    assert before == 3


def test_an_object_in_pieces_is_whole_or_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut inside, damaged inside, or with a piece of something else between: nothing of it is kept; whole, it is one object."""
    monkeypatch.setattr(importlib.import_module("tawthiq.sync.merge"), "PIECE", 10)
    giver = Office(1)
    giver.say("first")
    giver.say("a text of more than ten bytes, in several pieces")
    frames = list(lacking(giver.ledger, giver.vault, {}))
    assert [frame.kind for frame in frames] == list("obs" + "cccco" + "bs")
    for broken in (frames[:6], [*frames[:5], *frames[8:]]):
        taker = Office(2)
        merged = merge(broken, taker.ledger, taker.vault)
        assert merged.stopped is not None
        assert "breaks off" in merged.stopped
        assert (merged.objects, merged.statements) == (1, 1)
        assert len(list(taker.vault.digests())) == 1
    merged = merge(frames, taker.ledger, taker.vault)
    assert (merged.objects, merged.stopped) == (1, None)
    assert taker.state() == giver.state()


def test_a_device_with_a_key_of_small_order_is_not_enrolled() -> None:
    """One signature under it fits any message; the key itself is named as what is wrong."""
    giver = Office(1)
    giver.say("true")
    _, _, said = lacking(giver.ledger, giver.vault, {})
    weak = said.payload.replace(giver.key.author, bytes([1]) + bytes(31))
    taker = Office(2)
    merged = merge([Frame("s", weak)], taker.ledger, taker.vault)
    assert not taker.ids()
    assert "public key 01000000" in merged.refused[0]


def test_a_flipped_byte_in_a_frame_is_noticed() -> None:
    """The frame's own hash does not fit."""
    giver = Office(1)
    giver.say("one")
    bundle = bytearray(giver.bundle_for(Office(2)))
    bundle[-1] ^= 1
    taker = Office(2)
    _, frames = read_bundle(io.BytesIO(bytes(bundle)))
    merged = merge(frames, taker.ledger, taker.vault)
    assert merged.stopped is not None
    assert "damaged" in merged.stopped
    assert not taker.ids()


@settings(max_examples=50, deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["say", "send"]), st.integers(0, 2), st.integers(0, 2)),
        min_size=1,
        max_size=25,
    )
)
def test_any_exchange_ends_with_the_same_set_everywhere(steps: list[tuple[str, int, int]]) -> None:
    """Three offices, statements and bundles in any order, then one round of everybody to everybody."""
    offices = [Office(n + 1) for n in range(3)]
    for n, (what, a, b) in enumerate(steps):
        if what == "say":
            offices[a].say(f"{a} {n}")
        elif a != b:
            offices[b].take(offices[a].bundle_for(offices[b]))
    for _ in range(2):
        for giver in offices:
            for taker in offices:
                taker.take(giver.bundle_for(taker))
    assert offices[0].state() == offices[1].state() == offices[2].state()


def test_merging_twice_changes_nothing() -> None:
    """Not even the order of arrival."""
    giver, taker = Office(1), Office(2)
    giver.say("one")
    bundle = giver.bundle_for(taker)
    taker.take(bundle)
    before = list(taker.ledger.rows())
    taker.take(bundle)
    assert list(taker.ledger.rows()) == before
