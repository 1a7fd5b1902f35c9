"""Publishing writes the site beside its old version, whole or not at all, and records what was published."""

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from tawthiq.case.shelf import CaseShelf
from tawthiq.record.errors import InputError
from tawthiq.record.storage import storage_errors

if TYPE_CHECKING:
    from tawthiq.case.derive import Derivation
    from tawthiq.tell import Problem, Site

MARK = "manifest.json"


def compile_dispatch(
    made: "Derivation", dispatch: str, *, draft: bool = False, checkpoint: str | None = None
) -> "Site":
    """The site of a dispatch over a case, naming `checkpoint`, or else the latest. Raises CannotPublish, InputError."""
    from tawthiq.count import interval_ladder  # noqa: PLC0415  (scipy is slow to import)
    from tawthiq.tell import compile_site  # noqa: PLC0415  (as above)

    counted = made.count()
    ladder = {lang: interval_ladder(counted, lang) for lang in ("en", "ar")} if counted else {}
    point = checkpoint if checkpoint is not None else made.case.folder.read_checkpoint() or ""
    return compile_site(
        dispatch, CaseShelf(made), count=counted, ladder=ladder, checkpoint=point, draft=draft
    )


def check_dispatch(made: "Derivation", dispatch: str) -> "tuple[Problem, ...]":
    """Everything wrong with a dispatch."""
    from tawthiq.tell import check  # noqa: PLC0415  (as above)

    return check(dispatch, CaseShelf(made))


def write_site(site: "Site", target: Path) -> None:
    """Put a site in a folder that is new, empty, or holds an earlier site; anything else is refused."""
    if target.exists() and (not target.is_dir() or (any(target.iterdir()) and not (target / MARK).is_file())):
        raise InputError(
            "it holds something that is not a site", where=str(target), hint="choose a new folder"
        )
    fresh = target.with_name(f".{target.name}.{os.getpid()}.new")
    with storage_errors(target):
        shutil.rmtree(fresh, ignore_errors=True)
        for path, data in site.files.items():
            file = fresh / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        if target.exists():
            shutil.rmtree(target)
        fresh.rename(target)
