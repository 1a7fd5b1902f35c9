"""`tawthiq sync`: bring two copies of a case together, over a stick or a folder."""

from pathlib import Path

import click

from tawthiq.case import Case
from tawthiq.case.exchange import Met, import_bundle, swap, write_missing
from tawthiq.case.folder import SETTINGS, Folder
from tawthiq.cli.asking import asker
from tawthiq.cli.opening import opened
from tawthiq.cli.output import complain, emit
from tawthiq.record.witness import Seen


@click.command()
@click.argument("path", metavar="BUNDLE|DIR", type=click.Path(path_type=Path))
@click.option(
    "--unproven",
    is_flag=True,
    help="Take in a bundle that does not prove it goes on from what was last seen.",
)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def sync(ctx: click.Context, path: Path, *, unproven: bool, as_json: bool) -> int:
    """Merge another copy, both ways: a case folder, or a bundle file.

    A bundle that exists is taken in; one that does not is written, holding everything.
    """
    with opened(ctx, writer=True) as case:
        if (path / SETTINGS).is_file():
            with Case(Folder(path), writer=True, unlock=asker(ctx)) as other:
                met = list(swap(case, other))
        elif path.exists():
            met = [import_bundle(case, path, unproven=unproven)]
        else:
            frames = write_missing(case, path)
            click.echo(f"{frames} frames written to {path}", err=True)
            return 0
    for one in met:
        _tell(one, as_json=as_json)
    return 2 if any(one.merged.refused or one.merged.stopped for one in met) else 0


def _tell(one: Met, *, as_json: bool) -> None:
    merged = one.merged
    if as_json:
        emit(
            {
                "statements": merged.statements,
                "objects": merged.objects,
                "seen": one.seen,
                "renewed": one.renewed,
                "withdrawn": merged.withdrawn,
                "refused": merged.refused,
                "stopped": merged.stopped,
            }
        )
    else:
        click.echo(f"{merged.statements} statements and {merged.objects} objects were new")
    if one.seen is Seen.UNPROVEN:
        complain("taken in without proof that its log goes on from what was last seen of it")
    if one.renewed is not None:
        complain(
            "this device's chain went on elsewhere, so this copy was restored from a backup or copied; it goes on under "
            f"the new key {one.renewed[:16]}, which an admin has to give a role"
        )
    if merged.withdrawn:
        complain(f"{merged.withdrawn} parts that were withdrawn came again and were not taken in")
    for sentence in merged.refused:
        complain(f"not let in: {sentence}")
    if merged.stopped:
        complain(merged.stopped)
