"""Who speaks where, and on which day: chains run from the nearest speaker to the document itself, which comes last.

The day of a voice is its statement's own, then the document's, then the latest day that the document mentions (approximate),
else unknown. A statement that speaks of days after its own date has no day at all, and its claims say so (`date-conflict`).
"""

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from tawthiq.language.edtf import bounds, day
from tawthiq.language.quotation import quotations
from tawthiq.language.when import absolute, resolve
from tawthiq.read.blocks import Paragraph
from tawthiq.read.cues import Cue, cues
from tawthiq.read.locate import Spot, spots
from tawthiq.read.names import before, runs
from tawthiq.read.quoted import Quoted
from tawthiq.read.sentence import Sentence
from tawthiq.record.claim import Link
from tawthiq.record.exhibit import ExtractedText

DOCUMENT = "document"
"""The speaker of the last link of every chain."""
_BACK = 4


class Day(NamedTuple):
    """The reference day of a sentence; `carried` are the offsets of the words that gave it, where a statement is dated."""

    date: dt.date | None
    approximate: bool
    carried: tuple[int, int] | None


class _Voice(NamedTuple):
    links: tuple[Link, ...]
    day: Day | None
    conflict: bool
    group: int


class Voices:
    """Speakers and days of a whole text, looked up by sentence number."""

    def __init__(
        self,
        text: ExtractedText,
        parts: Sequence[Paragraph],
        sentences: Sequence[Sentence],
        published: str | None,
    ) -> None:
        self.text = text.text
        self.sentences = sentences
        self.spots: list[list[Spot]] = [spots(sentence) for sentence in sentences]
        self.cues: list[list[Cue]] = [cues(sentence) for sentence in sentences]
        by_paragraph: list[list[Sentence]] = [[] for _ in parts]
        self.numbers: list[list[int]] = [[] for _ in parts]
        for number, sentence in enumerate(sentences):
            by_paragraph[sentence.paragraph].append(sentence)
            self.numbers[sentence.paragraph].append(number)
        self.reference = self._reference(published)
        self._resolve_pronouns()
        self.quoted = Quoted(text.text, parts, by_paragraph)
        self.voice: dict[int, _Voice] = {}
        for intro, run in self.quoted.runs.items():
            voice = self._voice_of(intro, run)
            for paragraph in run:
                self.voice[paragraph] = voice
        self.marks = [quotations(text.text, part.start, part.end) for part in parts]
        self.main_place = self._main_place()

    def _reference(self, published: str | None) -> Day:
        known = bounds(published)[1]
        if known is not None:
            return Day(known, day(published) is None, None)
        latest: dt.date | None = None
        for sentence in self.sentences:
            for span in sentence.dates:
                if span.when.kind == "date" and absolute(span.when) and span.when.day:
                    one = day(resolve(span.when, None))
                    latest = one if one is not None and (latest is None or one > latest) else latest
        return Day(latest, True, None)

    def _resolve_pronouns(self) -> None:
        """A pronoun is the last speaker with a name of its own, or the last person named in the sentences before."""
        last: tuple[int, str] | None = None
        for number, listed in enumerate(self.cues):
            person = self._person(number)
            for index, cue in enumerate(listed):
                if cue.pronoun:
                    if last and number - last[0] <= _BACK:
                        listed[index] = cue._replace(speaker=last[1])
                    else:
                        listed[index] = cue._replace(speaker=cue.speaker or None)
                elif cue.speaker:
                    last = (number, cue.speaker)
            if person and not any(cue.speaker for cue in listed):
                last = (number, person)

    def _person(self, number: int) -> str | None:
        sentence = self.sentences[number]
        if sentence.lang != "en":
            return None
        for first, last in runs(sentence, 0, len(sentence.words)):
            known = sentence.at("organisation", first) or any(
                s.first <= first <= s.last for s in self.spots[number]
            )
            if last - first in (1, 2) and not known and not self._headed(sentence, first, last):
                start, end = sentence.span(first, last)
                return " ".join(self.text[start:end].split())
        return None

    @staticmethod
    def _headed(sentence: Sentence, first: int, last: int) -> bool:
        from tawthiq.read.lexicon import lexicon  # noqa: PLC0415 - the lists are compiled by now

        lists = lexicon()
        return any(sentence.words[i].key in lists.heads | lists.demonyms for i in range(first, last + 1))

    def _voice_of(self, intro: int, run: Sequence[int]) -> _Voice:
        links: list[Link] = []
        given: Day | None = None
        numbers = self.numbers[intro]
        last = numbers[-1] if numbers else None
        cue = self.cues[last][-1] if last is not None and self.cues[last] else None
        if cue is None:  # "it goes like this:" inherits the last source named before it
            cue = self._label(intro)
            for number in range((last or 0) - 1, max(-1, (last or 0) - _BACK), -1):
                if cue is None and self.cues[number]:
                    cue = self.cues[number][-1]
        actor = self._actor(self.sentences[last]) if last is not None and not self.cues[last] else None
        if actor is not None:
            links.append(actor)
        elif cue is not None:
            span = cue.span or (None, None)
            links.append(Link(cue.speaker, cue.verb, span[0], span[1]))
        else:
            near = next(
                (self.voice[n] for n in range(intro - 1, max(-1, intro - _BACK), -1) if n in self.voice), None
            )
            links.extend(near.links if near else (Link(None, None),))
        if last is not None:
            for date in self.sentences[last].dates:
                value = resolve(date.when, self.reference.date)
                if date.when.kind == "date" and day(value):
                    given = Day(day(value), False, self.sentences[last].span(date.first, date.last))
        if given is None:
            given = self._bracketed(run)
        conflict = given is not None and self._later(run, given)
        return _Voice(tuple(links), Day(None, False, None) if conflict else given, conflict, intro)

    def _label(self, intro: int) -> Cue | None:
        """Reuters: — a paragraph that is only a name before its colon."""
        numbers = self.numbers[intro]
        if len(numbers) != 1:
            return None
        sentence = self.sentences[numbers[0]]
        named = runs(sentence, 0, len(sentence.words))
        if not named or named[0][0] > 1 or len(sentence.words) - named[-1][1] > 3 or len(sentence.words) > 10:
            return None
        start, end = sentence.span(named[0][0], named[-1][1])
        return Cue("said", "bare", self.text[start:end], (start, end), False, start, ())

    def _actor(self, sentence: Sentence) -> Link | None:
        """Who threatens, where a threat is quoted behind a colon: the subject of the sentence that announces it."""
        if "act:threat" not in sentence.hits:
            return None
        for index, token in enumerate(sentence.words):
            if index and (token.key in ("have", "has", "had", "was", "were") or sentence.act_at(index)):
                noun = before(sentence, index)
                return Link(noun.text, "threatened", *sentence.span(noun.first, noun.last)) if noun else None
        return None

    _TODAY = re.compile(r"(?:today|yesterday|اليوم)[^\n\[\]]{0,20}\[$", re.IGNORECASE)

    def _bracketed(self, run: Sequence[int]) -> Day | None:
        """Today [3 May]: an editor's bracket gives the statement its day."""
        for paragraph in run:
            for number in self.numbers[paragraph]:
                sentence = self.sentences[number]
                for date in sentence.dates:
                    start, end = sentence.span(date.first, date.last)
                    if (
                        self._TODAY.search(self.text[max(0, start - 40) : start])
                        and self.text[end : end + 1] == "]"
                    ):
                        one = day(resolve(date.when, self.reference.date))
                        if one:
                            return Day(one, False, (start, end))
        return None

    def _later(self, run: Sequence[int], given: Day) -> bool:
        for paragraph in run:
            for number in self.numbers[paragraph]:
                for date in self.sentences[number].dates:
                    if date.when.kind in ("date", "range"):
                        low = bounds(resolve(date.when, self.reference.date))[0]
                        if low and given.date and low > given.date and (low - given.date).days < 60:
                            return True
        return False

    def _main_place(self) -> Spot | None:
        counts: dict[str, tuple[int, Spot, int]] = {}
        for number, listed in enumerate(self.spots):
            for spot in listed:
                if spot.place is not None and spot.place.kind != "country":
                    n, first, at = counts.get(spot.place.id, (0, spot, number))
                    counts[spot.place.id] = (n + 1, first, at)
        best = max(counts.values(), key=lambda each: each[0], default=None)
        self.main_sentence = best[2] if best else -1
        return best[1] if best and best[0] > 1 else None

    def day(self, number: int) -> Day:
        """The reference day of a sentence."""
        voice = self.voice.get(self.sentences[number].paragraph)
        if voice is not None and (voice.day is not None or voice.conflict):
            return voice.day or Day(None, False, None)
        return self.reference

    def group(self, number: int) -> int | None:
        """The number of the paragraph that introduced the quotation a sentence stands in; None outside quotations."""
        voice = self.voice.get(self.sentences[number].paragraph)
        return voice.group if voice else None

    def chain(self, number: int, at: int) -> tuple[tuple[Link, ...], tuple[str, ...]]:
        """(links, doubts) of a claim whose heart stands at offset `at` of sentence `number`."""
        sentence = self.sentences[number]
        links: list[Link] = []
        doubts: list[str] = []
        inner = [cue for cue in self.cues[number] if any(a <= at < b for a, b in cue.scope)]
        for cue in sorted(inner, key=lambda each: min(abs(at - a) for a, b in each.scope if a <= at < b)):
            if any(link.speaker == cue.speaker for link in links):
                continue
            if cue.speaker is None:
                doubts.append("agentless")
            links.append(Link(cue.speaker, cue.verb, *(cue.span or (None, None))))
        if not links:
            quoted = self._marked(number, at)
            if quoted:
                links.append(quoted)
        voice = self.voice.get(sentence.paragraph)
        if voice is not None:
            links.extend(link for link in voice.links if all(link.speaker != each.speaker for each in links))
            if voice.conflict:
                doubts.append("date-conflict")
        if not links:
            doubts.append("no-source")
        links.append(Link(DOCUMENT))
        return tuple(links), tuple(doubts)

    def _marked(self, number: int, at: int) -> Link | None:
        """Inside quotation marks over several sentences: the cue of the paragraph nearest to them."""
        paragraph = self.sentences[number].paragraph
        span = next(((a, b) for a, b in self.marks[paragraph] if a <= at < b), None)
        if span is None or span[1] - span[0] < 20:
            return None
        listed = [cue for n in self.numbers[paragraph] for cue in self.cues[n] if cue.speaker]
        if not listed:
            return None
        cue = min(listed, key=lambda each: min(abs(each.at - span[0]), abs(each.at - span[1])))
        return Link(cue.speaker, cue.verb, *(cue.span or (None, None)))
