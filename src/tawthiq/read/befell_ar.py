"""An Arabic person before what befell them: at the head of a clause, between "was exposed" and to what, or told by their state.

Whoever did it, and whoever's verb has another person as its object, is never counted.
"""

from collections.abc import Set as AbstractSet

from tawthiq.language.phrases import Hit
from tawthiq.read.sentence import Sentence
from tawthiq.read.victims_ar import name_behind
from tawthiq.read.words import listed

_REACH = 10
_AR_BLOCKS = listed("implicit", "blocks_ar")
_AGENTS = listed("implicit", "agents")
_DEAD = listed("implicit", "dead_ar")
_FALLEN = listed("implicit", "fallen_ar")
_OPENING = listed("befell_ar", "opening")
_STATES = listed("befell_ar", "states")
_SUFFERED = tuple(sorted(listed("implicit", "suffered_ar")))
_DIED = ("مات", "توفي", "توفت", "استشهد", "فارق", "ارتقي")
_WHO = listed("befell_ar", "who")
_WHOSE = ("ه", "ها", "هم", "هما", "نا", "ي")
_CULPRITS = listed("befell_ar", "culprits")
_HIM = ("وه", "ته", "وها", "تها", "وهم", "نه", "تهم")
_NONE: AbstractSet[int] = frozenset()


def hit_key(sentence: Sentence, hit: Hit) -> str:
    """The shortest form of the word: what is left without its clitics."""
    forms = sentence.words[hit.first].forms
    return forms[-1] if forms else ""


def told_by_state(sentence: Sentence, hit: Hit) -> bool:
    """ابنه الميت, ابنيها الشهيدين, زوجها المعتقل: kin, and an adjective that says what befell them."""
    after = sentence.key(hit.last + 1)
    state = sentence.at("unit", hit.last + 1)
    if not hit.value.kin or not after.startswith("ال"):
        return False
    if not sentence.key(hit.last).endswith(_WHOSE) or sentence.text[sentence.words[hit.last].end - 1] == "ة":
        return False  # والدة الشهيد
    befell = state is not None and state.value.act is not None and state.value.number == hit.value.number
    return befell or after in _DEAD


def stricken(  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    sentence: Sentence, hit: Hit, harms: dict[int, Hit]
) -> bool:
    """نقل طفل مصاب; سقط عامل ... ولقي حتفه: an indefinite person, and behind it what befell, or a verb joined to its own."""
    key = sentence.key(hit.first)
    before = sentence.ending("unit", hit.first - 1)
    if key.startswith("ال") or (before is not None and before.value.of == "person"):
        return False
    state = sentence.at("unit", hit.last + 1)
    if (
        state is not None
        and state.value.act in ("killing", "injury")
        and sentence.key(state.first) in _STATES
    ):
        return True
    if _still(sentence, hit, harms):
        return True
    for at in (hit.last + 1, hit.last + 2):
        if (
            at in harms
            and any(form.startswith(_SUFFERED) for form in sentence.words[at].forms)
            and sentence.key(hit.first - 1) not in _AR_BLOCKS
        ):
            return sentence.at("unit", at + 1) is None  # كان معنا شيخ كبير مات في الطريق
    if hit.first not in (1, 2) or hit.value.kin:
        return False
    for at in range(hit.last + 1, min(len(sentence.words), hit.last + 9)):
        word = sentence.words[at]
        if word.kind == "p" and word.key != ",":
            return False
        if at in harms and word.key[0] in "وف" and any(form.startswith(_SUFFERED) for form in word.forms):
            return sentence.at("unit", at + 1) is None
        other = sentence.at("unit", at)
        if other is not None and other.value.of == "person":
            return False
    return False


def _still(sentence: Sentence, hit: Hit, harms: dict[int, Hit]) -> bool:
    """لا يزال ابن عمه مفقودا, بات جارنا في عداد المفقودين: what somebody still is, or has come to be."""
    if sentence.key(hit.first - 1) not in _STILL:
        return False
    end = name_behind(sentence, hit.last, _NONE)
    for at in range(end + 1, min(len(sentence.words), end + 5)):
        if sentence.words[at].kind != "w" or sentence.at("verb", at) is not None:
            return False
        if at in harms:
            return not harms[at].value.verb or sentence.key(at).endswith("ا")
    return False


_STILL, _DYING = listed("befell_ar", "still"), listed("befell_ar", "dying")


def exposed(sentence: Sentence, hit: Hit, harms: dict[int, Hit]) -> bool:
    """تعرضت فتاة للاغتصاب, تعرض زميلنا لإطلاق نار: between the verb and what it was exposed to."""
    verb = sentence.words[hit.first - 1].forms if hit.first else ()
    if not any(form.startswith(("تعرض", "يتعرض", "تتعرض", "خضع")) for form in verb):
        return False
    ahead = range(hit.last + 1, min(len(sentence.words), hit.last + 6))
    return any(
        sentence.key(at).startswith("ل")
        and (at in harms or sentence.act_at(at) or sentence.at("act:attack", at))
        for at in ahead
    )


def _died(forms: tuple[str, ...]) -> bool:
    """الختيار ما تحمل البرد ومات: a verb that nobody does to another."""
    return any(form.startswith(_DIED) for form in forms)


def _says(sentence: Sentence, at: int) -> bool:
    hit = sentence.at("verb", at)
    return hit is not None and not hit.value.loose


def subject_of_harm(  # noqa: C901, PLR0911, PLR0912 - a grammar: one early answer a rule
    sentence: Sentence, hit: Hit, harms: dict[int, Hit]
) -> bool:
    """At the head of its clause, with a verb of harm behind it and only its own words, or others joined to it, between."""
    fallen = next(
        (
            i
            for i in range(hit.last + 1, hit.last + (6 if hit.value.kin else 4))
            if sentence.key(i) in _FALLEN
        ),
        None,
    )
    if fallen is not None and all(sentence.words[i].kind == "w" for i in range(hit.last + 1, fallen)):
        return True  # سقط صديقي منعم قتيلا
    behind_name = name_behind(sentence, hit.last, _NONE) + 1
    behind_name += sentence.key(behind_name) == ","
    if sentence.key(behind_name) in _DYING and behind_name in harms:
        return True  # رحيل الشاب محمود زقوت متأثرا بجراحه
    if sentence.key(behind_name) in _WHO and behind_name + 1 in harms:
        told = sentence.words[behind_name + 1].forms
        return any(form.startswith(_SUFFERED) for form in told)  # المسعف أحمد الذي ارتقى
    opened = (
        hit.first == 0
        or sentence.words[hit.first - 1].kind == "p"
        or any(form in _OPENING for form in sentence.words[hit.first - 1].forms)
    )
    if not opened and not sentence.words[hit.first].key.startswith("و"):
        return False
    armed = hit.value.combatant or hit_key(sentence, hit) in _AGENTS
    start = name_behind(sentence, hit.last, _NONE) + 1
    told_of = {sentence.key(start), sentence.key(start + 1)} & _WHO
    for index in range(start, min(len(sentence.words), start + _REACH)):
        harm = harms.get(index)
        token = sentence.words[index]
        if harm is not None and harm.value.verb and token.key.endswith(_HIM):
            return True  # جارنا علي أخذوه من النقطة
        if told_of and harm is None and (token.kind == "w" or token.key == ","):
            continue
        if told_of and harm is not None:
            return any(form.startswith(_SUFFERED) for form in token.forms)
        counted = sentence.at("unit", index)
        if harm is not None and counted is not None and sentence.key(index - 1) in ("احد", "احدي"):
            continue  # زوجة أحد المعتقلين توفيت
        if harm is not None and index > start and counted is not None and counted.value.number != "one":
            return False  # خالي عد 8 جثث
        if harm is not None and (
            harm.value.code == "attack" or sentence.words[hit.first].key.removeprefix("ال") in _CULPRITS
        ):
            return False
        if harm is not None:
            object_ = sentence.at("unit", harm.last + 1)
            return (
                not token.key.startswith("ال")
                and not (
                    token.key.startswith("و")
                    and index > hit.last + 1
                    and not hit.value.kin
                    and not _died(token.forms)
                )
                and (object_ is None or object_.value.of != "person" or (index == hit.last + 1 and not armed))
            )
        loose = hit.value.kin or not sentence.words[hit.first].key.startswith("ال")
        passing = token.key in (",", "(", ")", "في", "من", "وهو", "وهي", "هو", "هي") or token.kind == "n"
        if (token.kind != "w" or token.key in _AR_BLOCKS or _says(sentence, index)) and not (
            (loose and passing) or (index == hit.last + 2 and token.key in ("في", "من"))
        ):
            return False
    return False
