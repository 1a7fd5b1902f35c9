"""`tawthiq passphrase`: lock this device's keys, change what locks them, or let the system's keystore remember it."""

from pathlib import Path

import click

from tawthiq.case import find_case
from tawthiq.case.unlock import from_file, to_keystore
from tawthiq.cli.asking import asker, typed_twice, warn_open
from tawthiq.protect.keys import open_keys
from tawthiq.record.errors import KeyTrouble, UsageError


@click.command()
@click.option(
    "--new-file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Take the new passphrase from its first line.",
)
@click.option("--none", "remove", is_flag=True, help="Take the passphrase away: the keys then lie open.")
@click.option(
    "--remember", is_flag=True, help="Let the system's keystore remember it (needs the package keyring)."
)
@click.pass_context
def passphrase(ctx: click.Context, new_file: Path | None, *, remove: bool, remember: bool) -> None:
    """Lock the keys of this device with a passphrase. The keys themselves stay the same."""
    if remove and (new_file is not None or remember):
        raise UsageError("--none with another option", expected="a passphrase, or none")
    folder = find_case(ctx.obj)
    device = folder.settings().device
    keys = open_keys(folder.keys, device, asker(ctx))
    if keys is None:
        raise KeyTrouble("this device's key is not there", where=str(folder.keys))
    chosen = None if remove else from_file(new_file) if new_file is not None else typed_twice()
    if chosen is None and not remove:
        raise UsageError("no new passphrase", expected="--new-file FILE, a terminal to type it on, or --none")
    keys.relock(folder.keys, chosen)
    if chosen is None:
        warn_open(folder.keys)
        return
    if remember:
        to_keystore(device, chosen)
    click.echo("The keys of this device are locked.")
