"""A row's id comes from what it says and which list says it, never from where it stands: judgements outlive re-sorting.

The id covers the list's name and every cell as written (`raw`), or the parsed fields where no cells were kept. Rows of
one list that say exactly the same are told apart by a running number only, since nothing else tells them apart.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from tawthiq.match.judged import ContradictoryJudgements, Decided, decide
from tawthiq.record.event import EventRow
from tawthiq.record.judgement import Judgement, Subject
from tawthiq.record.person import PersonRow, RowRef

R = TypeVar("R", PersonRow, EventRow)

_ADDRESS = ("list", "row", "raw", "notes")


def row_id(row: PersonRow | EventRow) -> str:
    """The stable id of a row: `r` and 20 hex digits over the list's name and the cells as written."""
    cells = {k: v.strip() for k, v in row.raw.items() if v.strip()}
    if not cells:
        cells = {
            k: str(v)
            for k in row.__struct_fields__
            if k not in _ADDRESS and (v := getattr(row, k)) is not None
        }
    digest = hashlib.sha256(row.list.encode())
    for heading, cell in sorted(cells.items()):
        digest.update(b"\x00" + heading.encode() + b"\x01" + cell.encode())
    return "r" + digest.hexdigest()[:20]


def row_ids(lists: Mapping[str, Sequence[PersonRow]] | Mapping[str, Sequence[EventRow]]) -> dict[RowRef, str]:
    """Every row's id, the second of two equal rows of a list as `<id>.2`; ordered by id, whatever order they came in."""
    every = sorted((row_id(row), row.list, row.row) for rows in lists.values() for row in rows)
    seen: Counter[str] = Counter()
    out: dict[RowRef, str] = {}
    for base, where, number in every:
        seen[base] += 1
        out[RowRef(where, number)] = base if seen[base] == 1 else f"{base}.{seen[base]}"
    return out


class Addressed(NamedTuple, Generic[R]):
    """Rows by their address, the addresses in the order of their ids, and what people decided of them.

    `orphans`: standing judgements of which a row is in none of the lists.
    """

    rows: dict[RowRef, R]
    ids: dict[RowRef, str]
    refs: list[RowRef]
    decided: Decided
    orphans: tuple[Judgement, ...]


def addressed(
    lists: Mapping[str, Sequence[R]], judgements: Sequence[Judgement], subject: Subject
) -> Addressed[R]:
    """Raises ContradictoryJudgements, which calls rows by their address, and ValueError where two rows have the same one."""
    rows = {RowRef(row.list, row.row): row for every in lists.values() for row in every}
    if len(rows) != sum(len(every) for every in lists.values()):
        raise ValueError("two rows have the same list and row number")
    ids = row_ids(lists)
    try:
        decided = decide(judgements, subject)
    except ContradictoryJudgements as error:
        called = {name: f"{ref.list}:{ref.row}" for ref, name in ids.items()}
        raise ContradictoryJudgements(error.conflicts, called) from None
    known = set(ids.values())
    orphans = tuple(j for j in decided.standing if not {j.a, j.b} <= known)
    return Addressed(rows, ids, sorted(ids, key=ids.__getitem__), decided, orphans)
