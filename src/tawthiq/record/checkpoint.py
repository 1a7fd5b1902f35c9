"""A checkpoint says, signed: at this size the log had this root. A log that is shorter, or differs below it, is not whole.

The text is a C2SP signed note (c2sp.org/signed-note, c2sp.org/tlog-checkpoint): origin, size, root in base64, an empty
line, and one line a signature. The checkpoint stands outside the log, so that cutting the log's end is seen.
"""

import base64
import binascii
import hashlib

import msgspec

from tawthiq.record.errors import BadSignature, NotCanonical
from tawthiq.record.keys import DeviceKey, signed_by
from tawthiq.record.merkle import Frontier

_ED25519 = b"\x01"
_DASH = "\u2014"


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """A parsed checkpoint. `signers` are (key name, 4-byte key id, signature of whatever kind)."""

    origin: str
    size: int
    root: bytes
    body: bytes
    signers: tuple[tuple[str, bytes, bytes], ...]


def key_id(name: str, public: bytes) -> bytes:
    """The 4-byte key id of the signed-note format."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]


def key_name(origin: str, public: bytes) -> str:
    """The name under which a device signs this log's checkpoints: no person's name, no space and no plus sign."""
    return f"{origin}/{public.hex()[:16]}"


def sign(origin: str, frontier: Frontier, key: DeviceKey) -> str:
    """The signed note for a frontier."""
    body = f"{origin}\n{frontier.size}\n{base64.b64encode(frontier.root).decode()}\n"
    name = key_name(origin, key.author)
    blob = key_id(name, key.author) + key.sign(body.encode())
    return f"{body}\n{_DASH} {name} {base64.b64encode(blob).decode()}\n"


def parse(text: str) -> Checkpoint:
    """Read a signed note. Raises NotCanonical if it is not a checkpoint; signatures are not checked here."""
    head, gap, tail = text.rpartition("\n\n")
    lines = head.split("\n")
    try:
        if (
            not gap
            or len(lines) < 3
            or not lines[1].isascii()
            or not lines[1].isdigit()
            or not tail.endswith("\n")
        ):
            raise ValueError
        size, root = int(lines[1]), base64.b64decode(lines[2], validate=True)
        if len(root) != 32 or str(size) != lines[1] or not lines[0]:
            raise ValueError
        signers = tuple(_signer(line) for line in tail.removesuffix("\n").split("\n"))
    except (ValueError, binascii.Error) as error:
        raise NotCanonical("a checkpoint that cannot be read", expected="a C2SP signed note") from error
    return Checkpoint(origin=lines[0], size=size, root=root, body=(head + "\n").encode(), signers=signers)


def check(checkpoint: Checkpoint, authors: dict[str, bytes]) -> str:
    """The name of the first known signer whose signature holds. Raises BadSignature if there is none.

    `authors` maps key names (see `key_name`) to public keys.
    """
    for name, ident, signature in checkpoint.signers:
        public = authors.get(name)
        if public is None or ident != key_id(name, public):
            continue
        if signed_by(public, checkpoint.body, signature):
            return name
    raise BadSignature("the checkpoint bears no sound signature of a known device", where=checkpoint.origin)


def _signer(line: str) -> tuple[str, bytes, bytes]:
    dash, name, blob = line.split(" ")
    raw = base64.b64decode(blob, validate=True)
    # Signatures of other kinds, which other tools may add, have other lengths; they are kept and never counted.
    if dash != _DASH or not name or "+" in name or len(raw) < 5:
        raise ValueError(line)
    return name, raw[:4], raw[4:]
