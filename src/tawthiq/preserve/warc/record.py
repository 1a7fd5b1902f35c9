"""Headers of WARC records and of the HTTP messages in them become values. ISO 28500. Pure."""

import re

import msgspec

from tawthiq.preserve.warc.source import Broken

VERSIONS = frozenset({"WARC/0.17", "WARC/0.18", "WARC/1.0", "WARC/1.1"})
_NEEDED = ("warc-type", "warc-record-id", "warc-date", "content-length")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?Z")


_NO_MARKS = str.maketrans("", "", "-:TZ.")


class Head(msgspec.Struct, frozen=True):
    """A record's header; names in lower case."""

    fields: dict[str, str]
    length: int

    @property
    def kind(self) -> str:
        """The WARC-Type."""
        return self.fields["warc-type"].lower()

    @property
    def uri(self) -> str | None:
        """The target URI; WARC 1.0 had it in angle brackets now and then."""
        value = self.fields.get("warc-target-uri")
        return value[1:-1] if value and value.startswith("<") and value.endswith(">") else value

    @property
    def date(self) -> str:
        """The digits of WARC-Date."""
        return self.fields["warc-date"].translate(_NO_MARKS)

    @property
    def is_http(self) -> bool:
        """Whether the block begins with an HTTP header."""
        return self.fields.get("content-type", "").replace(" ", "").lower().startswith("application/http")


class Http(msgspec.Struct, frozen=True):
    """The header of an HTTP message: `status` is None for a request."""

    status: str | None
    fields: dict[str, str]


def parse_head(data: bytes) -> Head:
    """Read the header of a record. Raises Broken."""
    try:
        lines = data.decode("utf-8").removesuffix("\r\n\r\n").split("\r\n")
    except UnicodeDecodeError as error:
        raise Broken("a record's header is not UTF-8") from error
    if lines[0] not in VERSIONS:
        raise Broken(f"a record should begin here, and {lines[0][:40]!r} stands here")
    fields: dict[str, str] = {}
    last = ""
    for line in lines[1:]:
        if line[:1] in (" ", "\t") and last:
            fields[last] += " " + line.strip()
            continue
        name, colon, value = line.partition(":")
        last = name.strip().lower()
        if not colon or not last:
            raise Broken(f"{line[:40]!r} is no header field")
        if last in fields and last in _NEEDED:
            raise Broken(f"the field {name} stands twice")
        fields[last] = value.strip()
    return _sound(fields)


def _sound(fields: dict[str, str]) -> Head:
    for name in _NEEDED:
        if name not in fields:
            raise Broken(f"the field {name} is missing")
    if not re.fullmatch("[0-9]{1,18}", fields["content-length"]):
        raise Broken(f"Content-Length {fields['content-length'][:40]!r} is no number")
    if not _DATE.fullmatch(fields["warc-date"]):
        raise Broken(f"WARC-Date {fields['warc-date'][:40]!r} is no UTC time")
    return Head(fields, int(fields["content-length"]))


def parse_http(data: bytes) -> Http:
    """Read as much of an HTTP header as can be read; servers wrote it, so nothing in it is a fault of the archive."""
    lines = re.split(r"\r?\n", data.decode("latin-1"))
    match = re.match(r"HTTP/[0-9.]+ +([0-9]{3})", lines[0])
    fields: dict[str, str] = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return Http(match[1] if match else None, fields)


class Dechunker:
    """The body of a chunked message, piece by piece; `broken` once the chunks do not add up."""

    def __init__(self) -> None:
        self._line = bytearray()
        self._left = 0
        self._state = "size"
        self.broken = False

    def feed(self, data: memoryview) -> list[memoryview]:
        """What of the body these bytes hold."""
        found: list[memoryview] = []
        while data and not self.broken:
            if self._state == "end":
                break
            if self._state == "body":
                piece = data[: self._left]
                found.append(piece)
                self._left -= len(piece)
                data = data[len(piece) :]
                if not self._left:
                    self._state = "gap"
                continue
            data = self._take_line(data)
        return found

    def _take_line(self, data: memoryview) -> memoryview:
        piece = bytes(data[:256])
        end = piece.find(b"\n")
        self._line += piece if end < 0 else piece[: end + 1]
        if len(self._line) > 4096:
            self.broken = True
        if end >= 0:
            self._read(bytes(self._line).strip())
            self._line.clear()
        return data[len(piece) if end < 0 else end + 1 :]

    def _read(self, line: bytes) -> None:
        if self._state == "gap":
            self.broken = self.broken or line != b""
            self._state = "size"
            return
        try:
            self._left = int(line.split(b";")[0], 16)
        except ValueError:
            self.broken = True
            return
        self._state = "body" if self._left else "end"
