"""Who passes on what another says: sources contacted by a newspaper, a correspondent who quotes a colleague."""

from collections.abc import Sequence

from tawthiq.language.phrases import Hit
from tawthiq.read.cue import Cue, made
from tawthiq.read.known_en import animate
from tawthiq.read.sentence import Sentence
from tawthiq.read.subject_after import subject_after
from tawthiq.read.words import listed

_REACHED = listed("cues_passed", "reached")
_QUOTES = listed("cues_passed", "quotes")
_OURS = listed("cues_passed", "ours")
_ON_WORD = listed("cues_passed", "on_word")
_FAR = 12


def passed_on(sentence: Sentence, found: list[Cue]) -> list[Cue]:
    """The cues of those who stand behind or before a speaker; a speaker who is passed on becomes `inner` in `found`."""
    more: list[Cue] = []
    if sentence.lang != "en" or sentence.keys.isdisjoint(_ANY):
        return more
    for number, cue in enumerate(found):
        if not cue.speaker or cue.span is None or cue.inner or not cue.scope:
            continue
        inside = sentence.within(cue.span)
        if not inside:
            continue
        last = inside[-1]
        outer = _reached(sentence, last, cue)
        if outer is not None:
            found[number] = cue._replace(inner=True)
            more.append(outer)
            continue
        nearer = _quotes(sentence, last, cue) or _on_word(sentence, last, cue, found)
        if nearer is not None:
            more.append(nearer)
    return more


_ANY = _REACHED | _QUOTES | _ON_WORD


def _reached(sentence: Sentence, last: int, cue: Cue) -> Cue | None:
    """Hospital sources contacted by the daily X: X passes on what they say."""
    at = next((i for i in range(last + 1, last + 4) if sentence.key(i) in _REACHED), None)
    if at is None or sentence.key(at + 1) != "by" or sentence.key(at + 2) in _OURS:
        return None
    noun = subject_after(sentence, at + 2)
    if (
        noun is None
        or noun.pronoun
        or not any(sentence.words[i].cap for i in range(noun.first, noun.last + 1))
    ):
        return None
    return made(sentence, Hit(at, at, "verb", None), "quoted", "bare", noun, cue.scope)


def _quotes(sentence: Sentence, last: int, cue: Cue) -> Cue | None:
    """According to our correspondent, who quotes a colleague; the agency, citing a doctor, said."""
    at = last + 1 + (sentence.key(last + 1) == ",")
    at += sentence.key(at) in ("who", "which")
    if sentence.key(at) not in _QUOTES or at == last + 1:
        return None
    noun = subject_after(sentence, at + 1)
    if noun is None or noun.pronoun or not animate(sentence, noun):
        return None
    return made(sentence, Hit(at, at, "verb", None), "cited", "bare", noun, cue.scope)._replace(inner=True)


def _on_word(sentence: Sentence, last: int, cue: Cue, found: Sequence[Cue]) -> Cue | None:
    """Our officer, on the strength of what a forester told him, reports: the forester is nearer."""
    if sentence.key(last + 1) != "," or sentence.key(last + 2) not in ("on", "from", "by"):
        return None
    stop = min(len(sentence.words), last + _FAR)
    what = next((i for i in range(last + 3, stop) if sentence.key(i) == "what"), None)
    if what is None:
        return None
    start = sentence.words[what].start
    for number, each in enumerate(found):
        if (
            each.speaker
            and each is not cue
            and start < each.at < cue.at
            and each.span
            and each.span[0] > start
        ):
            found_ = each._replace(scope=cue.scope, inner=True)
            if isinstance(found, list):
                found[number] = each._replace(scope=())
            return found_
    return None
