"""Whose a text is, told by the lines over it: a genre and who issued it, in whatever order and with whatever mark between them.

"Statement by X", "X – Press release", "X statement on", "News bulletin | X", "بيان X بخصوص", "من X إلى الرأي العام", and an office's name
over a line that is only a genre. A broadcaster's or a newspaper's name makes a text nobody's but the document's.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tawthiq.read import subject_ar
from tawthiq.read.aside_ar import QUOTES
from tawthiq.read.headline import Segment, aired_line, broadcasts, link_to, office_line, parted, whole
from tawthiq.read.issuer import Text
from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun, noun_of, person, place_only, runs
from tawthiq.read.sentence import Sentence
from tawthiq.read.subject_en import spaced_dash
from tawthiq.read.words import listed
from tawthiq.record.claim import Link

_SPOKEN = listed("masthead", "spoken")
_PRIVATE = listed("masthead", "private")
_GIVEN = listed("antecedents", "names_f") | listed("antecedents", "names_m")
_TITLES = listed("names", "titles") | listed("masthead", "titles")
_SOMEBODY_AR = listed("masthead", "somebody_ar")
_BEFORE = listed("masthead", "before")
_BEHIND = listed("masthead", "behind_ar")
_BY = listed("masthead", "by")
_ENDS = listed("masthead", "ends")
_ROLE = listed("masthead", "somebody")
_WE = listed("masthead", "we_ar")
_LIST = ("cell", "item")
_HEADS = ("heading", "caption")
_ARTICLES = listed("masthead", "articles")
_LINES = 4
_BODY = 12
_LONG = 30
_NAME = 9
_TITLED = 3
_CLOSED = listed("masthead", "closed")
_AFTER = listed("masthead", "after")
_WITHIN = listed("masthead", "within")
_SOURCE = listed("masthead", "source")
_READ = listed("masthead", "read")
_SITES = listed("masthead", "sites")
_MADE = listed("colophon", "issued")
_STAMPS = listed("masthead", "stamps")
_NOWHERE = listed("masthead", "nowhere")
_BULLETS = frozenset(("-", "•", "*", "—", "▪", "●"))
_REGIONS = listed("masthead", "regions")


def masthead(text: Text) -> Link | None:  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    """The issuer that the lines over a text name; None where they name none."""
    labelled = _labelled(text)
    if labelled is not None:
        return labelled
    segments = list(_segments(text))
    if not segments:
        return None
    for segment in segments:
        opens = segment is segments[0] or (
            segment.first == 0 and segments[0].sentence.key(0) in ("to", "الي")
        )
        addressed = _addressed(segment, second=segment is not segments[0]) if opens else None
        if (
            not opens
            and segment.first == 0
            and segments[0].genre is not None
            and segment.sentence.key(0) == "من"
        ):
            addressed = name_at(segment.sentence, 1, segment.stop, personal=False)  # نداء / من كادر المشفى
        if addressed is not None:
            return link_to(addressed, segment.sentence)
    for one, two in pairwise(segments):
        source = one.stop - one.first == 1 and one.sentence.key(one.first) in _SOURCE
        if source and one.sentence is two.sentence and not _told_above(segments, one):
            return link_to(whole(two), two.sentence)  # Source: Regional Coordination Office
    for segment in segments:
        noun = _issued(segment)
        if noun is not None:
            return link_to(noun, segment.sentence)
    if all(segment.genre is None for segment in segments):
        return _alone(text, segments)
    private = any(s.genre is not None and s.sentence.key(s.genre) in _PRIVATE for s in segments)
    if private:
        return _beside(segments) or _over(segments)
    aired = any(s.genre is not None and aired_line(s) for s in segments)
    named = next((s for s in segments if s.genre is None and office_line(s, aired=aired)), None)
    if named is None and _names_itself(segments):
        named = segments[0]
    return link_to(whole(named), named.sentence) if named is not None else None


def _alone(text: Text, segments: Sequence[Segment]) -> Link | None:
    """An organisation's name that opens a text, over a title, a place or a day; what may be a site's name is only a title."""
    first = segments[0]
    sentence = first.sentence
    if first.first or not office_line(first) or len(segments) < 2 or sentence.key(0) in ("to", "الي", "من"):
        return None
    hit = sentence.at("organisation", 0)
    keys = {form for i in range(first.stop) for form in (sentence.key(i), *sentence.words[i].forms)}
    site = sentence.words[0].forms if sentence.words[0].arabic else keys
    alone = (
        first.stop == len(sentence.words)
        or spaced_dash(sentence, first.stop)
        or sentence.key(first.stop) in ("—", ",")
    )
    doubtful = (
        hit is None
        and not sentence.dates
        and not _ours(text)
        and (not _SITES.isdisjoint(site) or first.stop < _TITLED)
    )
    if not alone or doubtful:
        return None
    acts = any(
        segment.sentence is sentence and segment is not first and sentence.acts() for segment in segments
    )
    return None if acts else link_to(whole(first), sentence)


def _ours(text: Text) -> bool:
    """وصلنا, أجرينا, لدينا: whoever heads the text speaks in it, outside quotation marks."""
    return any(
        not sentence.keys.isdisjoint(_WE) and sentence.keys.isdisjoint(QUOTES)
        for sentence in text.sentences[1:]
    )


def _beside(segments: Sequence[Segment]) -> Link | None:
    """Sister Rosemary, letter home; radio message, Colonel Ramzi to all: somebody by title or given name next to a private genre."""
    at = next(n for n, each in enumerate(segments) if each.genre is not None)
    for number in (at - 1, at + 1):
        segment = segments[number] if 0 <= number < len(segments) else None
        if segment is None or segment.sentence is not segments[at].sentence:
            continue
        first = segment.first
        known = segment.sentence.key(first) in _TITLES or segment.sentence.key(first) in _GIVEN
        found = runs(segment.sentence, first, segment.stop)
        if known and found and found[0][0] == first:
            return link_to(noun_of(segment.sentence, *found[0]), segment.sentence)
    return None


def _names_itself(segments: Sequence[Segment]) -> bool:
    """Kivu Peace Observers / Incident alert 44: a name on a line of its own, right over one that opens with a genre."""
    first = segments[0]
    sentence = first.sentence
    second = segments[1] if len(segments) > 1 else None
    if second is None or second.genre is None or second.first or sentence.lang != "en":
        return False
    alone = first.first == 0 and first.stop == len(sentence.words) and first.genre is None
    inside = range(first.stop)
    named = all(sentence.words[i].cap or sentence.key(i) in _JOINTS_ABROAD for i in inside)
    if not alone or not named or not _TITLED <= first.stop <= _NAME or broadcasts(sentence, 0, first.stop):
        return False
    edges = {sentence.key(0), sentence.key(first.stop - 1)}
    if not edges.isdisjoint(_REGIONS) or any(i in sentence.dated or i in sentence.figures() for i in inside):
        return False
    if sentence.hits.get("place") or sentence.acts() or sentence.hits.get("target"):
        return False
    return all(second.sentence.key(i) in _BEFORE for i in range(second.genre))


def _over(segments: Sequence[Segment]) -> Link | None:
    """TEACHING HOSPITAL / Daily situation note: an office's name on the line right over a genre that is nobody's by name."""
    at = next(n for n, each in enumerate(segments) if each.genre is not None)
    genre, first = segments[at], segments[0]
    behind = first.sentence.key(first.stop)
    alone = first.first == 0 and (first.stop == len(first.sentence.words) or behind == ",")
    alone = alone and genre.first == 0 and all(each.sentence is first.sentence for each in segments[:at])
    described = genre.genre is not None and all(
        genre.sentence.key(i) in _BEFORE for i in range(genre.first, genre.genre)
    )
    ends = genre.genre is not None and genre.stop <= genre.genre + 3
    if not (alone and described and ends and genre.genre) or not office_line(first):
        return None
    return link_to(whole(first), first.sentence)


def _labelled(text: Text) -> Link | None:
    """المرصد العراقي: — an office's name and a colon over all that follows, where no other line ends with one."""
    last = {n: text.sentences[listed_[-1]] for n, listed_ in enumerate(text.numbers) if listed_}
    ends = [n for n, each in last.items() if ":" in each.keys and each.words[-1].key == ":"]
    sentence = text.line(0) if ends == [0] and len(text.numbers) > 1 else None
    if sentence is None or len(sentence.words) > _NAME:
        return None
    segment = next(parted(sentence), None)
    if segment is None or segment.stop != len(sentence.words) - 1 or not office_line(segment):
        return None
    return link_to(whole(segment), sentence)


def _segments(text: Text) -> Iterator[Segment]:
    if len(text.parts) > 1 and text.parts[0].kind in _HEADS and text.parts[1].kind in _LIST:
        return  # over a table: `sourced`
    for number in range(min(_LINES, len(text.numbers) - 1)):
        sentences = [text.sentences[n] for n in text.numbers[number]]
        if number and sentences and sentences[0].key(0) in _BULLETS:
            return  # the first item of a list
        words = sum(len(s.words) for s in sentences)
        if not words or words > _LONG or text.parts[number].kind in _LIST:
            return
        ended = sentences[-1].words[-1].key in (".", "!", "?", "؟", "…", ",") if sentences[-1].words else True
        if ended and words > _BODY:
            return
        for sentence in sentences:
            if not all(token.key in _STAMPS or token.kind == "p" for token in sentence.words):
                yield from parted(sentence)


def _addressed(segment: Segment, *, second: bool) -> Noun | None:
    """From the Coordinator to all; من لجنة الأهالي إلى الرأي العام."""
    sentence, first = segment.sentence, segment.first
    if sentence.key(first) == "from":
        begin = first + 1
        if begin >= segment.stop:  # From: Yusuf
            begin += 1
        stop = len(sentence.words) if begin > first + 1 else segment.stop
        return (
            name_at(sentence, begin, stop, personal=True)
            if begin > first + 1 or second or _to(segment)
            else None
        )
    if sentence.key(first) == "من" and (second or _to(segment)):
        return name_at(sentence, first + 1, segment.stop, personal=True)
    if sentence.key(first) == "عن":
        return name_at(sentence, first + 1, segment.stop, personal=False)
    if sentence.key(first) == "نحن" and segment.stop - first > 1:
        return name_at(sentence, first + 1, _own_verb(segment), personal=True)
    if sentence.key(first) == "we" and sentence.key(first + 1) == "," and first == 0:
        comma = next((i for i in range(first + 2, len(sentence.words)) if sentence.key(i) == ","), 0)
        return name_at(sentence, first + 2, comma, personal=False)
    return None


def _own_verb(segment: Segment) -> int:
    """نحن طلاب الجامعة نناشد: what we do ends what we are."""
    keys = (segment.sentence.key(i) for i in range(segment.first + 2, segment.stop))
    return next(
        (n for n, key in enumerate(keys, segment.first + 2) if key[:1] == "ن" and len(key) > 3), segment.stop
    )


def _to(segment: Segment) -> bool:
    inside = range(segment.first + 2, segment.stop)
    return any(segment.sentence.key(i) in ("to", "الي") for i in inside)


def _told_above(segments: Sequence[Segment], line: Segment) -> bool:
    """A source under a list is that list's alone."""
    return any(each.sentence.acts() for each in segments if each.sentence.start < line.sentence.start)


def _issued(segment: Segment) -> Noun | None:
    """The issuer that stands in one segment with its genre."""
    made = segment.sentence.key(segment.first) in _MADE and segment.sentence.key(segment.first + 1) == "by"
    if segment.genre is None and made:
        return name_at(segment.sentence, segment.first + 2, segment.stop, personal=False)
    if segment.genre is None:
        return None
    sentence, at = segment.sentence, segment.genre
    if sentence.key(at + 1) in _CLOSED or sentence.key(at - 1) in _READ or _to_it(sentence, at):
        return None
    if sentence.words[at].arabic:
        return _of_genre_ar(segment)
    before = range(segment.first, at)
    if all(sentence.key(i) in _BEFORE for i in before):
        return _of_genre(segment)
    return _before_genre(segment)


def _to_it(sentence: Sentence, at: int) -> bool:
    """Reply to the statement of: what is answered is not what is read."""
    before = at - 1 - (sentence.key(at - 1) in _ARTICLES)
    return sentence.key(before) in ("to", "on", "about", "for")


def _of_genre(segment: Segment) -> Noun | None:
    """Statement to the media by the Head of Delegation; testimony of Hala K."""
    sentence = segment.sentence
    personal = sentence.key(segment.genre or 0) in _SPOKEN
    for index in range((segment.genre or 0) + 1, segment.stop - 1):
        key = sentence.key(index)
        of = key == "of" and index <= (segment.genre or 0) + 2
        if key in _BY or of or (key == "to" and sentence.key(index - 1) == "attributable"):
            noun = name_at(sentence, index + 1, segment.stop, personal=personal)
            if of and noun is not None and not personal and not _headed(sentence, noun):
                noun = None
            if noun is not None or key == "by":
                return noun
        if key in ("pushed", "found", "recorded", "about"):
            return None
    return None


def _before_genre(segment: Segment) -> Noun | None:  # noqa: PLR0911 - a grammar: one early answer a rule
    """Save the Children statement on; UKRAINIAN RED CROSS press release."""
    sentence, at = segment.sentence, segment.genre or 0
    last = at - 1
    while last > segment.first and sentence.key(last) in _BEFORE:
        last -= 1
    first = segment.first + (sentence.key(segment.first) in _ARTICLES)
    own = sentence.key(first).endswith("'s") and sentence.key(at) in _SPOKEN
    if own and first == last and sentence.words[first].cap:
        return _plain(noun_of(sentence, first, last))  # Nour's post
    if last < first or last - first > _NAME:
        return None
    found = runs(sentence, first, last + 1)
    if len(found) != 1 or found[0] != (first, last):
        return None
    hit = sentence.at("organisation", first)
    headed = any(sentence.key(i) in lexicon().heads for i in range(first, last + 1))
    if not (hit or headed) or broadcasts(sentence, first, last + 1):
        return None
    if at + 1 < segment.stop and sentence.words[at + 1].kind == "w" and sentence.key(at + 1) not in _AFTER:
        return None  # army statement raises questions
    if sentence.key(at) in ("report", "memo", "account") and sentence.key(segment.stop) == ":":
        return None  # UN report: 400 killed
    if not hit and sentence.key(last) in _VISITS:
        return None  # an inter-agency mission report
    return _plain(noun_of(sentence, first, last))


def _plain(noun: Noun) -> Noun:
    return noun._replace(text=noun.text.removesuffix("’s").removesuffix("'s"))


def _headed(sentence: Sentence, noun: Noun) -> bool:
    inside = range(noun.first, noun.last + 1)
    return any(sentence.at("organisation", i) or sentence.key(i) in lexicon().heads for i in inside)


def _of_genre_ar(segment: Segment) -> Noun | None:
    """بيان صحفي صادر عن X; بيان X بخصوص; تصريح للناطق باسم X; صوتية من X."""
    sentence = segment.sentence
    words = sentence.words
    index = (segment.genre or 0) + 1
    personal = any(form in _SPOKEN for form in words[index - 1].forms)
    while index < segment.stop and (words[index].key in _BEHIND or words[index].kind in "np"):
        index += 1
    by = index < segment.stop and words[index].key in ("عن", "من", "باسم")
    if by and words[index].key == "عن" and words[index - 1].key not in ("صادر", "صادره"):
        return None
    if by:
        index += 1
    if index >= segment.stop:
        return None
    return name_at(sentence, index, segment.stop, personal=personal)


def name_at(sentence: Sentence, first: int, stop: int, *, personal: bool) -> Noun | None:
    """The issuer that tokens `[first, stop)` begin with; `personal` genres may be anybody's."""
    if first >= min(stop, len(sentence.words)):
        return None
    if sentence.words[first].arabic:
        return _name_ar(sentence, first, stop, personal=personal)
    return _name_en(sentence, first, stop, personal=personal)


def _name_en(sentence: Sentence, first: int, stop: int, *, personal: bool) -> Noun | None:  # noqa: PLR0911 - a grammar: one early answer a rule
    words = sentence.words
    if sentence.key(first) in ("our", "my", "your"):
        return None
    begin = first + (sentence.key(first) in _ARTICLES)
    last = begin
    while last < stop and words[last].key not in _ENDS and words[last].kind in "wh.p":
        last += 1
    last -= 1
    if last < begin or broadcasts(sentence, begin, last + 1):
        return None
    if words[begin].kind == "h":
        return noun_of(sentence, begin, begin)
    found = runs(sentence, begin, last + 1)
    hit = sentence.at("organisation", begin)
    office = any(sentence.key(i) in lexicon().speaking | _ROLE for i in range(begin, last + 1))
    named = bool(found) and found[0][0] == begin
    if begin == last and sentence.key(begin) in _NOWHERE:
        return None  # letter from prison
    if (place_only(sentence, begin, last) and not hit) or (begin == last and sentence.key(begin) in _UNNAMED):
        return None
    if not (hit or office or (named and (personal or person(sentence, *found[0])))):
        return None
    if named and person(sentence, *found[0]) and not office:
        return noun_of(sentence, *found[0])
    if sentence.key(last) == "-" and sentence.key(last + 1).isdigit():
        return noun_of(sentence, begin, last + 1)  # Witness K-12
    joined = next(
        (i for i in range(begin + 1, last) if words[i].key == "and" and words[i + 1].cap == 0), last + 1
    )
    return noun_of(sentence, begin, joined - 1)


def _name_ar(sentence: Sentence, first: int, stop: int, *, personal: bool) -> Noun | None:
    words = sentence.words
    last = first
    while last < stop and words[last].key not in _ENDS and last - first < _NAME:
        if words[last].kind not in "wh" and words[last].key not in QUOTES:
            break
        last += 1
    last -= 1
    if last < first or broadcasts(sentence, first, last + 1) or words[first].key in _WITHIN:
        return None
    lists = lexicon()
    forms = words[first].forms
    if any(form in _CAMPS for form in forms):
        return None  # رسالة من الحي الشرقي: where it was written
    office = sentence.at("organisation", first) is not None or any(
        form in lists.heads or form in lists.roles or form in _SOMEBODY_AR for form in forms
    )
    placed = any(hit.first <= last and first <= hit.last for hit in sentence.hits.get("place", ()))
    free = personal and not placed and not sentence.act_at(first) and first not in sentence.figures()
    if not office and not free:
        return None
    return subject_ar.unprefixed(sentence, noun_of(sentence, first, last))


_CAMPS = listed("issuer", "camps")
_VISITS = listed("masthead", "visits")
_UNNAMED = listed("masthead", "unnamed")
_JOINTS = listed("masthead", "joints")
_JOINTS_ABROAD = _JOINTS | listed("names", "joints") | listed("masthead", "abroad")
