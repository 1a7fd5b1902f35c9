"""Disjoint sets of names: whatever the order of joining, the sets are the same, and the smallest name heads each."""


class Union:
    """Grows as names are met; a name never joined stands alone."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def add(self, name: str) -> None:
        """Make the name known."""
        self._parent.setdefault(name, name)

    def find(self, name: str) -> str:
        """The head of the set that holds the name."""
        self.add(name)
        root = name
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[name] != root:
            self._parent[name], name = root, self._parent[name]
        return root

    def join(self, a: str, b: str) -> None:
        """Make one set of two."""
        first, second = sorted((self.find(a), self.find(b)))
        self._parent[second] = first
