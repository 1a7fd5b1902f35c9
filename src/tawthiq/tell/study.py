"""A dispatch is studied once: what the checks find and what the pages show come from the same notes and the same tokens.

Each sentence may say no more than its footnotes bear: its figures stand in their words, its hedges are kept, and the two
languages rest on the same footnotes.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from markdown_it.token import Token

from tawthiq.record.assessment import Reason
from tawthiq.record.quantity import Form
from tawthiq.tell import figures, markdown
from tawthiq.tell.dispatch import LANGUAGES, Dispatch, Segment, parse
from tawthiq.tell.hedges import dropped
from tawthiq.tell.lookup import Lookup
from tawthiq.tell.notes import Note, resolve
from tawthiq.tell.problem import Problem, problem
from tawthiq.tell.sentences import Sentence, sentences
from tawthiq.tell.words import amount, number, short
from tawthiq.vocabulary.load import say

WINDOW = 240
"""Characters of context shown either side of a passage, unless the caller asks for less or more."""

LEAST_WORD = 3
"""Number words below it are as often articles and pronouns ("one of them", a dual) as figures."""


class Study(msgspec.Struct, frozen=True, kw_only=True):
    """A dispatch with everything found about it. `notes` by label; `parsed` by (segment number, language)."""

    dispatch: Dispatch
    notes: Mapping[str, Note]
    parsed: Mapping[tuple[int, str], Sequence[Token]]
    problems: tuple[Problem, ...]


def check(dispatch: str, lookup: Lookup, *, window: int = WINDOW) -> tuple[Problem, ...]:
    """Everything wrong with a dispatch, in the order of its lines. Raises InputError if it cannot be taken apart at all."""
    return study(dispatch, lookup, window=window).problems


def study(text: str, lookup: Lookup, *, window: int = WINDOW) -> Study:
    """Take a dispatch apart, resolve its footnotes and look at each sentence."""
    dispatch = parse(text)
    parsed = {
        (segment.number, lang): markdown.tokens(body)
        for segment in dispatch.segments
        for lang in LANGUAGES
        if (body := segment.text(lang)) is not None
    }
    notes, problems = _resolved(dispatch, parsed, lookup, window)
    for segment in dispatch.segments:
        problems.extend(_of_segment(segment, parsed, dispatch))
        for lang in LANGUAGES:
            problems.extend(
                _of_language(segment, lang, parsed.get((segment.number, lang), ()), dispatch, notes)
            )
    problems.sort(key=lambda p: (p.line, p.code, p.label or ""))
    return Study(dispatch=dispatch, notes=notes, parsed=parsed, problems=tuple(problems))


def _resolved(
    dispatch: Dispatch, parsed: Mapping[tuple[int, str], Sequence[Token]], lookup: Lookup, window: int
) -> tuple[dict[str, Note], list[Problem]]:
    """Notes numbered by first use: English first within a segment, so that both languages carry the same numbers."""
    order = dict.fromkeys(
        label
        for segment in dispatch.segments
        for lang in LANGUAGES
        for label in markdown.references(parsed.get((segment.number, lang), ()))
    )
    notes: dict[str, Note] = {}
    problems = [
        problem("unused-footnote", d.line, label=d.label)
        for d in dispatch.definitions.values()
        if d.label not in order
    ]
    for place, label in enumerate(order, 1):
        if label not in dispatch.definitions:
            continue
        note, found = resolve(dispatch.definitions[label], place, lookup, window=window)
        problems.extend(found)
        if note is not None:
            notes[label] = note
    return notes, problems


def _of_segment(
    segment: Segment, parsed: Mapping[tuple[int, str], Sequence[Token]], dispatch: Dispatch
) -> Iterator[Problem]:
    for lang in LANGUAGES:
        if segment.text(lang) is None:
            name = Reason(say(f"tell.lang.{lang}", "en"), say(f"tell.lang.{lang}", "ar"))
            yield problem("missing-language", segment.line(lang), tongue=name)
    uses = {lang: set(markdown.references(parsed.get((segment.number, lang), ()))) for lang in LANGUAGES}
    only = sorted(uses["en"] ^ uses["ar"])
    if only and segment.en is not None and segment.ar is not None:
        yield problem("footnotes-differ", segment.line("en"), only=", ".join(only))
    for label in sorted((uses["en"] | uses["ar"]) - set(dispatch.definitions)):
        yield problem("no-definition", segment.line("en"), label=label, name=f"[^{label}]")


def _of_language(
    segment: Segment, lang: str, parsed: Sequence[Token], dispatch: Dispatch, notes: Mapping[str, Note]
) -> Iterator[Problem]:
    # `segment.line` is that of the first line with text; the parser counts the blank ones before it too.
    top = segment.line(lang) - 1 - _blank(segment.text(lang) or "")
    for url in markdown.stray_links(parsed):
        yield problem("bad-link", segment.line(lang), url=url)
    for sentence in sentences(parsed):
        yield from _of_sentence(sentence, top + sentence.line, notes, dispatch)


def _blank(body: str) -> int:
    lines = body.split("\n")
    return next((n for n, line in enumerate(lines) if line.strip()), 0)


def _of_sentence(
    sentence: Sentence, line: int, notes: Mapping[str, Note], dispatch: Dispatch
) -> Iterator[Problem]:
    here = figures.figures(sentence.text)
    if not sentence.labels:
        if sentence.own:
            yield from (problem("own-figure", line, figure=one.written) for one in here if not one.words)
        elif sentence.text:
            yield problem("no-footnote", line, text=short(sentence.text, 120))
        return
    if any(label not in notes for label in sentence.labels):
        return
    rest = [notes[label] for label in dict.fromkeys(sentence.labels)]
    borne = set().union(*(_borne(note) for note in rest))
    days = figures.of_dates([dispatch.head["date"], *(day for note in rest for day in _days(note))])
    said = short(" … ".join(note.verbatim for note in rest), 120)
    for one in here:
        if one.value in borne or (one.dated and one.value in days):
            continue
        if not one.words or one.value >= LEAST_WORD:
            yield problem("number-word" if one.words else "figure", line, figure=one.written, text=said)
    values = {one.value for one in here}
    for quantity in (claim.quantity for note in rest for claim in note.claims):
        if quantity is not None and dropped(quantity, values, sentence.text):
            hedged = Reason(amount(quantity, "en"), amount(quantity, "ar"))
            figure = number(quantity.lo if quantity.lo is not None else quantity.hi)
            yield problem("hedge-dropped", line, said=hedged, figure=figure)


def _borne(note: Note) -> set[float]:
    """Figures in the words themselves, and those the reader took from them."""
    stated = {
        float(bound)
        for claim in note.claims
        if claim.quantity is not None and claim.quantity.form is not Form.VAGUE
        for bound in (claim.quantity.lo, claim.quantity.hi)
        if bound is not None
    }
    return figures.borne(note.verbatim) | stated


def _days(note: Note) -> list[str | None]:
    """Days of the claims and of the document: only a figure that belongs to a date may rest on them."""
    return [claim.time.edtf for claim in note.claims if claim.time is not None] + [note.published]
