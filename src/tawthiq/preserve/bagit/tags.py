"""The text of tag files becomes values, and whatever in it breaks RFC 8493 becomes problems. Pure.

Lines end in LF, CR or CRLF and nothing else: Unicode's other line breaks may stand in names.
"""

import codecs
import re

import msgspec

from tawthiq.preserve import names
from tawthiq.preserve.bagit import paths
from tawthiq.preserve.hashing import LENGTHS
from tawthiq.preserve.verdict import Gravity, Problem

VERSIONS = ((0, 93), (0, 94), (0, 95), (0, 96), (0, 97), (1, 0))
DECLARATION = "bagit.txt"
FETCH = "fetch.txt"
_LINE = re.compile(r"\r\n|\n|\r")
_NOT_TEXT = frozenset(
    {
        "idna",
        "punycode",
        "unicode-escape",
        "unicode_escape",
        "raw-unicode-escape",
        "raw_unicode_escape",
        "undefined",
    }
)


class Declaration(msgspec.Struct, frozen=True):
    """What `bagit.txt` says."""

    version: tuple[int, int]
    encoding: str

    @property
    def strict(self) -> bool:
        """Whether the rules that came with version 1.0 hold."""
        return self.version >= (1, 0)


class Entry(msgspec.Struct, frozen=True):
    """One line of a manifest: `digest` in lower case, the path decoded, and as it was written."""

    digest: str
    path: str
    written: str


class Hole(msgspec.Struct, frozen=True):
    """One line of `fetch.txt`."""

    url: str
    size: int | None
    path: str


class Noted:
    """Problems as they are met."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, code: str, where: str, what: str, gravity: Gravity = Gravity.ERROR) -> None:
        """Note one; the code is `bagit-`, the section of RFC 8493 and a word."""
        self.problems.append(Problem("bagit-" + code, where, what, gravity))

    def warn(self, code: str, where: str, what: str) -> None:
        """Note one that leaves the bag valid."""
        self.add(code, where, what, Gravity.WARNING)


def lines(text: str) -> list[str]:
    """The lines without their ends; a last empty one is none."""
    found = _LINE.split(text)
    return found[:-1] if found[-1] == "" else found


def declaration(data: bytes, noted: Noted) -> Declaration | None:
    """Read `bagit.txt` (section 2.1.1). None if it does not say how to read the rest."""
    if data.startswith(codecs.BOM_UTF8) or data[:2] in (codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE):
        noted.add("2.1.1-bom", DECLARATION, "it begins with a byte-order mark, and must not")
        return None
    try:
        found = lines(data.decode("utf-8"))
    except UnicodeDecodeError:
        noted.add("2.1.1-not-utf8", DECLARATION, "it is not UTF-8")
        return None
    values: dict[str, str] = {}
    for number, line in enumerate(found, 1):
        label, colon, value = line.partition(":")
        key = label.strip().lower()
        if not line.strip():
            noted.warn("2.1.1-lines", DECLARATION, f"line {number} is empty")
        elif key in values or not colon or key not in ("bagit-version", "tag-file-character-encoding"):
            noted.add("2.1.1-lines", DECLARATION, f"line {number} is neither the version nor the encoding")
        else:
            values[key] = value
            _whitespace(label, value, number, noted)
    return _declared(values, noted)


def _whitespace(label: str, value: str, number: int, noted: Noted) -> None:
    if label != label.strip() or not re.match(r"[ \t]\S", value):
        noted.add("2.1.1-whitespace", DECLARATION, f"line {number} is not 'label: value' with one space")
    elif value != value.rstrip():
        noted.warn("2.1.1-whitespace", DECLARATION, f"line {number} ends in whitespace")
    elif label not in ("BagIt-Version", "Tag-File-Character-Encoding"):
        noted.warn("2.1.1-label", DECLARATION, f"line {number} spells its label otherwise than the standard")


def _declared(values: dict[str, str], noted: Noted) -> Declaration | None:
    version = re.fullmatch(r"([0-9]+)\.([0-9]+)", values.get("bagit-version", "").strip())
    encoding = values.get("tag-file-character-encoding", "").strip()
    if version is None:
        noted.add("2.1.1-version", DECLARATION, "it names no version M.N")
    if not encoding:
        noted.add("2.1.1-encoding", DECLARATION, "it names no encoding for the tag files")
    if version is None or not encoding:
        return None
    pair = (int(version[1]), int(version[2]))
    if pair not in VERSIONS:
        what = f"version {version[0]} is none that this program knows"
        noted.add("2.1.1-version-unknown", DECLARATION, what, Gravity.UNCHECKABLE)
        return None
    if pair >= (1, 0) and list(values) != ["bagit-version", "tag-file-character-encoding"]:
        noted.add("2.1.1-order", DECLARATION, "the version must come before the encoding")
    if pair < (1, 0):
        # Earlier versions allowed whitespace around the colon (section 2.2.2).
        noted.problems = [one for one in noted.problems if one.code != "bagit-2.1.1-whitespace"]
    try:
        codec = codecs.lookup(encoding)
    except (LookupError, ValueError):
        codec = None
    if codec is None or not getattr(codec, "_is_text_encoding", True) or codec.name.lower() in _NOT_TEXT:
        noted.add("2.1.1-encoding", DECLARATION, f"the encoding {encoding!r} is unknown")
        return None
    return Declaration(pair, codec.name)


def text(data: bytes, declared: Declaration, where: str, noted: Noted) -> str | None:
    """A tag file's text in the declared encoding (section 2.3), or None."""
    if declared.encoding == "utf-8" and data.startswith(codecs.BOM_UTF8):
        gravity = Gravity.ERROR if declared.strict else Gravity.WARNING
        noted.add("2.3-bom", where, "a byte-order mark in a UTF-8 tag file", gravity)
        data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode(declared.encoding)
    except (UnicodeDecodeError, ValueError):
        noted.add("2.3-encoding", where, f"it is not {declared.encoding}, which {DECLARATION} declares")
        return None


_ENTRY = re.compile(r"([0-9A-Fa-f]+)[ \t]+(.*\S.*)", re.DOTALL)


def manifest(content: str, algorithm: str, declared: Declaration, where: str, noted: Noted) -> list[Entry]:
    """The lines of a payload or tag manifest (sections 2.1.3 and 2.2.1)."""
    found: list[Entry] = []
    for number, line in enumerate(lines(content), 1):
        if not line.strip():
            continue
        match = _ENTRY.fullmatch(line)
        place = f"{where}, line {number}"
        if match is None:
            noted.add("2.1.3-line", place, "it is not 'checksum filepath'")
            continue
        digest, written = match[1].lower(), match[2]
        if len(digest) != LENGTHS.get(algorithm, len(digest)):
            noted.add("2.4-length", place, f"no {algorithm} checksum has {len(digest)} digits")
            continue
        if written.startswith("*"):
            noted.warn("6.1.3-asterisk", place, "the path is marked by an asterisk, as md5sum does")
            written = written[1:]
        path = paths.decoded(written, percent=declared.strict)
        why = names.unsafe(path)
        if why is not None:
            noted.add("5.1-path", place, f"{written!r}: {why}")
            continue
        if names.plain(path) != path:
            noted.warn("2.1.3-relative", place, f"{written!r} is not in its simplest form")
        found.append(Entry(digest, names.plain(path), written))
    return found


_HOLE = re.compile(r"(\S+)[ \t]+([0-9]+|-)[ \t]+(.*\S.*)", re.DOTALL)


def fetch(content: str, declared: Declaration, noted: Noted) -> list[Hole]:
    """The lines of `fetch.txt` (section 2.2.3). Nothing is ever fetched."""
    found: list[Hole] = []
    for number, line in enumerate(lines(content), 1):
        if not line.strip():
            continue
        match, place = _HOLE.fullmatch(line), f"{FETCH}, line {number}"
        if match is None:
            noted.add("2.2.3-line", place, "it is not 'url length filepath'")
            continue
        path = paths.decoded(match[3], percent=declared.strict)
        why = names.unsafe(path)
        if why is not None:
            noted.add("5.1-path", place, f"{match[3]!r}: {why}")
            continue
        if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", match[1]):
            noted.add("2.2.3-url", place, f"{match[1]!r} is not an absolute URI")
        found.append(Hole(match[1], None if match[2] == "-" else int(match[2]), names.plain(path)))
    return found


ONCE = frozenset({"bagging-date", "bag-size", "payload-oxum", "bag-group-identifier", "bag-count"})


def metadata(content: str, declared: Declaration, where: str, noted: Noted) -> list[tuple[str, str]]:
    """The elements of `bag-info.txt` in order (section 2.2.2)."""
    found: list[tuple[str, str]] = []
    for number, line in enumerate(lines(content), 1):
        place = f"{where}, line {number}"
        if not line.strip():
            continue
        if line[0] in " \t":
            if found:
                found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
            else:
                noted.add("2.2.2-line", place, "a continued line with nothing before it")
            continue
        label, colon, value = line.partition(":")
        if not colon or not label.strip():
            noted.add("2.2.2-line", place, "it is not 'label: value'")
            continue
        if declared.strict and (label != label.strip() or (value.strip() and value[0] not in " \t")):
            noted.add(
                "2.2.2-whitespace", place, "from version 1.0, a label ends at its colon and one space follows"
            )
        found.append((label.strip(), value.strip()))
    seen: set[str] = set()
    for label, _ in found:
        key = label.lower()
        if key in seen and key in ONCE:
            gravity = Gravity.ERROR if declared.strict and key == "payload-oxum" else Gravity.WARNING
            noted.add("2.2.2-repeated", where, f"{label} is given more than once", gravity)
        seen.add(key)
    return found
