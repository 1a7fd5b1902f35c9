"""Labelled digests as WARC and CDXJ write them, `sha1:` and a value in base 32, 16 or 64, compared as bytes."""

import base64
import binascii
import re
from functools import lru_cache

import msgspec

from tawthiq.preserve.hashing import LENGTHS, known


class Digest(msgspec.Struct, frozen=True):
    """A digest that can be worked out here: `value` in lower-case hex."""

    algorithm: str
    value: str


@lru_cache(maxsize=1 << 12)
def parse(text: str) -> Digest | None:
    """The digest, or None if it is of an unknown algorithm or malformed. Without a label, 32 letters are SHA-1."""
    label, colon, value = text.strip().partition(":")
    if not colon:
        label, value = "sha1", text.strip()
    algorithm = re.sub(r"[^a-z0-9]", "", label.lower())
    if not known(algorithm):
        return None
    size = LENGTHS[algorithm] // 2
    for raw in _readings(value):
        if len(raw) == size:
            return Digest(algorithm, raw.hex())
    return None


def _readings(value: str) -> list[bytes]:
    found = []
    for read in (bytes.fromhex, lambda one: base64.b32decode(_padded(one, 8), casefold=True), _base64):
        try:
            found.append(read(value))
        except (ValueError, binascii.Error):
            continue
    return found


def _base64(value: str) -> bytes:
    return base64.b64decode(_padded(value.replace("-", "+").replace("_", "/"), 4), validate=True)


def _padded(value: str, to: int) -> str:
    return value + "=" * (-len(value) % to)
