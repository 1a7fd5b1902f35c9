"""What leads to the name of a place in Arabic: "in" and "near" always, "on" under attack, "to" and "from" where something moves."""

from functools import lru_cache

from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_AT = listed("locate", "at_ar")
_SIDES = listed("locate", "sides_ar")
_ON = listed("locate", "on_ar")
_MOVED = listed("locate", "moved_ar")
_MOVING = listed("locate", "moving_ar")
_STRUCK = listed("locate", "struck_ar")
_HEADS = listed("locate", "name_heads")
_EVENTS = listed("locate", "events_ar")
QUARTERS = listed("locate", "quarters_ar")
_NEAR = 5
_AIMED = 3
_COMPOUND = listed("lead_ar", "compound")
_NAMED = listed("lead_ar", "named")
_QUOTES = ("«", '"', "“")


@lru_cache(maxsize=65536)
def kind_of(key: str, forms: tuple[str, ...]) -> str:  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    """What a word leads to, by itself; most words lead to nothing."""
    bare = forms[-1] if forms else key
    if _ours(forms):
        return "ours"
    if bare in _AT or key in _AT:
        return "at"
    if key.lstrip("وف") == "بين":
        return "between"
    if bare in _SIDES or key in _SIDES:
        return "side"
    for name, words in (("on", _ON), ("moved", _MOVED)):
        if bare in words:
            return name
    if bare in _EVENTS or key in _EVENTS:
        return "event"
    if key in _NAMED:
        return "named"
    if key == "كل":
        return "each"
    if any(form in _STRUCK for form in forms):
        return "struck"
    return "quarter" if bare in QUARTERS else ""


def led(sentence: Sentence, at: int) -> int | None:
    """Where a name would begin that the token at `at` leads to."""
    token = sentence.words[at]
    kind = kind_of(token.key, token.forms) if token.arabic and token.kind == "w" else ""
    if not kind:
        return None
    after = sentence.key(at + 1)
    if kind in ("ours", "quarter") and (after == "," or kind == "ours"):
        return at + 2 if after == "," else at + 1  # our village, ...; the village, ...
    return _placing(sentence, at, kind, after)


def _placing(sentence: Sentence, at: int, kind: str, after: str) -> int | None:  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    step = at + 2 if after in _QUOTES else at + 1
    if kind == "at":
        return step
    if kind == "event":  # حصار هلغن القديمة, and no حصار خانق
        begin = at + 2 if after in ("»", "”") else at + 1
        name = sentence.key(begin)
        shown = name.startswith("ال") or name in _HEADS or sentence.at("place_follow_ar", begin + 1)
        return begin if shown else None
    if kind == "named":  # ضيعة اسمها كفر ناصح
        return step if sentence.ending("place_ar", at - 1) is not None else None
    if kind == "side":
        return None if after in _SIDES else at + 2 if after == "من" else at + 1
    if kind == "between":
        joined = (sentence.key(at + 2), sentence.key(at + 3))
        return step if any(key.startswith("و") for key in joined) else None
    if kind == "each":
        return at + 2 if after == "من" else None
    if kind in ("on", "moved") and after in _COMPOUND:
        return step
    if kind == "on":
        if sentence.key(at) == "ع" and any(_moves(sentence, i) for i in range(max(0, at - _NEAR), at)):
            return step  # هربت ع كفرنبل
        return step if any(_hits(sentence, i) for i in range(max(0, at - _AIMED), at)) else None
    if kind == "moved":
        part = (
            sentence.words[at - 2].forms[-1:] if at > 1 and sentence.ending("place_follow_ar", at - 1) else ()
        )
        quarter = bool(part) and part[0] in QUARTERS  # الحي الجنوبي من ...
        moves = quarter or any(_moves(sentence, i) for i in range(max(0, at - _NEAR), at))
        return step if moves else None
    return at + 1 if kind == "struck" and after in _HEADS else None


def _ours(forms: tuple[str, ...]) -> bool:
    """قريتنا, بضيعتهم: a generic word and whose it is."""
    for form in forms:
        for pronoun in ("نا", "ي", "هم", "ها", "ه", "هن", "كم"):
            rest = form.removesuffix(pronoun)
            if rest != form and (rest in QUARTERS or (rest.endswith("ت") and f"{rest[:-1]}ه" in QUARTERS)):
                return True
    return False


def _hits(sentence: Sentence, index: int) -> bool:
    names = ("act:attack", "act:siege", "act:advance", "means")
    return any(sentence.at(name, index) for name in names)


def _moves(sentence: Sentence, index: int) -> bool:
    if any(form in _MOVING for form in sentence.words[index].forms):
        return True
    return any(sentence.at(name, index) for name in ("act:flight", "act:displacement", "act:detention"))
