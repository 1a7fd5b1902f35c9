"""What is derived names people too: a cache holds each value sealed, and finds it by a keyed hash instead of its name.

Row by row and not as one file: a case of millions is opened by reading what arrived, never by rewriting what is there.
The key is random, lies beside the cache sealed to this device, and dies with it: a cache without its key is thrown away.
"""

import hashlib
import hmac
import os
from contextlib import suppress
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from tawthiq.protect import age
from tawthiq.record.errors import KeyTrouble, StorageError
from tawthiq.record.storage import replace_file


class Unreadable(StorageError):
    """A value that this key did not seal."""

    def __init__(self) -> None:
        super().__init__(
            "what is derived lies under another key, or was changed",
            hint="delete the folder cache/: it is made again",
        )


class Veil:
    """A cache's key; without one (a case from before there was sealing) values lie open."""

    def __init__(self, key: bytes | None) -> None:
        self._box = SecretBox(key) if key is not None else None
        self._marks = hashlib.sha256(b"tawthiq marks" + (key or b"")).digest()

    def hide(self, value: bytes) -> bytes:
        """A value as it is kept."""
        return value if self._box is None else bytes(self._box.encrypt(value))

    def show(self, kept: bytes) -> bytes:
        """The value again. Raises Unreadable."""
        if self._box is None:
            return kept
        try:
            return bytes(self._box.decrypt(kept))
        except (CryptoError, ValueError, TypeError) as error:
            raise Unreadable from error

    def mark(self, *words: str) -> bytes:
        """What a value is found by: the same for the same words, and telling nothing of them."""
        joined = "\0".join(words).encode("utf-8", "surrogatepass")
        return hmac.digest(self._marks, joined, hashlib.sha256)[:16]

    @property
    def name(self) -> bytes:
        """Tells one key from another without telling the key."""
        return self.mark("veil")


def cache_veil(folder: Path, identity: str | None) -> Veil:
    """The veil of a cache folder for the device that reads with `identity`: its own, or a new one.

    Where nothing can be written, a new one serves this process alone.
    """
    if identity is None:
        return Veil(None)
    path = folder / "key"
    try:
        return Veil(age.unseal(path.read_bytes(), identity))
    except (OSError, KeyTrouble, ValueError):
        key = os.urandom(SecretBox.KEY_SIZE)
    # A case on a disk that refuses writes can still be read.
    with suppress(OSError, StorageError):
        folder.mkdir(mode=0o700, exist_ok=True)
        replace_file(path, age.seal(key, age.public(identity)))
    return Veil(key)
