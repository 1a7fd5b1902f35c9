"""`tawthiq count`: the documented total first, then estimates with intervals, then what was refused and why."""

from pathlib import Path
from typing import Any

import click

from tawthiq.cli.opening import derived
from tawthiq.cli.output import emit, isolated
from tawthiq.record.errors import MissingInput, NotIdentified
from tawthiq.record.estimate import Count


@click.command()
@click.argument("table", required=False, metavar="[TABLE.csv]", type=click.Path(path_type=Path))
@click.option(
    "--method", "methods", multiple=True, metavar="NAME", help="Only these estimators; may be repeated."
)
@click.option("--level", default=0.95, show_default=True, help="Nominal coverage of the intervals.")
@click.option("--seed", default=0, show_default=True, help="For estimators that draw at random.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def count(
    ctx: click.Context,
    table: Path | None,
    methods: tuple[str, ...],
    level: float,
    seed: int,
    *,
    as_json: bool,
) -> int:
    """Count the persons of the case's lists, or a table of capture histories.

    A table has one 0/1 column per list and a last column `count`.
    """
    found = _table(table, methods, level, seed) if table else _case(ctx, methods, level, seed)
    if as_json:
        emit(count_json(found))
    else:
        show(found)
    return 0 if found.estimates or not found.refused else NotIdentified.exit_code


def _table(table: Path, methods: tuple[str, ...], level: float, seed: int) -> Count:
    from tawthiq.count import estimate, read_histories  # noqa: PLC0415  (scipy is slow to import)

    try:
        data = table.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise MissingInput("no table there", where=str(table)) from error
    return estimate(read_histories(data, table.name), methods=methods or None, level=level, seed=seed)


def _case(ctx: click.Context, methods: tuple[str, ...], level: float, seed: int) -> Count:
    from tawthiq.count import estimate, histories  # noqa: PLC0415  (as above)

    with derived(ctx) as made:
        matched = made.people()
        if matched is None:
            raise MissingInput(
                "the case holds no list of persons", hint="bring one with `tawthiq collect LIST.csv`"
            )
        return estimate(
            histories(matched.persons, sorted(made.rows())), methods=methods or None, level=level, seed=seed
        )


def count_json(found: Count) -> dict[str, Any]:
    """The shape of `count --json`; the reason of a refusal in English, and beside it in Arabic."""
    return {
        "documented": found.documented,
        "estimates": found.estimates,
        "refused": [
            {"method": one.method, "reason": one.reason.en, "reason_ar": one.reason.ar}
            for one in found.refused
        ],
        "lists": found.lists,
        "histories": found.histories,
        "caveats": found.caveats,
    }


def show(found: Count) -> None:
    """The count in words for a terminal."""
    click.echo(f"documented {found.documented:,} persons on {len(found.lists)} lists")
    for one in found.estimates:
        click.echo(
            f"{one.method:<14}{one.median:>10,.0f}   {one.level:.0%} interval {one.lo:,.0f} to {one.hi:,.0f}"
        )
    for refusal in found.refused:
        click.echo(f"{refusal.method:<14}refused: {isolated(refusal.reason.en)}")
    for caveat in found.caveats:
        click.echo(f"  {caveat.en}")
