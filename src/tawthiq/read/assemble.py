"""Claims are put together in the sentence: figure, act, place, time, means, target, modality, and the chain of speakers.

What is taken from outside the claim's own passage is marked `carried`; what is not known stays None.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from tawthiq.language.phrases import Hit
from tawthiq.read.acts import Chosen
from tawthiq.read.aims import target_of
from tawthiq.read.blocks import Paragraph
from tawthiq.read.clauses import passage
from tawthiq.read.clock import Clock
from tawthiq.read.context import time_of
from tawthiq.read.elsewhere import said_bare
from tawthiq.read.event import counted_again, heart, less, of_event, of_those
from tawthiq.read.implicit import implicit
from tawthiq.read.lexicon import Unit
from tawthiq.read.matter import goes_on, means_of, modality_of, refused
from tawthiq.read.pairs import paired
from tawthiq.read.quantities import quantities
from tawthiq.read.roll import persons, rolls
from tawthiq.read.sentence import Sentence
from tawthiq.read.telling import alone, nearest, tells, told_in, total
from tawthiq.read.vague import PEOPLE, Found
from tawthiq.read.voices import Voices
from tawthiq.read.where import place_of
from tawthiq.read.words import listed
from tawthiq.record.claim import Claim, Modality, claim_id
from tawthiq.record.exhibit import ExtractedText
from tawthiq.record.quantity import Form, Quantity, QuantityKind, Role
from tawthiq.vocabulary import table

if TYPE_CHECKING:
    from tawthiq.read.twice import Translation

_SCOPES = {entry["code"]: entry["scope"] for entry in table("acts")["act"]}
_SAYING = frozenset(
    ("denial", "accusation", "warning", "threat", "statement", "corroboration", "status", "age", "duration")
)
_OWN = 9
"""Beyond this distance an act is not a bare figure's own: "it stands at 40" speaks of what was counted before."""
_NEAR = 4
_BEFORE = 2
_BACKING = {"confirmed": "corroboration", "denied": "denial"}


class Assembler:
    """Builds the claims of one text."""

    def __init__(
        self,
        text: ExtractedText,
        parts: Sequence[Paragraph],
        sentences: Sequence[Sentence],
        exhibit: str,
        published: str | None,
        reader: str,
    ) -> None:
        self.text = text.text
        self.sentences = sentences
        self.exhibit = exhibit
        self.reader = reader
        self.speaking: list[tuple[int, int]] = []
        self.last: tuple[int, Chosen, Unit | None] | None = None
        self.counted: Claim | None = None
        self.weapon: tuple[int, str] | None = None
        self.rolls = rolls(sentences)
        self.voices = Voices(text, parts, sentences, published)
        self.clock = Clock(
            sentences,
            None if self.voices.reference.approximate else self.voices.reference.date,
            self.voices.apart,
        )

    def claims(self) -> tuple[Claim, ...]:
        """All claims, by passage; two claims of one passage in order of their figures."""
        found: dict[str, Claim] = {}
        groups: dict[str, int | None] = {}
        for number, sentence in enumerate(self.sentences):
            for claim in self._sentence(number, sentence):
                found.setdefault(claim.id, claim)
                groups[claim.id] = self.voices.group(number)
                self.clock.telling.add(number)
                if claim.act not in ("age", "duration", "status"):
                    self.clock.spent.add(number)
        ordered = sorted(
            found.values(), key=lambda c: (c.start, c.quantity.start if c.quantity else c.start, c.id)
        )
        return paired(ordered, groups, self.translations())

    def translations(self) -> "list[Translation]":
        """Passages that stand in the text beside their translation, segment by segment, with what differs."""
        if {"ar", "en"} - {sentence.lang for sentence in self.sentences}:
            return []
        from tawthiq.read.twice import told_twice  # noqa: PLC0415  (letter tables are slow to import)

        return told_twice(self.text, self.voices.quoted.parts, self.sentences, self.voices)

    def _sentence(  # noqa: C901 - a grammar: one early answer a rule
        self, number: int, sentence: Sentence
    ) -> list[Claim]:
        listed_here = self._listed(number, sentence)
        if listed_here and not sentence.nums and not tells(sentence):
            return listed_here
        if (not sentence.hits and not sentence.nums) or sentence.hits.get("embed_furniture"):
            return []
        if not tells(sentence):
            return listed_here or self._backed(number, sentence)
        speaking = [
            (min(_article(self.text, cue.span[0]), cue.edge if cue.edge >= 0 else cue.span[0]), cue.span[1])
            for cue in self.voices.cues[number]
            if cue.span and cue.span[0] >= sentence.start
        ]
        self.speaking = speaking
        spots = self.voices.spots[number]
        told = told_in(sentence, speaking, [(spot.first, spot.last) for spot in spots])
        if not told.figures and not told.acts:
            return listed_here or self._backed(number, sentence)
        named = {i for spot in spots for i in range(spot.first, spot.last + 1)}
        pairs = nearest(sentence, told, named)
        figures = [figure for figure, _ in pairs]
        out: list[Claim] = []
        used: set[str] = set()
        busy: set[int] = set()
        before, last_unit = self._before(sentence)
        for index, pair in enumerate(pairs):
            figure, chosen = pair
            if chosen is None and index and _joined(sentence, figures[index - 1], figure):
                chosen = before
            chosen = _own_or_before(sentence, figure, chosen, before)
            far = chosen is None or chosen.cost > _OWN
            if figure.unit is None and far and index == 0 and before is None and said_bare(sentence, figure):
                before, last_unit = self._told_last(sentence)
            again = figure.unit is None and before is not None and (chosen is None or (far and last_unit))
            if again:
                chosen, figure = before, figure._replace(unit=last_unit)
            if (
                chosen is not None
                and chosen.code == "weapon_use"
                and figure.unit
                and figure.unit.of == "munition"
            ):
                chosen = chosen._replace(code="attack")
            chosen = _told(sentence, figure, chosen)
            one = (
                figure.lo == figure.hi == 1
                and figure.unit is PEOPLE
                and chosen is not None
                and chosen.code == "status"
            )
            if chosen is None or one or figure.kind is QuantityKind.MONEY:
                continue  # what was paid harmed nobody by itself
            if figure.kind is QuantityKind.COUNT:
                before = chosen
                last_unit = last_unit if figure.role is Role.SUBSET else figure.unit
                part = bool(index and used) and less(figures[index - 1], figure)
                self.last = (
                    self.last if part else (sentence.paragraph, chosen._replace(hit=None), figure.unit)
                )
            used.add(chosen.code)
            if chosen.hit is not None:
                busy.add(chosen.hit.first)
            claim, _ = self._claim(number, sentence, chosen, figure)
            repeated = again and chosen.hit is None
            claim = counted_again(claim, self.counted) if repeated else claim
            self.counted = claim if figure.kind is QuantityKind.COUNT else self.counted
            out.append(of_event(claim, out))
        lone = alone(sentence, told, used, busy, figures, named, opens=number == 0)
        out += [self._claim(number, sentence, Chosen(hit.category[4:], hit), None)[0] for hit in lone]
        out, self.weapon = of_those(sentence, out, self.weapon)
        return [*listed_here, *out] or self._backed(number, sentence)

    def _listed(self, number: int, sentence: Sentence) -> list[Claim]:
        """Who is named in an item of a list under what befell them."""
        act = self.rolls.get(number)
        if act is None:
            return []
        return [self._claim(number, sentence, Chosen(act, None), each)[0] for each in persons(sentence)]

    def told(self, act: str, span: tuple[int, int], figure: tuple[int, int] | None) -> Claim | None:
        """The claim that an act and a figure inside `span` make by the grammar; None where the words there do not tell it."""
        for number, sentence in enumerate(self.sentences):
            if not (sentence.start <= span[0] < sentence.end):
                continue
            found = None
            if figure is not None:
                listed_ = quantities(sentence)
                named = {i for spot in self.voices.spots[number] for i in range(spot.first, spot.last + 1)}
                for each in (*listed_, *implicit(sentence, listed_, named)):
                    start, end = sentence.span(each.first, each.last)
                    core = sentence.words[each.core].start
                    if (
                        figure[0] <= core < figure[1]
                        and start >= span[0]
                        and end <= span[1]
                        and start >= figure[0]
                    ):
                        found = each
                if found is None:
                    return None
            hits = [
                hit
                for hit in sentence.acts()
                if hit.category == f"act:{act}" and span[0] <= sentence.words[hit.first].start < span[1]
            ]
            if found is not None and found.unit is not None and found.unit.act == act:
                return self._claim(number, sentence, Chosen(act, None), found)[0]
            if not hits:
                return None
            core = found.first if found else hits[0].first
            hit = min(hits, key=lambda each: abs(each.first - core))
            return self._claim(number, sentence, Chosen(act, hit), found)[0]
        return None

    def _before(self, sentence: Sentence) -> tuple[Chosen | None, Unit | None]:
        """What was counted before, in this paragraph or the one above, where a sentence tells only a new total: "the UN put the number at over 370,000"."""
        if self.last is None or sentence.paragraph - self.last[0] > 1:
            return None, None
        return (self.last[1], self.last[2]) if total(sentence) else (None, None)

    def _told_last(self, sentence: Sentence) -> tuple[Chosen | None, Unit | None]:
        """What was counted last in this paragraph or the one before it: the army says eleven, people tell of twenty."""
        near = self.last is not None and sentence.paragraph - self.last[0] <= 1
        return (self.last[1], self.last[2]) if near and self.last is not None else (None, None)

    def _backed(self, number: int, sentence: Sentence) -> list[Claim]:
        """Somebody confirms or denies what was told before, and the sentence tells nothing else."""
        for cue in self.voices.cues[number]:
            code = _BACKING.get(cue.verb)
            if code and cue.speaker:
                at = next((i for i, token in enumerate(sentence.words) if token.start == cue.at), 0)
                told = (
                    [hit for hit in sentence.acts() if at < hit.first <= at + 6] if code == "denial" else []
                )
                if told:  # denied ramming any boat
                    claim = self._claim(number, sentence, Chosen(told[0].value.code, told[0]), None)[0]
                    return [msgspec.structs.replace(claim, modality=Modality.DENIED)]
                hit = Hit(at, at, f"act:{code}", None)
                return [self._claim(number, sentence, Chosen(code, hit), None)[0]]
        return []

    def _claim(
        self, number: int, sentence: Sentence, chosen: Chosen, figure: Found | None
    ) -> tuple[Claim, tuple[int, int]]:
        ends = [(figure.first, figure.last)] if figure else []
        if chosen.hit is not None and (figure is None or abs(chosen.hit.first - figure.first) <= 25):
            ends.append((chosen.hit.first, chosen.hit.last))
        first, last = passage(sentence, min(a for a, _ in ends), max(b for _, b in ends))
        start, end = sentence.span(first, last)
        quantity = self._quantity(sentence, figure, chosen) if figure else None
        chain, doubts = self.voices.chain(number, sentence.words[ends[0][0]].start)
        at = sentence.words[chosen.hit.first if chosen.hit is not None else ends[0][0]].start
        modality = modality_of(
            sentence, chosen.hit, first, last, none=figure is not None and figure.form is Form.ZERO
        )
        denials = [c for c in self.voices.cues[number] if c.verb == "denied"]
        denied = any(
            any(a <= at < b for a, b in c.scope) and not goes_on(sentence, c.at, at) for c in denials
        )
        denied = denied and not (chosen.hit is not None and refused(sentence, chosen.hit))
        if modality is Modality.ASSERTED and denied and chosen.code not in _SAYING:
            modality = Modality.DENIED
        day = self.voices.day(number)
        core = heart(sentence, chosen.hit, figure)
        claim = Claim(
            id=claim_id(
                self.exhibit, start, end, chosen.code, (quantity.start, quantity.end) if quantity else None
            ),
            exhibit=self.exhibit,
            start=start,
            end=end,
            verbatim=self.text[start:end],
            lang=sentence.lang,
            chain=chain,
            act=chosen.code,
            quantity=quantity,
            place=place_of(self.voices, self.clock.telling, number, first, last, ends[0], chosen.code),
            time=time_of(self.voices, self.clock, number, first, last, ends[0], day, chosen.code, ends[-1]),
            means=means_of(sentence, chosen.code, first, last, core, figure.unit if figure else None),
            target=target_of(
                sentence,
                chosen.code,
                first,
                last,
                core,
                figure.unit if figure else None,
                [(spot.first, spot.last) for spot in self.voices.spots[number]],
                self.speaking,
                (figure.first, figure.last) if figure else None,
            ),
            modality=modality,
            doubts=doubts,
            reader=self.reader,
        )
        return claim, (first, last)

    def _quantity(self, sentence: Sentence, figure: Found, chosen: Chosen) -> Quantity:
        start, end = sentence.span(figure.first, figure.last)
        unit = figure.unit.unit if figure.unit else None
        if unit is None and figure.kind is QuantityKind.COUNT:
            unit = "people" if chosen.code in _PEOPLE else None
        return Quantity(
            verbatim=self.text[start:end],
            start=start,
            end=end,
            hedge=figure.hedge,
            form=figure.form,
            lo=figure.lo,
            hi=figure.hi,
            unit=unit,
            scope=_SCOPES.get(chosen.code),
            kind=figure.kind,
            role=figure.role,
        )


def _article(text: str, start: int) -> int:
    """Where an English noun phrase begins whose article is no part of the name: the army's spokesman."""
    led = next((word for word in _ARTICLES if text[max(0, start - len(word)) : start].lower() == word), "")
    return start - len(led)


_ARTICLES = ("the ", " an ", " a ")

_PEOPLE = frozenset(
    (
        "killing",
        "injury",
        "casualties",
        "enforced_disappearance",
        "detention",
        "displacement",
        "flight",
        "siege",
        "deprivation",
    )
)


def _joined(sentence: Sentence, before: Found, figure: Found) -> bool:
    """Damaged 14 houses and two tractors: what is joined to a figure befell it too."""
    between = range(before.last + 1, figure.first)
    first = sentence.words[figure.first]
    if sentence.key(figure.last + 1) in _AUXILIARIES:
        return False  # 214 schools have shut and 1,100 teachers have not been paid
    return len(between) <= _LINK and (
        any(sentence.key(at) in ("and", "و", ",") for at in between)
        or (first.arabic and first.key.startswith("و"))
    )


_LINK = 4
_AUXILIARIES = listed("acts", "auxiliaries")


def _verb_before(sentence: Sentence, hit: Hit, figure: Found) -> bool:
    """توفي منهم اثنان: an Arabic verb stands before whom it befell."""
    return (
        bool(hit.value.verb) and sentence.words[hit.first].arabic and 0 < figure.first - hit.last <= _BEFORE
    )


def _own_or_before(
    sentence: Sentence, figure: Found, chosen: Chosen | None, before: Chosen | None
) -> Chosen | None:
    """A part of what was counted suffered what that did, unless an act of its own stands right by it."""
    part = figure.role is Role.SUBSET and figure.kind is QuantityKind.COUNT
    itself = chosen is not None and figure.unit is not None and chosen.code == figure.unit.act
    if not part or before is None or itself:
        return chosen
    if chosen is None or chosen.hit is None or chosen.cost > _NEAR or chosen.code == "attack":
        return before
    own = chosen.hit.first > figure.first or _verb_before(sentence, chosen.hit, figure)
    return chosen if own else before


def _behind(sentence: Sentence, figure: Found, chosen: Chosen) -> bool:
    """Nobody was shot, was holding nobody: the verb of harm stands right beside."""
    if chosen.hit is None or chosen.code not in _PEOPLE:
        return False
    held = chosen.code == "detention" and chosen.hit.last == figure.first - 1
    passive = sentence.key(chosen.hit.first - 1) in _AUXILIARIES or sentence.words[figure.first].arabic
    return (chosen.hit.first > figure.last and passive) or held


def _told(sentence: Sentence, figure: Found, chosen: Chosen | None) -> Chosen | None:
    """The act under which a figure is told; None where it tells nothing that harms ("five sweaters", "everyone knows")."""
    if figure.unit is None and figure.form is not Form.NUMBER:
        near = (
            chosen is not None
            and chosen.cost <= _NEAR
            and (
                figure.form is Form.VAGUE or (figure.form is Form.ZERO and _behind(sentence, figure, chosen))
            )
        )
        return (
            None if chosen is None or chosen.hit is None or (chosen.hit.value.weak and not near) else chosen
        )
    if chosen is not None:
        return chosen
    return None if figure.unit is None or figure.unit.of == "document" else Chosen("status", None)
