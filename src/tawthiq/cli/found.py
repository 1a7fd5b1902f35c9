"""`tawthiq init`."""

from pathlib import Path

import click

from tawthiq.case import Case, init_case
from tawthiq.case.exchange import bundle_case, import_bundle
from tawthiq.cli.asking import new_passphrase, warn_open
from tawthiq.cli.output import complain
from tawthiq.protect.policy import Seals


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", help="What the case is called; else the folder's name.")
@click.option(
    "--join", "bundle", metavar="BUNDLE", type=click.Path(path_type=Path), help="Found a copy of that case."
)
@click.option(
    "--seal",
    "seals",
    type=click.Choice([one.value for one in Seals]),
    default=Seals.EVERYTHING.value,
    show_default=True,
    help="What is sealed; `persons` leaves open the bytes of what stood on the web.",
)
@click.pass_context
def init(ctx: click.Context, folder: Path, title: str | None, bundle: Path | None, seals: str) -> int:
    """Found a case in a new folder: its keys, its record, its first checkpoint.

    With --join it becomes a further copy of the case a bundle comes from, and signs with a key of its own.
    """
    ident = bundle_case(bundle) if bundle else None
    passphrase = new_passphrase(ctx)
    made = init_case(folder, title=title, case_id=ident, seals=Seals(seals), passphrase=passphrase)
    merged = None
    with Case(made, writer=bundle is not None, unlock=lambda _: passphrase) as case:
        if bundle is not None:
            merged = import_bundle(case, bundle).merged
        settings, sealing = case.settings, case.seal.seals
    click.echo(f"Case '{settings.title}' founded in {made.root}. Sealed: {sealing}.")
    click.echo(
        f"This device signs as {settings.device[:16]}. Its keys are in {made.keys}: keep them on this device."
    )
    if passphrase is None:
        warn_open(made.keys)
    if merged is None:
        return 0
    click.echo(f"{merged.statements} statements and {merged.objects} objects came with the bundle.")
    click.echo(
        "What this device says counts once an admin gives it a role: sync back, then `tawthiq grant` there."
    )
    for sentence in (*merged.refused, *filter(None, [merged.stopped])):
        complain(sentence)
    return 2 if merged.refused or merged.stopped else 0
