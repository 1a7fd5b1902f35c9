"""Opens envelopes with what this device holds: its own identity, and through it the keys of the generations it was given."""

from tawthiq.protect import age
from tawthiq.protect.envelope import Inside, about_key, unwrap, wrap
from tawthiq.protect.envelopes import Envelopes
from tawthiq.record.errors import KeyTrouble


class Reader:
    """Reading with `identity`; None (no key here) opens nothing."""

    def __init__(self, store: Envelopes, identity: str | None) -> None:
        self._store = store
        self._identities: dict[str, str] = {}
        self._lacking: dict[str, int] = {}
        if identity is not None:
            self._identities[age.public(identity)] = identity

    def learn(self, identity: str) -> str:
        """Hold a further key (a generation just made, or the team's recovery); its recipient."""
        recipient = age.public(identity)
        self._identities[recipient] = identity
        self._lacking.clear()
        return recipient

    def holds(self, recipient: str) -> str | None:
        """The identity behind a recipient, if this device has it or was given it."""
        known = self._identities.get(recipient)
        if known is not None or self._lacking.get(recipient) == (mark := self._store.mark()):
            return known
        for one in self._store.about(about_key(recipient)):
            own = self._identities.get(one.dest)
            if own is None:
                continue
            try:
                found = unwrap(one, own).identity
            except KeyTrouble:
                continue
            # What anybody may put into the set is believed only if it is the key it claims to be.
            if age.public(found) == recipient:
                self._identities[recipient] = found
                return found
        self._lacking[recipient] = mark
        return None

    def opens(self, about: bytes) -> Inside:
        """The key of an object or body. Raises KeyTrouble: no envelope, none for this device, or none that is whole."""
        trouble: KeyTrouble | None = None
        envelopes = self._store.about(about)
        for one in envelopes:
            identity = self.holds(one.dest)
            if identity is None:
                continue
            try:
                return unwrap(one, identity)
            except KeyTrouble as error:
                trouble = error
        if trouble is not None:
            raise trouble
        if not envelopes:
            raise KeyTrouble(
                f"{about.hex()[:16]} is sealed, and no envelope for it is here",
                hint="it was withdrawn, or its envelope has not come yet: `tawthiq sync` with a copy that has it",
            )
        raise KeyTrouble(
            f"{about.hex()[:16]} is sealed to {len(envelopes)} keys, and this device was given none of them",
            hint="an admin gives them with `tawthiq grant`; `tawthiq team` says who reads what",
        )

    def hand(self, recipient: str, to: str) -> None:
        """Give the key of a generation to one more reader. Raises KeyTrouble if this device does not hold it."""
        identity = self.holds(recipient)
        if identity is None:
            raise KeyTrouble(f"this device does not hold the key of generation {recipient[:12]}…")
        self._store.add([wrap(about_key(recipient), Inside(identity=identity), age.recipient(to))])
