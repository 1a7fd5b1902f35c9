"""The comparing of persons on Spark: the same Splink model as on DuckDB, for lists that one machine does not hold.

What is passed on is Splink's DatabaseAPI object; the room `match` knows nothing else of Spark. Rows stay in the session's
memory; on leaving, its views are dropped and nothing is written. PySpark and Java are asked for only here.
"""

from typing import TYPE_CHECKING, Any, Self

import numpy as np

from tawthiq.record.errors import MissingInput

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types


class OnSpark:
    """Spark under a master such as `local[2]` or `spark://host:7077`, or on a session that is there."""

    dialect = "spark"
    functions = {"list_has_any": "arrays_overlap"}  # noqa: RUF012 - the room's protocol wants a plain attribute

    def __init__(self, master: str = "local[*]", *, session: Any = None) -> None:
        self._master, self._given = master, session

    def session(self) -> "SparkSession":
        """An open session; one that was given stays open on leaving."""
        return SparkSession(self._given or start(self._master), keep=self._given is not None)


class SparkSession:
    """Splink's API on a Spark session."""

    def __init__(self, spark: Any, *, keep: bool) -> None:
        from splink import SparkAPI  # noqa: PLC0415 - slow to import

        self._spark, self._keep = spark, keep
        self.api: Any = SparkAPI(  # type: ignore[no-untyped-call]  # Splink types none of it
            spark_session=spark, break_lineage_method="persist", register_udfs_automatically=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for table in self._spark.catalog.listTables():
            if table.isTemporary:
                self._spark.catalog.dropTempView(table.name)
        self._spark.catalog.clearCache()
        if not self._keep:
            self._spark.stop()

    def rows(self, table: "pa.Table") -> Any:
        """The table as a DataFrame of Spark."""
        return self._spark.createDataFrame(table)

    def fetch(self, sql: str) -> dict[str, Any]:
        """All rows of a query as numpy columns by name."""
        found = self._spark.sql(sql).toArrow()
        return {name: np.asarray(found.column(name)) for name in found.column_names}


def start(master: str, **more: str) -> Any:
    """A session under this master; `more`: settings with `_` for each dot."""
    try:
        from pyspark.sql import SparkSession as Built  # noqa: PLC0415 - not everybody has it
    except ImportError as error:
        raise MissingInput(
            "PySpark is not installed",
            hint="pip install --requirement requirements/spark.txt, beside Java 17",
        ) from error
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "4",
        "spark.default.parallelism": "4",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.ui.showConsoleProgress": "false",
    } | {name.replace("_", "."): value for name, value in more.items()}
    builder = Built.builder.master(master).appName("tawthiq")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()
