"""Another copy of the same case, met in a folder or on a stick: it shows its passport before anything is taken from it.

A copy whose log is shorter than what was seen of it, or differs below it, gives nothing until people have looked. A copy
that meets statements of its own device that it does not know was restored from a backup, or is not the only one with this
key: it goes on under a new key, so that no chain is ever continued from an old state.
"""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from tawthiq.protect.envelope import Envelope, read_envelope
from tawthiq.record.errors import EvidenceError, MissingInput, RecordError, UnreadableInput
from tawthiq.record.storage import replace_file, storage_errors, sync_folder
from tawthiq.record.witness import Passport, Seen, look, passport, witness_of
from tawthiq.sync import (
    Frame,
    Merged,
    have,
    lacking,
    merge,
    read_bundle,
    read_passport,
    write_bundle,
    write_passport,
)

if TYPE_CHECKING:
    from tawthiq.case.case import Case

WHY = {
    Seen.ROLLED_BACK: "its log is shorter than it was when it was last seen: it lost statements, or was set back to an old state",
    Seen.REWRITTEN: "its log is not the continuation of what was last seen of it",
    Seen.UNPROVEN: "it shows no proof that its log goes on from what was last seen of it",
    Seen.UNREADABLE: "its checkpoint bears no sound signature",
}


class Met(msgspec.Struct, frozen=True, kw_only=True):
    """What came of meeting another copy. `renewed` is the public key this copy goes on with, if it had to change it."""

    merged: Merged
    seen: Seen | None
    renewed: str | None = None


def bundle_case(path: Path) -> str:
    """The id of the case that a bundle comes from. Raises MissingInput or UnreadableInput."""
    with _opened(path) as source:
        origin, _ = read_bundle(source)
    name, _, ident = origin.partition("/")
    if name != "tawthiq" or len(ident) != 64 or set(ident) - set("0123456789abcdef"):
        raise UnreadableInput(f"a bundle of an unknown case ({origin[:60]})", where=str(path))
    return ident


def import_bundle(case: "Case", path: Path, *, unproven: bool = False) -> Met:
    """Merge a bundle. Raises UnreadableInput if it is no bundle or of another case, EvidenceError if its giver is not sound.

    `unproven` takes in what comes without a proof that its log goes on from what was last seen of it.
    """
    with _opened(path) as source:
        origin, frames = read_bundle(source)
        same_case(case, origin, str(path))
        first = next(frames, None)
        shown = None
        if first is not None and first.kind == "p":
            try:
                shown = read_passport(first)
            except RecordError as error:
                raise UnreadableInput(str(error), where=str(path), hint="ask for the bundle again") from error
        elif first is not None:
            frames = chain([first], frames)
        return _take(case, shown, frames, str(path), unproven=unproven)


def write_missing(case: "Case", path: Path) -> int:
    """Write everything for a copy that has nothing yet; how many frames. The name appears once it is whole."""
    if not path.parent.is_dir():
        raise MissingInput("no folder to write the bundle in", where=str(path.parent))
    shown = _passport(case, [*_given(case), *_sizes_seen(case)])
    frames = chain(
        [write_passport(shown)] if shown else [], _envelopes(case, None), lacking(case.ledger, case.vault, {})
    )
    temporary = path.with_name(path.name + ".part")
    with storage_errors(path):
        with temporary.open("wb") as out:
            count = write_bundle(out, case.settings.origin, frames)
            out.flush()
        temporary.replace(path)
        sync_folder(path.parent)
    _remember_given(case, shown)
    return count


def swap(case: "Case", other: "Case") -> Iterator[Met]:
    """Both ways: what `other` has comes here, then what is here goes there. Raises as `import_bundle`."""
    same_case(case, other.settings.origin, str(other.folder.root))
    for giver, taker in ((other, case), (case, other)):
        shown = _passport(giver, (one.size for one in taker.index.witnesses()))
        frames = chain(_envelopes(giver, taker), lacking(giver.ledger, giver.vault, have(taker.ledger)))
        met = _take(taker, shown, frames, str(giver.folder.root))
        _remember_given(giver, shown)
        yield met


def _take(
    case: "Case", shown: Passport | None, frames: Iterator[Frame], where: str, *, unproven: bool = False
) -> Met:
    seen = look(shown, case.settings.origin, case.index.witnesses()) if shown else None
    if seen is not None and seen in WHY and not (unproven and seen is Seen.UNPROVEN):
        raise EvidenceError(
            f"nothing was taken in: {WHY[seen]}",
            where=where,
            hint="look at that copy with `tawthiq verify`; if it was restored from a backup, let it take in what others have",
        )
    merged = merge(frames, case.ledger, case.vault, Incoming(case))
    own = bytes.fromhex(case.settings.device)
    renewed = case.renew() if own in merged.authors else None
    case.follow_merge()
    # A witness statement about witness statements alone would set two offices talking for ever.
    if (
        shown is not None
        and seen is not None
        and seen.sound
        and (seen is Seen.FIRST or set(merged.kinds) - {"witness"})
    ):
        case.bear_witness(witness_of(shown))
    return Met(merged=merged, seen=seen, renewed=renewed)


class Incoming:
    """The envelopes that come with a merge; what was withdrawn here does not come back. See sync.merge.Beside."""

    def __init__(self, case: "Case") -> None:
        self._store = case.envelopes
        self._gone = case.withdrawn_digests()
        self._staged: list[Envelope] = []

    def gone(self, digest: bytes) -> bool:
        """See Beside."""
        return digest in self._gone

    def take(self, payload: bytes) -> None:
        """See Beside."""
        envelope = read_envelope(payload)
        if envelope.about not in self._gone:
            self._staged.append(envelope)

    def sync(self) -> None:
        """See Beside."""
        self._store.add(self._staged)
        self._staged.clear()


def _envelopes(giver: "Case", taker: "Case | None") -> Iterator[Frame]:
    """The envelopes of one copy that the other lacks; all of them where the other is not here."""
    for one in giver.envelopes.every():
        if taker is None or one not in taker.envelopes.about(one.about):
            yield Frame("e", one.packed)


def _passport(case: "Case", sizes: "Iterator[int] | list[int]") -> Passport | None:
    note = case.folder.read_checkpoint()
    if note is None:
        return None
    return passport(bytes.fromhex(case.settings.device), note, case.tiles, sizes)


def _sizes_seen(case: "Case") -> list[int]:
    return [one.size for one in case.index.witnesses() if one.device == case.settings.device]


def _given(case: "Case") -> list[int]:
    """Sizes of this log that others have seen, so that later bundles can prove that they go on from them."""
    try:
        lines = case.folder.given.read_text(encoding="ascii").split()
    except (FileNotFoundError, UnicodeDecodeError):
        return []
    return [int(line) for line in lines if line.isdigit()]


def _remember_given(case: "Case", shown: Passport | None) -> None:
    if shown is None:
        return
    sizes = sorted({*_given(case), witness_of(shown).size})
    replace_file(case.folder.given, "".join(f"{size}\n" for size in sizes).encode())


def same_case(case: "Case", origin: str, where: str) -> None:
    """Raise UnreadableInput unless `origin` names this case."""
    if origin != case.settings.origin:
        raise UnreadableInput(
            f"it belongs to another case ({origin[:60]})",
            expected=case.settings.origin,
            where=where,
            hint="`tawthiq init DIR --join BUNDLE` founds a copy of that case",
        )


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except (FileNotFoundError, IsADirectoryError) as error:
        raise MissingInput("no bundle and no case there", where=str(path)) from error
