"""Sealing: what is sealed opens to those it was sealed to, whole or not at all; wrong keys and damage are told apart."""

import hashlib
import io
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.protect import age
from tawthiq.protect.envelope import Envelope, Inside, about_key, commitment, read_envelope, unwrap, wrap
from tawthiq.protect.envelopes import MANY, Envelopes, MemoryEnvelopes, SqliteEnvelopes
from tawthiq.protect.reader import Reader
from tawthiq.protect.sealing import Sealer
from tawthiq.protect.spool import PIECE, Spool
from tawthiq.protect.veil import Unreadable, Veil, cache_veil
from tawthiq.record.errors import KeyTrouble, NotCanonical
from tawthiq.record.vault import MemoryVault

OWN, GENERATION = age.fresh(), age.fresh()


def sealer(store: Envelopes, identity: str | None = OWN) -> Sealer:
    """Seals to one generation, whose key OWN was given."""
    recipient = age.public(GENERATION)
    store.add([wrap(about_key(recipient), Inside(identity=GENERATION), age.public(OWN))])
    return Sealer(store, Reader(store, identity), lambda: (recipient,))


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Envelopes:
    return (
        MemoryEnvelopes()
        if request.param == "memory"
        else SqliteEnvelopes(tmp_path / "envelopes.db", writer=True)
    )


def test_the_wrong_key_and_no_key_and_no_envelope_are_three_errors(store: Envelopes) -> None:
    """Each says what to do next."""
    made, vault = sealer(store), MemoryVault()
    sealed = made.seal_bytes(b"words", vault)
    vault.sync()
    made.sync()
    stranger = Sealer(store, Reader(store, age.fresh()), lambda: ())
    with pytest.raises(KeyTrouble, match="was given none of them"):
        stranger.open_object(sealed.stored, vault)
    with pytest.raises(KeyTrouble, match="was given none of them"):
        Sealer(store, Reader(store, None), lambda: ()).open_object(sealed.stored, vault)
    store.destroy([bytes.fromhex(sealed.stored)])
    with pytest.raises(KeyTrouble, match="no envelope for it is here"):
        made.open_object(sealed.stored, vault)


def test_with_nobody_to_seal_to_nothing_is_staged_open() -> None:
    """It is an error, never plain bytes."""
    vault = MemoryVault()
    with pytest.raises(KeyTrouble, match="nobody to seal to"):
        Sealer(MemoryEnvelopes(), Reader(MemoryEnvelopes(), None), lambda: ()).seal_bytes(b"words", vault)


@pytest.mark.parametrize("at", [0, 30, 150, -1])
def test_a_damaged_envelope_is_told(at: int) -> None:
    """And a sound one beside it still opens the object."""
    store, vault = MemoryEnvelopes(), MemoryVault()
    made = sealer(store)
    sealed = made.seal_bytes(b"words", vault)
    vault.sync()
    made.sync()
    about = bytes.fromhex(sealed.stored)
    (sound,) = store.about(about)
    hurt = bytearray(sound.sealed)
    hurt[at] ^= 1
    store.destroy([about])
    store.add([Envelope(about, sound.dest, bytes(hurt))])
    with pytest.raises(KeyTrouble):
        made.open_object(sealed.stored, vault)
    store.add([sound])
    assert made.open_object(sealed.stored, vault).read() == b"words"


def test_an_envelope_that_lies_about_its_object_is_told() -> None:
    """Its digest is compared with what was opened."""
    store, vault = MemoryEnvelopes(), MemoryVault()
    made = sealer(store)
    sealed = made.seal_bytes(b"words", vault)
    vault.sync()
    made.sync()
    about = bytes.fromhex(sealed.stored)
    inside = made.reader.opens(about)
    store.destroy([about])
    false = Inside(identity=inside.identity, salt=inside.salt, digest="0" * 64, size=inside.size)
    store.add([wrap(about, false, age.public(GENERATION))])
    with pytest.raises(KeyTrouble, match="not what its envelope says"):
        made.open_object(sealed.stored, vault)


def test_a_false_key_put_in_for_a_generation_is_not_believed() -> None:
    """Whoever can add envelopes can not make others seal or open with a key of his."""
    store = MemoryEnvelopes()
    recipient = age.public(GENERATION)
    store.add([wrap(about_key(recipient), Inside(identity=age.fresh()), age.public(OWN))])
    assert Reader(store, OWN).holds(recipient) is None
    store.add([wrap(about_key(recipient), Inside(identity=GENERATION), age.public(OWN))])
    assert Reader(store, OWN).holds(recipient) == GENERATION


@pytest.mark.parametrize("payload", [b"", b"\xf6", b"\x83\x41\x00\x61a\x41\x00", b"\x82\x40\x40"])
def test_what_is_no_envelope_is_refused(payload: bytes) -> None:
    """When it comes from elsewhere."""
    with pytest.raises(NotCanonical):
        read_envelope(payload)


def test_nobody_floods_a_case_with_envelopes(store: Envelopes) -> None:
    """For one thing and one reader only so many are kept."""
    dest = age.public(OWN)
    for n in range(MANY + 5):
        store.add([Envelope(bytes(32), dest, bytes([n]) * 40)])
    assert len(store.about(bytes(32))) == MANY


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 3)), max_size=20), st.randoms()
)
def test_envelopes_merge_as_a_set(parts: list[tuple[int, int, int]], draw: object) -> None:
    """In any order, any number of times."""
    dests = [age.public(OWN), age.public(GENERATION), "age1other"]
    every = [Envelope(bytes([about]) * 32, dests[dest], bytes([n]) * 9) for about, dest, n in parts]
    one, two = MemoryEnvelopes(), MemoryEnvelopes()
    one.add(every)
    shuffled = every * 2
    draw.shuffle(shuffled)  # type: ignore[attr-defined]
    for envelope in shuffled:
        two.add([read_envelope(envelope.packed)])
    assert list(one.every()) == list(two.every())


def test_a_destroyed_envelope_is_in_no_file(tmp_path: Path) -> None:
    """Neither in the database nor in its log; the control shows that it was there."""
    store = SqliteEnvelopes(tmp_path / "envelopes.db", writer=True)
    sealed = os.urandom(300)
    store.add(
        [Envelope(bytes(32), age.public(OWN), sealed), Envelope(b"k" * 32, age.public(OWN), b"kept" * 9)]
    )

    def files() -> bytes:
        return b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert sealed[-100:] in files()
    assert store.destroy([bytes(32)]) == 1
    assert sealed[-100:] not in files()
    assert b"kept" * 9 in files()


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=300_000))
def test_what_is_sealed_opens_to_the_same_bytes(data: bytes) -> None:
    """From memory and as a stream; twice sealed, it is two objects that say nothing of being one."""
    store, vault = MemoryEnvelopes(), MemoryVault()
    made = sealer(store)
    one, two = made.seal_bytes(data, vault), made.seal_stream(io.BytesIO(data), vault)
    vault.sync()
    made.sync()
    assert one.digest == two.digest == hashlib.sha256(data).hexdigest()
    assert one.stored != two.stored
    assert one.commitment != two.commitment
    for sealed in (one, two):
        assert made.open_object(sealed.stored, vault).read() == data
        inside = made.reader.opens(bytes.fromhex(sealed.stored))
        assert inside.salt is not None
        assert commitment(inside.salt, sealed.digest) == sealed.commitment
        with vault.open(sealed.stored) as stream:
            stored = stream.read()
        assert hashlib.sha256(stored).hexdigest() == sealed.stored
        assert len(data) < 20 or data not in stored


def test_a_large_object_opens_through_a_spool() -> None:
    """Nine megabytes, and its beginning and end are right."""
    store, vault = MemoryEnvelopes(), MemoryVault()
    made = sealer(store)
    data = os.urandom(9 << 20)
    sealed = made.seal_stream(io.BytesIO(data), vault)
    vault.sync()
    made.sync()
    with made.open_object(sealed.stored, vault) as stream:
        assert stream.read(99) == data[:99]
        stream.seek(-99, io.SEEK_END)
        assert stream.read() == data[-99:]


def test_a_body_opens_again_and_an_envelope_travels() -> None:
    """What another copy was sent opens there."""
    store = MemoryEnvelopes()
    made = sealer(store)
    stored = made.seal_body(b"what was said")
    made.sync()
    other = MemoryEnvelopes()
    other.add(read_envelope(one.packed) for one in store.every())
    assert sealer(other).open_body(stored) == b"what was said"
    (envelope,) = store.about(hashlib.sha256(stored).digest())
    assert unwrap(envelope, GENERATION).salt is None


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.binary(max_size=3 * PIECE), max_size=4),
    st.sampled_from([0, PIECE, 1 << 20]),
    st.lists(st.tuples(st.integers(0, 9 * PIECE), st.integers(0, 2 * PIECE)), max_size=5),
)
def test_a_spool_gives_back_what_was_written(
    pieces: list[bytes], small: int, looks: list[tuple[int, int]]
) -> None:
    """At any place, in memory or in a file."""
    spool, whole = Spool(small), b"".join(pieces)
    for piece in pieces:
        spool.write(piece)
    with spool.reader() as reader:
        assert reader.read() == whole
        for at, size in looks:
            reader.seek(at)
            assert reader.read(size) == whole[at : at + size]


def test_the_file_of_a_spool_holds_no_plain_bytes() -> None:
    """Nor has it a name."""
    spool = Spool(0)
    words = b"a witness of the quarter " * 9000
    spool.write(words)
    file = spool._file
    assert file is not None
    assert os.fstat(file.fileno()).st_nlink == 0
    assert b"witness" not in os.pread(file.fileno(), 1 << 20, 0)
    assert os.fstat(file.fileno()).st_size > len(words) // 2
    spool.close()


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=500), st.text(max_size=40))
def test_a_veil_hides_values_and_marks(value: bytes, word: str) -> None:
    """The same word has the same mark under one key, and another under another; another key shows nothing."""
    one, two = Veil(b"1" * 32), Veil(b"2" * 32)
    kept = one.hide(value)
    assert one.show(kept) == value
    assert len(value) < 8 or value not in kept
    with pytest.raises(Unreadable):
        two.show(kept)
    assert one.mark(word) == one.mark(word) != two.mark(word)
    assert one.mark("a", "b") != one.mark("a\0b", "")


def test_a_cache_key_opens_for_its_device_alone(tmp_path: Path) -> None:
    """Another device begins another cache."""
    mine = cache_veil(tmp_path, OWN)
    assert cache_veil(tmp_path, OWN).name == mine.name
    assert cache_veil(tmp_path, age.fresh()).name != mine.name
