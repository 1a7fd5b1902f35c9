"""The lists as one table for DuckDB, and the pairs that Splink makes of it: blocked, compared, counted.

Splink is met here and in people_register_pairs; the engine under it may be another (people_engine).
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from tawthiq.match.people_engine import Engine, OnDuckDB, Session
from tawthiq.match.people_model import Compared, settings
from tawthiq.match.people_rows import Read, place_kin

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types

SAMPLED_PAIRS = 300_000
WINDOW = 4
"""Days in a bucket; each day lies in two buckets, so that two days at most three apart share one."""


@dataclass(frozen=True)
class Compare:
    """Pairs of row numbers with the level of each comparison: -1 missing, 0.. counting from the first level.

    `u[c][level]`: share of random pairs in the level, from `sampled` pairs; None where nothing was sampled.
    """

    left: "npt.NDArray[np.int64]"
    right: "npt.NDArray[np.int64]"
    levels: dict[str, "npt.NDArray[np.int8]"]
    u: dict[str, list[float]] | None
    names: dict[str, tuple[str, ...]]

    def named(self, pair: int) -> list[tuple[str, str]]:
        """The comparisons of one pair that had something to compare, each with the name of its level."""
        return [(c, self.names[c][level]) for c in self.names if (level := int(self.levels[c][pair])) >= 0]


class _Keys:
    """Lemmas and sounds as small numbers: integer lists join and meet faster than lists of text."""

    def __init__(self, reads: Sequence[Read]) -> None:
        found = {lemma for r in reads for part in (*r.words, r.kunya) for lemma in part}
        found |= {_sound(s) for r in reads for s in r.sounds}
        self._of = {text: number for number, text in enumerate(sorted(found))}

    def first(self, lemmas: Sequence[str]) -> int | None:
        return self._of[lemmas[0]] if lemmas else None

    def all(self, lemmas: Iterable[str]) -> list[int]:
        return sorted({self._of[lemma] for lemma in lemmas})

    def sound(self, sound: str) -> int | None:
        return self._of[_sound(sound)] if len(sound) > 1 else None

    def block(self, lemmas: Iterable[str], sound: str) -> list[int]:
        number = self.sound(sound)
        return sorted({*self.all(lemmas), *([] if number is None else [number])})


def _sound(skeleton: str) -> str:
    return f"~{skeleton}"


def _day_keys(read: Read) -> list[int]:
    days = [d for d in (read.day, read.swapped) if d is not None]
    return sorted(
        {2 * (d // (2 * WINDOW)) for d in days} | {2 * ((d + WINDOW) // (2 * WINDOW)) + 1 for d in days}
    )


def table(reads: Sequence[Read]) -> "pa.Table":
    """One row for each row, numbered from 0 in the order given."""
    import pyarrow as pa  # noqa: PLC0415 - only matching people needs it

    number, text, many, keys = pa.int64(), pa.string(), pa.list_(pa.int64()), _Keys(reads)
    kin = place_kin(r.place for r in reads if r.place)
    places = {key: n for n, key in enumerate(sorted({key for found in kin.values() for key in found}))}
    columns: dict[str, tuple[list[Any], Any]] = {
        "unique_id": (list(range(len(reads))), number),
        "list": ([r.list for r in reads], text),
        "given": ([keys.first(r.given) for r in reads], number),
        "given_all": ([keys.all(r.given) for r in reads], many),
        "given_sound": ([keys.sound(r.sounds[0]) for r in reads], number),
        "family": ([keys.first(r.family) for r in reads], number),
        "family_all": ([keys.all(r.family) for r in reads], many),
        "family_sound": ([keys.sound(r.sounds[1]) for r in reads], number),
        "father_all": ([keys.all(r.father) for r in reads], many),
        "kunya_all": ([keys.all(r.kunya) for r in reads], many),
        "middle_all": ([keys.all(w for ws in r.middle for w in ws) for r in reads], many),
        "words_all": ([keys.all(w for ws in r.words for w in ws) for r in reads], many),
        "day": ([r.day for r in reads], number),
        "month": ([r.month for r in reads], number),
        "swapped": ([r.swapped for r in reads], number),
        "heaped": ([r.day is not None and date.fromordinal(r.day).day in {1, 15} for r in reads], pa.bool_()),
        "place_all": ([[places[key] for key in kin[r.place]] if r.place else [] for r in reads], many),
        "age": ([r.age for r in reads], number),
        "sex": ([r.sex for r in reads], text),
        "number": ([r.number for r in reads], text),
        "given_keys": ([keys.block(r.given, r.sounds[0]) for r in reads], many),
        "family_keys": ([keys.block(r.family, r.sounds[1]) for r in reads], many),
        "word_keys": ([keys.block([*r.given, *r.family], r.sounds[0]) for r in reads], many),
        "day_keys": ([_day_keys(r) for r in reads], many),
    }
    columns = {
        name: ([value or None for value in values] if kind == many else values, kind)
        for name, (values, kind) in columns.items()
    }
    return pa.table({name: pa.array(values, kind) for name, (values, kind) in columns.items()})


def compare(rows: "pa.Table", model: Sequence[Compared], *, engine: Engine | None = None) -> Compare:
    """Blocks and compares through Splink on the engine, and counts the levels among random pairs."""
    import numpy as np  # noqa: PLC0415 - only matching people needs it

    engine = engine or OnDuckDB()
    asked = settings(tuple(model), rows.num_rows, engine=engine)
    with engine.session() as session:
        registered = session.api.register(session.rows(rows))
        found = _levels(session, registered, asked, model)
        u = _random(session, registered, asked, model, rows.num_rows)
    left, right = found.pop("unique_id_l"), found.pop("unique_id_r")
    order = np.lexsort((right, left))
    names_of = {c.name: tuple(level.name for level in c.levels) for c in model}
    return Compare(
        left[order], right[order], {name: levels[order] for name, levels in found.items()}, u, names_of
    )


def _levels(
    session: Session, rows: Any, asked: Mapping[str, Any], model: Sequence[Compared], blocked: Any = None
) -> dict[str, Any]:
    """Pairs by their numbers with the level of each comparison; `blocked`: these pairs, not those of the rules."""
    from splink import Linker  # noqa: PLC0415 - slow to import

    linker = Linker(rows, dict(asked), log_level=logging.ERROR)
    if blocked is not None:
        linker.table_management.register_blocked_pairs_for_predict(blocked)
    names = ", ".join(f"gamma_{c.name}" for c in model)
    table = linker.inference.predict().physical_name
    result = session.fetch(f"SELECT unique_id_l, unique_id_r, {names} FROM {table}")  # noqa: S608 - our own names
    levels = {c.name: _from_first(result[f"gamma_{c.name}"], len(c.levels)) for c in model}
    return {
        "unique_id_l": result["unique_id_l"].astype("int64"),
        "unique_id_r": result["unique_id_r"].astype("int64"),
    } | levels


def random_pairs(rows: int) -> "tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]":
    """Pairs of different rows drawn blindly, none twice."""
    import numpy as np  # noqa: PLC0415 - only matching people needs it

    a, b = np.random.default_rng(1).integers(0, rows, (2, SAMPLED_PAIRS))
    keys = np.unique(np.minimum(a, b)[a != b] * rows + np.maximum(a, b)[a != b])
    return keys // rows, keys % rows


def _random(
    session: Session, registered: Any, asked: Mapping[str, Any], model: Sequence[Compared], rows: int
) -> dict[str, list[float]]:
    """For each comparison the share of random pairs in each level: the same pairs on every engine."""
    import numpy as np  # noqa: PLC0415 - only matching people needs it
    import pyarrow as pa  # noqa: PLC0415 - as above

    left, right = random_pairs(rows)
    if not len(left):
        return {c.name: [0.0] * len(c.levels) for c in model}
    pairs = pa.table({"match_key": np.full(len(left), "0"), "join_key_l": left, "join_key_r": right})
    found = _levels(session, registered, asked, model, session.api.register(session.rows(pairs)))
    out = {}
    for c in model:
        counts = np.bincount(found[c.name] + 1, minlength=len(c.levels) + 1)[1:]
        out[c.name] = (counts / max(1, counts.sum())).tolist()
    return out


def _from_first(gamma: Any, levels: int) -> "npt.NDArray[np.int8]":
    """Splink counts levels from the last (0) up; -1 stays "missing"."""
    import numpy as np  # noqa: PLC0415 - slow to import

    values = np.asarray(gamma, dtype=np.int8)
    return np.where(values < 0, values, levels - 1 - values).astype(np.int8)
