"""Places that the gazetteer lacks, in English: a name in capitals beside a generic word, or behind a preposition of place."""

from tawthiq.language.phrases import Hit
from tawthiq.read.lexicon import lexicon
from tawthiq.read.sentence import Sentence
from tawthiq.read.spot import Spot, spot
from tawthiq.read.words import listed

_SITES = listed("locate", "sites")
_PLACING = listed("locate", "placing")
_STRUCK = listed("locate", "struck")
_MOVING = listed("locate", "moving")
_PARTS = listed("locate", "parts")
_PARTICLES = listed("locate", "particles")
_NO_PLACE = listed("locate", "no_place_en")
_GENERIC = listed("locate", "generic_en")
_EVENTS = listed("locate", "events")
_NUMBERED = listed("locate", "numbered")
_ARTICLES = listed("locate_en", "articles")
_OURS = ("our", "my", "their", "his", "her", "the")
_ENDS = ("", ",", ".", ";", ":", ")", "-", "and")


def english(sentence: Sentence, closed: set[int]) -> list[Spot]:
    """Places of an English sentence; tokens in `closed` belong to something else."""
    words = sentence.words
    lists = lexicon()
    found: list[Spot] = []
    index = 0
    small = _ARTICLES if "-" in sentence.keys else frozenset[str]()
    for begin in [i for i, word in enumerate(words) if word.cap or (small and word.key in small)]:
        if begin < index or begin in closed or words[begin].kind != "w" or words[begin].key in lists.stop:
            continue
        if not words[begin].cap and not _article(sentence, begin):
            continue
        if words[begin].cap == 1 and _opens(sentence, begin):
            continue
        last = run(sentence, begin, closed)
        if words[last].cap == 0:
            continue
        index = begin
        each = _road(sentence, index) or _named(sentence, index, last, closed)
        owned = bool(found) and found[-1].last == index - 1 and sentence.key(index - 1).endswith("'s")
        beside = bool(found) and found[-1].last == index - 2 and sentence.key(index - 1) == ","
        closing = sentence.key(last + 1) in (",", ".", "", ";", ")")
        if (
            each is None
            and beside
            and closing
            and sentence.words[index].cap == 1
            and _plain(sentence, index, last)
        ):
            each = spot(sentence, index, last)  # 118 Naberezhna Street, Dniprovka
        if each is None and owned and sentence.words[index].cap == 1 and not _speaks(sentence, last + 1):
            each = spot(sentence, index, last)  # in Cali's Siloé Alta
        if each is not None:
            last = each.last
            found.append(each)
        index = last + 1
    return found


def _opens(sentence: Sentence, begin: int) -> bool:
    """Near Stara Hut ...: the first word of a sentence has its capital for that."""
    first = not begin or sentence.key(begin - 1) in (".", ":", ")", "-")
    return first and sentence.key(begin) in _PLACING and begin + 1 < len(sentence.words)


def _road(sentence: Sentence, index: int) -> Spot | None:
    """On RN16, along the M 5, Kilometre 14, Hill 402: a road by its number, a point by its own."""
    number = sentence.words[index + 1] if index + 1 < len(sentence.words) else None
    if number is None or number.kind != "n" or not number.key.isdecimal():
        return None
    token = sentence.words[index]
    lead = sentence.key(index - (2 if sentence.key(index - 1) == "the" else 1))
    road = len(token.key) <= _CODE and token.key.upper() == sentence.text[token.start : token.end]
    if road and lead in ("on", "along", "off", "via", "from"):
        return spot(sentence, index, index + 1)
    named = token.key == "village" and lead == ","
    near = token.key in _POINTS and (lead in _NEAR_POINT or named)
    return spot(sentence, index, index + 1) if near else None


_CODE = 3
_POINTS = listed("locate_en", "points")
_NEAR_POINT = listed("locate_en", "near_point")


def run(sentence: Sentence, first: int, closed: set[int]) -> int:
    """The last token of a name in capitals: San Isidro del Monte, Deir ez-Zahr, Kfar al-Nour."""
    words = sentence.words
    last = first
    while last + 1 < len(words) and last + 1 not in closed:
        step = last + 1
        if words[last].key.endswith("'s"):
            break
        if words[step].key == "-" and step + 1 < len(words) and words[step].start == words[last].end:
            step += 1
        for _ in range(2):  # de la
            if words[step].cap == 0 and words[step].key in _PARTICLES and step + 1 < len(words):
                step += 1
                if words[step].key == "-" and step + 1 < len(words):
                    step += 1
        if words[step].kind != "w" or words[step].cap == 0 or step in closed:
            break
        if step > last + 1 and words[step - 1].key != "-" and words[step].key in lexicon().stop:
            break
        last = step
    return last


def _article(sentence: Sentence, index: int) -> bool:
    """al-Hamra, el-Obour: the name begins with its own small article."""
    words = sentence.words
    return (
        words[index].key in _ARTICLES
        and index + 2 < len(words)
        and words[index + 1].key == "-"
        and words[index + 1].start == words[index].end
        and words[index + 2].cap > 0
    )


def _named(sentence: Sentence, index: int, last: int, closed: set[int]) -> Spot | None:  # noqa: C901, PLR0911, PLR0912 - a grammar: one early answer a rule
    words = sentence.words
    lists = lexicon()
    after = sentence.at("place_en", last + 1)
    before = sentence.ending("place_before_en", index - (2 if sentence.key(index - 1) == "the" else 1))
    own = sentence.at("place_en", last) if last > index else None
    kind = sentence.ending("place_en", index - 2) if sentence.key(index - 1) == "of" else None
    if before is None and sentence.key(index - 1) == "of" and sentence.key(index - 2) in _PARTS:
        before = sentence.at("place_before_en", index - 1)
    inner = {words[i].key for i in range(index, last + 1) if not _hung(sentence, i, index)}
    person = (
        not (inner.isdisjoint(lists.speaking) and inner.isdisjoint(lists.demonyms)) or words[index].cap == 2
    )
    if inner & _NO_PLACE or (index == last and not after and not kind and own_word(sentence, index)):
        return None
    if words[last].key in _NUMBERED and last + 1 < len(words) and words[last + 1].kind == "n":
        return None
    if not person and _told_by_kind(sentence, index, last):
        return spot(sentence, index, last)
    if after and after.value in _TOWNS and _of_name(sentence, after.last + 1):
        return None  # the Karen village of Day Bu Noh
    if kind and not person and words[index].key != "st":
        return spot(sentence, index if kind.value in _SITES else kind.first, last)
    if (
        own
        and not person
        and sentence.key(last + 1) == "of"
        and last + 2 < len(words)
        and words[last + 2].cap
    ):
        return spot(sentence, index, run(sentence, last + 2, closed))  # the Old Quarter of Saadnayel
    short = index == last and words[index].cap == 2 and words[after.first].cap == 0 if after else False
    if (after or own) and not inner & lists.demonyms and not short:
        return spot(sentence, index, after.last if after and after.last not in closed else last)
    if words[index].key == "st" and sentence.key(index + 1) == ".":
        return None  # behind the church of St. Mikael
    if sentence.key(last + 1) == "[":
        return None  # Old [south] Rawan: the name goes on behind the editor's brackets
    if before and not person and _placed(sentence, before, last):
        return spot(sentence, index, last)
    if not person and sentence.key(last + 1) in _EVENTS and sentence.key(index - 1) == "the":
        return spot(sentence, index, last)  # the Lokwanga massacre
    if not person and _beside(sentence, index, last):
        return spot(sentence, index, last)
    return None


def _hung(sentence: Sentence, at: int, first: int) -> bool:
    """Lokpa-Centre: the second half of a hyphened name is no word by itself."""
    words = sentence.words
    return at > first + 1 and words[at - 1].key == "-" and words[at - 1].end == words[at].start


def _told_by_kind(sentence: Sentence, index: int, last: int) -> bool:
    """Ward 4 of Thantlang; Lake Tiko, Khirbet Umm Zeit; the overpass by Sayid Jaafar."""
    words = sentence.words
    if sentence.key(index - 1) == "by":
        return sentence.key(index - 2) in _BESIDE and not _speaks(sentence, last + 1)
    if sentence.key(index - 1) == "of" and index > 2 and words[index - 2].kind == "n":
        return any(words[i].cap for i in range(max(0, index - 5), index - 2))
    return last > index and words[index].key in _PREFIXED and not _speaks(sentence, last + 1)


_BESIDE = listed("locate_en", "beside")
_TOWNS = ("village", "town", "city", "hamlet", "township")
_PREFIXED = frozenset(
    (
        "hay", "haret", "mazraat", "bab", "burj", "qasr", "qalaat", "nabi", "khan", "kibbutz", "moshav", "rue", "cerro", "rio",
        "río", "monte", "isla", "barrio", "kot", "goth", "basti", "chak", "kampung", "desa", "nam", "ywa", "abar", "tall", "koum",
        "lake", "mount", "camp", "fort", "port", "cape", "wadi", "jebel", "jabal", "djebel", "gebel", "deir", "tell", "tel",
        "tal", "kafr", "kfar", "beit", "ain", "ein", "oued", "bir", "khirbet", "ras", "cité", "puerto", "villa", "nahr",
        "hayy", "hai", "bandar", "shahrak", "novo", "nova", "stara", "velyka", "mala", "santa", "san", "são", "sao",
    )
)  # fmt: skip


def _of_name(sentence: Sentence, at: int) -> bool:
    return sentence.key(at) == "of" and at + 1 < len(sentence.words) and sentence.words[at + 1].cap > 0


def _plain(sentence: Sentence, first: int, last: int) -> bool:
    lists = lexicon()
    inner = {sentence.key(at) for at in range(first, last + 1)}
    return all(inner.isdisjoint(listed_) for listed_ in (lists.speaking, lists.demonyms, _NO_PLACE))


def own_word(sentence: Sentence, index: int) -> bool:
    """The Strip, the North: a generic word with a capital, and no name with it."""
    generic = (
        sentence.at("place_en", index) is not None or sentence.at("place_direction_en", index) is not None
    )
    return generic or sentence.key(index) in _GENERIC


def _beside(sentence: Sentence, index: int, last: int) -> bool:
    """Our village, Rakak, ..."""
    if sentence.key(index - 1) != "," or sentence.key(last + 1) not in _ENDS:
        return False
    generic = sentence.ending("place_en", index - 2)
    if generic is not None and generic.value in _SITES:  # at the district hospital, Anantbagh.
        return sentence.key(last + 1) in (".", ")") and not sentence.words[generic.first].cap
    return (
        generic is not None
        and generic.value not in _SITES
        and sentence.words[generic.first].cap == 0
        and sentence.key(generic.first - 1) in _OURS
    )


def _placed(sentence: Sentence, before: Hit, last: int) -> bool:  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    """A name behind a preposition of place; behind "to", "from", "on" and "of" only where something moves, or is attacked."""
    if sentence.key(last + 1) in ("'", "’"):
        return False
    if before.value in _PLACING and (before.value in _WITHIN or not _speaks(sentence, last + 1)):
        return True
    if _speaks(sentence, last + 1):
        return False
    behind = range(max(0, before.first - 4), before.first)
    to = sentence.key(last + 1) == "to" and last + 2 < len(sentence.words) and sentence.words[last + 2].cap
    if before.value in ("called", "named"):  # a hamlet called Tin Hamou
        kind = sentence.ending("place_en", before.first - 1)
        return kind is not None and kind.value not in _SITES
    if before.value in ("to", "from", "into") and [sentence.key(last + 1), sentence.key(last + 2)] == [
        ",",
        "where",
    ]:
        return True  # to Tarsin, where two died
    if before.value == "from" and to:
        return True  # from Tarhouna to Gharyan
    if before.value in ("to", "from", "towards", "toward", "into", "for"):
        return any(
            sentence.key(i) in _MOVING
            or sentence.at("act:flight", i)
            or sentence.at("act:displacement", i)
            or sentence.at("act:detention", i)
            for i in behind
        )
    if before.value == "on" and sentence.ending("place_en", before.first - 1) is not None:
        return sentence.words[before.last + 1].cap == 1 and len(sentence.key(last)) > len(
            "may"
        )  # the market on Sadovaya
    if before.value in ("on", "against"):
        return any(sentence.at("act:attack", i) or sentence.at("act:siege", i) for i in behind)
    if before.value == "of":
        return any(sentence.key(i) in _PARTS for i in behind[-1:])
    if before.value in ("entered", "reached", "left", "leaving", "approached", "through", "captured"):
        return sentence.at("unit", last + 1) is None and sentence.words[before.last + 1].cap == 1
    body = sentence.key(last + 1) == "in" and sentence.key(last + 3) in _BODY  # they hit Samir in the thigh
    return before.value in _STRUCK and not body


_BODY = listed("locate_en", "body")
_WITHIN = frozenset(("in", "near", "at", "outside", "inside"))
"""In Rugari rebels burned ..., the mission in Drobo said: whoever speaks or acts, the name behind these is a place's."""


def _speaks(sentence: Sentence, index: int) -> bool:
    return sentence.at("verb", index) is not None or sentence.at("role_word", index) is not None
