"""English victims that no list of nouns holds: a name, or any noun beside a verb that only a person can suffer.

Only killing, injury, detention and disappearance count, and only a passive, an intransitive or a direct object shows who was
harmed; whoever acts or speaks is never counted.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from tawthiq.language.phrases import Hit
from tawthiq.read.befell import befell
from tawthiq.read.lexicon import Unit, lexicon
from tawthiq.read.sentence import Sentence
from tawthiq.read.vague import Found
from tawthiq.read.words import listed
from tawthiq.record.quantity import Form, Hedge, QuantityKind, Role

PERSON = Unit("people", "person", "one", None, None, None, kin=False, combatant=False)
_PASSIVE = listed("implicit", "passive") - {"who", "also", "later"}
_ACTIVE = listed("victims", "active")
_INTRANSITIVE = listed("implicit", "intransitive")
_DETERMINERS = listed("implicit", "determiners")
_OBJECT = _DETERMINERS - {"the", "whose", "one"}
_NO_NOUN = listed("victims", "no_noun") | listed("victims", "abstract")
_ABSTRACT = listed("victims", "abstract") | frozenset(("hope", "ceasefire", "truth"))
_OPENERS = listed("victims", "openers")
_NO_PERSON = ("tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "ship", "ology", "graphy", "ture")
_TRADES = ("er", "or", "ist", "man", "woman", "ian")
_JOINTS = listed("victims", "joints")
_ENDS = listed("victims", "ends")
_APPOSITION = 8
_LOCATING = listed("victims", "locating")
_LONGEST = 6


def names(
    sentence: Sentence, harms: Mapping[int, Hit], taken: AbstractSet[int], named: AbstractSet[int]
) -> list[Found]:
    """Persons told by their name alone; `harms` by their first token, `named` are tokens of places."""
    if sentence.lang != "en" or not harms:
        return []
    closed = _closed(sentence, taken, named)
    return _harmed(sentence, harms, taken, closed, _names(sentence, closed))


def unlisted(
    sentence: Sentence, harms: Mapping[int, Hit], taken: AbstractSet[int], named: AbstractSet[int]
) -> list[Found]:
    """Persons told by a noun that is in no list."""
    if sentence.lang != "en" or not harms:
        return []
    closed = _closed(sentence, taken, named)
    return _harmed(sentence, harms, taken, closed, _nouns(sentence, closed, harms))


def _closed(sentence: Sentence, taken: AbstractSet[int], named: AbstractSet[int]) -> set[int]:
    closed = set(taken) | set(named) | sentence.figures()  # Thirty-six hours ago
    for category in ("organisation", "demonym", "target", "means", "when:weekday"):
        closed |= {i for hit in sentence.hits.get(category, ()) for i in range(hit.first, hit.last + 1)}
    return closed | {i for span in sentence.dates for i in range(span.first, span.last + 1)}


def _harmed(
    sentence: Sentence,
    harms: Mapping[int, Hit],
    taken: AbstractSet[int],
    closed: set[int],
    phrases: Iterable[tuple[int, int]],
) -> list[Found]:
    out: list[Found] = []
    taken = set(taken)
    units = {hit.last for hit in sentence.hits.get("unit", ())}
    everything, harms = harms, {at: hit for at, hit in harms.items() if hit.value.code != "attack"}
    for first, end in phrases:
        last = end
        if last > first and sentence.words[first].cap == 1 and sentence.key(first) not in _DETERMINERS:
            harms = everything  # Hajja Fatima was struck on the head; not: the roof, Kharkiv was hit
        free = closed.isdisjoint(range(first, last + 1)) or (
            last == first + 1 and _people(sentence, last) and taken.isdisjoint((first, last))
        )
        if (
            (first - 1 in taken and sentence.key(first - 1) != "old")
            or (sentence.key(first - 1) in ("named", "called") and first - 2 in taken | units)
            or _whose(sentence, first)
            or (
                sentence.key(first - 1) == ","
                and (first - 2 in taken or sentence.key(first - 2) in ("eldest", "youngest", "oldest"))
            )
            or (sentence.words[first].cap == 1 and sentence.key(first - 1) in _BESIDE)
        ):
            continue  # my husband, N. Y., was taken: told twice, counted once
        if free and (
            (
                _opens(sentence, first)
                and (
                    _suffers(sentence, last, harms)
                    or (
                        (_heads(sentence, first) or _trade(sentence, first, last))
                        and befell(sentence, last, harms)
                    )
                )
            )
            or _object(sentence, first, harms)
            or _among_them(sentence, first, taken)
            or _named_dead(sentence, first, harms)
            or _one_more(sentence, first, last, taken)
        ):
            last = _with_apposition(sentence, last)
            if sentence.key(first) in _DETERMINERS and not taken.isdisjoint(range(first, last + 1)):
                continue  # the youngest, a boy of six: found by his noun
            closed |= set(range(first, last + 1))
            taken |= set(range(first, last + 1))
            out.append(
                Found(
                    first,
                    last,
                    first,
                    Hedge.EXACT,
                    Form.IMPLICIT,
                    1,
                    1,
                    PERSON,
                    QuantityKind.COUNT,
                    Role.TOTAL,
                )
            )
    return out


def _among_them(sentence: Sentence, first: int, taken: AbstractSet[int]) -> bool:
    """Killed 43 people, among them Mrs. L.; among the dead was Mr. K.: a name behind a word for a part, and who was counted before it."""
    if not sentence.words[first].cap:
        return False
    role = sentence.ending("role", first - 1)
    if role is not None and role.value == "subset":
        return any(at in taken for at in range(max(0, role.first - _NEAR), role.first))
    return sentence.key(first - 1) in ("was", "were", "is") and any(
        sentence.key(at) == "among" for at in range(max(0, first - _NEAR), first)
    )


def _named_dead(sentence: Sentence, first: int, harms: Mapping[int, Hit]) -> bool:
    """Three dead: Arben Koci and his wife: a name behind a colon, and how many it befell before that."""
    return (
        sentence.words[first].cap == 1
        and sentence.key(first - 1) == ":"
        and any(hit.last == first - 2 and hit.first - 1 in sentence.figures() for hit in harms.values())
    )


_NEAR = 7
_TITLES = listed("names", "titles")
_BESIDE = listed("victims", "beside")


def _people(sentence: Sentence, at: int) -> bool:
    """A Bedouin, a Syrian: one of a people."""
    key = sentence.key(at)
    return (
        bool(sentence.words[at].cap)
        and (key in lexicon().demonyms or key in _PEOPLES)
        and not key.endswith("s")
    )


_PEOPLES = listed("victims", "peoples")


def _trade(sentence: Sentence, first: int, last: int) -> bool:
    """A lineman repairing cables was electrocuted."""
    return (
        sentence.key(first) in ("a", "an")
        and sentence.key(last).endswith(_TRADES)
        and sentence.key(last + 1).endswith("ing")
    )


def _heads(sentence: Sentence, first: int) -> bool:
    """A name at the very head of its sentence or behind a semicolon."""
    if sentence.key(first) in _DETERMINERS or sentence.key(first).endswith("ly"):
        return False
    return sentence.words[first].cap == 1 and (
        first == 0 or sentence.words[first - 1].key in (";", ":", "”", '"')
    )


def _opens(sentence: Sentence, first: int) -> bool:
    """A subject stands at the head of its clause; what follows a verb of another kind ("who signed the warrant") is its object."""
    if first == 0:
        return True
    word = sentence.words[first - 1]
    dated = any(span.last == first - 1 for span in sentence.dates)
    return (
        word.kind != "w"
        or bool(word.cap)
        or dated
        or word.key in _LEADS
        or word.key.endswith("ly")
        or sentence.act_at(first - 1)
    )


_LEADS = listed("victims", "leads")


def _one_more(sentence: Sentence, first: int, last: int, taken: AbstractSet[int]) -> bool:
    """Killing nine novices and a cook, two nephews and Deacon Abraha: one more behind those that were counted, with nothing told of it but that."""
    behind = sentence.words[last + 1] if last + 1 < len(sentence.words) else None
    ends = behind is None or behind.kind == "p" or behind.key in ("in", "on", "at", "near", "when", "as")
    return (
        (sentence.key(first) in ("a", "an") or sentence.words[first].cap == 1)
        and sentence.key(first - 1) == "and"
        and first - 2 in taken
        and sentence.words[first - 2].kind == "w"
        and ends
    )


def _whose(sentence: Sentence, first: int) -> bool:
    """My friend Lamin: the noun before the name is found by itself."""
    unit = sentence.ending("unit", first - 1)
    return (
        unit is not None
        and unit.value.number == "one"
        and any(
            sentence.key(at) in _DETERMINERS or sentence.key(at).endswith("'s")
            for at in range(unit.first - 3, unit.first)
        )
    )


def _with_apposition(sentence: Sentence, last: int) -> int:
    """Amra, my best friend, was taken."""
    if sentence.key(last + 1) != "," or sentence.key(last + 2) not in _DETERMINERS:
        return last
    ahead = range(last + 3, min(len(sentence.words), last + 2 + _APPOSITION))
    close = next((i for i in ahead if sentence.words[i].kind == "p"), None)
    return close - 1 if close is not None and sentence.key(close) == "," else last


def _names(sentence: Sentence, closed: AbstractSet[int]) -> list[tuple[int, int]]:
    """Runs of capitalised words that are nobody's people, place, day or organisation."""
    lists = lexicon()
    words = sentence.words
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(words):
        word = words[index]
        if (
            word.kind != "w"
            or word.cap != 1
            or index in closed
            or word.key in lists.stop
            or word.key in lists.demonyms
        ):
            index += 1
            continue
        last = index
        while last + 1 < len(words) and last + 1 not in closed and last - index < _LONGEST:
            after = words[last + 1]
            if after.kind == "w" and after.cap:
                last += 1
            elif (
                after.key in _JOINTS
                and last + 2 < len(words)
                and words[last + 2].cap
                and last + 2 not in closed
            ):
                last += 2
            elif (
                after.key in _JOINTS
                and last + 3 < len(words)
                and words[last + 2].key == "-"
                and words[last + 3].cap
                and last + 3 not in closed
            ):
                last += 3  # Ahmad al-Khatib
            elif after.key == "." and (len(words[last].key) == 1 or words[last].key in _TITLES):
                last += 1
            else:
                break
        if words[last].key.endswith("'s"):
            index = last + 1
            continue  # Umm Ali's son
        keys = {words[i].key for i in range(index, last + 1)}
        known = any(sentence.at("unit", i) for i in range(index, last + 1)) or sentence.act_at(index)
        known = known or (words[index].key in _OPENERS and word.start == words[0].start)
        known = (
            known or words[index].key in _ABSTRACT or words[index].key.removesuffix("s").endswith(_NO_PERSON)
        )
        if (
            keys.isdisjoint(lists.collective) and not (known and last == index) and words[last].kind == "w"
        ) or words[last].key == ".":
            found.append((index, last))
        index = last + 1
    return found


def _nouns(sentence: Sentence, closed: AbstractSet[int], harms: Mapping[int, Hit]) -> list[tuple[int, int]]:
    """A determiner and a short noun phrase that no list knows, right before a passive or right behind an act."""
    words = sentence.words
    found: list[tuple[int, int]] = []
    for first in [i for i, w in enumerate(words) if w.key in _DETERMINERS or w.key[-2:] == "'s"]:
        word, last = words[first], first
        while (
            last + 1 < len(words)
            and last - first < 4
            and words[last + 1].kind == "w"
            and words[last + 1].key not in _ENDS
            and words[last + 1].key not in _PASSIVE
            and last + 1 not in harms
            and not (
                last > first and words[last + 1].key.endswith("ing") and words[last].key.endswith(_TRADES)
            )
        ):
            last += 1
        noun = words[last].key
        if last == first + 1 and _people(sentence, last) and word.key in ("a", "an"):
            found.append((first, last))
            continue
        if noun.endswith(_NO_PERSON):
            continue  # the plan was killed, negotiations died
        if sentence.key(first - 1) in _LOCATING:
            continue  # eight houses in our lane were burned
        if last == first or noun in _NO_NOUN or (noun.endswith("s") and not noun.endswith("ss")):
            continue
        trade = noun.endswith(_TRADES) and not sentence.at("unit", last) and last > first + 1
        if not trade and any(sentence.at("unit", i) or i in closed for i in range(first + 1, last + 1)):
            continue
        if sentence.act_at(last) or sentence.at("verb", last) or sentence.at("role", last):
            continue
        found.append((first, last))
    return found


def _suffers(sentence: Sentence, last: int, harms: Mapping[int, Hit]) -> bool:
    """Was killed, died, ", 29, shot dead": with at most an age or an apposition between commas before it."""
    words = sentence.words
    at = last + 1
    if sentence.key(at) in (",", "("):
        close = next(
            (i for i in range(at + 1, min(len(words), at + _APPOSITION)) if words[i].key in (",", ")")), None
        )
        if close is None:
            return False
        if close + 1 < len(words) and words[close + 1].key not in _PASSIVE and close + 1 not in harms:
            more = range(close + 1, min(len(words), close + _APPOSITION))
            close = next((i for i in more if words[i].key in (",", ")")), close)
        at = close + 1
    if sentence.key(at) == "and" and at > last + 1 and sentence.key(at + 1) in _DETERMINERS:
        return befell(sentence, at, harms)  # M. H., a baker, and his two sons were executed
    passive = False
    while at < len(words) and words[at].key in _PASSIVE | {
        "also",
        "later",
        "then",
        "reportedly",
        "allegedly",
    }:
        passive = passive or words[at].key in _PASSIVE - _ACTIVE
        at += 1
    if passive and sentence.key(at) == "among" and sentence.key(at + 1) in ("the", "those"):
        return at + 2 in harms or at + 3 in harms
    harm = harms.get(at)
    if harm is None or words[at].cap:
        return False
    told = (
        words[at].key in _INTRANSITIVE
        or harm.value.code == "enforced_disappearance"
        or (words[at].key == "lost" and harm.value.code == "injury")
    )
    bare = words[at - 1].key in (",", ")") and sentence.key(harm.last + 1) not in _OBJECT
    return passive or told or (bare and words[at].key.endswith(("ed", "dead", "shot", "ten")))


def _titled(sentence: Sentence, first: int) -> int:
    """Killed village head Ibrahim M., taxi driver Ali K.: the words of an office right before a name, without an article."""
    at = first
    if sentence.words[first].cap != 1:
        return first
    while at > 0 and first - at < _TITLE:
        word = sentence.words[at - 1]
        if (
            word.kind != "w"
            or (word.cap and not _belonging(sentence, at - 1))
            or word.key in _ENDS
            or word.key in _DETERMINERS
            or sentence.act_at(at - 1)
        ):
            break
        at -= 1
    office = sentence.ending("unit", first - 1)
    held = sentence.key(first - 1) in lexicon().roles or (
        office is not None and office.value.of == "person" and office.value.number == "one"
    )
    return at if held or sentence.key(first - 1) in _OFFICES else first


def _belonging(sentence: Sentence, at: int) -> bool:
    """Hamas commander X, Israeli officer Y: whose he is, before an office."""
    whose = any(sentence.ending(category, at) for category in ("organisation", "demonym"))
    return whose or sentence.key(at) in lexicon().demonyms


_OFFICES = listed("victims", "offices")
_TITLE = 4


def _object(sentence: Sentence, first: int, harms: Mapping[int, Hit]) -> bool:
    """Killed Mrs K., arrested an accordionist: right behind a verb of harm that is no passive."""
    first = _titled(sentence, first)
    for back in (first - 1, first - 2):
        named = sentence.words[first].cap == 1
        harm = next(
            (
                hit
                for hit in harms.values()
                if hit.last == back
                and (
                    not hit.value.weak
                    or (named and sentence.key(hit.first).startswith(("sho", "beat", "stab")))
                )
            ),
            None,
        )
        if harm is None:
            if sentence.key(back) not in ("dead", "away", "journalist", "activist"):
                return False
            continue
        passive = any(sentence.key(i) in _PASSIVE - _ACTIVE for i in range(harm.first - 2, harm.first))
        named = sentence.words[first].cap == 1 or sentence.key(first) not in _DETERMINERS
        told = sentence.words[harm.first].key in _INTRANSITIVE
        if sentence.key(first) == "the" and not passive and harm.value.verb:
            end = next(
                (
                    at
                    for at in range(first + 1, first + 4)
                    if sentence.key(at + 1) in _ENDS
                    or at + 1 >= len(sentence.words)
                    or sentence.words[at + 1].kind == "p"
                ),
                first,
            )
            return sentence.key(end).endswith(_TRADES)  # killed the suspected ringleader
        return (
            (harm.value.verb or harm.value.weak or sentence.words[harm.first].key.endswith("ing"))
            and not passive
            and not told
            and (named or sentence.key(first) in _OBJECT)
        )
    return False
