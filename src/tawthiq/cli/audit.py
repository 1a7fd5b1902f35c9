"""`tawthiq audit`: read again what was read longest ago, record what was found, and say what is safe and what is due."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tawthiq.case import Case, upkeep
from tawthiq.case.exchange import same_case
from tawthiq.case.folder import Folder
from tawthiq.cli.look import moment
from tawthiq.cli.opening import opened
from tawthiq.cli.output import Meter, complain, emit, isolated, shortened
from tawthiq.preserve import Verdict
from tawthiq.record.errors import UsageError
from tawthiq.record.upkeep import Audited

if TYPE_CHECKING:
    from tawthiq.preserve.schedule import Safety

WHY = {
    "hurt-here": "hurt in this copy: `tawthiq repair --from` a whole one",
    "unread-here": "not read in this copy since it came",
    "old-here": "read in this copy too long ago",
    "hurt-elsewhere": "whole here, hurt in the other copy that is known",
    "old-elsewhere": "whole here, read in another copy too long ago",
    "one-copy": "whole here, and no other copy is known to hold it: `tawthiq sync`, and audit there too",
}


@click.command()
@click.option(
    "--max-seconds",
    type=click.FloatRange(0),
    metavar="S",
    help="Stop after so long; the next run goes on there.",
)
@click.option(
    "--sample",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="A stretch of so many of the objects, at random.",
)
@click.option(
    "--older", type=click.FloatRange(0), metavar="DAYS", help="Only what was not read for so many days."
)
@click.option(
    "--copy",
    "copy",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Read another copy of the case instead.",
)
@click.option("--history", is_flag=True, help="Tell the audits there were; read nothing.")
@click.option("--due", is_flag=True, help="Tell what is safe and what is missing; read nothing.")
@click.option(
    "--within",
    type=click.FloatRange(0, min_open=True),
    default=upkeep.YEAR,
    show_default=True,
    metavar="DAYS",
    help="With --due: how fresh a reading must be.",
)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def audit(
    ctx: click.Context,
    max_seconds: float | None,
    sample: float | None,
    older: float | None,
    copy: Path | None,
    within: float,
    *,
    history: bool,
    due: bool,
    as_json: bool,
) -> int:
    """Read objects again, those first that were read longest ago, and record what was found.

    An exhibit is safe when two copies are known to hold it whole. Exit 0 if everything read was whole.
    """
    if history and due:
        raise UsageError("--history and --due at once", expected="one of them")
    if history or due:
        if copy is not None or sample is not None or max_seconds is not None or older is not None:
            raise UsageError("a limit where nothing is read")
        with opened(ctx) as case:
            return _history(case, as_json=as_json) if history else _due(case, within, as_json=as_json)
    wanted = upkeep.Wanted(share=1.0 if sample is None else sample / 100, seconds=max_seconds, older=older)
    meter = Meter()
    with opened(ctx, writer=True) as case:
        try:
            done = _run(case, wanted, copy, meter)
        finally:
            meter.close()
        left = len(
            upkeep.chosen(upkeep.stock(case), _device(copy, case), upkeep.Wanted(older=0.0), done[0].began)
        )
    bad = [one for run in done for one in run.failed]
    damaged = any(run.log != Verdict.VERIFIED for run in done)
    for run in done:
        if as_json:
            emit(_shape(run))
    if not as_json:
        count, size = sum(run.objects for run in done), sum(run.bytes for run in done)
        click.echo(
            f"{count} objects read ({size:,} bytes), {len(bad)} not whole; {left} are older than this run"
        )
    for digest, code in bad:
        complain(f"{code}: object {digest[:16]}")
    if damaged:
        complain("the log itself is not sound; `tawthiq verify` says what")
    return 1 if bad or damaged else 0


def _run(case: Case, wanted: upkeep.Wanted, copy: Path | None, meter: Meter) -> list[Audited]:
    def shown(done: int, total: int) -> None:
        meter("audit", done, total)

    if copy is None:
        return upkeep.audit(case, wanted, progress=shown)
    with Case(Folder(copy)) as other:
        same_case(case, other.settings.origin, str(copy))
        if other.settings.device == case.settings.device:
            raise UsageError(
                "that is this copy, or one made from it with its key",
                expected="another office's copy",
                hint="found further copies with `tawthiq init DIR --join BUNDLE`",
            )
        return upkeep.audit(case, wanted, other=other, progress=shown)


def _device(copy: Path | None, case: Case) -> str:
    return case.settings.device if copy is None else Folder(copy).settings().device


def _history(case: Case, *, as_json: bool) -> int:
    told = case.index.sayings("audit", Audited)
    for one in told:
        if as_json:
            emit({"id": one.id, "author": one.author, **_shape(one.said)})
            continue
        place = one.said.copy or one.author
        state = f"{len(one.said.failed)} not whole" if one.said.failed else "all whole"
        click.echo(
            f"{moment(one.said.ended)}  copy {place[:8]}  {one.said.objects} objects, {state}; log {one.said.log}"
        )
    if not told and not as_json:
        click.echo("no audit has been recorded")
    return 0


def _due(case: Case, within: float, *, as_json: bool) -> int:
    known = upkeep.stock(case)
    since = int(time.time() - within * upkeep.DAY)
    unsafe = 0
    for one in case.exhibits():
        found = known.safety(one, since=since)
        unsafe += not found.safe
        if as_json:
            emit(
                {
                    "exhibit": one.id,
                    "safe": found.safe,
                    "why": found.why,
                    "whole": _places(found),
                    "hurt": found.hurt,
                }
            )
        elif not found.safe:
            click.echo(f"{one.id[:12]}  {isolated(shortened(one.obtained.name, 30))}: {WHY[found.why or '']}")
    if not as_json:
        total = len(case.exhibits())
        click.echo(
            f"{total - unsafe} of {total} exhibits are known to be whole in two copies, within {within:g} days"
        )
    return 1 if unsafe else 0


def _places(found: "Safety") -> list[dict[str, str]]:
    return [{"copy": device, "at": datetime.fromtimestamp(at, UTC).isoformat()} for device, at in found.whole]


def _shape(run: Audited) -> dict[str, object]:
    return {
        "copy": run.copy,
        "began": run.began,
        "ended": run.ended,
        "objects": run.objects,
        "bytes": run.bytes,
        "log": run.log,
        "failed": [{"object": digest, "code": code} for digest, code in run.failed],
    }
