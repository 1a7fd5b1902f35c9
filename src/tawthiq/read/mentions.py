"""Who is named in a sentence in which nobody named speaks, and whom a pronoun behind it may mean.

A person by name, by office or by kin, whom somebody met, an organisation: each with what its words tell of gender and number.
"""

from collections.abc import Sequence

from tawthiq.language.value import Value
from tawthiq.read.known_en import animate, given
from tawthiq.read.lexicon import lexicon
from tawthiq.read.named_ar import named
from tawthiq.read.names import noun_of, person, runs
from tawthiq.read.papers import paper_at
from tawthiq.read.sentence import Sentence
from tawthiq.read.spot import Spot
from tawthiq.read.subject_after import subject_after
from tawthiq.read.subject_en import spaced_dash
from tawthiq.read.words import listed

_FEMALE = listed("antecedents", "female")
_MALE = listed("antecedents", "male")
_GIVEN_F = listed("antecedents", "names_f")
_GIVEN_M = listed("antecedents", "names_m")
_MET = listed("antecedents", "met")
_PERSONS = listed("antecedents", "persons")
_PLACED = listed("antecedents", "placed")
_MARKS = frozenset(("“", "”", '"', "«", "»"))
_WHOSE = listed("antecedents", "whose")
_OFFICE = 8
_SHORT = 4
_DOERS = ("er", "or", "ist", "ian", "man", "woman", "monk")
_NO_DOERS = listed("antecedents", "no_doers")
_SELVES = frozenset(("she", "he", "they"))
_KIN = listed("antecedents", "kin")
_OPENERS = listed("subject", "openers")
_NUMBERED = listed("subject", "numbered")
_STANDS = listed("mentions", "stands")
_DOES = listed("mentions", "does")
_BODIES = listed("mentions", "bodies")
_MANY = listed("antecedents", "many")
_CAPITALS = 2
_VISITED = frozenset(("visited", "met"))
_SMALL_WORDS = listed("names", "soft")
_NO_PERSONS = listed("mentions", "no_persons")
_THERE = 9
_LOCATING = listed("mentions", "locating")
_CALLED = frozenset(("named", "called"))
_NAME = 4


class Mention(Value, frozen=True):
    """Somebody who spoke or was named. `traits`: m, f, p, it; none where nothing tells."""

    number: int
    at: int
    name: str
    traits: frozenset[str]
    spoke: bool


def gender(keys: Sequence[str]) -> frozenset[str]:
    """What a name or an office tells of it: m, f or nothing."""
    if any(key in _FEMALE for key in keys):
        return frozenset("f")
    if any(key in _MALE for key in keys):
        return frozenset("m")
    given = next((key for key in keys if len(key) > 2 and key not in ("the", "dr", "prof")), "")
    if given in _GIVEN_F:
        return frozenset("f")
    return frozenset("m") if given in _GIVEN_M else frozenset()


def named_in(number: int, sentence: Sentence, spots: Sequence[Spot]) -> list[Mention]:  # noqa: C901, PLR0912 - a grammar: one early answer a rule
    """The first person named in a sentence in which nobody named speaks, and those whom somebody met or interviewed."""
    if sentence.lang != "en":
        return [Mention(number, at, name, of, spoke) for at, name, of, spoke in named(sentence)]
    found: list[Mention] = _kin(number, sentence)
    kin = len(found)
    for first, last in runs(sentence, 0, len(sentence.words)):
        known = sentence.at("organisation", first) or any(s.first <= first <= s.last for s in spots)
        told_by = sentence.key(first - 1) == "by" or any(
            paper_at(sentence, i) for i in range(first, last + 1)
        )
        if told_by:
            continue
        many = sum(sentence.words[i].kind == "w" for i in range(first, last + 1))
        if 1 < many < _NAME and last - first < _NAME + 1 and not known and person(sentence, first, last):
            start, end = sentence.span(first, last)
            name = " ".join(sentence.text[start:end].split())
            keys = [sentence.key(i) for i in range(first, last + 1)]
            headed = not lexicon().heads.isdisjoint(keys)
            if not headed and not _SMALL_WORDS.isdisjoint(keys):
                continue  # HEARING OF 14 MAY
            of = frozenset(("it",)) if headed else gender(keys)
            found.append(Mention(number, start, name, of, spoke=False))
            break
    for hit in sentence.hits.get("organisation", ())[:1]:
        start, end = sentence.span(hit.first, hit.last)
        name = " ".join(sentence.text[start:end].split())
        found.append(Mention(number, start, name, frozenset(("it",)), spoke=False))
    if not found and (office := _office(number, sentence)):
        found.append(office)
    if not any("it" not in each.traits for each in found[kin:]):
        someone = (
            _subject(number, sentence) or _alone(number, sentence, spots) or _plain(number, sentence, spots)
        )
        found += [someone] if someone else []
    if not any("it" in each.traits for each in found) and (body := _body(number, sentence)):
        found.insert(0, body)
    for index, token in enumerate(() if sentence.keys.isdisjoint(_MET) else sentence.words[:-1]):
        if token.key not in _MET:
            continue
        to = sentence.key(index + 1) in ("to", "with")
        step = index + 1 + to
        if token.key in ("spoke", "talked") and not to:
            continue
        noun = subject_after(sentence, _uncounted(sentence, step))
        if noun and (token.key not in _VISITED or animate(sentence, noun)):
            keys = [sentence.key(i) for i in range(noun.first, noun.last + 1)]
            of = frozenset("p") if keys[-1].endswith("s") else gender(keys)
            found.append(Mention(number, token.start, noun.text, of, spoke=False))
            break
    return found


def _subject(number: int, sentence: Sentence) -> Mention | None:
    """A nurse at the clinic gave lower figures: somebody by office, with an article, who opens a sentence."""
    first = 0
    dash = next((i for i in range(1, min(12, len(sentence.words))) if spaced_dash(sentence, i)), None)
    first = dash + 1 if dash is not None else first
    while sentence.key(first) in _OPENERS and sentence.key(first) not in ("in", "on", "at"):
        first += 1 + (sentence.key(first + 1) == ",")
    if sentence.key(first) not in ("a", "an", "the", "another", "one"):
        first = _behind(sentence) or first
    if sentence.key(first) in _NUMBERED and sentence.cased and (coded := _coded(sentence, first)) is not None:
        start, end = sentence.span(first, coded)
        return Mention(number, start, sentence.text[start:end], frozenset(), spoke=False)
    if sentence.key(first) not in ("a", "an", "the", "another", "one"):
        return None
    noun = subject_after(sentence, first)
    if noun is None or noun.pronoun:
        return None
    agent = sentence.key(first) in ("a", "an", "another") or sentence.key(first + 1).endswith(
        ("man", "woman")
    )
    inside = range(noun.first, min(noun.last, noun.first + _OFFICE) + 1)
    head = next(
        (i for i in inside if _somebody(sentence.key(i)) or (agent and _does(sentence, i))),
        None,
    )
    if head is None or any(sentence.key(i) in _PLACED for i in range(noun.first, head)):
        return None
    after = sentence.words[head + 1] if head < noun.last else None
    longer = after is not None and (after.cap or after.key in _PERSONS or after.key in _JOINING)
    short = noun.last - noun.first <= _OFFICE
    last = noun.last if short and sentence.key(head) in _PERSONS and longer else head  # not: the nurse spoke
    start, end = sentence.span(first if sentence.key(first) != "the" else noun.first, last)
    name = " ".join(sentence.text[start:end].split())
    whose = after is not None and after.key in _JOINING  # a colonel of the regional force
    if (
        sentence.key(last + 1) in _CALLED
        and last + 2 < len(sentence.words)
        and sentence.words[last + 2].cap == 1
    ):
        called = runs(sentence, last + 2, min(len(sentence.words), last + 6))
        if called and called[0][0] == last + 2:
            named_ = noun_of(sentence, *called[0])
            return Mention(number, start, named_.text, gender([sentence.key(head)]), spoke=False)
    body = not whose and (sentence.key(last) in _MANY or sentence.key(last) in lexicon().heads - _PERSONS)
    of = frozenset(("it", "p")) if body else gender([sentence.key(head)])
    return Mention(number, start, name, of, spoke=False)


_JOINING = listed("antecedents", "joining")


def _somebody(key: str) -> bool:
    """One person by office: no body and not several."""
    if key in _PERSONS:
        return True
    lists = lexicon()
    several = (key.endswith("s") and not key.endswith("ss")) or key in _MANY or key in _BODIES
    return key in lists.roles and key not in lists.heads and not several and key not in _NO_PERSONS


def _behind(sentence: Sentence) -> int | None:
    """Item 1: a baker in Tell Harmala; next to her sat an old man: an article behind a colon or a verb of being there."""
    comma = next((i for i in range(2, min(_THERE, len(sentence.words) - 2)) if sentence.key(i) == ","), None)
    if comma and sentence.key(0) in _LOCATING and sentence.key(comma + 1) in ("a", "an", "the"):
        return comma + 1  # in Harat al-Zaytun, a baker named Yunis
    for index in range(1, min(_THERE, len(sentence.words) - 2)):
        led = sentence.key(index) == ":" or sentence.key(index) in _STANDS
        if led and sentence.key(index + 1) in ("a", "an"):
            return index + 1
    return None


def _coded(sentence: Sentence, first: int) -> int | None:
    """Interviewee 14, Witness K-58: the last token of a name that is a number or a letter."""
    at = first + 1
    if at < len(sentence.words) and (sentence.words[at].kind == "n" or sentence.words[at].cap == _CAPITALS):
        return at + 2 if sentence.key(at + 1) == "-" and sentence.key(at + 2).isalnum() else at
    return None


def _body(number: int, sentence: Sentence) -> Mention | None:
    """The general staff did not mention a convoy; the State did not contest these findings: a body that opens its sentence."""
    first = 0
    while sentence.key(first) in _OPENERS:
        first += 1 + (sentence.key(first + 1) == ",")
    at = first + 1 if sentence.key(first) == "the" else len(sentence.words)
    while at < min(first + _OFFICE, len(sentence.words)) and sentence.words[at].kind == "w":
        if sentence.key(at) in _BODIES and sentence.key(at + 1) not in _BODIES:
            if sentence.act_at(at) or sentence.at("target", at + 1):
                break
            start, end = sentence.span(first + 1, at)
            return Mention(number, start, sentence.text[start:end], frozenset(("it", "p")), spoke=False)
        if sentence.act_at(at) or sentence.key(at) in _JOINING or sentence.at("verb", at):
            break
        at += 1
    for named_, last in runs(sentence, 0, len(sentence.words)):
        inside = range(named_, last + 1)
        if last > named_ and any(sentence.key(i) in lexicon().heads for i in inside):
            start, end = sentence.span(named_, last)
            return Mention(
                number, start, " ".join(sentence.text[start:end].split()), frozenset(("it",)), spoke=False
            )
    return None


def _plain(number: int, sentence: Sentence, spots: Sequence[Spot]) -> Mention | None:
    """Ashot phoned from the front; Nyaguer does not know her age: one word in capitals before what only somebody does."""
    words = sentence.words
    if (
        len(words) < _SHORT
        or words[0].cap != 1
        or words[1].cap
        or words[1].kind != "w"
        or not given(sentence)
    ):
        return None
    does = words[1].key.endswith("ed") or words[1].key in _DOES
    placed = any(s.first == 0 for s in spots) or sentence.at("place", 0) or sentence.at("organisation", 0)
    lists = lexicon()
    known = words[0].key in lists.stop or words[0].key in lists.speaking or 0 in sentence.dated
    if not does or placed or known or sentence.at("role_word", 0) or sentence.at("verb", 0):
        return None
    if 0 in sentence.figures() or words[0].key.endswith(("ly", "ion", "ment", "ness")):
        return None
    name = sentence.text[words[0].start : words[0].end]
    return Mention(number, words[0].start, name, gender([words[0].key]), spoke=False)


def _office(number: int, sentence: Sentence) -> Mention | None:
    """Doctors of Conscience went further; the Red Cross has collected: an organisation that opens its sentence."""
    first = int(sentence.key(0) == "the")
    named = next(iter(runs(sentence, first, min(_OFFICE, len(sentence.words)))), None)
    if named is None or named[0] != first or named[1] == first:
        return None
    if not any(sentence.key(i) in lexicon().heads for i in range(first, named[1] + 1)):
        return None
    noun = noun_of(sentence, *named)
    return Mention(number, sentence.words[first].start, noun.text, frozenset(("it",)), spoke=False)


def _does(sentence: Sentence, index: int) -> bool:
    """A cleaner, a typist: what somebody does, by the ending of the word, before a verb or a clause of hers."""
    key = sentence.key(index)
    if key in _NO_DOERS or sentence.at("means", index) or sentence.at("target", index):
        return False
    return (
        key.endswith(_DOERS)
        and len(key) > _SHORT
        and not sentence.act_at(index)
        and sentence.words[index].cap == 0
    )


def _kin(number: int, sentence: Sentence) -> list[Mention]:
    """My sister came at dusk; ... my husband among them: one's own people, each with the gender that the word tells."""
    found: list[Mention] = []
    own = not sentence.keys.isdisjoint(("my", "our"))
    if (
        (sentence.key(0) in _SELVES and not (own and sentence.key(0) == "they"))
        or sentence.keys.isdisjoint(_WHOSE)
        or not sentence.keys.isdisjoint(_MARKS)
    ):
        return found
    for index, token in enumerate(sentence.words[1:], 1):
        after = sentence.words[index + 1] if index + 1 < len(sentence.words) else None
        if sentence.key(index - 1) in _WHOSE and token.key in _KIN and after is not None and after.cap == 1:
            found.append(  # your cousin Yalda
                Mention(
                    number,
                    after.start,
                    sentence.text[after.start : after.end],
                    gender([token.key]) or gender([after.key]),
                    spoke=False,
                )
            )
        elif sentence.key(index - 1) in _WHOSE and (
            token.key in _FEMALE or token.key in _MALE or token.key in _KIN
        ):
            start, end = sentence.span(index - 1, index)
            name = " ".join(sentence.text[start:end].split())
            found.append(Mention(number, start, name, gender([token.key]), spoke=False))
    return found[:1]


def _alone(number: int, sentence: Sentence, spots: Sequence[Spot]) -> Mention | None:
    """Halima, 29, is in; Karen, who had driven: a single name that its age or a clause about it shows to be a person."""
    words = sentence.words
    if words and words[0].cap and (words[0].key in _GIVEN_F or words[0].key in _GIVEN_M):
        name = sentence.text[words[0].start : words[0].end]
        return Mention(number, words[0].start, name, gender([words[0].key]), spoke=False)
    if "," not in sentence.keys:
        return None
    commas = [at for at, word in enumerate(words[: len(words) - 1]) if word.key == "," and at]
    for index in commas:
        if index >= min(len(words) - 2, 12):
            break
        office = words[index - 1].key
        told = office in _FEMALE or office in _MALE or office in _PERSONS
        if told and words[index + 1].cap == 1 and words[index + 2].key == ",":
            at = words[index + 1]  # a widow, Khawla, was asked
            of = gender([office]) or gender([at.key])
            return Mention(number, at.start, sentence.text[at.start : at.end], of, spoke=False)
    for index in [comma - 1 for comma in commas]:
        if index >= min(len(words) - 2, 24):
            break
        token, after = words[index], words[index + 2]
        shown = after.kind == "n" or after.key in ("who", "whose", "a", "an")
        if token.cap != 1 or not shown or sentence.at("organisation", index):
            continue
        placed = any(s.first <= index <= s.last for s in spots) or sentence.at("place", index) is not None
        if placed or token.key in lexicon().stop or any(d.first <= index <= d.last for d in sentence.dates):
            continue
        name = sentence.text[token.start : token.end]
        return Mention(number, token.start, name, gender([token.key]), spoke=False)
    return None


def _uncounted(sentence: Sentence, index: int) -> int:
    while index in sentence.figures():
        index += 1
    return index
