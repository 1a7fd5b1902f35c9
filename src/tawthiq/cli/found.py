"""`tawthiq init`."""

from pathlib import Path

import click

from tawthiq.case import init_case


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", help="What the case is called; else the folder's name.")
def init(folder: Path, title: str | None) -> None:
    """Found a case in a new folder: its key, its record, its first checkpoint."""
    made = init_case(folder, title=title)
    settings = made.settings()
    click.echo(f"Case '{settings.title}' founded in {made.root}.")
    click.echo(
        f"This device signs as {settings.device[:16]}. Its key is in {made.keys}: keep it on this device."
    )
