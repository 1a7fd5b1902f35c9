"""`tawthiq sheets`, `recover`: the team's key on paper, printed once, and brought together when all else is lost."""

import sys
from pathlib import Path

import click

from tawthiq.case import find_case
from tawthiq.case.recovering import make_paper
from tawthiq.case.recovering import recover as run
from tawthiq.cli.asking import new_passphrase, warn_open
from tawthiq.cli.opening import opened
from tawthiq.protect.recovery import NEEDED, SHEETS, join, words_of
from tawthiq.record.errors import MissingInput, UsageError
from tawthiq.vocabulary import say


@click.command()
@click.pass_context
def sheets(ctx: click.Context) -> None:
    """Print five sheets with a new key on paper: any three bring everything back. Nothing of it is kept in the case.

    Send it to a printer, not to a file. Sheets that were printed before stay valid.
    """
    with opened(ctx, writer=True) as case:
        paper = make_paper(case)
        for n, words in enumerate(paper.split(), 1):
            click.echo(sheet(n, words, case.settings.id[:12]))


def sheet(n: int, words: str, case: str) -> str:
    """One sheet, in both languages."""
    listed = [f"{at:>2}. {word}" for at, word in enumerate(words.split(), 1)]
    columns = ["".join(f"{one:<18}" for one in listed[at::11]) for at in range(11)]
    lines = []
    for lang in ("en", "ar"):
        told = {"n": n, "all": SHEETS, "needed": NEEDED, "case": case}
        lines += [
            say(f"protect.sheet.{part}", lang, **told) for part in ("title", "what", "keep", "use", "after")
        ] + [""]
    return "\n".join([*lines, *columns, "", "-" * 60])


@click.command()
@click.argument("files", nargs=-1, metavar="[SHEET]...", type=click.Path(path_type=Path))
@click.option(
    "--lost",
    metavar="DEVICE",
    help="Close this device (its public key): what it says afterwards does not count.",
)
@click.option("--title", help="What this copy calls the case; else the folder's name.")
@click.pass_context
def recover(ctx: click.Context, files: tuple[Path, ...], lost: str | None, title: str | None) -> None:
    """Give this copy of the case new keys from three sheets, with all roles. The old keys are not used again.

    Sheets are typed on the terminal, one after the other, or read from files, one a file.
    """
    folder = find_case(ctx.obj)
    paper = join(words_of(text) for text in given_sheets(files))
    device = _device(ctx, lost) if lost is not None else None
    passphrase = new_passphrase(ctx)
    name = title or folder.root.resolve().name
    keys = run(folder, paper, passphrase=passphrase, lost=device, title=name)
    click.echo(f"This copy now signs as {keys.device[:16]}, with all roles.")
    click.echo("Print new sheets with `tawthiq sheets`, and burn those that were brought together.")
    if passphrase is None:
        warn_open(folder.keys)


def given_sheets(files: tuple[Path, ...]) -> list[str]:
    """The texts of sheets: of files, else typed on the terminal, else from stdin. Raises MissingInput."""
    if files:
        try:
            return [path.read_text(encoding="utf-8") for path in files]
        except (OSError, UnicodeDecodeError) as error:
            raise MissingInput(f"a sheet that cannot be read ({type(error).__name__})") from error
    if not sys.stdin.isatty():
        return sys.stdin.read().splitlines()
    return [click.prompt(f"Sheet {n} of {NEEDED}", hide_input=True, err=True) for n in range(1, NEEDED + 1)]


def _device(ctx: click.Context, prefix: str) -> str:
    from tawthiq.case import Case  # noqa: PLC0415  (only where a device is to be closed)

    with Case(find_case(ctx.obj), keyless=True) as case:
        found = [author.hex() for author, _ in case.index.devices() if author.hex().startswith(prefix)]
    if len(found) != 1:
        raise UsageError(
            f"--lost {prefix!r}", expected="the public key of one device, as `tawthiq log --json` has it"
        )
    return found[0]
