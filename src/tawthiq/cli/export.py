"""`tawthiq export`: a package for an archive, a court or a library, and a plain word on what leaves and what stays."""

from pathlib import Path

import click

from tawthiq.case.export import export as write
from tawthiq.cli.opening import opened
from tawthiq.cli.output import emit, isolated
from tawthiq.preserve import Gravity
from tawthiq.record.assessment import Visibility
from tawthiq.record.errors import UsageError


@click.command()
@click.argument("target", metavar="DEST", type=click.Path(path_type=Path))
@click.argument("idents", metavar="[ID...]", nargs=-1)
@click.option("--bagit", "kind", flag_value="bagit", help="A bag: BagIt 1.0, a folder.")
@click.option("--ocfl", "kind", flag_value="ocfl", help="An OCFL storage root, a folder.")
@click.option("--wacz", "kind", flag_value="wacz", help="A WACZ of WARC files and saved pages, a file.")
@click.option(
    "--public", "level", flag_value="public", default=True, help="Only what was made public (the default)."
)
@click.option("--partner", "level", flag_value="partner", help="What partners may see, too.")
@click.option("--team", "level", flag_value="team", help="What the team may see, too.")
@click.option(
    "--sealed",
    "level",
    flag_value="sealed",
    help="Everything: for a vault or a court order.",
)
@click.option(
    "--as-stored", "stored", is_flag=True, help="What is sealed leaves sealed: to keep and not to read."
)
@click.option("--to", metavar="RECIPIENT", help="With --as-stored: the age recipient who is given its keys.")
@click.option(
    "--for", "reader", default="", metavar="WHO", help="For whom it is: kept, sealed, in the record."
)
@click.option("--link", is_flag=True, help="Hard links instead of copies, in a bag on the same disk.")
@click.option("--ocfl-version", type=click.Choice(["1.0", "1.1"]), default="1.1", show_default=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def export(
    ctx: click.Context,
    target: Path,
    idents: tuple[str, ...],
    *,
    kind: str | None,
    level: str,
    link: bool,
    stored: bool,
    to: str | None,
    reader: str,
    ocfl_version: str,
    as_json: bool,
) -> int:
    """Write exhibits (all, or those named) with the statements that record them into a package; the record says so."""
    if kind is None:
        raise UsageError("no kind of package", expected="--bagit, --ocfl or --wacz")
    if link and kind != "bagit":
        raise UsageError(
            "--link with another package than a bag", expected="--bagit, since OCFL forbids links"
        )
    if stored and kind == "wacz":
        raise UsageError("--as-stored with --wacz", expected="--bagit or --ocfl: a WACZ is there to be read")
    if to is not None and not stored:
        raise UsageError("--to without --as-stored", expected="what is not sealed needs no recipient")
    with opened(ctx, writer=True) as case:
        done = write(
            case,
            kind,
            target,
            level=Visibility(level),
            idents=idents,
            link=link,
            stored=stored,
            to=to,
            reader=reader,
            spec=ocfl_version,
        )
    wrong = any(one.gravity is Gravity.ERROR for one in done.problems)
    if as_json:
        emit(done)
        return 1 if wrong else 0
    for problem in done.problems:
        click.echo(f"left out: {problem.code}: {isolated(problem.where)}: {isolated(problem.what)}", err=True)
    click.echo(
        f"{done.exhibits} exhibits for {done.level} readers, {done.kept_back} kept back: {isolated(done.path)}"
    )
    return 1 if wrong else 0
