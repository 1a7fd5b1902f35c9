"""What is compared of two rows, in which levels, and what each level weighs before any data have been seen.

Each comparison looks at one thing, so that the weights may be added; things that depend on each other share one. A level
is SQL over the columns of people_table, the first that holds counts. `m` is how often two rows about one person fall
into it, `u` how often two rows about any two people do; both are starting values, learned again from every set of lists
large enough to say something. `shared_by` names the rival explanations under which it holds as often as for one person.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from tawthiq.match.people_engine import Engine, OnDuckDB, spelled


class Level(msgspec.Struct, frozen=True):
    """One outcome of a comparison. `rare`: agreeing on a rare value weighs more (term frequency of `Compared.term`)."""

    name: str
    sql: str
    m: float
    u: float
    rare: bool = False


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """One comparison. `missing` is the SQL of "nothing to compare"; `term` the column whose frequency `rare` levels use."""

    name: str
    missing: str
    levels: tuple[Level, ...]
    shared_by: frozenset[str] = frozenset()
    term: str | None = None
    loose: float = 1.0
    """How far the learning may move `m` from its start: 0 never, 1 as the data say."""


KIN, NEIGHBOUR = "kin", "neighbour"
"""A relative killed beside them; a stranger killed in the same attack."""


def _none(column: str) -> str:
    return _null(column)


def _null(column: str) -> str:
    return f"{column}_l IS NULL OR {column}_r IS NULL"


def _meet(left: str, right: str | None = None) -> str:
    other = right or left
    if left == other:
        return f"list_has_any({left}_l, {left}_r)"
    return f"list_has_any({left}_l, {other}_r) OR list_has_any({other}_l, {left}_r)"


def _both(left: str, right: str) -> str:
    return f"list_has_any({left}_l, {right}_r) AND list_has_any({right}_l, {left}_r)"


_EXCHANGED = (
    "list_has_any(given_all_l, family_all_r) AND list_has_any(family_all_l, given_all_r)"
    " AND NOT list_has_any(given_all_l, given_all_r)"
)

MODEL: tuple[Compared, ...] = (
    Compared(
        name="given",
        missing=f"{_null('given')} OR ({_EXCHANGED})",
        term="given",
        loose=0.5,
        levels=(
            Level("same", "given_l = given_r", 0.88, 0.012, rare=True),
            Level("likely", _meet("given_all"), 0.06, 0.012, rare=True),
            Level("moved", _both("given_all", "words_all"), 0.01, 0.001),
            Level("inside", _meet("given_all", "middle_all"), 0.012, 0.02),
            Level("sound", "given_sound_l = given_sound_r", 0.015, 0.008),
            Level("differs", "ELSE", 0.012, 0.938),
        ),
    ),
    Compared(
        name="family",
        missing=_null("family"),
        term="family",
        shared_by=frozenset({KIN}),
        levels=(
            Level("same", "family_l = family_r", 0.80, 0.008, rare=True),
            Level("likely", _meet("family_all"), 0.05, 0.006, rare=True),
            Level("exchanged", _EXCHANGED, 0.02, 0.0002),
            Level("moved", _both("family_all", "words_all"), 0.02, 0.001),
            Level("inside", _meet("family_all", "middle_all"), 0.05, 0.02),
            Level("sound", "family_sound_l = family_sound_r", 0.03, 0.005),
            Level("differs", "ELSE", 0.06, 0.961),
        ),
    ),
    Compared(
        name="father",
        missing=_none("father_all"),
        term="father",
        shared_by=frozenset({KIN}),
        levels=(
            Level("same", _meet("father_all"), 0.90, 0.016, rare=True),
            Level("elsewhere", _meet("father_all", "words_all"), 0.03, 0.04),
            Level("differs", "ELSE", 0.07, 0.944),
        ),
    ),
    Compared(
        name="kunya",
        missing=_none("kunya_all"),
        levels=(Level("same", _meet("kunya_all"), 0.9, 0.015), Level("differs", "ELSE", 0.1, 0.985)),
    ),
    Compared(
        name="day",
        missing=f"({_null('day')}) AND ({_null('month')})",
        shared_by=frozenset({KIN, NEIGHBOUR}),
        levels=(
            Level("same", "day_l = day_r", 0.62, 0.004),
            Level("next", "abs(day_l - day_r) = 1", 0.12, 0.005),
            Level("near", "abs(day_l - day_r) <= 3", 0.08, 0.009),
            Level("swapped", "swapped_l = day_r OR swapped_r = day_l", 0.02, 0.002),
            Level("week", "abs(day_l - day_r) <= 7", 0.04, 0.02),
            Level("heaped", "abs(day_l - day_r) <= 15 AND (heaped_l OR heaped_r)", 0.03, 0.006),
            Level("month", "month_l = month_r AND (day_l IS NULL OR day_r IS NULL)", 0.05, 0.05),
            Level("differs", "ELSE", 0.04, 0.904),
        ),
    ),
    Compared(
        name="place",
        missing=_none("place_all"),
        shared_by=frozenset({KIN, NEIGHBOUR}),
        levels=(Level("same", _meet("place_all"), 0.7, 0.06), Level("differs", "ELSE", 0.3, 0.94)),
    ),
    Compared(
        name="age",
        missing=_null("age"),
        levels=(
            Level("same", "age_l = age_r", 0.55, 0.025),
            Level("near", "abs(age_l - age_r) <= 2", 0.25, 0.09),
            Level("close", "abs(age_l - age_r) <= 5", 0.14, 0.12),
            Level("apart", "abs(age_l - age_r) <= 10", 0.04, 0.17),
            Level("differs", "ELSE", 0.02, 0.595),
        ),
    ),
    Compared(
        name="sex",
        missing=_null("sex"),
        levels=(Level("same", "sex_l = sex_r", 0.985, 0.6), Level("differs", "ELSE", 0.015, 0.4)),
    ),
    Compared(
        name="number",
        missing=_null("number"),
        loose=0.0,
        levels=(Level("same", "number_l = number_r", 0.9, 0.00002), Level("differs", "ELSE", 0.1, 0.99998)),
    ),
    Compared(
        name="list",
        missing="FALSE",
        levels=(Level("same", "list_l = list_r", 0.06, 0.23), Level("differs", "ELSE", 0.94, 0.77)),
    ),
)

UNMODELLED = (
    Compared(name="manner", missing="", levels=(), shared_by=frozenset({KIN, NEIGHBOUR})),
    Compared(name="status", missing="", levels=()),
)
"""What has no levels of its own: only how often lists write one value for another weighs (people_company)."""

BLOCKING: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("l.given_keys = r.given_keys AND l.family_keys = r.family_keys", ("given_keys", "family_keys")),
    ("l.word_keys = r.word_keys AND l.day_keys = r.day_keys", ("word_keys", "day_keys")),
    ("l.given_keys = r.family_keys AND l.family_keys = r.given_keys", ("given_keys", "family_keys")),
    ("l.number = r.number", ()),
)
"""Equality joins on keys, with the array columns that are exploded for each."""

EVERY_PAIR_BELOW = 250
"""Lists with fewer rows than this in all are compared pair by pair, without blocking."""


def settings(
    model: tuple[Compared, ...], rows: int, blocking: Sequence[str] = (), *, engine: Engine | None = None
) -> dict[str, Any]:
    """The model as Splink's settings. `blocking`: rules in place of BLOCKING."""
    engine = engine or OnDuckDB()
    plain: list[tuple[str, tuple[str, ...]]] = [(sql, ()) for sql in blocking]
    if not blocking:
        plain = [("1 = 1", ())] if rows < EVERY_PAIR_BELOW else list(BLOCKING)
    rules = [
        {"blocking_rule": spelled(sql, engine), "sql_dialect": engine.dialect}
        | ({"arrays_to_explode": list(arrays)} if arrays else {})
        for sql, arrays in plain
    ]
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "blocking_rules_to_generate_predictions": rules,
        "probability_two_random_records_match": 0.001,
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": False,
        "comparisons": [_comparison(c, engine) for c in model],
    }


def _comparison(compared: Compared, engine: Engine) -> dict[str, Any]:
    missing = {
        "sql_condition": spelled(compared.missing, engine),
        "label_for_charts": "missing",
        "is_null_level": True,
    }
    levels = [
        {
            "sql_condition": spelled(level.sql, engine),
            "label_for_charts": level.name,
            "m_probability": level.m,
            "u_probability": level.u,
        }
        for level in compared.levels
    ]
    return {"output_column_name": compared.name, "comparison_levels": [missing, *levels]}
