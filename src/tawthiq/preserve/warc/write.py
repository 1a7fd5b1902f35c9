"""Records of things that were handed over as files: `resource` for their bytes, `metadata` for how they were obtained.

ISO 28500, sections 6.4 and 6.6. A file was never seen as an HTTP answer by us, so none is invented.
"""

import base64
import uuid
from collections.abc import Mapping

_SPACE = uuid.UUID("7d0b1c52-6d43-5d0c-9a33-5f1f8f6f0c11")
TAIL = b"\r\n\r\n"


def record_id(of: str, kind: str) -> str:
    """An id that the same thing has in every package."""
    return f"<urn:uuid:{uuid.uuid5(_SPACE, f'{kind}:{of}')}>"


def labelled(sha256: str) -> str:
    """A digest in hex as WARC writes it, padded: warcio compares texts."""
    return "sha256:" + base64.b32encode(bytes.fromhex(sha256)).decode()


def head(kind: str, fields: Mapping[str, str], length: int) -> bytes:
    """The header of a record whose block has `length` bytes; `TAIL` ends the record behind the block."""
    lines = ["WARC/1.1", f"WARC-Type: {kind}", *(f"{name}: {value}" for name, value in fields.items())]
    return ("\r\n".join([*lines, f"Content-Length: {length}"]) + "\r\n\r\n").encode()
