"""`read --pairs`: passages beside their translation; each difference with the words of both sides, as far as there are any.

Within a text they are found; of two texts a person says which is the original (`--original`).
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click

from tawthiq.case.derive import Derivation
from tawthiq.case.words import in_force
from tawthiq.cli.opening import derived
from tawthiq.cli.output import complain, emit, isolated, shortened
from tawthiq.cli.text_file import text_of
from tawthiq.read.twice import Translation, pair_json, translation_of, translations
from tawthiq.record.errors import UsageError
from tawthiq.record.exhibit import ExtractedText

_WIDTH = 60


class _Source(NamedTuple):
    ident: str
    text: ExtractedText
    published: str | None


def show_pairs(
    ctx: click.Context,
    targets: tuple[str, ...],
    original: str | None,
    published: str | None,
    *,
    as_json: bool,
    asked: bool,
) -> None:
    """Print the pairs of each text, or of the one text and its original. Raises UsageError."""
    if original is not None and (not asked or len(targets) != 1):
        raise UsageError(
            f"--original with {len(targets)} texts" if asked else "--original without --pairs",
            expected="read --pairs --original ORIGINAL TRANSLATION",
        )
    if targets and all(Path(one).is_file() for one in (*targets, *([original] if original else []))):
        _show(_files(targets, published), original and next(_files((original,), None)), (), as_json=as_json)
        return
    with derived(ctx) as made, in_force(made.case):
        places = tuple(made.case.index.places())
        first = next(_any(made, (original,), None)) if original else None
        _show(_any(made, targets, published), first, places, as_json=as_json)


def _files(names: tuple[str, ...], published: str | None) -> Iterator[_Source]:
    for name in names:
        text, digest = text_of(Path(name))
        yield _Source(digest, text, published or text.published)


def _any(made: Derivation, names: tuple[str, ...], published: str | None) -> Iterator[_Source]:
    """Files and exhibits by their names; every exhibit with a text where no name is given."""
    for name in names or tuple(one.id for one in made.exhibits()):
        if names and Path(name).is_file():
            yield from _files((name,), published)
            continue
        exhibit = made.exhibit(name)
        text = made.text(exhibit.id)
        if text is not None:
            yield _Source(exhibit.id, text, exhibit.obtained.published or text.published)
        elif names:
            complain(f"{exhibit.obtained.name}: no text to compare")


def _show(
    sources: Iterator[_Source], original: Any, places: tuple[dict[str, Any], ...], *, as_json: bool
) -> None:
    found: Counter[str] = Counter()
    for source in sources:
        if original:
            whole = translation_of(
                original.text, source.text, published=(original.published, source.published), places=places
            )
            told = [whole] if whole else []
        else:
            told = translations(source.text, exhibit=source.ident, published=source.published, places=places)
        for number, each in enumerate(told, 1):
            found.update(_passage(each, number, original or source, source, as_json=as_json))
    if not as_json:
        click.echo(_summary(found))


def _passage(each: Translation, number: int, one: _Source, two: _Source, *, as_json: bool) -> Iterator[str]:
    texts, exhibits = (one.text.text, two.text.text), (one.ident, two.ident)
    if not as_json:
        click.echo(
            f"passage {number}: {one.ident[:12]} {each.original[0]}-{each.original[1]}, "
            f"{two.ident[:12]} {each.translation[0]}-{each.translation[1]}"
        )
    for pair in each.pairs:
        yield "pairs"
        row = pair_json(pair, texts, exhibits, number)
        if as_json:
            emit(row)
        for difference in row["differences"]:
            yield str(difference["kind"].value)
            if not as_json:
                click.echo(_line(difference))


def _line(difference: dict[str, Any]) -> str:
    def words(told: dict[str, Any] | None) -> str:
        return isolated(shortened(told["verbatim"], _WIDTH)) if told else "-"

    at = (difference["original"] or difference["translation"])["start"]
    return (
        f"{at:>7}  {difference['kind'].value:<8} {difference['part']:<9} "
        f"{words(difference['original'])} / {words(difference['translation'])}"
    )


def _summary(found: Counter[str]) -> str:
    if not found["pairs"]:
        return "no passage beside its translation"
    return f"{found['pairs']} pairs; {found['dropped']} dropped, {found['added']} added, {found['changed']} changed"
