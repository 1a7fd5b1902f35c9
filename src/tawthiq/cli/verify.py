"""`tawthiq verify`: exit 0 only if everything was checked and whole; what is wrong is named, thing by thing."""

import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from tawthiq.case import Case, find_case
from tawthiq.case.check import ALL, Effort
from tawthiq.case.copies import whole_in, within_reach
from tawthiq.case.folder import SETTINGS, Folder
from tawthiq.cli.output import Meter, complain, emit, isolated
from tawthiq.preserve import MANIFEST, Gravity, Problem, Report, Verdict, check_release, worst
from tawthiq.preserve.packages import check_package, no_package
from tawthiq.record.errors import MissingInput, TawthiqError, UsageError


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--quick", is_flag=True, help="Look only whether objects are there; their bytes are then 'not checked'."
)
@click.option(
    "--deep", is_flag=True, help="Read and hash every object; this is what happens if nothing else is said."
)
@click.option(
    "--sample", type=click.FloatRange(0, 100), metavar="PERCENT", help="Read only so many of the objects."
)
@click.option(
    "--max-seconds", type=click.FloatRange(0), metavar="S", help="Stop reading objects after so long."
)
@click.option(
    "--copy",
    "copies",
    multiple=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Another copy of the case, asked when something is wrong. Those beside it and on removable media are found.",
)
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def verify(
    ctx: click.Context,
    path: Path | None,
    *,
    quick: bool,
    deep: bool,
    sample: float | None,
    max_seconds: float | None,
    copies: tuple[Path, ...],
    as_json: bool,
) -> int:
    """Check every statement and byte of a case, a published site, or a package (bag, OCFL, WACZ, WARC)."""
    if deep and (quick or sample is not None or max_seconds is not None):
        raise UsageError("--deep with a limit", expected="either all of it or a part")
    effort = Effort(share=0.0 if quick else 1.0 if sample is None else sample / 100, seconds=max_seconds)
    reports = _reports(ctx, path, ALL if effort == ALL else effort, copies)
    bad = [one for one in reports if one.verdict is not Verdict.VERIFIED]
    if as_json:
        for one in reports:
            emit(one)
    else:
        for one in reports:
            _tell(one)
        counts = {verdict: sum(one.verdict is verdict for one in reports) for verdict in Verdict}
        click.echo(", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count))
        for sentence in _remedies(bad):
            complain(sentence)
    verdict = worst(reports)
    return 0 if verdict is Verdict.VERIFIED or (effort != ALL and verdict is Verdict.NOT_CHECKED) else 1


def _tell(report: Report) -> None:
    """Each problem on a line; what is wrong in the same way in many places is told once, with how many there are."""
    groups: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in report.problems:
        # A fault of an object is told by the object's verdict; a package tells each by its own gravity.
        gravity = str(report.verdict if problem.gravity is Gravity.ERROR else problem.gravity)
        groups.setdefault((gravity, problem.code, problem.what), []).append(problem)
    for (gravity, code, what), same in groups.items():
        more = f" (and {len(same) - 1} more)" if len(same) > 1 else ""
        click.echo(f"{gravity}: {code}: {isolated(same[0].where)}{more}: {isolated(what)}")


def _remedies(bad: list[Report]) -> Iterator[str]:
    """Which copy is whole, and the command that takes from it; or that none is within reach."""
    hurt = [one for one in bad if one.verdict is Verdict.FAILED and one.kind in ("object", "log", "case")]
    places = {place: [one for one in hurt if place in one.whole_in] for one in hurt for place in one.whole_in}
    for place, there in places.items():
        objects = sum(one.kind == "object" for one in there)
        if objects:
            yield f"hurt objects that are whole in {place}: {objects}; tawthiq repair --from {shlex.quote(place)}"
        if objects < len(there):
            yield (
                f"the log is whole in {place}: `tawthiq repair --from {shlex.quote(place)}` brings bodies and tiles back; "
                "statements are never edited in place, so where one is hurt found a fresh copy from there: "
                f"tawthiq --case {shlex.quote(place)} sync BUNDLE, then tawthiq init DIR --join BUNDLE"
            )
    nowhere = [one for one in hurt if not one.whole_in]
    if nowhere:
        yield (
            f"whole in no copy within reach: {len(nowhere)}. Bring another copy (a disk, a stick) and name it: "
            "tawthiq verify --copy DIR"
        )


def _reports(ctx: click.Context, path: Path | None, effort: Effort, copies: tuple[Path, ...]) -> list[Report]:
    if path is None:
        return _case(find_case(ctx.obj), effort, copies)
    if not path.exists():
        raise MissingInput("nothing there to verify", where=str(path))
    if (path / SETTINGS).is_file():
        return _case(Folder(path), effort, copies)
    package = check_package(path)
    if package is not None:
        return [package]
    if (path / MANIFEST).is_file():
        return [check_release(path)]
    return [no_package(path)]


def _case(folder: Folder, effort: Effort, copies: tuple[Path, ...]) -> list[Report]:
    meter = Meter()
    try:
        with Case(folder) as case:
            reports = case.verify(effort, progress=lambda done, total: meter("verify", done, total))
    except TawthiqError as error:
        problem = Problem("case-damaged", str(folder.root), str(error))
        reports = [Report(path=str(folder.root), kind="case", verdict=Verdict.FAILED, problems=(problem,))]
    finally:
        meter.close()
    if all(one.verdict is not Verdict.FAILED for one in reports):
        return reports
    try:
        there = whole_in(reports, within_reach(folder, copies))
    except TawthiqError:
        return reports
    return [
        msgspec.structs.replace(one, whole_in=tuple(map(str, there[one.path]))) if one.path in there else one
        for one in reports
    ]
