"""Another copy of the same case, met in a folder or on a stick; a bundle of another case is refused before anything."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tawthiq.record.errors import MissingInput, UnreadableInput
from tawthiq.record.storage import storage_errors, sync_folder
from tawthiq.sync import Merged, lacking, merge, read_bundle, write_bundle

if TYPE_CHECKING:
    from tawthiq.case.case import Case


def bundle_case(path: Path) -> str:
    """The id of the case that a bundle comes from. Raises MissingInput or UnreadableInput."""
    with _opened(path) as source:
        origin, _ = read_bundle(source)
    name, _, ident = origin.partition("/")
    if name != "tawthiq" or len(ident) != 64 or set(ident) - set("0123456789abcdef"):
        raise UnreadableInput(f"a bundle of an unknown case ({origin[:60]})", where=str(path))
    return ident


def import_bundle(case: "Case", path: Path) -> Merged:
    """Merge a bundle. Raises UnreadableInput if it is no bundle or belongs to another case."""
    with _opened(path) as source:
        origin, frames = read_bundle(source)
        _same(case, origin, str(path))
        merged = merge(frames, case.ledger, case.vault)
    _settle(case)
    return merged


def write_missing(case: "Case", path: Path, have: frozenset[bytes] = frozenset()) -> int:
    """Write what a copy with the statements `have` lacks; how many frames. The name appears once it is whole."""
    if not path.parent.is_dir():
        raise MissingInput("no folder to write the bundle in", where=str(path.parent))
    temporary = path.with_name(path.name + ".part")
    with storage_errors(path):
        with temporary.open("wb") as out:
            count = write_bundle(out, case.settings.origin, lacking(case.ledger, case.vault, have))
            out.flush()
        temporary.replace(path)
        sync_folder(path.parent)
    return count


def swap(case: "Case", other: "Case") -> Iterator[Merged]:
    """Both ways: what `other` has comes here, then what is here goes there."""
    _same(case, other.settings.origin, str(other.folder.root))
    for giver, taker in ((other, case), (case, other)):
        have = frozenset(row.statement.id for row in taker.ledger.rows())
        yield merge(lacking(giver.ledger, giver.vault, have), taker.ledger, taker.vault)
        _settle(taker)


def _same(case: "Case", origin: str, where: str) -> None:
    if origin != case.settings.origin:
        raise UnreadableInput(
            f"it belongs to another case ({origin[:60]})",
            expected=case.settings.origin,
            where=where,
            hint="`tawthiq init DIR --join BUNDLE` founds a copy of that case",
        )


def _settle(case: "Case") -> None:
    case.log.recheckpoint(case.folder.read_checkpoint())
    case.refresh()


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except (FileNotFoundError, IsADirectoryError) as error:
        raise MissingInput("no bundle and no case there", where=str(path)) from error
