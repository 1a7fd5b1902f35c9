"""An object is verified when its inventories say what the folder holds, nothing else is there, and every digest is right.

Every inventory is read, not only the newest: the history is part of what was handed over. OCFL 1.0 and 1.1, section 3;
codes are the specification's. Errors fail the object; warnings (W...) are told and leave it.
"""

import re

from tawthiq.preserve.hashing import known, started
from tawthiq.preserve.ocfl.content import check_content
from tawthiq.preserve.ocfl.history import compare
from tawthiq.preserve.ocfl.inventory import Inventory, Noted, number, parse
from tawthiq.preserve.ocfl.look import Looked
from tawthiq.preserve.tree import Kind, Node, Tree
from tawthiq.preserve.verdict import Gravity, Problem, Report, judged

KIND = "ocfl object"
INVENTORY = "inventory.json"
_DECLARED = re.compile(r"0=ocfl_object_([0-9]+\.[0-9]+)")
_SIDECAR = re.compile(r"inventory\.json\.([A-Za-z0-9-]+)")
EXTENSIONS = frozenset(
    {
        "0001-digest-algorithms", "0002-flat-direct-storage-layout", "0003-hash-and-id-n-tuple-storage-layout",
        "0004-hashed-n-tuple-storage-layout", "0005-mutable-head", "0006-flat-omit-prefix-storage-layout",
        "0007-n-tuple-omit-prefix-storage-layout", "0008-schema-registry", "0009-digest-algorithms",
        "0010-differential-n-tuple-omit-prefix-storage-layout", "0011-direct-clean-path-layout", "initial",
    }
)  # fmt: skip
"""Names registered with the OCFL extensions repository."""


def check_object(tree: Tree, path: str, *, threads: int = 1) -> Report:
    """The verdict on the object whose root is the top of `tree`."""
    noted = Noted()
    try:
        nodes = tree.nodes()
    except OSError as error:
        problem = Problem("unreadable", path, f"it cannot be read ({error.strerror or error})")
        return judged(path, KIND, [problem])
    examine(Looked(tree, nodes, "", noted), threads=threads)
    return judged(path, KIND, noted.problems)


def examine(seen: Looked, *, threads: int = 1) -> tuple[str | None, str | None]:
    """Note everything wrong with an object; its specification and its id as far as they are known."""
    links(seen.nodes, seen.noted, seen.where)
    spec, known_spec = _declaration(seen)
    if not known_spec:
        return spec, None
    if seen.kind(INVENTORY) is not Kind.FILE:
        seen.noted.error("E063", seen.at(INVENTORY), "an object must have an inventory in its root")
        return spec, None
    root = _inventory(seen, "")
    if root is None:
        return spec, None
    if spec is not None and root.spec is not None and root.spec != spec:
        seen.noted.error(
            "E038", seen.at(INVENTORY), f"its type is of OCFL {root.spec}, the object declares {spec}"
        )
    _root_names(seen, root)
    prior = _versions(seen, root)
    compare(root, prior, seen.at, seen.noted)
    check_content(seen, root, prior, threads)
    return spec, root.id


def links(nodes: dict[str, Node], noted: Noted, where: str) -> None:
    """Links of both kinds must not be used (section 4.6), and a special file has no bytes to keep."""
    twins: dict[tuple[int, int], str] = {}
    for path, node in sorted(nodes.items()):
        place = f"{where}/{path}" if where else path
        if node.kind is Kind.LINK:
            noted.error("E090", place, "a symbolic link")
        elif node.kind is Kind.OTHER:
            noted.error("E089", place, "a special file")
        elif node.twin is not None and (other := twins.setdefault(node.twin, path)) != path:
            noted.error("E090", place, f"a hard link to {other!r}")


def _declaration(seen: Looked) -> tuple[str | None, bool]:
    """The version declared, and whether the object can be examined by it."""
    found = [name for name in seen.children.get("", []) if name.startswith("0=")]
    matches = [match for name in found if (match := _DECLARED.fullmatch(name))]
    for name in found:
        if not _DECLARED.fullmatch(name):
            code = "E006" if not name.startswith("0=ocfl_object_") else "E004"
            seen.noted.error(code, seen.at(name), "it is not the declaration of an object")
    if not matches:
        seen.noted.error("E003", seen.at("0=ocfl_object_1.1"), "the object does not declare itself")
        return None, True
    if len(matches) > 1:
        seen.noted.error("E003", seen.at(matches[1][0]), "more than one declaration")
    for match in matches:
        data = seen.read(match[0]) if seen.kind(match[0]) is Kind.FILE else b""
        if data is not None and data != match[0].removeprefix("0=").encode() + b"\n":
            seen.noted.error("E007", seen.at(match[0]), "its text is not its name after '0=' and a newline")
    spec = max((match[1] for match in matches), key=lambda one: tuple(map(int, one.split("."))))
    if spec not in ("1.0", "1.1"):
        what = f"OCFL {spec} is none that this program knows"
        seen.noted.problems.append(
            Problem("E004", seen.at(f"0=ocfl_object_{spec}"), what, Gravity.UNCHECKABLE)
        )
        return spec, False
    return spec, True


def _inventory(seen: Looked, folder: str) -> Inventory | None:
    path = folder + INVENTORY
    data = seen.read(path)
    if data is None:
        return None
    found = parse(data, seen.at(path), seen.noted)
    _sidecar(seen, folder, data, found.algorithm if found else None)
    return found


def _sidecar(seen: Looked, folder: str, data: bytes, algorithm: str | None) -> None:
    there = [
        match
        for name in seen.children.get(folder.rstrip("/"), [])
        if (match := _SIDECAR.fullmatch(name)) and seen.kind(folder + name) is Kind.FILE
    ]
    right = [match for match in there if algorithm is None or match[1] == algorithm]
    if not right:
        seen.noted.error("E058", seen.at(folder + INVENTORY), "it has no sidecar with its digest")
        if there:
            what = f"it is for {there[0][1]}, the inventory says {algorithm}"
            seen.noted.error("E059", seen.at(folder + there[0][0]), what)
        return
    for match in right:
        path = folder + match[0]
        said = seen.read(path)
        line = re.fullmatch(rb"([0-9A-Fa-f]+)[ \t]+inventory\.json\r?\n?", said or b"")
        if said is None:
            continue
        if line is None:
            seen.noted.error("E061", seen.at(path), "it is not 'DIGEST inventory.json'")
        elif known(match[1]):
            found = _digest(data, match[1])
            if found != line[1].decode().lower():
                what = f"the inventory's {match[1]} is {found[:16]}…, the sidecar says otherwise"
                seen.noted.error("E060", seen.at(path), what)


def _digest(data: bytes, algorithm: str) -> str:
    running = started(algorithm)
    running.update(data)
    return running.hexdigest()


def _root_names(seen: Looked, root: Inventory) -> None:
    sidecar = f"{INVENTORY}.{root.algorithm}"
    for name in seen.children.get("", []):
        kind = seen.kind(name)
        if _DECLARED.fullmatch(name) or (name in (INVENTORY, sidecar) and kind is Kind.FILE):
            continue
        if kind is Kind.FOLDER and ((name in root.versions and number(name) is not None) or name == "logs"):
            continue
        if name == "extensions" and kind is Kind.FOLDER:
            extensions(seen, "E067", "W013")
        elif kind is Kind.FOLDER and number(name) is not None:
            seen.noted.error("E046", seen.at(name), "a version directory that the inventory does not name")
        elif kind in (Kind.FILE, Kind.FOLDER):
            seen.noted.error("E001", seen.at(name), f"a {kind} that has no place in an object's root")


def extensions(seen: Looked, error: str, warning: str) -> None:
    """The folder `extensions` holds folders only, named as registered."""
    for name in seen.children.get("extensions", []):
        if seen.kind(f"extensions/{name}") is not Kind.FOLDER:
            seen.noted.error(error, seen.at(f"extensions/{name}"), "only folders have a place in extensions")
        elif name not in EXTENSIONS:
            seen.noted.warn(warning, seen.at(f"extensions/{name}"), "not the name of a registered extension")


def _versions(seen: Looked, root: Inventory) -> dict[str, Inventory]:
    """Look into each version directory; the inventories found there."""
    found: dict[str, Inventory] = {}
    for name in root.versions:
        if seen.kind(name) is not Kind.FOLDER:
            code = "E010" if number(name) is not None else "E046"
            seen.noted.error(
                code, seen.at(name), "the inventory names this version and its directory is not there"
            )
            continue
        children = seen.children.get(name, [])
        has = INVENTORY in children and seen.kind(f"{name}/{INVENTORY}") is Kind.FILE
        sidecar: str | None = None
        if has:
            if name == root.head:
                _same_as_root(seen, name, root)
                found[name] = root
                sidecar = f"{INVENTORY}.{root.algorithm}"
            else:
                prior = _inventory(seen, f"{name}/")
                if prior is not None:
                    found[name] = prior
                    sidecar = f"{INVENTORY}.{prior.algorithm}"
        else:
            seen.noted.warn("W010", seen.at(name), "the version has no inventory of its own")
        _version_names(
            seen, name, children, {INVENTORY, sidecar} if has else set(), found.get(name, root).content
        )
    return found


def _same_as_root(seen: Looked, name: str, root: Inventory) -> None:
    data, other = seen.read(INVENTORY), seen.read(f"{name}/{INVENTORY}")
    if other is None:
        return
    _sidecar(seen, f"{name}/", other, root.algorithm)
    if data != other:
        what = "the newest version's inventory is not that of the object's root"
        seen.noted.error("E064", seen.at(f"{name}/{INVENTORY}"), what)


def _version_names(
    seen: Looked, name: str, children: list[str], allowed: set[str | None], content: str
) -> None:
    for child in children:
        path = f"{name}/{child}"
        kind = seen.kind(path)
        if kind is Kind.FOLDER and child != content:
            seen.noted.warn("W002", seen.at(path), "a directory beside the content directory")
        elif kind is Kind.FILE and child not in allowed and not _SIDECAR.fullmatch(child):
            seen.noted.error("E015", seen.at(path), "a file that has no place in a version directory")
        elif kind is Kind.FILE and child not in allowed:
            seen.noted.error("E015", seen.at(path), "a sidecar of no inventory here")
