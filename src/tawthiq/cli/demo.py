"""`tawthiq demo`: the seven rooms on the built-in sample, told room by room; run again, it goes on from what is there."""

from collections import Counter
from pathlib import Path

import click

from tawthiq.case import Case, init_case
from tawthiq.case.derive import Derivation
from tawthiq.case.folder import Folder
from tawthiq.case.intake import Taken
from tawthiq.case.publish import compile_dispatch, write_site
from tawthiq.cli.count import show as show_count
from tawthiq.cli.judge import read_places
from tawthiq.cli.look import visible_to
from tawthiq.cli.output import Meter, complain, isolated, shortened
from tawthiq.cli.truth import against_truth
from tawthiq.preserve import Verdict, check_release
from tawthiq.record.assessment import Evidence, Visibility
from tawthiq.record.claim import Claim
from tawthiq.record.errors import EvidenceError
from tawthiq.sample import SHOWN, SamplePaths, write

PEOPLE, SEED = 400, 7


@click.command()
@click.option(
    "--dir", "where", metavar="D", default="demo-case", type=click.Path(path_type=Path), show_default=True
)
@click.option("--serve/--no-serve", "serve_it", default=True, help="Open the desk afterwards.")
@click.option("--port", default=8040, show_default=True, type=int)
def demo(where: Path, port: int, *, serve_it: bool) -> None:
    """Run the whole flow on the built-in sample: an invented city under siege."""
    paths = write(where, people=PEOPLE, seed=SEED)
    click.echo("Nawrasa, its people and its war are invented.")
    folder = Folder(where / "case")
    if not folder.settings_file.is_file():
        init_case(folder.root, title="Nawrasa (invented)")
    with Case(folder, writer=True) as case:
        _collect(case, paths)
        _preserve(case)
        meter = Meter()
        made = case.derive(meter)
        try:
            made.run()
        finally:
            meter.close()
        _read(made)
        _match(made, paths)
        _weigh(made)
        _count(made, paths)
        _tell(made, paths, where / "site")
    if serve_it:
        from tawthiq.desk import serve  # noqa: PLC0415  (Django is slow to import)

        with Case(folder) as case:
            serve(case.derive(), "127.0.0.1", port, title=case.settings.title)


def _heading(room: str) -> None:
    click.secho(f"\n{room}", bold=True)


def _collect(case: Case, paths: SamplePaths) -> None:
    _heading("collect")
    new = held = bad = 0
    for one in case.collect([str(paths.collected)]):
        if isinstance(one, Taken):
            new, held = new + one.new, held + (not one.new)
        else:
            bad += 1
            complain(str(one.error))
    click.echo(f"{new} exhibits new, {held} already held, {bad} with trouble")
    case.refresh()
    objects = [one.original for one in case.exhibits()]
    click.echo(
        f"{sum(one.sealed for one in objects)} of {len(objects)} are sealed; decided for each who may see it:"
    )
    if not case.index.places():
        case.add_places(read_places(paths.places))
    decided = case.index.visibilities()
    for level in Visibility:
        chosen = [
            one.id
            for one in case.exhibits()
            if SHOWN.get(one.obtained.name) == level and one.id not in decided
        ]
        if chosen:
            case.show_to(level, chosen, "invented material, shown as an example")
    shown = Counter(visible_to(case, one) for one in case.exhibits())
    click.echo("  " + ", ".join(f"{shown[level]} {level}" for level in Visibility if shown[level]))


def _preserve(case: Case) -> None:
    _heading("preserve")
    reports = case.verify()
    bad = [one for one in reports if one.verdict is not Verdict.VERIFIED]
    click.echo(f"{len(reports) - len(bad)} of {len(reports)} checks verified, {case.size()} statements")
    if bad:
        raise EvidenceError(
            "the demo case is damaged", where=str(case.folder.root), hint="`tawthiq verify` names what"
        )


def _read(made: Derivation) -> None:
    _heading("read")
    claims, losses = made.claims(), made.losses()
    named = {one.id: one.obtained.name for one in made.exhibits()}
    with_figure = sum(1 for one in claims if one.quantity is not None)
    click.echo(
        f"{len(claims)} claims, {with_figure} with a figure; {len(losses)} embeds announced and not there:"
    )
    for loss in losses:
        click.echo(f"  {named[loss.exhibit]:<22} {loss.kind:<8} {isolated(shortened(loss.verbatim, 44))}")
    for step, what in made.survey().failures:
        click.echo(f"  could not be made: {step}: {what}")


def _match(made: Derivation, paths: SamplePaths) -> None:
    _heading("match")
    matched = made.people()
    if matched is not None:
        click.echo(against_truth(matched.persons, paths.truth))
    pairs = made.media_matches()
    exact = sum(1 for one in pairs if one.kind == "exact")
    click.echo(
        f"{len(pairs)} pairs of images are one picture ({exact} byte for byte); {len(made.incidents())} incidents"
    )


def _weigh(made: Derivation) -> None:
    _heading("weigh")
    assessments = made.assessments()
    for status in Evidence:
        count = sum(1 for one in assessments.values() if one.status is status)
        if count:
            click.echo(f"{count:>4} {status}")
    claims = {one.id: one for one in made.claims()}
    seen: set[frozenset[object]] = set()
    for one in assessments.values():
        for other in one.contradicts:
            left, right = claims.get(one.claim), claims.get(other)
            if left is None or right is None:
                continue
            # Told in two languages and by three pages, one contradiction is still one.
            pair = frozenset((_bounds(left), _bounds(right)))
            if pair not in seen:
                seen.add(pair)
                click.echo(f"     {isolated(_figure_first(left))} against {isolated(_figure_first(right))}")


def _bounds(claim: Claim) -> object:
    q = claim.quantity
    return (claim.act, q.lo, q.hi) if q is not None else claim.id


def _figure_first(claim: Claim) -> str:
    """The claim's words from just before its figure on, since that is what two claims differ in."""
    if claim.quantity is None:
        return shortened(claim.verbatim, 34)
    at = max(0, claim.quantity.start - claim.start - 12)
    return shortened(("…" if at else "") + claim.verbatim[at:], 34)


def _count(made: Derivation, paths: SamplePaths) -> None:
    _heading("count")
    counted = made.count()
    if counted is not None:
        show_count(counted)
        people = len(paths.truth_people.read_text(encoding="utf-8").splitlines()) - 1
        click.echo(f"in truth, {people} people were killed in the invented war")


def _tell(made: Derivation, paths: SamplePaths, target: Path) -> None:
    _heading("tell")
    dispatch = paths.dispatch.read_text(encoding="utf-8")
    last = next(reversed(made.case.index.releases()), None)
    # Over the checkpoint of the last publication: a site that would be the same again is not published again.
    site = compile_dispatch(made, dispatch, checkpoint=last.checkpoint if last else None)
    for one in site.problems:
        click.echo(f"line {one.where}: {one.gravity}: {isolated(one.message.en)}")
    if (
        last is None
        or last.files != site.release.files
        or check_release(target).verdict is not Verdict.VERIFIED
    ):
        site = compile_dispatch(made, dispatch)
        write_site(site, target)
        made.case.publish(site.release)
    click.echo(f"{len(site.files)} files, {len(site.footnotes)} footnotes, in Arabic and English:")
    click.echo(f"{(target / 'index.html').resolve()}")
