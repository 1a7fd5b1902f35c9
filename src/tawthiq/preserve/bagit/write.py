"""A bag of version 1.0: one folder an exhibit under `data/`, every payload and tag file in a manifest of SHA-256.

SHA-256 names the objects of a case, so the manifest repeats the record's own numbers. Papers lie beside the payload.
"""

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path

from tawthiq.preserve.bagit.paths import encoded
from tawthiq.preserve.handover import Parcel, deliver, write_papers
from tawthiq.preserve.staging import nothing, staged_folder

ALGORITHM = "sha256"
PAPERS = "tawthiq"
_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def write_bag(
    parcel: Parcel, target: Path, *, link: bool = False, announce: Callable[[], None] = nothing
) -> None:
    """Write the bag as a new folder; `announce` is called when it is whole, before it has its name. Raises InputError, EvidenceError, StorageError."""
    with staged_folder(target, parcel.size, announce) as root:
        data = root / "data"
        data.mkdir()
        lines = []
        for thing in parcel.things:
            folder = data / thing.id[:16]
            folder.mkdir()
            deliver(thing, folder / thing.name, link=link)
            lines.append(f"{thing.digest}  {encoded(f'data/{folder.name}/{thing.name}')}\n")
        tags = {
            "bagit.txt": _DECLARATION,
            "bag-info.txt": _info(parcel).encode(),
            f"manifest-{ALGORITHM}.txt": "".join(sorted(lines, key=lambda one: one[66:])).encode(),
        }
        tags |= {f"{PAPERS}/{name}": body for name, body in parcel.papers.items()}
        for thing in parcel.things:
            tags |= {f"{PAPERS}/{thing.id[:16]}-{name}": body for name, body in thing.papers.items()}
        write_papers(root, tags)
        listed = [
            f"{hashlib.sha256(body).hexdigest()}  {encoded(name)}\n" for name, body in sorted(tags.items())
        ]
        (root / f"tagmanifest-{ALGORITHM}.txt").write_text("".join(listed), encoding="utf-8")


def _info(parcel: Parcel) -> str:
    size = sum(one.size for one in parcel.things)
    elements = (
        ("Bagging-Date", dt.datetime.fromtimestamp(parcel.at, dt.UTC).date().isoformat()),
        ("External-Identifier", parcel.case),
        ("External-Description", parcel.title),
        ("Internal-Sender-Description", parcel.description),
        ("Payload-Oxum", f"{size}.{len(parcel.things)}"),
        ("Bag-Software-Agent", parcel.software),
    )
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in elements)
