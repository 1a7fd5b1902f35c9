"""A bag is verified when every file that every manifest lists is there and hashes to what is said, and nothing is left over.

What could not be looked at (a file still to be fetched, an unknown algorithm) is said to be so, never passed over.
RFC 8493; versions 0.93 to 1.0. Codes carry the section of the RFC.
"""

import re
import unicodedata
from collections.abc import Iterable

import msgspec

from tawthiq.preserve import names
from tawthiq.preserve.bagit.tags import (
    DECLARATION,
    FETCH,
    Declaration,
    Entry,
    Noted,
    declaration,
    fetch,
    manifest,
    metadata,
    text,
)
from tawthiq.preserve.hashing import digests, known, side_by_side, started
from tawthiq.preserve.tree import Kind, Node, Tree, read_all
from tawthiq.preserve.verdict import Gravity, Report, judged

KIND = "bag"
_MANIFEST = re.compile(r"(tag)?manifest-([^/]+)\.txt")
_TAG_LIMIT = 1 << 30
_SYSTEM_FILES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".directory"})


class _Manifest(msgspec.Struct, frozen=True):
    name: str
    algorithm: str
    of_tags: bool
    entries: list[Entry]


class _Bag:
    """One bag under examination: its names, and for each the digests that manifests expect."""

    def __init__(self, tree: Tree, nodes: dict[str, Node], declared: Declaration, noted: Noted) -> None:
        self.tree, self.nodes, self.declared, self.noted = tree, nodes, declared, noted
        self.files = {path for path, node in nodes.items() if node.kind is Kind.FILE}
        self.payload = {path for path in self.files if path.startswith("data/")}
        self.composed: dict[str, list[str]] = {}
        for path in self.files:
            self.composed.setdefault(names.composed(path), []).append(path)
        self.expected: dict[str, dict[str, str]] = {}
        self.holes: dict[str, int | None] = {}
        self.empty_and_gone: set[str] = set()

    def find(self, entry: Entry) -> str | None:
        """The file that a line means: as decoded, as written, or under its other Unicode spelling."""
        if entry.path in self.files:
            return entry.path
        literal = names.plain(entry.written)
        if literal in self.files and names.unsafe(literal) is None:
            self.noted.warn("2.1.3-percent", entry.written, "a percent sign that should have been encoded")
            return literal
        same = self.composed.get(names.composed(entry.path), [])
        if len(same) == 1:
            self.noted.warn(
                "6.1.1.2-composition", entry.path, "the file's name is spelt in another Unicode form"
            )
            return same[0]
        return None

    def read_text(self, path: str) -> str | None:
        """A tag file's text, or None with the reason noted."""
        try:
            return text(read_all(self.tree, path, _TAG_LIMIT), self.declared, path, self.noted)
        except OSError as error:
            self.noted.add("3-unreadable", path, f"it cannot be read ({error.strerror or error})")
            return None

    def expect(self, path: str, algorithm: str, digest: str, where: str) -> None:
        """Remember what a file must hash to."""
        before = self.expected.setdefault(path, {}).setdefault(algorithm, digest)
        if before != digest:
            self.noted.add(
                "2.1.3-contradiction", where, f"{path!r} is given two different {algorithm} checksums"
            )


def check_bag(tree: Tree, path: str, *, threads: int = 1) -> Report:
    """The verdict on the bag whose base folder is the top of `tree`; `path` is its name in the report."""
    noted = Noted()
    try:
        nodes = tree.nodes()
        first = read_all(tree, DECLARATION, 1 << 16) if DECLARATION in nodes else None
    except OSError as error:
        noted.add("3-unreadable", path, f"it cannot be read ({error.strerror or error})")
        return judged(path, KIND, noted.problems)
    if first is None:
        noted.add("2.1.1-missing", DECLARATION, "a bag must declare itself")
        return judged(path, KIND, noted.problems)
    declared = declaration(first, noted)
    if declared is None:
        return judged(path, KIND, noted.problems)
    _look_at_names(nodes, noted)
    bag = _Bag(tree, nodes, declared, noted)
    manifests = _manifests(bag)
    _holes(bag, [one for one in manifests if not one.of_tags])
    for one in manifests:
        (_tags if one.of_tags else _payload)(bag, one, manifests)
    _complete(bag, [one for one in manifests if not one.of_tags])
    _hash(bag, threads)
    _info(bag)
    return judged(path, KIND, noted.problems)


def _look_at_names(nodes: dict[str, Node], noted: Noted) -> None:
    if "data" not in nodes or nodes["data"].kind is not Kind.FOLDER:
        noted.add("2.1.2-missing", "data", "a bag must hold a folder named data")
    seen: dict[str, str] = {}
    odd: list[str] = []
    for path, node in sorted(nodes.items()):
        if node.kind in (Kind.LINK, Kind.OTHER):
            word = "link" if node.kind is Kind.LINK else "special"
            noted.add(f"5.1-{word}", path, f"a {node.kind} is no bytes of the bag")
        if node.kind is not Kind.FILE:
            continue
        other = seen.setdefault(names.folded(path), path)
        if other != path:
            noted.warn("6.1.1-collision", path, f"on some systems it is one name with {other!r}")
        if names.troublesome(path):
            odd.append(path)
    if odd:
        noted.warn("6.1.2-name", odd[0], f"a name that Windows cannot store ({len(odd)} in all)")


def _manifests(bag: _Bag) -> list[_Manifest]:
    found: list[_Manifest] = []
    for path in sorted(bag.files):
        match = _MANIFEST.fullmatch(path)
        if match is None:
            continue
        algorithm = re.sub(r"[^a-z0-9]", "", match[2].lower())
        if algorithm != match[2]:
            bag.noted.warn("2.4-name", path, f"the algorithm should be written {algorithm}")
        if not known(algorithm):
            what = f"checksums by {match[2]} cannot be worked out here"
            bag.noted.add("2.4-algorithm-unknown", path, what, Gravity.UNCHECKABLE)
        content = bag.read_text(path)
        if content is not None:
            entries = manifest(content, algorithm, bag.declared, path, bag.noted)
            found.append(_Manifest(path, algorithm, match[1] is not None, entries))
    if not any(not one.of_tags for one in found):
        bag.noted.add("2.1.3-missing", "manifest-*.txt", "a bag must have a payload manifest")
    return found


def _holes(bag: _Bag, manifests: list[_Manifest]) -> None:
    content = bag.read_text(FETCH) if FETCH in bag.files else None
    for hole in fetch(content, bag.declared, bag.noted) if content is not None else ():
        listed = [any(entry.path == hole.path for entry in one.entries) for one in manifests]
        if not hole.path.startswith("data/"):
            bag.noted.add("2.2.3-tag-file", FETCH, f"{hole.path!r} is not in the payload")
        elif not (all(listed) if bag.declared.strict else any(listed)):
            bag.noted.add("2.2.3-unlisted", FETCH, f"{hole.path!r} is not in every payload manifest")
        elif hole.path in bag.files and hole.size not in (None, bag.nodes[hole.path].size):
            bag.noted.warn("5.3-size", hole.path, f"{FETCH} gives another size")
        bag.holes[hole.path] = hole.size


def _payload(bag: _Bag, one: _Manifest, _: Iterable[_Manifest]) -> None:
    seen: dict[str, str] = {}
    present: dict[str, str] = {}
    absent: list[Entry] = []
    for entry in one.entries:
        if not entry.path.startswith("data/"):
            bag.noted.add("2.1.3-outside", one.name, f"{entry.written!r} is not in the payload")
            continue
        if _repeated(bag, one, entry, seen):
            continue
        path = bag.find(entry)
        if path is None:
            absent.append(entry)
            continue
        present[names.folded(path)] = entry.digest
        bag.expect(path, one.algorithm, entry.digest, one.name)
    for entry in absent:
        _absent(bag, one, entry, present)


def _repeated(bag: _Bag, one: _Manifest, entry: Entry, seen: dict[str, str]) -> bool:
    if entry.path not in seen:
        seen[entry.path] = entry.digest
        return False
    same = seen[entry.path] == entry.digest
    gravity = Gravity.WARNING if same and not bag.declared.strict else Gravity.ERROR
    what = f"{entry.path!r} is listed twice" + ("" if same else ", with different checksums")
    bag.noted.add("2.1.3-repeated", one.name, what, gravity)
    return True


def _absent(bag: _Bag, one: _Manifest, entry: Entry, present: dict[str, str]) -> None:
    node = bag.nodes.get(entry.path)
    if node is not None and node.kind is Kind.FOLDER:
        bag.noted.add("2.1.3-folder", one.name, f"{entry.path!r} is a folder")
    elif entry.path in bag.holes:
        what = f"it is still to be fetched, so nothing is known of it ({one.name})"
        bag.noted.add("2.2.3-hole", entry.path, what, Gravity.UNCHECKED)
    elif present.get(names.folded(entry.path)) == entry.digest:
        # Written where case or composition makes no difference: the file is there once, and its bytes are checked.
        bag.noted.warn(
            "6.1.1-same-file", entry.path, "listed under two spellings of one name, and there once"
        )
    elif entry.path.rpartition("/")[2] in _SYSTEM_FILES and _is_of_nothing(one.algorithm, entry.digest):
        # File managers make and remove such files; by its checksum this one held no bytes, so none are lost.
        bag.empty_and_gone.add(entry.path)
        bag.noted.warn(
            "6.1-system-file", entry.path, "an empty file of the operating system, listed and not there"
        )
    else:
        bag.noted.add("3-missing", entry.path, f"{one.name} lists it and it is not there")


def _is_of_nothing(algorithm: str, digest: str) -> bool:
    return known(algorithm) and started(algorithm).hexdigest() == digest


def _tags(bag: _Bag, one: _Manifest, manifests: list[_Manifest]) -> None:
    seen: dict[str, str] = {}
    for entry in one.entries:
        if entry.path.startswith("data/"):
            bag.noted.add("2.2.1-payload", one.name, f"{entry.path!r} is payload, not a tag file")
            continue
        if entry.path.startswith("tagmanifest-") and "/" not in entry.path:
            gravity = Gravity.ERROR if bag.declared.strict else Gravity.WARNING
            bag.noted.add("2.2.1-tag-manifest", one.name, f"{entry.path!r} is a tag manifest", gravity)
        if _repeated(bag, one, entry, seen):
            continue
        path = bag.find(entry)
        if path is None:
            bag.noted.add("3-missing", entry.path, f"{one.name} lists it and it is not there")
        else:
            bag.expect(path, one.algorithm, entry.digest, one.name)
    for other in manifests:
        if not other.of_tags and other.name not in seen:
            gravity = Gravity.ERROR if bag.declared.strict else Gravity.WARNING
            bag.noted.add("2.2.1-manifest-unlisted", one.name, f"it does not list {other.name}", gravity)


def _complete(bag: _Bag, manifests: list[_Manifest]) -> None:
    of = {one.algorithm for one in manifests}
    for path in sorted(bag.payload):
        listed = of & set(bag.expected.get(path, ()))
        if not listed:
            bag.noted.add("3-unlisted", path, "it is in the payload and no manifest lists it")
        elif bag.declared.strict and listed != of:
            bag.noted.add("3-not-in-every-manifest", path, f"only {', '.join(sorted(listed))} lists it")
    loose = [
        path
        for path in sorted(bag.files - bag.payload)
        if path not in bag.expected and not path.startswith("tagmanifest-")
    ]
    if loose:
        what = f"no tag manifest lists it, so nothing says what it should hold ({len(loose)} such files)"
        bag.noted.warn("2.2.1-unlisted", loose[0], what)


def _hash(bag: _Bag, threads: int) -> None:
    work = sorted(bag.expected.items())

    def job(item: tuple[str, dict[str, str]]) -> tuple[dict[str, str], str]:
        path, wanted = item
        try:
            with bag.tree.open(path) as stream:
                return digests(stream, [name for name in wanted if known(name)])[0], ""
        except OSError as error:
            return {}, str(error.strerror or error)

    for (path, wanted), (found, trouble) in zip(work, side_by_side(job, work, threads), strict=True):
        if trouble:
            bag.noted.add("3-unreadable", path, f"it cannot be read ({trouble})")
            continue
        for algorithm, digest in wanted.items():
            if algorithm in found and found[algorithm] != digest:
                bag.noted.add(
                    "3-changed", path, f"its {algorithm} is {found[algorithm][:16]}…, not {digest[:16]}…"
                )


def _info(bag: _Bag) -> None:
    for name in ("bag-info.txt", "package-info.txt"):
        if name not in bag.files or (name == "package-info.txt" and bag.declared.version > (0, 95)):
            continue
        content = bag.read_text(name)
        for label, value in metadata(content, bag.declared, name, bag.noted) if content is not None else ():
            if label.lower() == "payload-oxum":
                _oxum(bag, name, value)


def _oxum(bag: _Bag, where: str, value: str) -> None:
    match = re.fullmatch(r"([0-9]+)\.([0-9]+)", unicodedata.normalize("NFC", value))
    size, count = sum(bag.nodes[path].size for path in bag.payload), len(bag.payload | bag.empty_and_gone)
    if match is None:
        bag.noted.add("2.2.2-oxum", where, f"Payload-Oxum {value!r} is not two numbers")
    elif (int(match[1]), int(match[2])) != (size, count):
        holes = any(path not in bag.files for path in bag.holes)
        gravity = Gravity.UNCHECKED if holes else Gravity.ERROR
        bag.noted.add(
            "2.2.2-oxum", where, f"Payload-Oxum says {value}, the payload is {size}.{count}", gravity
        )
