"""Who is meant by a noun beside a reporting verb: a name, an organisation, or a role without a name; never a bare place.

Anonymous speakers keep their words ("one nurse") and so stay distinct. An organisation's name goes on over "of",
"for" and "and" only where its head word says that it is one.
"""

from typing import NamedTuple

from tawthiq.read.lexicon import lexicon
from tawthiq.read.sentence import Sentence
from tawthiq.read.words import listed

_JOINTS = listed("names", "joints")
_TITLES = listed("names", "titles")
_SOFT = listed("names", "soft")
_PLACING = listed("names", "placing")
_PRONOUNS = listed("names", "pronouns")
_BREAKS = frozenset(
    [
        ",",
        ";",
        ":",
        ".",
        "(",
        ")",
        '"',
        "“",
        "”",
        "«",
        "»",
        "!",
        "?",
        "and",
        "but",
        "that",
        "as",
        "while",
        "because",
        "after",
        "when",
        "if",
        "who",
        "which",
        "whose",
        "where",
    ]
)
_DETERMINERS = listed("names", "determiners")
_VERBAL = listed("names", "verbal")
_MANY = listed("names", "many")
_REACH = 16


class Noun(NamedTuple):
    """Tokens `[first, last]` name a speaker, `text` is how."""

    first: int
    last: int
    text: str
    pronoun: bool = False


def _noun(sentence: Sentence, first: int, last: int) -> Noun:
    start, end = sentence.span(first, last)
    return Noun(first, last, " ".join(sentence.text[start:end].split()))


def runs(sentence: Sentence, start: int, stop: int) -> list[tuple[int, int]]:
    """Capitalised runs in tokens `[start, stop)`: names as they are written, without a leading article."""
    words = sentence.words
    lists = lexicon()
    dated = {index for span in sentence.dates for index in range(span.first, span.last + 1)}
    found: list[tuple[int, int]] = []
    index = start
    while index < stop:
        token = words[index]
        hit = sentence.at("organisation", index)
        if hit and hit.last < stop:
            last = hit.last
        elif token.cap == 0 or token.kind != "w" or index in dated or token.key in lists.stop:
            if token.kind == "h":
                found.append((index, index))
            index += 1
            continue
        else:
            last = index
        headed = hit is not None or token.key in lists.heads
        while last + 1 < stop:
            step = last + 1
            if words[last].key in _TITLES and words[step].key == ".":
                step += 1
            while (
                step < stop
                and words[step].key in _JOINTS
                and step - last <= 2
                and (words[step].key not in _SOFT or headed)
            ):
                step += 1
            if step >= stop or words[step].cap == 0 or words[step].kind != "w" or step in dated:
                break
            headed = headed or words[step].key in lists.heads
            last = step
        found.append((index, last))
        index = last + 1
    return found


def _is_place(sentence: Sentence, first: int, last: int) -> bool:
    hit = sentence.at("place", first)
    return hit is not None and hit.last >= last


def _person(sentence: Sentence, first: int, last: int) -> bool:
    lists = lexicon()
    inner = [sentence.words[index].key for index in range(first, last + 1)]
    known = sentence.at("organisation", first) or set(inner) & (lists.heads | lists.demonyms)
    return last > first and not known and not _is_place(sentence, first, last)


def before(sentence: Sentence, stop: int) -> Noun | None:
    """The subject that ends right before token `stop`."""
    words = sentence.words
    if stop <= 0:
        return None
    last = stop - 1
    if words[last].key in _PRONOUNS:
        return Noun(last, last, words[last].key, pronoun=True)
    if words[last].key == ")":
        opened = next((i for i in range(last - 1, max(-1, last - 8), -1) if words[i].key == "("), None)
        if opened:
            return before(sentence, opened)
    if words[last].key == "," and last:
        return _apposition(sentence, last)
    begin = last
    while begin > 0 and last - begin < _REACH and words[begin - 1].key not in _BREAKS:
        begin -= 1
    chosen = _choose(sentence, begin, last)
    if chosen is None and begin > 1 and words[begin - 1].key in ("who", "which"):
        return before(sentence, begin - 1)  # a medic who asked not to be named said
    return chosen


def _somebody(sentence: Sentence, index: int) -> bool:
    """A noun for one person: guard, mother, fisherman."""
    hit = sentence.ending("unit", index)
    return hit is not None and hit.value.of == "person" and hit.value.number == "one"


def _apposition(sentence: Sentence, comma: int) -> Noun | None:
    """X, a doctor in Y, said; a doctor, X, said: the part that is a name, else the first."""
    words = sentence.words
    cut = comma
    parts: list[tuple[int, int]] = []
    begin = comma - 1
    while begin >= 0 and comma - begin < 40 and len(parts) < 3:
        if words[begin].key in (",", ";", ":", ".") or begin == 0:
            first = begin + 1 if words[begin].kind == "p" else begin
            if first < cut:
                parts.append((first, cut - 1))
            cut = begin
            if words[begin].key in (";", ":", "."):
                break
        begin -= 1
    for first, last in parts:
        named = runs(sentence, first, last + 1)
        if named and named[0][0] <= first + 1 and _person(sentence, *named[0]) and named[0][1] >= last - 8:
            return _noun(sentence, *named[0])
    for first, last in reversed(parts[:2]):
        chosen = _choose(sentence, first, last)
        if chosen and words[first].key not in _PLACING and words[first].key not in ("on", "who", "which"):
            return chosen
    return None


def _choose(sentence: Sentence, begin: int, last: int) -> Noun | None:  # noqa: C901, PLR0912 - a grammar: one early answer a rule
    words = sentence.words
    lists = lexicon()
    named = runs(sentence, begin, last + 1)
    for first, end in reversed(named):
        if end == last and not (_is_place(sentence, first, end) and end - first < 3):
            if sentence.key(first - 1) in ("of", "in", "at", "for") and len(named) > 1:
                break
            if first == end and words[first].key in lists.demonyms:
                break
            return _noun(sentence, first, end)
    for first, end in named:
        if _person(sentence, first, end):
            return _noun(sentence, first, end)
    for first, end in named:
        known = sentence.at("organisation", first) or any(
            words[i].key in lists.heads for i in range(first, end + 1)
        )
        if known and sentence.key(first - 1) not in ("of", "in", "at"):
            return _noun(sentence, first, end)
    role = next(
        (i for i in range(last, begin - 1, -1) if words[i].key in lists.roles or _somebody(sentence, i)), None
    )
    if role is None:
        for index in range(begin, last + 1):
            if words[index].key in _MANY or words[index].key in lists.demonyms:
                return _noun(sentence, begin, last)
        return None
    first = role
    while (
        first > begin and role - first < 7 and (words[first - 1].kind in "wn" or words[first - 1].key == "-")
    ):
        if (
            sentence.at("verb", first - 1)
            or sentence.at("announce", first - 1)
            or words[first - 1].key in _VERBAL
        ):
            break
        first -= 1
        if words[first].key in _DETERMINERS:
            break
    return _noun(
        sentence,
        first + (words[first].key in ("the", "a", "an") and first < role),
        last if last - role <= 6 else role,
    )


def after(sentence: Sentence, start: int) -> Noun | None:  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    """The noun phrase that begins at token `start`."""
    words = sentence.words
    lists = lexicon()
    if start >= len(words):
        return None
    if words[start].key in _PRONOUNS:
        return Noun(start, start, words[start].key, pronoun=True)
    begin = start + 1 if words[start].key in ("the", "a", "an", "both") else start
    stop = begin
    while (
        stop < len(words)
        and stop - begin < _REACH
        and words[stop].key not in _BREAKS | {"on", "in", "said", "has", "have", "was", "were", "is", "are"}
    ):
        if words[stop].kind == "n" or sentence.at("verb", stop):
            break
        stop += 1
    hit = sentence.at("organisation", begin)
    if hit:
        return _noun(sentence, begin, hit.last)
    named = runs(sentence, begin, min(len(words), stop + 4))
    if (
        named
        and named[0][0] == begin
        and not (_is_place(sentence, *named[0]) and sentence.key(named[0][1] + 1) not in lists.roles)
    ):
        first, last = named[0]
        if last == first and words[first].key in lists.demonyms and stop > begin + 1:
            return _noun(sentence, begin, stop - 1)
        if last + 1 < stop and words[last + 1].key in lists.roles:
            last += 1
        return _noun(sentence, first, last)
    if stop > begin and any(
        words[i].key in lists.roles or (words[i].forms[-1:] and words[i].forms[-1] in lists.roles)
        for i in range(begin, stop)
    ):
        for first, last in named:
            if (
                _person(sentence, first, last)
                and first > begin
                and last < stop + 1
                and sentence.key(first - 1) not in ("of", "in", "at")
            ):
                return _noun(sentence, first, last)
        return _noun(sentence, begin, stop - 1)
    return None


_AR_STOP = listed("names", "ar_stop")


def arabic_subject(sentence: Sentence, start: int) -> Noun | None:
    """The subject that begins at token `start`, up to أن, a sign, a figure or an act."""
    words = sentence.words
    lists = lexicon()
    hit = sentence.at("organisation", start)
    if hit:
        return _noun(sentence, start, hit.last)
    stop = start
    while stop < len(words) and stop - start < 12:
        token = words[stop]
        if (
            token.kind not in "wh"
            or token.key in _AR_STOP
            or sentence.at("hedge_before", stop)
            or sentence.at("verb", stop)
        ):
            break
        if sentence.act_at(stop) and not _named_role(sentence, stop):
            break
        if any(span.first == stop for span in sentence.dates):
            break
        if (
            stop > start
            and token.key.startswith(("لو", "لل"))
            and stop - start > 1
            and sentence.at("organisation", stop)
        ):
            break
        stop += 1
    if stop == start:
        return None
    ended = stop < len(words) and (
        words[stop].key in ("ان", "بان", "انه", "انها", "انهم")
        or words[stop].key in (":", ",", '"', "«", "“", ".")
    )
    role = any(
        form in lists.roles or form in lists.heads for i in range(start, stop) for form in words[i].forms
    )
    if role or (ended and stop - start <= 5) or (stop == len(words) and stop - start <= 6):
        return _noun(sentence, start, stop - 1)
    return None


def _named_role(sentence: Sentence, index: int) -> bool:
    lists = lexicon()
    return any(form in lists.roles for form in sentence.words[index].forms)


def arabic_before(sentence: Sentence, stop: int) -> Noun | None:
    """A subject before its verb: وزارة الصحة أعلنت."""
    words = sentence.words
    lists = lexicon()
    first = stop
    while (
        first > 0
        and stop - first < 10
        and words[first - 1].kind in "wh"
        and words[first - 1].key not in _AR_STOP
    ):
        first -= 1
    if first == stop:
        return None
    hit = next(
        (each for each in sentence.hits.get("organisation", ()) if first <= each.first and each.last < stop),
        None,
    )
    if hit:
        return _noun(sentence, hit.first, hit.last)
    role = next((i for i in range(first, stop) if any(form in lists.roles for form in words[i].forms)), None)
    return _noun(sentence, role, stop - 1) if role is not None else None
