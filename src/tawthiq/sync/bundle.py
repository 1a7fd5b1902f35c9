r"""A bundle is a file for a USB stick: whole frames, each with its length and SHA-256, usable up to the last whole one.

    "tawthiq bundle 1\n" origin "\n"     then frames of
    kind (1 byte: p passport, c piece of an object, o last piece of an object, b body, s statement)   length (8 bytes, big-endian)   SHA-256 of the payload   payload

The passport, if there is one, comes first; objects and bodies come before the statements that need them, so a bundle cut anywhere merges without dangling names.
An object is all its pieces in order, so that one of any size travels in little memory; a small one is its last piece alone.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Literal

import msgspec

from tawthiq.record.errors import EmptyInput, TooLargeInput, UnreadableInput

MAGIC = b"tawthiq bundle 1\n"
MAX_FRAME = 1 << 28
Kind = Literal["p", "c", "o", "b", "s"]


class Frame(msgspec.Struct, frozen=True):
    """One payload: a passport, a piece of an object (the last is "o"), a body's bytes, or a statement's entry."""

    kind: Kind
    payload: bytes


def write_bundle(out: BinaryIO, origin: str, frames: Iterable[Frame]) -> int:
    """Write a bundle of the case named `origin`; how many frames."""
    out.write(MAGIC + origin.encode() + b"\n")
    count = 0
    for frame in frames:
        out.write(frame.kind.encode() + len(frame.payload).to_bytes(8, "big"))
        out.write(hashlib.sha256(frame.payload).digest())
        out.write(frame.payload)
        count += 1
    return count


def read_bundle(source: BinaryIO) -> tuple[str, Iterator[Frame]]:
    """The origin and the whole frames. Raises EmptyInput or UnreadableInput if it is no bundle.

    The iterator raises UnreadableInput at the first frame that is cut or damaged; what came before it is good.
    """
    head = source.readline(64)
    if not head:
        raise EmptyInput("an empty file", expected="a bundle")
    if head != MAGIC:
        raise UnreadableInput("not a bundle", expected="a file made by `tawthiq sync`")
    origin = source.readline(200).decode("utf-8", "replace").removesuffix("\n")
    return origin, _frames(source)


def _frames(source: BinaryIO) -> Iterator[Frame]:
    count = 0
    while head := source.read(41):
        if len(head) < 41:
            raise _cut(count)
        kind, length, digest = chr(head[0]), int.from_bytes(head[1:9], "big"), head[9:]
        if length > MAX_FRAME:
            raise TooLargeInput(f"frame {count} claims {length} bytes", expected=f"at most {MAX_FRAME}")
        payload = source.read(length)
        if len(payload) < length:
            raise _cut(count)
        if hashlib.sha256(payload).digest() != digest:
            raise UnreadableInput(
                f"frame {count} is damaged", hint="ask for the bundle again; earlier frames are kept"
            )
        match kind:
            case "p" | "c" | "o" | "b" | "s":
                yield Frame(kind, payload)
            case _:
                raise UnreadableInput(f"frame {count} is of an unknown kind", hint="use a later tawthiq")
        count += 1


def _cut(count: int) -> UnreadableInput:
    return UnreadableInput(
        f"the bundle is cut after {count} whole frames", hint="ask for it again; these are kept"
    )
