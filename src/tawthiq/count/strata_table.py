"""A table in strata is many tables in one file: each stratum, and each imputation of it, is read by the rules of a table alone.

The form is that of a table of histories with a column `stratum` (a place, a month, both in one word) and, where something was
missing and filled in several times, a column `imputation`; they may stand anywhere before `count`.
"""

from collections.abc import Iterator, MutableMapping
from pathlib import Path

import msgspec

from tawthiq.count.reading import list_names, split_rows, tabulated
from tawthiq.count.strata import Moments
from tawthiq.count.tables import Histories
from tawthiq.language.fold import fold
from tawthiq.record.assessment import Reason
from tawthiq.record.errors import InputError

_STRATUM = frozenset(map(fold, ("stratum", "strata", "الطبقة", "طبقة")))
_IMPUTATION = frozenset(map(fold, ("imputation", "replicate", "الاستكمال", "استكمال", "النسخة")))
MOST_STRATA = 10_000


def in_strata(data: bytes, name: str) -> bool:
    """Whether the table's heading names a column of strata. Raises as `read_histories` where there is no heading."""
    return any(fold(cell) in _STRATUM for cell in split_rows(data, name)[0][1][:-1])


def read_strata(data: bytes, name: str) -> dict[str, tuple[Histories, ...]]:
    """Stratum -> its table, or one table per imputation, in the order of the file.

    Raises as `read_histories`, and InputError for a stratum without a name or with fewer imputations than another.
    """
    rows = split_rows(data, name)
    line, heading = rows[0]
    where = f"{name}, line {line}"
    marks = [at for at, cell in enumerate(heading) if fold(cell) in _STRATUM | _IMPUTATION]
    strata = [at for at in marks if fold(heading[at]) in _STRATUM]
    versions = [at for at in marks if fold(heading[at]) in _IMPUTATION]
    if len(strata) != 1 or len(versions) > 1:
        raise InputError(
            f"{len(strata)} columns `stratum` and {len(versions)} `imputation`",
            expected="one column `stratum`, and at most one `imputation`",
            hint="write place and month into one cell, such as `north 2031-05`",
            where=where,
        )
    lists = list_names([cell for at, cell in enumerate(heading) if at not in marks], where)
    parts: dict[str, dict[str, list[tuple[int, list[str]]]]] = {}
    for line, row in rows[1:]:
        if len(row) != len(heading):
            raise InputError(
                f"{len(row)} cells",
                expected=f"{len(heading)}, as in the heading",
                where=f"{name}, line {line}",
            )
        if not row[strata[0]]:
            raise InputError(
                "a row without a stratum", expected="its name in every row", where=f"{name}, line {line}"
            )
        version = row[versions[0]] if versions else ""
        plain = [cell for at, cell in enumerate(row) if at not in marks]
        parts.setdefault(row[strata[0]], {}).setdefault(version, []).append((line, plain))
    if len(parts) > MOST_STRATA:
        raise InputError(f"{len(parts)} strata", expected=f"at most {MOST_STRATA}", where=name)
    most = max((len(some) for some in parts.values()), default=0)
    for stratum, some in parts.items():
        if len(some) < most:
            raise InputError(
                f"{len(some)} imputations of {stratum!r}", expected=f"{most}, as of others", where=name
            )
    return {
        stratum: tuple(tabulated(lists, part, f"{name}, {stratum}") for part in some.values())
        for stratum, some in parts.items()
    }


class Kept(MutableMapping[str, Moments]):
    """What is finished, on disk as soon as it is: one line of JSON a stratum; a torn last line is taken for nothing.

    `key` tells the table and the method apart, so that a file of another count is not taken for this one.
    """

    def __init__(self, path: Path, key: str) -> None:
        self._path, self._key = path, key
        self._known: dict[str, Moments] = {}
        whole = path.read_bytes() if path.exists() else b""
        for line in whole[: whole.rfind(b"\n") + 1].splitlines():
            try:
                one = msgspec.json.decode(line, type=_Line)
            except msgspec.DecodeError as error:
                raise InputError(
                    "a line that is no finished stratum", expected="a file of this program", where=str(path)
                ) from error
            if one.key == key:
                self._known[one.stratum] = one.why or (one.middle, one.variance)
        if whole and not whole.endswith(b"\n"):
            path.write_bytes(whole[: whole.rfind(b"\n") + 1])

    def __getitem__(self, name: str) -> Moments:
        return self._known[name]

    def __setitem__(self, name: str, value: Moments) -> None:
        self._known[name] = value
        line = (
            _Line(key=self._key, stratum=name, why=value)
            if isinstance(value, Reason)
            else _Line(key=self._key, stratum=name, middle=value[0], variance=value[1])
        )
        with self._path.open("ab") as file:
            file.write(msgspec.json.encode(line) + b"\n")

    def __delitem__(self, name: str) -> None:
        del self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


class _Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    key: str
    stratum: str
    middle: float = 0.0
    variance: float = 0.0
    why: Reason | None = None
