"""Whom a pronoun means: the last who spoke or was named and who agrees with it, else the last of all, within a few sentences.

"He" and "she" are persons, "it" an organisation, "they" several or an office; an Arabic verb that carries its subject agrees in
gender and number, so that وأضافت passes over the colonel who spoke in between. What tells a gender: the verb that the speaker
was named with, titles, kin, the form of the word, and common first names; most names tell nothing and agree with all.
"""

from collections.abc import Callable, Sequence

from tawthiq.language.fold import fold
from tawthiq.language.value import Value
from tawthiq.read.cue import Cue
from tawthiq.read.lexicon import lexicon
from tawthiq.read.named_ar import named
from tawthiq.read.names import noun_of, person, runs
from tawthiq.read.papers import paper_at
from tawthiq.read.sentence import Sentence
from tawthiq.read.spot import Spot
from tawthiq.read.subject_en import spaced_dash, subject_after
from tawthiq.read.words import listed

_BACK = 4
_CAPITALS = 2
_THESE = frozenset(("هؤلاء", "هاولاء", "هولاء", "الاخير", "الاخيره", "الاخيران", "same"))
_FEMALE = listed("antecedents", "female")
_MALE = listed("antecedents", "male")
_GIVEN_F = listed("antecedents", "names_f")
_GIVEN_M = listed("antecedents", "names_m")
_MANY = listed("antecedents", "many")
_MET = listed("antecedents", "met")
_PERSONS = listed("antecedents", "persons")
_TITLED = 4
_TITLES = listed("names", "titles")
_PLACED = listed("antecedents", "placed")
_MARKS = frozenset(("“", "”", '"', "«", "»"))
_WHOSE = listed("antecedents", "whose")


_PAPER = 3
_OFFICE = 8
_SHORT = 4
_DOERS = ("er", "or", "ist", "ian", "man", "woman", "monk")
_NO_DOERS = listed("antecedents", "no_doers")
_GOING = listed("antecedents", "going_ar")
_SELVES = frozenset(("she", "he", "they"))
_KIN = listed("antecedents", "kin")
_OPENERS = listed("subject", "openers")
_A = frozenset(("a", "an"))
_SAME = listed("antecedents", "same")


class Mention(Value, frozen=True):
    """Somebody who spoke or was named. `traits`: m, f, p, it; none where nothing tells."""

    number: int
    at: int
    name: str
    traits: frozenset[str]
    spoke: bool


def resolved(
    sentences: Sequence[Sentence], cues: Sequence[Sequence[Cue]], spots: Sequence[Sequence[Spot]]
) -> list[list[Cue]]:
    """The cues with every pronoun named that has somebody to mean; a pronoun that has nobody stays as it is written."""
    waiting = any(
        cue.pronoun or _these(sentences[number], cue) or paper(sentences[number], cue)
        for number, listed_ in enumerate(cues)
        for cue in listed_
    )
    if not waiting:
        return [list(listed_) for listed_ in cues]
    found: list[list[Cue]] = []
    seen: list[list[Mention] | None] = []
    """By sentence; None where nobody named speaks, until somebody asks who is named there."""

    def mentions(number: int) -> list[Mention]:
        known = seen[number]
        if known is None:
            known = seen[number] = _named(number, sentences[number], spots[number])
        return known

    surnames = _Surnames()

    def near(number: int, back: int) -> list[Mention]:
        return [each for at in range(max(0, number - back), number + 1) for each in mentions(at)]

    for number, listed_ in enumerate(cues):
        sentence = sentences[number]
        spoke = any(cue.speaker and not cue.pronoun for cue in listed_)
        seen.append([] if spoke else None)
        here: list[Cue] = []
        for cue in listed_:
            if not cue.pronoun and paper(sentence, cue):
                issued = next(
                    (
                        e
                        for e in reversed(near(number, _BACK + 1))
                        if e.spoke and e.number < number and _papers(sentences[e.number], sentence, cue)
                    ),
                    None,
                )
                here.append(cue._replace(speaker=issued.name) if issued is not None else cue)
                continue
            if not cue.pronoun and not _these(sentence, cue):
                if cue.speaker:
                    called = surnames.without_title(cue.speaker, number, mentions)
                    mentions(number).append(
                        Mention(number, cue.at, called, traits(sentence, cue), spoke=True)
                    )
                    here.append(cue._replace(speaker=called))
                else:
                    here.append(cue)
                continue
            mention = _meant(
                near(number, _BACK),
                number,
                cue,
                arabic=sentence.lang == "ar",
                going=_going(sentence, cue),
            )
            alone = None if cue.agrees == "p" else cue.speaker or None  # they say: nobody is named
            here.append(cue._replace(speaker=mention.name if mention else alone))
        found.append(here)
    return found


def _going(sentence: Sentence, cue: Cue) -> bool:
    """وأضاف: a verb that goes on with what somebody said."""
    if sentence.lang != "ar" or sentence.keys.isdisjoint(_GOING):
        return False
    return any(t.start == cue.at and t.key in _GOING for t in sentence.words)


class _Surnames:
    """Of all who spoke, sentence by sentence: each is gone through once, so that the work stays linear."""

    def __init__(self) -> None:
        self._before: set[str] = set()
        self._gone = 0

    def without_title(self, name: str, number: int, mentions: Callable[[int], list[Mention]]) -> str:
        """Ms Barreto is Barreto where Ines Barreto spoke before, or in this sentence."""
        title, _, rest = name.partition(" ")
        if not rest or " " in rest or fold(title).rstrip(".") not in _TITLES:
            return name
        while self._gone < number:
            self._before |= _surnames(mentions(self._gone))
            self._gone += 1
        return rest if rest in self._before or rest in _surnames(mentions(number)) else name


def _surnames(mentions: Sequence[Mention]) -> set[str]:
    return {each.name.rpartition(" ")[2] for each in mentions if each.spoke and " " in each.name}


def _these(sentence: Sentence, cue: Cue) -> bool:
    """وقال هؤلاء, according to the same source: a demonstrative is a pronoun."""
    if cue.span is None or sentence.keys.isdisjoint(_THESE):
        return False
    if sentence.lang != "ar":
        inside = sentence.within(cue.span)
        return sentence.key(inside[0]) == "same" and len(inside) == _CAPITALS
    return any(t.start == cue.span[0] and t.key in _THESE for t in sentence.words)


def paper(sentence: Sentence, cue: Cue) -> bool:
    """The statement added, a second notice denied, وتابع البيان: a paper whose issuer was named before."""
    if cue.span is None or not cue.speaker or cue.verb == "source":
        return False
    inside = sentence.within(cue.span)
    if not inside or len(inside) > _PAPER or not any(paper_at(sentence, i) for i in inside):
        return False
    first = sentence.words[inside[0]]
    if first.arabic:
        return first.key.removeprefix("و").startswith("ال") and (
            len(inside) == 1 or sentence.key(inside[1]) in _SAME
        )
    lead = sentence.key(inside[0] - 1) if sentence.key(inside[0]) not in _A else sentence.key(inside[0])
    plain = all(paper_at(sentence, i) or sentence.key(i) in _SAME | _A for i in inside)
    single = not sentence.key(inside[-1]).endswith("s")
    return plain and single and (lead in ("the", "this", "its", "that") or len(inside) > 1)


def _papers(before: Sentence, sentence: Sentence, cue: Cue) -> bool:
    """The sentence before holds the same paper: in a statement, the statement."""
    span = cue.span or (0, 0)
    named = {
        form
        for i, t in enumerate(sentence.words)
        if span[0] <= t.start < span[1] and paper_at(sentence, i)
        for form in (t.key, *t.forms)
    }
    return any(
        paper_at(before, i) and not named.isdisjoint((t.key, *t.forms)) for i, t in enumerate(before.words)
    )


def _meant(
    seen: Sequence[Mention], number: int, cue: Cue, *, arabic: bool, going: bool = False
) -> Mention | None:
    """`going`: the verb goes on with what was said, so that its speaker has spoken."""
    begins = cue.span[0] if cue.span is not None else cue.at
    near = [
        each
        for each in seen
        if not (going and not each.spoke)
        and not (each.number == number and not each.spoke and each.at > begins)  # he said that Omar: not Omar
    ]
    for each in reversed(near):
        if cue.agrees == "p" and not each.spoke and not each.traits:
            continue  # they say: a name that nobody spoke by is not several
        if agrees(cue.agrees, each.traits, arabic=arabic):
            return each
    if cue.agrees == "p" or arabic:
        near = [each for each in near if each.spoke]
    if cue.agrees == "p" and arabic and near and near[-1].traits:
        return None  # قالولي, behind one man who spoke: nobody is named
    return near[-1] if near and (arabic or cue.agrees in ("", "p", "it")) else None


def agrees(form: str, of: frozenset[str], *, arabic: bool) -> bool:
    """A pronoun's or verb's form agrees with what is known of somebody."""
    if not form or not of:
        return form != "it" or arabic
    if form == "p":
        return "p" in of or (not arabic and "it" in of)
    if form in of:
        return True
    return not of & {"m", "f", "p", "it"}


def traits(sentence: Sentence, cue: Cue) -> frozenset[str]:
    """What is known of a named speaker's gender and number."""
    inside = [sentence.words[i] for i in sentence.within(cue.span)] if cue.span else []
    if not inside:
        return frozenset()
    if inside[0].arabic:
        return _arabic(sentence, cue)
    keys = [token.key for token in inside]
    organisation = _organisation(sentence, cue)
    many = inside[-1].cap == 0 and keys[-1].endswith("s") and not keys[-1].endswith(("'s", "ss"))
    if many or ("and" in keys and not organisation):
        return frozenset(("p",))
    if keys[-1] in _MANY:
        return frozenset(("p", "it"))
    if organisation:
        return frozenset(("it",))
    return _gender(keys)


def _gender(keys: Sequence[str]) -> frozenset[str]:
    if any(key in _FEMALE for key in keys):
        return frozenset("f")
    if any(key in _MALE for key in keys):
        return frozenset("m")
    given = next((key for key in keys if len(key) > 2 and key not in ("the", "dr", "prof")), "")
    if given in _GIVEN_F:
        return frozenset("f")
    return frozenset("m") if given in _GIVEN_M else frozenset()


def _arabic(sentence: Sentence, cue: Cue) -> frozenset[str]:
    lists = lexicon()
    found = set(cue.agrees)
    first = next((t for t in sentence.words if cue.span and t.start >= cue.span[0]), None)
    if first is None:
        return frozenset(found)
    head = first.forms[-1] if first.forms else first.key
    if head in _MANY or (head.endswith(("ون", "ين")) and any(f in lists.roles for f in first.forms)):
        found |= {"p"}
    if not found:
        if head.endswith("ه"):
            found = {"f"}
        elif any(form in lists.roles or form in lists.heads for form in first.forms):
            found = {"m"}
    return frozenset(found)


def _organisation(sentence: Sentence, cue: Cue) -> bool:
    lists = lexicon()
    span = cue.span or (0, 0)
    inside = sentence.within(span)
    placed = next((i for i in inside[1:] if sentence.key(i) in _PLACED), inside[-1] + 1 if inside else 0)
    if inside and sentence.key(placed - 1) in _PERSONS:
        return False  # a priest at the mission, an army spokesman
    known = any(sentence.at("organisation", i) for i in inside)
    place = any(
        hit.value.kind in ("country", "city")
        for hit in sentence.hits.get("place", ())
        if span[0] <= sentence.words[hit.first].start < span[1]
    )
    return known or place or any(sentence.key(i) in lists.heads for i in inside)


def _named(number: int, sentence: Sentence, spots: Sequence[Spot]) -> list[Mention]:  # noqa: C901 - a grammar: one early answer a rule
    """The first person named in a sentence in which nobody named speaks, and those whom somebody met or interviewed."""
    if sentence.lang != "en":
        return [Mention(number, at, name, of, spoke) for at, name, of, spoke in named(sentence)]
    found: list[Mention] = _kin(number, sentence)
    for first, last in runs(sentence, 0, len(sentence.words)):
        known = sentence.at("organisation", first) or any(s.first <= first <= s.last for s in spots)
        told_by = sentence.key(first - 1) == "by" or any(
            paper_at(sentence, i) for i in range(first, last + 1)
        )
        if told_by:
            continue
        if last - first in (1, 2) and not known and person(sentence, first, last):
            start, end = sentence.span(first, last)
            name = " ".join(sentence.text[start:end].split())
            keys = [sentence.key(i) for i in range(first, last + 1)]
            of = frozenset(("it",)) if not lexicon().heads.isdisjoint(keys) else _gender(keys)
            found.append(Mention(number, start, name, of, spoke=False))
            break
    for hit in sentence.hits.get("organisation", ())[:1]:
        start, end = sentence.span(hit.first, hit.last)
        name = " ".join(sentence.text[start:end].split())
        found.append(Mention(number, start, name, frozenset(("it",)), spoke=False))
    if not found and (office := _office(number, sentence)):
        found.append(office)
    if not any("it" not in each.traits for each in found) and (opening := _subject(number, sentence)):
        found.append(opening)
    if not any("it" not in each.traits for each in found) and (alone := _alone(number, sentence, spots)):
        found.append(alone)
    for index, token in enumerate(() if sentence.keys.isdisjoint(_MET) else sentence.words[:-1]):
        if token.key not in _MET:
            continue
        to = sentence.key(index + 1) in ("to", "with")
        step = index + 1 + to
        if token.key in ("spoke", "talked") and not to:
            continue
        if noun := subject_after(sentence, _uncounted(sentence, step)):
            keys = [sentence.key(i) for i in range(noun.first, noun.last + 1)]
            of = frozenset("p") if keys[-1].endswith("s") else _gender(keys)
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
        return None
    noun = subject_after(sentence, first)
    if noun is None or noun.pronoun or noun.last - noun.first > _OFFICE:
        return None
    agent = sentence.key(first) in ("a", "an", "another") or sentence.key(first + 1).endswith(
        ("man", "woman")
    )
    inside = range(noun.first, noun.last + 1)
    head = next((i for i in inside if sentence.key(i) in _PERSONS or (agent and _does(sentence, i))), None)
    if head is None or any(sentence.key(i) in _PLACED for i in range(noun.first, head)):
        return None
    after = sentence.words[head + 1] if head < noun.last else None
    longer = after is not None and (after.cap or after.key in _PERSONS or after.key in _JOINING)
    last = noun.last if sentence.key(head) in _PERSONS and longer else head  # not: the nurse spoke
    start, end = sentence.span(first if sentence.key(first) != "the" else noun.first, last)
    name = " ".join(sentence.text[start:end].split())
    return Mention(number, start, name, _gender([sentence.key(head)]), spoke=False)


_JOINING = listed("antecedents", "joining")


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
    if sentence.key(0) in _SELVES or sentence.keys.isdisjoint(_WHOSE) or not sentence.keys.isdisjoint(_MARKS):
        return found
    for index, token in enumerate(sentence.words[1:], 1):
        after = sentence.words[index + 1] if index + 1 < len(sentence.words) else None
        if sentence.key(index - 1) in _WHOSE and token.key in _KIN and after is not None and after.cap == 1:
            found.append(  # your cousin Yalda
                Mention(
                    number,
                    after.start,
                    sentence.text[after.start : after.end],
                    _gender([token.key]) or _gender([after.key]),
                    spoke=False,
                )
            )
        elif sentence.key(index - 1) in _WHOSE and (token.key in _FEMALE or token.key in _MALE):
            start, end = sentence.span(index - 1, index)
            name = " ".join(sentence.text[start:end].split())
            found.append(Mention(number, start, name, _gender([token.key]), spoke=False))
    return found[:1]


def _alone(number: int, sentence: Sentence, spots: Sequence[Spot]) -> Mention | None:
    """Halima, 29, is in; Karen, who had driven: a single name that its age or a clause about it shows to be a person."""
    words = sentence.words
    if words and words[0].cap and (words[0].key in _GIVEN_F or words[0].key in _GIVEN_M):
        name = sentence.text[words[0].start : words[0].end]
        return Mention(number, words[0].start, name, _gender([words[0].key]), spoke=False)
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
            of = _gender([office]) or _gender([at.key])
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
        return Mention(number, token.start, name, _gender([token.key]), spoke=False)
    return None


def aliases(sentences: Sequence[Sentence]) -> dict[str, str]:
    """The Yemeni Observatory for Victims (YOV): the short form that a text gives a name, and the name."""
    found: dict[str, str] = {}
    for sentence in sentences:
        if "(" not in sentence.keys:
            continue
        words = sentence.words
        for index in range(2, len(words) - 1):
            short = words[index]
            if short.cap != _CAPITALS or sentence.key(index - 1) != "(" or sentence.key(index + 1) != ")":
                continue
            named = [each for each in runs(sentence, max(0, index - 10), index - 1) if each[1] == index - 2]
            if named:
                start, end = sentence.span(*named[0])
                name = " ".join(sentence.text[start:end].split())
                found.setdefault(sentence.text[short.start : short.end], name)
    return found


def _uncounted(sentence: Sentence, index: int) -> int:
    while index in sentence.figures():
        index += 1
    return index
