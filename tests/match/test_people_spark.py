"""The same model on Spark local[2]: skipped, with the reason, where PySpark or Java is absent."""

import importlib.util
import shutil

import pytest

from tawthiq.engines.spark import OnSpark, start
from tawthiq.match import people
from tawthiq.match.people_engine import OnDuckDB, spelled
from tawthiq.match.people_model import BLOCKING, MODEL
from tawthiq.match.people_rows import read_rows
from tawthiq.match.people_table import table
from tawthiq.match.row_ids import row_ids
from tawthiq.record.person import RowRef

pytestmark = [
    pytest.mark.spark,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(
        importlib.util.find_spec("pyspark") is None, reason="PySpark is not installed: make spark"
    ),
    pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed; Spark needs 17 or later"),
]


@pytest.fixture(scope="module")
def spark():
    session = start("local[2]", spark_sql_shuffle_partitions="2", spark_sql_codegen_wholeStage="false")
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def rows(drawn):
    ids = row_ids(drawn.rows)
    by_ref = {RowRef(r.list, r.row): r for some in drawn.rows.values() for r in some}
    return table(read_rows([(ids[ref], by_ref[ref]) for ref in sorted(ids, key=ids.__getitem__)]))


def met(engine, rows, sql, arrays):
    """Pairs of rows that one rule brings together on an engine, asked in plain SQL."""
    unnest = "explode" if engine.dialect == "spark" else "unnest"
    with engine.session() as session:
        view = session.api.register(session.rows(rows), table_name="every").physical_name
        for array in arrays:
            rest = ", ".join(c for c in rows.column_names if c != array)
            view = f"(SELECT {rest}, {unnest}({array}) AS {array} FROM {view})"
        query = (
            f"SELECT DISTINCT l.unique_id AS a, r.unique_id AS b FROM {view} AS l JOIN {view} AS r ON {spelled(sql, engine)}"
            " WHERE l.unique_id < r.unique_id"
        )
        found = session.fetch(query)
    return set(zip(found["a"].tolist(), found["b"].tolist(), strict=True))


@pytest.mark.parametrize("rule", range(len(BLOCKING)))
def test_every_blocking_rule_brings_the_same_rows_together(spark, rows, rule):
    """The rule's equality join gives equal sets of pairs on both engines."""
    sql, arrays = BLOCKING[rule]
    plain = met(OnDuckDB(), rows, sql, arrays)
    assert plain or "number" in sql
    assert met(OnSpark(session=spark), rows, sql, arrays) == plain


def test_every_level_is_the_same_on_both_engines_and_so_are_the_persons(spark, drawn):
    """Pairs, probabilities, reasons, persons: all equal to the last digit."""
    assert people(drawn.rows, engine=OnSpark(session=spark)) == people(drawn.rows)


def test_a_function_with_another_name_is_called_by_it():
    """What only DuckDB calls so is called otherwise on Spark, in every level of the model."""
    every = [level.sql for c in MODEL for level in c.levels] + [c.missing for c in MODEL]
    assert any("list_has_any(" in sql for sql in every)
    assert not any("list_has_any(" in spelled(sql, OnSpark()) for sql in every)
