"""What is wrong with a thing is told beside it; nothing found here keeps its bytes from being kept.

A *finding* is reported with one line; a *note* is a code on the item alone (a mark, a declared code page, a PNG that
is really a JPEG).
"""

import codecs
from typing import BinaryIO, NamedTuple

from tawthiq.collect.decode import choose, declared_charset
from tawthiq.collect.images import image_trouble
from tawthiq.collect.items import in_bytes
from tawthiq.collect.limits import DEFAULT, Limits
from tawthiq.collect.messages import looks_like_messages
from tawthiq.collect.names import troubles
from tawthiq.collect.people import is_person_list
from tawthiq.collect.sniff import CSV, HEAD, HTML, PDF, PLAIN, XLSX, extension, sniff
from tawthiq.collect.xlsx import sheet_trouble
from tawthiq.record.exhibit import How

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".heic", ".avif")
_FILMS = (".mp4", ".m4v", ".mov", ".3gp", ".mkv", ".webm", ".avi")
_SOUNDS = (".mp3", ".ogg", ".oga", ".opus", ".wav", ".flac", ".m4a", ".amr")
_FAMILY: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_PICTURES, ("image/",)),
    **dict.fromkeys(_FILMS, ("video/", "audio/")),
    **dict.fromkeys(_SOUNDS, ("audio/", "video/")),
    **dict.fromkeys((".txt", ".csv", ".tsv", ".html", ".htm", ".xhtml"), ("text/", "application/xml")),
    ".pdf": (PDF,),
    ".zip": ("application/",),
    ".xlsx": (XLSX,),
    ".docx": ("application/vnd.openxmlformats",),
    ".svg": ("image/svg",),
}
_EXACT = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
_SHEET_READ = 32 << 20
_CHUNK = 1 << 20
_TAIL = 2048


class Finding(NamedTuple):
    """A code of vocabulary/words/collect.toml and the values its sentence wants."""

    code: str
    values: dict[str, object]


class Seen(NamedTuple):
    """What was seen in the bytes: their type, what kind of exhibit they make, what is reported, what is only noted."""

    media_type: str
    how: How
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code, once, in order."""
        return tuple(dict.fromkeys((*(found.code for found in self.findings), *self.notes)))


def is_text(media_type: str) -> bool:
    """Types whose bytes are characters."""
    return media_type.startswith("text/") or media_type in (
        "application/json",
        "application/xml",
        "image/svg+xml",
    )


def examine(stream: BinaryIO, name: str, size: int, limits: Limits = DEFAULT) -> Seen:
    """Looks at a seekable stream from its beginning; reads it at most twice, a buffer at a time (images by Pillow)."""
    stream.seek(0)
    head = stream.read(HEAD)
    media_type = sniff(head, name)
    findings = [Finding(code, {}) for code in troubles(name)]
    notes: list[str] = []
    end = extension(name)
    if end in _FAMILY and not media_type.startswith(_FAMILY[end]):
        findings.append(Finding("not_as_named", {"named": end[1:], "found": media_type}))
    elif end in _EXACT and media_type != _EXACT[end]:
        notes.append("named_otherwise")
    if is_text(media_type) and size > limits.text:
        findings.append(Finding("text_too_large", {"size": in_bytes(size), "limit": in_bytes(limits.text)}))
    elif is_text(media_type):
        _check_text(stream, media_type, findings, notes)
    trouble = _structure(stream, media_type, size, limits)
    if trouble:
        findings.append(Finding(trouble, {"limit": limits.pixels}))
    how = _how(stream, head, media_type, name, size, broken=trouble is not None)
    return Seen(media_type, how, tuple(findings), tuple(notes))


def _structure(stream: BinaryIO, media_type: str, size: int, limits: Limits) -> str | None:
    """The code of what is wrong with how the bytes are built, for the types we can tell it of."""
    stream.seek(0)
    if media_type == PDF:
        stream.seek(max(0, size - _TAIL))
        return None if b"%%EOF" in stream.read(_TAIL) else "pdf_cut"
    if media_type == XLSX:
        return sheet_trouble(stream, limits)
    return image_trouble(stream, media_type, limits)


def _check_text(stream: BinaryIO, media_type: str, findings: list[Finding], notes: list[str]) -> None:
    stream.seek(0)
    sample = stream.read(_CHUNK)
    declared = declared_charset(sample) if media_type == HTML else None
    encoding, guessed, codes = choose(_whole_characters(sample), declared)
    notes.extend(codes)
    if encoding == "utf-8" and "encoding_broken" not in codes:
        bad = _first_bad_byte(stream)
        if bad is not None:
            findings.append(Finding("not_utf8", {"encoding": "utf-8", "at": bad}))
            notes.append("encoding_broken")
    elif (guessed and not encoding.startswith("utf-16")) or "encoding_broken" in codes:
        findings.append(
            Finding(
                "not_utf8",
                {"encoding": encoding.replace("cp", "windows-"), "at": _first_bad_byte(stream) or 0},
            )
        )


def _whole_characters(sample: bytes) -> bytes:
    """The sample without a character cut at its end, so that cutting alone does not make it look broken."""
    if len(sample) < _CHUNK:
        return sample
    for back in range(1, 5):
        if sample[-back] < 0x80:
            return sample[: len(sample) - back + 1]
        if sample[-back] >= 0xC0:
            return sample[:-back]
    return sample


def _first_bad_byte(stream: BinaryIO) -> int | None:
    """Where the first byte stands that is not UTF-8 (from 0), or None."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    done = 0
    while True:
        chunk = stream.read(_CHUNK)
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as trouble:
            return done - pending + trouble.start
        if not chunk:
            return None
        done += len(chunk)


def _how(stream: BinaryIO, head: bytes, media_type: str, name: str, size: int, *, broken: bool) -> How:
    if media_type == HTML:
        return How.PAGE
    if media_type == CSV and is_person_list(head, name, media_type):
        return How.LIST
    if media_type == XLSX and size <= _SHEET_READ and not broken:
        stream.seek(0)
        return How.LIST if is_person_list(stream.read(), name, media_type) else How.FILE
    if media_type == PLAIN and looks_like_messages(head):
        return How.MESSAGE
    return How.FILE
