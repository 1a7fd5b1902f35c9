"""Relative clauses between an English speaker and the verb: the group that controls the town said; the group that runs it said."""

from tawthiq.read.lexicon import lexicon
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_FINITE = listed("subject_en", "finite")


def that_relative(sentence: Sentence, index: int) -> bool:
    """The group that controls the town: a finite verb right behind "that", and no verb of saying before it."""
    if (
        sentence.key(index) != "that"
        or sentence.at("verb", index - 1)
        or sentence.words[index - 1].kind != "w"
    ):
        return False
    after = sentence.words[index + 1] if index + 1 < len(sentence.words) else None
    if after is None or after.cap or after.kind != "w":
        return False
    finite = after.key in _FINITE or (after.key.endswith(("s", "ed")) and not after.key.endswith("ss"))
    return finite and after.key not in lexicon().roles and not sentence.at("unit", index + 1)


def object_of(sentence: Sentence, at: int) -> int | None:
    """The group that runs it said: the relative word whose clause ends with the pronoun."""
    for index in range(at - 1, max(0, at - 5), -1):
        if sentence.key(index) in ("that", "who", "which"):
            joined = sentence.words[index - 1].kind == "w" and not sentence.at("verb", index - 1)
            return index if joined and index < at - 1 else None
    return None
