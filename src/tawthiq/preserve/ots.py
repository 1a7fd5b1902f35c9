r"""An OpenTimestamps proof as a tree: operations lead from a file's digest to attestations; reading and writing lose nothing.

Every message along the way is worked out while reading, so a proof that breaks a limit anywhere is refused whole. Layout,
as python-opentimestamps writes it: magic, version (1), hash operation, digest, tree. In the tree 0xff says that more
branches follow, 0x00 begins an attestation (8-byte tag, payload with its length), any other byte is an operation.
"""

from collections.abc import Iterator

import msgspec

from tawthiq.preserve import ots_ops as ops
from tawthiq.preserve.ots_ops import Op
from tawthiq.record.errors import TooLargeInput, UnreadableInput

MAGIC = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94"
VERSION = 1
MOST = 1 << 20
"""Bytes of one proof; those in the wild take 100 to 5,000."""
DEEPEST = 256
"""Operations from the digest to an attestation (python-opentimestamps, core/timestamp.py)."""
WIDEST = 4096
"""Operations of one proof in all: hashing in plain Python must not be a way to keep a machine busy."""
MORE, ATTESTED = 0xFF, 0x00
PENDING = bytes.fromhex("83dfe30d2ef90c8e")
BITCOIN = bytes.fromhex("0588960d73d71901")
LITECOIN = bytes.fromhex("06869a0d73d71b45")
_PAYLOAD = 8192
_ADDRESS = 1000
_ADDRESS_BYTES = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/:")


class Attestation(msgspec.Struct, frozen=True):
    """Somebody's word that the message existed. One of an unknown kind is kept and proves nothing here."""

    tag: bytes
    payload: bytes

    @property
    def calendar(self) -> str | None:
        """The address of the calendar that has promised to attest it, if that is all there is yet."""
        return _Reader(self.payload).block(_ADDRESS).decode("ascii") if self.tag == PENDING else None

    @property
    def height(self) -> int | None:
        """The height of the Bitcoin block whose Merkle root the message is said to be."""
        return _Reader(self.payload).number() if self.tag == BITCOIN else None


class Branch(msgspec.Struct, frozen=True):
    """An operation, and what stands on its result."""

    op: Op
    then: "Tree"


class Tree(msgspec.Struct, frozen=True):
    """What stands on one message: attestations of it and branches from it, in the order they were read."""

    items: tuple[Attestation | Branch, ...]


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """A detached proof: the file's digest under a hash operation, and the tree that stands on it."""

    hash: int
    digest: bytes
    tree: Tree


def read_proof(data: bytes) -> Proof:
    """A `.ots` file. Raises UnreadableInput, TooLargeInput."""
    _bounded(data)
    if not data.startswith(MAGIC):
        raise UnreadableInput("no OpenTimestamps proof", expected="its magic bytes")
    reader = _Reader(data, len(MAGIC))
    version = reader.number()
    if version != VERSION:
        raise UnreadableInput(f"a proof of version {version}", expected=f"version {VERSION}")
    tag = reader.byte()
    if ops.hash_name(tag) is None:
        raise UnreadableInput(f"a proof over an unknown digest ({tag:#04x})")
    digest = reader.take(ops.hash_size(tag))
    tree = _tree(reader, digest, 0)
    reader.end()
    return Proof(hash=tag, digest=digest, tree=tree)


def read_tree(data: bytes, message: bytes) -> Tree:
    """What a calendar answers: a tree on `message`. Raises UnreadableInput, TooLargeInput."""
    _bounded(data)
    reader = _Reader(data)
    tree = _tree(reader, message, 0)
    reader.end()
    return tree


def write_proof(proof: Proof) -> bytes:
    """The bytes of a `.ots` file."""
    return MAGIC + number(VERSION) + bytes([proof.hash]) + proof.digest + write_tree(proof.tree)


def write_tree(tree: Tree) -> bytes:
    """The bytes of a tree."""
    out: list[bytes] = []
    _write(tree, out)
    return b"".join(out)


def ends(tree: Tree, message: bytes) -> Iterator[tuple[bytes, Attestation]]:
    """Every attestation with the message it stands on. Raises UnreadableInput if an operation cannot be done."""
    waiting = [(message, tree)]
    while waiting:
        here, stands = waiting.pop()
        deeper: list[tuple[bytes, Tree]] = []
        for item in stands.items:
            if isinstance(item, Attestation):
                yield here, item
            else:
                deeper.append((ops.apply(item.op, here), item.then))
        waiting += deeper[::-1]


def _tree(reader: "_Reader", message: bytes, depth: int) -> Tree:
    if depth > DEEPEST:
        raise TooLargeInput(f"a proof deeper than {DEEPEST} operations")
    items: list[Attestation | Branch] = []
    tag = reader.byte()
    while tag == MORE:
        items.append(_item(reader, reader.byte(), message, depth))
        tag = reader.byte()
    items.append(_item(reader, tag, message, depth))
    return Tree(tuple(items))


def _item(reader: "_Reader", tag: int, message: bytes, depth: int) -> Attestation | Branch:
    if tag == ATTESTED:
        return _attestation(reader)
    if not ops.known(tag):
        raise UnreadableInput(f"an operation unknown here ({tag:#04x})", where=f"byte {reader.at - 1}")
    reader.done += 1
    if reader.done > WIDEST:
        raise TooLargeInput(f"a proof of more than {WIDEST} operations")
    op = Op(tag, reader.block(ops.LONGEST, least=1) if tag in ops.WITH_OPERAND else b"")
    return Branch(op, _tree(reader, ops.apply(op, message), depth + 1))


def _attestation(reader: "_Reader") -> Attestation:
    found = Attestation(reader.take(8), reader.block(_PAYLOAD))
    inner = _Reader(found.payload)
    if found.tag == PENDING:
        address = inner.block(_ADDRESS)
        if set(address) - _ADDRESS_BYTES:
            raise UnreadableInput("a calendar whose address holds characters that none may")
        inner.end()
    elif found.tag in (BITCOIN, LITECOIN):
        inner.number()
        inner.end()
    return found


def _write(tree: Tree, out: list[bytes]) -> None:
    for place, item in enumerate(tree.items):
        if place < len(tree.items) - 1:
            out.append(bytes([MORE]))
        if isinstance(item, Attestation):
            out += [bytes([ATTESTED]), item.tag, number(len(item.payload)), item.payload]
        else:
            out.append(bytes([item.op.tag]))
            if item.op.tag in ops.WITH_OPERAND:
                out += [number(len(item.op.operand)), item.op.operand]
            _write(item.then, out)


def pending(address: str) -> Attestation:
    """A calendar's promise."""
    raw = address.encode("ascii")
    return Attestation(PENDING, number(len(raw)) + raw)


def number(value: int) -> bytes:
    """Seven bits a byte, the lowest first, the eighth bit saying that more follow."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _bounded(data: bytes) -> None:
    if len(data) > MOST:
        raise TooLargeInput(f"a proof of {len(data)} bytes", expected=f"at most {MOST}")


class _Reader:
    """A place in bytes; every step is checked against their end."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self._data = data
        self.at = at
        self.done = 0

    def take(self, count: int) -> bytes:
        found = self._data[self.at : self.at + count]
        if len(found) < count:
            raise UnreadableInput("a proof that is cut", where=f"byte {len(self._data)}")
        self.at += count
        return found

    def byte(self) -> int:
        return self.take(1)[0]

    def number(self) -> int:
        value = 0
        for place in range(10):
            byte = self.byte()
            value |= (byte & 0x7F) << 7 * place
            if not byte & 0x80:
                return value
        raise UnreadableInput("a number that does not end", where=f"byte {self.at}")

    def block(self, most: int, *, least: int = 0) -> bytes:
        length = self.number()
        if not least <= length <= most:
            raise UnreadableInput(f"{length} bytes in one piece", expected=f"{least} to {most}")
        return self.take(length)

    def end(self) -> None:
        if self.at != len(self._data):
            raise UnreadableInput(f"{len(self._data) - self.at} bytes after the end of the proof")
