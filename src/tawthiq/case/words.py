"""A case's own words lie beside its record in `vocabulary/*.toml`; a change of a file is seen at the next reading."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tawthiq.case.case import Case
    from tawthiq.vocabulary import Own


def own_digest(case: "Case") -> str:
    """The digest of a case's own vocabulary; empty where it has none. Raises InputError for a file that is none."""
    words = _words(case)
    return words.digest if words else ""


@contextmanager
def in_force(case: "Case") -> Iterator[None]:
    """Inside, texts are read with the case's own words. Raises InputError."""
    words = _words(case)
    if words is None:
        yield
    else:
        with words.in_force():
            yield


def _words(case: "Case") -> "Own | None":
    folder = case.folder.vocabulary
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    if not files:
        return None
    states = ((path, path.stat()) for path in files)
    return _read(tuple((path, state.st_mtime_ns, state.st_size) for path, state in states))


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[Path, int, int], ...]) -> "Own | None":
    from tawthiq.read.own_words import own_words  # noqa: PLC0415  (vocabulary is loaded on import)

    return own_words(path for path, _, _ in files)
