"""The persons met across the lists, and one of them: the rows side by side, where they differ, and why they were joined."""

from collections.abc import Mapping, Sequence

from tawthiq.desk.port import PairLike
from tawthiq.desk.visit import Visit, page
from tawthiq.desk.web import HttpResponse
from tawthiq.language import fold
from tawthiq.record.errors import UnknownId
from tawthiq.record.person import Person, PersonRow, RowRef

FIELDS = ("name", "name_latin", "sex", "age", "born", "date", "place", "manner", "status", "id_number")


@page
def listing(visit: Visit) -> HttpResponse:
    """All persons, narrowed by a name (as written, letters folded) and by the number of lists that hold them."""
    people = visit.case.people()
    asked, least = visit.asked("name"), visit.asked("lists")
    persons = list(people.persons) if people else []
    most = max((_lists(one) for one in persons), default=0)
    chosen = [
        one
        for one in persons
        if (not least.isdecimal() or _lists(one) >= int(least))
        and (not asked or any(fold(asked) in fold(name) for name in one.names))
    ]
    part = visit.some(chosen)
    part["items"] = [(one, _lists(one)) for one in part["items"]]
    return visit.show(
        "persons.html",
        here="persons",
        part=part,
        lists=[(name, len(rows)) for name, rows in visit.case.rows().items()],
        name=asked,
        least=least,
        steps=range(2, most + 1),
    )


def _lists(person: Person) -> int:
    return len({row.list for row in person.rows})


@page
def one(visit: Visit, ident: str) -> HttpResponse:
    """One person by id. Raises UnknownId."""
    people = visit.case.people()
    person = next((one for one in people.persons if one.id == ident), None) if people else None
    if people is None or person is None:
        raise UnknownId(f"no person answers to {ident!r}")
    rows = visit.case.rows()
    found = [_row(rows, ref) for ref in person.rows]
    members = set(person.rows)
    pairs = sorted(
        (pair for pair in people.pairs if pair.a in members and pair.b in members),
        key=lambda p: (-p.probability, p.a, p.b),
    )
    return visit.show(
        "person.html",
        here="persons",
        person=person,
        rows=list(zip(person.rows, found, strict=True)),
        fields=[field for name in FIELDS if (field := _field(name, found))],
        pairs=[(pair, _why(pair)) for pair in pairs],
    )


def _row(rows: Mapping[str, Sequence[PersonRow]], ref: RowRef) -> PersonRow | None:
    return next((row for row in rows.get(ref.list, ()) if row.row == ref.row), None)


def _field(name: str, rows: list[PersonRow | None]) -> tuple[str, list[str], bool] | None:
    """(field, a value for each row, whether they differ); None where no row has it.

    Letters are folded, and a value is held only against others of its own script: one name in two is no difference.
    """
    values = ["" if row is None or getattr(row, name) is None else str(getattr(row, name)) for row in rows]
    given = [
        {fold(value) for value in values if value and _arabic(value) is arabic} for arabic in (True, False)
    ]
    return (name, values, any(len(one) > 1 for one in given)) if any(given) else None


def _arabic(value: str) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for letter in value)


def _why(pair: PairLike) -> list[tuple[str, float]]:
    return sorted(((str(feature), float(weight)) for feature, weight in pair.why), key=lambda w: -abs(w[1]))
