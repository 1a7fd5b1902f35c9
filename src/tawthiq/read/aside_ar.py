"""What may stand between an Arabic verb and whom it makes speak: when, where and how it was said, and to whom.

قالت، أمس، في تصريح لوكالة X، مديرة ...: each is stepped over, up to the next comma or to somebody who may speak.
"""

from functools import lru_cache

from tawthiq.read.lexicon import lexicon
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

BETWEEN = listed("subject", "between_ar")
WITH = listed("subject", "with_ar")
WEEKDAYS = listed("subject", "weekdays_ar")
QUOTES = frozenset('"“”«»')
OPEN = frozenset('"“«')
_PHRASE = 9
_STEM = 2


def steps_over(sentence: Sentence, index: int) -> bool:
    """An aside begins at a token."""
    token = sentence.words[index]
    return (
        token.key in WITH
        or token.key in BETWEEN
        or token.key in WEEKDAYS
        or any(span.first <= index <= span.last for span in sentence.dates)
        or recipient(sentence, index)
    )


def behind_aside(sentence: Sentence, start: int, limit: int) -> int:
    """Behind a phrase of when, where or how: up to a comma, or to somebody who may speak."""
    index = start
    while index < limit and index - start < _PHRASE:
        token = sentence.words[index]
        if token.kind == "p":
            return index
        if recipient(sentence, index):
            return behind_recipient(sentence, index, limit)
        if index > start and office(sentence, index):
            return index
        index += 1
    return index


def recipient(sentence: Sentence, index: int) -> bool:
    """لوكالة, لرويترز, لـ«راديو»: to whom it was said."""
    token = sentence.words[index]
    if token.key == "ل":
        return True
    if not token.arabic or token.key[:1] != "ل" or len(token.forms) < 2 or plain_word(token.key):
        return False
    lists = lexicon()
    rest = token.forms[1:]
    return (
        token.key[1] == "ل"
        or kin(sentence, index)
        or any(form in lists.roles or form in lists.heads for form in rest)
        or ((hit := sentence.at("organisation", index)) is not None and not hit.value[1].startswith("ل"))
    )


def plain_word(key: str) -> bool:
    """لجنة and لاجئ begin with ل by themselves."""
    lists = lexicon()
    return key in lists.roles or key in lists.heads


def behind_recipient(sentence: Sentence, index: int, limit: int) -> int:
    """The token behind whom it was said to."""
    hit = sentence.at("organisation", index)
    if hit:
        return hit.last + 1
    if sentence.words[index].key == "ل":
        index += 1
    if index >= limit:
        return limit
    if index < limit and sentence.key(index) in OPEN | {'"'}:
        closing = next(
            (i for i in range(index + 1, min(limit, index + 7)) if sentence.key(i) in QUOTES), index
        )
        return closing + 1
    if index >= len(sentence.words):
        return index  # the sentence breaks off behind the preposition
    index += 1
    before = sentence.words[index - 1]
    led = any(form in lexicon().heads for form in before.forms)
    if index < limit and sentence.key(index) in OPEN:
        closing = next(
            (i for i in range(index + 1, min(limit, index + 7)) if sentence.key(i) in QUOTES), index
        )
        return closing + 1
    if led and index < limit and sentence.words[index].kind == "w" and not office(sentence, index):
        index += 1
    while index < limit and sentence.key(index) in ("نت", "برس", "نيوز", "تي", "في", "اف", "ام"):
        index += 1
    return index


_OWNED = ("ها", "هم", "هن", "نا", "ه", "ي", "كم", "هما", "و", "ا", "ك")


@lru_cache(maxsize=16384)
def role(forms: tuple[str, ...]) -> bool:
    """A role, also with whose it is joined to it, or as an object: منسقها, مديرته, رئيسنا, ضابطا."""
    roles = lexicon().roles
    if any(form in roles for form in forms):
        return True
    for form in forms:
        for whose in _OWNED:
            stem = form.removesuffix(whose)
            if (
                stem != form
                and len(stem) > _STEM
                and (stem in roles or (stem[-1] == "ت" and f"{stem[:-1]}ه" in roles))
            ):
                return True
    return False


def kin(sentence: Sentence, index: int) -> bool:
    """أخونا, خالتي, مرت عمي: one of somebody's own people."""
    unit = sentence.at("unit", index)
    return unit is not None and unit.value.kin and unit.value.number == "one"


def office(sentence: Sentence, index: int) -> bool:
    """A word for somebody who may speak."""
    lists = lexicon()
    token = sentence.words[index]
    if recipient(sentence, index):
        return False
    return sentence.at("organisation", index) is not None or any(
        form in lists.roles or form in lists.heads for form in token.forms
    )
