"""`tawthiq serve`: the desk, for this machine alone unless told otherwise, and then only with a token."""

import os

import click

from tawthiq.cli.opening import opened

TOKEN = "TAWTHIQ_DESK_TOKEN"  # noqa: S105  (the name of a variable, not a token)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8040, show_default=True, type=int)
@click.option(
    "--open-to-network", is_flag=True, help=f"Answer other machines; everybody is then asked for ${TOKEN}."
)
@click.pass_context
def serve(ctx: click.Context, host: str, port: int, *, open_to_network: bool) -> None:
    """Open the desk in a browser: read-only pages over the case."""
    from tawthiq.desk import serve as run  # noqa: PLC0415  (Django is slow to import)

    with opened(ctx) as case:
        run(
            case.derive(),
            host,
            port,
            title=case.settings.title,
            open_to_network=open_to_network,
            token=os.environ.get(TOKEN),
        )
