"""A storage root with one object an exhibit, laid out by the registered extension 0003; OCFL 1.0 or 1.1.

SHA-256 is the content digest: it names the objects of a case, so an inventory repeats the record's own numbers. The
specification prefers SHA-512 and allows this. Links are never used here, since it forbids them.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tawthiq.preserve.handover import Parcel, Thing, deliver, write_papers
from tawthiq.preserve.staging import nothing, staged_folder

ALGORITHM = "sha256"
LAYOUT = "0003-hash-and-id-n-tuple-storage-layout"
PAPERS = "tawthiq"


def identifier(digest: str) -> str:
    """The URI of something that SHA-256 names: an exhibit's or a case's founding statement."""
    return f"hash://sha256/{digest}"


def object_path(ident: str) -> str:
    """Where an object lies: three folders of three digits of its id's hash, then the id itself (extension 0003)."""
    digest = hashlib.sha256(ident.encode()).hexdigest()
    name = re.sub(
        r"[^A-Za-z0-9_-]", lambda found: "".join(f"%{byte:02x}" for byte in found[0].encode()), ident
    )
    return "/".join((digest[:3], digest[3:6], digest[6:9], name))


def write_root(
    parcel: Parcel, target: Path, *, spec: str = "1.1", announce: Callable[[], None] = nothing
) -> None:
    """Write the storage root as a new folder; `announce` is called when it is whole, before it has its name. Raises InputError, EvidenceError, StorageError."""
    with staged_folder(target, parcel.size, announce) as root:
        (root / f"0=ocfl_{spec}").write_text(f"ocfl_{spec}\n", encoding="ascii")
        _json(
            root / "ocfl_layout.json",
            {
                "extension": LAYOUT,
                "description": "Objects by their ids, below the first digits of their SHA-256",
            },
        )
        config = {
            "extensionName": LAYOUT,
            "digestAlgorithm": "sha256",
            "tupleSize": 3,
            "numberOfTuples": 3,
        }
        (root / "extensions" / LAYOUT).mkdir(parents=True)
        _json(root / "extensions" / LAYOUT / "config.json", config)
        for thing in parcel.things:
            _object(root, parcel, identifier(thing.id), thing, thing.papers, spec)
        _object(root, parcel, identifier(parcel.case), None, parcel.papers, spec)


def _object(
    root: Path, parcel: Parcel, ident: str, thing: Thing | None, papers: Mapping[str, bytes], spec: str
) -> None:
    folder = root / object_path(ident)
    content = folder / "v1" / "content"
    content.mkdir(parents=True)
    state: dict[str, list[str]] = {}
    if thing is not None:
        deliver(thing, content / thing.name, link=False)
        state[thing.digest] = [thing.name]
    inside = papers if thing is None else {f"{PAPERS}-{name}": body for name, body in papers.items()}
    write_papers(content, inside)
    for name, body in inside.items():
        state.setdefault(hashlib.sha256(body).hexdigest(), []).append(name)
    inventory = {
        "id": ident,
        "type": f"https://ocfl.io/{spec}/spec/#inventory",
        "digestAlgorithm": ALGORITHM,
        "head": "v1",
        "manifest": {digest: [f"v1/content/{name}" for name in names] for digest, names in state.items()},
        "versions": {
            "v1": {
                "created": dt.datetime.fromtimestamp(parcel.at, dt.UTC).isoformat().replace("+00:00", "Z"),
                "message": parcel.description,
                "user": {"name": parcel.software, "address": identifier(parcel.case)},
                "state": state,
            }
        },
    }
    (folder / f"0=ocfl_object_{spec}").write_text(f"ocfl_object_{spec}\n", encoding="ascii")
    for place in (folder / "v1", folder):
        data = _json(place / "inventory.json", inventory)
        sidecar = f"{hashlib.sha256(data).hexdigest()} inventory.json\n"
        (place / f"inventory.json.{ALGORITHM}").write_text(sidecar, encoding="ascii")


def _json(path: Path, value: Any) -> bytes:
    data = (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
    path.write_bytes(data)
    return data
