"""`tawthiq init`."""

from pathlib import Path

import click

from tawthiq.case import Case, init_case
from tawthiq.case.exchange import bundle_case, import_bundle
from tawthiq.cli.output import complain


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", help="What the case is called; else the folder's name.")
@click.option(
    "--join", "bundle", metavar="BUNDLE", type=click.Path(path_type=Path), help="Found a copy of that case."
)
def init(folder: Path, title: str | None, bundle: Path | None) -> int:
    """Found a case in a new folder: its key, its record, its first checkpoint.

    With --join it becomes a further copy of the case a bundle comes from, and signs with a key of its own.
    """
    made = init_case(folder, title=title, case_id=bundle_case(bundle) if bundle else None)
    merged = None
    if bundle is not None:
        with Case(made, writer=True) as case:
            merged = import_bundle(case, bundle).merged
    settings = made.settings()
    click.echo(f"Case '{settings.title}' founded in {made.root}.")
    click.echo(
        f"This device signs as {settings.device[:16]}. Its key is in {made.keys}: keep it on this device."
    )
    if merged is None:
        return 0
    click.echo(f"{merged.statements} statements and {merged.objects} objects came with the bundle.")
    click.echo(
        "What this device says counts once an admin gives it a role: sync back, then `tawthiq grant` there."
    )
    for sentence in (*merged.refused, *filter(None, [merged.stopped])):
        complain(sentence)
    return 2 if merged.refused or merged.stopped else 0
