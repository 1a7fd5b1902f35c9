"""Reading proposes and never decides: every claim points at its very passage, and `text[start:end] == verbatim` always.

The steps are separate modules, each a function of values: paragraphs, sentences with every phrase and figure found once,
voices (who speaks where, on which day), then claims, then pairs. The same text gives the same claims.
"""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from tawthiq.language.sentences import sentences
from tawthiq.read.assemble import Assembler
from tawthiq.read.blocks import paragraphs
from tawthiq.read.gazetteer import own_places
from tawthiq.read.lexicon import lexicon
from tawthiq.read.sentence import Sentence
from tawthiq.record.claim import Claim
from tawthiq.record.exhibit import ExtractedText
from tawthiq.vocabulary import own_digest

READER = "rules-1"


def reader_name() -> str:
    """Who reads: `rules-1`, and with a team's own words `rules-1+` and the first 12 digits of their digest."""
    digest = own_digest()
    return f"{READER}+{digest[:12]}" if digest else READER


def claims(
    text: ExtractedText,
    *,
    exhibit: str,
    published: str | None = None,
    places: Sequence[Mapping[str, Any]] = (),
) -> tuple[Claim, ...]:
    """Every claim of a text, in order of its passage.

    `exhibit` is its id; `published` an EDTF date known from outside (the text's own date is used where it is None);
    `places` a gazetteer of the case's own. Raises UnreadableInput for a place that is none (`gazetteer.own_places`).
    """
    with _uncollected():
        return assembler(text, exhibit=exhibit, published=published, places=places).claims()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Reading makes many small values and no cycles: to look for cycles among them would take a tenth of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def assembler(
    text: ExtractedText,
    *,
    exhibit: str,
    published: str | None = None,
    places: Sequence[Mapping[str, Any]] = (),
    reader: str | None = None,
) -> Assembler:
    """The text, analysed, with speakers and days found: what `claims` are put together from."""
    lists = lexicon(own_places(places))
    parts = paragraphs(text)
    found = [
        Sentence(text.text, start, end, part.lang, number, lists)
        for number, part in enumerate(parts)
        for start, end in sentences(text.text, part.start, part.end, wrapped=part.wrapped)
    ]
    return Assembler(text, parts, found, exhibit, published or text.published, reader or reader_name())
