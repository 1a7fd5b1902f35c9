"""What a package is, is seen from what lies in it, never from its name; then the checker of that kind judges it."""

import os
import zlib
from pathlib import Path

from tawthiq.preserve.bagit import check_bag
from tawthiq.preserve.ocfl import check_object, check_root, is_root
from tawthiq.preserve.tar_tree import TarPackage
from tawthiq.preserve.tree import FolderTree, Node, SubTree, Tree
from tawthiq.preserve.verdict import Gravity, Problem, Report, judged
from tawthiq.preserve.wacz import check_wacz
from tawthiq.preserve.warc.check import check_warc
from tawthiq.preserve.zip_bytes import ZipPackage

THREADS = min(4, os.cpu_count() or 1)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


def check_package(path: Path, *, threads: int = THREADS) -> Report | None:
    """The verdict on a bag, an OCFL object or root, a WACZ or a WARC; None if it is none of these."""
    return _folder(path, threads) if path.is_dir() else _file(path, threads)


def _folder(path: Path, threads: int) -> Report | None:
    try:
        names = set(os.listdir(path))  # noqa: PTH208  (names alone)
    except OSError as error:
        problem = Problem("unreadable", str(path), f"it cannot be read ({error.strerror or error})")
        return judged(str(path), "unknown", [problem])
    tree = FolderTree(path)
    if is_root(names):
        return check_root(tree, str(path), threads=threads)
    if any(one.startswith("0=ocfl_object_") for one in names) or _inventory(names):
        return check_object(tree, str(path), threads=threads)
    if _bag(names):
        return check_bag(tree, str(path), threads=threads)
    return None


def _inventory(names: set[str]) -> bool:
    return "inventory.json" in names or any(one.startswith("inventory.json.") for one in names)


def _bag(names: set[str]) -> bool:
    manifests = any(one.startswith(("manifest-", "tagmanifest-")) and one.endswith(".txt") for one in names)
    return "bagit.txt" in names or ("data" in names and manifests)


def no_package(path: Path) -> Report:
    """The report on a folder or file of no known kind: what each standard would miss first in a folder."""
    problems = [
        Problem("kind-unknown", str(path), "no kind of package that this program knows", Gravity.UNCHECKABLE)
    ]
    if path.is_dir():
        problems += [
            Problem(code, name, f"{of} would hold it", Gravity.UNCHECKABLE)
            for code, name, of in (
                ("bagit-2.1.1-missing", "bagit.txt", "a bag"),
                ("E003", "0=ocfl_object_1.1", "an OCFL object"),
                ("E063", "inventory.json", "an OCFL object"),
                ("E069", "0=ocfl_1.1", "an OCFL storage root"),
            )
        ]
    return judged(str(path), "unknown", problems)


def _file(path: Path, threads: int) -> Report | None:
    try:
        with path.open("rb") as stream:
            head = stream.read(1 << 12)
            stream.seek(0, os.SEEK_END)
            stream.seek(max(0, stream.tell() - (1 << 16) - 22))
            tail = stream.read()
    except OSError as error:
        problem = Problem("unreadable", str(path), f"it cannot be read ({error.strerror or error})")
        return judged(str(path), "unknown", [problem])
    if path.suffix.lower() == ".wacz":
        return check_wacz(path)
    if head.startswith(_ZIP) or _ZIP[1] in tail:
        return _zip(path, threads)
    if head[257:262] == b"ustar":
        return _tar(path, threads)
    if head.startswith(b"WARC/") or _unpacked(head).startswith(b"WARC/"):
        return check_warc(path)
    return None


def _unpacked(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, 16) if head.startswith(b"\x1f\x8b") else b""
    except zlib.error:
        return b""


def _zip(path: Path, threads: int) -> Report | None:
    try:
        with ZipPackage(path) as package:
            names = set(package.layout.members)
            inside = _bag_inside(package, package.nodes())
            if inside is None:
                web = "datapackage.json" in names or any(one.startswith("archive/") for one in names)
                return check_wacz(path) if web else None
            report = check_bag(inside, str(path), threads=threads)
            return judged(str(path), "bag in zip", [*package.layout.problems, *report.problems])
    except OSError as error:
        problem = Problem("unreadable", str(path), f"it cannot be read ({error.strerror or error})")
        return judged(str(path), "unknown", [problem])


def _tar(path: Path, threads: int) -> Report | None:
    try:
        with TarPackage(path) as package:
            inside = _bag_inside(package, package.nodes())
            if inside is None:
                return None
            report = check_bag(inside, str(path), threads=threads)
            return judged(str(path), "bag in tar", [*package.problems, *report.problems])
    except OSError as error:
        problem = Problem("unreadable", str(path), f"it cannot be read ({error.strerror or error})")
        return judged(str(path), "bag in tar", [problem])


def _bag_inside(tree: Tree, nodes: dict[str, Node]) -> Tree | None:
    """The bag in an archive: at its top, or in the one folder that is all it holds."""
    top = {path.partition("/")[0] for path in nodes}
    if _bag(top):
        return tree
    if len(top) == 1:
        folder = next(iter(top))
        below = {path.split("/")[1] for path in nodes if path.startswith(folder + "/")}
        if _bag(below):
            return SubTree(tree, folder, nodes)
    return None
