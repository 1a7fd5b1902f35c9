"""Persons behind tables of any size, as columns in and columns out: nothing is made per row but its person.

Registers (people_register) go through DuckDB whole. Other tables are read row by row, as `people` does; a person has the
same id on either way, from the least of the rows' ids.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tawthiq.match.linkage import average_linkage, weakest_link
from tawthiq.match.people import CUT, people
from tawthiq.match.people_engine import PRIVATE
from tawthiq.match.people_register import LOOKED_AT, is_register, known_fields
from tawthiq.record.person import PersonRow

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types

Rows = npt.NDArray[np.int64]


def looks_like_a_register(tables: Mapping[str, "pa.Table"]) -> bool:
    """Whether `people_of_tables` takes these tables (all cells text) whole."""
    heads = {tuple(table.column_names) for table in tables.values()}
    some = [row for table in tables.values() for row in _cells(table.slice(0, LOOKED_AT))]
    return len(heads) == 1 and is_register(next(iter(heads)), some)


def people_of_tables(tables: Mapping[str, "pa.Table"]) -> "pa.Table":
    """Columns list, row (from 1), person, probability, in the order of the tables. Cells that are no text are written out.

    A table that is no register has the fields of `PersonRow` as columns, or headings known for them; dates are EDTF.
    """
    import pyarrow as pa  # noqa: PLC0415 - only large tables need it

    texts = {where: _text(table) for where, table in tables.items()}
    names = [where for where, table in texts.items() for _ in range(table.num_rows)]
    numbers = np.concatenate(
        [np.arange(1, table.num_rows + 1) for table in texts.values()] or [np.zeros(0, np.int64)]
    )
    if texts and looks_like_a_register(texts):
        person, probability = _register(texts, names)
        return pa.table({"list": names, "row": numbers, "person": person, "probability": probability})
    found = people({where: _person_rows(where, table) for where, table in texts.items()})
    home = {(ref.list, ref.row): one for one in found.persons for ref in one.rows}
    every = [home[where, row] for where, row in zip(names, numbers.tolist(), strict=True)]
    chances = [one.probability for one in every]
    return pa.table(
        {"list": names, "row": numbers, "person": [one.id for one in every], "probability": chances}
    )


def _text(table: "pa.Table") -> "pa.Table":
    import pyarrow as pa  # noqa: PLC0415 - as above

    return table.cast(pa.schema([(name, pa.string()) for name in table.column_names]))


def _cells(table: "pa.Table") -> list[list[str]]:
    columns = [[value or "" for value in column.to_pylist()] for column in table.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def _person_rows(where: str, table: "pa.Table") -> list[PersonRow]:
    fields = known_fields(table.column_names)
    rows = []
    for number, row in enumerate(_cells(table), start=1):
        said: dict[str, Any] = {field: row[at].strip() or None for field, at in fields.items()}
        parts = [said.pop(part, None) for part in ("given", "father", "grandfather", "family")]
        said["name"] = said.get("name") or " ".join(part for part in parts if part) or None
        age = said.pop("age", None)
        raw = dict(zip(table.column_names, row, strict=True))
        rows.append(
            PersonRow(
                list=where, row=number, age=int(age) if age and age.isdigit() else None, raw=raw, **said
            )
        )
    return rows


def _register(
    tables: Mapping[str, "pa.Table"], names: Sequence[str]
) -> tuple[list[str], npt.NDArray[np.float64]]:
    import pyarrow as pa  # noqa: PLC0415 - as above
    from pyarrow import compute  # noqa: PLC0415 - as above

    from tawthiq.match.people_register_pairs import register_pairs  # noqa: PLC0415 - Splink loads only when needed

    headings = next(iter(tables.values())).column_names
    cells = pa.concat_tables(tables.values()).rename_columns([f"c{at}" for at in range(len(headings))])
    uids = pa.array(_row_ids(headings, cells, names))
    order = compute.sort_indices(uids).to_numpy().astype(np.int64)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    compared, weighed = register_pairs(headings, cells, order)
    left, right = rank[compared.left], rank[compared.right]
    low, high = np.minimum(left, right), np.maximum(left, right)
    sort = np.lexsort((high, low))
    group, probability = clusters(cells.num_rows, low[sort], high[sort], weighed.probability[sort])
    least, at = np.unique(group, return_inverse=True)
    ids = ["p" + sha256(uid.encode()).hexdigest()[:16] for uid in uids.take(order[least]).to_pylist()]
    return [ids[n] for n in at[rank].tolist()], probability[rank]


def _row_ids(headings: Sequence[str], cells: "pa.Table", names: Sequence[str]) -> list[str]:
    """The ids that `row_ids` gives, worked out by DuckDB."""
    import duckdb  # noqa: PLC0415 - only matching people needs it
    import pyarrow as pa  # noqa: PLC0415 - as above

    order = sorted(range(len(headings)), key=lambda at: headings[at])
    named = cells.append_column("list", pa.array(names).dictionary_encode())
    parts = [
        f"CASE WHEN trim(coalesce(c{at}, '')) = '' THEN ''"
        f" ELSE chr(0) || ${at + 1} || chr(1) || trim(c{at}) END"
        for at in order
    ]
    connection = duckdb.connect(config=PRIVATE)
    try:
        connection.register("named", named)
        sql = (
            f"SELECT 'r' || substr(sha256(list::VARCHAR || {' || '.join(parts)}), 1, 20) AS uid,"  # noqa: S608 - our own names
            " row_number() OVER () AS place FROM named"
        )
        sql = (
            "SELECT CASE WHEN n = 1 THEN uid ELSE uid || '.' || n END FROM"  # noqa: S608 - as above
            f" (SELECT uid, place, row_number() OVER (PARTITION BY uid ORDER BY place) AS n FROM ({sql})) ORDER BY place"
        )
        found: list[str] = connection.sql(sql, params=list(headings)).to_arrow_table().column(0).to_pylist()
    finally:
        connection.close()
    return found


def clusters(
    rows: int, left: Rows, right: Rows, probability: npt.NDArray[np.float64]
) -> tuple[Rows, npt.NDArray[np.float64]]:
    """Each row's cluster (its least row) and the cluster's weakest link: average linkage, as for few rows.

    What is linked to one other row only needs no linkage; the rest is linked component by component.
    """
    from scipy.sparse import coo_array  # type: ignore[import-untyped]  # noqa: PLC0415 - only large tables need it
    from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]  # noqa: PLC0415 - as above

    strong = probability >= CUT
    graph = coo_array((np.ones(strong.sum(), np.int8), (left[strong], right[strong])), shape=(rows, rows))
    _, label = connected_components(graph, directed=False)
    size = np.bincount(label, minlength=1)
    group, weakest = np.arange(rows), np.ones(rows)
    pair = strong & (size[label[left]] == 2)
    group[right[pair]] = left[pair]
    weakest[left[pair]] = weakest[right[pair]] = probability[pair]
    many = np.flatnonzero((label[left] == label[right]) & (size[label[left]] > 2))
    inside = np.unique(np.concatenate([left[many], right[many]]))
    a, b = np.searchsorted(inside, left[many]).tolist(), np.searchsorted(inside, right[many]).tolist()
    links = dict(zip(zip(a, b, strict=True), probability[many].tolist(), strict=True))
    whole = inside.tolist()
    for found in average_linkage(len(whole), ((i, j, p) for (i, j), p in links.items()), CUT):
        if len(found) > 1:
            own = {(i, j): links[i, j] for i in found for j in found if (i, j) in links}
            rows_of = [whole[n] for n in found]
            group[rows_of], weakest[rows_of] = rows_of[0], weakest_link(found, own)
    return group, weakest
