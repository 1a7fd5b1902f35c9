"""The lists as one table for DuckDB, and the pairs that Splink makes of it: blocked, compared, counted.

Splink and DuckDB are met here and nowhere else in the room. Results are drained with fetchall or as Arrow: DuckDB 2
refuses a statement while an earlier one holds undrained rows.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tawthiq.match.people_model import Compared, settings
from tawthiq.match.people_rows import Read, place_kin

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

SAMPLED_PAIRS = 1_000_000
WINDOW = 4
"""Days in a bucket; each day lies in two buckets, so that two days at most three apart share one."""


@dataclass(frozen=True)
class Compare:
    """Pairs of row numbers with the level of each comparison: -1 missing, 0.. counting from the first level.

    `u[c][level]`: share of random pairs in the level, from `sampled` pairs; None where nothing was sampled.
    """

    left: "npt.NDArray[np.int32]"
    right: "npt.NDArray[np.int32]"
    levels: dict[str, "npt.NDArray[np.int8]"]
    u: dict[str, list[float]] | None
    names: dict[str, tuple[str, ...]]

    def named(self, pair: int) -> list[tuple[str, str]]:
        """The comparisons of one pair that had something to compare, each with the name of its level."""
        return [(c, self.names[c][level]) for c in self.names if (level := int(self.levels[c][pair])) >= 0]


def _lemma_keys(lemmas: Sequence[str], sound: str) -> list[str]:
    return sorted({*lemmas, *([f"~{sound}"] if len(sound) > 1 else [])})


def _day_keys(read: Read) -> list[int]:
    days = [d for d in (read.day, read.swapped) if d is not None]
    return sorted({2 * (d // (2 * WINDOW)) for d in days} | {2 * ((d + WINDOW) // (2 * WINDOW)) + 1 for d in days})


def table(reads: Sequence[Read]) -> "pa.Table":
    """One row for each row, numbered from 0 in the order given."""
    import pyarrow as pa  # noqa: PLC0415 - only matching people needs it

    strings, ints = pa.list_(pa.string()), pa.list_(pa.int64())
    places = place_kin(r.place for r in reads if r.place)
    heaped = [r.day is not None and _day_of_month(r.day) in {1, 15} for r in reads]
    columns: dict[str, tuple[list[Any], Any]] = {
        "unique_id": (list(range(len(reads))), pa.int64()),
        "list": ([r.list for r in reads], pa.string()),
        "given": ([r.given[0] if r.given else None for r in reads], pa.string()),
        "given_all": ([list(r.given) for r in reads], strings),
        "given_sound": ([r.sounds[0] for r in reads], pa.string()),
        "family": ([r.family[0] if r.family else None for r in reads], pa.string()),
        "family_all": ([list(r.family) for r in reads], strings),
        "family_sound": ([r.sounds[1] for r in reads], pa.string()),
        "father_all": ([list(r.father) for r in reads], strings),
        "kunya_all": ([list(r.kunya) for r in reads], strings),
        "words_all": ([sorted({w for ws in r.words for w in ws}) for r in reads], strings),
        "day": ([r.day for r in reads], pa.int64()),
        "month": ([r.month for r in reads], pa.int64()),
        "swapped": ([r.swapped for r in reads], pa.int64()),
        "heaped": (heaped, pa.bool_()),
        "place_all": ([list(places[r.place]) if r.place else [] for r in reads], strings),
        "age": ([r.age for r in reads], pa.int64()),
        "sex": ([r.sex for r in reads], pa.string()),
        "number": ([r.number for r in reads], pa.string()),
        "given_keys": ([_lemma_keys(r.given, r.sounds[0]) for r in reads], strings),
        "family_keys": ([_lemma_keys(r.family, r.sounds[1]) for r in reads], strings),
        "word_keys": ([_lemma_keys([*r.given, *r.family], r.sounds[0]) for r in reads], strings),
        "day_keys": ([_day_keys(r) for r in reads], ints),
    }
    return pa.table({name: pa.array(values, kind) for name, (values, kind) in columns.items()})


def _day_of_month(day: int) -> int:
    from datetime import date  # noqa: PLC0415

    return date.fromordinal(day).day


def compare(rows: "pa.Table", model: Sequence[Compared], *, sample: bool) -> Compare:
    """Blocks and compares through Splink on DuckDB; with `sample` also counts the levels among random pairs."""
    import duckdb  # noqa: PLC0415 - only matching people needs it
    from splink import DuckDBAPI, Linker  # noqa: PLC0415 - slow to import

    connection = duckdb.connect()
    try:
        api = DuckDBAPI(connection=connection)
        linker = Linker(api.register(rows), settings(tuple(model), rows.num_rows), log_level=logging.ERROR)
        names = ", ".join(f"gamma_{c.name}" for c in model)
        found = linker.inference.predict()
        sql = f"SELECT unique_id_l, unique_id_r, {names} FROM {found.physical_name} ORDER BY 1, 2"  # noqa: S608 - our own names
        result = connection.execute(sql).fetchnumpy()
        u = _random_levels(linker, model) if sample else None
    finally:
        connection.close()
    names_of = {c.name: tuple(level.name for level in c.levels) for c in model}
    levels = {c.name: _from_first(result[f"gamma_{c.name}"], len(c.levels)) for c in model}
    return Compare(result["unique_id_l"].astype("int32"), result["unique_id_r"].astype("int32"), levels, u, names_of)


def _from_first(gamma: Any, levels: int) -> "npt.NDArray[np.int8]":
    """Splink counts levels from the last (0) up; -1 stays "missing"."""
    import numpy as np  # noqa: PLC0415

    values = np.asarray(gamma, dtype=np.int8)
    return np.where(values < 0, values, levels - 1 - values).astype(np.int8)


def _random_levels(linker: Any, model: Sequence[Compared]) -> dict[str, list[float]]:
    linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLED_PAIRS, seed=1, num_chunks=1)
    trained = linker.misc.save_model_to_json()["comparisons"]
    return {
        c.name: [float(level.get("u_probability", 0.0) or 0.0) for level in got["comparison_levels"] if not level.get("is_null_level")]
        for c, got in zip(model, trained, strict=True)
    }
