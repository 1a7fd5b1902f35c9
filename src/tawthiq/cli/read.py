"""`tawthiq read`: claims with offsets that reproduce their words, from a file or from exhibits of the case."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from tawthiq.cli.opening import derived
from tawthiq.cli.output import complain, emit, isolated, shortened
from tawthiq.cli.text_file import text_of
from tawthiq.record.claim import Claim, Modality
from tawthiq.record.errors import UsageError
from tawthiq.record.exhibit import Loss
from tawthiq.record.quantity import Form, Hedge, Quantity


@click.command()
@click.argument("targets", nargs=-1, metavar="[FILE|ID]...")
@click.option("--json", "as_json", is_flag=True, help="One claim a line, as DESIGN describes.")
@click.option(
    "--lost", "want_lost", is_flag=True, help="Instead of claims, list embeds announced and not there."
)
@click.option("--published", metavar="DATE", help="For files: when they were published (EDTF).")
@click.option(
    "--score",
    "gold",
    metavar="GOLD",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Compare with gold: annotated texts (.gold) or claims (JSON Lines).",
)
@click.option(
    "--pairs",
    is_flag=True,
    help="Instead of claims, passages that stand beside their translation, and what it dropped, added or changed.",
)
@click.option(
    "--original",
    metavar="FILE|ID",
    help="With --pairs: what the one file or exhibit given is a translation of.",
)
@click.option("--show", is_flag=True, help="The text itself, the words of its claims underlined.")
@click.option(
    "--second",
    metavar="URL",
    help="For files: ask a language model on this machine as well (OpenAI-compatible); it is believed in nothing.",
)
@click.option(
    "--vocabulary",
    "words",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="For files: own words to try, such as units-sudan.toml (in place of a case's vocabulary/).",
)
@click.option("--model", metavar="NAME", default="local", help="With --second: which model to ask for.")
@click.pass_context
def read(
    ctx: click.Context,
    targets: tuple[str, ...],
    published: str | None,
    gold: tuple[Path, ...],
    second: str | None,
    model: str,
    original: str | None,
    words: tuple[Path, ...],
    *,
    as_json: bool,
    want_lost: bool,
    pairs: bool,
    show: bool,
) -> None:
    """Read claims: who says what, how many, where, when; each pinned to its characters."""
    if words:
        _try_words(ctx, words, targets)
    if want_lost:
        for loss in _losses(ctx, targets):
            _show_loss(loss, as_json=as_json)
        return
    if pairs or original is not None:
        from tawthiq.cli.read_pairs import show_pairs  # noqa: PLC0415  (only for pairs)

        show_pairs(ctx, targets, original, published, as_json=as_json, asked=pairs)
        return
    if second is not None:
        _second(targets, published, second, model)
        return
    if gold:
        from tawthiq.cli.read_score import show_scores  # noqa: PLC0415  (only for scoring)

        show_scores(gold, lambda: _claims(ctx, targets, published) if targets else iter(()), as_json=as_json)
        return
    if show:
        _underlined(targets, published)
        return
    found = list(_claims(ctx, targets, published))
    from tawthiq.read import claim_json  # noqa: PLC0415  (loads the vocabulary)

    for claim in found:
        if as_json:
            emit(claim_json(claim))
        else:
            _show(claim)


def _try_words(ctx: click.Context, words: tuple[Path, ...], targets: tuple[str, ...]) -> None:
    """Own words are in force until the command ends. Raises InputError, and UsageError for exhibits: a case has its own."""
    from tawthiq.read.own_words import own_words, reading_with  # noqa: PLC0415  (only here)

    ids = _split(targets)[1]
    if ids or not (targets or ctx.params["gold"]):
        raise UsageError(
            f"--vocabulary reads files{f', and {ids[0]!r} is none' if ids else ''}",
            expected="one file or more, or --score GOLD",
            hint="a case reads with the files of its folder vocabulary/",
        )
    ctx.with_resource(reading_with(own_words(words)))


def _claims(ctx: click.Context, targets: tuple[str, ...], published: str | None) -> Iterator[Claim]:
    from tawthiq.read import claims  # noqa: PLC0415  (as above)

    files, ids = _split(targets)
    for path in files:
        text, digest = text_of(path)
        yield from claims(text, exhibit=digest, published=published or text.published)
    if ids or not targets:
        with derived(ctx) as made:
            for ident in ids:
                yield from made.claims(made.exhibit(ident).id)
            if not targets:
                yield from made.claims()


def _losses(ctx: click.Context, targets: tuple[str, ...]) -> Iterator[Loss]:
    from tawthiq.read import lost  # noqa: PLC0415  (as above)

    files, ids = _split(targets)
    for path in files:
        text, digest = text_of(path)
        yield from lost(text, exhibit=digest)
    if ids or not targets:
        with derived(ctx) as made:
            for ident in ids:
                yield from made.losses(made.exhibit(ident).id)
            if not targets:
                yield from made.losses()


def _split(targets: tuple[str, ...]) -> tuple[list[Path], list[str]]:
    files = [Path(one) for one in targets if Path(one).is_file()]
    return files, [one for one in targets if not Path(one).is_file()]


def _underlined(targets: tuple[str, ...], published: str | None) -> None:
    from tawthiq.cli.underline import paragraphs  # noqa: PLC0415  (only here)
    from tawthiq.read import claims  # noqa: PLC0415  (as above)

    for path in _files(targets, "--show"):
        text, digest = text_of(path)
        found = claims(text, exhibit=digest, published=published or text.published)
        for line in paragraphs(text.text, found, styled=sys.stdout.isatty()):
            click.echo(line)


def _files(targets: tuple[str, ...], option: str) -> list[Path]:
    files, ids = _split(targets)
    if ids or not files:
        raise UsageError(
            f"{option} reads files" + (f", and {ids[0]!r} is none" if ids else ""),
            expected="one file or more",
            hint="exhibits of a case are never sent to a model" if option == "--second" else "",
        )
    return files


def _second(targets: tuple[str, ...], published: str | None, address: str, model: str) -> None:
    from tawthiq.engines.model_server import proposals  # noqa: PLC0415  (only here)
    from tawthiq.read import checked, claim_json  # noqa: PLC0415  (as above)
    from tawthiq.vocabulary import table  # noqa: PLC0415  (as above)

    acts = tuple(entry["code"] for entry in table("acts")["act"])
    for path in _files(targets, "--second"):
        text, digest = text_of(path)
        told = proposals(address, model, text.text, acts)
        answer = checked(text, told, exhibit=digest, reader=model, published=published or text.published)
        for claim in answer.accepted:
            emit(claim_json(claim))
        for refusal in answer.refused:
            complain(
                f"refused: {refusal.part} {refusal.proposed!r}, the text has {refusal.read!r}: {refusal.quote[:60]}"
            )
        complain(
            f"{len(answer.accepted)} accepted, {len(answer.refused)} refused; {len(answer.agreed)} of the claims of "
            f"the first reader agreed, {len(answer.unseen)} not proposed"
        )


def _show_loss(loss: Loss, *, as_json: bool) -> None:
    if as_json:
        emit(loss)
    else:
        click.echo(
            f"{loss.exhibit[:12]} {loss.start:>7}  {loss.kind:<8} {isolated(shortened(loss.verbatim, 48))}"
        )


def _figure(q: Quantity) -> str:
    """A quantity in words, its hedge first: "at least 40 people", "300 to 400 homes", "hundreds (200 to 999)"."""
    lo, hi = (f"{n:,}" if n is not None else "" for n in (q.lo, q.hi))
    unit = f" {q.unit}" if q.unit else ""
    hedge = q.hedge.replace("_", " ")
    if q.hedge in (Hedge.ALL, Hedge.NONE, Hedge.UNDETERMINABLE):
        return f"{hedge}{unit}"
    if q.form is Form.VAGUE:
        return f"{hedge}{unit} ({lo or '0'} to {hi or '…'})"
    figure = lo if lo == hi or not hi else hi if not lo else f"{lo} to {hi}"
    return f"{figure}{unit}" if q.hedge in (Hedge.EXACT, Hedge.RANGE) else f"{hedge} {figure}{unit}"


def _show(claim: Claim) -> None:
    said = " < ".join(link.speaker or "?" for link in claim.chain)
    figure = f" {_figure(claim.quantity)}" if claim.quantity is not None else ""
    when = f" {claim.time.edtf}" if claim.time and claim.time.edtf else ""
    where = f" {isolated(claim.place.name or claim.place.verbatim)}" if claim.place else ""
    mode = "" if claim.modality is Modality.ASSERTED else f" ({claim.modality})"
    click.echo(f"{claim.id[:9]} {claim.start:>6}-{claim.end:<6} {claim.act}{mode}{figure}{when}{where}")
    click.echo(f"    {isolated(shortened(claim.verbatim, 72))}")
    click.echo(f"    {isolated(shortened(said, 72))}")
