"""What a case seals, and to whom: its policy and its generations, worked out from the index as of now.

Where every generation is held by somebody who was removed and no admin has begun a new one yet, nothing waits: it is
sealed to each reader's own key instead.
"""

from collections.abc import Callable
from typing import BinaryIO

from tawthiq.case.index import Index
from tawthiq.protect.age import recipient
from tawthiq.protect.envelope import OPEN, about_key
from tawthiq.protect.envelopes import Envelopes
from tawthiq.protect.generations import current
from tawthiq.protect.policy import Seals
from tawthiq.protect.reader import Reader
from tawthiq.protect.sealing import SealedObject, Sealer
from tawthiq.protect.spool import SMALL
from tawthiq.record.errors import KeyTrouble
from tawthiq.record.exhibit import How, ObjectRef
from tawthiq.record.standing import READING, Recovery
from tawthiq.record.vault import Vault


class CaseSeal:
    """Seals by the policy of one case; `record.log` asks it for bodies, `intake` for objects."""

    def __init__(self, store: Envelopes, reader: Reader, index: Callable[[], Index]) -> None:
        self.store = store
        self.reader = reader
        self._index = index
        self.sealer = Sealer(store, reader, self.recipients)
        self._seals: Seals | None = None
        self._recipients: tuple[str, ...] | None = None

    def refresh(self) -> None:
        """Statements have arrived: policy and generations are worked out again when next asked for."""
        self._seals = self._recipients = None

    @property
    def seals(self) -> Seals:
        """The policy."""
        if self._seals is None:
            self._seals = self._index().seals()
        return self._seals

    def recipients(self) -> tuple[str, ...]:
        """To whom a new thing is sealed."""
        if self._recipients is None:
            generation = self.generation()
            self._recipients = (generation,) if generation is not None else tuple(sorted(self.readers()))
        return self._recipients

    def generation(self) -> str | None:
        """The generation to seal to, or None if there is none that no removed reader holds."""
        index = self._index()
        standing = index.standing
        removed = {one.hex() for one in standing.closed if standing.roles.get(one, frozenset()) & READING}
        found = current(index.generations(), removed)
        return None if found is None else recipient(found)

    def readers(self) -> set[str]:
        """What the devices that may read, and the team's recovery, read with. What is malformed is passed over."""
        index = self._index()
        known = index.recipients()
        wanted = [known[one] for one in index.standing.readers if one in known]
        wanted += [said.recipient for _, said in index.told("recovery", Recovery)]
        found = set()
        for one in wanted:
            try:
                found.add(recipient(one))
            except KeyTrouble:
                continue
        return found

    def handed(self, generation: str) -> set[str]:
        """Who was handed the key of a generation, as far as this copy knows."""
        return {one.dest for one in self.store.about(about_key(generation))}

    # record.log.Seal

    def body(self, kind: str, plain: bytes) -> bytes | None:
        """See record.log.Seal."""
        return self.sealer.seal_body(plain) if self.seals.body(kind) else None

    def sync(self) -> None:
        """See record.log.Seal."""
        self.sealer.sync()

    def forget(self) -> None:
        """See record.log.Seal."""
        self.sealer.forget()

    # Objects

    def put(
        self, source: BinaryIO, size: int | None, how: How, vault: Vault, known: Callable[[str], str | None]
    ) -> tuple[ObjectRef, bytes]:
        """Stage an object by the policy: its reference (the media type is the caller's), and its commitment or OPEN.

        `known` finds the stored name of what is held already by the SHA-256 of its plain bytes: it is not sealed twice.
        """
        if not self.seals.objects(how):
            digest, length = vault.put(source)
            return ObjectRef(digest=digest, size=length, media_type=""), OPEN
        small = size is not None and size <= SMALL
        sealed = (
            self.sealer.seal_bytes(source.read(), vault) if small else self.sealer.seal_stream(source, vault)
        )
        stored = known(sealed.digest)
        if stored is not None and stored != sealed.stored:
            again = self._again(stored)
            if again is not None:
                self.sealer.discard(sealed, vault)
                sealed = again
        ref = ObjectRef(digest=sealed.digest, size=sealed.size, media_type="", stored=sealed.stored)
        return ref, sealed.commitment

    def drop(self, ref: ObjectRef, vault: Vault) -> None:
        """Let go of a staged object that is not wanted."""
        if ref.stored is not None:
            self.sealer.drop(ref.stored)
            vault.discard(ref.stored)

    def _again(self, stored: str) -> SealedObject | None:
        try:
            return self.sealer.again(stored)
        except KeyTrouble:
            return None
