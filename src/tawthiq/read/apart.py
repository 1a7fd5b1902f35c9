"""Places that a sentence names and at which nothing happened: where somebody came from, goes to, lives, works, speaks, writes or fires."""

from collections.abc import Sequence

from tawthiq.read.labels import banner
from tawthiq.read.sentence import Sentence
from tawthiq.read.spot import Spot
from tawthiq.read.words import listed

_ARRIVING = listed("locate", "arriving")
_TO = listed("locate", "to")
_FROM = listed("locate", "from")
_HEALS = listed("locate", "heals")
_APART = 5
_FARTHEST = 2


def fired_from(sentence: Sentence, spot: Spot) -> bool:
    """من مرابض النظام في جورين, from positions in Kafrin: where those who did it stood."""
    for at in range(spot.first - 1, max(-1, spot.first - _APART), -1):
        word = sentence.words[at]
        if word.kind == "p":
            return False
        if any(form in _FIRED for form in (word.key, *word.forms)):
            return True
        if word.key in _LAUNCHED and sentence.key(at + 1) in ("from", "من"):
            return True
    return False


_FIRED, _LAUNCHED = listed("where", "fired"), listed("where", "launched")


def dwells(sentence: Sentence, spot: Spot, *, aside: bool = False) -> bool:
    """Mariam, who now lives in Hajin; سعاد المقيمة حاليا في ...: where somebody who speaks is, beside where it happened.

    Told `aside`, in a relative clause, it is no place of what happened where no other is told either.
    """
    for at in range(max(0, spot.first - _APART - 2), spot.first):
        if any(form in _LIVES for form in (sentence.key(at), *sentence.words[at].forms)):
            who = sentence.key(at).startswith("ال") or "who" in (sentence.key(at - 1), sentence.key(at - 2))
            if who or not aside:
                return True
    return False


_LIVES = listed("where", "lives")


def came_from(sentence: Sentence, spot: Spot) -> bool:
    """النازحين القادمين من الجنينة, a displaced teacher from Homs: where somebody was before."""
    before = sentence.words[spot.first - 1] if spot.first > 1 else None
    if before is None or before.key not in ("من", "from"):
        return False
    lead = sentence.words[spot.first - 2]
    forms = (*lead.forms, lead.key)
    return any(form.removeprefix("ال").startswith(_COME) for form in forms) or any(
        sentence.key(at) in _CAME for at in range(max(0, spot.first - 4), spot.first - 1)
    )


def bound_for(sentence: Sentence, spot: Spot) -> bool:
    """ماشين على الفاشر, a bus bound for Kafrin: where somebody was on the way to."""
    lead = spot.first - 1
    if lead < 0 or sentence.key(lead) not in _TOWARDS:
        return False
    near = range(max(0, lead - 3), lead)
    return any(sentence.key(at) in _BOUND or not _BOUND.isdisjoint(sentence.words[at].forms) for at in near)


_BOUND = listed("where", "bound")


def hails_from(sentence: Sentence, spot: Spot) -> bool:
    """Six men from Lower Dogon were shot at the crossing, شبان من كفرنوران: whose home it is, where another place is told."""
    if spot.first < 2 or sentence.key(spot.first - 1) not in ("من", "from"):
        return False
    lead = sentence.ending("unit", spot.first - 2)
    if sentence.key(spot.first - 2) in _DIALECT:
        return True
    return (lead is not None and lead.value.of == "person") or spot.first - 2 in sentence.figures()


_DIALECT = listed("where", "dialect")
_COME = ("قادم", "نازح", "لاجي", "مهجر", "منحدر", "ينحدر", "تنحدر", "اصله", "اصلها")
_CAME = listed("where", "came")


def brought_to(sentence: Sentence, spot: Spot) -> bool:
    """Took the injured to Prishtina, أُسعفوا إلى الدانا: where the wounded and the dead came to lie, not where it happened."""
    if spot.first < 2:
        return False
    lead = spot.first - 1
    if sentence.key(lead) not in _TO and not sentence.key(spot.first).startswith("ل"):
        return False
    for at in range(lead, max(-1, lead - _FAR), -1):
        word = sentence.words[at]
        if word.kind == "p" and at < lead:
            return False
        if any(form in _CARRIED for form in (word.key, *word.forms)):
            return True
    return False


_INSIDE = ("in", "at", "inside", "في", "داخل")
_WORKS = listed("where", "works")
_WOUNDS = listed("where", "wounds")
_CARRIED = listed("where", "carried")
_FAR = 9


def treated(sentence: Sentence, spot: Spot) -> bool:
    """Taken to a hospital: where the wounded came, not where they were hurt."""
    words = sentence.words[spot.first : spot.last + 1]
    within = sentence.key(spot.first - 1) in _INSIDE or words[0].key.startswith("ب")
    worked = any(
        form in _WORKS
        for word in sentence.words[max(0, spot.first - _APART) : spot.first]
        for form in word.forms
    )
    harmed = not sentence.keys.isdisjoint(_WOUNDS) or "act:injury" in sentence.hits
    if within and not worked and not harmed:
        return False  # eight infants died in the hospital of ...
    return any(form in _HEALS for word in words for form in word.forms) and not any(
        sentence.at(name, at)
        for name in ("act:attack", "act:out_of_service", "act:destruction", "act:siege")
        for at in range(len(sentence.words))
    )


def moved(sentence: Sentence, spots: Sequence[Spot], at: range) -> list[Spot]:
    """Who arrived is where they arrived; who fled is told of where they fled from."""
    arriving = any(form in _ARRIVING for i in at for form in sentence.words[i].forms)
    lead = _TO if arriving else _FROM
    return [spot for spot in spots if sentence.key(spot.first - 1) in lead]


def left(sentence: Sentence, spots: Sequence[Spot], at: range) -> list[Spot]:
    """Kafrin: 300 families fled towards Hajin: who does not arrive left the other place."""
    if any(form in _ARRIVING for i in at for form in sentence.words[i].forms):
        return []
    return [
        spot
        for spot in spots
        if sentence.key(spot.first - 1) not in _TOWARDS and not sentence.key(spot.first).startswith("لل")
    ]


_TOWARDS = listed("where", "towards")


def written_at(sentence: Sentence, spot: Spot, spots: Sequence[Spot]) -> bool:
    """رام الله - ..., SITTWE, March 19 - ...: where it was written, not where it happened."""
    if sentence.paragraph > 1 or spot.first > _DATELINE:
        return False
    if banner(sentence):
        return False
    if spot.first == 0 and sentence.words[spot.last].cap == 2 and sentence.key(spot.last + 1) in ("", "."):
        return True  # STEPANAKERT. Two hundred people ...
    ahead = range(spot.last + 1, min(len(sentence.words), spot.last + 2 + _DATELINE))
    dash = next((i for i in ahead if sentence.key(i) in _DASHES), None)
    if dash is None or sentence.words[dash].start == sentence.words[dash - 1].end:
        return False
    held = {i for each in spots for i in range(each.first, each.last + 1)}
    held |= {i for span in sentence.dates for i in range(span.first, span.last + 1)}
    return all(
        sentence.words[i].kind != "w" or i in held or sentence.words[i].cap == 2 or sentence.key(i) in _BYLINE
        for i in range(dash)
    )


def spoken_at(sentence: Sentence, spot: Spot) -> bool:
    """Told reporters in Geneva, speaking from Amman, في مؤتمر صحفي بعمّان: where it was said, not where it happened."""
    lead = spot.first - (sentence.key(spot.first - 1) in _IN)
    if lead == spot.first and not sentence.words[spot.first].key.startswith("ب"):
        return False
    for at in range(lead - 1, max(-1, lead - _APART), -1):
        key = sentence.key(at)
        if key in _OCCASIONS:
            return True
        if key in _HEARERS:
            return key.startswith("لل") or any(
                sentence.key(back) in _TOLD_TO for back in range(max(0, at - _FARTHEST), at)
            )
        if sentence.words[at].kind != "w" or sentence.act_at(at) or key in _IN:
            return False
    return False


_BYLINE = listed("where", "byline")
_IN = listed("where", "in")
_OCCASIONS = listed("where", "occasions")
_HEARERS, _TOLD_TO = listed("where", "hearers"), listed("where", "told_to")
_DATELINE = 6
_DASHES = ("-", "–", "—")
