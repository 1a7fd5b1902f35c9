"""Signed sentences: what was signed is what is read, and nothing else is let through."""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.record import canonical
from tawthiq.record.errors import BadSignature, KeyTrouble, NotCanonical
from tawthiq.record.keys import DeviceKey, author, signed_by
from tawthiq.record.statement import Statement, check_signature, make, pack, parse, unpack

KEY = DeviceKey(bytes(range(32)))
BODY = pack({"said": "بيان"})


def one() -> Statement:
    return make(KEY, seq=0, previous=None, time=1_700_000_000, kind="note", body=BODY, refs=(bytes(32),))


def fixtures(name: str) -> Path:
    """Judges' material beside the checkout; see its README."""
    path = Path(os.environ.get("TAWTHIQ_FIXTURES", Path(__file__).parents[3] / "shared" / "fixtures")) / name
    if not path.exists():
        pytest.skip(f"{name} is not here: set TAWTHIQ_FIXTURES")
    return path


@given(st.integers(0, 64 + 200), st.integers(1, 255))
def test_one_changed_byte_is_never_a_sound_statement(at: int, by: int) -> None:
    """Wherever it falls: signature, keys or values."""
    entry = bytearray(one().entry)
    at %= len(entry)
    entry[at] ^= by
    try:
        told = parse(bytes(entry))
    except NotCanonical:
        return
    with pytest.raises(BadSignature):
        check_signature(told)


@pytest.mark.parametrize(
    "change",
    [
        {0: "tawthiq/2"},
        {1: b"short"},
        {2: -1},
        {3: bytes(32)},
        {4: "noon"},
        {5: 7},
        {6: [b"short"]},
        {7: None},
        {8: 2},
        {9: "one more"},
        {2: False},
        {2: 1 << 63},
        {4: True},
        {4: -(1 << 63) - 1},
        {6: {}},
        {6: [[bytes(32)]]},
        {8: False},
    ],
)
def test_a_map_of_another_shape_is_no_statement(change: dict[int, object]) -> None:
    """Even when it is canonical and rightly signed."""
    value = {**canonical.decode(one().signed), **change}
    signed = canonical.encode(value)
    with pytest.raises(NotCanonical):
        parse(KEY.sign(signed) + signed)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda good: good + b"\x00",
        lambda good: good.replace(b"\x02\x00\x03", b"\x02\x18\x00\x03", 1),
        lambda good: b"\xbf" + good[1:] + b"\xff",
        lambda good: good.replace(b"\x05dnote", b"\x05\x78\x04note", 1),
        lambda good: b"\xa9" + good[12:15].replace(b"\x01", b"\x00") + good[4:],
        lambda good: b"\xaa" + good[1:] + b"\x00i" + b"tawthiq/1",
        lambda good: good[: good.index(b"\x05dnote")] + b"\x06\x80" + good[good.index(b"\x05dnote") :],
    ],
)
def test_another_encoding_of_the_same_map_is_no_statement(spoil: Callable[[bytes], bytes]) -> None:
    """Trailing bytes, longer integers and lengths, no fixed length, other order, a key twice: rightly signed all the same."""
    signed = spoil(one().signed)
    assert signed != one().signed
    with pytest.raises(NotCanonical):
        parse(KEY.sign(signed) + signed)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.binary() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.integers(0, 9), inner, max_size=9),
        max_leaves=9,
    )
)
def test_what_is_read_quickly_is_what_the_full_rule_admits(value: object) -> None:
    """A statement is read by its own short rule; whatever that lets through, the canonical rule of bodies lets through too."""
    good = canonical.decode(one().signed)
    for key in range(9):
        signed = canonical.encode({**good, key: value})
        try:
            parse(KEY.sign(signed) + signed)
        except NotCanonical:
            continue
        assert canonical.decode(signed) == {**good, key: value}
        assert type(value) is type(good[key]) or key == 3


def test_a_statement_is_read_as_it_was_made() -> None:
    """Parsing its entry gives the same value, and its signature holds."""
    made = one()
    assert parse(made.entry) == made
    check_signature(made)
    assert unpack(BODY) == {"said": "بيان"}


def test_two_bodies_that_say_the_same_have_different_digests() -> None:
    """The salt keeps a guess from being confirmed."""
    assert pack({"name": "x"}) != pack({"name": "x"})


def test_nothing_of_the_body_stands_in_the_signed_part() -> None:
    """The clear part names no one."""
    assert "بيان".encode() not in one().signed


@pytest.mark.parametrize(
    "public",
    [
        bytes(32),
        b"\x01" + bytes(31),
        bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
        b"x",
    ],
)
def test_a_small_order_key_is_not_enrolled(public: bytes) -> None:
    """One signature under such a key would fit any message (RFC 8032, section 8.9)."""
    with pytest.raises(KeyTrouble):
        author(public)


def test_a_sound_key_is_enrolled() -> None:
    """The negative control of the refusal above."""
    assert author(KEY.author) == KEY.author


def test_wycheproof_ed25519_vectors_are_judged_rightly() -> None:
    """151 vectors written by others: valid accepted, invalid refused."""
    suite = json.loads(gzip.decompress(fixtures("wycheproof-ed25519.json.gz").read_bytes()))
    judged = 0
    for group in suite["testGroups"]:
        public = bytes.fromhex(group["publicKey"]["pk"])
        for case in group["tests"]:
            got = signed_by(public, bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"]))
            assert got == (case["result"] == "valid"), case["tcId"]
            judged += 1
    assert judged >= 150


def test_a_key_is_read_as_it_was_written_and_never_overwritten(tmp_path: Path) -> None:
    """Only its owner may read the file."""
    path = tmp_path / "device.key"
    KEY.write(path)
    assert DeviceKey.read(path).author == KEY.author
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(KeyTrouble, match="never overwritten"):
        KEY.write(path)


@pytest.mark.parametrize(
    "text", ["", "tawthiq device key 1\n", "tawthiq device key 1\nAAAA\n", "other\nAAAA\n", "é"]
)
def test_a_malformed_key_file_is_refused_in_words(tmp_path: Path, text: str) -> None:
    """No traceback, and the file is named."""
    path = tmp_path / "device.key"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KeyTrouble, match=r"device\.key"):
        DeviceKey.read(path)
