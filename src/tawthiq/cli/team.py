"""`tawthiq team`, `grant`, `revoke`, `branch`: who may say what, itself said in signed statements."""

import click

from tawthiq.case import Case
from tawthiq.case.readers import Opens
from tawthiq.cli.opening import opened
from tawthiq.cli.output import emit
from tawthiq.record.errors import UnknownId, UsageError
from tawthiq.record.standing import Branch, Grant, Revocation, TeamRole
from tawthiq.record.statement import Statement


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def team(ctx: click.Context, *, as_json: bool) -> None:
    """List the devices of the case, their roles, and where their chains end."""
    with opened(ctx) as case:
        standing = case.index.standing
        recipients, generation = case.index.recipients(), case.seal.generation()
        handed = case.seal.handed(generation) if generation is not None else set()
        for author, top in case.index.devices():
            roles = sorted(standing.roles.get(author, ()))
            closed, forked = standing.closed_after(author), author in standing.forks
            here = author.hex() == case.settings.device
            if as_json:
                emit(
                    {
                        "device": author.hex(),
                        "roles": roles,
                        "last": top,
                        "closed": closed,
                        "forked": forked,
                        "here": here,
                        "reads": recipients.get(author) in handed,
                    }
                )
                continue
            marks = (
                [f"closed after {closed}"] * (closed is not None)
                + ["forked"] * forked
                + ["this device"] * here
                + ["reads"] * (recipients.get(author) in handed)
            )
            click.echo(
                f"{author.hex()[:16]}  {top:>6}  {', '.join(roles) or 'no role':<24} {', '.join(marks)}".rstrip()
            )


@click.command()
@click.argument("device")
@click.argument("role", type=click.Choice([one.value for one in TeamRole if one is not TeamRole.RECOVERY]))
@click.option(
    "--opens",
    type=click.Choice(["all", "later"]),
    default="all",
    show_default=True,
    help="What a new reader opens: all that is sealed, or only what is sealed from now on.",
)
@click.option("--why", default="", help="The reason, in a sentence.")
@click.pass_context
def grant(ctx: click.Context, device: str, role: str, opens: Opens, why: str) -> None:
    """Give a device a role, and with it the keys. Counts if this device is an admin."""
    with opened(ctx, writer=True) as case:
        said = case.govern(
            "grant", Grant(device=_device(case, device), role=TeamRole(role), why=why), opens=opens
        )
        _say_whether_it_counts(case, said)


@click.command()
@click.argument("device")
@click.option("--after", type=int, help="The last statement that still counts; else the last one known here.")
@click.option("--why", default="", help="The reason, in a sentence.")
@click.pass_context
def revoke(ctx: click.Context, device: str, after: int | None, why: str) -> None:
    """Close a device's chain: what it signed afterwards is kept and does not count.

    An admin is closed only where two other admins say so. What is sealed afterwards opens to the others alone.
    """
    with opened(ctx, writer=True) as case:
        whom = _device(case, device)
        last = dict(case.index.devices())[bytes.fromhex(whom)]
        if after is not None and after < 0:
            raise UsageError(f"--after {after}", expected="0 or more")
        said = case.govern(
            "revocation", Revocation(device=whom, after=last if after is None else after, why=why)
        )
        _say_whether_it_counts(case, said)


@click.command()
@click.argument("keep", metavar="STATEMENT")
@click.option("--why", default="", help="The reason, in a sentence.")
@click.pass_context
def branch(ctx: click.Context, keep: str, why: str) -> None:
    """Of a forked device, name the branch that counts, by any statement of it. Two editors must name the same one."""
    with opened(ctx, writer=True) as case:
        found = case.ledger.prefixed(keep)
        if len(found) != 1:
            raise UnknownId(
                f"{len(found) or 'no'} statements answer to {keep!r}", hint="`tawthiq log` lists them"
            )
        row = case.ledger.find(found[0])
        assert row is not None
        fork = case.index.standing.forks.get(row.statement.author)
        if fork is None or found[0] not in fork.before:
            raise UsageError(
                "that statement stands on no fork", hint="`tawthiq team` says which devices are forked"
            )
        # The first statement of the branch names it, so that two editors who point at different ones of it agree.
        first = found[0]
        while (previous := fork.before[first]) in fork.before:
            assert previous is not None
            first = previous
        said = case.govern("branch", Branch(device=row.statement.author.hex(), keep=first.hex(), why=why))
        _say_whether_it_counts(case, said)


def _device(case: Case, prefix: str) -> str:
    found = [author.hex() for author, _ in case.index.devices() if author.hex().startswith(prefix)]
    if len(found) != 1 or len(prefix) < 4:
        raise UnknownId(
            f"{len(found) or 'no'} devices answer to {prefix!r}", hint="`tawthiq team` lists them"
        )
    return found[0]


def _say_whether_it_counts(case: Case, said: Statement) -> None:
    why = case.index.standing.why_not(said)
    click.echo("recorded" if why is None else f"recorded, and does not count: {why}")
