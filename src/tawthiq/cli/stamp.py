"""`tawthiq stamp`: outside time over the checkpoint, asked of a server that is named here, or by hand over an air gap."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tawthiq.cli.look import moment
from tawthiq.cli.opening import opened
from tawthiq.cli.output import complain, emit, isolated
from tawthiq.preserve import Verdict
from tawthiq.record.errors import InputError, MissingInput, UsageError
from tawthiq.record.timestamp import Form

if TYPE_CHECKING:
    from tawthiq.case import Case
    from tawthiq.case.judging import Judgement
    from tawthiq.case.stamping import Kept
    from tawthiq.cli.outside_files import Headers
    from tawthiq.preserve.trust import Trust

FILE = click.Path(path_type=Path)


@click.command()
@click.option("--tsa", metavar="URL", help="Ask this time stamping authority (RFC 3161).")
@click.option(
    "--calendar", "calendars", metavar="URL", multiple=True, help="Ask this OpenTimestamps calendar."
)
@click.option(
    "--request",
    "request_file",
    metavar="FILE",
    type=FILE,
    help="Write the request here, to be sent from elsewhere.",
)
@click.option("--ots", is_flag=True, help="With --request: for calendars, not for an authority.")
@click.option(
    "--answer", "answers", metavar="FILE", type=FILE, multiple=True, help="Take in what was answered."
)
@click.option("--for", "asked_id", metavar="ID", help="With --answer: the request that it answers.")
@click.option("--upgrade", is_flag=True, help="With --calendar: ask what has become of what was promised.")
@click.option(
    "--root", "roots", metavar="CA.pem", type=FILE, multiple=True, help="A root to trust; nothing else is."
)
@click.option(
    "--chain", "chains", metavar="PEM", type=FILE, multiple=True, help="Certificates between answer and root."
)
@click.option(
    "--headers",
    metavar="PATH",
    type=FILE,
    multiple=True,
    help="Bitcoin block headers: a file each, or a folder.",
)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def stamp(
    ctx: click.Context,
    tsa: str | None,
    calendars: tuple[str, ...],
    request_file: Path | None,
    answers: tuple[Path, ...],
    asked_id: str | None,
    roots: tuple[Path, ...],
    chains: tuple[Path, ...],
    headers: tuple[Path, ...],
    *,
    ots: bool,
    upgrade: bool,
    as_json: bool,
) -> int:
    """Have the checkpoint stamped by somebody outside, or list and judge the stamps there are.

    Nothing is sent anywhere but to the servers named here. Exit 0 if every stamp is verified.
    """
    from tawthiq.cli.outside_files import read_headers, read_trust  # noqa: PLC0415  (certificates are slow to import)

    if sum((tsa is not None, bool(calendars), request_file is not None, bool(answers))) > 1:
        raise UsageError("several ways at once", expected="one of --tsa, --calendar, --request, --answer")
    if (ots and request_file is None) or (asked_id is not None and not answers):
        raise UsageError(
            "an option without what it belongs to", expected="--ots with --request, --for with --answer"
        )
    if upgrade and not calendars:
        raise UsageError("--upgrade without a server", expected="the calendars to ask, as --calendar URL")
    trusted = read_trust(roots, chains)
    writes = tsa is not None or calendars or request_file is not None or answers or roots or headers
    with opened(ctx, writer=bool(writes)) as case:
        if request_file is not None:
            _write_request(case, request_file, Form.OPENTIMESTAMPS if ots else Form.RFC3161, as_json=as_json)
            return 0
        trouble = 0
        if tsa is not None:
            _at_authority(case, tsa, trusted)
        elif calendars and upgrade:
            trouble = _upgrade(case, calendars)
        elif calendars:
            _at_calendars(case, calendars)
        elif answers:
            _take(case, answers, asked_id, trusted)
        if roots or headers:
            _complete(case, trusted, headers=read_headers(headers))
        return max(trouble, _listing(case, as_json=as_json))


def _write_request(case: "Case", path: Path, form: Form, *, as_json: bool) -> None:
    from tawthiq.case import stamping  # noqa: PLC0415  (as above)
    from tawthiq.record.storage import replace_file  # noqa: PLC0415  (as above)

    if not path.parent.is_dir():
        raise MissingInput("no folder to write the request in", where=str(path.parent))
    asking = stamping.prepare(case, form)
    replace_file(path, asking.outgoing)
    said = case.record_timestamp(stamping.keep_request(case, asking))
    if as_json:
        emit({"id": said.id.hex(), "form": form, "request": str(path), "bytes": len(asking.outgoing)})
        return
    kind = "application/timestamp-query" if form is Form.RFC3161 else "application/octet-stream"
    place = (
        "the authority's address" if form is Form.RFC3161 else "a calendar's address with /digest after it"
    )
    click.echo(f"request {said.id.hex()[:12]} written to {path}")
    click.echo(
        f"send its {len(asking.outgoing)} bytes as {kind} to {place}; bring the answer with --answer FILE"
    )


def _at_authority(case: "Case", url: str, trusted: "Trust") -> None:
    from tawthiq.case import stamping  # noqa: PLC0415  (as above)
    from tawthiq.engines.outside import stamp_at  # noqa: PLC0415  (only where a server was named)

    asking = stamping.prepare(case, Form.RFC3161)
    stamping.take_answer(case, asking, [stamp_at(url, asking.outgoing)], trusted, server=url)


def _at_calendars(case: "Case", urls: tuple[str, ...]) -> None:
    from tawthiq.case import stamping  # noqa: PLC0415  (as above)
    from tawthiq.engines.outside import submit_to  # noqa: PLC0415  (as above)
    from tawthiq.preserve.trust import trust  # noqa: PLC0415  (as above)

    asking = stamping.prepare(case, Form.OPENTIMESTAMPS)
    given, last = [], None
    for url in urls:
        try:
            given.append(submit_to(url, asking.outgoing))
        except InputError as error:
            last = error
            complain(str(error))
    if not given:
        raise last or InputError("no calendar answered")
    stamping.take_answer(case, asking, given, trust([]), server=" ".join(urls))


def _take(case: "Case", files: tuple[Path, ...], asked_id: str | None, trusted: "Trust") -> None:
    from tawthiq.case import stamping  # noqa: PLC0415  (as above)
    from tawthiq.cli.outside_files import read_file  # noqa: PLC0415  (as above)

    raws = [read_file(one) for one in files]
    told = stamping.find_request(case, raws[0], asked_id)
    stamping.take_answer(case, stamping.asking_of(case, told.said), raws, trusted, of=told.id)


def _upgrade(case: "Case", urls: tuple[str, ...]) -> int:
    from tawthiq.case import stamping  # noqa: PLC0415  (as above)
    from tawthiq.engines.outside import ask_again  # noqa: PLC0415  (as above)

    asked = {url.rstrip("/") for url in urls}
    trouble = 0
    for told in stamping.stamps(case):
        found = []
        for calendar, message in stamping.calendars(case, told):
            if calendar.rstrip("/") not in asked:
                continue
            try:
                found.append((message, ask_again(calendar, message)))
            except InputError as error:
                trouble = 2
                complain(str(error))
        stamping.upgrade(case, told, found)
    return trouble


def _complete(case: "Case", trusted: "Trust", *, headers: "Headers") -> None:
    from tawthiq.case import stamping  # noqa: PLC0415  (as above)

    for told in stamping.stamps(case):
        _, judgement = stamping.complete(case, told, headers, trusted)
        if judgement is not None and judgement.verdict is Verdict.FAILED:
            _explain(told.id, judgement)


def _explain(ident: str, judgement: "Judgement") -> None:
    for problem in judgement.problems:
        complain(f"{ident[:12]}: {problem.code}: {problem.where}: {problem.what}")


def _listing(case: "Case", *, as_json: bool) -> int:
    from tawthiq.case import stamping  # noqa: PLC0415  (as above)

    found = [stamping.look(case, told) for told in stamping.stamps(case)]
    for one in found:
        if as_json:
            emit(_shape(one))
        else:
            _show(one)
    if not found and not as_json:
        click.echo("no time stamps")
    bad = [one for one in found if one.verdict is not Verdict.VERIFIED]
    return 1 if bad else 0


def _shape(one: "Kept") -> dict[str, object]:
    at = one.judgement.at if one.judgement else None
    return {
        "id": one.id,
        "form": one.stamp.form,
        "verdict": one.verdict,
        "at": at.isoformat() if at else None,
        "authority": one.judgement.authority if one.judgement else "",
        "statements": one.covers,
        "server": one.stamp.server,
        "judged": one.judgement.judged if one.judgement else [],
        "problems": one.problems,
    }


def _show(one: "Kept") -> None:
    at = one.judgement.at if one.judgement else None
    when = moment(int(at.timestamp())) if at else "no time yet"
    click.echo(f"{one.id[:12]}  {one.stamp.form:<14}  {one.verdict}: {when}, {one.covers} statements")
    if one.judgement and one.judgement.authority:
        click.echo(f"    by {isolated(one.judgement.authority)}")
    for judged in one.judgement.judged if one.judgement else ():
        click.echo(
            f"    {judged.by}: {judged.verdict}{' ' if judged.problems else ''}{' '.join(judged.problems)}"
        )
    for problem in one.problems:
        click.echo(f"    {problem.code}: {isolated(problem.where)}: {isolated(problem.what)}")
