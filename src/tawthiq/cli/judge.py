"""`tawthiq judge`, `places`, `visibility`: what people decide and know goes into the record, signed, with the reason."""

import tomllib
from pathlib import Path

import click
import msgspec

from tawthiq.case.naming import stable_id
from tawthiq.cli.opening import opened
from tawthiq.cli.output import complain
from tawthiq.record.assessment import Visibility
from tawthiq.record.errors import MissingInput, UnreadableInput, UsageError
from tawthiq.record.judgement import Judgement, Subject, Verdict

PAIRED = (Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE)


@click.command()
@click.argument("subject", type=click.Choice([one.value for one in Subject]))
@click.argument("verdict", type=click.Choice([one.value for one in Verdict]))
@click.argument("a")
@click.argument("b", required=False)
@click.option("--why", default="", help="The reason, in a sentence.")
@click.pass_context
def judge(ctx: click.Context, subject: str, verdict: str, a: str, b: str | None, why: str) -> None:
    """Record a decision: that two things are the same or not, or that a suggestion holds or not.

    Persons are named LIST:ROW, images and claims by their ids.
    """
    decided = Verdict(verdict)
    if (decided in PAIRED) != (b is not None):
        raise UsageError(
            f"{verdict} of {'one thing' if b is None else 'two things'}",
            expected="two things for same, different and unsure; one for accepted and rejected",
        )
    with opened(ctx, writer=True) as case:
        made = case.derive()
        first = stable_id(made, Subject(subject), a)
        second = stable_id(made, Subject(subject), b) if b is not None else None
        if second is not None and first > second:
            first, second = second, first
        case.judge(Judgement(subject=Subject(subject), verdict=decided, a=first, b=second, why=why))
    click.echo("recorded")


@click.command()
@click.argument("file", metavar="PLACES.toml|DUMP.txt", type=click.Path(path_type=Path))
@click.option(
    "--country",
    "countries",
    metavar="CODE",
    multiple=True,
    help="Of a GeoNames dump: this country, the first given first.",
)
@click.option(
    "--inhabitants",
    metavar="N",
    type=click.IntRange(0),
    default=0,
    help="Of a GeoNames dump: settlements from this size.",
)
@click.pass_context
def places(ctx: click.Context, file: Path, countries: tuple[str, ...], inhabitants: int) -> None:
    """Record a gazetteer of this case's own places (docs/reference/reading.md gives its shape), or of a GeoNames dump."""
    from tawthiq.read.gazetteer import own_places  # noqa: PLC0415  (only to refuse a bad row before it is recorded)

    dump = file.suffix == ".txt"
    if not dump and (countries or inhabitants):
        raise UsageError(
            "--country and --inhabitants choose from a GeoNames dump", expected="a file that ends in .txt"
        )
    rows = _from_dump(file, countries, inhabitants) if dump else read_places(file)
    own_places(rows)
    with opened(ctx, writer=True) as case:
        case.add_places(rows)
    click.echo(f"{len(rows)} places recorded")


def _from_dump(file: Path, countries: tuple[str, ...], inhabitants: int) -> list[dict[str, object]]:
    """The rows of a GeoNames dump; bad lines are told on stderr. Raises MissingInput, UnreadableInput."""
    from tawthiq.read.geonames import geonames  # noqa: PLC0415  (only here)

    try:
        with file.open(encoding="utf-8", newline="\n") as lines:
            taken = geonames(lines, countries=countries, inhabitants=inhabitants)
    except FileNotFoundError as error:
        raise MissingInput("no such file", where=str(file)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(f"no text ({type(error).__name__})", where=str(file)) from error
    for line in taken.bad[:_TOLD]:
        complain(f"{file}, line {line.number}: {line.why}; skipped")
    if len(taken.bad) > _TOLD:
        complain(f"{len(taken.bad) - _TOLD} more lines skipped")
    if not taken.rows:
        raise UnreadableInput(
            "no place of the dump was taken",
            expected="a GeoNames dump: 19 columns, tabs between",
            hint="other --country or fewer --inhabitants",
            where=str(file),
        )
    complain(f"{taken.left_out} places left out")
    return taken.rows


_TOLD = 10
"""Bad lines of a dump that are named one by one."""


@click.command()
@click.argument("level", type=click.Choice([one.value for one in Visibility]))
@click.argument("idents", nargs=-1, required=True, metavar="ID...")
@click.option("--why", default="", help="The reason, in a sentence.")
@click.pass_context
def visibility(ctx: click.Context, level: str, idents: tuple[str, ...], why: str) -> None:
    """Record who may see exhibits. What a person sent is sealed until this is said."""
    with opened(ctx, writer=True) as case:
        exhibits = [case.exhibit(ident).id for ident in idents]
        case.show_to(Visibility(level), exhibits, why)
    click.echo(f"{len(exhibits)} exhibits are now {level}")


def read_places(file: Path) -> list[dict[str, object]]:
    """The rows of a gazetteer file. Raises MissingInput, UnreadableInput."""
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
        return msgspec.convert(raw["place"], list[dict[str, object]])
    except FileNotFoundError as error:
        raise MissingInput("no such file", where=str(file)) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, msgspec.ValidationError) as error:
        raise UnreadableInput(
            f"not a gazetteer ({error})", expected="TOML with one [[place]] table a place", where=str(file)
        ) from error
