"""One case, opened: what is there, what follows from it, and the few ways to add to it.

Reading needs no lock, and for what is sealed the reading key. Writing needs both keys and the lock; everything written
goes through the one writer path of `record.log`. What is derived comes from `derive`, which makes what is missing on the
way. Checking what is there needs no key at all.
"""

import base64
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO, Self

import msgspec

from tawthiq import __version__
from tawthiq.case.bodies import Device, Opener, Remark, Shown, pack_places
from tawthiq.case.cache import Cache
from tawthiq.case.check import ALL, Effort, check_case
from tawthiq.case.derive import Derivation, Progress, silent
from tawthiq.case.folder import FORMAT, Folder, Settings
from tawthiq.case.index import Index
from tawthiq.case.intake import Taken, take_in
from tawthiq.case.readers import Opens, hand_all, settle, welcome
from tawthiq.case.seal import CaseSeal
from tawthiq.case.unlock import from_environment
from tawthiq.case.withdrawing import carry_out, gone_digests
from tawthiq.collect import Problem
from tawthiq.preserve import Report
from tawthiq.protect import age
from tawthiq.protect.envelopes import SqliteEnvelopes
from tawthiq.protect.keys import Keys, Unlock, open_keys
from tawthiq.protect.policy import Seals
from tawthiq.protect.reader import Reader
from tawthiq.protect.veil import cache_veil
from tawthiq.protect.withdrawal import Shredded, Withdrawal
from tawthiq.record.assessment import Visibility
from tawthiq.record.errors import KeyTrouble, ObjectMissing, UsageError
from tawthiq.record.exhibit import Exhibit
from tawthiq.record.file_vault import FileVault
from tawthiq.record.judgement import Judgement
from tawthiq.record.keys import DeviceKey
from tawthiq.record.keys import author as enrolled
from tawthiq.record.log import Log
from tawthiq.record.release import Release
from tawthiq.record.sqlite_ledger import SqliteLedger
from tawthiq.record.standing import Governance, Grant, Recovery
from tawthiq.record.statement import Statement, make, pack
from tawthiq.record.tiles import Tiles
from tawthiq.record.timestamp import Timestamp
from tawthiq.record.upkeep import Audited, Mended
from tawthiq.record.witness import Witness

TOOL = f"tawthiq {__version__}"


class Case:
    """A case opened for reading, or with `writer=True` for writing too.

    `unlock` is asked for the passphrase of locked keys. With `keyless` the keys are left alone, and what is sealed stays
    so: enough to check a case, and to see who said what when.
    """

    def __init__(
        self,
        folder: Folder,
        *,
        writer: bool = False,
        unlock: Unlock = from_environment,
        keyless: bool = False,
    ) -> None:
        self.folder = folder
        self.settings = folder.settings()
        self.vault = FileVault(folder.objects)
        self.ledger = SqliteLedger(folder.ledger, writer=writer)
        self.tiles = Tiles(folder.tiles, self.ledger)
        self.envelopes = SqliteEnvelopes(folder.envelopes, writer=writer)
        self._log: Log | None = None
        self._index: Index | None = None
        self._cache: Cache | None = None
        try:
            self.keys = None if keyless else open_keys(folder.keys, self.settings.device, unlock)
            identity = self.keys.identity if self.keys is not None else None
            self.settings = _titled(self.settings, identity)
            self.reader = Reader(self.envelopes, identity)
            self.seal = CaseSeal(self.envelopes, self.reader, lambda: self.index)
            self._veil = cache_veil(folder.cache, identity)
            if writer:
                self._log = self._pen()
            if not keyless:
                self.refresh()
            if writer:
                carry_out(self)
        except BaseException:
            self.close()
            raise

    @property
    def index(self) -> Index:
        """What the statements say. Without keys it is made in memory, and holds what is not sealed."""
        if self._index is None:
            path = self.folder.cache / "index.db" if self.keys is not None else None
            self._index = Index(path, self.settings.id, opener=self.opener, veil=self._veil)
            self._index.follow(self.ledger, self.envelopes.mark())
        return self._index

    @property
    def opener(self) -> Opener | None:
        """Opens sealed bodies; None if this device holds no reading key."""
        return (
            self.seal.sealer.open_body if self.keys is not None and self.keys.identity is not None else None
        )

    def _pen(self) -> Log:
        if self.keys is None:
            raise KeyTrouble(
                "this device's key is not there",
                where=str(self.folder.keys),
                hint="the case can be verified, but not written from here",
            )
        self.vault.sweep()
        log = Log(self.ledger, self.vault, self.keys.signing, self.settings.origin, self._publish, self.seal)
        log.recheckpoint(self.folder.read_checkpoint())
        return log

    def _publish(self, note: str) -> None:
        """A checkpoint may be seen only when every full tile below it is there."""
        self.tiles.grow(self.size())
        self.folder.write_checkpoint(note)

    def renew(self) -> str:
        """Go on under a new signing key, because this one's chain went on elsewhere; the new public key in hex.

        It reads with what it read with.
        """
        assert self.keys is not None
        self.keys = Keys(DeviceKey.fresh(), self.keys.identity, self.keys.lock)
        self.keys.write(self.folder.keys)
        self.settings = msgspec.structs.replace(self.settings, device=self.keys.device)
        body = pack(Device(tool=TOOL, recipient=self.keys.recipient))
        refs = (bytes.fromhex(self.settings.id),)
        first = make(
            self.keys.signing,
            seq=0,
            previous=None,
            time=int(time.time()),
            kind="device",
            body=body,
            refs=refs,
        )
        self.ledger.append([(first, body)])
        self.folder.write_settings(self.settings)
        self._log = self._pen()
        return self.keys.device

    def follow_merge(self) -> None:
        """After statements came from elsewhere: sign for them, and take them in."""
        self.log.recheckpoint(self.folder.read_checkpoint())
        self.refresh()
        settle(self)
        carry_out(self)

    def withdrawn_digests(self) -> frozenset[bytes]:
        """What must not come back: digests of objects and bodies that were withdrawn."""
        return gone_digests(self)

    def withdraw(self, body: Withdrawal, why: str = "") -> tuple[Statement, Shredded | None]:
        """Record that exhibits are withdrawn; with the receipt, if that is agreed and they are destroyed in this copy."""
        said = self._commit("withdrawal", body)
        if why:
            self.remark(said, why)
        return said, carry_out(self)

    def record_repair(self, done: Mended) -> Statement:
        """Record what was put right."""
        return self._commit("repair", done)

    def record_timestamp(self, stamp: Timestamp) -> Statement:
        """Record that a checkpoint was stamped, or that a stamp was asked for. Its objects must be in the vault."""
        return self._commit("timestamp", stamp, refs=[one.digest for one in stamp.objects])

    def record_audit(self, done: Audited) -> Statement:
        """Record what was read again, and what was not whole."""
        return self._commit("audit", done)

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
        self.envelopes.close()
        if self._index is not None:
            self._index.close()
        if self._cache is not None:
            self._cache.close()

    def refresh(self) -> None:
        """Take in statements that arrived since the case was opened."""
        self.index.follow(self.ledger, self.envelopes.mark())
        self.seal.refresh()

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
            seal=self.seal,
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

    def govern(self, kind: str, body: Governance, *, opens: Opens = "all") -> Statement:
        """Record who may say what, and hand on the keys that follow from it. The reason is sealed apart from it.

        `opens` says what a new reader is given: all that is sealed, or what is sealed later. Raises KeyTrouble for a
        grant to a key under which anybody could sign.
        """
        if isinstance(body, Grant):
            enrolled(bytes.fromhex(body.device))
        readers = self.index.standing.readers
        why = getattr(body, "why", "")
        if why and self.seal.seals.body("remark"):
            said = self._commit(kind, msgspec.structs.replace(body, why=""))
            self.remark(said, why)
        else:
            said = self._commit(kind, body)
        for device in sorted(self.index.standing.readers - readers):
            welcome(self, device, opens)
        if isinstance(body, Recovery):
            hand_all(self, body.recipient)
        settle(self)
        return said

    def remark(self, said: Statement, why: str) -> None:
        """Say why a statement was made whose own body lies open."""
        self._commit("remark", Remark(about=said.id.hex(), why=why))

    def say(self, kind: str, content: object) -> Statement:
        """Record a statement of any other kind."""
        return self._commit(kind, content)

    def publish(self, release: Release) -> Statement:
        """Record that a dispatch was published."""
        return self._commit("release", release)

    def _commit(self, kind: str, content: object, refs: Sequence[str] = ()) -> Statement:
        self.log.say(kind, content, time=int(time.time()), refs=tuple(dict.fromkeys(refs)))
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
        """An object's plain bytes, by their SHA-256. Raises ObjectMissing, KeyTrouble."""
        with self.open_object(digest) as stream:
            return stream.read()

    def open_object(self, digest: str) -> BinaryIO:
        """The same as a stream. Two offices may have sealed the same bytes apart: any that opens will do."""
        trouble: KeyTrouble | ObjectMissing | None = None
        for stored in self._stored(digest):
            try:
                return self.seal.sealer.open_object(stored, self.vault)
            except (KeyTrouble, ObjectMissing) as error:
                trouble = error
        if trouble is not None and not self.vault.has(digest):
            raise trouble
        return self.vault.open(digest)

    def _stored(self, digest: str) -> list[str]:
        refs = [ref for one in self.index.naming(digest) for ref in one.obtained.objects]
        return list(
            dict.fromkeys(ref.stored for ref in refs if ref.digest == digest and ref.stored is not None)
        )

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
            self._cache = Cache(self.folder.cache / "derived.db", self._veil)
        return self._cache

    def derive(self, progress: Progress = silent) -> Derivation:
        """What follows from the record; parts are made when first asked for."""
        return Derivation(self, progress)


def found(
    folder: Folder,
    *,
    case_id: str | None,
    title: str,
    seals: Seals = Seals.EVERYTHING,
    passphrase: str | None = None,
) -> None:
    """Write the first things of a new case, or of a further copy of the case `case_id`, into a prepared folder.

    A new case is named by its founding statement, so nobody can found it twice; a further copy's first statement refers
    to it. `case.toml` comes last, since it makes the folder a case.
    """
    keys = Keys.fresh(passphrase)
    keys.write(folder.keys)
    vault = FileVault.create(folder.objects)
    ledger = SqliteLedger(folder.ledger, writer=True)
    envelopes = SqliteEnvelopes(folder.envelopes, writer=True)
    reader = Reader(envelopes, keys.identity)
    try:
        says = Device(tool=TOOL, recipient=keys.recipient)
        if case_id is None and seals is not Seals.NOTHING:
            generation = reader.learn(age.fresh())
            reader.hand(generation, reader_of(keys))
            says = msgspec.structs.replace(says, seals=seals, generation=generation)
        body = pack(says)
        refs = (bytes.fromhex(case_id),) if case_id else ()
        first = make(
            keys.signing, seq=0, previous=None, time=int(time.time()), kind="device", body=body, refs=refs
        )
        settings = Settings(format=FORMAT, id=case_id or first.id.hex(), title=title, device=keys.device)
        ledger.append([(first, body)])
        Log(ledger, vault, keys.signing, settings.origin, folder.write_checkpoint).recheckpoint(None)
    finally:
        ledger.close()
        envelopes.close()
        vault.close()
    folder.write_settings(settings if seals is Seals.NOTHING else untitled(settings, reader_of(keys)))


def reader_of(keys: Keys) -> str:
    """What a device with fresh keys reads with."""
    assert keys.recipient is not None
    return keys.recipient


def untitled(settings: Settings, recipient: str) -> Settings:
    """Settings whose title is sealed to a device."""
    sealed = base64.b64encode(age.seal(settings.title.encode(), recipient)).decode()
    return msgspec.structs.replace(settings, title="", sealed_title=sealed)


def _titled(settings: Settings, identity: str | None) -> Settings:
    if settings.sealed_title is None or identity is None:
        return settings
    try:
        title = age.unseal(
            base64.b64decode(settings.sealed_title), identity, "the title in case.toml"
        ).decode()
    except ValueError as error:
        raise KeyTrouble(
            "the title in case.toml is not whole", hint='write `title = "…"` in its place'
        ) from error
    return msgspec.structs.replace(settings, title=title)
