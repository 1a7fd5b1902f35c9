"""Attribution is a layer of its own: cue, source and scope are found before any claim, and a claim only looks them up.

A cue is a reporting verb, "according to" and its like, or agentless words ("it is estimated"). Its scope is the part of the
sentence it governs: what stands behind it, what stands before it where it comes last, both where it stands in between. A
pronoun stays a pronoun here; `voices` finds whom it means. "I" and "we" are whoever speaks already.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tawthiq.language.phrases import Hit
from tawthiq.read import subject_ar
from tawthiq.read.names import Noun, person, place_only, runs
from tawthiq.read.sentence import Sentence
from tawthiq.read.subject_en import Subject, animate, phrase, subject_after, subject_before
from tawthiq.read.words import listed

Scope = tuple[tuple[int, int], ...]


class Cue(NamedTuple):
    """`scope` are offsets in the text. `speaker` is None for agentless words; `pronoun` has the speaker still to be found.

    `opens`: a colon or an opening quotation mark follows, so that the words behind it may go on over the sentence.
    `edge` is the offset where the naming of the speaker begins.
    """

    verb: str
    strength: str
    speaker: str | None
    span: tuple[int, int] | None
    pronoun: bool
    at: int
    scope: Scope
    opens: bool = False
    edge: int = -1


_BE = listed("cues", "be")
_NOUNS = listed("cues", "nouns")
_DETERMINERS = listed("cues", "determiners")
_WEAK = listed("cues", "weak")
_SKIP = listed("cues", "skip")
_PUT = listed("cues", "put")
_TRAILING = listed("cues", "trailing")
_NOT_INVERTED = listed("cues", "not_inverted")
_FINITE = listed("subject", "hard") - {
    "that",
    "as",
    "when",
    "after",
    "before",
    "since",
    "until",
    "while",
    "or",
    "if",
}
_CLOSING = frozenset(('"', "”", "»", "’"))
_OPENING = frozenset(('"', "“", "«", "‘"))
_THAT = frozenset(("that", "ان", "بان", ":"))
_SHOWN = listed("cues", "shown_by")
_AS_AR = listed("cues", "as_ar")
_NOT = frozenset(("not", "never", "cannot", "nobody", "neither"))
_QUOTING = frozenset(("quoted", "quotes", "quoting", "cited", "cites", "citing"))
_TOLD = 3
_TAG = 8
"""A tag is no longer than this, and something was told before it."""
_VIA_AR = "عن"
_UNSAID_AR = listed("cues", "unsaid_ar")


def cues(sentence: Sentence) -> list[Cue]:  # noqa: C901, PLR0912 - a grammar: one early answer a rule
    """Every cue of a sentence, in order."""
    found: list[Cue] = []
    closed: set[int] = set()
    for hit in sentence.hits.get("cue", ()):
        arabic = sentence.words[hit.first].arabic
        noun = (
            subject_ar.subject(sentence, hit.last, None) if arabic else subject_after(sentence, hit.last + 1)
        )
        closed.update(range(hit.first, hit.last + 1))
        if noun and arabic:
            noun = subject_ar.issuer(sentence, noun)
        if noun:
            found.append(_cue(sentence, hit, "according to", "bare", noun, _around(sentence, hit, noun)))
            closed.update(range(noun.first, noun.last + 1))
    for hit in sentence.hits.get("agentless", ()):
        if subject_ar.as_for(sentence, hit.first):
            continue
        begin = sentence.words[hit.first].start
        while hit.first and begin > sentence.start and sentence.text[begin - 1] not in ",;:،؛":
            begin -= 1
        at = sentence.words[hit.first].start
        found.append(Cue(hit.value, "weak", None, None, False, at, ((begin, sentence.end),), edge=begin))
        closed.update(range(hit.first, hit.last + 1))
    for hit in sentence.hits.get("verb", ()):
        if hit.first in closed:
            continue
        if sentence.words[hit.first].arabic:
            found.extend(_arabic(sentence, hit))
        else:
            cue = _english(sentence, hit)
            if cue:
                found.append(cue)
    found += _put(sentence)
    if not found:
        found += _tagged(sentence)
    label = _label(sentence) if not any(cue.opens for cue in found) else None
    if label:
        found.append(label)
    return _bounded(sorted(found, key=lambda cue: cue.at))


def _around(sentence: Sentence, hit: Hit, noun: Noun) -> Scope:
    """According to X governs its clause: up to a semicolon on either side, and no further than "while"."""
    low, high = sentence.start, sentence.end
    for index, token in enumerate(sentence.words):
        if token.key in (";", "بينما", "while", "whereas"):
            if index < hit.first:
                low = token.end
            elif index > noun.last:
                high = token.start
                break
    return ((low, high),)


def _bounded(found: list[Cue]) -> list[Cue]:
    """A cue with a subject of its own behind a semicolon, "while" or "but" ends the scope of the cue before it."""
    out: list[Cue] = []
    for index, cue in enumerate(found):
        limit = next((c.edge for c in found[index + 1 :] if c.edge > cue.at and _parted(c)), None)
        if limit is not None and cue.verb != "according to":
            scope = tuple((a, min(b, limit)) for a, b in cue.scope if a < limit)
            cue = cue._replace(scope=scope or cue.scope)  # noqa: PLW2901 - the same cue, cut
        out.append(cue)
    return out


def _parted(cue: Cue) -> bool:
    return cue.strength.endswith("|parted")


def _cue(
    sentence: Sentence,
    hit: Hit,
    verb: str,
    strength: str,
    noun: Noun,
    scope: Scope,
    edge: int | None = None,
) -> Cue:
    start, end = sentence.span(noun.first, noun.last)
    first = noun.first if edge is None else edge
    parted = first > 1 and _joins(sentence, first)
    behind = {sentence.key(hit.last + 1), sentence.key(hit.last + 2)}
    opens = (
        bool(behind & {":"}) or bool(_OPENING & {sentence.key(hit.last + 1)}) or _colon(sentence, hit, noun)
    )
    return Cue(
        verb,
        strength + ("|parted" if parted else ""),
        noun.text,
        (start, end),
        noun.pronoun,
        sentence.words[hit.first].start,
        scope,
        opens,
        sentence.words[first].start,
    )


def _joins(sentence: Sentence, first: int) -> bool:
    key = sentence.key(first - 1)
    return key in (";", "while", "whereas", "but", "although", "بينما", "لكن", "فيما", "؛") or (
        sentence.key(first - 2) == "," and key == "and"
    )


def _colon(sentence: Sentence, hit: Hit, noun: Noun) -> bool:
    """A colon or an opening mark ends the words that introduce the speech."""
    last = max(hit.last, noun.last)
    for index in range(last + 1, min(len(sentence.words), last + 14)):
        key = sentence.key(index)
        if key == ":":
            return True
        if key in _OPENING and sentence.key(index - 1) in (",", ":"):
            return True
        if key in (".", ";") or key in _THAT:
            return False
    return False


def _english(sentence: Sentence, hit: Hit) -> Cue | None:  # noqa: PLR0911, C901 - a grammar: one early answer a rule
    verb, strength = hit.value
    previous = sentence.key(hit.first - 1)
    word = sentence.words[hit.first].key
    following = sentence.key(hit.last + 1)
    if word in _NOUNS and (
        previous in _DETERMINERS or following in ("of", "from", "by", "have", "has", "are", "is", "had")
    ):
        return None
    going = word.endswith("ing")
    if not going and (
        previous in _BE or following == "by" or (previous in _SKIP and sentence.key(hit.first - 2) in _BE)
    ):
        return _passive(sentence, hit)
    if previous == "to" or previous in ("without", "despite"):
        return None
    if going and previous == ",":
        return None  # ", stressing that": whoever spoke before goes on; `voices` keeps the outer cue
    if strength == "show":
        shown = _shown(sentence, hit)
        if shown or verb == "showed":
            return shown
    begin = hit.first - 2 if going and previous == "by" else hit.first  # they end by saying
    if verb == "confirmed" and any(sentence.key(hit.first - back) in _NOT for back in (1, 2, 3)):
        return None  # could not be verified
    as_saying = _as_saying(sentence, hit)
    if as_saying:
        return as_saying
    subject = subject_before(sentence, begin)
    quoted = previous in _CLOSING or (previous == "," and sentence.key(hit.first - 2) in _CLOSING)
    inverted = (previous == "," or quoted or hit.first == 0) and word not in _NOT_INVERTED
    if inverted and (subject is None or following not in _THAT | {","}):
        noun = subject_after(sentence, hit.last + 1)
        if (
            noun
            and not _clause(sentence, noun.last + 1)
            and (quoted or not _told_by(sentence, noun, subject))
        ):
            scope: Scope = ((sentence.start, sentence.words[hit.first].start),)
            return _cue(sentence, hit, verb, strength, noun, scope, hit.first)
    if subject is None or subject.noun is None:
        return None
    noun = subject.noun
    weak = word in _WEAK or strength == "show"
    if weak and not noun.pronoun and not animate(sentence, noun):
        return None
    return _cue(sentence, hit, verb, strength, noun, _scope(sentence, hit, subject), subject.edge)


def _as_saying(sentence: Sentence, hit: Hit) -> Cue | None:
    """Quoted X as saying: X speaks, whoever quotes; what X says stands behind, or before where nothing does."""
    if sentence.words[hit.first].key not in _QUOTING:
        return None
    for index in range(hit.last + 2, min(len(sentence.words) - 1, hit.last + 16)):
        if sentence.key(index) == "as" and sentence.key(index + 1) in ("saying", "telling", "stating"):
            noun = subject_after(sentence, hit.last + 1)
            if noun is None:
                return None
            behind = (sentence.words[index + 1].end, sentence.end)
            short = sum(1 for token in sentence.words[index + 2 :] if token.kind in "wn") < _TOLD
            scope = ((sentence.start, sentence.words[hit.first].start),) if short else (behind,)
            return _cue(sentence, hit, "said", "bare", noun, scope, hit.first)
    return None


def _scope(sentence: Sentence, hit: Hit, subject: Subject) -> Scope:
    """What is told stands before the cue, behind it, or on both sides."""
    behind = (sentence.words[hit.last].end, sentence.end)
    edge = subject.edge - (sentence.key(subject.edge - 1) in ("the", "a", "an"))
    head = sentence.words[edge].start
    mark = sentence.key(edge - 1)
    quote = mark in _CLOSING and edge > 1
    if mark == "as" and edge > 2:  # as the victims' association has always maintained
        return ((sentence.start, head), behind)
    if not (quote or mark in (",", "—", "-")) or edge < 3:
        return (behind,)
    if quote or _trailing(sentence, hit.last + 1):
        goes_on = quote or sentence.key(hit.last + 1) in (",", "(")
        return ((sentence.start, head), behind) if goes_on else ((sentence.start, head),)
    return (behind,)


def _trailing(sentence: Sentence, at: int) -> bool:
    """Nothing is told behind the verb: it ends the sentence, or only when, where and to whom follow it."""
    key = sentence.key(at)
    if key in ("", ".", ",", ")", "!", "?", ";"):
        return True
    if key in _THAT or key in _OPENING:
        return False
    rest = {sentence.key(i) for i in range(at, min(len(sentence.words), at + 9))}
    dated = any(span.first <= at + 1 and at <= span.last for span in sentence.dates)
    recipient = sentence.key(at - 1) == "told" and sentence.words[at].kind == "w"
    if key in _TRAILING or recipient or dated:
        return "that" not in rest and not ((dated or recipient) and _content(sentence, at))
    return False


def _clause(sentence: Sentence, at: int) -> bool:
    """A verb stands at token `at`: what came before it is the subject of a clause, not of the saying."""
    return sentence.key(at) in _FINITE or (sentence.at("verb", at) is not None and sentence.key(at) != "told")


def _told_by(sentence: Sentence, noun: Noun, subject: Subject | None) -> bool:
    """What stands behind the verb is told, not the teller."""
    inside = range(noun.first, noun.last + 1)
    figures = any(i in sentence.figures() or sentence.act_at(i) for i in inside)
    return _content(sentence, noun.last + 1) or (figures and subject is not None)


def _content(sentence: Sentence, at: int) -> bool:
    """Figures or acts stand behind token `at`, in its clause."""
    for index in range(at, min(len(sentence.words), at + 12)):
        if sentence.key(index) in (",", ";"):
            return False
        if any(span.first <= index <= span.last for span in sentence.dates):
            continue
        if index in sentence.figures() or sentence.act_at(index):
            return True
    return False


def _shown(sentence: Sentence, hit: Hit) -> Cue | None:
    """Images reviewed by X show: X speaks; pictures alone do not."""
    verb, strength = hit.value
    for index in range(hit.first - 1, max(-1, hit.first - 14), -1):
        if sentence.key(index) == "by" and sentence.key(index - 1) in _SHOWN:
            noun = subject_after(sentence, index + 1)
            if noun:
                return _cue(
                    sentence, hit, verb, strength, noun, ((sentence.words[hit.last].end, sentence.end),)
                )
    return None


def _passive(sentence: Sentence, hit: Hit) -> Cue | None:
    """Was confirmed by the WHO; were reported killed (nobody named)."""
    verb, _ = hit.value
    scope = ((sentence.start, sentence.end),)
    if sentence.key(hit.last + 1) == "by":
        noun = subject_after(sentence, hit.last + 2)
        return _cue(sentence, hit, verb, hit.value[1], noun, scope) if noun else None
    if verb in ("reported", "estimated", "confirmed", "claimed") and sentence.key(hit.last + 1) not in (
        ",",
        ".",
        "",
        "in",
    ):
        at = sentence.words[hit.first].start
        return Cue(verb, "weak", None, None, False, at, scope, edge=at)
    return None


def _put(sentence: Sentence) -> list[Cue]:
    """The source put the dead at 44: a verb of counting with its figure behind "at"."""
    found: list[Cue] = []
    if sentence.lang != "en":
        return found
    for index, token in enumerate(sentence.words):
        if token.key not in _PUT or sentence.at("verb", index):
            continue
        to = next(
            (i for i in range(index + 1, min(len(sentence.words), index + 10)) if sentence.key(i) == "at"),
            None,
        )
        if to is None or not any(i in sentence.figures() for i in range(to + 1, to + 5)):
            continue
        subject = subject_before(sentence, index)
        if subject and subject.noun:
            hit = Hit(index, index, "verb", None)
            scope = ((token.end, sentence.end),)
            found.append(_cue(sentence, hit, "reported", "bare", subject.noun, scope, subject.edge))
    return found


def _tagged(sentence: Sentence) -> list[Cue]:
    """A source that only stands behind what it told: "... - UN rights office", "... (IOM, 4 Oct.)", "... - أبو محمد"."""
    words = sentence.words
    end = len(words)
    while end and words[end - 1].key in (".", ")"):
        end -= 1
    low = max(_TOLD, end - _TAG)
    start = next((i + 1 for i in range(end - 1, low, -1) if words[i].key in ("-", "—", "(")), None)
    if (
        start is None
        or start >= end
        or words[start].kind not in "wh"
        or words[start - 1].start == words[start - 2].end
    ):
        return []
    inside = range(start, end)
    if any(sentence.act_at(i) or (i in sentence.figures() and not _dated(sentence, i)) for i in inside):
        return []
    noun = (
        subject_ar.subject(sentence, start - 1, None)
        if words[start].arabic
        else subject_after(sentence, start)
    )
    if (
        noun is None
        or not (words[start].arabic or animate(sentence, noun))
        or place_only(sentence, noun.first, noun.last)
    ):
        return []
    hit = Hit(start - 1, start - 1, "cue", None)
    scope = ((sentence.start, words[start - 1].start),)
    return [_cue(sentence, hit, "according to", "bare", noun, scope)]


def _dated(sentence: Sentence, index: int) -> bool:
    return any(span.first <= index <= span.last for span in sentence.dates)


def _label(sentence: Sentence) -> Cue | None:
    """Reuters: ...; Mohamed B., from Gambia: “...” — a name, a colon, and what is said."""
    colon = next((i for i in range(1, min(len(sentence.words), 12)) if sentence.key(i) == ":"), None)
    if (
        colon is None
        or colon + 2 >= len(sentence.words)
        or sentence.words[colon].end == sentence.words[colon + 1].start
    ):
        return None
    quote = sentence.key(colon + 1) in _OPENING
    first = 0
    while first < colon and sentence.words[first].kind == "p":
        first += 1
    arabic = sentence.words[first].arabic
    if arabic:
        noun = subject_ar.subject(sentence, first - 1, colon) if quote else None
    else:
        named = runs(sentence, first, colon)
        led = bool(named) and named[0][0] <= first + 1
        known = led and (sentence.at("organisation", named[0][0]) or sentence.words[named[0][0]].kind == "h")
        if not led or not (quote or person(sentence, *named[0]) or known):
            return None
        if any(sentence.act_at(i) or i in sentence.figures() for i in range(first, colon)):
            return None
        noun = phrase(sentence, first, colon - 1)
    if noun is None:
        return None
    start, end = sentence.span(noun.first, noun.last)
    scope = ((sentence.words[colon].end, sentence.end),)
    return Cue(
        "said", "bare", noun.text, (start, end), False, sentence.words[colon].start, scope, True, start
    )


def _arabic(sentence: Sentence, hit: Hit) -> Sequence[Cue]:  # noqa: C901 - a grammar: one early answer a rule
    verb, strength = hit.value
    if sentence.key(hit.first - 1) in _UNSAID_AR:
        return []
    told = subject_ar.told_at(sentence, hit.last)
    if _as(sentence, hit.first):
        noun = subject_ar.subject(sentence, hit.last, None)
        return [_cue(sentence, hit, verb, strength, noun, _around(sentence, hit, noun))] if noun else []
    noun = subject_ar.speaker(sentence, hit, told)
    if noun is not None:
        noun = subject_ar.by_name(sentence, noun)
    if noun is None:
        accused = strength == "accuse" and not sentence.key(hit.last + 1).startswith("ب")
        if told is None and not accused:
            return []
        noun = Noun(hit.first, hit.last, "", pronoun=True)  # the verb carries its subject: وقالت إن
    if verb == "showed":
        noun = subject_ar.shown(sentence, noun)
        if noun is None:
            return []
    end = (sentence.words[max(hit.last, noun.last)].end, sentence.end)
    scope: Scope = (end,)
    before = sentence.key(hit.first - 1)
    tail = sum(1 for token in sentence.words[max(hit.last, noun.last) + 1 :] if token.kind in "wn")
    closed = before in ('"', "»", "”") or (before == "," and sentence.key(hit.first - 2) in ('"', "»", "”"))
    after = noun.first > hit.last and hit.first > 2 and told is None
    if after and (
        closed or (before == "," and tail <= 3 and not sentence.words[hit.first].key.startswith("و"))
    ):
        scope = ((sentence.start, sentence.words[hit.first].start),)
    found = [_cue(sentence, hit, verb, strength, noun, scope, min(hit.first, noun.first))]
    if verb == "reported" and noun.first > hit.last and sentence.key(noun.last + 1) == _VIA_AR:
        inner = subject_ar.subject(sentence, noun.last + 1, told)
        if inner:
            far = ((sentence.words[inner.last].end, sentence.end),)
            found.append(
                _cue(sentence, Hit(inner.first, inner.last, "verb", None), "said", "bare", inner, far)
            )
    return found


def _as(sentence: Sentence, verb: int) -> bool:
    """As X said: حسبما قال, كما أفاد, على ما ذكر, وفق ما أعلنته."""
    return sentence.key(verb - 1) in _AS_AR or (
        sentence.key(verb - 1) == "ما"
        and sentence.key(verb - 2) in ("علي", "وفق", "بحسب", "حسب", "وفقا", "طبق")
    )
