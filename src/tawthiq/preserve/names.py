"""Names that strangers wrote, judged as text before anything is looked up under them. Pure."""

import re
import unicodedata

_SHORTCUT = re.compile(r"^(~|[A-Za-z]:|\\\\|%[^%/\\]+%[/\\])")


def plain(path: str) -> str:
    """The path without `.` and empty elements."""
    return "/".join(part for part in path.split("/") if part not in ("", "."))


def unsafe(path: str) -> str | None:
    """Why a path must not be used, or None: it would leave the package on some system."""
    if not plain(path):
        return "it names nothing"
    if "\0" in path:
        return "it holds a null character"
    if path.startswith("/"):
        return "it is absolute"
    if _SHORTCUT.match(path):
        return "it stands for a place outside the package on some systems"
    if ".." in re.split(r"[/\\]", path):
        return "it climbs out with '..'"
    return None


def composed(path: str) -> str:
    """The key under which the two Unicode spellings of a name are one."""
    return unicodedata.normalize("NFC", path)


def folded(path: str) -> str:
    """The key under which names are one on file systems that tell neither case nor composition apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|COM[1-9]|LPT[1-9])(\..*)?$", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f]')


def troublesome(path: str) -> bool:
    """Whether Windows could not store the path (RFC 8493, section 6.1.2)."""
    return any(
        _RESERVED.match(part) or _FORBIDDEN.search(part) or part[-1:] in (".", " ")
        for part in path.split("/")
    )


_LONGEST = 120


def safe(name: str, fallback: str) -> str:
    """A file name that every system can store, as near to `name` as that allows, composed and without folders.

    Without percent signs too: readers of bags do not agree on how a manifest spells them.
    """
    text = composed(name).replace("/", "_").replace("%", "_")
    text = _FORBIDDEN.sub(
        "_", "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    )
    text = text.strip(" .").lstrip("~")
    stem, dot, last = text.rpartition(".")
    if len(text.encode()) > _LONGEST:
        tail = dot + last if dot and len(last.encode()) <= 16 else ""
        text = _cut(stem if tail else text, _LONGEST - len(tail.encode())) + tail
    if not text or _RESERVED.match(text):
        return fallback
    return text


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode("utf-8", "ignore").rstrip(" .")
