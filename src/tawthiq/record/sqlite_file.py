"""How a SQLite file of a case is opened: WAL and synchronous=FULL, as an acknowledged row must outlive a power cut."""

import sqlite3
from pathlib import Path


def connected(path: Path, *, writer: bool) -> sqlite3.Connection:
    """A connection that begins no transaction by itself; one that only reads makes no file. Raises sqlite3.Error."""
    mode = "rwc" if writer else "ro"
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
    )
    db.execute("PRAGMA busy_timeout = 5000")
    return db


def set_up(db: sqlite3.Connection, table: str, schema: str) -> bool:
    """Make a writer durable, and what was deleted overwritten; True where `table` was lacking and the schema was laid down."""
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA secure_delete = ON")
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
        return False
    db.executescript(f"BEGIN IMMEDIATE; {schema} COMMIT;")
    return True
