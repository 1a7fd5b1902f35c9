"""`tawthiq count`: the documented total first, then estimates with intervals, then what was refused and why."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from tawthiq.cli.count_files import Told, write_pictures, write_report
from tawthiq.cli.opening import derived
from tawthiq.cli.output import Meter, emit, isolated, shortened
from tawthiq.record.errors import InputError, MissingInput, NotIdentified, UsageError
from tawthiq.record.estimate import Count, Estimate, Refusal
from tawthiq.record.person import PersonRow

if TYPE_CHECKING:
    from tawthiq.count.strata import Stratum
    from tawthiq.match import PeopleMatch

MOST_LEFT_OUT = 6
"""With more lists than these, counting without each in turn takes minutes."""


@click.command()
@click.argument("tables", nargs=-1, metavar="[TABLE.csv | LIST.csv...]", type=click.Path(path_type=Path))
@click.option(
    "--method", "methods", multiple=True, metavar="NAME", help="Only these estimators; may be repeated."
)
@click.option("--level", default=0.95, show_default=True, help="Nominal coverage of the intervals.")
@click.option("--seed", default=0, show_default=True, help="For estimators that draw at random.")
@click.option(
    "--report",
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="Write the report: OUT.html, OUT.ar.html, OUT.json.",
)
@click.option(
    "--pictures",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the pictures there, as SVG and PNG, in both languages.",
)
@click.option("--title", default="", help="What was counted, for the report's heading.")
@click.option(
    "--keep",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Finished strata are kept there; the same command goes on from them.",
)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def count(
    ctx: click.Context,
    tables: tuple[Path, ...],
    methods: tuple[str, ...],
    level: float,
    seed: int,
    report: Path | None,
    pictures: Path | None,
    title: str,
    keep: Path | None,
    *,
    as_json: bool,
) -> int:
    """Count the persons of the case's lists, of lists given, or of a table of capture histories.

    A table has one 0/1 column per list and a last column `count`; with a column `stratum` each stratum is counted, and
    `imputation` tells versions of it apart. Lists of persons are matched first; what the matching leaves open is carried
    into the intervals.
    """
    meter = Meter()
    strata: tuple[Stratum, ...] = ()
    try:
        asked = Asked(methods or None, level, seed, meter)
        for out in filter(None, (report, pictures)):
            if not out.absolute().parent.is_dir():
                raise UsageError("no folder to write to", expected="one that exists", where=str(out.parent))
        data = _read(tables, asked)
        if len(data) == 1 and _has_strata(*data[0]):
            found, strata = _strata(*data[0], asked, keep)
        else:
            found = _asked(ctx, data, asked)
        left_out = without(found, asked) if (report or pictures) and not strata else {}
    finally:
        meter.close()
    told = Told(found, strata, left_out)
    written = write_report(report, told, title) if report else []
    written += write_pictures(pictures, told) if pictures else []
    if as_json:
        emit(told.json())
    else:
        show(found)
        for one in strata:
            click.echo(
                f"{isolated(shortened(one.name, 30))}  documented {one.documented:,.0f}, "
                f"{one.pooled.median:,.0f} ({one.pooled.lo:,.0f} to {one.pooled.hi:,.0f})"
                + ("" if one.alone else ", predicted from the others")
            )
        for path in written:
            click.echo(f"wrote {path}", err=True)
    return 0 if found.estimates or not found.refused else NotIdentified.exit_code


class Asked(NamedTuple):
    """How to count, the same wherever the persons come from."""

    methods: tuple[str, ...] | None
    level: float
    seed: int
    meter: Meter

    def of_lists(self, lists: Mapping[str, Sequence[PersonRow]], matched: "PeopleMatch") -> Count:
        """The count of matched lists, the matching's errors carried."""
        from tawthiq.count import DRAWS, from_lists  # noqa: PLC0415  (scipy is slow to import)
        from tawthiq.match import clusterings  # noqa: PLC0415  (Splink is slow to import)

        return from_lists(
            lists,
            matched.persons,
            clusterings(matched, DRAWS, seed=self.seed),
            methods=self.methods,
            level=self.level,
            seed=self.seed,
            progress=lambda what, done, of: self.meter("count", done, of, what),
        )


def without(found: Count, asked: Asked) -> "dict[str, Estimate | Refusal]":
    """The headline with each list left out, where there is one and lists enough are left."""
    from tawthiq.count import Histories  # noqa: PLC0415  (scipy is slow to import)
    from tawthiq.count.doubt import without_each  # noqa: PLC0415  (as above)

    if not 4 <= len(found.lists) <= MOST_LEFT_OUT or all(e.method != "headline" for e in found.estimates):
        return {}
    asked.meter("count", 0, 1, "each list left out")
    h = Histories(found.lists, found.histories)
    return without_each(h, level=asked.level, seed=asked.seed)


def _read(paths: tuple[Path, ...], asked: Asked) -> list[tuple[str, bytes]]:
    from tawthiq.count import methods_for  # noqa: PLC0415  (as above)

    methods_for(None, asked.methods, asked.level)
    return [(path.name, _bytes(path)) for path in paths]


def _asked(ctx: click.Context, data: list[tuple[str, bytes]], asked: Asked) -> Count:
    from tawthiq.count import estimate, read_histories  # noqa: PLC0415  (as above)

    if not data:
        return _case(ctx, asked)
    if len(data) == 1 and not _names_persons(*data[0]):
        h = read_histories(data[0][1], data[0][0])
        return estimate(h, methods=asked.methods, level=asked.level, seed=asked.seed)
    return _lists(data, asked)


def _has_strata(name: str, data: bytes) -> bool:
    from tawthiq.count.strata_table import in_strata  # noqa: PLC0415  (as above)

    try:
        return not _names_persons(name, data) and in_strata(data, name)
    except InputError:
        return False


def _strata(name: str, data: bytes, asked: Asked, keep: Path | None) -> "tuple[Count, tuple[Stratum, ...]]":
    """Every stratum by the first method asked for, the headline if none; what is finished goes to `keep`."""
    from tawthiq.count import Refused, answer  # noqa: PLC0415  (as above)
    from tawthiq.count.strata import as_count, by_stratum  # noqa: PLC0415  (as above)
    from tawthiq.count.strata_table import Kept, read_strata  # noqa: PLC0415  (as above)

    tables = read_strata(data, name)
    method = (asked.methods or ("headline",))[0]
    key = f"{hashlib.sha256(data).hexdigest()[:16]} {method} {asked.seed}"
    try:
        found = by_stratum(
            tables,
            lambda h: answer(h, method, seed=asked.seed),
            level=asked.level,
            seed=asked.seed,
            done=Kept(keep, key) if keep else None,
            progress=lambda what, done, of: asked.meter("strata", done, of, what),
        )
    except Refused as refusal:
        return as_count(tables, refusal.refusal(method), method), ()
    return as_count(tables, found, method), found.strata


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise MissingInput("no table there", where=str(path)) from error


def _names_persons(name: str, data: bytes) -> bool:
    from tawthiq.collect import is_person_list, sniff  # noqa: PLC0415  (parsers are slow to import)

    return is_person_list(data, name, sniff(data[:65536], name))


def _lists(data: Sequence[tuple[str, bytes]], asked: Asked) -> Count:
    from tawthiq.collect import person_rows, sniff  # noqa: PLC0415  (as above)
    from tawthiq.match import people  # noqa: PLC0415  (as above)

    twice = [name for name, times in Counter(name for name, _ in data).items() if times > 1]
    if twice:
        raise UsageError(f"two lists called {twice[0]}", expected="a name of its own for every list")
    rows = {name: list(person_rows(content, name, sniff(content[:65536], name))) for name, content in data}
    asked.meter("match", 0, 1, "persons")
    return asked.of_lists(rows, people(rows))


def _case(ctx: click.Context, asked: Asked) -> Count:
    with derived(ctx) as made:
        if (asked.methods, asked.level, asked.seed) == (None, 0.95, 0):
            kept = made.count()
        else:
            matched = made.people()
            kept = None if matched is None else asked.of_lists(made.rows(), matched)
        made.must("people", "count")
    if kept is None:
        raise MissingInput(
            "the case holds no list of persons", hint="bring one with `tawthiq collect LIST.csv`"
        )
    return kept


def show(found: Count) -> None:
    """The count in words for a terminal."""
    lists = "1 list" if len(found.lists) == 1 else f"{len(found.lists)} lists"
    click.echo(f"documented {found.documented:,} persons on {lists}")
    for one in found.estimates:
        click.echo(
            f"{one.method:<14}{one.median:>10,.0f}   {one.level:.0%} interval {one.lo:,.0f} to {one.hi:,.0f}"
        )
    for refusal in found.refused:
        click.echo(f"{refusal.method:<14}refused: {isolated(refusal.reason.en)}")
    for caveat in found.caveats:
        click.echo(f"  {caveat.en}")
