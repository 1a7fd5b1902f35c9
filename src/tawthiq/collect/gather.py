"""Everything named is gathered or told: each file once, in a fixed order, one bad thing never stopping the next.

A page comes before the files it draws in, an archive before its members, so that a parent is always known first.
Links inside a folder are never followed: what lies inside the folder is met under its own name, what lies outside was
not given. Files are opened without following, so that a link put there meanwhile is not followed either.
"""

import os
import posixpath
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from tawthiq.collect.archives import ARCHIVES, unpack
from tawthiq.collect.check import examine
from tawthiq.collect.folders import Tree, walk
from tawthiq.collect.items import Item, Problem, in_bytes, problem
from tawthiq.collect.limits import DEFAULT, Limits
from tawthiq.collect.names import plain, shown
from tawthiq.collect.sniff import HTML
from tawthiq.collect.streams import open_regular
from tawthiq.record.errors import InputError, MissingInput, UnsafeInput
from tawthiq.record.exhibit import How

_ADDRESSES = ("http://", "https://", "ftp://")


def gather(sources: Sequence[str], *, limits: Limits = DEFAULT) -> Iterator[Item | Problem]:
    """Items and problems of files, folders and archives, in the order given and within each in order of names.

    A folder's origins are relative to it, a file's origin is its name, a member's stands below its archive's. A page
    given by itself brings the local files it draws in. Never raises for what it finds; see `Problem`.
    """
    for source in sources:
        yield from _source(source, limits)


def _source(source: str, limits: Limits) -> Iterator[Item | Problem]:
    if source.lower().startswith(_ADDRESSES):
        yield problem("address", shown(source), kept=False)
        return
    path = Path(source)
    try:
        folder = path.is_dir()
        exists = path.exists()
    except (OSError, ValueError):  # a NUL in the name, a name too long
        folder = exists = False
    if not exists:
        code = "link_dangling" if not _odd(path) and path.is_symlink() else "missing"
        yield problem(code, shown(source), kept=False)
    elif folder:
        yield from _folder(path, limits)
    else:
        given = path.resolve()
        yield from _emit(Tree(), given, path.name, limits, set())


def _odd(path: Path) -> bool:
    try:
        path.is_symlink()
    except (OSError, ValueError):
        return True
    return False


def _folder(folder: Path, limits: Limits) -> Iterator[Item | Problem]:
    root = folder.resolve()
    tree = Tree()
    files, told = walk(root, limits)
    yield from told
    drawn_in: set[Path] = set()
    for path in files:
        if tree.is_page(path):
            drawn_in.update(child for child in tree.children(path, limits) if child != path)
    seen: set[Path] = set()
    first = [path for path in files if path not in drawn_in]
    for path in (*first, *files):  # pages that only draw in each other come last
        if path not in seen:
            yield from _emit(tree, path, path.relative_to(root).as_posix(), limits, seen)


def _emit(tree: Tree, path: Path, origin: str, limits: Limits, seen: set[Path]) -> Iterator[Item | Problem]:
    """A file, and where it is a page the files it draws in, however deep pages stand in pages.

    `origin` is in the system's own spelling, which may be no text; items get it in one that can be written down.
    """
    waiting: list[tuple[Path, str, str | None]] = [(path, origin, None)]
    while waiting:
        here, where, parent = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        is_page = False
        for one in _file(here, where, parent, limits):
            is_page = is_page or (isinstance(one, Item) and one.media_type == HTML and one.parent == parent)
            yield one
        if is_page:
            folder = posixpath.dirname(where)
            children = tree.children(here, limits)
            waiting.extend(
                (child, posixpath.join(folder, child.relative_to(here.parent).as_posix()), plain(where))
                for child in reversed(children)
            )


def _file(path: Path, origin: str, parent: str | None, limits: Limits) -> Iterator[Item | Problem]:
    where, name = shown(origin), posixpath.basename(origin)
    try:
        stream = open_regular(path)
    except InputError as error:
        code = {MissingInput: "missing", UnsafeInput: "not_a_file"}.get(type(error), "unreadable")
        yield problem(code, where, kept=False, why=_why(error.__context__))
        return
    with stream:
        size = os.fstat(stream.fileno()).st_size
        if size == 0 or size > limits.file_size:
            yield problem(
                "too_large" if size else "empty",
                where,
                kept=False,
                size=in_bytes(size),
                limit=in_bytes(limits.file_size),
            )
            return
        try:
            seen = examine(stream, name, size, limits)
        except OSError as trouble:
            yield problem("unreadable", where, kept=False, why=_why(trouble))
            return
    how = seen.how
    if seen.media_type in ARCHIVES:
        how = How.BUNDLE
    elif parent is not None and how is How.FILE:
        how = How.MEMBER
    item = Item(
        name=plain(name),
        origin=plain(origin),
        how=how,
        media_type=seen.media_type,
        size=size,
        opener=_opener(path, where),
        problems=seen.codes,
        parent=parent,
    )
    yield item
    for code, values in seen.findings:
        yield problem(code, where, kept=True, **values)
    if seen.media_type in ARCHIVES:
        yield from unpack(item, limits)


def _why(trouble: BaseException | None) -> str:
    """The system's own words for what went wrong."""
    return (
        os.strerror(trouble.errno) if isinstance(trouble, OSError) and trouble.errno else "not a usable path"
    )


def _opener(path: Path, where: str) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        try:
            return open_regular(path)
        except InputError as error:
            error.where = where
            raise

    return opened
