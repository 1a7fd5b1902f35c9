"""`tawthiq source`: who a source is lies sealed under a pseudonym, and opens to an admin whom two others agree with."""

import sys
from pathlib import Path

import click

from tawthiq.case import sources
from tawthiq.cli.opening import opened
from tawthiq.cli.output import emit, isolated
from tawthiq.cli.recovery import given_sheets
from tawthiq.protect.identity import NEEDED
from tawthiq.protect.recovery import join, words_of
from tawthiq.record.errors import EmptyInput, MissingInput, UsageError


@click.group()
def source() -> None:
    """Sources: pseudonyms, and the identities sealed behind them."""


@source.command()
@click.option(
    "--file", "file", metavar="FILE", type=click.Path(path_type=Path), help="Read the identity from a file."
)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def add(ctx: click.Context, file: Path | None, *, as_json: bool) -> None:
    """Seal who a source is; prints the pseudonym for `collect --source`. Asked for on a terminal, else read from stdin."""
    identity = _identity(file)
    with opened(ctx, writer=True) as case:
        name = sources.add(case, identity)
    if as_json:
        emit(name)
    else:
        click.echo(f"{name.code}  {isolated(name.en)}  {isolated(name.ar)}")


@source.command(name="list")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def listing(ctx: click.Context, *, as_json: bool) -> None:
    """List the pseudonyms, and the requests to open one."""
    with opened(ctx) as case:
        for _, one in sources.sources(case):
            holders = len(one.shares)
            if as_json:
                emit(
                    {
                        "code": one.code,
                        "en": one.en,
                        "ar": one.ar,
                        "holders": holders,
                        "paper": bool(one.paper),
                    }
                )
            else:
                click.echo(f"{one.code}  {isolated(one.en)}  {isolated(one.ar)}  {holders} hold a share")
        for mark, said, agreed in sources.requests(case):
            if as_json:
                emit({"request": mark.id.hex(), "code": said.code, "why": said.why, "agreed": agreed})
            else:
                click.echo(
                    f"request {mark.id.hex()[:12]} for {said.code}: {agreed} agreed  {isolated(said.why)}"
                )


@source.command()
@click.argument("pseudonym")
@click.option("--why", required=True, help="The reason; it is sealed.")
@click.pass_context
def request(ctx: click.Context, pseudonym: str, why: str) -> None:
    """Ask who a source is. Counts if this device is an admin."""
    with opened(ctx, writer=True) as case:
        said = sources.request(case, pseudonym, why)
    click.echo(
        f"request {said.id.hex()[:12]}: {NEEDED - 1} other admins have to agree with `tawthiq source grant`"
    )


@source.command()
@click.argument("request", metavar="REQUEST")
@click.pass_context
def grant(ctx: click.Context, request: str) -> None:
    """Agree that somebody else learns who a source is: he is given this device's share."""
    with opened(ctx, writer=True) as case:
        sources.consent(case, request)
    click.echo("agreed, and recorded")


@source.command(name="open")
@click.argument("request", metavar="REQUEST")
@click.argument("files", nargs=-1, metavar="[SHEET]...", type=click.Path(path_type=Path))
@click.option(
    "--sheets", is_flag=True, help="By three sheets of the key on paper instead, typed or in files."
)
@click.pass_context
def opens(ctx: click.Context, request: str, files: tuple[Path, ...], *, sheets: bool) -> None:
    """Show who the source of one's own request is, once two others have agreed. That it was opened is recorded."""
    paper = join(words_of(text) for text in given_sheets(files)) if sheets or files else None
    with opened(ctx, writer=True) as case:
        who = sources.open_source(case, request, paper)
    click.echo(isolated(who))


def _identity(file: Path | None) -> str:
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise MissingInput("no identity file that can be read", where=str(file)) from error
    elif sys.stdin.isatty():
        text = click.prompt("Who the source is", err=True)
    else:
        text = sys.stdin.read()
    if not text.strip():
        raise EmptyInput("no identity", expected="a name and how to reach them")
    if len(text) > LONGEST:
        raise UsageError(
            f"{len(text)} characters", expected=f"at most {LONGEST}; what is longer is an exhibit"
        )
    return text.strip()


LONGEST = 4000
