"""How a speaker is called whose phrase is found: by name, else by the whole phrase without its article."""

from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun, noun_of, person, place_only, runs
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_ARTICLES = listed("subject_en", "articles")
_BULLETS = frozenset(("•", "*", "-", "·", "●", "▪"))
_PLACING = listed("subject", "placing")
_RELATIVE = listed("subject", "relative")
_SUBJECTS = (listed("subject", "first_person") | listed("subject", "pronouns")) - {"it"}
_TAIL = listed("subject", "tail")
_WIRES = listed("label_en", "by")
_WHOSE = listed("subject_en", "whose")


def phrase(sentence: Sentence, first: int, last: int) -> Noun | None:
    """How the speaker of tokens `[first, last]` is called: by name, else by the whole phrase without its article."""
    lists = lexicon()
    words = sentence.words
    while first < last and words[first].key in _BULLETS:
        first += 1
    tail = (
        i
        for i in range(first, last + 1)
        if words[i].key in _RELATIVE
        or (
            words[i].key in _TAIL
            and (i > first or words[i].cap == 0 or first == last)
            and not _compound(sentence, i)
            and not _attributive(sentence, i)
        )
    )
    stop = next(tail, last + 1) - 1
    reduced = (i for i in range(first + 1, stop + 1) if words[i].key in _SUBJECTS)
    stop = next(reduced, stop + 1) - 1
    wired = (
        i
        for i in range(first + 1, stop)
        if words[i].key in ("by", "via", "over") and words[i + 1].key in _WIRES
    )
    stop = next(wired, stop + 1) - 1  # relatives by phone
    if stop < first:
        return None
    prep = next((i for i in range(first + 1, stop + 1) if words[i].key in _PLACING), stop + 1)
    named = [(a, b) for a, b in runs(sentence, first, stop + 1) if a < prep]
    for a, b in named:
        if _whose(sentence, b, stop):
            continue
        if person(sentence, a, b) and (a == 0 or words[a - 1].key not in _PLACING - {"to"}):
            return noun_of(sentence, a, b)
    for a, b in named:
        led = a == first or (a == first + 1 and words[first].key in _ARTICLES)
        headed = sentence.at("organisation", a) or any(words[i].key in lists.heads for i in range(a, b + 1))
        if led and headed and (b == stop or words[b + 1].key in _PLACING | {"("}):
            return noun_of(sentence, a, b)
        if a > first and headed and b >= prep - 1 and b > a and not place_only(sentence, a, b):
            return noun_of(sentence, a, b)  # the paramilitary Rapid Response Force
    begin = first + (words[first].key in _ARTICLES and first < stop)
    if not any(words[i].kind in "wh" for i in range(begin, stop + 1)):
        return None
    return noun_of(sentence, begin, stop)


def _attributive(sentence: Sentence, index: int) -> bool:
    """A released prisoner, the monitoring group: behind its article it only describes the noun."""
    return sentence.key(index - 1) in _ARTICLES | _WHOSE and index + 1 < len(sentence.words)


def _compound(sentence: Sentence, index: int) -> bool:
    """Britain-based, Hamas-run: one word with the name before it."""
    return sentence.key(index - 1) == "-" and sentence.words[index - 1].end == sentence.words[index].start


def _whose(sentence: Sentence, last: int, stop: int) -> bool:
    """A name that only tells whose or of what kind the speaker is: Al Jazeera's correspondent, the Hamas-run ministry."""
    if last >= stop:
        return False
    compound = sentence.key(last + 1) == "-" and last + 2 <= stop and _compound(sentence, last + 2)
    return compound or (
        sentence.key(last).endswith(("'s", "s'"))
        and sentence.words[last + 1].cap == 0
        and sentence.words[last + 1].kind == "w"
    )
