"""One object or storage root under examination: its names, its small files, and what was noted of it."""

from tawthiq.preserve.ocfl.inventory import Noted
from tawthiq.preserve.tree import Kind, Node, Tree, read_all
from tawthiq.preserve.verdict import Problem

_LIMIT = 1 << 30


class Looked:
    """The names of a tree with the children of each folder; `where` is what the report puts before its paths."""

    def __init__(self, tree: Tree, nodes: dict[str, Node], where: str, noted: Noted) -> None:
        self.tree, self.nodes, self.where, self.noted = tree, nodes, where, noted
        self.children: dict[str, list[str]] = {}
        for path in sorted(nodes):
            folder, _, name = path.rpartition("/")
            self.children.setdefault(folder, []).append(name)

    def at(self, path: str) -> str:
        """A path of the object as the report names it."""
        return f"{self.where}/{path}" if self.where else path

    def kind(self, path: str) -> Kind | None:
        """What a path is, or None if it is not there."""
        node = self.nodes.get(path)
        return node.kind if node else None

    def below(self, folder: str) -> list[tuple[str, Kind]]:
        """Every path below a folder, with what it is."""
        found: list[tuple[str, Kind]] = []
        waiting = [folder]
        while waiting:
            here = waiting.pop()
            for name in self.children.get(here, []):
                path = f"{here}/{name}"
                found.append((path, self.nodes[path].kind))
                if self.nodes[path].kind is Kind.FOLDER:
                    waiting.append(path)
        return sorted(found)

    def read(self, path: str) -> bytes | None:
        """A small file's bytes, or None with the reason noted."""
        try:
            return read_all(self.tree, path, _LIMIT)
        except OSError as error:
            self.noted.problems.append(
                Problem("unreadable", self.at(path), f"it cannot be read ({error.strerror or error})")
            )
            return None
