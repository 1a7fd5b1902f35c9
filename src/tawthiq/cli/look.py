"""`tawthiq status`, `ls`, `show`, `log`, `rebuild`: what is there, and what the record lacks."""

from datetime import UTC, datetime
from typing import Any

import click
import msgspec

from tawthiq.case import Case
from tawthiq.cli.opening import derived, examined, opened
from tawthiq.cli.output import Meter, emit, isolated, shortened
from tawthiq.protect import first_visibility
from tawthiq.record.assessment import Visibility
from tawthiq.record.exhibit import Exhibit


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def status(ctx: click.Context, *, as_json: bool) -> None:
    """Say what is there, what the record lacks, and what could not be read."""
    with derived(ctx) as made:
        lacks, failures = made.survey()
        facts = {
            "title": made.case.settings.title,
            "statements": made.case.size(),
            "exhibits": len(made.exhibits()),
            "judgements": len(made.judgements()),
            "releases": len(made.case.index.releases()),
            "sealed": str(made.case.seal.seals),
            "unread": made.case.index.unread(),
        }
        if as_json:
            emit(
                {
                    **facts,
                    "lacks": lacks,
                    "failures": [{"step": step, "what": what} for step, what in failures],
                }
            )
            return
        if not facts["unread"]:
            del facts["unread"]
        for name, value in facts.items():
            click.echo(f"{name:<12}{isolated(str(value))}")
        click.echo(f"{'lacks':<12}{f'{len(lacks)} steps' if lacks else 'nothing'}")
        for line in lacks[:20]:
            click.echo(f"  {isolated(shortened(line, 74))}")
        for step, what in failures:
            click.echo(f"  could not be made: {step}: {isolated(what)}")


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def ls(ctx: click.Context, *, as_json: bool) -> None:
    """List the exhibits in order of arrival."""
    with opened(ctx) as case:
        for one in case.exhibits():
            if as_json:
                emit(exhibit_json(case, one))
                continue
            lies = "sealed" if one.original.sealed else "open"
            size = f"{one.original.size:,}"
            click.echo(
                f"{one.id[:12]}  {one.obtained.how:<7} {lies:<6} {size:>11}  {isolated(shortened(one.obtained.origin, 42))}"
            )


@click.command()
@click.argument("ident", metavar="ID")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def show(ctx: click.Context, ident: str, *, as_json: bool) -> None:
    """Show one exhibit: how it was obtained, and what was read in it."""
    with derived(ctx) as made:
        one = made.exhibit(ident)
        text = made.text(one.id)
        if as_json:
            emit({"exhibit": exhibit_json(made.case, one), "text": text})
            return
        told = one.obtained
        click.echo(f"exhibit   {one.id}")
        click.echo(f"name      {isolated(told.name)}")
        click.echo(f"origin    {isolated(told.origin)}")
        click.echo(f"obtained  {moment(told.at)} as {told.how}, by device {one.author[:16]} with {told.tool}")
        for ref in told.objects:
            click.echo(f"{ref.role:<9} {ref.digest}\n          {ref.size:,} bytes, {ref.media_type}")
            click.echo(f"          {'sealed, stored as ' + ref.name[:16] + '…' if ref.sealed else 'open'}")
        click.echo(f"shown to  {visible_to(made.case, one)}")
        for problem in told.problems:
            click.echo(f"problem   {problem}")
        if text is not None:
            claims, losses = made.claims(one.id), made.losses(one.id)
            click.echo(f"text      {len(text.text):,} characters, {len(claims)} claims, {len(losses)} losses")
            click.echo(f"          {isolated(shortened(text.text, 66))}")


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def log(ctx: click.Context, *, as_json: bool) -> None:
    """List the statements of the record, oldest first."""
    with examined(ctx) as case:
        standing = case.index.standing
        for arrival, one in enumerate(case.statements()):
            why = standing.why_not(one)
            if as_json:
                emit(
                    {
                        "arrival": arrival,
                        "id": one.id.hex(),
                        "author": one.author.hex(),
                        "seq": one.seq,
                        "time": one.time,
                        "kind": one.kind,
                        "refs": [ref.hex() for ref in one.refs],
                        "counts": why is None,
                        "why_not": why,
                    }
                )
            else:
                click.echo(
                    f"{arrival:>6}  {one.id.hex()[:12]}  {moment(one.time)}  {one.author.hex()[:8]} {one.kind}"
                )


@click.command()
@click.pass_context
def rebuild(ctx: click.Context) -> None:
    """Throw away everything derived and make it again from the record."""
    meter = Meter()
    with opened(ctx) as case:
        case.cache.clear()
        case.derive(meter).run()
        meter.close()
        click.echo(f"rebuilt: {sum(1 for _ in case.cache.items())} parts, digest {case.cache.digest()[:16]}")


def visible_to(case: Case, one: Exhibit) -> Visibility:
    """Who may see an exhibit: as was decided, or else as it begins."""
    return case.index.visibilities().get(one.id) or first_visibility(one.obtained.how)


def exhibit_json(case: Case, one: Exhibit) -> dict[str, Any]:
    """An exhibit for machines: as the record has it, whether its bytes are sealed, and who may see it."""
    found: dict[str, Any] = msgspec.to_builtins(one)
    return {**found, "sealed": one.original.sealed, "visibility": visible_to(case, one)}


def moment(seconds: int) -> str:
    """A device's time for people, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
