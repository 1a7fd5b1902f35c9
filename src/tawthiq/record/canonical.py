"""One value has one encoding: deterministic CBOR (RFC 8949, section 4.2), and anything else is refused.

Allowed are integers, byte strings, text, booleans, null, arrays and maps with integer or text keys. Floats, tags and
indefinite lengths are not. `decode` re-encodes what it read and demands the very same bytes, which also refuses
duplicate keys, non-minimal integers and trailing bytes (cbor2 accepts all three by itself).
"""

import io
from typing import Any

import cbor2

from tawthiq.record.errors import NotCanonical

MAX_DEPTH = 24
MAX_SIZE = 16 * 1024 * 1024


def encode(value: Any) -> bytes:
    """The one encoding of `value`. Raises NotCanonical for a type that the record does not hold."""
    _check(value, 0)
    return cbor2.dumps(value, canonical=True)


def decode(data: bytes) -> Any:
    """The value of canonical bytes. Raises NotCanonical for everything else, never anything else."""
    if len(data) > MAX_SIZE:
        raise NotCanonical(f"{len(data)} bytes", expected=f"at most {MAX_SIZE}")
    try:
        value = cbor2.CBORDecoder(io.BytesIO(data)).decode()
        _check(value, 0)
        again = cbor2.dumps(value, canonical=True)
    except NotCanonical:
        raise
    except Exception as error:
        raise NotCanonical(f"bytes that are not CBOR ({type(error).__name__})") from error
    if again != data:
        raise NotCanonical("CBOR that is not in its canonical form", expected="RFC 8949 section 4.2 encoding")
    return value


def decode_ordered(data: bytes) -> Any:
    """As `decode`, for a caller that itself checks the order of the keys and the type of every value, at a third of the cost.

    What it gives encodes to the very same bytes in the order of what was read; whether that order and those types are
    the canonical ones is left to the caller. Raises NotCanonical.
    """
    if len(data) > MAX_SIZE:
        raise NotCanonical(f"{len(data)} bytes", expected=f"at most {MAX_SIZE}")
    try:
        value = cbor2.CBORDecoder(io.BytesIO(data)).decode()
        again = cbor2.dumps(value)
    except Exception as error:
        raise NotCanonical(f"bytes that are not CBOR ({type(error).__name__})") from error
    if again != data:
        raise NotCanonical("CBOR that is not in its canonical form", expected="RFC 8949 section 4.2 encoding")
    return value


def _check(value: Any, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise NotCanonical(f"nesting deeper than {MAX_DEPTH}")
    if value is None or isinstance(value, bool | int | bytes):
        return
    if isinstance(value, str):
        # A lone surrogate has no UTF-8 form; cbor2 would raise from inside the encoder.
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise NotCanonical("text with a lone surrogate") from error
        return
    if isinstance(value, list | tuple):
        for item in value:
            _check(item, depth + 1)
        return
    if isinstance(value, dict):
        for key, item in value.items():
            if isinstance(key, bool) or not isinstance(key, int | str):
                raise NotCanonical(f"a map key of type {type(key).__name__}", expected="an integer or text")
            _check(key, depth + 1)
            _check(item, depth + 1)
        return
    raise NotCanonical(f"a value of type {type(value).__name__}", expected="no floats, tags or objects")
