"""A storage root is verified when it holds whole objects, folders that lead to them, and nothing else. OCFL 1.1, section 4."""

import re

from tawthiq.preserve import strict_json
from tawthiq.preserve.ocfl.check import EXTENSIONS, examine, extensions
from tawthiq.preserve.ocfl.inventory import Noted
from tawthiq.preserve.ocfl.look import Looked
from tawthiq.preserve.tree import Kind, Node, SubTree, Tree
from tawthiq.preserve.verdict import Gravity, Problem, Report, judged

KIND = "ocfl root"
LAYOUT = "ocfl_layout.json"
_DECLARED = re.compile(r"0=ocfl_([0-9]+\.[0-9]+)")


def is_root(names: set[str]) -> bool:
    """Whether these names at the top of a folder make it a storage root."""
    return any(_DECLARED.fullmatch(name) for name in names)


def check_root(tree: Tree, path: str, *, threads: int = 1) -> Report:
    """The verdict on a storage root and on every object in it."""
    noted = Noted()
    try:
        nodes = tree.nodes()
    except OSError as error:
        problem = Problem("unreadable", path, f"it cannot be read ({error.strerror or error})")
        return judged(path, KIND, [problem])
    seen = Looked(tree, nodes, "", noted)
    spec = _declaration(seen)
    if spec is not None and spec not in ("1.0", "1.1"):
        what = f"OCFL {spec} is none that this program knows"
        noted.problems.append(Problem("E077", f"0=ocfl_{spec}", what, Gravity.UNCHECKABLE))
        return judged(path, KIND, noted.problems)
    _layout(seen)
    if seen.kind("extensions") is Kind.FOLDER:
        extensions(seen, "E112", "W016")
    objects = _objects(seen)
    if not objects:
        what = "the root holds no object, so nothing was checked"
        noted.problems.append(Problem("empty", path, what, Gravity.WARNING))
    _judge_objects(seen, objects, spec, threads)
    return judged(path, KIND, noted.problems)


def _declaration(seen: Looked) -> str | None:
    found = [name for name in seen.children.get("", []) if name.startswith("0=")]
    matches = [match for name in found if (match := _DECLARED.fullmatch(name))]
    for name in found:
        if not _DECLARED.fullmatch(name):
            seen.noted.error("E079", name, "it is not the declaration of a storage root")
    if not matches:
        seen.noted.error("E069", "0=ocfl_1.1", "the storage root does not declare itself")
        return None
    if len(matches) > 1:
        seen.noted.error("E076", matches[1][0], "more than one declaration")
    for match in matches:
        data = seen.read(match[0]) if seen.kind(match[0]) is Kind.FILE else b""
        if data is not None and data != match[0].removeprefix("0=").encode() + b"\n":
            seen.noted.error("E080", match[0], "its text is not its name after '0=' and a newline")
    return max((match[1] for match in matches), key=lambda one: tuple(map(int, one.split("."))))


def _layout(seen: Looked) -> None:
    if seen.kind(LAYOUT) is None:
        return
    data = seen.read(LAYOUT)
    try:
        value = strict_json.loads(data or b"")
    except ValueError:
        value = None
    if not isinstance(value, dict) or not {"extension", "description"} <= set(value):
        seen.noted.error("E070", LAYOUT, "it is not a JSON object with the keys extension and description")
    elif not isinstance(value["extension"], str) or value["extension"] not in EXTENSIONS:
        seen.noted.error("E071", LAYOUT, f"{value['extension']!r} is not the name of a registered extension")


def _objects(seen: Looked) -> list[str]:
    """The folders that are objects; what else lies in the hierarchy is noted."""
    found: list[str] = []
    waiting = [
        name for name in seen.children.get("", []) if name != "extensions" and seen.kind(name) is Kind.FOLDER
    ]
    for name in seen.children.get("", []):
        _odd(seen, name)
    while waiting:
        folder = waiting.pop()
        names = seen.children.get(folder, [])
        if any(name.startswith("0=ocfl_object_") for name in names) or "inventory.json" in names:
            found.append(folder)
            continue
        if not names:
            seen.noted.error("E073", folder, "an empty folder")
        below = [path for name in names if _between(seen, path := f"{folder}/{name}")]
        if names and not below:
            for code in ("E085", "E088"):
                seen.noted.error(code, folder, "a folder that leads to no object")
        waiting += below
    depths = {one.count("/") == 0 for one in found}
    if len(depths) > 1:
        seen.noted.warn("W015", "", "objects lie both at the top and in folders")
    return sorted(found)


def _between(seen: Looked, path: str) -> bool:
    """Whether a name in an intermediate folder leads on; what has no place there is noted."""
    kind = seen.kind(path)
    if _DECLARED.fullmatch(path.rpartition("/")[2]):
        seen.noted.error("E074", path, "a storage root within a storage root")
    if kind is Kind.FILE:
        for code in ("E072", "E084"):
            seen.noted.error(code, path, "a file that is no part of an object")
    _odd(seen, path)
    return kind is Kind.FOLDER


def _odd(seen: Looked, path: str) -> None:
    kind = seen.kind(path)
    if kind is Kind.LINK:
        seen.noted.error("E090", path, "a symbolic link")
    elif kind is Kind.OTHER:
        seen.noted.error("E089", path, "a special file")


def _judge_objects(seen: Looked, objects: list[str], spec: str | None, threads: int) -> None:
    below: dict[str, dict[str, Node]] = {one: {} for one in objects}
    for path, node in seen.nodes.items():
        parts = path.split("/")
        for depth in range(1, len(parts)):
            holder = below.get("/".join(parts[:depth]))
            if holder is not None:
                holder[path] = node
                break
    ids: dict[str, str] = {}
    for folder in objects:
        tree = SubTree(seen.tree, folder, below[folder])
        declared, ident = examine(Looked(tree, tree.nodes(), folder, seen.noted), threads=threads)
        if declared is not None and spec is not None and _order(declared) > _order(spec):
            seen.noted.error("E081", folder, f"the object is of OCFL {declared}, the storage root of {spec}")
        if ident is not None and (other := ids.setdefault(ident, folder)) != folder:
            for code in ("E037", "E083"):
                seen.noted.error(code, folder, f"its id {ident!r} is also that of {other!r}")


def _order(spec: str) -> tuple[int, ...]:
    return tuple(map(int, spec.split(".")))
