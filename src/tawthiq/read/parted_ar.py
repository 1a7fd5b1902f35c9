"""An Arabic speaker whom commas part from the verb: a name and what is told of it, or an office and the name of its holder."""

from tawthiq.language.tokens import Token
from tawthiq.read.aside_ar import BETWEEN, WITH, kin, office
from tawthiq.read.aside_ar import role as role_of
from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun, noun_of
from tawthiq.read.sentence import Sentence
from tawthiq.read.told_ar import ends_name, head, leads, speaks
from tawthiq.read.words import listed

_ASIDE_AR = listed("subject", "parted_ar")
_DECLINED = listed("subject", "declined_ar")
_THAT = listed("subject", "that_ar")
_ANY_OF = listed("subject_ar", "some_of")
_ONE = listed("antecedents", "one_ar")
_TITLES = listed("subject", "titles_ar")
_TITLED = 2
_NAME = 5
_PHRASE = 9


def parted(sentence: Sentence, verb: int) -> Noun | None:  # noqa: PLR0911 - a grammar: one early answer a rule
    """أبو سجاد، وهو بائع خضار، قال: a name that opens its sentence, and what is told of it between commas."""
    words = sentence.words
    if verb < 3 or sentence.key(verb - 1) != ",":
        return None
    held = _held_by(sentence, verb)
    if held is not None:
        return held
    begin = head(sentence)
    comma = next((i for i in range(begin, verb) if words[i].kind == "p"), verb)
    while begin < comma and (leads(words[begin]) or words[begin].key in _THAT):
        begin += 1
    if comma >= verb - 1 or sentence.key(comma) != "," or not 0 < comma - begin <= _NAME:
        return None
    aside = words[comma + 1]
    role = role_of(words[begin].forms) or kin(sentence, begin) or office(sentence, begin)
    role = role or any(form.removesuffix("ا") in lexicon().roles for form in words[begin].forms)
    if aside.key in _DECLINED and role:
        return unjoined(sentence, noun_of(sentence, begin, comma - 1))
    if aside.key not in _ASIDE_AR and aside.kind != "n" and not office(sentence, comma + 1):
        return None
    opens = head(sentence)
    lead = leads(words[opens]) or words[opens].key in WITH | BETWEEN or words[opens].key in _THAT
    told = any(
        sentence.act_at(i) or speaks(sentence, i) or i in sentence.figures() for i in range(opens, comma)
    )
    if lead or told or any(opens <= span.first < comma for span in sentence.dates):
        return None
    return unjoined(sentence, noun_of(sentence, opens, comma - 1))


def _held_by(sentence: Sentence, verb: int) -> Noun | None:
    """لكن قائد الفريق، عمار السلمو، أكد: an office between a clause's beginning and a comma, and the name of its holder."""
    words = sentence.words
    opened = next((i for i in range(verb - 2, max(-1, verb - 2 - _NAME), -1) if words[i].kind == "p"), None)
    if opened is None or sentence.key(opened) != "," or not 1 < verb - 1 - (opened + 1) <= _NAME:
        return None
    begin = (
        next((i for i in range(opened - 1, max(-1, opened - _PHRASE), -1) if words[i].kind == "p"), -1) + 1
    )
    while begin < opened and (leads(words[begin]) or words[begin].key in _THAT):
        begin += 1
    held = begin < opened and (
        words[begin].key.removeprefix("و") in _ANY_OF
        or office(sentence, begin)
        or role_of(words[begin].forms)
        or kin(sentence, begin)
    )
    if not held or opened - begin > _PHRASE:
        return None
    if any(form in lexicon().roles for form in words[opened + 1].forms) and not any(
        form in _TITLES for form in words[opened + 1].forms
    ):  # المحامية منى سيف، عضوة الوفد، نقلت
        return unjoined(sentence, noun_of(sentence, begin, opened - 1)) if opened - begin > _TITLED else None
    name = range(opened + 1, verb - 1)
    plain = all(
        words[i].kind == "w"
        and not sentence.act_at(i)
        and not ends_name(sentence, i)
        and i not in sentence.figures()
        for i in name
    )
    first = words[opened + 1]
    if (
        not plain
        or first.key in _ASIDE_AR
        or first.key.startswith("و")
        or first.key in _DECLINED | WITH | BETWEEN
    ):
        return None
    if any(form in lexicon().heads for form in first.forms):
        return None
    return noun_of(sentence, opened + 1, verb - 2)


def unjoined(sentence: Sentence, noun: Noun) -> Noun:
    """والأهالي يؤكدون: the conjunction is no part of the name."""
    token = sentence.words[noun.first]
    if token.key[0] == "و" and len(token.forms) > 1 and noun.text.startswith("و") and _is_word(token):
        return noun._replace(text=noun.text[1:])
    return noun


def _is_word(token: Token) -> bool:
    lists = lexicon()
    return token.key[1:3] == "ال" or any(
        form in lists.roles or form in lists.heads or form in _ONE for form in token.forms[1:]
    )
