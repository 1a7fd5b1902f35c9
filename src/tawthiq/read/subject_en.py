"""Whom an English reporting verb makes speak: the noun phrase beside it, whatever its words; names before roles before the rest.

The phrase is found by what bounds it (commas, quotation marks, other verbs), not by a list of who may speak, so that a deacon
or a senator speaks as well as a doctor. Appositions count as one subject: "a shopkeeper, X, who fled, said" is X.
"""

from collections.abc import Sequence

from tawthiq.language.value import Value
from tawthiq.read.known_en import known, named_
from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun, abbreviated, noun_of, person, place_only, runs
from tawthiq.read.phrase_en import phrase
from tawthiq.read.relative_en import object_of, that_relative
from tawthiq.read.sentence import Sentence
from tawthiq.read.subject_after import nominal, subject_after
from tawthiq.read.words import listed

_PRONOUNS = listed("subject", "pronouns")
_FIRST = listed("subject", "first_person")
_SUBJECTS = (_FIRST | _PRONOUNS) - {"it"}
_SKIP = listed("subject", "skip")
_EDGES = frozenset(["|", ";", ":", '"', "“", "”", "«", "»", "!", "?", "…", "—"])
_HARD = listed("subject", "hard")
_RELATIVE = listed("subject", "relative")
_ASIDE = listed("subject", "aside")
_CLAUSES = listed("subject", "clauses")
_PLACING = listed("subject", "placing")
_MARKS = frozenset(("“", "”", '"', "‘", "’", "«", "»"))
_JOINING = listed("subject_en", "joining")
_NUMBERED = listed("subject", "numbered")
_OPENERS = listed("subject", "openers")
_ARTICLES = listed("subject_en", "articles")
_HARD_OR_JOINED = _HARD | {"and", "or"}
_DETERMINERS = listed("subject", "determiners")
_NAMING = listed("subject", "naming")
_UNSURE = listed("cues", "unsure")
_ORDINAL = frozenset(("st", "nd", "rd", "th"))
_DOORS = listed("subject_en", "doors")
_SPANS = listed("subject_en", "spans")
_LATER = listed("subject_en", "later")
_HAD = frozenset(("has", "have", "had"))
_LONGEST = 14
_PHRASE = 6
_BACK = 45
_BRACKET = 12


class Subject(Value, frozen=True):
    """`noun` None: the speaker is "I" or "we", whoever that is. `edge`: the first token of all that names the subject."""

    noun: Noun | None
    edge: int


def subject_before(sentence: Sentence, verb: int) -> Subject | None:  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    """The subject of an active verb at token `verb`."""
    stop = verb
    while stop > 0 and _skipped(sentence, stop - 1):
        stop -= 1
    if stop == 0:
        return None
    at = stop - 1
    key = sentence.key(at)
    if key in _FIRST or key == "you":
        return Subject(None, at)
    if key in ("it", "them", "her", "him") and (relative := object_of(sentence, at)) is not None:
        return subject_before(sentence, relative) if relative > 0 else None
    if key in _PRONOUNS:
        return Subject(Noun(at, at, key, pronoun=True), at)
    if key in _RELATIVE or (
        key == "that" and (at > 2 and "was" in (sentence.key(i) for i in range(max(0, at - 6), at)))
    ):
        return _antecedent(sentence, at)
    if quoted_name(sentence, at):
        mark = next(i for i in range(at - 1, max(-1, at - 6), -1) if sentence.key(i) in _MARKS)
        return Subject(noun_of(sentence, mark + 1, at - 1), mark)
    if key == ")":
        opened = next((i for i in range(at, max(-1, at - 12), -1) if sentence.key(i) == "("), None)
        if opened:
            return subject_before(sentence, opened)
    if key in ("and", "but", "then"):
        return _coordinated(sentence, at)
    return _among(sentence, _segments(sentence, stop))


def _coordinated(sentence: Sentence, joint: int) -> Subject | None:
    """The ministry raised its toll to 2,100 and said: a second verb has the subject that opens the clause."""
    begin = joint
    while begin > 0 and sentence.key(begin - 1) not in _EDGES | {"that"} and joint - begin < _BACK:
        begin -= 1
        if sentence.at("verb", begin) and not nominal(sentence, begin):
            return None
    anew = sentence.key(joint - 1) == "," or any(
        sentence.key(i) == "that" for i in range(joint + 2, joint + 5)
    )
    if sentence.key(begin - 1) == "that" and anew:
        outer = next(
            (hit for at in (begin - 1, begin - 2, begin - 3) if (hit := sentence.ending("verb", at))), None
        )
        return (
            subject_before(sentence, outer.first) if outer is not None else None
        )  # told us that ..., and denied
    opening = begin + (sentence.key(begin) in ("on", "in", "late", "early"))
    begin = next((span.last + 1 for span in sentence.dates if span.first == opening), begin)
    begin += sentence.key(begin) == ","
    if sentence.key(begin) in _SUBJECTS | {"it"}:
        pronoun = sentence.key(begin) not in _FIRST
        noun = Noun(begin, begin, sentence.key(begin), pronoun=True) if pronoun else None
        return Subject(noun, begin)
    noun = subject_after(sentence, begin)
    if noun is not None and noun.last >= joint:
        noun = phrase(sentence, begin, joint - 1)
        if noun is not None and lexicon().heads.isdisjoint(t.key for t in sentence.words[begin:joint]):
            return None
    if noun is None:  # on the 14th of the month Mrs. Luz Ipia appeared before us and declared
        named = [each for each in runs(sentence, begin, joint) if person(sentence, *each)]
        return Subject(noun_of(sentence, *named[0]), named[0][0]) if len(named) == 1 else None
    ends = (
        i
        for i in range(noun.first + 1, noun.last + 1)
        if sentence.words[i].cap == 0 and (sentence.act_at(i) or sentence.key(i).endswith("ed"))
    )
    last = next(ends, noun.last + 1) - 1
    short = noun_of(sentence, noun.first, last) if last < noun.last else noun
    return Subject(short, begin) if known(sentence, short) and last - noun.first < _PHRASE else None


def quoted_name(sentence: Sentence, closing: int) -> bool:
    """“Abdullah” said; “Abdullah”, a former detainee, said: marks around a name that is not his own."""
    if sentence.key(closing) not in _MARKS:
        return False
    for index in range(closing - 1, max(-1, closing - 4), -1):
        if sentence.key(index) in _MARKS:
            return index < closing - 1 and sentence.key(closing - 1) not in (",", ".", "!", "?")
        if sentence.words[index].cap == 0:
            return False
    return False


def _antecedent(sentence: Sentence, at: int) -> Subject | None:
    """A group, which denies it: a name right before the relative word speaks; of anything else we are not sure."""
    last = at - 1 - (sentence.key(at - 1) == ",")
    named = [each for each in runs(sentence, max(0, last - 8), last + 1) if each[1] == last]
    if named:
        return Subject(noun_of(sentence, *named[0]), named[0][0])
    be = next((i for i in range(last, max(-1, last - 7), -1) if sentence.key(i) in ("was", "is")), None)
    if be is not None and sentence.key(be - 1) == "it" and sentence.key(last + 1) != ",":
        noun = phrase(sentence, be + 1, last)  # it was a nurse who told us
        return Subject(noun, be - 1) if noun is not None else None
    who = sentence.key(last) in lexicon().roles  # spoke to 31 witnesses, who described
    if not who or sentence.key(last + 1) != ",":
        return None
    edges = _PLACING | _HARD | _EDGES | {",", "and"}
    begin = next((i for i in range(last, max(-1, last - 7), -1) if sentence.key(i) in edges), last - 1) + 1
    counted = any(sentence.words[i].kind == "n" for i in range(begin, last))
    noun = None if counted else phrase(sentence, begin, last)
    return Subject(noun or noun_of(sentence, last, last), last)


def _skipped(sentence: Sentence, index: int) -> bool:
    token = sentence.words[index]
    if token.key in _SKIP or (token.kind == "w" and token.cap == 0 and token.key.endswith("ly")):
        return True
    if any(span.first <= index <= span.last for span in sentence.dates):
        return True
    return token.key in ("on", "in") and any(span.first == index + 1 for span in sentence.dates)


def _segments(sentence: Sentence, stop: int) -> list[tuple[int, int]]:
    """Runs of tokens between commas, left of `stop`, nearest first; the nearest may be empty."""
    found: list[tuple[int, int]] = []
    last = stop - 1
    index = stop - 1
    while index >= -1:
        key = sentence.key(index) if index >= 0 else ","
        skipped = _marked_inside(sentence, index) if key in _MARKS else None
        if skipped is not None:
            index = skipped
            continue
        placed = key == ")" and sentence.key(0) == "("  # (Tarfa, 3 Feb) The office has learned
        if key == ")" and not placed:
            opened = next(
                (i for i in range(index, max(0, index - _BRACKET), -1) if sentence.key(i) == "("), None
            )
            if opened is not None:
                index = opened - 1
                continue
        placed = placed or key == "("  # (the government recognises two
        closed = index < 0 or placed or key in _EDGES or stop - index > _BACK or spaced_dash(sentence, index)
        closed = closed or (index == 1 and key in ("/", ")") and sentence.words[0].kind == "n")
        closed = closed or (index == 1 and key == "." and sentence.key(0) in ("q", "a"))
        closed = closed or (key == "." and index > 0 and not abbreviated(sentence, index - 1))
        if closed or key == ",":
            clock = index == 1 and key == ":" and sentence.words[0].kind == "n" == sentence.words[2].kind
            found.append((index + 1 + clock, last))  # 10:30 Hezbollah says
            last = index - 1
        if closed or len(found) > 5:
            break
        index -= 1
    return found


def _marked_inside(sentence: Sentence, closing: int) -> int | None:
    """The militia, which calls the place “a barracks”, denies: marks that close a clause between commas are stepped over."""
    if sentence.key(closing + 1) != "," or sentence.key(closing - 1) in (",", ".", "!", "?"):
        return None
    for index in range(closing - 1, max(0, closing - 12), -1):
        if sentence.key(index) in _MARKS:
            return index - 1 if sentence.words[index - 1].kind == "w" and index > 1 else None
    return None


def spaced_dash(sentence: Sentence, index: int) -> bool:
    """A dash with a blank before it parts; a hyphen joins."""
    if sentence.key(index) != "-":
        return False
    return index == 0 or sentence.words[index - 1].end < sentence.words[index].start


def _among(sentence: Sentence, segments: Sequence[tuple[int, int]]) -> Subject | None:  # noqa: C901, PLR0911, PLR0912, PLR0915 - a grammar: one early answer a rule
    """The name among appositions, else the first noun phrase of them."""
    first, last = segments[0]
    if sentence.key(first) == "whose" and 0 < last - first < _PHRASE:
        begin = _begin(sentence, first + 1, last)
        noun = phrase(sentence, first + 1, last) if begin == first + 1 else None
        return Subject(noun, first) if noun is not None else None  # St Luke's, whose duty doctor rang
    had = next((i for i in range(last, first, -1) if sentence.key(i) in _HAD), None)
    if had is not None and sentence.key(had + 1) in _PLACING:
        return subject_before(sentence, had)  # the prosecutor has in a letter denied
    if first <= last and (not _aside(sentence, first) or sentence.key(first) in _PLACING):
        begin = _begin(sentence, first, last)
        if begin is None:
            return None
        noun = phrase(sentence, begin, last)
        whole = begin == first
        if noun is None:
            return None
        # "the mayor, X said": the segment before may be the role of the same subject, but then the name is here anyway.
        if whole and not named_(sentence, noun) and len(segments) > 1:
            better = _names_in(sentence, segments[1:3])
            if better and better[1] <= segments[1][0] + 1 and _role_only(sentence, first, last):
                return Subject(better[0], better[1])
        if whole and len(segments) > 2 and named_(sentence, noun) and _is_phrase(sentence, *segments[1]):
            return Subject(noun, segments[1][0])
        return Subject(noun, begin)
    phrases: list[tuple[Noun, int]] = []
    ends: list[int] = []
    for first, last in segments[1:5]:
        if first > last:
            continue
        if _aside(sentence, first) or sentence.key(first) in _CLAUSES:
            continue
        begin = _begin(sentence, first, last)
        if begin is not None and begin == last and sentence.key(last) in _FIRST:
            return Subject(None, begin)  # we, the undersigned residents, declare
        noun = phrase(sentence, begin, last) if begin is not None else None
        if noun is None or begin is None:
            break
        phrases.append((noun, begin))
        ends.append(last)
        if begin != first:
            break
        if len(phrases) == 2:
            break
    if not phrases:
        return None
    if len(phrases) == 2 and not _is_phrase(sentence, phrases[1][1], ends[1]):
        phrases.pop()
    marked = phrases[-1][1] - 2
    if sentence.key(marked + 1) == "," and marked > 0 and quoted_name(sentence, marked):
        opened = next(i for i in range(marked - 1, max(-1, marked - 6), -1) if sentence.key(i) in _MARKS)
        phrases.append((noun_of(sentence, opened + 1, marked - 1), opened))
    names = [each for each in phrases if named_(sentence, each[0])]
    if len(names) > 1:  # the Border Collective, an NGO, says
        names = [each for each in names if sentence.key(each[1]) not in ("a", "an")] or names
    elif names and sentence.key(names[0][1]) in ("a", "an"):
        names = [each for each in phrases if _called(sentence, each[0])][:1] or names
    vague = len(phrases) > 1 and phrases[-1][0].first == phrases[-1][0].last
    vague = vague and sentence.key(phrases[-1][0].first) in _UNSURE  # one, a fisherman, counted
    if not names and (told := _named_aside(sentence, segments[1:3])):
        return Subject(told, phrases[-1][1])
    if not names:  # the group that holds the town, the Northern Front, put: its name, not what it is
        names = [each for each in phrases if _called(sentence, each[0])][:1]
    chosen = names[0] if names else phrases[0] if vague else phrases[-1]
    return Subject(chosen[0], phrases[-1][1])


def _called(sentence: Sentence, noun: Noun) -> bool:
    """Two words or more in capitals, which are no place alone."""
    whole = (noun.first, noun.last) in runs(sentence, noun.first, noun.last + 1)
    return whole and noun.last > noun.first and not place_only(sentence, noun.first, noun.last)


def _named_aside(sentence: Sentence, segments: Sequence[tuple[int, int]]) -> Noun | None:
    """One, who gave his name only as Yusuf, said; a man who asked to be called Abel: the name that closes the clause."""
    for first, last in segments:
        found = runs(sentence, first, last + 1)
        among = sentence.key(first) in ("among", "including", "one")
        if (
            found
            and found[-1][1] == last
            and sentence.key(found[-1][0] - 1) in ("named", "called")
            and not among
        ):
            return noun_of(sentence, *found[-1])  # the eldest, a man named Okello
        if sentence.key(first) not in ("who", "identified", "named", "giving", "identifying", "calling"):
            continue
        clause = range(first, last + 1)
        if found and found[-1][1] == last and any(sentence.key(i) in _NAMING for i in clause):
            near = sentence.key(found[-1][0] - 1)
            if near in _NAMING | {"as", "by", "was", "is", "only"}:
                return noun_of(sentence, *found[-1])
    return None


def _names_in(sentence: Sentence, segments: Sequence[tuple[int, int]]) -> tuple[Noun, int] | None:
    for first, last in segments:
        if first <= last and not _aside(sentence, first):
            if _begin(sentence, first, last) != first:
                return None
            noun = phrase(sentence, first, last)
            if noun and named_(sentence, noun) and noun.first <= first + 1:
                return noun, first
            return None
    return None


def _role_only(sentence: Sentence, first: int, last: int) -> bool:
    return last - first < 2 and sentence.key(first) not in _DETERMINERS


def _aside(sentence: Sentence, first: int) -> bool:
    """A relative clause, a participle, an age or a place between commas: it names nobody."""
    token = sentence.words[first]
    return token.key in _ASIDE or token.kind == "n"


def _is_phrase(sentence: Sentence, first: int, last: int) -> bool:
    """Short, opened as a noun phrase is, without a verb."""
    if not first <= last or last - first > 8:
        return False
    opened = sentence.key(first) in _DETERMINERS or sentence.words[first].key in lexicon().roles
    opened = opened or (sentence.words[first].cap > 0 and (first > 0 or last > first))
    opened = opened or (first == last == 0 and sentence.words[0].cap > 0 and sentence.key(0) not in _OPENERS)
    return opened and _begin(sentence, first, last) == first and sentence.key(first) not in _PLACING


def _begin(sentence: Sentence, first: int, last: int) -> int | None:  # noqa: C901 - a grammar: one early answer a rule
    """Where the noun phrase that ends at `last` begins: behind the last verb or conjunction, if there is one."""
    start, joint = first, None
    for index in range(first + 1, last + 1):
        if (
            sentence.key(index) in _RELATIVE
            or that_relative(sentence, index)
            or (
                sentence.key(index) in _SUBJECTS
                and sentence.words[index - 1].kind == "w"
                and not sentence.at("verb", index - 1)
                and sentence.key(index - 1) not in _HARD_OR_JOINED
            )
        ):  # residents who; residents I spoke to
            return _begin(sentence, first, index - 1)
    for index in range(last, first - 1, -1):
        key = sentence.key(index)
        verbal = key in _HARD or (
            index < last and sentence.at("verb", index) is not None and not nominal(sentence, index)
        )
        if key in _JOINING and not sentence.at("verb", index):
            start = index + 1
            break
        if verbal or (
            sentence.words[index].kind == "n"
            and sentence.key(index + 1) not in _ORDINAL
            and index > first
            and sentence.key(index + 1) != "-"
            and not _numbered(sentence, index)
        ):
            start = (joint + 1) if joint is not None else index + 1
            break
        if key == "and":
            joint = index
    if start > last:
        return None
    if sentence.key(start) in ("and", "but", "or", "what"):
        start += 1  # what residents described as
    opening = start + (sentence.key(start) in ("on", "in", "by", "late", "early"))
    start = next((span.last + 1 for span in sentence.dates if span.first <= opening <= span.last), start)
    if start + 1 < last and sentence.key(start) in _SPANS and sentence.key(start + 1) in _LATER:
        start += 2 + (sentence.key(start + 2) == ",")  # hours later his own deputy
    if start <= last and sentence.key(start) in _PLACING:
        start = _behind_place(sentence, start, last)
    return start if start <= last and last - start < _LONGEST else None


def _numbered(sentence: Sentence, index: int) -> bool:
    """Witness 14, Witness B-117: a number that is a name."""
    before = index - 1
    if sentence.key(before) == "-":
        before -= 2
    year = len(sentence.key(index)) == 4 and sentence.key(index)[:2] in (
        "19",
        "20",
    )  # the Commission's 2019 report
    return sentence.key(before) in _NUMBERED | _DOORS or (
        year and sentence.key(index - 1).endswith(("'s", "the", "a"))
    )


def _behind_place(sentence: Sentence, start: int, last: int) -> int:
    """In Homs activists said: the phrase behind the place."""
    roles = lexicon().roles
    for index in range(start + 2, last + 1):
        if sentence.key(index) in _ARTICLES and sentence.key(index - 1) not in _PLACING | {"and", "or"}:
            return index  # at the district hospital an ophthalmologist counted
    for index in range(start + 1, last + 1):
        if sentence.key(index) in roles or (sentence.key(index) in _DETERMINERS and index > start + 1):
            return index
    return last + 1
