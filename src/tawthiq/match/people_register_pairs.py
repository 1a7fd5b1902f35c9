"""A register's pairs and their probabilities: Splink on DuckDB brings rows together and compares them, pattern by pattern.

A million rows make millions of pairs but only some thousand patterns of levels, so what is learned and weighed are the
patterns (Fellegi and Sunter 1969, learned by expectation maximisation); pairs too unlikely to matter never leave DuckDB.
How often rows at random are equal is counted from the values, how often they are nearly so from random pairs.
"""

import logging
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types

from tawthiq.match.people_engine import PRIVATE
from tawthiq.match.people_model import Compared, settings
from tawthiq.match.people_register import (
    COMMON,
    LEAST_COLUMNS,
    LOOKED_AT,
    ROWS_FOR_KINDS,
    Column,
    Counts,
    columns,
    comparisons,
    exact_u,
    groups,
    is_register,
    prepared,
    rules,
)
from tawthiq.match.people_score import Array, Weighed, smoothed_u
from tawthiq.match.people_table import Compare, random_pairs
from tawthiq.record.person import PersonRow

COUNTED_ROWS = 150_000
"""Rows, chosen by what they say, on which pairs of columns are counted."""
KEPT = 0.02
"""Pairs below this probability are not given out."""
ROUNDS = 40
STRENGTH = 30.0
"""Pairs' worth of the starting value of `m`."""

Patterns = npt.NDArray[np.int64]


def register_of(rows: Sequence[PersonRow]) -> tuple[list[str], pa.Table] | None:
    """Headings and cells of rows that make a register, as they were written; None of any other rows."""
    headings = list(rows[0].raw) if rows else []
    if len(headings) < LEAST_COLUMNS or any(list(row.raw) != headings for row in rows):
        return None
    if not is_register(headings, [list(row.raw.values()) for row in rows[:LOOKED_AT]]):
        return None
    cells = [[row.raw[heading] for row in rows] for heading in headings]
    return headings, pa.table({f"c{at}": pa.array(column, pa.string()) for at, column in enumerate(cells)})


def register_pairs(
    headings: Sequence[str], cells: pa.Table, order: Patterns | None = None
) -> tuple[Compare, Weighed]:
    """The pairs of rows (numbered from 0) worth knowing. `cells`: text columns c0, c1, ... beside the headings.

    `order`: the rows in an order of their own, so that random pairs do not depend on how they came; as they stand if not given.
    """
    import duckdb  # noqa: PLC0415 - only matching people needs it
    from splink import DuckDBAPI, Linker  # noqa: PLC0415 - slow to import

    connection = duckdb.connect(config=PRIVATE)
    try:
        connection.register("cells", cells)
        found = _columns(connection, headings)
        counts = _prepare(connection, found, cells.num_rows)
        grouped = groups(found, counts)
        model = comparisons(found, grouped)
        asked = settings(model, cells.num_rows, rules(found, grouped, counts))
        linker = Linker(DuckDBAPI(connection=connection).register("register"), asked, log_level=logging.ERROR)
        u = _chances(connection, model, np.arange(cells.num_rows) if order is None else order)
        blocked = linker.inference.compute_blocked_pairs_for_predict().physical_name
        return _weighed(connection, blocked, model, u, cells.num_rows)
    finally:
        connection.close()


def _columns(connection: Any, headings: Sequence[str]) -> list[Column]:
    every = range(len(headings))
    filled = ", ".join(f"nullif(trim(c{at}), '')" for at in every)
    counted = ", ".join(
        f"count(DISTINCT nullif(trim(c{at}), '')), count(nullif(trim(c{at}), ''))" for at in every
    )
    counts = connection.execute(f"SELECT {counted} FROM cells").fetchall()[0]  # noqa: S608 - our own names
    sql = f"SELECT {filled} FROM cells ORDER BY hash({filled}) LIMIT {ROWS_FOR_KINDS}"  # noqa: S608 - as above
    rows = [[value or "" for value in row] for row in connection.execute(sql).fetchall()]
    return columns(headings, rows, counts[::2], counts[1::2])


def _prepare(connection: Any, found: Sequence[Column], rows: int) -> Counts:
    """Makes the table `rows`, each value beside how common it is, and counts how many rows columns bring together."""
    expressions = ", ".join(prepared(found))
    sql = f"CREATE TABLE plain AS SELECT row_number() OVER () - 1 AS unique_id, {expressions} FROM cells"  # noqa: S608 - our own names
    connection.execute(sql)
    rare = [c for c in found if c.kind != "code"]
    for c in found:
        connection.execute(
            f"CREATE TABLE often_{c.name} AS SELECT {c.name} AS value, count(*) AS n FROM plain"  # noqa: S608 - as above
            f" WHERE {c.name} IS NOT NULL GROUP BY 1"
        )
    bounds = [share * rows for share in COMMON]
    bucket = (
        "CASE "
        + " ".join(f"WHEN n >= {bound} THEN {at}" for at, bound in enumerate(bounds))
        + f" ELSE {len(bounds)} END"
    )
    named = ", ".join(
        f"({bucket.replace('n >=', f'often_{c.name}.n >=')})::TINYINT AS {c.name}_rare" for c in rare
    )
    joins = " ".join(f"LEFT JOIN often_{c.name} ON often_{c.name}.value = plain.{c.name}" for c in rare)
    sql = f"CREATE TABLE register AS SELECT plain.*{', ' + named if named else ''} FROM plain {joins}"  # noqa: S608 - as above
    connection.execute(sql)
    pairs: dict[tuple[str, ...], int] = {}
    for c in found:
        sql = f"SELECT sum(n * (n - 1) // 2) FROM often_{c.name}"  # noqa: S608 - as above
        pairs[(c.name,)] = int(connection.execute(sql).fetchall()[0][0] or 0)
    every = max(1, rows // COUNTED_ROWS)
    names = [c.name for c in found]
    sql = f"CREATE TABLE part AS SELECT * FROM plain WHERE hash({', '.join(names)}) % {every} = 0"  # noqa: S608 - as above
    connection.execute(sql)
    for a, b in combinations(names, 2):
        sql = (
            f"SELECT sum(n * (n - 1) // 2) FROM (SELECT count(*) AS n FROM part"  # noqa: S608 - as above
            f" WHERE {a} IS NOT NULL AND {b} IS NOT NULL GROUP BY {a}, {b})"
        )
        pairs[(a, b)] = int(connection.execute(sql).fetchall()[0][0] or 0) * every * every
    connection.execute("DROP TABLE plain; DROP TABLE part")
    return Counts(rows, pairs)


def _chances(connection: Any, model: Sequence[Compared], order: Patterns) -> dict[str, Array]:
    """For each comparison how often rows at random fall into each level."""
    left, right = (order[side] for side in random_pairs(len(order)))
    connection.register("random", pa.table({"join_key_l": left, "join_key_r": right}))
    numbers, n, levels = _patterns(connection, "random", "chance", model)
    counted = {
        c.name: (
            np.bincount(levels[c.name] + 1, n, minlength=len(c.levels) + 1)[1:]
            / max(1.0, float(n[levels[c.name] >= 0].sum()))
        ).tolist()
        for c in model
    }
    del numbers
    shares = {}
    for compared in model:
        if any(level.name == "same1" for level in compared.levels):
            sql = (
                f"SELECT {compared.name}_rare, sum(n * (n - 1.0)) FROM often_{compared.name} JOIN"  # noqa: S608 - our own names
                f" (SELECT DISTINCT {compared.name}, {compared.name}_rare FROM register) ON value = {compared.name} GROUP BY 1"
            )
            found = dict(connection.execute(sql).fetchall())
            filled = connection.execute(f"SELECT sum(n) FROM often_{compared.name}").fetchall()[0][0]  # noqa: S608 - as above
            shares[compared.name] = [
                float(found.get(at) or 0) / (float(filled) ** 2) for at in range(len(COMMON) + 1)
            ]
    out = {}
    for compared in model:
        u = smoothed_u(compared, counted, len(left))
        for at, share in exact_u(compared, shares).items():
            u[at] = max(share, 1e-9)
        out[compared.name] = u / u.sum()
    return out


def _weighed(
    connection: Any, blocked: str, model: Sequence[Compared], u: Mapping[str, Array], rows: int
) -> tuple[Compare, Weighed]:
    numbers, n, levels = _patterns(connection, blocked, "seen", model)
    weights, probability, prior = _learned(model, levels, n, u, rows)
    good = np.flatnonzero(probability >= KEPT)
    connection.register(
        "good", pa.table({"pattern": numbers[good], "number": np.arange(len(good), dtype=np.int32)})
    )
    sql = "SELECT least(a, b)::INTEGER AS a, greatest(a, b)::INTEGER AS b, number FROM seen JOIN good USING (pattern) ORDER BY 1, 2"
    kept = connection.execute(sql).fetchnumpy()
    at = good[kept["number"]]
    compare = Compare(
        kept["a"].astype(np.int64),
        kept["b"].astype(np.int64),
        {c.name: levels[c.name][at].astype(np.int8) for c in model},
        None,
        {c.name: tuple(level.name for level in c.levels) for c in model},
    )
    by_pair = {name: values[at] for name, values in weights.items()}
    return compare, Weighed(by_pair, np.zeros(len(at)), probability[at], prior)


def _patterns(
    connection: Any, pairs: str, into: str, model: Sequence[Compared]
) -> tuple[Patterns, Array, dict[str, Patterns]]:
    """Makes the table `into` (a, b, pattern) of pairs; its distinct patterns, how many pairs have each, and their levels."""
    sizes = [len(c.levels) + 1 for c in model]
    scale = np.cumprod([1, *sizes[:-1]]).tolist()
    code = " + ".join(f"{by}::BIGINT * ({_case(c)})" for c, by in zip(model, scale, strict=True))
    columns = [
        name for (name,) in connection.execute("SELECT column_name FROM (DESCRIBE register)").fetchall()
    ]
    sides = ", ".join(f"{side}.{name} AS {name}_{side}" for name in columns for side in "lr")
    connection.execute(
        f"CREATE TABLE {into} AS SELECT unique_id_l AS a, unique_id_r AS b, {code} AS pattern FROM (SELECT {sides}"  # noqa: S608 - our own names
        f" FROM {pairs} AS p JOIN register AS l ON p.join_key_l = l.unique_id JOIN register AS r ON p.join_key_r = r.unique_id)"
    )
    sql = f"SELECT pattern, count(*) AS n FROM {into} GROUP BY 1 ORDER BY 1"  # noqa: S608 - as above
    patterns = connection.execute(sql).fetchnumpy()
    numbers, n = patterns["pattern"].astype(np.int64), patterns["n"].astype(np.float64)
    levels = {c.name: numbers // by % size - 1 for c, by, size in zip(model, scale, sizes, strict=True)}
    return numbers, n, levels


def _case(compared: Compared) -> str:
    """A comparison as SQL: 0 where there is nothing to compare, else the number of its level from 1."""
    when = [f"WHEN {level.sql} THEN {at}" for at, level in enumerate(compared.levels[:-1], start=1)]
    return f"CASE WHEN {compared.missing} THEN 0 {' '.join(when)} ELSE {len(compared.levels)} END"


def _learned(
    model: Sequence[Compared], levels: Mapping[str, Patterns], n: Array, u: Mapping[str, Array], rows: int
) -> tuple[dict[str, Array], Array, float]:
    """Weights (log2) of each comparison by pattern, the probability of each pattern, log2 of the odds before."""
    every = max(1.0, rows * (rows - 1) / 2)
    m = {c.name: (start := np.array([level.m for level in c.levels])) / start.sum() for c in model}
    share = 0.2 / max(1, rows)
    posterior = np.zeros(len(n))
    weights: dict[str, Array] = {}
    for turn in range(ROUNDS + 1):
        weights = {
            c.name: np.append(np.log2(np.maximum(m[c.name], 1e-7) / u[c.name]), 0.0)[levels[c.name]]
            for c in model
        }
        odds = np.log2(share / (1 - share)) + np.sum(list(weights.values()), axis=0)
        posterior = 1 / (1 + np.exp2(-np.clip(odds, -300, 300)))
        if turn == ROUNDS:
            break
        share = max(float(n @ posterior), 0.5) / every
        for c in model:
            seen = levels[c.name] >= 0
            counts = np.bincount(levels[c.name][seen], (n * posterior)[seen], minlength=len(c.levels))
            start = np.array([level.m for level in c.levels])
            m[c.name] = (counts + STRENGTH * start / start.sum()) / (counts.sum() + STRENGTH)
    return weights, posterior, float(np.log2(share / (1 - share)))
