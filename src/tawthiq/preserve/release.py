"""A published site is whole when every file of its manifest is there unchanged and nothing else is.

`manifest.json` lists path, SHA-256 and size of every other file, so that a reader without this program can check it too.
"""

import json
from pathlib import Path
from typing import Any

from tawthiq.preserve.verdict import Problem, Report, Verdict
from tawthiq.record.vault import digest_of

MANIFEST = "manifest.json"


def check_release(root: Path) -> Report:
    """The verdict on a site folder. A folder without a manifest is not checkable."""
    try:
        listed = _listed(json.loads((root / MANIFEST).read_text(encoding="utf-8")))
    except FileNotFoundError:
        problem = Problem("manifest-missing", MANIFEST, "without it nothing says what the site should hold")
        return Report(path=str(root), kind="release", verdict=Verdict.NOT_CHECKABLE, problems=(problem,))
    except (ValueError, KeyError, TypeError, OSError) as error:
        problem = Problem("manifest-damaged", MANIFEST, f"it cannot be read ({type(error).__name__})")
        return Report(path=str(root), kind="release", verdict=Verdict.FAILED, problems=(problem,))
    problems = [problem for path, digest in sorted(listed.items()) for problem in _check(root, path, digest)]
    there = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
    problems += [
        Problem("file-unlisted", path, "the manifest does not name it")
        for path in sorted(there - set(listed) - {MANIFEST})
    ]
    verdict = Verdict.FAILED if problems else Verdict.VERIFIED
    return Report(path=str(root), kind="release", verdict=verdict, problems=tuple(problems))


def _listed(manifest: Any) -> dict[str, str]:
    listed = {str(entry["path"]): str(entry["sha256"]) for entry in manifest["files"]}
    if not listed:
        raise ValueError("a manifest that lists nothing")
    return listed


def _check(root: Path, path: str, digest: str) -> list[Problem]:
    target = root / path
    if not target.resolve().is_relative_to(root.resolve()):
        return [Problem("path-outside", path, "the manifest points outside the site")]
    try:
        with target.open("rb") as stream:
            found, _ = digest_of(stream)
    except OSError:
        return [Problem("file-missing", path, "the manifest names it and it cannot be read")]
    return [] if found == digest else [Problem("file-changed", path, f"its bytes now hash to {found[:16]}…")]
