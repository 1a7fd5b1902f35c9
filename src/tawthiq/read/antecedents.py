"""Whom a pronoun means: the last who spoke or was named and who agrees with it, else the last of all, within a few sentences.

"He" and "she" are persons, "it" an organisation, "they" several or an office; an Arabic verb that carries its subject agrees in
gender and number, so that وأضافت passes over the colonel who spoke in between. What tells a gender: the verb that the speaker
was named with, titles, kin, the form of the word, and common first names; most names tell nothing and agree with all.
"""

from collections.abc import Callable, Sequence

from tawthiq.language.fold import fold
from tawthiq.read.cue import Cue
from tawthiq.read.lexicon import lexicon
from tawthiq.read.mentions import Mention, gender, named_in
from tawthiq.read.names import runs
from tawthiq.read.papers import paper_at
from tawthiq.read.sentence import Sentence
from tawthiq.read.spot import Spot
from tawthiq.read.words import listed

_BACK = 4
_CAPITALS = 2
_SEXES = frozenset("mf")
_THESE = frozenset(("هؤلاء", "هاولاء", "هولاء", "الاخير", "الاخيره", "الاخيران", "same"))
_PAPERS_PRINTED = listed("antecedents", "printed")
_THESE_OR_PAPERS = _THESE | _PAPERS_PRINTED
_MEDIA = listed("masthead", "media")
_MANY = listed("antecedents", "many")
_PERSONS = listed("antecedents", "persons")
_TITLES = listed("names", "titles")
_PLACED = listed("antecedents", "placed")


_ARTICLES = listed("subject_en", "articles")
_APPOSED = 9
_PAPER = 3
_GOING = listed("antecedents", "going_ar")
_A = frozenset(("a", "an"))
_SAME = listed("antecedents", "same")


def resolved(  # noqa: C901 - a grammar: one early answer a rule
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
            known = seen[number] = named_in(number, sentences[number], spots[number])
        return known

    surnames = _Surnames()

    def near(number: int, back: int) -> list[Mention]:
        return [each for at in range(max(0, number - back), number + 1) for each in mentions(at)]

    for number, listed_ in enumerate(cues):
        sentence = sentences[number]
        spoke = any(
            cue.speaker and not cue.pronoun and not (cue.label and sentence.lang == "en") for cue in listed_
        )
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
                    told = Mention(number, cue.at, called, traits(sentence, cue), spoke=True)
                    if cue.label and sentence.lang == "en":  # BRIGADIER: Sister Anne-Rose, yes.
                        mentions(number).insert(0, told)
                    else:
                        mentions(number).append(told)
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
    if cue.span is None or sentence.keys.isdisjoint(_THESE_OR_PAPERS):
        return False
    if sentence.lang != "ar":
        inside = sentence.within(cue.span)
        if len(inside) == 1 and sentence.key(inside[0]) in _PAPERS_PRINTED:
            return sentence.key(inside[0] - 1) == "the"
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
    if any(sentence.words[i].cap for i in inside[1:]):
        return False  # the Observatory for Documentation
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
    if cue.speaker and cue.speaker.casefold() in _PAPERS_PRINTED:  # the paper wrote
        return next((each for each in reversed(seen) if "media" in each.traits), None)
    near = [
        each
        for each in seen
        if not (going and not each.spoke)
        and not (
            each.number == number and not each.spoke and cue.agrees in ("m", "f") and _told_of(cue, each.at)
        )
        and not (each.number == number and not each.spoke and each.at > begins)  # he said that Omar: not Omar
    ]
    for each in reversed(near):
        if cue.agrees == "p" and not each.spoke and not each.traits:
            continue  # they say: a name that nobody spoke by is not several
        if agrees(cue.agrees, each.traits, arabic=arabic):
            return each
    if cue.agrees == "p" or arabic:
        near = [each for each in near if each.spoke]
    if cue.agrees == "it" and not arabic:
        near = [each for each in near if each.traits.isdisjoint(_SEXES)]
    if cue.agrees == "p" and arabic and near and near[-1].traits:
        return None  # قالولي, behind one man who spoke: nobody is named
    return near[-1] if near and (arabic or cue.agrees in ("", "p", "it")) else None


def _told_of(cue: Cue, at: int) -> bool:
    """A helper, Jacinta, bled to death, he said: who is told of is not the teller."""
    return any(a <= at < b for a, b in cue.scope)


def agrees(form: str, of: frozenset[str], *, arabic: bool) -> bool:
    """A pronoun's or verb's form agrees with what is known of somebody."""
    if not form or not of:
        return form != "it" or arabic
    if form == "p":
        return "p" in of or (not arabic and "it" in of)
    if form in of:
        return True
    return not of & {"m", "f", "p", "it"}


def traits(sentence: Sentence, cue: Cue) -> frozenset[str]:  # noqa: PLR0911 - a grammar: one early answer a rule
    """What is known of a named speaker's gender and number."""
    inside = [sentence.words[i] for i in sentence.within(cue.span)] if cue.span else []
    if not inside:
        return frozenset()
    if inside[0].arabic:
        return _arabic(sentence, cue)
    keys = [token.key for token in inside]
    if keys[0] == "one":
        return frozenset()  # one of the two lawyers
    organisation = _organisation(sentence, cue)
    many = inside[-1].cap == 0 and keys[-1].endswith("s") and not keys[-1].endswith(("'s", "ss"))
    if many or ("and" in keys and not organisation):
        return frozenset(("p",))
    if keys[-1] in _MANY:
        return frozenset(("p", "it"))
    if sentence.key(sentence.within(cue.span or (0, 0))[0] - 1) in _PAPERS_PRINTED or not _MEDIA.isdisjoint(
        keys
    ):
        return frozenset(("it", "media"))
    if organisation:
        return frozenset(("it",))
    return gender(keys) or _apposed(sentence, cue)


def _apposed(sentence: Sentence, cue: Cue) -> frozenset[str]:
    """Tabital, a herders' association: what a name is told to be behind it."""
    at = next((i for i, t in enumerate(sentence.words) if cue.span and t.start >= cue.span[1]), None)
    if at is None or sentence.key(at) != "," or sentence.key(at + 1) not in _ARTICLES:
        return frozenset()
    stop = next(
        (i for i in range(at + 2, at + _APPOSED) if sentence.key(i) in (",", "of", "at", "in", "who")), at + 3
    )
    keys = [sentence.key(i) for i in range(at + 2, stop)]
    if keys and keys[-1] in lexicon().heads and keys[-1] not in _PERSONS:
        return frozenset(("it",))
    return gender(keys[-1:])


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
