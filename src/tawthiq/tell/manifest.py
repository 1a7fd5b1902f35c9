"""A site carries its own proof: `manifest.json` names every other file by SHA-256 and size, and every footnote by what it rests on.

`SHA256SUMS` says the same of all files but itself and the manifest, in the form that `sha256sum -c` reads; the manifest
names it too. So one sum, that of the manifest, stands for the whole site.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from tawthiq.record.release import ReleaseFile
from tawthiq.tell.notes import Note

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
FORMAT = "tawthiq-release/1"


def with_manifest(
    files: Mapping[str, bytes], head: Mapping[str, str], notes: Mapping[str, Note], checkpoint: str
) -> dict[str, bytes]:
    """The files with SHA256SUMS and manifest.json added. The same input gives the same bytes."""
    sums = "".join(f"{sha256(data).hexdigest()}  {path}\n" for path, data in sorted(files.items()))
    whole = {**files, SUMS: sums.encode()}
    manifest = {
        "format": FORMAT,
        "title": head["title"],
        "title_ar": head["title_ar"],
        "date": head["date"],
        "checkpoint": checkpoint or None,
        "files": [{"path": one.path, "sha256": one.digest, "size": one.size} for one in listed(whole)],
        "footnotes": [_footnote(note) for note in sorted(notes.values(), key=lambda n: n.number)],
    }
    return {**whole, MANIFEST: (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()}


def listed(files: Mapping[str, bytes]) -> tuple[ReleaseFile, ...]:
    """Every file by path, hash and size, in the order of paths."""
    return tuple(
        ReleaseFile(path, sha256(data).hexdigest(), len(data)) for path, data in sorted(files.items())
    )


def _footnote(note: Note) -> dict[str, Any]:
    return {
        "number": note.number,
        "label": note.label,
        "page": f"notes/{note.label}.html",
        "exhibit": note.exhibit.id,
        "object": note.exhibit.original.digest,
        "start": note.start,
        "end": note.end,
        "verbatim": note.verbatim,
        "claims": [claim.id for claim in note.claims],
        "status": [one.status.value if one else "unassessed" for one in note.weighed],
    }
