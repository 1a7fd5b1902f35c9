"""Whether an English noun phrase is somebody who may speak: by name, by office, or as a person at all."""

from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun, person, runs
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_SEATED = listed("known_en", "seated")
_OPENERS = listed("subject", "openers")
_DETERMINERS = listed("subject", "determiners")


def known(sentence: Sentence, noun: Noun) -> bool:
    """A person by name, an organisation or an office."""
    lists = lexicon()
    inside = range(noun.first, noun.last + 1)
    return (
        named_(sentence, noun)
        or any(sentence.at("organisation", i) for i in inside)
        or any(sentence.key(i).removesuffix("'s") in lists.speaking for i in inside)
    )


def named_(sentence: Sentence, noun: Noun) -> bool:
    """A person's name, which does not only tell where the speaker sits."""
    return any(
        (person(sentence, a, b) and (a == noun.first or sentence.key(a - 1) not in _SEATED))
        or (a == b == noun.first == noun.last)
        for a, b in runs(sentence, noun.first, noun.last + 1)
    )


def animate(sentence: Sentence, noun: Noun) -> bool:
    """It has a name, an office, or is somebody: what verbs of finding and showing need before they are speech."""
    lists = lexicon()
    for index in range(noun.first, noun.last + 1):
        token = sentence.words[index]
        if token.cap and (index > 0 or noun.last > noun.first or sentence.at("organisation", index)):
            return True
        if token.key in lists.speaking or token.kind == "h":
            return True
    if noun.first == noun.last == 0 and sentence.words[0].cap and given(sentence):
        return True
    unit = sentence.ending("unit", noun.last)
    return unit is not None and unit.value.of == "person"


def given(sentence: Sentence) -> bool:
    """The first word of a sentence may be somebody's only name."""
    key = sentence.key(0)
    told = sentence.act_at(0) or sentence.at("unit", 0) or sentence.at("means", 0) or sentence.at("target", 0)
    return not told and key not in _OPENERS and key not in _DETERMINERS and not key.endswith(("s", "ing"))
