"""`tawthiq withdraw`: what a source takes back is destroyed, said so, and what leaned on it is listed as it stood and stands."""

import click
import msgspec

from tawthiq.case import Case
from tawthiq.case.export import handed
from tawthiq.case.sources import sources
from tawthiq.case.withdrawing import fallen, published, stands
from tawthiq.cli.opening import opened
from tawthiq.cli.output import emit, isolated
from tawthiq.protect.identity import Source
from tawthiq.protect.withdrawal import Withdrawal, unconfirmed
from tawthiq.record.errors import UnknownId, UsageError


@click.command()
@click.argument("idents", nargs=-1, metavar="[ID]...")
@click.option("--source", metavar="PSEUDONYM", help="Everything that came from this source.")
@click.option("--reason", default="", metavar="R", help="Why, in a sentence; it is sealed.")
@click.option(
    "--list", "only_list", is_flag=True, help="Only list what is withdrawn, and who has not confirmed."
)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def withdraw(
    ctx: click.Context,
    idents: tuple[str, ...],
    source: str | None,
    reason: str,
    *,
    only_list: bool,
    as_json: bool,
) -> None:
    """Destroy exhibits in every copy, with what was found in them: their keys, their bytes, what was said and derived of them.

    Where there are several admins two must say it: the first word waits for the second. There is no way back.
    """
    if only_list:
        with opened(ctx) as case:
            _list(case, as_json=as_json)
        return
    if not idents and source is None:
        raise UsageError("nothing to withdraw", expected="ids, --source PSEUDONYM, or --list")
    if not reason:
        raise UsageError("no reason", expected="--reason, which those who ask later will read")
    with opened(ctx, writer=True) as case:
        exhibits = _chosen(case, idents, source)
        claims = tuple(claim.id for one in sorted(exhibits) for claim in case.derive().claims(one))
        before = stands(case)
        body = Withdrawal(
            exhibits=tuple(sorted(exhibits)),
            claims=claims,
            statements=tuple(
                sorted(one.hex() for one in case.index.speaking_of(exhibits, claims) | _who(case, source))
            ),
        )
        releases = published(case, exhibits, set(claims))
        said, receipt = case.withdraw(body, reason)
        why_not = case.index.standing.why_not(said)
        if why_not is not None:
            click.echo(f"recorded, and does not count: {why_not}")
            return
        if receipt is None:
            click.echo(
                f"{len(exhibits)} exhibits: recorded. Nothing is destroyed before a second admin withdraws them too."
            )
            return
        found = [*fallen(before, stands(case)), *releases]
        out = handed(case, exhibits)
        if as_json:
            emit(
                {
                    "withdrawal": said.id.hex(),
                    "exhibits": body.exhibits,
                    "receipt": receipt,
                    "dependants": found,
                    "handed": [
                        {"statement": mark.id.hex(), **msgspec.to_builtins(said)} for mark, said in out
                    ],
                }
            )
            return
        click.echo(
            f"{len(exhibits)} exhibits withdrawn: {receipt.objects} objects, {receipt.envelopes} envelopes and "
            f"{len(receipt.statements)} statements about them destroyed in this copy."
        )
        click.echo(f"{len(found)} things leaned on them:" if found else "Nothing else leaned on them.")
        for one in found:
            click.echo(f"  {one.what:<9} {isolated(one.id[:24])}  {one.before} -> {one.after or 'gone'}")
        for mark, package in out:
            whom = isolated(package.to) if package.to else f"{package.level} readers"
            how = ", sealed as stored" if package.stored else ""
            click.echo(
                f"  handed over  {mark.id.hex()[:24]}  {package.kind} for {whom}{how}: ask for its destruction"
            )
        _list(case, as_json=False)


def _chosen(case: Case, idents: tuple[str, ...], source: str | None) -> set[str]:
    """The exhibits named, and what was found inside them."""
    every = case.exhibits()
    chosen = {case.exhibit(ident).id for ident in idents}
    if source is not None:
        names = {source}.union(*({one.code, one.en, one.ar} for one in _called(case, source).values()))
        chosen |= {one.id for one in every if one.obtained.source in names}
        if not chosen:
            raise UnknownId(
                f"no exhibit came from {source!r}", hint="`tawthiq ls --json` names sources by pseudonym"
            )
    while inner := {one.id for one in every if one.obtained.parent in chosen} - chosen:
        chosen |= inner
    return chosen


def _called(case: Case, source: str) -> dict[bytes, Source]:
    """The statements that seal who this source is."""
    return {mark.id: said for mark, said in sources(case) if source in (said.code, said.en, said.ar)}


def _who(case: Case, source: str | None) -> set[bytes]:
    """Who took everything back is not to be known either."""
    return set(_called(case, source)) if source is not None else set()


def _list(case: Case, *, as_json: bool) -> None:
    withdrawn = case.index.withdrawn()
    waiting = sorted({one for _, body in case.index.withdrawals() for one in body.exhibits} - withdrawn)
    standing = case.index.standing
    devices = [
        one for one, _ in case.index.devices() if one not in standing.closed and standing.roles.get(one)
    ]
    open_ = unconfirmed(withdrawn, case.index.receipts(), devices)
    if as_json:
        for exhibit in sorted(open_):
            emit({"exhibit": exhibit, "agreed": True, "unconfirmed": [one.hex() for one in open_[exhibit]]})
        for exhibit in waiting:
            emit({"exhibit": exhibit, "agreed": False, "unconfirmed": []})
        return
    for exhibit in waiting:
        click.echo(f"{exhibit[:12]}  waits for a second admin")
    names = sorted({one.hex()[:16] for devices in open_.values() for one in devices})
    if withdrawn:
        click.echo(
            f"{len(withdrawn)} withdrawn; "
            + (f"not yet confirmed by {', '.join(names)}" if names else "all copies confirmed")
        )
