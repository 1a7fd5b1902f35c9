"""English sources that only a figure shows: a list has 54 dead, the union names nine, the government eight, X's version is that.

Whoever gives a figure by such words answers for it, though no verb of saying stands there.
"""

from tawthiq.language.phrases import Hit
from tawthiq.read import papers
from tawthiq.read.cue import OPENING, Cue, Scope, content, made
from tawthiq.read.known_en import animate, known
from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun, place_only
from tawthiq.read.phrase_en import phrase
from tawthiq.read.sentence import Sentence
from tawthiq.read.subject_after import subject_after
from tawthiq.read.subject_en import subject_before
from tawthiq.read.words import listed

_GIVES = listed("cues_given", "gives")
_NAMES = listed("cues_given", "names")
_DEAD = listed("cues_given", "dead")
_THINKS = listed("cues_given", "thinks")
_VERSIONS = listed("cues_given", "versions")
_LEDGERS = listed("cues_given", "ledgers")
_HOLDS = listed("cues_given", "holds")
_BE = listed("cues", "be")
_OFFERS = listed("cues_given", "offers")
_TO = listed("cues", "objects")
_IS = frozenset(("is", "was", "remains", "remained", "has"))
_NOT_GAPS = listed("carried", "detail") | {"a", "an"} | _GIVES | _NAMES | _THINKS | listed("cues", "put")
_PRONOUNS = {"he": "m", "she": "f", "they": "p", "it": "it"}
_LEADS = frozenset((",", ";", "and", "while", "but"))
_ENDS = frozenset((".", ",", ";", "", ")", "?", "!", "and", "while"))
_NEAR, _LOOK, _FAR = 4, 7, 18
_GAP = 6


def given(sentence: Sentence) -> list[Cue]:
    """The cues of this kind in a sentence."""
    found: list[Cue] = []
    keys = sentence.keys
    if not keys.isdisjoint(_GIVERS):
        for index, token in enumerate(sentence.words):
            if token.key in _GIVERS and index and (cue := _gives(sentence, index)) is not None:
                found.append(cue)
    if not keys.isdisjoint(_VERSIONS) and "that" in keys:
        found += _version(sentence)
    if not keys.isdisjoint(_LEDGERS) and not keys.isdisjoint(_HOLDS):
        found += _ledger(sentence)
    return found


_GIVERS = _GIVES | _NAMES | _THINKS | _OFFERS


def _figure(sentence: Sentence, low: int, high: int) -> int | None:
    stop = min(len(sentence.words), high)
    return next((i for i in range(low, stop) if i in sentence.figures() and i not in sentence.dated), None)


def _gives(sentence: Sentence, index: int) -> Cue | None:  # noqa: PLR0911 - a grammar: one early answer a rule
    """The government recognises two; the forester named four dead; a priest thought nearer nine thousand."""
    key = sentence.key(index)
    if sentence.at("verb", index) or sentence.key(index - 1) in _BE | {"to", "the", "a", "an"}:
        return None
    if key in _GIVES and sentence.key(index + 1) in _TO:
        return None  # they gave us fifteen minutes
    only = key not in _GIVES | _NAMES | _THINKS  # has a different account: ...
    figure = None if only else _figure(sentence, index + 1, index + 1 + _NEAR)
    if figure is not None and any(sentence.key(i) in (",", ";", "and") for i in range(index + 1, figure)):
        return None
    if figure is None and key in _OFFERS:
        figure = _account(sentence, index)
    if figure is None:
        return None
    if key in _NAMES and not any(sentence.key(i) in _DEAD for i in range(index + 1, index + _LOOK)):
        return None
    subject = subject_before(sentence, index)
    noun = subject.noun if subject is not None else None
    if (
        noun is None
        or subject is None
        or not (noun.pronoun or known(sentence, noun) or animate(sentence, noun))
    ):
        return None
    if any(sentence.act_at(i) or i in sentence.figures() for i in range(noun.first, noun.last + 1)):
        return None
    scope: Scope = ((sentence.words[index].end, sentence.end),)
    agrees = _PRONOUNS.get(noun.text, "") if noun.pronoun else ""
    verb, strength = ("claimed", "weak") if key in _THINKS else ("reported", "bare")
    issued = papers.owned(sentence, papers.issuer(sentence, noun))
    agrees = _PRONOUNS.get(issued.text, "") if issued.pronoun else ""
    return made(
        sentence, Hit(index, index, "verb", None), verb, strength, issued, scope, subject.edge, agrees
    )


def _account(sentence: Sentence, index: int) -> int | None:
    """Gave a different account: his unit had killed six; offered other numbers: ...: the colon behind it."""
    for at in range(index + 1, min(len(sentence.words) - 1, index + _LOOK)):
        if sentence.key(at) not in _VERSIONS | _TOLLS:
            continue
        for colon in range(at + 1, min(len(sentence.words) - 1, at + _LOOK + 2)):
            if sentence.key(colon) == ":":
                return colon
            if sentence.words[colon].kind == "p" or sentence.at("verb", colon):
                break
    return None


def _version(sentence: Sentence) -> list[Cue]:
    """The army spokesman's version, for completeness, is that nobody was shot."""
    for index, token in enumerate(sentence.words):
        if token.key not in _VERSIONS or index < 1:
            continue
        that = next((i for i in range(index + 2, index + _FAR) if sentence.key(i) == "that"), None)
        if that is None or sentence.key(that - 1) not in _IS:
            continue
        owned = _owner(sentence, index)
        if owned is None and sentence.key(index + 1) == "of":
            noun = subject_after(sentence, index + 2)
            owned = (noun, index) if noun is not None and known(sentence, noun) else None
        if owned is None:
            continue
        noun, edge = owned
        scope: Scope = ((sentence.words[that].start, sentence.end),)
        agrees = _PRONOUNS.get(noun.text, "") if noun.pronoun else ""
        hit = Hit(index, index, "cue", None)
        return [made(sentence, hit, "said", "weak", noun, scope, edge, agrees)]
    return []


def _led(sentence: Sentence, edge: int) -> bool:
    """According to the prosecutor's report: said already by the words before it."""
    return any(hit.first <= edge <= hit.last + 2 for hit in sentence.hits.get("cue", ()))


def answered(sentence: Sentence) -> Cue | None:
    """The military's answer was brief. "We strike terrorists.": whose answer the words in marks behind the sentence are."""
    behind = sentence.text[sentence.end : sentence.end + 2]
    if sentence.lang != "en" or behind[:1] == "\n" or behind.strip()[:1] not in OPENING or not behind.strip():
        return None
    if sentence.keys.isdisjoint(_ANSWERS) or len(sentence.words) > _FAR:
        return None
    at = next(i for i, token in enumerate(sentence.words) if token.key in _ANSWERS)
    owned = _owner(sentence, at)
    if owned is None or owned[0].pronoun:
        return None
    noun, edge = owned
    scope: Scope = ((sentence.end, sentence.end + 1),)
    found = made(sentence, Hit(at, at, "cue", None), "said", "bare", noun, scope, edge)
    return found._replace(opens=True, label=True)


_OWNERS = {"his": "he", "her": "she", "their": "they", "its": "it"}


def _owner(sentence: Sentence, index: int) -> tuple[Noun, int] | None:
    """Whose the word at `index` is: a genitive up to four words before it, or a pronoun right there."""
    for back in range(1, _NEAR + 1):
        at = index - back
        if at < 0 or sentence.words[at].kind != "w":
            return None
        if sentence.key(at) in _OWNERS:
            return Noun(at, at, _OWNERS[sentence.key(at)], pronoun=True), at
        if sentence.key(at).endswith(("'s", "s'")):
            subject = subject_before(sentence, at + 1)
            noun = subject.noun if subject is not None else None
            if noun is None or subject is None or noun.pronoun or place_only(sentence, at, at):
                return None
            speaks = sentence.key(at).removesuffix("'s") in lexicon().speaking
            if not known(sentence, noun) and not speaks:
                return None
            text = noun.text.removesuffix("’s").removesuffix("'s").removesuffix("’").removesuffix("'")
            return noun._replace(text=text), subject.edge
    return None


def _ledger(sentence: Sentence) -> list[Cue]:
    """The burial committee's ledger, which we saw, has 54 dead; the commission's preliminary toll was 300."""
    for index, token in enumerate(sentence.words):
        if token.key not in _LEDGERS or index < 1 or sentence.key(index - 1) in ("by", "on"):
            continue
        owned = _owner(sentence, index)
        if owned is None:
            continue
        noun, edge = owned
        if _led(sentence, edge):
            continue
        holds = next((i for i in range(index + 1, index + _FAR) if sentence.key(i) in _HOLDS), None)
        if holds is None or _figure(sentence, holds + 1, holds + _LOOK) is None:
            continue
        between = range(index + 1, holds)
        told = any(sentence.act_at(i) or sentence.key(i) in (";", "that") for i in between)
        if told and (token.key not in _TOLLS or any(sentence.key(i) == ";" for i in between)):
            continue
        if sentence.at("verb", holds):
            continue
        scope: Scope = ((sentence.words[index].end, sentence.end),)
        agrees = _PRONOUNS.get(noun.text, "") if noun.pronoun else ""
        hit = Hit(index, index, "cue", None)
        return [made(sentence, hit, "reported", "bare", noun, scope, edge, agrees)]
    return []


_ANSWERS = listed("cues_given", "answers")
_TOLLS = listed("cues_given", "tolls")


def gaps(sentence: Sentence, cues: list[Cue]) -> list[Cue]:
    """The union reports 14 dead, the government 8: a second source whose verb is left out; its figure follows it at once."""
    found: list[Cue] = []
    if sentence.keys.isdisjoint(_LEADS):
        return found
    for cue in cues:
        if not cue.speaker or cue.edge < 0 or not cue.scope or cue.scope[0][0] < cue.at:
            continue
        inside = sentence.within(cue.scope[0])
        if not any(i in sentence.figures() for i in inside[:_LOOK]):
            continue
        for index in inside:
            if sentence.key(index) not in _LEADS:
                continue
            begin = index + 1 + (sentence.key(index + 1) in ("and", "while", "but"))
            if sentence.key(begin) not in ("the", "a", "an") and not _capital(sentence, begin):
                continue
            new = _gap(sentence, begin, cue)
            if new is not None:
                found.append(new)
        if found:
            break
    return found


def _capital(sentence: Sentence, index: int) -> bool:
    return index < len(sentence.words) and sentence.words[index].cap > 0


def _gap(sentence: Sentence, begin: int, cue: Cue) -> Cue | None:  # noqa: PLR0911 - a grammar: one early answer a rule
    figure = _figure(sentence, begin + 1, begin + _GAP)
    if figure is None:
        return None
    first = figure
    for hit in sentence.hits.get("hedge_before", ()):
        if hit.last + 1 == figure:
            first = hit.first
    after = figure
    while after in sentence.figures():
        after += 1
    if sentence.key(after) not in _ENDS and sentence.ending("unit", after) is None:
        return None
    if any(sentence.key(i) in _NOT_GAPS or sentence.at("verb", i) for i in range(begin + 1, first)):
        return None  # 82 dead, the youngest a boy of thirteen
    noun = phrase(sentence, begin, first - 1)
    if noun is None or noun.last != first - 1 or not known(sentence, noun):
        return None
    if sentence.ending("unit", noun.last) and not any(
        sentence.key(i) in lexicon().speaking for i in range(noun.first, noun.last + 1)
    ):
        return None
    if content(sentence, noun.first, noun.last + 1):
        return None
    scope: Scope = ((sentence.words[noun.last].end, sentence.end),)
    made_ = made(sentence, Hit(begin, begin, "verb", None), cue.verb, cue.strength, noun, scope, begin)
    return made_._replace(parted=True)
