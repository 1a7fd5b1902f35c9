"""`tawthiq weigh`: what supports and contradicts a claim, from how many independent origins, and why."""

import click

from tawthiq.cli.opening import derived
from tawthiq.cli.output import emit, isolated, shortened
from tawthiq.record.errors import UnknownId


@click.command()
@click.argument("ident", required=False, metavar="[ID]")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def weigh(ctx: click.Context, ident: str | None, *, as_json: bool) -> None:
    """Weigh every claim of the case, or one."""
    from tawthiq.weigh import assessment_json  # noqa: PLC0415  (loads the vocabulary)

    with derived(ctx) as made:
        assessments = made.assessments()
        made.must("weigh")
        claims = {claim.id: claim for claim in made.claims()}
    if ident is not None:
        assessments = {key: one for key, one in assessments.items() if key.startswith(ident)}
        if not assessments:
            raise UnknownId(f"no claim answers to {ident!r}", hint="`tawthiq read` lists them")
    for key, one in assessments.items():
        if as_json:
            emit(assessment_json(one))
            continue
        verbatim = shortened(claims[key].verbatim, 54) if key in claims else ""
        click.echo(f"{key[:9]} {one.status:<13} {isolated(verbatim)}")
        for reason in one.reasons:
            click.echo(f"    {isolated(reason.en)}")
