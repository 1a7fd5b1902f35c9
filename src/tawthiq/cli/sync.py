"""`tawthiq sync`: bring two copies of a case together, over a stick or a folder."""

from pathlib import Path

import click

from tawthiq.case import Case
from tawthiq.case.exchange import import_bundle, swap, write_missing
from tawthiq.case.folder import SETTINGS, Folder
from tawthiq.cli.opening import opened
from tawthiq.cli.output import complain, emit
from tawthiq.sync import Merged


@click.command()
@click.argument("path", metavar="BUNDLE|DIR", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def sync(ctx: click.Context, path: Path, *, as_json: bool) -> int:
    """Merge another copy, both ways: a case folder, or a bundle file.

    A bundle that exists is taken in; one that does not is written, holding everything.
    """
    with opened(ctx, writer=True) as case:
        if (path / SETTINGS).is_file():
            with Case(Folder(path), writer=True) as other:
                merged = list(swap(case, other))
        elif path.exists():
            merged = [import_bundle(case, path)]
        else:
            frames = write_missing(case, path)
            click.echo(f"{frames} frames written to {path}", err=True)
            return 0
    for one in merged:
        _tell(one, as_json=as_json)
    return 2 if any(one.refused or one.stopped for one in merged) else 0


def _tell(one: Merged, *, as_json: bool) -> None:
    if as_json:
        emit(one)
    else:
        click.echo(f"{one.statements} statements and {one.objects} objects were new")
    for sentence in one.refused:
        complain(f"not let in: {sentence}")
    if one.stopped:
        complain(one.stopped)
