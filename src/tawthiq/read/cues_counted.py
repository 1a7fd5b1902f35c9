"""English sources that a count shows: the mayor put it at 40, the ministry raised the toll, a reporter saw six bodies."""

from tawthiq.language.phrases import Hit
from tawthiq.read import papers
from tawthiq.read.cue import Cue, Scope, clause, dated, made
from tawthiq.read.known_en import known
from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun, place_only
from tawthiq.read.sentence import Sentence
from tawthiq.read.subject_after import subject_after
from tawthiq.read.subject_en import subject_before
from tawthiq.read.words import listed

_BE = listed("cues", "be")
_COUNTS = listed("cues", "counts_en")
_IN = listed("cues_counted", "in")
_LOOK = 7
_NAMED = listed("cues_counted", "named")
_WROTE = listed("cues_counted", "wrote")
_OWNERS = {"his": "m", "her": "f", "their": "p", "its": "it"}
_PRONOUNS = {"he": "m", "she": "f", "they": "p", "it": "it"}
_PUT = listed("cues", "put")
_RAISED = listed("cues_counted", "raised")
_REPORTERS = listed("cues_counted", "reporters")
_SAW = listed("cues_counted", "saw")
_SET = listed("cues_counted", "set")
_PUT_OR_SET = _PUT | _SET
_SKIP = listed("cues", "skip")
_STANDING = listed("cues", "standing")


_BE_OR_SKIP = _BE | _SKIP
_TOLLS = _COUNTS | listed("cues_counted", "tolls")


def put(sentence: Sentence) -> list[Cue]:
    """The source put the dead at 44: a verb of counting with its figure behind "at"."""
    found: list[Cue] = []
    if sentence.keys.isdisjoint(_PUT_OR_SET):
        return found
    for index, token in enumerate(sentence.words):
        if token.key == "estimated" and (cue := _estimated(sentence, index)) is not None:
            found.append(cue)
            continue
        passive = sentence.key(index - 1) in _BE_OR_SKIP and (token.key in _PUT or token.key in _SET)
        if not passive and (token.key not in _PUT or sentence.at("verb", index)):
            continue
        to = next(
            (
                i
                for i in range(index + 1, min(len(sentence.words), index + 10))
                if sentence.key(i) == "at" or (passive and sentence.key(i) == "as")
            ),
            None,
        )
        if to is None or not any(i in sentence.figures() for i in range(to + 1, to + 8)):
            continue
        if passive and any(sentence.key(i) in _BE for i in range(max(0, index - 3), index)):
            found += _put_by(sentence, index, to)
            continue
        subject = subject_before(sentence, index)
        if subject and subject.noun:
            hit = Hit(index, index, "verb", None)
            scope = ((token.end, sentence.end),)
            agrees = _PRONOUNS.get(sentence.key(subject.noun.first), "") if subject.noun.pronoun else ""
            noun = papers.issuer(sentence, subject.noun)
            found.append(made(sentence, hit, "reported", "bare", noun, scope, subject.edge, agrees))
    return found


def _estimated(sentence: Sentence, index: int) -> Cue | None:
    """UNHCR estimated 40,000 had crossed; by then, the mayor estimated, 12,000 had left."""
    after = sentence.key(index + 1)
    told = after in (",", "that", "there") or any(
        i in sentence.figures() for i in range(index + 1, index + 5)
    )
    if (
        not told
        or sentence.at("verb", index)
        or sentence.key(index - 1) in _BE | {"an", "the", "a", "and", "of"}
    ):
        return None
    if any(sentence.key(i) == "at" for i in range(index + 1, index + 6)):
        return None
    subject = subject_before(sentence, index)
    noun = subject.noun if subject is not None else None
    if noun is None or subject is None or not (noun.pronoun or known(sentence, noun)):
        return None
    end = ((sentence.words[index].end, sentence.end),)
    parted = after in (",", ".") and sentence.key(subject.edge - 1) in (",", "the")
    scope: Scope = ((sentence.start, sentence.words[subject.edge].start), *end) if parted else end
    agrees = _PRONOUNS.get(sentence.key(noun.first), "") if noun.pronoun else ""
    hit = Hit(index, index, "verb", None)
    return made(
        sentence, hit, "estimated", "weak", papers.issuer(sentence, noun), scope, subject.edge, agrees
    )


_GIVE = listed("cues_counted", "give")


def saw(sentence: Sentence) -> list[Cue]:
    """Our reporter saw six burnt cars; a Reuters witness counted nine bodies; officials give 160 dead."""
    found: list[Cue] = []
    listing = "names" in sentence.keys
    if sentence.keys.isdisjoint(_SAW) and sentence.keys.isdisjoint(_GIVE) and not listing:
        return found
    for index, token in enumerate(sentence.words):
        sees, gives = token.key in _SAW, token.key in _GIVE
        named = (
            listing and token.key in _WROTE and sentence.key(index - 1) not in _BE and _names(sentence, index)
        )
        if not named and (
            not (sees or gives) or sentence.at("verb", index) or sentence.key(index - 1) in _BE
        ):
            continue
        near = index + (_LOOK if sees else 3)
        if gives:  # gave a lower figure of 37
            near = next((i + 5 for i in range(index + 1, index + _LOOK) if sentence.key(i) in _COUNTS), near)
        if not named and not any(i in sentence.figures() for i in range(index + 1, near)):
            continue
        subject = subject_before(sentence, index)
        noun = subject.noun if subject is not None else None
        if noun is None or subject is None or noun.pronoun or not known(sentence, noun):
            continue
        witness = any(sentence.key(i) in _REPORTERS for i in range(noun.first, noun.last + 1))
        witness = witness or (sentence.key(noun.first) == "my" and noun.first == noun.last - 1)
        if named or (witness if sees else not sentence.act_at(index)):
            hit = Hit(index, index, "verb", None)
            scope: Scope = ((token.end, sentence.end),)
            found.append(made(sentence, hit, "reported", "bare", noun, scope, subject.edge))
    return found


def _names(sentence: Sentence, index: int) -> bool:
    """An imam has written down the names of 28 of the dead; they have given us 67 names."""
    at = next((i for i in range(index + 1, index + _LOOK) if sentence.key(i) == "names"), None)
    if at is None:
        return False
    return any(i in sentence.figures() for i in range(max(index, at - 3), at + 3))


def raised(sentence: Sentence) -> list[Cue]:
    """The ministry raised its toll to 52: whoever changes a count tells it."""
    found: list[Cue] = []
    if sentence.keys.isdisjoint(_RAISED):
        return found
    for index, token in enumerate(sentence.words):
        if token.key not in _RAISED or sentence.key(index - 1) in _BE:
            continue
        to = next((i for i in range(index + 1, index + 15) if sentence.key(i) in ("to", ":")), None)
        if to is None or not any(i in sentence.figures() for i in range(to + 1, to + 5)):
            continue
        toll = any(sentence.key(i) in _TOLLS for i in range(index + 1, to))
        subject = subject_before(sentence, index) if toll else None
        if subject and subject.noun and (subject.noun.pronoun or known(sentence, subject.noun)):
            hit = Hit(index, index, "verb", None)
            agrees = _PRONOUNS.get(sentence.key(subject.noun.first), "") if subject.noun.pronoun else ""
            scope: Scope = ((token.end, sentence.end),)
            noun = papers.issuer(sentence, subject.noun)
            found.append(made(sentence, hit, "reported", "bare", noun, scope, subject.edge, agrees))
    return found


def _put_by(sentence: Sentence, index: int, to: int) -> list[Cue]:
    """The toll was given as 33 by the director."""
    by = next((i for i in range(to + 1, min(len(sentence.words), to + 9)) if sentence.key(i) == "by"), None)
    noun = subject_after(sentence, by + 1) if by is not None else None
    if noun is None or not known(sentence, noun):
        return []
    whole: Scope = ((sentence.start, sentence.end),)
    return [made(sentence, Hit(index, index, "verb", None), "reported", "bare", noun, whole)]


def _standing(sentence: Sentence, index: int, owner: int) -> list[Cue]:
    """UNICEF's count stands at 1,402; the mission's latest tally is 90: a count of somebody's that a figure follows."""
    behind = range(index + 1, min(len(sentence.words), index + _LOOK))
    figure = next((i for i in behind if i in sentence.figures() and not dated(sentence, i)), None)
    if figure is None or not any(sentence.key(i) in _STANDING for i in range(index + 1, figure)):
        return []
    subject = subject_before(sentence, owner + 1)
    noun = subject.noun if subject else None
    if noun is None or subject is None or place_only(sentence, owner, owner):
        return []
    if not known(sentence, noun) and sentence.key(owner).removesuffix("'s") not in lexicon().speaking:
        return []
    text = noun.text.removesuffix("’s").removesuffix("'s").removesuffix("’").removesuffix("'")
    scope: Scope = ((sentence.words[index].end, sentence.end),)
    hit = Hit(owner, index, "cue", None)
    return [made(sentence, hit, "according to", "bare", noun._replace(text=text), scope, subject.edge)]


def _by_count(sentence: Sentence, index: int, owner: int) -> list[Cue]:
    """By the count of the league; by his count: a count whose owner stands behind it, or is a pronoun."""
    led = sentence.key(owner - 1)
    if not (led in ("by", "on") or (led == "in" and sentence.key(index) in _IN)) or index + 1 >= len(
        sentence.words
    ):
        return []
    noun = None
    if sentence.key(index + 1) == "of" and sentence.key(owner) == "the":
        noun = subject_after(sentence, index + 2)
        noun = noun if noun is not None and known(sentence, noun) else None
    agrees = _OWNERS.get(sentence.key(owner), "")
    if agrees:
        noun = Noun(owner, owner, sentence.key(owner), pronoun=True)
    if noun is None:
        return []
    scope: Scope = ((sentence.start, sentence.end),)
    return [
        made(sentence, Hit(owner - 1, index, "cue", None), "according to", "bare", noun, scope, None, agrees)
    ]


def _shown(sentence: Sentence, index: int, owner: int) -> list[Cue]:
    """Forty-four have died, the agency's count based on reports shows: a count of somebody's, told of behind what it shows."""
    if sentence.at("verb", len(sentence.words) - 1 - (sentence.key(-1) == ".")) is None:
        return []
    begin = owner
    while begin > 0 and sentence.words[begin - 1].kind == "w" and owner - begin < _LOOK:
        begin -= 1
    if begin < _LOOK // 2 or sentence.key(begin - 1) != ",":
        return []
    noun = subject_after(sentence, begin)
    if noun is None or not known(sentence, noun):
        return []
    text = noun.text.split("’s")[0].split("'s")[0]
    scope: Scope = ((sentence.start, sentence.words[begin].start),)
    hit = Hit(owner, index, "cue", None)
    return [made(sentence, hit, "according to", "bare", noun._replace(text=text), scope, begin)]


def named_as(sentence: Sentence) -> list[Cue]:
    """Police identified the dead as; the office named the woman as: whoever tells who the dead are."""
    found: list[Cue] = []
    if sentence.keys.isdisjoint(_NAMED):
        return found
    for index, token in enumerate(sentence.words):
        if token.key not in _NAMED or sentence.key(index - 1) in _BE or sentence.at("verb", index):
            continue
        behind = range(index + 1, min(len(sentence.words), index + _LOOK))
        if not any(sentence.key(i) == "as" for i in behind):
            continue
        subject = subject_before(sentence, index)
        noun = subject.noun if subject is not None else None
        if noun is None or subject is None or not (noun.pronoun or known(sentence, noun)):
            continue
        hit = Hit(index, index, "verb", None)
        agrees = _PRONOUNS.get(sentence.key(noun.first), "") if noun.pronoun else ""
        scope: Scope = ((token.end, sentence.end),)
        found.append(made(sentence, hit, "reported", "bare", noun, scope, subject.edge, agrees))
    return found


def counted(sentence: Sentence) -> list[Cue]:
    """By the hotline's count; on the army's own figures: a count that belongs to somebody."""
    found: list[Cue] = []
    if sentence.keys.isdisjoint(_COUNTS):
        return found
    for index, token in enumerate(sentence.words):
        if token.key not in _COUNTS or index < 1:
            continue
        owner = index - 1 - (sentence.key(index - 1) in ("own", "latest", "official", "last"))
        if not sentence.key(owner).endswith(("'s", "s'")):
            found += _by_count(sentence, index, owner)
            continue
        by = next(
            (i for i in range(owner - 1, max(-1, owner - 7), -1) if sentence.key(i) in ("by", "on", "in")),
            None,
        )
        if by is None or (sentence.key(by) == "in" and token.key not in _IN):
            found += _standing(sentence, index, owner) or _shown(sentence, index, owner)
            continue
        noun = subject_after(sentence, by + 1)
        if noun:
            text = noun.text.removesuffix("’s").removesuffix("'s")
            if noun.last >= index:
                text = text.split("’s")[0].split("'s")[0]
            hit = Hit(by, index, "cue", None)
            scope = clause(sentence, by, max(noun.last, index))
            found.append(made(sentence, hit, "according to", "bare", noun._replace(text=text), scope))
    return found
