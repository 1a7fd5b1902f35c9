"""A row's id comes from what it says and which list says it, never from where it stands: judgements outlive re-sorting.

The id covers the list's name and every cell as written (`raw`), or the parsed fields where no cells were kept. Rows of
one list that say exactly the same are told apart by a running number only, since nothing else tells them apart.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from tawthiq.record.event import EventRow
from tawthiq.record.person import PersonRow, RowRef

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
