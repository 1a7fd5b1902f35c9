"""An envelope holds the key of one sealed thing, and is sealed itself; destroy every envelope of a thing and it is gone.

What is inside is an age identity file with comments, so that `age -d` of an envelope gives at once what `age -d -i` of the
thing asks for. Of an object it holds the salt of the commitment too:

    commitment = SHA-256("tw-commit" || salt (32 bytes) || SHA-256(plain bytes))

The commitment stands in the signed part of the statement. It confirms no guess without the salt, and proves with it.
"""

import hashlib
import os

import msgspec

from tawthiq.protect import age
from tawthiq.record import canonical
from tawthiq.record.errors import KeyTrouble, NotCanonical

HEADER = "# tawthiq envelope 1"
OPEN = bytes(32)
"""Stands in place of a commitment where an object is not sealed."""


class Envelope(msgspec.Struct, frozen=True):
    """The key for `about` sealed to `dest`.

    `about` is the digest of the stored object or body, or for the key of a generation the SHA-256 of its recipient's text;
    `dest` is the recipient of a generation, of a device, or of the team's recovery.
    """

    about: bytes
    dest: str
    sealed: bytes

    @property
    def packed(self) -> bytes:
        """As it travels."""
        return canonical.encode([self.about, self.dest, self.sealed])


class Inside(msgspec.Struct, frozen=True, kw_only=True):
    """What an envelope holds. Salt, digest (hex) and size are those of an object's plain bytes, else None."""

    identity: str
    salt: bytes | None = None
    digest: str | None = None
    size: int | None = None

    @property
    def commitment(self) -> bytes | None:
        """What the statement must say of the object."""
        if self.salt is None or self.digest is None:
            return None
        return commitment(self.salt, self.digest)


def commitment(salt: bytes, digest: str) -> bytes:
    """The salted commitment to bytes with this SHA-256 (hex)."""
    return hashlib.sha256(b"tw-commit" + salt + bytes.fromhex(digest)).digest()


def fresh_salt() -> bytes:
    """32 random bytes."""
    return os.urandom(32)


def about_key(recipient: str) -> bytes:
    """What the envelopes of a generation's key are about."""
    return hashlib.sha256(recipient.encode()).digest()


def wrap(about: bytes, inside: Inside, dest: str) -> Envelope:
    """An envelope for one recipient."""
    lines = [HEADER]
    if inside.salt is not None:
        lines += [f"# salt {inside.salt.hex()}", f"# sha256 {inside.digest}", f"# size {inside.size}"]
    lines.append(inside.identity)
    return Envelope(about, dest, age.seal(("\n".join(lines) + "\n").encode(), dest))


def unwrap(envelope: Envelope, identity: str) -> Inside:
    """What an envelope holds. Raises KeyTrouble: a wrong key, an envelope that is not whole, or one of another make."""
    what = f"the envelope of {envelope.about.hex()[:16]}"
    plain = age.unseal(envelope.sealed, identity, what)
    try:
        lines = plain.decode("ascii").splitlines()
        if lines[0] != HEADER:
            raise ValueError
        notes = dict(line[2:].split(" ", 1) for line in lines[1:-1])
        size = notes.get("size")
        inside = Inside(
            identity=lines[-1],
            salt=bytes.fromhex(notes["salt"]) if "salt" in notes else None,
            digest=notes.get("sha256"),
            size=int(size) if size is not None else None,
        )
        age.public(inside.identity)
    except (ValueError, IndexError, UnicodeDecodeError, KeyTrouble) as error:
        raise KeyTrouble(
            f"{what} holds no key", expected=f"{HEADER!r}", hint="use a later tawthiq"
        ) from error
    return inside


def read_envelope(payload: bytes) -> Envelope:
    """An envelope as it travelled. Raises NotCanonical."""
    value = canonical.decode(payload)
    match value:
        case [bytes() as about, str() as dest, bytes() as sealed] if (
            len(about) == 32 and len(dest) < 100 and len(sealed) < MOST
        ):
            return Envelope(about, dest, sealed)
        case _:
            raise NotCanonical("an envelope of the wrong shape", expected="about, recipient and age file")


MOST = 4096
