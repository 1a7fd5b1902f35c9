"""`tawthiq judge`, `places`, `visibility`: what people decide and know goes into the record, signed, with the reason."""

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from tawthiq.case.naming import claims_of, stable_id
from tawthiq.cli.opening import opened
from tawthiq.record.assessment import Visibility
from tawthiq.record.errors import MissingInput, UnreadableInput, UsageError
from tawthiq.record.judgement import Judgement, Subject, Verdict

if TYPE_CHECKING:
    from tawthiq.case.derive import Derivation

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

    Persons are named LIST:ROW, images, incidents and claims by their ids.
    """
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
@click.argument("file", metavar="PLACES.toml", type=click.Path(path_type=Path))
@click.pass_context
def places(ctx: click.Context, file: Path) -> None:
    """Record a gazetteer of this case's own places (docs/reference/reading.md gives its shape)."""
    from tawthiq.read.gazetteer import own_places  # noqa: PLC0415  (only to refuse a bad row before it is recorded)

    rows = read_places(file)
    own_places(rows)
    with opened(ctx, writer=True) as case:
        case.add_places(rows)
    click.echo(f"{len(rows)} places recorded")


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
