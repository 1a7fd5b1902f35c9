"""Attribution is a layer of its own: cue, source and scope are found before any claim, and a claim only looks them up.

A cue is a reporting verb, "according to" and its like, or agentless words ("it is estimated"). Its scope is the part of the
sentence it governs. A pronoun stays a pronoun here; `voices` finds whom it means.
"""

from typing import NamedTuple

from tawthiq.language.phrases import Hit
from tawthiq.read.names import Noun, after, arabic_before, arabic_subject, before
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed


class Cue(NamedTuple):
    """`scope` are offsets in the text. `speaker` is None for agentless words; `pronoun` has the speaker still to be found."""

    verb: str
    strength: str
    speaker: str | None
    span: tuple[int, int] | None
    pronoun: bool
    at: int
    scope: tuple[tuple[int, int], ...]


_BE = listed("cues", "be")
_NOUNS = listed("cues", "nouns")
_DETERMINERS = listed("cues", "determiners")
_SKIP = listed("cues", "skip")


def cues(sentence: Sentence) -> list[Cue]:
    """Every cue of a sentence, in order."""
    found: list[Cue] = []
    for hit in sentence.hits.get("cue", ()):
        noun = (
            arabic_subject(sentence, hit.last + 1)
            if sentence.words[hit.first].arabic
            else after(sentence, hit.last + 1)
        )
        if noun:
            whole = ((sentence.start, sentence.end),)
            found.append(_cue(sentence, hit, "according to", "bare", noun, whole))
    for hit in sentence.hits.get("agentless", ()):
        begin = sentence.words[hit.first].start
        while hit.first and begin > sentence.start and sentence.text[begin - 1] not in ",;:،؛":
            begin -= 1
        found.append(
            Cue(
                hit.value,
                "weak",
                None,
                None,
                False,
                sentence.words[hit.first].start,
                ((begin, sentence.end),),
            )
        )
    agentless = {
        index for hit in sentence.hits.get("agentless", ()) for index in range(hit.first, hit.last + 1)
    }
    closed = agentless | {i for hit in sentence.hits.get("cue", ()) for i in range(hit.first, hit.last + 1)}
    for hit in sentence.hits.get("verb", ()):
        if hit.first in closed:
            continue
        cue = _arabic(sentence, hit) if sentence.words[hit.first].arabic else _english(sentence, hit)
        if cue:
            found.append(cue)
    return sorted(found, key=lambda cue: cue.at)


def _cue(
    sentence: Sentence,
    hit: Hit,
    verb: str,
    strength: str,
    noun: Noun,
    scope: tuple[tuple[int, int], ...],
) -> Cue:
    start, end = sentence.span(noun.first, noun.last)
    return Cue(verb, strength, noun.text, (start, end), noun.pronoun, sentence.words[hit.first].start, scope)


def _english(sentence: Sentence, hit: Hit) -> Cue | None:  # noqa: PLR0911 - a grammar: one early answer a rule
    verb, strength = hit.value
    previous = sentence.key(hit.first - 1)
    word = sentence.words[hit.first].key
    following = sentence.key(hit.last + 1)
    if word in _NOUNS and (
        previous in _DETERMINERS or following in ("of", "from", "by", "have", "has", "are", "is")
    ):
        return None
    going = word.endswith("ing")
    if not going and (
        previous in _BE or following == "by" or (previous in _SKIP and sentence.key(hit.first - 2) in _BE)
    ):
        return _passive(sentence, hit)
    if previous == "to" or previous in ("without", "despite"):
        return None
    start = hit.first
    while start > 0 and (_skippable(sentence, start - 1) or (going and sentence.key(start - 1) in _BE)):
        start -= 1
    noun = before(sentence, start)
    if going and start == hit.first and previous == ",":
        return None  # ", stressing that": whoever spoke before goes on; `voices` keeps the outer cue
    end = (sentence.words[hit.last].end, sentence.end)
    comma = previous in (",", '"', "”", "’") or (previous == "" and hit.first == 0)
    if noun is None or (comma and following not in ("that", ":", ",")):
        says = verb == "said" and word not in ("told", "tells", "telling", "described", "describes", "urged")
        post = after(sentence, hit.last + 1) if comma and says else None
        if post:
            return _cue(
                sentence,
                hit,
                verb,
                strength,
                post,
                ((sentence.start, sentence.words[hit.first].start), end),
            )
    if noun is None:
        return None
    first = noun.first - (sentence.key(noun.first - 1) in ("the", "a", "an"))
    head = sentence.words[first].start
    mark = sentence.key(first - 1)
    lead = mark in (",", '"', "”", "’") and following not in ("that", ":")
    tail = sum(1 for token in sentence.words[hit.last + 1 :] if token.kind in "wn")
    scope: tuple[tuple[int, int], ...] = (end,)
    if lead and (tail <= 4 or mark != ","):
        scope = ((sentence.start, head), end)
    return _cue(sentence, hit, verb, strength, noun, scope)


def _skippable(sentence: Sentence, index: int) -> bool:
    token = sentence.words[index]
    dated = any(span.first <= index <= span.last for span in sentence.dates)
    return (
        dated
        or token.key in _SKIP
        or (token.kind == "w" and token.key.endswith("ly") and token.cap == 0)
        or (token.key == "on" and any(span.first == index + 1 for span in sentence.dates))
    )


def _passive(sentence: Sentence, hit: Hit) -> Cue | None:
    """Was confirmed by the WHO; were reported killed (nobody named)."""
    verb, strength = hit.value
    scope = ((sentence.start, sentence.end),)
    if sentence.key(hit.last + 1) == "by":
        noun = after(sentence, hit.last + 2)
        return _cue(sentence, hit, verb, strength, noun, scope) if noun else None
    if verb in ("reported", "estimated", "confirmed", "claimed") and sentence.key(hit.last + 1) not in (
        ",",
        ".",
        "",
        "in",
    ):
        return Cue(verb, "weak", None, None, False, sentence.words[hit.first].start, scope)
    return None


def _arabic(sentence: Sentence, hit: Hit) -> Cue | None:
    verb, strength = hit.value
    noun = arabic_subject(sentence, hit.last + 1) or arabic_before(sentence, hit.first)
    if noun is None:
        if sentence.key(hit.last + 1) not in ("ان", "بان", "انه", "انها", "انهم", ":"):
            return None
        noun = Noun(hit.first, hit.last, "", pronoun=True)  # the verb carries its subject: وقالت إن
    end = (sentence.words[max(hit.last, noun.last)].end, sentence.end)
    scope: tuple[tuple[int, int], ...] = (end,)
    if (
        noun.first > hit.last
        and hit.first > 3
        and sentence.key(hit.first - 1) in (",", '"', "»", "”")
        and end[1] - end[0] < 40
    ):
        scope = ((sentence.start, sentence.words[hit.first].start), end)
    return _cue(sentence, hit, verb, strength, noun, scope)
