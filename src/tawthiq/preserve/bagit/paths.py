"""A path out of a manifest is text from a stranger: it is decoded, judged and compared, and only then looked up.

RFC 8493, sections 2.1.3, 5.1 and 6.1. Nothing here touches a disk.
"""

import re
import unicodedata

_CODED = re.compile(r"%(0[AaDd]|25)")
_CODED_BEFORE_1_0 = re.compile(r"%(0[AaDd])")
_SHORTCUT = re.compile(r"^(~|[A-Za-z]:|\\\\|%[^%/\\]+%[/\\])")


def decoded(path: str, *, percent: bool) -> str:
    """The path with its line breaks (and from version 1.0 its percent signs) put back."""
    pattern = _CODED if percent else _CODED_BEFORE_1_0
    return pattern.sub(lambda found: chr(int(found[1], 16)), path)


def encoded(path: str) -> str:
    """The path as a manifest of version 1.0 writes it."""
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def plain(path: str) -> str:
    """The path without `.` and empty elements."""
    return "/".join(part for part in path.split("/") if part not in ("", "."))


def unsafe(path: str) -> str | None:
    """Why a path must not be used, or None: it would leave the bag on some system."""
    if not plain(path):
        return "it names nothing"
    if "\0" in path:
        return "it holds a null character"
    if path.startswith("/"):
        return "it is absolute"
    if _SHORTCUT.match(path):
        return "it stands for a place outside the bag on some systems"
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
    """Whether Windows could not store the path (section 6.1.2)."""
    return any(
        _RESERVED.match(part) or _FORBIDDEN.search(part) or part[-1:] in (".", " ")
        for part in path.split("/")
    )
