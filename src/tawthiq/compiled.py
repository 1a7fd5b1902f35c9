"""The reader compiled (`make fast`): the same modules as machine code, taken only where they were made from this very source.

What `tools/compile_reader.py` makes stands apart from the source, in `share/tawthiq/compiled` of the environment, in a folder named by the
SHA-256 of the modules that it was made from and by the Python that can load it. After any change of the source another name is
asked for, and the source is read as ever: compiled code that lags behind is never run. `TAWTHIQ_COMPILED=0` in the environment
leaves it alone; a folder there is looked into instead.
"""

import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

PACKAGES = ("language", "read")


def home() -> str:
    """The folder in which compiled readers stand, whether or not one does."""
    own = os.path.join(sys.prefix, "share", "tawthiq", "compiled")  # noqa: PTH118 - pathlib would be imported by every command
    return os.environ.get("TAWTHIQ_COMPILED") or own


def mark() -> str:
    """What names the compiled reader of this source: 16 digits over names and bytes of its modules, and the Python it is for."""
    import hashlib  # noqa: PLC0415 - not for a command that reads nothing
    from pathlib import Path  # noqa: PLC0415 - as above

    root = Path(__file__).parent
    told = hashlib.sha256()
    for package in PACKAGES:
        for file in sorted((root / package).glob("*.py")):
            source = file.read_bytes()
            told.update(f"{package}/{file.name} {len(source)}\n".encode() + source)
    return f"{told.hexdigest()[:16]}-{sys.implementation.cache_tag}"


class Finder:
    """Finds the modules of `tawthiq.read` and `tawthiq.language` among those compiled from the same source (a meta path finder)."""

    def __init__(self) -> None:
        self._files: dict[str, str] | None = None

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The compiled module; None where there is none, and Python goes on looking."""
        if not (name.startswith(("tawthiq.read", "tawthiq.language")) or name.endswith("__mypyc")):
            return None
        if self._files is None:
            self._files = _built()
        file = self._files.get(name)
        if file is None:
            return None
        from importlib.util import spec_from_file_location  # noqa: PLC0415 - as above

        return spec_from_file_location(name, file)


def _built() -> dict[str, str]:
    from importlib.machinery import EXTENSION_SUFFIXES  # noqa: PLC0415 - as above
    from pathlib import Path  # noqa: PLC0415 - as above

    folder = Path(home()) / mark()
    return {
        ".".join(file.relative_to(folder).parts).removesuffix(suffix): str(file)
        for suffix in EXTENSION_SUFFIXES[:1]
        for file in sorted(folder.rglob(f"*{suffix}"))
    }


def install() -> None:
    """Looks for compiled modules first, where this environment has any."""
    if os.environ.get("TAWTHIQ_COMPILED") != "0" and os.path.isdir(home()):  # noqa: PTH112 - as above
        sys.meta_path.insert(0, Finder())
