"""Acts that no figure of their sentence told: each makes a claim by itself, once, unless it only says how, or belongs to a name."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from tawthiq.language.fold import fold
from tawthiq.language.phrases import Hit
from tawthiq.read.government import PERSONS, fired_on
from tawthiq.read.idle import GROUND
from tawthiq.read.lexicon import lexicon
from tawthiq.read.sentence import Sentence
from tawthiq.read.vague import Found
from tawthiq.read.words import listed
from tawthiq.vocabulary import table

_VICTIMS = frozenset(
    (
        "killing",
        "injury",
        "casualties",
        "detention",
        "enforced_disappearance",
        "destruction",
        "out_of_service",
    )
)
_NAMED_AFTER = listed("acts", "named_after")
_MANNERS = frozenset(("attack", "injury", "deprivation", "destruction", "weapon_use"))
"""Acts that another act's word may only colour."""
_UPON = listed("acts", "upon")
_NEVER_CLOSED = frozenset(
    ("vehicle", "military", "home", "settlement", "neighbourhood", "convoy", "farmland", "camp")
)
_GRASPING = listed("acts", "grasping")
_CLAUSE = listed("lone", "clause")
_AND_THAT = listed("lone", "and_that")
_HURT = frozenset(("wounded", "injured"))
_NAMING = listed("lone", "naming")
_THEM = listed("lone", "them")
_BECAUSE = listed("lone", "because")
_ON_BODIES = frozenset(("", "sexual_violence", "torture", "starvation", "execution"))
_PASSIVE = listed("lone", "passive")
_BY_IT = _VICTIMS - {"detention", "enforced_disappearance"}
_ACCUSED = listed("lone", "accused")
_CAUSES = listed("acts", "causes")
_BEARERS = frozenset(fold(word) for word in table("acts")["bearers"])
_CONDEMNING = listed("lone", "condemning")
_ASKING = listed("lone", "asking")
_QUESTION = frozenset(("?", "؟"))
_PREPOSITIONS = listed("acts", "prepositions")
_WANTS = frozenset(("deprivation", "injury"))
_BESIDE = 2
_SUBJECT = 11
_LABEL = 5
_BARE = frozenset(("", ".", ",", ";", "and", "but"))
_HEADING = 10
_WHICH = listed("lone", "which")
"""Words of the longest line that is taken for a heading."""


def lone_acts(
    sentence: Sentence,
    acts: Sequence[Hit],
    used: AbstractSet[str],
    busy: AbstractSet[int],
    figures: Sequence[Found],
    named: AbstractSet[int],
    *,
    opens: bool,
) -> list[Hit]:
    """One hit for each act that tells something by itself; `used`: codes told by figures, `busy`: where those are told, `named`: tokens of places.

    `opens`: the sentence is the first of its text, and perhaps a heading.
    """
    if _asked(sentence):
        return []
    dated = {index for span in sentence.dates for index in range(span.first, span.last + 1)}
    inner = {i for each in figures for i in range(each.first, each.last + 1)} | dated
    found: dict[str, Hit] = {}
    told: dict[str, Hit] = {}
    further: list[Hit] = []
    for hit in acts:
        code = hit.category[4:]
        if hit.first in inner or hit.first in busy or not _tells(sentence, hit, used, named):
            continue
        if code not in used and code not in found:
            found[code] = hit
            told[code] = hit
        elif code in found and _that_hit(sentence, found[code], hit, named):
            found[code] = told[code] = hit
        elif _further(sentence, hit, told.get(code), busy, named):
            told[code] = hit
            further.append(hit)
    return [*_kept(sentence, found, further, used, opens=opens), *further]


def _kept(
    sentence: Sentence,
    found: dict[str, Hit],
    further: Sequence[Hit],
    used: AbstractSet[str],
    *,
    opens: bool,
) -> list[Hit]:
    """Of the acts found those that another of the sentence, or a heading, does not make superfluous."""
    strike = found.get("attack")
    if strike is not None and (used | found.keys()) & _VICTIMS and _only_how(sentence, strike):
        del found["attack"]  # fled from the shelling that destroyed his house
    if "accusation" in found and sentence.key(found["accusation"].first).removeprefix("و") in _CONDEMNING:
        told_of = _condemned(sentence, found, used)
        found.pop("accusation" if told_of else "attack", None)
    if opens and _heading(sentence):
        found = {code: hit for code, hit in found.items() if hit.value.verb}
    if "weapon_use" in found and any(
        0 < found["weapon_use"].first - each.last <= _BESIDE
        for each in (*found.values(), *further)
        if each.value.code == "attack"
    ):
        del found["weapon_use"]  # dropped cluster bombs
    if "casualties" in found and not {"killing", "injury"}.isdisjoint(used | found.keys()):
        del found["casualties"]
    return list(found.values())


def _condemned(sentence: Sentence, found: Mapping[str, Hit], used: AbstractSet[str]) -> bool:
    """We condemn the shelling of our clinic, ندين مقتل زميلنا; not: condemned the bombing. What is condemned is told, and nobody is accused."""
    told = (hit for code, hit in found.items() if code == "attack" or code in _VICTIMS)
    return not _VICTIMS.isdisjoint(used) or any(sentence.key(hit.last + 1) not in _BARE for hit in told)


def _asked(sentence: Sentence) -> bool:
    """Who attacked? هل سقط قتلى؟: what is asked is not told."""
    if sentence.words[-1].key not in _QUESTION:
        return False
    label = next((at for at in range(1, _LABEL) if sentence.key(at) == ":"), -1)
    first = next((at for at in range(label + 1, len(sentence.words)) if sentence.words[at].kind == "w"), 0)
    return sentence.key(first) in _ASKING


def _tells(sentence: Sentence, hit: Hit, used: AbstractSet[str], named: AbstractSet[int]) -> bool:
    code = hit.category[4:]
    if _mentioned(sentence, hit, code, used):
        return False
    aimed = hit.value.verb and _aimed(sentence, hit, named)
    if hit.value.weak and not (
        (hit.value.verb or code in ("weapon_use", "advance"))
        and (
            (code == "attack" and (aimed or _armed(sentence, hit)))
            or _taken(sentence, hit, named)
            or _wielded(sentence, hit)
            or _upon_people(sentence, hit)
            or _upon_things(sentence, hit)
            or _the_next(sentence, hit)
        )
    ):
        return False
    # Beside the harm it did, the strike is how they died, told by `means`.
    if code != "attack" or not used & _BY_IT:
        return True
    return (aimed or _hurled(sentence, hit)) and not _behind_preposition(sentence, hit)


def _mentioned(sentence: Sentence, hit: Hit, code: str, used: AbstractSet[str]) -> bool:
    """The word belongs to a name, a cause, a manner: تحت التعذيب and "died of hunger" are told by `means`."""
    return (
        (bool(used & _VICTIMS) and code in _MANNERS and _manner(sentence, hit))
        or _title(sentence, hit)
        or (code == "accusation" and sentence.key(hit.first - 1) in _ACCUSED)
        or _whose(sentence, hit)
        or _bearer(sentence, hit)
        or (code in _WANTS and _cause(sentence, hit))
        or (code == "attack" and (_exposed(sentence, hit) or _wished(sentence, hit)))
    )


def _that_hit(sentence: Sentence, before: Hit, hit: Hit, named: AbstractSet[int]) -> bool:
    """للاعتداء الذي استهدف حافلة, the strike that hit the school: the verb tells the attack that the noun only names."""
    if before.category != "act:attack" or before.value.verb or not hit.value.verb:
        return False
    joined = any(sentence.key(at) in _WHICH for at in range(before.last + 1, hit.first))
    return joined and hit.first - before.last <= _HEADING and _aimed(sentence, hit, named)


def _further(
    sentence: Sentence, hit: Hit, before: Hit | None, busy: AbstractSet[int], named: AbstractSet[int]
) -> bool:
    """They bombed the well first, and at dusk they bombed the people: another clause tells another attack of its own."""
    if hit.category != "act:attack" or not hit.value.verb or not _aimed(sentence, hit, named):
        return False
    last = max((before.last if before else -1, *(at for at in busy if at < hit.first)), default=-1)
    between = range(last + 1, hit.first)
    return last >= 0 and any(
        sentence.key(at) in _CLAUSE or (sentence.words[at].arabic and sentence.key(at) in _AND_THAT)
        for at in between
    )


def _only_how(sentence: Sentence, hit: Hit) -> bool:
    article = sentence.key(hit.first).startswith("ال")
    return article or not hit.value.verb or _behind_preposition(sentence, hit)


def _aimed(sentence: Sentence, hit: Hit, named: AbstractSet[int]) -> bool:
    """A verb of attack says at what: a target or a place follows it closely."""
    ahead = range(hit.last + 1, min(len(sentence.words), hit.last + 8))
    things = (
        i
        for i in ahead
        if (target := sentence.at("target", i)) and (target.value[1] not in PERSONS or not hit.value.weak)
    )
    if any(things) or any(i in named or sentence.key(i) in _UPON for i in ahead):
        return True
    if fired_on(sentence, hit.first) is not None:
        return True
    if not any(sentence.key(i) in _PASSIVE for i in range(hit.first - 3, hit.first)):
        return False
    for i in range(hit.first - 1, hit.first - _SUBJECT, -1):
        if sentence.key(i) in _CLAUSE and not _hyphen(sentence, i):
            return False
        target = sentence.at("target", i)
        if target is not None and target.value[1] not in PERSONS:
            return True
    return False


def _hyphen(sentence: Sentence, index: int) -> bool:
    """A bakery in al-Murjana was hit: a mark inside a name parts nothing."""
    return (
        sentence.key(index) == "-"
        and index > 0
        and sentence.words[index - 1].end == sentence.words[index].start
    )


def _hurled(sentence: Sentence, hit: Hit) -> bool:
    """They threw a grenade, a tractor set off a mine: the weapon is the verb's object."""
    near = (sentence.at("means", at) for at in range(hit.last + 1, hit.last + 4))
    return (
        hit.value.weak
        and hit.value.verb
        and any(means is not None and not means.value.verb and means.value.code for means in near)
    )


def _the_next(sentence: Sentence, hit: Hit) -> bool:
    """The second came at dawn and landed by the well, والثانية سقطت: a strike or a shell told of before, by its rank alone."""
    return hit.value.code == "attack" and any(
        sentence.key(at).lstrip("و") in _RANKED and sentence.key(at + 1) in _CAME
        for at in range(min(_BESIDE + 1, hit.first))
    )


_RANKED = listed("lone", "ranked")
_CAME = listed("lone", "came")


def _exposed(sentence: Sentence, hit: Hit) -> bool:
    """تعرضن للاغتصاب: who is exposed is attacked only by an attack."""
    if not any(
        form.startswith(("تعرض", "يتعرض"))
        for form in (sentence.key(hit.first), *sentence.words[hit.first].forms)
    ):
        return False
    near = (sentence.at("means", at) for at in range(hit.last + 1, hit.last + 9))
    if any(means is not None and means.value.code not in _ON_BODIES for means in near):
        return False
    return hit.first == hit.last and not any(
        other.category == hit.category and hit.last < other.first <= hit.last + 3 for other in sentence.acts()
    )


def _wielded(sentence: Sentence, hit: Hit) -> bool:
    """Machetes were used, استخدام الفوسفور: a weapon beside the word of use."""
    return hit.value.code == "weapon_use" and any(
        (means := sentence.at("means", at)) and means.value.code and not means.value.verb
        for at in (*range(hit.first - 4, hit.first), *range(hit.last + 1, hit.last + 4))
    )


def _taken(sentence: Sentence, hit: Hit, named: AbstractSet[int]) -> bool:
    """Captured the hilltop, سقوط البلدة, انسحب من طروجي: a faint word of advance with a place."""
    if hit.value.code != "advance":
        return False
    ahead = range(hit.last + 1, hit.last + 4)
    if any((unit := sentence.at("unit", at)) and unit.value.of == "person" for at in ahead):
        return False
    return any(
        at in named or ((target := sentence.at("target", at)) and target.value[1] in GROUND) for at in ahead
    )


def _upon_people(sentence: Sentence, hit: Hit) -> bool:
    """Shot men and boys, dragged the women out: a faint verb with people for its object."""
    if hit.category == "act:detention" and sentence.words[hit.first].arabic:
        taken = sentence.at("unit", hit.last + 1)
        return taken is not None and taken.value.of == "person" and taken.value.number == "many"
    if sentence.key(hit.first) not in _GRASPING:
        return False
    if sentence.key(hit.first) == "shot" and sentence.key(hit.last + 1) in _THEM:
        return True
    near = (sentence.at("unit", at) for at in range(hit.last + 1, hit.last + 4))
    return any(unit is not None and unit.value.of == "person" for unit in near)


def _upon_things(sentence: Sentence, hit: Hit) -> bool:
    """Burned the granary, the market was burned: a faint verb of destruction with a thing."""
    code = hit.category[4:]
    if code not in ("destruction", "out_of_service"):
        return False
    barred = PERSONS if code == "destruction" else PERSONS | _NEVER_CLOSED
    if code == "destruction" and sentence.key(hit.last + 1) in _IT:
        return True  # they burned it
    ahead, behind = range(hit.last + 1, hit.last + 4), range(hit.first - 4, hit.first)
    first = next((target for at in ahead if (target := sentence.at("target", at))), None)
    held = sentence.key(hit.first) == "stopped" and sentence.key(hit.first - 1) in _HELD
    if held or (first is not None and first.value[1] in barred):
        return False  # a car stopped in front of the school; ambulances were stopped
    if code == "destruction" and any(
        (unit := sentence.at("unit", at)) and unit.value.of == "animal" for at in (*ahead, *behind)
    ):
        return True
    things = [
        at
        for at in (*ahead, *behind)
        if (target := sentence.at("target", at)) and target.value[1] not in barred
    ]
    return bool(things)


_IT = listed("lone", "it")
_HELD = frozenset(("was", "were", "been"))


def _wished(sentence: Sentence, hit: Hit) -> bool:
    """Attacks on clinics must stop, نطالب بوقف القصف: what is called for."""
    if hit.value.verb and not sentence.words[hit.first].arabic:
        return False
    before = any(sentence.key(at) in _WISHED for at in range(hit.first - _BESIDE, hit.first))
    return before or any(sentence.key(at) in _OUGHT for at in range(hit.last + 1, hit.last + 6))


_WISHED = listed("lone", "wished")
_OUGHT = listed("lone", "ought")


def _manner(sentence: Sentence, hit: Hit) -> bool:
    """The word only says how: a noun that is a means, with no verb of its own."""
    means = any(each.first <= hit.first <= each.last for each in sentence.hits.get("means", ()))
    return means and not hit.value.verb


def _whose(sentence: Sentence, hit: Hit) -> bool:
    """عائلات المفقودين: people, or a body, named after what befell others."""
    before = sentence.words[hit.first - 1] if hit.first else None
    return (
        before is not None
        and sentence.words[hit.first].key.startswith("ال")
        and any(form in _NAMED_AFTER for form in before.forms)
    )


def _bearer(sentence: Sentence, hit: Hit) -> bool:
    """Refugees, المعتقلين: who is named so is not thereby told to have been driven out or arrested."""
    key = sentence.key(hit.first)
    if key in _HURT and sentence.key(hit.first - 1) == "the":
        return True
    if key == "displaced":
        beside = sentence.at("unit", hit.last + 1)
        people = beside is not None and beside.value.of in ("person", "group")
        return people or sentence.key(hit.first - 1) in _NAMING
    return (
        hit.first == hit.last
        and not hit.value.verb
        and (
            key in _BEARERS
            or (
                sentence.words[hit.first].arabic
                and any(form in _BEARERS for form in sentence.words[hit.first].forms)
            )
        )
    )


def _cause(sentence: Sentence, hit: Hit) -> bool:
    """Died of thirst, مات عطشا, بالكوليرا; measles killed: want told as the cause of a death."""
    if hit.value.verb:
        return False
    deaths = [other for other in sentence.acts() if other.value.code == "killing" and other is not hit]
    if not deaths:
        return False
    key, before = sentence.key(hit.first), sentence.key(hit.first - 1)
    if any(sentence.key(at) in _BECAUSE for at in range(hit.first - 5, hit.first)):
        return True
    if before in _CAUSES or (
        sentence.words[hit.first].arabic and (key.endswith("ا") or key.startswith("بال"))
    ):
        return True
    return any(other.value.verb and 0 < other.first - hit.last <= _BESIDE for other in deaths)


def _title(sentence: Sentence, hit: Hit) -> bool:
    """Part of a name in capitals: the Commission on Missing Persons."""
    words = sentence.words
    if words[hit.first].cap != 1 or hit.first == 0:
        return False
    beside = [words[i] for i in (hit.first - 1, hit.last + 1) if 0 <= i < len(words)]
    small = any(word.kind == "w" and word.cap == 0 and len(word.key) > 3 for word in words)
    body = any(
        words[i].key in lexicon().heads for i in range(max(0, hit.first - 4), hit.first) if words[i].cap
    )
    return body or (small and any(word.cap == 1 for word in beside))


def _armed(sentence: Sentence, hit: Hit) -> bool:
    """رمانا القناص, a shell landed: a faint verb beside the weapon itself."""
    near = range(max(0, hit.first - 3), hit.last + 3)
    return any((means := sentence.at("means", i)) and means.value.code and not means.value.verb for i in near)


def _heading(sentence: Sentence) -> bool:
    """The first line of a text, short and without a full stop: نشرة المجاعة رقم 7."""
    ended = sentence.words[-1].key in (".", "!", "?", "؟", ":") if sentence.words else True
    return not ended and len(sentence.words) <= _HEADING


def _behind_preposition(sentence: Sentence, hit: Hit) -> bool:
    """في قصف على السوق: a noun with the letters of its verb."""
    before = sentence.key(hit.first - 1)
    return sentence.words[hit.first].arabic and before in _PREPOSITIONS
