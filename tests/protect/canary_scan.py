"""Finds planted words in bytes, in whatever common encoding they may lie: as text, escaped, encoded, compressed, in tables."""

import base64
import contextlib
import gzip
import io
import json
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

DEEP = 3
MOST = 32 << 20
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")


def forms(word: str) -> set[bytes]:
    """The word as it may lie in a file."""
    plain = [word.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    for code in ("cp1256", "iso8859-6"):
        try:
            plain.append(word.encode(code))
        except UnicodeEncodeError:
            continue
    found = set(plain)
    for data in plain:
        found |= {data.hex().encode(), data.hex().upper().encode(), *_base64(data)}
    found |= {quote(word, safe="").encode(), quote(word, safe="").lower().encode()}
    escaped = json.dumps(word)[1:-1]
    found |= {escaped.encode(), escaped.upper().replace("\\U", "\\u").encode()}
    return {one for one in found if len(one) >= 6}


def _base64(data: bytes) -> Iterator[bytes]:
    """The inner part of its base64, whatever stands before and after it, in both alphabets."""
    for shift in range(3):
        coded = base64.b64encode(bytes(shift) + data)
        # Characters that also depend on neighbours are left out at both ends.
        whole = coded[-(-shift * 8 // 6) : (shift + len(data)) * 8 // 6]
        yield whole
        yield whole.translate(bytes.maketrans(b"+/", b"-_"))


class Canaries:
    """The planted words."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)
        self._needles = {needle: word for word in self.words for needle in forms(word)}

    def within(self, data: bytes, depth: int = 0) -> set[str]:
        """The words that lie in these bytes, or in what can be unpacked of them."""
        found = {word for needle, word in self._needles.items() if needle in data}
        if depth < DEEP:
            for inner in unpacked(data):
                found |= self.within(inner, depth + 1)
        return found

    def in_file(self, path: Path) -> set[str]:
        """The words in a file; of a database also in its values, which pages may cut in two."""
        data = path.read_bytes()
        found = self.within(data)
        if data.startswith(b"SQLite format 3\0"):
            found |= self.within(b"\n".join(_values(path)))
        return found

    def in_folder(self, root: Path, leave: Iterable[Path] = ()) -> dict[str, set[str]]:
        """Words by file, below a folder, in contents and in names."""
        left = tuple(leave)
        found: dict[str, set[str]] = {}
        for path in sorted(root.rglob("*")):
            if any(path.is_relative_to(one) for one in left):
                continue
            here = self.within(str(path.relative_to(root)).encode("utf-8", "surrogateescape"))
            if path.is_file() and not path.is_symlink():
                here |= self.in_file(path)
            if here:
                found[str(path)] = here
        return found


def unpacked(data: bytes) -> Iterator[bytes]:
    """Whatever gzip, zlib, or zip members lie anywhere in the bytes."""
    for hit in _ZLIB.finditer(data):
        try:
            unpacker = zlib.decompressobj(wbits=47)
            inner = unpacker.decompress(data[hit.start() :], MOST)
        except zlib.error:
            continue
        if len(inner) > 16:
            yield inner
    at = data.find(b"PK\x03\x04")
    if at >= 0:
        try:
            with zipfile.ZipFile(io.BytesIO(data[at:])) as archive:
                for name in archive.namelist():
                    yield name.encode()
                    yield archive.read(name)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
            return


def _values(path: Path) -> Iterator[bytes]:
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    db.text_factory = bytes
    try:
        tables = [
            name.decode() for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        for table in tables:
            for row in db.execute(f'SELECT * FROM "{table}"'):
                yield from (value for value in row if isinstance(value, bytes))
    finally:
        db.close()


def hidden_in(word: str) -> Iterator[bytes]:
    """The word hidden in every way that a scan must see through; for the scan's own test."""
    data = f"before {word} after".encode()
    yield data
    yield f"x{word}y".encode("utf-16-le")
    yield f"x{word}y".encode("utf-16-be")
    with contextlib.suppress(UnicodeEncodeError):
        yield f"x{word}y".encode("cp1256")
    yield quote(f"a {word} b").encode()
    yield json.dumps({"k": word}).encode()
    yield data.hex().encode()
    for shift in range(3):
        yield base64.b64encode(b"z" * shift + data)
        yield base64.urlsafe_b64encode(b"z" * shift + data)
    yield b"junk" + gzip.compress(data)
    yield b"junk" + zlib.compress(data)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.txt", data)
    yield b"junk" + held.getvalue()
    yield gzip.compress(held.getvalue())
