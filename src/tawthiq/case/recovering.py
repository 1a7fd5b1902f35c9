"""Access is built again on a fresh device from three sheets: with new keys, never with the old ones.

The key on paper gives the new device its roles and closes the lost one; the generations were handed to it, and it hands them
on. What it signs stands in the log like anybody's word.
"""

import time
from typing import TYPE_CHECKING

import msgspec

from tawthiq.case.bodies import Device
from tawthiq.case.case import TOOL, Case, untitled
from tawthiq.case.folder import Folder
from tawthiq.case.readers import hand_all
from tawthiq.protect.keys import Keys, Unlock
from tawthiq.protect.recovery import PaperKey
from tawthiq.record.errors import KeyTrouble
from tawthiq.record.sqlite_ledger import SqliteLedger
from tawthiq.record.standing import Grant, Recovery, Revocation, TeamRole
from tawthiq.record.statement import make, pack

if TYPE_CHECKING:
    from tawthiq.record.standing import Governance

ROLES = (TeamRole.ADMIN, TeamRole.EDITOR, TeamRole.PUBLISHER, TeamRole.INTAKE)


def make_paper(case: Case) -> PaperKey:
    """A new key on paper, recorded and handed every generation that this device holds."""
    paper = PaperKey.fresh()
    recipient = case.reader.learn(paper.identity)
    case.govern("recovery", Recovery(recipient=recipient, signer=paper.signing.author.hex()))
    return paper


def recover(folder: Folder, paper: PaperKey, *, passphrase: str | None, lost: str | None, title: str) -> Keys:
    """Give this copy of a case new keys, with all roles, and everything that the key on paper reads.

    Raises KeyTrouble if the sheets are not of this case. `lost` is the device to close (hex).
    """
    with Case(folder, keyless=True) as case:
        signers = {said.signer for _, said in case.index.told("recovery", Recovery)}
        if paper.signing.author.hex() not in signers:
            raise KeyTrouble(
                "these sheets are not of this case, or are older than it knows",
                hint="bring in what other copies have with `tawthiq sync`, or use the sheets that were printed last",
            )
    keys = Keys.fresh(passphrase)
    keys.write(folder.keys)
    _begin(folder, keys, title)
    unlock: Unlock = lambda _: passphrase  # noqa: E731  (a name for what is given on)
    with Case(folder, writer=True, unlock=unlock) as case:
        case.reader.learn(paper.identity)
        assert keys.recipient is not None
        hand_all(case, keys.recipient)
        if lost is not None:
            last = dict(case.index.devices()).get(bytes.fromhex(lost), 0)
            _sign(case, paper, "revocation", Revocation(device=lost, after=last))
        for role in ROLES:
            _sign(case, paper, "grant", Grant(device=keys.device, role=role))
        case.follow_merge()
    return keys


def _begin(folder: Folder, keys: Keys, title: str) -> None:
    settings = msgspec.structs.replace(folder.settings(), device=keys.device, title=title, sealed_title=None)
    body = pack(Device(tool=TOOL, recipient=keys.recipient))
    refs = (bytes.fromhex(settings.id),)
    first = make(
        keys.signing, seq=0, previous=None, time=int(time.time()), kind="device", body=body, refs=refs
    )
    ledger = SqliteLedger(folder.ledger, writer=True)
    try:
        ledger.append([(first, body)])
    finally:
        ledger.close()
    assert keys.recipient is not None
    folder.write_settings(untitled(settings, keys.recipient))


def _sign(case: Case, paper: PaperKey, kind: str, said: "Governance") -> None:
    """A statement in the chain of the key on paper, which goes on from where the log has it."""
    head = case.ledger.head(paper.signing.author)
    seq, previous = (head[0] + 1, head[1]) if head else (0, None)
    body = pack(said)
    one = make(paper.signing, seq=seq, previous=previous, time=int(time.time()), kind=kind, body=body)
    case.ledger.append([(one, body)])
