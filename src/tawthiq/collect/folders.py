"""A folder is walked without following anything out of it, and a page's own files are found without trusting the page.

A page may draw in only what lies in its own folder tree, is reached through no link and no hidden folder, and is of a
kind that pages show (images, films, sound, styles, fonts, frames): a hostile page must not be able to pull the
collector's other files into a case.
"""

import os
import posixpath
import stat
import unicodedata
from collections import deque
from pathlib import Path

from tawthiq.collect.decode import decode
from tawthiq.collect.items import Problem, problem
from tawthiq.collect.limits import Limits
from tawthiq.collect.names import shown
from tawthiq.collect.references import references, style_references
from tawthiq.collect.sniff import HTML, sniff
from tawthiq.collect.streams import open_regular
from tawthiq.record.errors import InputError

_SHOWN_BY_PAGES = ("image/", "video/", "audio/", "font/")
_SHOWN_TYPES = (HTML, "text/css", "application/pdf")
_PAGE_HEAD = 16 * 1024
"""Enough of a file to tell a page, an image or a style; every file of a folder is looked at once for this."""


def walk(root: Path, limits: Limits) -> tuple[list[Path], list[Problem]]:
    """Every regular file below a folder, by name, and what was met that is none."""
    files: list[Path] = []
    told: list[Problem] = []
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: os.fsencode(entry.name))
        except OSError as trouble:
            told.append(
                problem("unreadable", _where(folder, root), kept=False, why=os.strerror(trouble.errno or 5))
            )
            continue
        for entry in found:
            path = folder / entry.name
            if entry.is_symlink():
                told.extend(_link(path, root))
            elif entry.is_file(follow_symlinks=False):
                files.append(path)
            elif not entry.is_dir(follow_symlinks=False):
                told.append(problem("not_a_file", _where(path, root), kept=False))
        waiting.extend(folder / entry.name for entry in found if entry.is_dir(follow_symlinks=False))
        if len(files) > limits.files:
            told.append(problem("too_many_files", shown(root.name), kept=False, limit=limits.files))
            del files[limits.files :]
            break
    files.sort(key=lambda path: os.fsencode(path.relative_to(root).as_posix()))
    return files, told


def _where(path: Path, root: Path) -> str:
    return shown(path.relative_to(root).as_posix() if path != root else root.name)


def _link(path: Path, root: Path) -> list[Problem]:
    """A link inside the folder to something inside the folder is passed over: that is met under its own name."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):  # dangling; a loop
        return [problem("link_dangling", _where(path, root), kept=False)]
    return [] if target.is_relative_to(root) else [problem("link_outside", _where(path, root), kept=False)]


class Tree:
    """Pages below a folder and the files they draw in; each page is read once."""

    def __init__(self) -> None:
        self._children: dict[Path, tuple[Path, ...]] = {}

    def is_page(self, path: Path) -> bool:
        """The file is HTML by its bytes."""
        return _sniffed(path) == HTML

    def children(self, page: Path, limits: Limits) -> tuple[Path, ...]:
        """Files the page draws in, directly or through its stylesheets, each once, in the page's order."""
        if page not in self._children:
            self._children[page] = self._find(page, limits)
        return self._children[page]

    def _find(self, page: Path, limits: Limits) -> tuple[Path, ...]:
        found: dict[Path, None] = {}
        data = _read(page, limits)
        try:
            asked = deque(references(data, limits) if data else ())
        except InputError:
            return ()
        while asked and len(found) < limits.page_files:
            path = asked.popleft()
            child = _inside(page.parent, path)
            if child is None or child in found or child == page:
                continue
            kind = _sniffed(child)
            if not kind.startswith(_SHOWN_BY_PAGES) and kind not in _SHOWN_TYPES:
                continue
            found[child] = None
            if kind == "text/css":
                styles = decode(_read(child, limits)).text
                asked.extend(style_references(styles, posixpath.dirname(path)))
        return tuple(found)


def _inside(folder: Path, path: str) -> Path | None:
    """The regular file that a page's reference names, if no part of the way is a link. `path` does not climb."""
    for spelling in dict.fromkeys((path, *(unicodedata.normalize(form, path) for form in ("NFC", "NFD")))):
        child = folder / spelling
        try:
            if stat.S_ISREG(child.lstat().st_mode) and child.resolve() == child:
                return child
        except (OSError, ValueError):
            continue
    return None


def _sniffed(path: Path) -> str:
    try:
        with open_regular(path) as stream:
            return sniff(stream.read(_PAGE_HEAD), path.name)
    except (InputError, OSError):
        return ""


def _read(path: Path, limits: Limits) -> bytes:
    try:
        with open_regular(path) as stream:
            data = stream.read(limits.text + 1)
    except (InputError, OSError):
        return b""
    return data if len(data) <= limits.text else b""
