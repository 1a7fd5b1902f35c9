"""One case, opened: what is there, what follows from it, and the few ways to add to it.

Reading needs no lock and no key. Writing needs both; everything written goes through the one writer path of
`record.log`. What is derived comes from `derive`, which makes what is missing on the way.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Self

import msgspec

from tawthiq import __version__
from tawthiq.case.bodies import Shown, pack_places
from tawthiq.case.cache import Cache
from tawthiq.case.check import ALL, Effort, check_case
from tawthiq.case.derive import Derivation, Progress, silent
from tawthiq.case.folder import FORMAT, Folder, Settings
from tawthiq.case.index import Index
from tawthiq.case.intake import Taken, take_in
from tawthiq.collect import Problem
from tawthiq.preserve import Report
from tawthiq.record.assessment import Visibility
from tawthiq.record.errors import KeyTrouble, UsageError
from tawthiq.record.exhibit import Exhibit
from tawthiq.record.file_vault import FileVault
from tawthiq.record.judgement import Judgement
from tawthiq.record.keys import DeviceKey
from tawthiq.record.keys import author as enrolled
from tawthiq.record.log import Log
from tawthiq.record.release import Release
from tawthiq.record.sqlite_ledger import SqliteLedger
from tawthiq.record.standing import Governance, Grant
from tawthiq.record.statement import Statement, make, pack
from tawthiq.record.tiles import Tiles
from tawthiq.record.witness import Witness

if TYPE_CHECKING:
    from tawthiq.case.mend import Mended

TOOL = f"tawthiq {__version__}"


class Case:
    """A case opened for reading, or with `writer=True` for writing too."""

    def __init__(self, folder: Folder, *, writer: bool = False) -> None:
        self.folder = folder
        self.settings = folder.settings()
        self.vault = FileVault(folder.objects)
        self.ledger = SqliteLedger(folder.ledger, writer=writer)
        self.tiles = Tiles(folder.tiles, self.ledger)
        self.index = Index(folder.cache / "index.db", self.settings.id)
        self._log: Log | None = None
        self._cache: Cache | None = None
        try:
            if writer:
                self._log = self._pen()
            self.refresh()
        except BaseException:
            self.close()
            raise

    def _pen(self) -> Log:
        key = DeviceKey.read(self.folder.key_file(self.settings.device))
        if key.author.hex() != self.settings.device:
            raise KeyTrouble("the key file holds another device's key", where=str(self.folder.keys))
        self.vault.sweep()
        log = Log(self.ledger, self.vault, key, self.settings.origin, self._publish)
        log.recheckpoint(self.folder.read_checkpoint())
        return log

    def _publish(self, note: str) -> None:
        """A checkpoint may be seen only when every full tile below it is there."""
        self.tiles.grow(self.size())
        self.folder.write_checkpoint(note)

    def renew(self) -> str:
        """Go on under a new device key, because this one's chain went on elsewhere; the new public key in hex."""
        key = DeviceKey.fresh()
        key.write(self.folder.key_file(key.author.hex()))
        self.settings = msgspec.structs.replace(self.settings, device=key.author.hex())
        body = pack({"tool": TOOL})
        refs = (bytes.fromhex(self.settings.id),)
        first = make(key, seq=0, previous=None, time=int(time.time()), kind="device", body=body, refs=refs)
        self.ledger.append([(first, body)])
        self.folder.write_settings(self.settings)
        self._log = self._pen()
        return key.author.hex()

    def follow_merge(self) -> None:
        """After statements came from elsewhere: sign for them, and take them in."""
        self.log.recheckpoint(self.folder.read_checkpoint())
        self.refresh()

    def record_repair(self, done: "Mended") -> Statement:
        """Record what was put right."""
        return self._commit("repair", done)

    def bear_witness(self, seen: Witness) -> Statement:
        """Record what another copy's log looked like."""
        return self._commit("witness", seen)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the lock and the files."""
        self.ledger.close()
        self.vault.close()
        self.index.close()
        if self._cache is not None:
            self._cache.close()

    def refresh(self) -> None:
        """Take in statements that arrived since the case was opened."""
        self.index.follow(self.ledger)

    # Adding to the record

    @property
    def log(self) -> Log:
        """The pen. Raises UsageError if the case was opened for reading."""
        if self._log is None:
            raise UsageError("the case is open for reading only")
        return self._log

    def collect(
        self, sources: Sequence[str], *, source: str | None = None, published: str | None = None
    ) -> Iterator[Taken | Problem]:
        """Take in files, folders, archives, lists; yields each exhibit once it is durable, and each problem."""
        from tawthiq.collect import gather  # noqa: PLC0415  (keeps `--help` fast)

        return take_in(
            gather(sources),
            log=self.log,
            vault=self.vault,
            index=self.index,
            tool=TOOL,
            source=source,
            published=published,
        )

    def judge(self, judgement: Judgement) -> Statement:
        """Record what a person decided."""
        return self._commit("judgement", judgement)

    def add_places(self, rows: Sequence[dict[str, Any]]) -> Statement:
        """Record a gazetteer of the case's own (rows as in docs/reference/reading.md)."""
        return self._commit("places", pack_places(rows))

    def show_to(self, level: Visibility, exhibits: Sequence[str], why: str = "") -> Statement:
        """Record who may see exhibits (ids)."""
        return self._commit("visibility", Shown(level=level, exhibits=tuple(exhibits), why=why))

    def govern(self, kind: str, body: Governance) -> Statement:
        """Record who may say what. Raises KeyTrouble for a grant to a key under which anybody could sign."""
        if isinstance(body, Grant):
            enrolled(bytes.fromhex(body.device))
        return self._commit(kind, body)

    def publish(self, release: Release) -> Statement:
        """Record that a dispatch was published."""
        return self._commit("release", release)

    def _commit(self, kind: str, content: object) -> Statement:
        self.log.say(kind, content, time=int(time.time()))
        statement = self.log.commit()[-1]
        self.refresh()
        return statement

    # What is there

    def exhibits(self) -> list[Exhibit]:
        """Every exhibit in order of arrival."""
        return list(self.index.exhibits())

    def exhibit(self, prefix: str) -> Exhibit:
        """One exhibit by id prefix, name or origin. Raises UnknownId."""
        return self.index.exhibit(prefix)

    def object_bytes(self, digest: str) -> bytes:
        """An object's bytes. Raises ObjectMissing."""
        with self.vault.open(digest) as stream:
            return stream.read()

    def judgements(self) -> list[Judgement]:
        """Every judgement, oldest first."""
        return self.index.judgements()

    def statements(self) -> Iterator[Statement]:
        """The log in order of arrival. Raises NotCanonical at a damaged statement."""
        return (row.statement for row in self.ledger.rows())

    def size(self) -> int:
        """How many statements the log holds."""
        return self.ledger.frontier().size

    def verify(
        self, effort: Effort = ALL, *, progress: Callable[[int, int], None] | None = None
    ) -> list[Report]:
        """Check every statement, and the objects as far as `effort` goes; one report for the log and one an object."""
        return list(check_case(self, effort, progress=progress))

    # What follows from it

    @property
    def cache(self) -> Cache:
        """The store of what is derived."""
        if self._cache is None:
            self._cache = Cache(self.folder.cache / "derived.db")
        return self._cache

    def derive(self, progress: Progress = silent) -> Derivation:
        """What follows from the record; parts are made when first asked for."""
        return Derivation(self, progress)


def found(folder: Folder, *, case_id: str | None, title: str) -> None:
    """Write the first things of a new case, or of a further copy of the case `case_id`, into a prepared folder.

    A new case is named by its founding statement, so nobody can found it twice; a further copy's first statement refers
    to it. `case.toml` comes last, since it makes the folder a case.
    """
    key = DeviceKey.fresh()
    key.write(folder.key_file(key.author.hex()))
    vault = FileVault.create(folder.objects)
    ledger = SqliteLedger(folder.ledger, writer=True)
    try:
        body = pack({"tool": TOOL})
        refs = (bytes.fromhex(case_id),) if case_id else ()
        first = make(key, seq=0, previous=None, time=int(time.time()), kind="device", body=body, refs=refs)
        settings = Settings(format=FORMAT, id=case_id or first.id.hex(), title=title, device=key.author.hex())
        ledger.append([(first, body)])
        Log(ledger, vault, key, settings.origin, folder.write_checkpoint).recheckpoint(None)
    finally:
        ledger.close()
        vault.close()
    folder.write_settings(settings)
