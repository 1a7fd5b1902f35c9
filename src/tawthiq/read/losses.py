"""A page that announces what is not there says so: every announcement without its embed is a loss, with its sentence.

Two sorts: embeds of the source that were not kept, and words that announce something (a post, a film, a picture, a caption, a
colon) behind which neither a kept embed nor a quoted block stands.
"""

from tawthiq.language.sentences import sentences
from tawthiq.read.blocks import paragraphs
from tawthiq.read.lexicon import lexicon
from tawthiq.read.quoted import Quoted
from tawthiq.read.sentence import Sentence
from tawthiq.record.exhibit import ExtractedText, Loss

_NEAR = 300
"""How far from its announcement, in characters, an embed of the source may hang to be what was announced."""


def lost(text: ExtractedText, *, exhibit: str) -> tuple[Loss, ...]:
    """Losses of a text in order of their place; the span is the sentence that something hung on."""
    lists = lexicon()
    parts = paragraphs(text)
    by_paragraph = [
        [
            Sentence(text.text, start, end, part.lang, number, lists)
            for start, end in sentences(text.text, part.start, part.end, wrapped=part.wrapped)
        ]
        for number, part in enumerate(parts)
    ]
    quoted = Quoted(text.text, parts, by_paragraph)
    found: list[Loss] = []
    for embed in text.embeds:
        if embed.kept is None:
            start, end = _sentence_at(by_paragraph, embed.start, embed.end)
            found.append(
                Loss(
                    exhibit=exhibit,
                    start=start,
                    end=end,
                    verbatim=text.text[start:end],
                    kind=embed.kind,
                    url=embed.url,
                )
            )
    for number, listed in enumerate(by_paragraph):
        for sentence in listed:
            kind = _announced(quoted, number, sentence, last=sentence is listed[-1])
            if kind is None or _embedded(text, sentence):
                continue
            start, end = sentence.start, sentence.end
            if all(not (loss.start < end and start < loss.end) for loss in found[-8:]):
                found.append(
                    Loss(exhibit=exhibit, start=start, end=end, verbatim=text.text[start:end], kind=kind)
                )
    return tuple(sorted(found, key=lambda loss: (loss.start, loss.end)))


def _sentence_at(by_paragraph: list[list[Sentence]], start: int, end: int) -> tuple[int, int]:
    """The sentence an embed hangs on: the one it stands in, else the last before it."""
    best = (start, end)
    for listed in by_paragraph:
        for sentence in listed:
            if sentence.start <= start:
                best = (sentence.start, sentence.end)
            else:
                return best
    return best


def _embedded(text: ExtractedText, sentence: Sentence) -> bool:
    """The source itself has an embed here, kept or listed as lost already."""
    return any(sentence.start - _NEAR <= embed.start <= sentence.end + _NEAR for embed in text.embeds)


def _announced(quoted: Quoted, number: int, sentence: Sentence, *, last: bool) -> str | None:  # noqa: PLR0911 - a grammar: one early answer a rule
    """The kind of what the sentence announces and nothing fulfils; None where it announces nothing or all is there."""
    if number in {each for run in quoted.runs.values() for each in run} and not sentence.hits.get(
        "embed_pointer"
    ):
        return None
    if sentence.hits.get("embed_furniture"):
        return None
    words = sentence.words
    kinds = [hit.value for hit in sentence.hits.get("announce", ())]
    kind = next((each for each in kinds if each != "post"), kinds[0] if kinds else "embed")
    caption = sentence.hits.get("embed_caption")
    if caption and len(words) <= 30 and not sentence.hits.get("embed_verbs"):
        return "caption"
    if sentence.hits.get("embed_pointer"):
        return kind
    colon = last and quoted.announces(number) and quoted.body(number).rstrip("\"”»' ").endswith((":", "："))
    shown = sentence.hits.get("embed_verbs")
    if colon:
        if number in quoted.runs:
            return None
        return kind if shown or kinds else "quotation"
    media = [each for each in kinds if each in ("video", "image", "audio")]
    return kind if shown and media and number not in quoted.runs else None
