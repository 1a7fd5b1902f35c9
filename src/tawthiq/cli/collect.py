"""`tawthiq collect`: an exhibit is acknowledged, on stdout, only once it is on the disk."""

import click

from tawthiq.case.intake import Taken
from tawthiq.cli.opening import opened
from tawthiq.cli.output import complain, emit, flush, isolated


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--source", help="Pseudonym of whoever this comes from.")
@click.option(
    "--published", metavar="DATE", help="When it was published, if you know (EDTF, such as 2016-11-30)."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object an exhibit.")
@click.pass_context
def collect(
    ctx: click.Context, sources: tuple[str, ...], source: str | None, published: str | None, *, as_json: bool
) -> int:
    """Take in files, folders, archives and lists; their bytes are kept whatever is in them.

    Run it again after an interruption: what is already held is passed over.
    """
    new = known = bad = 0
    with opened(ctx, writer=True) as case:
        for one in case.collect(sources, source=source, published=published):
            if not isinstance(one, Taken):
                bad += 1
                complain(str(one.error) + (" (its bytes are kept)" if one.kept else " (not kept)"))
                continue
            new, known = new + one.new, known + (not one.new)
            if as_json:
                emit(one)
            else:
                click.echo(f"{one.exhibit[:12]}  {'new  ' if one.new else 'held '}  {isolated(one.origin)}")
            flush()
    click.echo(f"{new} new, {known} already held, {bad} with trouble", err=True)
    return 2 if bad else 0
