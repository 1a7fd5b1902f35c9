"""OpenTimestamps: never yes without a block's header; nothing is lost between reading and writing; hostile proofs stay small."""

import contextlib
import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.preserve import Verdict, by_height, check_proof, ots, ots_make, ots_ops, read_header
from tawthiq.preserve.keccak import keccak256
from tawthiq.preserve.ots_ops import Op
from tawthiq.preserve.ripemd import plain_ripemd160
from tawthiq.record.errors import InputError, TooLargeInput, UnreadableInput

from .conftest import unpacked

GENESIS = bytes.fromhex(
    "01000000"
    + "00" * 32
    + "3ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c"
)
"""The header of Bitcoin's first block, as every copy of the chain holds it."""
COINBASE = bytes.fromhex(
    "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff4d04ffff001d0104455468652054"
    "696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e6b206f66207365636f6e64206261696c6f757420"
    "666f722062616e6b73ffffffff0100f2052a01000000434104678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61"
    "deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac00000000"
)
"""Its one transaction: hashed twice, it is the Merkle root. So here is a true proof over true bytes."""


def bitcoin(height: int) -> ots.Attestation:
    return ots.Attestation(ots.BITCOIN, ots.number(height))


def proof(*items: ots.Attestation | ots.Branch, digest: bytes = bytes(32), op: int = ots_ops.SHA256) -> bytes:
    return ots.write_proof(ots.Proof(hash=op, digest=digest, tree=ots.Tree(items)))


def step(tag: int, *then: ots.Attestation | ots.Branch, operand: bytes = b"") -> ots.Branch:
    return ots.Branch(Op(tag, operand), ots.Tree(then))


TRUE = proof(step(ots_ops.SHA256, bitcoin(0)), digest=hashlib.sha256(COINBASE).digest())


def forged(root: bytes) -> bytes:
    """A header that anyone can write: the right root and no work."""
    return GENESIS[:36] + root + GENESIS[68:]


def mined(root: bytes) -> bytes:
    """A header around any root, at a difficulty that one machine meets at once."""
    tries = (forged(root)[:72] + bytes.fromhex("ffff7f20") + n.to_bytes(4, "little") for n in range(1 << 12))
    return next(raw for raw in tries if read_header(raw).works)


def test_without_a_header_nothing_is_verified() -> None:
    """However well the proof reads."""
    got = check_proof(TRUE, {}, data=COINBASE)
    assert got.verdict is Verdict.NOT_CHECKED
    assert {one.code for one in got.problems} == {"header-missing"}
    assert got.at is None


def test_a_header_without_work_verifies_nothing() -> None:
    """Its root fits, and so would anybody's."""
    root = bytes(range(32))
    got = check_proof(proof(bitcoin(5), digest=root), by_height([("5", forged(root))]), digest=root)
    assert got.verdict is Verdict.FAILED
    assert {one.code for one in got.problems} == {"header-without-work"}


def test_a_header_whose_target_is_easier_than_the_network_ever_had_verifies_nothing() -> None:
    """Or a minute of one's own machine would make a block."""
    root = bytes(range(32))
    easy = mined(root)
    headers = by_height([("5", easy)])
    assert check_proof(proof(bitcoin(5), digest=root), headers, digest=root).verdict is Verdict.FAILED
    lenient = check_proof(proof(bitcoin(5), digest=root), headers, digest=root, easiest=1 << 256)
    assert lenient.verdict is Verdict.VERIFIED


def test_another_blocks_header_is_refused() -> None:
    """The true proof does not fit a header with another root under its height."""
    got = check_proof(TRUE, by_height([("0.header", forged(bytes(32)))]), data=COINBASE)
    assert got.verdict is Verdict.FAILED
    assert {one.code for one in got.problems} == {"root-wrong"}


def test_other_bytes_are_refused_even_with_the_header() -> None:
    """The proof is for one file."""
    got = check_proof(TRUE, by_height([("0", GENESIS)]), data=COINBASE + b" ")
    assert got.verdict is Verdict.FAILED
    assert {one.code for one in got.problems} == {"digest-wrong"}


@pytest.mark.parametrize("name", ["0.header", "header", "block-0000000.hex"])
def test_a_true_proof_over_true_bytes_is_verified_by_the_true_header(name: str) -> None:
    """The first block, its one transaction, and the time that stands in its header."""
    raw = GENESIS.hex().encode() if name.endswith("hex") else GENESIS
    got = check_proof(TRUE, by_height([(name, raw)]), data=COINBASE)
    assert got.verdict is Verdict.VERIFIED
    assert got.at is not None
    assert got.at.isoformat() == "2009-01-03T18:15:05+00:00"
    assert got.anchors[0].block == "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"


def test_a_wrong_attestation_beside_a_right_one_is_told() -> None:
    """Each stands for itself."""
    both = proof(bitcoin(7), step(ots_ops.SHA256, bitcoin(0)), digest=hashlib.sha256(COINBASE).digest())
    got = check_proof(both, by_height([("0", GENESIS), ("7", forged(bytes(32)))]), data=COINBASE)
    assert got.verdict is Verdict.VERIFIED
    assert {one.code for one in got.problems} == {"root-wrong"}


def test_a_promise_is_no_proof() -> None:
    """Nor is a kind of attestation that nobody here knows."""
    got = check_proof(proof(ots.pending("https://calendar.example")), {}, digest=bytes(32))
    assert (got.verdict, got.anchors[0].calendar) == (Verdict.NOT_CHECKED, "https://calendar.example")
    unknown = proof(ots.Attestation(b"whatever", b"payload"))
    assert check_proof(unknown, {}, digest=bytes(32)).verdict is Verdict.NOT_CHECKABLE


@pytest.mark.parametrize(
    ("tag", "message", "result"),
    [
        (ots_ops.SHA1, b"abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (ots_ops.SHA256, b"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (ots_ops.RIPEMD160, b"abc", "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc"),
        (ots_ops.RIPEMD160, b"", "9c1185a5c5e9fc54612808977ee8f548b2258d31"),
        (ots_ops.KECCAK256, b"", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
        (ots_ops.KECCAK256, b"abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
        (ots_ops.REVERSE, b"abc", b"cba".hex()),
        (ots_ops.HEXLIFY, b"\xff\x00", b"ff00".hex()),
    ],
)
def test_each_operation_gives_its_published_value(tag: int, message: bytes, result: str) -> None:
    """From the standards' own test values."""
    assert ots_ops.apply(Op(tag), message).hex() == result


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_ripemd_in_python_is_that_of_openssl(message: bytes) -> None:
    """Where OpenSSL still has it; the published values above hold everywhere."""
    try:
        other = hashlib.new("ripemd160", message).digest()
    except ValueError:
        pytest.skip("this OpenSSL offers no RIPEMD-160")
    assert plain_ripemd160(message) == other


def test_keccak_takes_messages_of_every_length_around_a_block() -> None:
    """Padding of one byte, of two, of a whole block."""
    assert len({keccak256(b"x" * n) for n in range(130, 280)}) == 150


TREES = st.recursive(
    st.one_of(
        st.integers(0, 1 << 40).map(bitcoin),
        st.sampled_from(["https://a.example", "https://b.example/x"]).map(ots.pending),
        st.binary(max_size=20).map(lambda payload: ots.Attestation(b"12345678", payload)),
    ).map(lambda one: ots.Tree((one,))),
    lambda deeper: st.one_of(
        st.builds(
            lambda tag, operand, then: ots.Tree((ots.Branch(Op(tag, operand), then),)),
            st.sampled_from(sorted(ots_ops.WITH_OPERAND)),
            st.binary(min_size=1, max_size=9),
            deeper,
        ),
        st.builds(
            lambda tag, then: ots.Tree((ots.Branch(Op(tag), then),)),
            st.sampled_from(
                [ots_ops.SHA1, ots_ops.SHA256, ots_ops.RIPEMD160, ots_ops.REVERSE, ots_ops.HEXLIFY]
            ),
            deeper,
        ),
        st.lists(deeper, min_size=2, max_size=3).map(
            lambda some: ots.Tree(tuple(i for one in some for i in one.items))
        ),
    ),
    max_leaves=6,
)


@given(TREES)
@settings(deadline=None)
def test_what_is_written_reads_the_same(tree: ots.Tree) -> None:
    """Byte for byte, in its order."""
    made = ots.Proof(hash=ots_ops.SHA256, digest=bytes(32), tree=tree)
    raw = ots.write_proof(made)
    assert ots.read_proof(raw) == made
    assert ots.write_proof(ots.read_proof(raw)) == raw


@given(st.binary(max_size=80), st.booleans())
@settings(max_examples=300, deadline=None)
def test_no_bytes_whatever_raise_anything_unforeseen(data: bytes, headed: bool) -> None:
    """Hostile proofs are refused in words."""
    raw = ots.MAGIC + b"\x01\x08" + bytes(32) + data if headed else data
    with contextlib.suppress(InputError):
        ots.read_proof(raw)
    assert check_proof(raw, {}, data=b"").verdict is not Verdict.VERIFIED


@pytest.mark.parametrize("cut", range(1, len(TRUE)))
def test_a_proof_cut_anywhere_is_refused(cut: int) -> None:
    """Nothing whole is found in a part."""
    assert check_proof(TRUE[:cut], by_height([("0", GENESIS)]), data=COINBASE).verdict is Verdict.FAILED


@pytest.mark.parametrize(
    "raw",
    [
        TRUE + b"\x00",
        ots.MAGIC + b"\x02\x08" + bytes(32) + b"\x00",
        ots.MAGIC + b"\x01\xf2" + bytes(32) + b"\x00",
        ots.MAGIC + b"\x01\x08" + bytes(32) + b"\x55",
        ots.MAGIC + b"\x01\x08" + bytes(32) + b"\xf0\x00",
        ots.MAGIC + b"\x01\x08" + bytes(32) + b"\xf0\x81\x20" + bytes(4097),
        ots.MAGIC + b"\x01\x08" + bytes(32) + b"\xf3" * 8,
        ots.MAGIC + b"\x01\x08" + bytes(32) + b"\x00" + ots.BITCOIN + b"\x02\x05\x05",
        ots.MAGIC + b"\x01\x08" + bytes(32) + b"\x00" + ots.PENDING + b"\x05\x04a?b=",
        ots.MAGIC + b"\xff" * 20,
        b"\x30\x03\x02\x01\x00",
        b"",
    ],
)
def test_what_breaks_a_rule_of_the_format_is_refused(raw: bytes) -> None:
    """Trailing bytes, other versions and digests, unknown operations, operands and results out of bounds, false payloads."""
    with pytest.raises(UnreadableInput):
        ots.read_proof(raw)


def test_depth_and_width_are_bounded() -> None:
    """Neither the stack nor an afternoon is for the taking."""
    head = ots.MAGIC + b"\x01\x08" + bytes(32)
    end = b"\x00" + ots.BITCOIN + b"\x01\x05"
    assert ots.read_proof(head + b"\x08" * ots.DEEPEST + end)
    with pytest.raises(TooLargeInput):
        ots.read_proof(head + b"\x08" * (ots.DEEPEST + 1) + end)
    with pytest.raises(TooLargeInput):
        ots.read_proof(head + (b"\xff\x08" + end) * (ots.WIDEST + 1) + end)
    with pytest.raises(TooLargeInput):
        ots.read_proof(head + bytes(ots.MOST))


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=9))
@settings(deadline=None)
def test_each_of_several_digests_has_its_own_way_to_one_tip(digests: list[bytes]) -> None:
    """So one stamp holds for all of them, and each proof stands alone."""
    asked = ots_make.ask(digests)
    answer = ots.write_tree(ots.Tree((ots.pending("https://c.example"),)))
    for digest, made in zip(digests, ots_make.answered(asked, [answer]), strict=True):
        assert made.digest == digest
        assert [(message, one.calendar) for message, one in ots.ends(made.tree, digest)] == [
            (asked.tip, "https://c.example")
        ]


def test_an_upgrade_adds_and_loses_nothing() -> None:
    """The promise stays beside what it became; an answer for something else is refused."""
    made = ots_make.answered(
        ots_make.ask([bytes(32)]), [ots.write_tree(ots.Tree((ots.pending("https://c.example"),)))]
    )[0]
    ((calendar, message),) = ots_make.promises(made)
    assert calendar == "https://c.example"
    more = ots.write_tree(ots.Tree((step(ots_ops.SHA256, bitcoin(9)),)))
    grown = ots_make.upgraded(made, message, more)
    kinds = [one.tag for _, one in ots.ends(grown.tree, grown.digest)]
    assert kinds == [ots.PENDING, ots.BITCOIN]
    assert ots_make.upgraded(grown, message, more) == grown
    with pytest.raises(UnreadableInput):
        ots_make.upgraded(made, bytes(32)[:31] + b"\x01", more)


# Material that others wrote


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked("opentimestamps-examples.tar.gz", tmp_path_factory.mktemp("ots")) / "examples"


def test_every_example_parses_or_is_refused_as_it_should(examples: Path) -> None:
    """Fourteen and three; what parses is written again byte for byte, and fits the file beside it."""
    sound = [path for path in sorted(examples.rglob("*.ots")) if path.parent.name != "invalid"]
    false = sorted((examples / "invalid").glob("*.ots"))
    assert (len(sound), len(false)) == (14, 3)
    for path in false:
        assert check_proof(path.read_bytes(), {}).verdict is Verdict.FAILED
    for path in sound:
        raw = path.read_bytes()
        assert ots.write_proof(ots.read_proof(raw)) == raw
        beside = path.with_suffix("")
        data = beside.read_bytes() if beside.is_file() else None
        got = check_proof(raw, {}, data=data)
        assert got.verdict in (Verdict.NOT_CHECKED, Verdict.NOT_CHECKABLE), path
        assert "digest-wrong" not in {one.code for one in got.problems}
    for name in ("a", "b"):
        raw = (examples / "sha1" / "a-or-b.ots").read_bytes()
        got = check_proof(raw, {}, data=(examples / "sha1" / name).read_bytes())
        assert "digest-wrong" not in {one.code for one in got.problems}


def test_two_proofs_that_claim_one_block_with_different_roots_cannot_both_hold(examples: Path) -> None:
    """Only a header tells which: with one that bears the root of either, the other is refused."""
    names = ("bad-stamp.txt", "hello-world.txt")
    raws = {name: (examples / f"{name}.ots").read_bytes() for name in names}
    claims = {name: check_proof(raw, {}).anchors[0] for name, raw in raws.items()}
    assert {one.height for one in claims.values()} == {358391}
    assert len({one.message for one in claims.values()}) == 2
    root = bytes.fromhex(claims["hello-world.txt"].message)[::-1]
    easy = mined(root)
    headers = by_height([("358391", easy)])
    verdicts = {
        name: check_proof(raw, headers, data=(examples / name).read_bytes(), easiest=1 << 256).verdict
        for name, raw in raws.items()
    }
    assert verdicts == {"hello-world.txt": Verdict.VERIFIED, "bad-stamp.txt": Verdict.FAILED}
