"""`tawthiq judge`, `places`, `visibility`: what people decide and know goes into the record, signed, with the reason."""

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from tawthiq.case.naming import claims_of, stable_id
from tawthiq.cli.match_asking import told_judgements
from tawthiq.cli.opening import opened
from tawthiq.cli.output import complain
from tawthiq.record.assessment import Visibility
from tawthiq.record.errors import MissingInput, UnreadableInput, UsageError
from tawthiq.record.judgement import Judgement, Subject, Verdict

if TYPE_CHECKING:
    from tawthiq.case.derive import Derivation

PAIRED = (Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE)


@click.command()
@click.argument("subject", type=click.Choice([one.value for one in Subject]))
@click.argument("verdict", type=click.Choice([one.value for one in Verdict]), required=False)
@click.argument("a", required=False)
@click.argument("b", required=False)
@click.option("--why", default="", help="The reason, in a sentence.")
@click.option(
    "--from",
    "table",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Of persons: every verdict of a table that `match people --ask` gave.",
)
@click.pass_context
def judge(
    ctx: click.Context,
    subject: str,
    verdict: str | None,
    a: str | None,
    b: str | None,
    why: str,
    table: Path | None,
) -> int:
    """Record a decision: that two things are the same or not, or that a suggestion holds or not.

    Persons are named LIST:ROW, pictures, recordings and texts (all `media`), incidents and claims by their ids.
    """
    if table is not None:
        if subject != Subject.PERSON or verdict is not None:
            raise UsageError("--from beside a verdict or of no persons", expected="judge person --from FILE")
        return _all_of(ctx, table, why)
    if verdict is None or a is None:
        raise UsageError("no verdict, or nothing to judge", expected="a verdict and what it is about")
    decided = Verdict(verdict)
    if (decided in PAIRED) != (b is not None):
        raise UsageError(
            f"{verdict} of {'one thing' if b is None else 'two things'}",
            expected="two things for same, different and unsure; one for accepted and rejected",
        )
    with opened(ctx, writer=True) as case:
        made = case.derive()
        for first, second in _pairs(made, Subject(subject), decided, a, b):
            case.judge(Judgement(subject=Subject(subject), verdict=decided, a=first, b=second, why=why))
    click.echo("recorded")
    return 0


def _all_of(ctx: click.Context, table: Path, why: str) -> int:
    """Record what a table says that does not stand already; rows that are in no list are told."""
    from tawthiq.match import row_ids  # noqa: PLC0415  (Splink is slow to import)

    told = told_judgements(table, Subject.PERSON)
    unknown = recorded = 0
    with opened(ctx, writer=True) as case:
        made = case.derive()
        known = set(row_ids(made.rows()).values())
        standing = {one.pair: one.verdict for one in made.judgements() if one.subject is Subject.PERSON}
        for one in told:
            if not {one.a, one.b} <= known:
                unknown += 1
                complain(f"{one.a} and {one.b}: no list of the case has both rows")
            elif standing.get(one.pair) is not one.verdict:
                case.judge(msgspec.structs.replace(one, why=one.why or why))
                standing[one.pair] = one.verdict
                recorded += 1
    click.echo(f"{recorded} recorded, {len(told) - recorded - unknown} stood already")
    return 2 if unknown else 0


def _pairs(
    made: "Derivation", subject: Subject, verdict: Verdict, a: str, b: str | None
) -> list[tuple[str, str | None]]:
    """What is to be recorded: one pair, or, where two incidents are the same, each of their claims with the least."""
    if b is None:
        return [(stable_id(made, subject, a), None)]
    if subject is Subject.INCIDENT and verdict is Verdict.SAME:
        least, *others = sorted({*claims_of(made, a), *claims_of(made, b)})
        return [(least, other) for other in others]
    first, second = sorted((stable_id(made, subject, a), stable_id(made, subject, b)))
    return [(first, second)]


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
