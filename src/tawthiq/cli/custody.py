"""`tawthiq custody`: the chain of custody of one exhibit, for people who have never seen this program."""

from pathlib import Path

import click

from tawthiq.case.case import TOOL
from tawthiq.cli.opening import opened
from tawthiq.cli.output import emit
from tawthiq.preserve import Verdict
from tawthiq.record.errors import MissingInput, UsageError
from tawthiq.record.storage import replace_file

LANGUAGES = {"en": ("en",), "ar": ("ar",), "both": ("en", "ar")}


@click.command()
@click.argument("ident", metavar="ID")
@click.option(
    "-o", "target", metavar="FILE.html|.pdf", type=click.Path(path_type=Path), help="The file to write."
)
@click.option("--lang", type=click.Choice(list(LANGUAGES)), default="both", show_default=True)
@click.option("--withhold", is_flag=True, help="Leave out the name as received and where it lay.")
@click.option("--json", "as_json", is_flag=True, help="The report's values on stdout.")
@click.pass_context
def custody(
    ctx: click.Context, ident: str, target: Path | None, lang: str, *, withhold: bool, as_json: bool
) -> int:
    """Write how an exhibit came here, every hand and tool since, how to check it, and what is not proven.

    Exit 1 if the exhibit is not whole, or its place in the log is not proven.
    """
    from tawthiq.case.custody import custody as gather  # noqa: PLC0415  (certificates are slow to import)
    from tawthiq.preserve.custody_html import page  # noqa: PLC0415  (as above)

    if target is None and not as_json:
        raise UsageError("no file for the report", expected="-o FILE.html or FILE.pdf, or --json")
    if target is not None and target.suffix not in (".html", ".pdf"):
        raise UsageError(f"a report called {target.name}", expected="a name that ends in .html or .pdf")
    if target is not None and not target.parent.is_dir():
        raise MissingInput("no folder to write the report in", where=str(target.parent))
    with opened(ctx) as case:
        report = gather(case.derive(), ident, TOOL, withhold=withhold)
    if as_json:
        emit(report)
    if target is not None:
        text = page(report, LANGUAGES[lang])
        if target.suffix == ".pdf":
            from tawthiq.engines.chromium import print_pdf  # noqa: PLC0415  (only for PDF)

            replace_file(target, print_pdf(text))
        else:
            replace_file(target, text.encode())
        click.echo(f"{len(report.events)} events, {len(report.stamps)} time stamps: {target}", err=as_json)
    whole = all(piece.verdict is Verdict.VERIFIED for piece in report.pieces)
    return 0 if whole and report.anchored.holds and report.anchored.log is Verdict.VERIFIED else 1
