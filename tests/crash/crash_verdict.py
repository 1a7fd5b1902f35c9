"""What must hold after any crash: every acknowledged statement is there with its object, and nothing is damaged.

Where the intake seals, the keys must be there too: every object and every body opens.
"""

from collections.abc import Iterable
from pathlib import Path

from intake import IDENTITY  # type: ignore[import-not-found]

from tawthiq.protect.envelopes import SqliteEnvelopes
from tawthiq.protect.reader import Reader
from tawthiq.protect.sealing import Sealer
from tawthiq.record.audit import audit
from tawthiq.record.errors import TawthiqError
from tawthiq.record.file_vault import FileVault
from tawthiq.record.ledger import Row
from tawthiq.record.sqlite_ledger import SqliteLedger
from tawthiq.record.statement import SEALED
from tawthiq.record.vault import digest_of


def _whole(row: Row, vault: FileVault) -> bool:
    try:
        for ref in row.statement.refs:
            with vault.open(ref.hex()) as stream:
                if digest_of(stream)[0] != ref.hex():
                    return False
    except TawthiqError:
        return False
    return True


def _opens(row: Row, case: Path, vault: FileVault) -> bool:
    """The object and the body of a sealed statement can be read with the key that was to read them."""
    store = SqliteEnvelopes(case / "envelopes.db")
    sealer = Sealer(store, Reader(store, IDENTITY), lambda: ())
    try:
        assert row.body is not None
        sealer.open_body(row.body)
        sealer.open_object(row.statement.refs[0].hex(), vault).close()
    except TawthiqError:
        return False
    finally:
        sealer.close()
        store.close()
    return True


def state(case: Path, acknowledged: Iterable[str]) -> tuple[list[str], list[str]]:
    """(acknowledged ids that are lost, damage found). The case is opened as the next writer would."""
    expected = list(acknowledged)
    if not (case / "record.db").exists():
        return expected, []
    damage: list[str] = []
    there: set[str] = set()
    vault = FileVault(case / "objects")
    try:
        ledger = SqliteLedger(case / "record.db", writer=True)
        for row in ledger.rows():
            statement = row.statement
            if _opens(row, case, vault) if statement.body_form == SEALED else _whole(row, vault):
                there.add(statement.id.hex())
            else:
                damage.append(f"{statement.id.hex()[:12]} names an object that is not whole")
        point = case / "checkpoint"
        found = audit(ledger, point.read_text() if point.exists() else None)
        damage += [
            f"{one.code}: {one.what}"
            for one in found.findings
            # Before its first commit a record has no checkpoint, and nothing was acknowledged.
            if one.code != "checkpoint-missing" or expected
        ]
        ledger.close()
    except TawthiqError as error:
        damage.append(str(error))
    for digest in vault.digests():
        with vault.open(digest) as stream:
            if digest_of(stream)[0] != digest:
                damage.append(f"object {digest[:12]} is not whole")
    vault.close()
    return [one for one in expected if one not in there], damage
