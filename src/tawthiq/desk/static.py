"""The desk's own files, a closed list: each is named with its digest, so a browser may keep it for ever."""

import hashlib
from functools import cache
from pathlib import Path

FILES = {"desk.css": "text/css; charset=utf-8", "mark.svg": "image/svg+xml"}


@cache
def content(name: str) -> bytes:
    """A file's bytes. Raises KeyError for a name that is not on the list."""
    if name not in FILES:
        raise KeyError(name)
    return (Path(__file__).parent / "static" / name).read_bytes()


@cache
def address(name: str) -> str:
    """The path under which a page asks for the file."""
    return f"/static/{hashlib.sha256(content(name)).hexdigest()[:12]}/{name}"
