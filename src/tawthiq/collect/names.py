r"""A name is data, never a path: what would reach outside is refused, what deceives the eye is made visible.

Bytes that are not UTF-8 come from Python as lone surrogates, which no statement can hold; they are written `\xNN`.
"""

import posixpath
import re
from urllib.parse import unquote, urlsplit

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u061c]")
_DECEIVES = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DRIVE = re.compile(r"^[A-Za-z]:")
_LONGEST_SHOWN = 200


def plain(name: str) -> str:
    r"""A name that can be encoded: undecodable bytes are written `\xNN`."""

    def escaped(match: re.Match[str]) -> str:
        point = ord(match.group())
        return f"\\x{point - 0xDC00:02x}" if 0xDC80 <= point <= 0xDCFF else f"\\u{point:04x}"

    return _SURROGATE.sub(escaped, name)


def shown(name: str) -> str:
    """A name for a person's eye: one line, direction and control characters spelled out, 200 characters at most."""
    seen = _UNSEEN.sub(lambda match: f"\\u{ord(match.group()):04x}", plain(name))
    return seen if len(seen) <= _LONGEST_SHOWN else f"{seen[: _LONGEST_SHOWN - 30]}…{seen[-29:]}"


def troubles(name: str) -> tuple[str, ...]:
    """Codes of what is wrong with a name: `name_not_utf8`, `name_deceptive` (controls, reversed direction)."""
    codes = []
    if _SURROGATE.search(name):
        codes.append("name_not_utf8")
    if _DECEIVES.search(name):
        codes.append("name_deceptive")
    return tuple(codes)


def member_path(name: str) -> str | None:
    """An archive member's name as a relative posix path, or None where it is absolute or climbs out."""
    path = name.replace("\\", "/")
    if path.startswith("/") or _DRIVE.match(path) or "\x00" in path:
        return None
    parts = [part for part in path.split("/") if part not in ("", ".")]
    return None if ".." in parts or not parts else plain("/".join(parts))


def local_path(url: str, folder: str = "") -> str | None:
    """A page's reference as a posix path relative to the page's folder; None if it leads anywhere else.

    `folder` is where the reference stands, relative to the page's folder: a stylesheet's own folder, for what it draws in.

    Anywhere else: a scheme, a host, an absolute path, above the folder, or into a hidden file or folder (a hostile
    page must not be able to fetch `.ssh/…` of whoever collects it).
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    path = unquote(parts.path, errors="surrogateescape")
    if path.startswith("/") or "\\" in path or _UNSEEN.search(path):
        return None
    path = posixpath.normpath(posixpath.join(folder, path))
    if path == "." or any(part.startswith(".") for part in path.split("/")):
        return None
    return path
