"""Who speaks in the paragraphs of a transcript: names, offices or numbers before a colon, and questions of nobody's."""

from collections.abc import Mapping
from itertools import pairwise

from tawthiq.read.issuer import Text
from tawthiq.read.labels import placed
from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun, noun_of, person, runs
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed
from tawthiq.record.claim import Link

_HEADING = 4
_NUMBERED = listed("subject", "numbered")
_MINE = frozenset(("i", "me", "my", "us", "our", "we"))
_ASKED = frozenset(("q", "a", "س", "ج"))
"""Questions and answers whose speakers have no name."""
_ASKED = listed("issuer", "asked")
_MARKS = frozenset(('"', "”", "“", "»", "«"))
_LABEL, _CODE, _ALL = 10, 3, 2


def _spoken(noun: Noun, sentence: Sentence) -> Link:
    return Link(noun.text, "said", *sentence.span(noun.first, noun.last))


def turns(text: Text) -> Mapping[int, Link]:
    """Paragraph -> who speaks it, in a transcript whose paragraphs open with names or offices in capitals and a colon."""
    labels: dict[int, Noun] = {}
    asked: set[int] = set()
    for number, listed_ in enumerate(text.numbers):
        sentence = text.sentences[listed_[0]] if listed_ else None
        noun = _turn(sentence) if sentence else None
        if noun:
            labels[number] = noun
        elif sentence and sentence.key(0) in _ASKED and sentence.key(1) == ":":
            asked.add(number)
    if len(labels) < 2:
        return _own_turns(text, labels)
    opened = sum(1 for number, listed_ in enumerate(text.numbers) if listed_ and number not in asked)
    if len(labels) * 2 < opened:
        return {}
    capital = [n for n in labels if _capital(first := text.sentences[text.numbers[n][0]]) or _numbered(first)]
    texts = [noun.text for noun in labels.values()]
    if len(capital) < 2 and len(set(texts)) == len(texts):
        return {}
    found: dict[int, Link] = {}
    for number, after in pairwise([*sorted((*labels, *asked)), len(text.numbers)]):
        if number in asked:
            continue  # a question of nobody's
        sentence = text.sentences[text.numbers[number][0]]
        for each in range(number, after):
            found[each] = _spoken(labels[number], sentence)
    return found


def _own_turns(text: Text, labels: Mapping[int, Noun]) -> dict[int, Link]:
    """Paul Désir: The stall is burning. A man told me: a label holds for a paragraph in which somebody speaks of himself."""
    found: dict[int, Link] = {}
    for number, noun in labels.items():
        sentences = [text.sentences[n] for n in text.numbers[number]]
        mine = any(not s.keys.isdisjoint(_MINE) and s.keys.isdisjoint(_MARKS) for s in sentences)
        if len(sentences) > 1 and mine:
            found[number] = _spoken(noun, sentences[0])
    return found


def _turn(sentence: Sentence) -> Noun | None:  # noqa: PLR0911 - a grammar: one early answer a rule
    if ":" not in sentence.keys or placed(sentence):
        return None
    colon = next((i for i in range(1, min(len(sentence.words), _LABEL)) if sentence.key(i) == ":"), None)
    if colon is None or colon + 1 >= len(sentence.words):
        return None
    inside = sentence.words[:colon]
    if (coded := _coded(sentence, colon)) is not None:
        return coded
    numbered = inside[0].arabic and inside[-1].kind == "n" and len(inside) > 1  # الشاهد رقم 7:
    if any(token.kind != "w" and token.key != "." for token in inside[: len(inside) - numbered]) or (
        len(inside[0].key) < 2 and inside[-1] is inside[0]
    ):
        return None
    if inside[-1].key in _ASKED:
        return None
    if inside[0].arabic:
        return noun_of(sentence, 0, colon - 1) if len(inside) < _HEADING else None
    if any(sentence.at("verb", i) and not sentence.words[i].cap for i in range(1, colon)):
        return None  # The soldiers say:
    named = runs(sentence, 0, colon)
    role = any(token.key in lexicon().roles for token in inside)
    if _capital(sentence) or role or (named and person(sentence, *named[0])):
        return noun_of(sentence, 0, colon - 1)
    return None


def _numbered(sentence: Sentence) -> bool:
    return sentence.key(0) in _NUMBERED and sentence.words[1].kind == "n"


def _coded(sentence: Sentence, colon: int) -> Noun | None:
    """W-7:, Witness 3 (female, 34): — a label that is a number, and what a bracket tells of it."""
    words = sentence.words
    bracket = next((i for i in range(1, colon) if sentence.key(i) == "("), colon)
    if bracket < colon and sentence.key(colon - 1) != ")":
        return None
    coded = (words[0].cap == _ALL and len(words[0].key) <= _CODE) or len(words[0].key) == 1
    named = sentence.key(0) in _NUMBERED or (coded and sentence.key(1) == "-")
    at = 1 + (sentence.key(1) == "-")
    if not named or words[0].cap == 0 or at != bracket - 1:
        return None
    return noun_of(sentence, 0, at) if words[at].kind == "n" or words[at].cap else None


def _capital(sentence: Sentence) -> bool:
    return sentence.words[0].cap == 2 and not sentence.words[0].arabic
