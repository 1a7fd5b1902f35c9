"""What a figure counts is the noun that it governs: to its right first, to its left only where a total is told ("toll").

The search is short and stops at a verb, a preposition or a comma, so a figure never takes a noun of another clause.
"""

from tawthiq.language.phrases import Hit
from tawthiq.language.tokens import Token
from tawthiq.read.lexicon import Unit, lexicon
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_REACH = 4
_LEFT = 9
_SKIP = listed("units", "skip")
_STOP = listed("units", "stop")
TOTAL = listed("units", "total")


def unit_after(sentence: Sentence, at: int) -> tuple[Hit, Unit] | None:  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    """The unit whose noun stands at token `at` or shortly behind it."""
    words = sentence.words
    index, steps = at, 0
    while index < len(words) and steps <= _REACH:
        hit = sentence.at("unit", index)
        token = words[index]
        if hit and ((hit.value.of != "share" and _to_it(token)) or _of_a_date(sentence, hit, at)):
            return None  # بناتي الثلاثة لبيت أهلي
        if hit and index == at and token.arabic and hit.value.number == "one" and token.key.startswith("ال"):
            return None  # قصف اللواء 17 القرية: what is counted takes no article
        if hit and index > at + 1 and sentence.key(index - 1) == "the" and sentence.key(index - 2) != "of":
            return None  # Brigade 17 shelled the village
        if hit and index > at and sentence.key(index - 1) == "من" and _out_of_one(hit.value, token):
            return None  # أبناؤنا الأحد عشر من حافلة
        if hit:
            return _head(sentence, hit)
        if index == at and token.key in _HEADS_SPOKEN and at - 1 in sentence.figures():
            return Hit(at, at, "unit", HERDERS), HERDERS  # عشرين واحد
        if (
            token.kind == "n"
            or _another(sentence, at, index)
            or (token.kind == "p" and token.key not in "-\"“”'’«»")
        ):
            return None
        if token.key not in _SKIP:
            if token.key in _STOP or token.arabic:
                return None
            steps += 1
        index += 1
    return None


_HEADS_SPOKEN = listed("units", "heads_spoken")


def _of_a_date(sentence: Sentence, hit: Hit, at: int) -> bool:
    """Seven last week, سبعة الأسبوع الماضي: what begins behind the number is a time, and counted by nothing."""
    return hit.value.of == "time" and any(at <= span.first <= hit.first for span in sentence.dates)


def _out_of_one(unit: Unit, token: Token) -> bool:
    """A single thing behind "of" is where they were, and not what was counted."""
    return unit.number == "one" and unit.of not in ("person", "body") and not token.key.startswith("ال")


def _to_it(token: Token) -> bool:
    """An Arabic noun behind "to", "and" or "by the": whatever is counted, it is not this."""
    key = token.key
    led = key[:1] in ("ل", "و") or key.startswith(("بال", "عال"))
    return token.arabic and led and key not in lexicon().counted and key[1:] in token.forms


def _another(sentence: Sentence, at: int, index: int) -> bool:
    """Five of them three weeks later: another figure begins; not in "30 two-storey houses"."""
    return index > at and index in sentence.figures() and sentence.key(index + 1) != "-"


def _head(sentence: Sentence, hit: Hit) -> tuple[Hit, Unit]:
    """English compounds end in their head (civilian men); Arabic ones begin with it."""
    unit: Unit = hit.value
    after_it = sentence.words[hit.last + 1] if hit.last + 1 < len(sentence.words) else None
    if after_it is not None and unit.of == "animal" and after_it.key.endswith(("ers", "ors")):
        return Hit(hit.first, hit.last + 1, hit.category, HERDERS), HERDERS  # cattle keepers
    while not sentence.words[hit.last].arabic:
        after = sentence.at("unit", hit.last + 1)
        if after is None or after.value.of in ("share", "money", "measure", "time"):
            break
        if unit.of in ("event", "munition") and after.value.act is not None:
            break  # three explosions killed dozens
        befell = after.value.act is not None and unit.act is None
        unit = (
            unit._replace(act=after.value.act)
            if befell
            else after.value._replace(act=after.value.act or unit.act)
        )
        hit = Hit(hit.first, after.last, hit.category, unit)
    return hit, unit


HERDERS = Unit("people", "person", "many", None, None, None, kin=False, combatant=False)


def unit_before(sentence: Sentence, at: int) -> tuple[Hit, Unit] | None:
    """The unit of a total told before its figure: "the number of dead rose to 40", "عدد القتلى إلى 40"."""
    for index in range(at - 1, max(-1, at - _LEFT), -1):
        if sentence.words[index].kind == "n":
            return None
        hit = sentence.ending("unit", index)
        if hit and hit.value.of not in ("time", "measure", "money", "share"):
            near = range(max(0, hit.first - 3), min(len(sentence.words), hit.last + 3))
            total = any(form in TOTAL for i in near for form in sentence.words[i].forms)
            return (hit, hit.value) if total else None
    return None
