"""`tawthiq repair`: put hurt parts right from another copy, and say what is left."""

from pathlib import Path

import click

from tawthiq.case import Case
from tawthiq.case.exchange import same_case
from tawthiq.case.folder import Folder
from tawthiq.case.mend import beyond_repair, mend
from tawthiq.cli.opening import opened
from tawthiq.cli.output import complain, emit
from tawthiq.preserve import Verdict


@click.command()
@click.option(
    "--from", "source", metavar="DIR", type=click.Path(path_type=Path), help="Another copy of the case."
)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def repair(ctx: click.Context, source: Path | None, *, as_json: bool) -> int:
    """Put objects, bodies and tiles right, from another copy where bytes are needed. What was done is recorded."""
    with opened(ctx, writer=True) as case:
        if source is None:
            done = mend(case, None)
        else:
            with Case(Folder(source), keyless=True) as other:
                same_case(case, other.settings.origin, str(source))
                done = mend(case, other)
        left = beyond_repair(case)
        bad = [one for one in case.verify() if one.verdict is not Verdict.VERIFIED]
    if as_json:
        emit({"objects": done.objects, "bodies": done.bodies, "tiles": done.tiles, "left": left})
    else:
        click.echo(
            f"{len(done.objects)} objects, {len(done.bodies)} bodies and {len(done.tiles)} tiles put right"
        )
    for sentence in left:
        complain(sentence)
    if left:
        complain(
            "statements are never edited in place: `tawthiq init DIR --join BUNDLE` founds a fresh copy from a sound one"
        )
    elif bad:
        complain(f"{len(bad)} things are still not right; another copy may have them whole (--from DIR)")
    return 1 if bad else 0
