"""A person is somebody harmed, met under many spellings; a list is a table of persons from one documenter.

Rows are kept exactly as written; what they mean is worked out by `match`, and what a human decided about two rows wins.
"""

import msgspec


class PersonRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a list. `row` counts from 1 below the heading; absent values are None; dates are EDTF; age in years.

    `raw` holds every cell as written, by heading; `notes` are codes of what in the row could not be taken as plain.
    """

    list: str
    row: int
    name: str | None = None
    name_latin: str | None = None
    sex: str | None = None
    age: int | None = None
    born: str | None = None
    date: str | None = None
    place: str | None = None
    manner: str | None = None
    status: str | None = None
    id_number: str | None = None
    raw: dict[str, str] = {}
    notes: tuple[str, ...] = ()


class RowRef(msgspec.Struct, frozen=True, order=True):
    """A row's address."""

    list: str
    row: int


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A cluster of rows taken to be one person. `probability` is the weakest link that holds the cluster together."""

    id: str
    rows: tuple[RowRef, ...]
    names: tuple[str, ...]
    probability: float
