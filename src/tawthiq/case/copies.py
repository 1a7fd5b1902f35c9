"""Other copies of a case within reach, and which hurt things are whole there; they are found by looking, never written down.

Where a team keeps its copies could give it away, so no list of them is kept: what lies beside the case and what is mounted
as removable is looked at when something is wrong, and only to read.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from tawthiq.case.folder import Folder
from tawthiq.preserve import Report, Verdict
from tawthiq.record.audit import audit
from tawthiq.record.errors import TawthiqError
from tawthiq.record.file_vault import FileVault
from tawthiq.record.sqlite_ledger import SqliteLedger
from tawthiq.record.tiles import Tiles
from tawthiq.record.vault import digest_of

MEDIA = ("/media", "/mnt", "/run/media", "/Volumes")
ENTRIES = 500
"""So many names are looked at in a folder; whoever keeps more can say `--copy`."""


def within_reach(folder: Folder, named: Sequence[Path] = (), media: Sequence[str] = MEDIA) -> list[Folder]:
    """Other copies of the case in `folder`: those `named`, then those beside it, then those on removable media."""
    own = folder.root.resolve()
    ident = folder.settings().id
    found: dict[Path, Folder] = {}
    for place in (*named, *_folders(own.parent), *_mounted(media)):
        other = Folder(place)
        try:
            root = place.resolve()
            if root != own and other.settings_file.is_file() and other.settings().id == ident:
                found.setdefault(root, other)
        except (OSError, TawthiqError):
            continue
    return list(found.values())


def _mounted(media: Sequence[str]) -> Iterator[Path]:
    for base in media:
        for one in _folders(Path(base)):
            yield one
            for two in _folders(one):
                yield two
                yield from _folders(two)


def _folders(place: Path) -> list[Path]:
    try:
        with os.scandir(place) as entries:
            return [Path(one) for one in islice(entries, ENTRIES) if one.is_dir()]
    except OSError:
        return []


def whole_in(reports: Iterable[Report], copies: Sequence[Folder]) -> dict[str, list[Path]]:
    """For each report that failed (by its path), the copies in which that thing was read and found whole."""
    failed = [one for one in reports if one.verdict is Verdict.FAILED]
    found: dict[str, list[Path]] = {one.path: [] for one in failed}
    for copy in copies:
        for one in failed:
            if _object_whole(copy, one.path) if one.kind == "object" else _log_whole(copy):
                found[one.path].append(copy.root)
    return found


def _object_whole(copy: Folder, digest: str) -> bool:
    try:
        with FileVault(copy.objects).open(digest) as stream:
            return digest_of(stream)[0] == digest
    except (OSError, TawthiqError):
        return False


def _log_whole(copy: Folder) -> bool:
    try:
        ledger = SqliteLedger(copy.ledger)
    except TawthiqError:
        return False
    try:
        return not audit(ledger, copy.read_checkpoint(), tiles=Tiles(copy.tiles, ledger)).findings
    except TawthiqError:
        return False
    finally:
        ledger.close()
