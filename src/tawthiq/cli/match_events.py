"""`tawthiq match incidents` and `match strikes`: tables of events in; what a row lacks is told on stderr, and the rest goes on."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfoNotFoundError

import click

from tawthiq.cli.match_asking import ask, asking, before, called, row_cells, told_judgements, went_on
from tawthiq.cli.opening import derived
from tawthiq.cli.output import complain, emit, isolated, shortened
from tawthiq.record.errors import MissingInput, TooLargeInput, UsageError
from tawthiq.record.judgement import Subject
from tawthiq.vocabulary.load import say

if TYPE_CHECKING:
    from tawthiq.record.event import EventRow

LARGEST = 512 << 20
MOST = 1_000_000.0
"""Metres or minutes between two strikes that are still asked about."""
TOLD = 20
"""Rows whose trouble is told one by one."""
_ZONE = click.option(
    "--zone", metavar="ZONE", help="Of clock times that name none: Asia/Damascus, +03:00 or another."
)


@click.command()
@click.argument("tables", nargs=-1, metavar="[EVENTS.csv]...", type=click.Path(path_type=Path))
@click.option("--pairs", is_flag=True, help="Pairs of rows instead of incidents.")
@asking
@before
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def incidents(
    ctx: click.Context,
    tables: tuple[Path, ...],
    *,
    pairs: bool,
    most: int | None,
    judged: Path | None,
    earlier: Path | None,
    as_json: bool,
) -> int:
    """Incidents across event tables: each row with its incident.

    Without a table: what the claims of the case tell of.
    """
    if not tables:
        if pairs or most is not None or judged is not None or earlier is not None:
            raise UsageError(
                "no table", expected="event tables beside --pairs, --ask, --judgements and --before"
            )
        _of_the_case(ctx, as_json=as_json)
        return 0
    from tawthiq.match.events import events  # noqa: PLC0415  (numpy is slow to import)

    read, bad = _read(tables, None, raw=True)
    every = {(row.list, row.row): row for rows in read.values() for row in rows}
    found = went_on(events(read, told_judgements(judged, Subject.INCIDENT)), earlier, "incident")
    for one in found.orphans:
        complain(f"a judgement on {one.a} and {one.b}, of which one is in none of the tables")
    if most is not None:
        ask(found.pairs, most, read, row_cells(every), as_json=as_json)
    elif pairs:
        for pair in found.pairs:
            emit(
                {
                    "a": pair.a,
                    "b": pair.b,
                    "probability": pair.probability,
                    "why": pair.why,
                    "judged": pair.judged,
                }
            )
    else:
        for incident in found.incidents:
            for ref in incident.rows:
                if as_json:
                    emit(
                        {
                            "list": ref.list,
                            "row": ref.row,
                            "incident": incident.id,
                            "probability": incident.probability,
                        }
                        | {
                            k: getattr(incident, k)
                            for k in incident.__struct_fields__
                            if k not in ("id", "rows", "probability")
                        }
                    )
                else:
                    words = " ".join(every[ref.list, ref.row].raw.values())
                    click.echo(
                        f"{incident.id[:10]}  {incident.probability:.2f}  {isolated(ref.list)}:{ref.row}"
                        f"  {isolated(shortened(words, 60))}"
                    )
    return 2 if bad else 0


def _of_the_case(ctx: click.Context, *, as_json: bool) -> None:
    with derived(ctx) as made:
        found = made.incidents()
        made.must("incidents")
    for one in found:
        if as_json:
            emit(one)
        else:
            place = one.place and (one.place.name or one.place.verbatim)
            date = one.time and one.time.edtf
            click.echo(
                f"{one.id[:10]}  {date or '-':<10}  {isolated(place or '-')}  {', '.join(one.acts)}"
                f"  {len(one.claims)} claims"
            )


@click.command()
@click.argument("tables", nargs=-1, required=True, metavar="EVENTS.csv...", type=click.Path(path_type=Path))
@click.option("--metres", default=500.0, show_default=True, help="How near the second strike must be.")
@click.option("--minutes", default=180.0, show_default=True, help="How soon after the first.")
@_ZONE
@click.option("--chains", is_flag=True, help="Three strikes or more that pairs link, instead of pairs.")
@click.option("--json", "as_json", is_flag=True)
def strikes(
    tables: tuple[Path, ...], metres: float, minutes: float, *, zone: str | None, chains: bool, as_json: bool
) -> int:
    """Pairs of strikes on one place, beside what chance would give."""
    from tawthiq.match.strikes import SURE  # noqa: PLC0415  (as above)
    from tawthiq.match.strikes import chains as linked  # noqa: PLC0415  (as above)
    from tawthiq.match.strikes import strikes as run  # noqa: PLC0415  (as above)
    from tawthiq.match.strikes_rows import strikes_of  # noqa: PLC0415  (as above)

    for name, value in (("metres", metres), ("minutes", minutes)):
        if not 0 < value <= MOST:
            raise UsageError(f"--{name} {value:g}", expected=f"a number above 0, at most {MOST:g}")
    read, bad = _read(tables, zone, raw=False)
    events, left = strikes_of([row for rows in read.values() for row in rows])
    _complain((one.list, one.row, say(f"match.strikes.{one.why}", "en", id=one.id)) for one in left)
    found = run(events, metres=metres, minutes=minutes)
    if chains:
        # Links more probable than not: a chain of mere possibilities would run through a whole front.
        for chain in linked([pair for pair in found if pair.probability >= SURE]):
            if as_json:
                emit(chain)
            else:
                click.echo(f"{chain.minutes:.0f} min: {', '.join(map(isolated, chain.strikes))}")
        return 2 if bad or left else 0
    for one in found:
        if as_json:
            emit(_strike_json(one))
        else:
            there = {True: ", responders there", False: ", no responders there", None: ""}[one.responders]
            click.echo(
                f"{isolated(one.first)} then {isolated(one.second)}: {one.minutes:.0f} min, {one.metres:.0f} m, "
                f"probability {one.probability:.2f}, {one.expected_by_chance:.3g} expected by chance"
                + (", stands out" if one.stands_out else "")
                + there
            )
    return 2 if bad or left else 0


def _strike_json(one: Any) -> dict[str, Any]:
    return {
        "a": one.first,
        "b": one.second,
        "minutes": one.minutes,
        "metres": one.metres,
        "probability": one.probability,
        "expected_by_chance": one.expected_by_chance,
        "p_value": one.p_value,
        "stands_out": one.stands_out,
        "responders": one.responders,
    }


def _read(
    tables: Sequence[Path], zone: str | None, *, raw: bool
) -> "tuple[dict[str, tuple[EventRow, ...]], int]":
    """The rows of each table by its name, and how many of them could not be read whole."""
    from tawthiq.collect import Limits, event_rows, sniff  # noqa: PLC0415  (parsers are slow to import)

    known = _zone(zone)
    limits = Limits(text=LARGEST, rows=20_000_000, cells=400_000_000)
    read: dict[str, tuple[EventRow, ...]] = {}
    for name, path in called(tables).items():
        try:
            if path.stat().st_size > LARGEST:
                raise TooLargeInput(
                    f"{path.stat().st_size} bytes", expected=f"at most {LARGEST} bytes", where=str(path)
                )
            data = path.read_bytes()
        except (FileNotFoundError, IsADirectoryError) as error:
            raise MissingInput("no such file", expected="a table of events", where=str(path)) from error
        read[name] = event_rows(data, name, sniff(data[:4096], path.name), zone=known, raw=raw, limits=limits)
    noted = [(row.list, row.row, note) for rows in read.values() for row in rows for note in row.notes]
    return read, _complain((where, row, say(f"collect.{note}.got", "en")) for where, row, note in noted)


def _complain(troubles: Iterable[tuple[str, int, str]]) -> int:
    """Tell the first few troubles of rows, and how many more there are."""
    count = 0
    for count, (where, row, words) in enumerate(troubles, start=1):
        if count <= TOLD:
            complain(f"{where}: row {row}: {words}")
    if count > TOLD:
        complain(f"and {count - TOLD} more")
    return count


def _zone(text: str | None) -> Any:
    from tawthiq.collect.events import zone_of  # noqa: PLC0415  (as above)

    try:
        return zone_of(text or "")
    except (ValueError, ZoneInfoNotFoundError, OSError) as error:
        raise UsageError(f"zone {text!r}", expected="+03:00 or a name such as Asia/Damascus") from error
