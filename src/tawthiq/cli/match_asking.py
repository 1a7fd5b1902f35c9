"""What a team is asked next, and its answers: a table goes out with the pairs most in doubt, and comes back with verdicts.

A row is named by what it says (match.row_ids), so answers hold when lists are sorted anew or grow. Cells that a spreadsheet
would run as a formula are set behind an apostrophe.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from tawthiq.cli.output import complain, emit
from tawthiq.record.errors import MissingInput, TooLargeInput, UnreadableInput, UsageError
from tawthiq.record.judgement import Judgement, Subject, Verdict
from tawthiq.vocabulary.load import say

if TYPE_CHECKING:
    from tawthiq.match import EventsMatch, PairScore, PeopleMatch
    from tawthiq.record.event import EventRow
    from tawthiq.record.person import PersonRow, RowRef

F = TypeVar("F", bound=Callable[..., Any])
Match = TypeVar("Match", "PeopleMatch", "EventsMatch")

HEADINGS = (
    "verdict",
    "because",
    "a",
    "b",
    "probability",
    "row a",
    "says a",
    "row b",
    "says b",
    "why",
    "السبب",
)
VERDICTS = {one.value: one for one in (Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE)} | {
    "نفسه": Verdict.SAME,
    "واحد": Verdict.SAME,
    "مختلف": Verdict.DIFFERENT,
    "غير متأكد": Verdict.UNSURE,
}
LARGEST = 64 << 20
TOLD = 10
"""Ids that are named of those that came or went."""


def asking(command: F) -> F:
    """The options --ask and --judgements, as `most` and `judged`."""
    judged = click.option(
        "--judgements",
        "judged",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Verdicts on pairs: a table that --ask gave, with its first column filled in.",
    )
    most = click.option(
        "--ask",
        "most",
        metavar="N",
        type=click.IntRange(1, 100_000),
        help="The N pairs that a person should judge next, as a table to fill in.",
    )
    return most(judged(command))


def before(command: F) -> F:
    """The option --before, as `earlier`."""
    return click.option(
        "--before",
        "earlier",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="What --json gave the last time: ids are kept, and what changed is told.",
    )(command)


def went_on(found: Match, earlier: Path | None, of: str) -> Match:
    """The matching with the ids of an earlier run's lines; what changed goes to stderr. Raises UnreadableInput by line."""
    if earlier is None:
        return found
    from tawthiq.match import again  # noqa: PLC0415  (as above)
    from tawthiq.match.people_again import earlier_match  # noqa: PLC0415  (as above)

    rows: dict[str, list[tuple[str, int]]] = {}
    for number, line in enumerate(_read(earlier).splitlines(), start=1):
        try:
            one = msgspec.json.decode(line) if line.strip() else None
            if one is not None:
                rows.setdefault(str(one[of]), []).append((str(one["list"]), int(one["row"])))
        except (msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
            raise UnreadableInput(
                f"a line without list, row and {of}",
                expected="what --json gave the last time",
                where=f"{earlier}:{number}",
            ) from error
    kept, changes = again(found, earlier_match(found, rows))
    for words, ids in (("new", changes.new), ("gone", changes.gone)):
        if ids:
            complain(f"{len(ids)} {words}: {', '.join(ids[:TOLD])}{' …' if len(ids) > TOLD else ''}")
    for name, sources in changes.merged.items():
        complain(f"{name}: came together from {', '.join(sources)}")
    for name, parts in changes.split.items():
        complain(f"{name}: parted into {', '.join(parts)}")
    return kept


def called(paths: Sequence[Path]) -> dict[str, Path]:
    """Each file under its name, under its whole path where two have one name. Raises UsageError for one file given twice."""
    names = [path.name for path in paths]
    found = {path.name if names.count(path.name) == 1 else str(path): path for path in paths}
    if len(found) != len(paths):
        raise UsageError("one file twice", expected="each file once")
    return found


def row_cells(rows: "Mapping[tuple[str, int], PersonRow | EventRow]") -> "Callable[[RowRef], str]":
    """What a row says, its cells in one line."""
    return lambda ref: " | ".join(
        " ".join(cell.split()) for cell in rows[ref.list, ref.row].raw.values() if cell.strip()
    )


def ask(
    pairs: "Sequence[PairScore]",
    most: int,
    lists: "Mapping[str, Sequence[PersonRow]] | Mapping[str, Sequence[EventRow]]",
    says: "Callable[[RowRef], str]",
    *,
    as_json: bool,
) -> None:
    """The pairs to judge next, as a table to fill in, or with `as_json` a line each."""
    from tawthiq.match import questions, row_ids  # noqa: PLC0415  (numpy is slow to import)

    ids = row_ids(lists)
    if not as_json:
        click.echo("\ufeff" + _line(HEADINGS), nl=False)
    for pair in questions(pairs, most):
        one, two = (pair.a, pair.b) if ids[pair.a] <= ids[pair.b] else (pair.b, pair.a)
        if as_json:
            emit(
                {
                    "verdict": None,
                    "a": ids[one],
                    "b": ids[two],
                    "probability": pair.probability,
                    "row_a": one,
                    "row_b": two,
                    "why": pair.why,
                }
            )
        else:
            why = (
                "; ".join(f"{say(f'match.{reason}', lang)} ({bits:+.1f})" for reason, bits in pair.why)
                for lang in ("en", "ar")
            )
            where = [f"{ref.list}:{ref.row}" for ref in (one, two)]
            cells = (
                "",
                "",
                ids[one],
                ids[two],
                f"{pair.probability:.3f}",
                where[0],
                says(one),
                where[1],
                says(two),
                *why,
            )
            click.echo(_line(cells), nl=False)


def told_judgements(path: Path | None, subject: Subject) -> tuple[Judgement, ...]:
    """The verdicts of a filled-in table, in its order; rows without one are open. Raises UnreadableInput by line."""
    if path is None:
        return ()
    if str(path) == "-":
        raise UsageError("--judgements -", expected="a file")
    data = _read(path)
    from tawthiq.collect.tables import csv_rows  # noqa: PLC0415  (parsers are slow to import)

    rows = csv_rows(data, known=lambda row: 3 * (_columns(row) is not None))
    at = next((found for row in islice(rows, 1) if (found := _columns(row)) is not None), None)
    if at is None:
        raise UnreadableInput(
            "no columns verdict, a and b", expected="a table that --ask gave", where=str(path)
        )
    told: list[Judgement] = []
    for number, row in enumerate(rows, start=2):
        verdict, a, b, why = (row[n].strip() if n is not None and n < len(row) else "" for n in at)
        if not verdict:
            continue
        known = VERDICTS.get(verdict.casefold())
        if known is None or not a or not b or a == b:
            raise UnreadableInput(
                f"verdict {verdict!r} on {a!r} and {b!r}",
                expected="same, different or unsure, on two rows",
                where=f"{path}:{number}",
            )
        a, b = sorted((a, b))
        told.append(Judgement(subject=subject, verdict=known, a=a, b=b, why=why))
    return tuple(told)


def _columns(row: Sequence[str]) -> tuple[int, int, int, int | None] | None:
    heads = [cell.strip().lstrip("\ufeff").casefold() for cell in row]
    if not {"verdict", "a", "b"} <= set(heads):
        return None
    because = heads.index("because") if "because" in heads else None
    return heads.index("verdict"), heads.index("a"), heads.index("b"), because


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(
        "'" + cell if cell[:1] in "=+-@\t\r" and cell else cell for cell in cells
    )
    return out.getvalue()


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise TooLargeInput(
                f"{path.stat().st_size} bytes", expected=f"at most {LARGEST} bytes", where=str(path)
            )
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise MissingInput("no such file", expected="what an earlier run gave", where=str(path)) from error
