"""Where the comparing runs: DuckDB in this process, or any engine that Splink has a DatabaseAPI for.

The model is written once, in functions that both engines have or that have a name of their own on each; which rows meet,
their levels, and the random pairs that chance is counted on are the same everywhere, so the clusters are the same.
"""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol, Self

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types

PRIVATE: dict[str, str | bool | int | float | list[str]] = {
    "temp_directory": "",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
"""Names of victims stay in memory: nothing spills to disk in the clear, nothing is fetched."""


class Engine(Protocol):
    """One engine. `dialect` as Splink calls it; `functions`: our name of an SQL function -> the engine's."""

    dialect: str
    functions: dict[str, str]

    def session(self) -> AbstractContextManager["Session"]:
        """An open session, closed with all its tables on leaving."""
        ...


class Session(Protocol):
    """`api` is Splink's DatabaseAPI object."""

    api: Any

    def rows(self, table: "pa.Table") -> Any:
        """The table in a form that `api.register` takes."""
        ...

    def fetch(self, sql: str) -> dict[str, Any]:
        """All rows of a query as numpy columns by name, nothing null among them."""
        ...


class OnDuckDB:
    """DuckDB in memory: the default."""

    dialect = "duckdb"
    functions: dict[str, str] = {}  # noqa: RUF012 - the protocol wants a plain attribute

    def session(self) -> "_DuckDBSession":
        """See Engine."""
        return _DuckDBSession()


class _DuckDBSession:
    def __init__(self) -> None:
        import duckdb  # noqa: PLC0415 - only matching people needs it
        from splink import DuckDBAPI  # noqa: PLC0415 - slow to import

        self._connection = duckdb.connect(config=PRIVATE)
        self.api = DuckDBAPI(connection=self._connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def rows(self, table: "pa.Table") -> Any:
        """See Session."""
        return table

    def fetch(self, sql: str) -> dict[str, Any]:
        """See Session. Results are drained: DuckDB 2 refuses a statement while an earlier one holds undrained rows."""
        return dict(self._connection.execute(sql).fetchnumpy())


def spelled(sql: str, engine: Engine) -> str:
    """SQL with the engine's names for functions."""
    for ours, theirs in engine.functions.items():
        sql = sql.replace(f"{ours}(", f"{theirs}(")
    return sql
