"""Who speaks where, and on which day: chains run from the nearest speaker to the document itself, which comes last.

The day of a voice is its statement's own, then the document's, then the latest day that the document mentions (approximate),
else unknown. A statement that speaks of days after its own date has no day at all, and its claims say so (`date-conflict`).
"""

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from tawthiq.language.dates import DateSpan
from tawthiq.language.edtf import bounds, day
from tawthiq.language.tokens import Token
from tawthiq.language.when import absolute, resolve
from tawthiq.read.addressed import addressed, you_said
from tawthiq.read.anew import anew, translated
from tawthiq.read.antecedents import aliases, resolved
from tawthiq.read.blocks import Paragraph
from tawthiq.read.carried import carried
from tawthiq.read.colophon import colophon, this_is
from tawthiq.read.cue import Cue
from tawthiq.read.cues import cues
from tawthiq.read.days import Day, dateline, headings, headline, introduced, recorded, said_on
from tawthiq.read.issuer import Text, issuer, stated_by
from tawthiq.read.locate import again, spots
from tawthiq.read.masthead import masthead
from tawthiq.read.names import person, runs
from tawthiq.read.quoted import Quoted
from tawthiq.read.released import released
from tawthiq.read.same_voice import one_speaker, own, same_words, short, this_one
from tawthiq.read.sentence import Sentence
from tawthiq.read.sourced import sourced
from tawthiq.read.speech import Spoken, spoken
from tawthiq.read.speech import at as spoken_at
from tawthiq.read.spot import Spot
from tawthiq.read.subject_en import subject_before
from tawthiq.read.turns import turns
from tawthiq.read.words import listed
from tawthiq.read.writer import named_issuer, self_named, writer
from tawthiq.record.claim import Link
from tawthiq.record.exhibit import ExtractedText

DOCUMENT = "document"
"""The speaker of the last link of every chain."""
_BACK = 4
_INTRO = 24
_LOOKING_BACK = listed("voices", "looking_back")
_THAT_IS = listed("voices", "that_is")
_HEADING = 4
_LATE = dt.timedelta(days=31)
"""A statement says so within its first paragraphs."""


_ITEM = re.compile(r"\W*\d{1,2}\s?[.):/-]|[-•*–▪●]")


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
        self._saying: dict[tuple[int, int, int], bool] = {}
        self.sentences = sentences
        self.spots: list[list[Spot]] = again([spots(sentence) for sentence in sentences], sentences)
        self.cues: list[list[Cue]] = [cues(sentence) for sentence in sentences]
        self._no_speakers_place()
        by_paragraph: list[list[Sentence]] = [[] for _ in parts]
        self.numbers: list[list[int]] = [[] for _ in parts]
        for number, sentence in enumerate(sentences):
            by_paragraph[sentence.paragraph].append(sentence)
            self.numbers[sentence.paragraph].append(number)
        self.reference = self._reference(published)
        self.headings = headings(sentences, self.numbers, self.reference)
        self.aliases = aliases(sentences)
        self.cues = resolved(sentences, self.cues, self.spots)
        self._saying.clear()
        self.citing = _citing(self.cues)
        self.quoted = Quoted(text.text, parts, by_paragraph)
        self.voice: dict[int, _Voice] = {}
        for intro, run in self.quoted.runs.items():
            voice = self._voice_of(intro, run)
            for paragraph in run:
                self.voice[paragraph] = voice
        whole = Text(sentences, self.numbers, self.cues, parts)
        self.issuer = (
            named_issuer(whole, masthead(whole) or issuer(whole))
            or writer(whole)
            or colophon(whole)
            or released(whole)
        )
        if self.issuer is not None and (self.issuer.speaker or "").startswith("@"):
            self.issuer = None  # a post under its page's name is the document's own
        self.anew = anew(whole)
        self.translated = translated(whole, self.cues)
        self.turns = turns(whole)
        self.you = addressed(self.turns)
        self.sourced = sourced(whole, text.anchors)
        self.spoken = self._spoken(parts)
        self.told_before = self._told_before()
        self.carried = carried(sentences, self.cues, self.voice)
        self.opening = self._opening()

    def _told_before(self) -> dict[int, Link]:
        """Sentence -> who told it by the next: هكذا روى لنا المدير looks back on what was just told."""
        found = this_is(self.text, self.sentences, self.numbers)
        for number, sentence in enumerate(self.sentences[1:], 1):
            before = self.sentences[number - 1]
            if before.paragraph != sentence.paragraph or self.cues[number - 1] or not self.cues[number]:
                continue
            opening = {token.key.removeprefix("و") for token in sentence.words[:2]}
            so = sentence.key(0) == "so" and sentence.at("verb", 1) is not None  # so says the medical officer
            if not so and not opening & _LOOKING_BACK and not _that_is(sentence, self.cues[number]):
                continue
            cue = next((c for c in self.cues[number] if c.speaker and c.at <= sentence.start + _INTRO), None)
            if cue is not None:
                found[number - 1] = Link(cue.speaker, cue.verb, *(cue.span or (None, None)))
        return found

    def _opening(self) -> Link | None:
        """The prosecutor's office reports the following: whoever opens a text that is a list answers for its totals as well."""
        run = self.quoted.runs.get(0, ())
        voice = self.voice.get(run[0]) if len(run) > 1 else None
        if voice is None or len(voice.links) != 1 or voice.links[0].start is None:
            return None
        bodies = [self.quoted.body(number) for number in run]
        listed_ = all(_ITEM.match(body) for body in bodies)
        return voice.links[0] if listed_ else None

    def _no_speakers_place(self) -> None:
        """Damascus says; the government in Yerevan said: a place that speaks, or names a speaker, is no place of what is told."""
        for number, listed_ in enumerate(self.cues):
            spans = [cue.span for cue in listed_ if cue.span]
            if spans and self.spots[number]:
                words = self.sentences[number].words
                self.spots[number] = [
                    spot
                    for spot in self.spots[number]
                    if not any(a <= words[spot.first].start < b for a, b in spans)
                    or _on_the_spot(words, spot)
                ]
                seated = [spot for spot in self.spots[number] if not _seat(words, spot, spans)]
                self.spots[number] = seated or self.spots[number]

    def _reference(self, published: str | None) -> Day:
        known = bounds(published)[1]
        given = self._dateline()
        if known is not None:
            if given is not None and dt.timedelta(0) <= known - given <= _LATE:
                return Day(given, False, None)
            return Day(known, day(published) is None, None)
        if given is not None:
            return Day(given, False, None)
        latest: dt.date | None = None
        for sentence in self.sentences:
            for span in sentence.dates:
                if span.when.kind == "date" and absolute(span.when) and span.when.day:
                    one = day(resolve(span.when, None))
                    latest = one if one is not None and (latest is None or one > latest) else latest
        return Day(latest, True, None)

    def _dateline(self) -> dt.date | None:
        """The day that a text gives itself: on a line of its own near its head, or before its first dash."""
        for sentence in self.sentences[:_HEADING]:
            for span in sentence.dates:
                one = day(resolve(span.when, None)) if absolute(span.when) else None
                if one is not None and (
                    headline(sentence) or recorded(sentence, span) or self.dateline(sentence, span)
                ):
                    return one
        return None

    def dateline(self, sentence: Sentence, span: DateSpan) -> bool:
        """A day of writing."""
        return dateline(sentence, span)

    def said_on(self, number: int, span: DateSpan) -> bool:
        """A day of saying."""
        asked = number, span.first, span.last
        if asked not in self._saying:
            self._saying[asked] = said_on(self.sentences[number], self.cues[number], span)
        return self._saying[asked]

    def apart(self, number: int, span: DateSpan) -> bool:
        """A day of saying or of writing: nothing that is told happened on it."""
        return self.said_on(number, span) or self.dateline(self.sentences[number], span)

    def _voice_of(self, intro: int, run: Sequence[int]) -> _Voice:
        links: list[Link] = []
        given: Day | None = None
        numbers = self.numbers[intro]
        last = numbers[-1] if numbers else None
        cue = self.cues[last][-1] if last is not None and self.cues[last] else None
        if cue is None:
            cue = self._label(intro)
        bare = last is not None and _bare(self.sentences[last])
        if cue is None and not bare:  # "it goes like this:" inherits the last source named before it
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
            quoted = self.quoted.looks_quoted(run[0]) or bool(
                last is not None and self.sentences[last].hits.get("verb")
            )
            links.extend(near.links if near else (Link(None, None),) if quoted else ())
        if last is not None:
            given = introduced(self.sentences[last], self.cues[last], self.reference)
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
        issued = stated_by(sentence) or self_named(sentence)
        if issued is not None:
            start, end = sentence.span(issued.first, issued.last)
            return Cue("said", "bare", issued.text, (start, end), False, start, ())
        named = runs(sentence, 0, len(sentence.words))
        someone = (
            bool(named) and named[0][0] <= 1 and person(sentence, *named[0]) and len(sentence.words) <= _INTRO
        )
        if not someone and (
            not named or named[0][0] > 1 or len(sentence.words) - named[-1][1] > 3 or len(sentence.words) > 10
        ):
            return None
        if someone:
            named = named[:1]
        start, end = sentence.span(named[0][0], named[-1][1])
        return Cue("said", "bare", self.text[start:end], (start, end), False, start, ())

    def _actor(self, sentence: Sentence) -> Link | None:
        """Who threatens, where a threat is quoted behind a colon: the subject of the sentence that announces it."""
        if "act:threat" not in sentence.hits:
            return None
        for index, token in enumerate(sentence.words):
            if index and (token.key in ("have", "has", "had", "was", "were") or sentence.act_at(index)):
                subject = subject_before(sentence, index)
                noun = subject.noun if subject else None
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
                            return Day(one, False, (start, end), said=True)
        return None

    def _later(self, run: Sequence[int], given: Day) -> bool:
        for paragraph in run:
            heading = self.headings[paragraph]
            if heading is not None and heading.paragraph >= run[0]:
                return False
            for number in self.numbers[paragraph]:
                for date in self.sentences[number].dates:
                    if date.when.kind in ("date", "range"):
                        low = bounds(resolve(date.when, self.reference.date))[0]
                        if low and given.date and low > given.date and (low - given.date).days < 60:
                            return True
        return False

    def day(self, number: int) -> Day:
        """The reference day of a sentence."""
        for span in self.sentences[number].dates:
            if self.said_on(number, span):
                said = day(resolve(span.when, self.reference.date))
                if said is not None:
                    return Day(said, self.reference.approximate and not absolute(span.when), None)
        paragraph = self.sentences[number].paragraph
        spoken_on = self._spoken_on(number)
        if spoken_on is not None:
            return spoken_on
        voice, heading = self.voice.get(paragraph), self.headings[paragraph]
        if heading is not None and not any(
            heading.paragraph < each.group <= paragraph for each in self.voice.values()
        ):
            return Day(heading.day, False, None)
        if voice is not None and (voice.day is not None or voice.conflict):
            return voice.day or Day(None, False, None)
        return self.reference

    def _spoken_on(self, number: int) -> Day | None:
        """Said by telephone on 14 June. "My brother was taken on Friday": the day of saying holds for what is quoted on."""
        sentence = self.sentences[number]
        if not sentence.dates:
            return None
        if spoken_at(self.spoken[sentence.paragraph], sentence.words[len(sentence.words) // 2].start) is None:
            return None
        for back in range(number - 1, max(-1, number - _BACK), -1):
            if self.sentences[back].paragraph != sentence.paragraph:
                return None
            for span in self.sentences[back].dates:
                if span.when.kind == "date" and span.when.day and self.said_on(back, span):
                    said = day(resolve(span.when, self.reference.date))
                    vague = self.reference.approximate and not absolute(span.when)
                    return Day(said, vague, None) if said is not None else None
        return None

    def group(self, number: int) -> int | None:
        """The number of the paragraph that introduced the quotation a sentence stands in; None outside quotations."""
        voice = self.voice.get(self.sentences[number].paragraph)
        return voice.group if voice else None

    def chain(self, number: int, at: int) -> tuple[tuple[Link, ...], tuple[str, ...]]:  # noqa: C901, PLR0912 - a grammar: one early answer a rule
        """(links, doubts) of a claim whose heart stands at offset `at` of sentence `number`."""
        sentence = self.sentences[number]
        doubts: list[str] = []
        said = spoken_at(self.spoken[sentence.paragraph], at)
        links = self._told(number, at, said)
        if any(link.speaker is None for link in links):
            doubts.append("agentless")
        for cue in (said.cue, self.citing.get(said.cue.at)) if said is not None else ():
            if cue is not None and all(
                link.speaker != cue.speaker and not short(link.speaker, cue.speaker) for link in links
            ):
                links.append(Link(cue.speaker, cue.verb, *(cue.span or (None, None))))
        voice = self.voice.get(sentence.paragraph)
        if voice is not None:
            links.extend(link for link in voice.links if all(link.speaker != each.speaker for each in links))
            if voice.conflict:
                doubts.append("date-conflict")
        if sentence.paragraph in self.you and you_said(sentence, at):
            turn = self.turns[sentence.paragraph]
            if all(link.speaker == turn.speaker for link in links):
                links.insert(0, self.you[sentence.paragraph])
        if not links and sentence.paragraph in self.translated:
            links.append(self.translated[sentence.paragraph])
        issued = self.anew.get(sentence.paragraph, self.issuer)
        for outer in (self.turns.get(sentence.paragraph), issued):
            if outer is not None and all(self._apart(link.speaker, outer.speaker) for link in links):
                links.append(outer)
        if issued is not None:  # الوزارة in a statement of وزارة الصحة
            same_ = [short(e.speaker, issued.speaker) or this_one(e.speaker, issued.speaker) for e in links]
            links = [issued if same else each for each, same in zip(links, same_, strict=True)]
            links = [each for n, each in enumerate(links) if each not in links[:n]]
            links = [each for n, each in enumerate(links) if not own(each, issued, nearest=n == 0)]
        if not links and number in self.told_before:
            links.append(self.told_before[number])
        if number in self.carried and said is None and all(link in (issued, None) for link in links):
            links.insert(0, self.carried[number])
        if not links and number in self.sourced:
            links.append(self.sourced[number])
        if not links and self.opening is not None and self.opening.start != sentence.start:
            links.append(self.opening)
        if not links:
            doubts.append("no-source")
        links.append(Link(DOCUMENT))
        return tuple(links), tuple(doubts)

    def _told(self, number: int, at: int, said: Spoken | None) -> list[Link]:
        """Whoever the cues of a sentence make speak at an offset; a cue inside a quotation governs nothing beyond it."""
        spoken_ = self.spoken[self.sentences[number].paragraph]
        governing = [
            cue
            for cue in self.cues[number]
            if (cue.at == at or any(a <= at < b for a, b in cue.scope))
            and not _of_speaker(cue, at)
            and spoken_at(spoken_, cue.at) == said
        ]
        links: list[Link] = []
        for cue in sorted(governing, key=lambda each: _depth(each, at)):
            if cue.speaker is None and any(each.speaker for each in governing):
                continue  # is thought to, somebody said: who says it is named
            same = next((i for i, link in enumerate(links) if one_speaker(link, cue)), None)
            if same is None:
                links.append(Link(cue.speaker, cue.verb, *(cue.span or (None, None))))
            elif len(cue.speaker or "") > len(links[same].speaker or ""):
                links[same] = Link(cue.speaker, cue.verb, *(cue.span or (None, None)))
        return links

    def _apart(self, a: str | None, b: str | None) -> bool:
        """Two names that are not one another's part or short form."""
        if not a or not b:
            return True
        long = self.aliases.get(a, a), self.aliases.get(b, b)
        if short(*long) or this_one(a, b):
            return False
        return long[0] not in long[1] and long[1] not in long[0] and not same_words(*long)

    def _spoken(self, parts: Sequence[Paragraph]) -> list[list[Spoken]]:
        found: list[list[Spoken]] = []
        before: Cue | None = None
        for number, part in enumerate(parts):
            listed = [cue for n in self.numbers[number] for cue in self.cues[n]]
            found.append(spoken(self.text, part.start, part.end, listed, before))
            named = [cue for cue in listed if cue.speaker]
            before = found[-1][-1].cue if found[-1] else named[-1] if named else before
        return found


def _of_speaker(cue: Cue, at: int) -> bool:
    """According to a 20-year-old: what is told of the speaker in his very name is the narrator's."""
    return cue.verb == "according to" and cue.span is not None and cue.span[0] <= at < cue.span[1]


def _bare(sentence: Sentence) -> bool:
    """الرقة: — a word or two over what was reported from there, and no words that announce speech."""
    return len(sentence.words) <= _BACK and not sentence.hits.get("verb")


def _that_is(sentence: Sentence, cues_: Sequence[Cue]) -> bool:
    """That is according to the director: the sentence before is his."""
    return sentence.key(0) in _THAT_IS and any(
        cue.verb == "according to" and any(sentence.words[i].start == cue.at for i in (1, 2)) for cue in cues_
    )


def _on_the_spot(words: Sequence[Token], spot: Spot) -> bool:
    """Our correspondent in Kafrin counted ..., سكان في حجين: who is where it happened."""
    if spot.place is not None and spot.place.kind == "country":
        return False
    lead = spot.first - 1
    return lead > 0 and words[lead].key in ("in", "at", "في") and words[lead - 1].key in _ON_THE_SPOT


def _seat(words: Sequence[Token], spot: Spot, spans: Sequence[tuple[int, int]]) -> bool:
    """Police in Kharkiv say, مصادر محلية في دبيبة: where a speaker sits."""
    if spot.first < 2 or words[spot.first - 1].key not in ("in", "at", "في"):
        return False
    if _on_the_spot(words, spot):
        return False
    return any(words[spot.first - 2].end == b for _, b in spans)


_ON_THE_SPOT = listed("where", "seated_well")


def _citing(cues_: Sequence[Sequence[Cue]]) -> dict[int, Cue]:
    """Offset of a cited speaker's cue -> the cue of whoever cites."""
    found: dict[int, Cue] = {}
    for listed_ in cues_:
        for cue in listed_:
            outer = next(
                (each for each in listed_ if cue.inner and not each.inner and each.speaker and each.scope),
                None,
            )
            if outer is not None:
                found[cue.at] = outer
    return found


def _depth(cue: Cue, at: int) -> tuple[bool, int]:
    """Whoever is cited stands nearer than who cites; else the nearer scope."""
    return not cue.inner, min([abs(at - a) for a, b in cue.scope if a <= at < b], default=0)
