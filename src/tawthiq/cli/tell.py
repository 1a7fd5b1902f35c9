"""`tawthiq tell`: a dispatch becomes a site, or a list of what its footnotes do not bear."""

from pathlib import Path

import click

from tawthiq.case.publish import check_dispatch, compile_dispatch, write_site
from tawthiq.cli.opening import opened
from tawthiq.cli.output import Meter, emit, isolated
from tawthiq.record.errors import MissingInput, UnreadableInput, UsageError


@click.command()
@click.argument("dispatch", metavar="DISPATCH.md", type=click.Path(path_type=Path))
@click.option("-o", "target", metavar="SITE", type=click.Path(path_type=Path), help="The folder to write.")
@click.option("--check", "only_check", is_flag=True, help="Only say what is wrong with it.")
@click.option("--draft", is_flag=True, help="Write it in spite of errors, marked as a draft on every page.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def tell(
    ctx: click.Context, dispatch: Path, target: Path | None, *, only_check: bool, draft: bool, as_json: bool
) -> int:
    """Publish a bilingual dispatch: each sentence footnoted, readable and checkable without this program."""
    text = _read(dispatch)
    if target is None and not only_check:
        raise UsageError("no folder for the site", expected="-o SITE, or --check")
    with opened(ctx, writer=not only_check and not draft) as case:
        meter = Meter()
        made = case.derive(meter)
        problems = check_dispatch(made, text)
        meter.close()
        for one in problems:
            if as_json:
                emit(one)
            else:
                click.echo(f"line {one.where}: {one.gravity}: {isolated(one.message.en)}", err=not only_check)
        if only_check:
            return 1 if any(one.gravity == "error" for one in problems) else 0
        assert target is not None
        site = compile_dispatch(made, text, draft=draft)
        write_site(site, target)
        if not draft:
            case.publish(site.release)
    click.echo(f"{len(site.files)} files, {len(site.footnotes)} footnotes: {target / 'index.html'}")
    return 0


def _read(dispatch: Path) -> str:
    try:
        return dispatch.read_text(encoding="utf-8")
    except (FileNotFoundError, IsADirectoryError) as error:
        raise MissingInput("no dispatch there", where=str(dispatch)) from error
    except UnicodeDecodeError as error:
        raise UnreadableInput("not UTF-8", where=str(dispatch), hint="save it as UTF-8") from error
