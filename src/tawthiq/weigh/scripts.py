"""A speaker named in Arabic and one named in Latin letters are two only if that can be told; else they count as one.

The Arabic name of an organisation is a translation of its Latin one, not a spelling of it, so nothing in the letters says
that they are the same. What can be told: an organisation that the vocabulary lists in both
scripts, from any other speaker; and a person from anybody else, by the consonants of the name, which survive most ways of writing it.
"""

from functools import cache

from tawthiq.language import fold
from tawthiq.language.names import common_names
from tawthiq.language.names_lexicon import skeleton
from tawthiq.weigh.origins import Origin, Voice

SHORTEST = 3
"""Consonants below which a Latin word says nothing of being a given name: too many English words have two."""


def told_apart(a: Origin, b: Origin) -> bool:
    """Two origins of different keys are known to be two. Symmetric."""
    if a.voice is not Voice.NAMED or b.voice is not Voice.NAMED or _arabic(a) == _arabic(b):
        return True
    if a.listed or b.listed:
        # The list holds an organisation's names in both scripts, so another name is most likely another speaker.
        return True
    return (_person(a) or _person(b)) and not (_consonants(a) & _consonants(b))


def _arabic(origin: Origin) -> bool:
    return any("\u0600" <= word[0] <= "\u06ff" for word in origin.words)


def _consonants(origin: Origin) -> frozenset[str]:
    return frozenset(skeleton(word.removeprefix("ال")) for word in origin.words) - {""}


def _person(origin: Origin) -> bool:
    if _arabic(origin):
        return bool(origin.words & _given())
    return any(
        len(skeleton(word)) >= SHORTEST and skeleton(word) in _given_consonants() for word in origin.words
    )


@cache
def _given() -> frozenset[str]:
    return frozenset(fold(name) for name in common_names())


@cache
def _given_consonants() -> frozenset[str]:
    return frozenset(skeleton(name) for name in common_names())
