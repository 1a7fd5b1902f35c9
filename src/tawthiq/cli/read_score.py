"""`read --score`: annotated texts are read and compared in seconds; claims of files compared with JSON Lines as before."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from tawthiq.cli.output import emit, isolated
from tawthiq.read import Score, claim_json, claims, plain, read_gold, read_markup, score
from tawthiq.record.claim import Claim
from tawthiq.record.errors import MissingInput, UnreadableInput

_PARTS = (
    "mention.quantity_span", "mention.quantity_strict", "mention.time_span", "mention.time_value", "mention.place_span",
    "form.number", "form.vague", "form.implicit", "form.dual", "form.universal", "form.zero", "claim.span", "claim.act",
    "claim.means", "claim.target", "claim.speaker", "claim.chain", "claim.whole", "claim.full",
)  # fmt: skip


def show_scores(paths: Sequence[Path], own: Callable[[], Iterable[Claim]], *, as_json: bool) -> None:
    """Print the score of all gold together: a table for people, one object with `--json`."""
    gold: list[dict[str, Any]] = []
    read: list[dict[str, Any]] = []
    bare = False
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError as error:
            raise MissingInput("no gold file", where=str(path)) from error
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableInput(f"no text ({type(error).__name__})", where=str(path)) from error
        if path.suffix == ".gold":
            for text in read_markup(lines, where=str(path)):
                gold += text.claims
                found = claims(plain(text.text), exhibit=text.exhibit, published=text.published)
                read += [claim_json(claim) for claim in found]
        else:
            bare = True
            gold += read_gold(lines, where=str(path))
    if bare:
        read += [claim_json(claim) for claim in own()]
    result = score(gold, read)
    if as_json:
        emit(result)
    else:
        _table(result)


def _table(result: Score) -> None:
    click.echo(f"{result.gold} gold, {result.predicted} read, {result.hedges_lost} hedges lost")
    langs = [lang for lang in ("en", "ar", "all") if lang in result.parts]
    click.echo(f"{'':26}" + "".join(f"{lang:>8} P    R    F " for lang in langs))
    for name in _PARTS:
        cells = [result.part(name, lang) for lang in langs]
        if any(cell.gold or cell.predicted for cell in cells):
            figures = "".join(f"   {c.precision:6.2f} {c.recall:4.2f} {c.f1:4.2f} " for c in cells)
            click.echo(f"{name:26}{figures}")
    for miss in result.worst[:_SHOWN]:
        click.echo(f"{miss.part} {miss.exhibit}: {isolated(miss.gold)} / {isolated(miss.read)}")


_SHOWN = 20
