"""A derived value is as old as the code that made it: a step's version is the hash of its room's source and words.

So a change to a room can never serve what the room before it made, and nobody has to remember to count a number up.
"""

import hashlib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

_ALWAYS = ("record", "language", "vocabulary")


@cache
def room_version(room: str) -> str:
    """16 hex digits over the files of `tawthiq/<room>` and of the rooms it stands on."""
    sha = hashlib.sha256()
    package = resources.files("tawthiq")
    for name in (*_ALWAYS, room):
        for path, data in _files(package.joinpath(name), name):
            sha.update(f"{path}\n{len(data)}\n".encode())
            sha.update(data)
    return sha.hexdigest()[:16]


def _files(node: Traversable, path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for child in sorted(node.iterdir(), key=lambda one: one.name):
        if child.is_dir():
            if child.name != "__pycache__":
                found.extend(_files(child, f"{path}/{child.name}"))
        elif not child.name.endswith((".pyc", "~")):
            found.append((f"{path}/{child.name}", child.read_bytes()))
    return found
