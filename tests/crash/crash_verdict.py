"""What must hold after any crash: every acknowledged statement is there with its object, and nothing is damaged."""

from collections.abc import Iterable
from pathlib import Path

from tawthiq.record.audit import audit
from tawthiq.record.errors import TawthiqError
from tawthiq.record.file_vault import FileVault
from tawthiq.record.sqlite_ledger import SqliteLedger
from tawthiq.record.vault import digest_of


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
            whole = True
            for ref in statement.refs:
                try:
                    with vault.open(ref.hex()) as stream:
                        whole &= digest_of(stream)[0] == ref.hex()
                except TawthiqError:
                    whole = False
            if whole:
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
