"""`tawthiq serve`: the desk, for this machine alone unless told otherwise."""

import click

from tawthiq.cli.opening import opened


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8040, show_default=True, type=int)
@click.pass_context
def serve(ctx: click.Context, host: str, port: int) -> None:
    """Open the desk in a browser: read-only pages over the case."""
    from tawthiq.desk import serve as run  # noqa: PLC0415  (Django is slow to import)

    with opened(ctx) as case:
        run(case.derive(), host, port)
