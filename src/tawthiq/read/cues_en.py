"""English reporting verbs: whom they make speak, and what of the sentence is told by it.

What is told stands behind the verb, before it where the verb comes last, on both sides where it stands in between. `loose` verbs
(remember, observe, cry) are speech only where that, how, a colon or a quotation shows it.
"""

from collections.abc import Sequence

from tawthiq.language.phrases import Hit
from tawthiq.read import papers
from tawthiq.read.cue import OPENING, THAT, Cue, Scope, clause, content, made
from tawthiq.read.cues_passive import as_saying, passive
from tawthiq.read.known_en import animate, known
from tawthiq.read.names import Noun
from tawthiq.read.sentence import CLOSING, Sentence
from tawthiq.read.subject_after import subject_after
from tawthiq.read.subject_en import Subject, quoted_name, subject_before
from tawthiq.read.words import listed

_BE = listed("cues", "be")
_NOUNS = listed("cues", "nouns")
_DETERMINERS = listed("cues", "determiners")
_WEAK = listed("cues", "weak")
_SKIP = listed("cues", "skip")
_TRAILING = listed("cues", "trailing")
_NOT_INVERTED = listed("cues", "not_inverted")
_NOBODY = listed("cues", "nobody_en")
_CHARGES = listed("cues", "charges")
_SOME = listed("cues", "some")
_SHOWN = listed("cues", "shown_by")
_FINITE = listed("subject", "hard") - {
    "that",
    "as",
    "when",
    "after",
    "before",
    "since",
    "until",
    "while",
    "or",
    "if",
}
_PRONOUNS = {"he": "m", "she": "f", "they": "p", "it": "it"}
_NOT = listed("cues_en", "not")
_QUOTING = listed("cues_en", "quoting")
_HOW = THAT | {"how", "why", "what", "where", "whether", "when", "being", "seeing", "hearing"}
_COUNTING = listed("cues_en", "counting")
_ADJOINING = listed("cues_en", "adjoining")
_CALLS = listed("cues_en", "calls")
_FUTURE = frozenset(("will", "may", "might", "shall"))
_BY_WIRE = listed("cues_en", "by_wire")
_PLACES = listed("cues_en", "places")
_STATIONED = listed("cues_en", "stationed")
_AT = listed("cues_en", "at")
_NO_MOUTHS = listed("cues_en", "no_mouths")
_THROUGH = listed("cues_en", "through")
_AFTER_NOUN = listed("cues_en", "after_noun")
_ISSUED = listed("cues_en", "issued")
_REPLYING = listed("cues_en", "replying")
_RUNNING = listed("cues_en", "running")
_ABOUT = listed("cues_en", "about")
_TOLD_TO = listed("cues_en", "told_to")
_UNSAID = listed("cues_en", "unsaid")
_CLAIMS = frozenset(("claim", "claims", "state", "states"))
_RUNS = frozenset(("was", "were", "is", "are"))
_ADDED = listed("cues_en", "added")
_ASIDE = 11
_WHICH = listed("cues_en", "which")
_SO = frozenset(("so", "and", "but", "yet", "now", "thus"))
_OWNED = listed("cues_en", "owned")
_LOOK = 7
_FAR = 8
_FINDS = listed("cues_en", "finds")
_OBJECT = listed("cues_en", "object")


def english(sentence: Sentence, hit: Hit) -> Sequence[Cue]:  # noqa: C901, PLR0911, PLR0912 - a grammar: one early answer a rule
    """The cues of one reporting verb."""
    said = hit.value
    previous = sentence.key(hit.first - 1)
    word = sentence.words[hit.first].key
    following = sentence.key(hit.last + 1)
    if previous == "-" and sentence.text[sentence.words[hit.first - 1].start - 1].isalpha():
        return []  # conflict-related
    if word in _REPLYING and following in ("to", "with", "by") and previous not in CLOSING | {","}:
        return []  # teams responded to 14 strikes
    if word in _NOUNS and (
        (previous in _DETERMINERS and not (previous == "media" and word in _CLAIMS))
        or following in _AFTER_NOUN
        or following in _SHOWN
        or sentence.at("verb", hit.last + 1)
    ):
        return []
    if previous in ("the", "a", "an", "those", "its", "their", "his", "her"):
        return []  # the accused
    if word == "statement" and hit.last > hit.first and previous in _ADJOINING:
        return []  # a joint statement by X and Y says: the verb behind it has them
    if previous in _FUTURE and sentence.key(hit.first - 2) in ("they", "he", "she", "you"):
        return []  # they will say five
    if word == "accused" and sentence.at("verb", hit.last + 1):
        return []  # the first accused admitted
    if word in _PLACES and sentence.words[hit.first].cap == 1 and hit.first:
        return []  # outside Tell Zahra
    if word in _STATIONED and following in _AT:
        return []  # the soldiers posted at the bridge
    if word.endswith("'s") or (word in _ISSUED and papers.paper_at(sentence, hit.first - 1)):
        return []  # Islamic State's; in a statement posted online
    going = word.endswith("ing")
    by = _counted_by(sentence, hit) if word in _COUNTING | {"reported", "confirmed", "listed"} else None
    if by is not None:
        whole = clause(sentence, hit.first, hit.last)
        return [made(sentence, hit, said.verb, said.strength, papers.issuer(sentence, by), whole)]
    if not going and (
        previous in _BE
        or (following == "by" and not word.endswith("s") and sentence.key(hit.last + 2) not in _BY_WIRE)
        or (previous in _SKIP and sentence.key(hit.first - 2) in _BE)
    ):
        return passive(sentence, hit)
    if previous == "to" and (rang := _rang(sentence, hit)) is not None:
        return [rang]
    if previous in ("to", "without", "despite", "not") and not word.endswith(("ed", "said", "told")):
        return []
    if going and previous == "," and word not in _QUOTING:
        return []  # ", stressing that": whoever spoke before goes on; `voices` keeps the outer cue
    if said.verb == "confirmed" and any(sentence.key(hit.first - back) in _NOT for back in (1, 2, 3)):
        return []  # could not be verified
    return _told(sentence, hit)


def _rang(sentence: Sentence, hit: Hit) -> Cue | None:
    """The duty doctor rang back at four to say one had died: whoever calls or comes to say it."""
    stop = hit.first - 1
    at = next((i for i in range(stop - 1, max(-1, stop - _LOOK), -1) if sentence.key(i) in _CALLS), None)
    if at is None or sentence.key(hit.last + 1) in ("goodbye", "farewell", "thank", "nothing", "a", "hello"):
        return None
    subject = subject_before(sentence, at)
    if subject is None or subject.noun is None:
        return None
    noun = subject.noun
    if not noun.pronoun and not animate(sentence, noun):
        return None
    scope: Scope = ((sentence.words[hit.last].end, sentence.end),)
    agrees = _PRONOUNS.get(noun.text, "") if noun.pronoun else ""
    return made(sentence, hit, hit.value.verb, hit.value.strength, noun, scope, subject.edge, agrees)


def _counted_by(sentence: Sentence, hit: Hit) -> Noun | None:
    """212 families counted in Mopti by the Directorate: whoever counted stands behind "by"."""
    before = hit.first - 1
    counted_ = before in sentence.figures() or sentence.ending("unit", before) is not None
    if not counted_ or not any(i in sentence.figures() for i in range(max(0, before - 3), before + 1)):
        return None
    for index in range(hit.last + 1, min(len(sentence.words) - 1, hit.last + _LOOK)):
        if sentence.words[index].kind == "p":
            return None
        if sentence.key(index) == "by":
            noun = subject_after(sentence, index + 1)
            return noun if noun is not None and known(sentence, noun) else None
    return None


def _told(sentence: Sentence, hit: Hit) -> Sequence[Cue]:  # noqa: C901, PLR0911, PLR0912 - a grammar: one early answer a rule
    said = hit.value
    previous = sentence.key(hit.first - 1)
    word = sentence.words[hit.first].key
    going = word.endswith("ing")
    if word in ("accused", "suspected") and sentence.key(hit.last + 1) in ("of", "in"):
        return []  # three men accused of burying
    if word == "asked" and hit.first == 0 and sentence.key(hit.last + 1) in _ABOUT:
        return []  # Asked about the dead, the mayor said
    if said.strength == "show":
        shown = _shown(sentence, hit)
        if shown or said.verb == "showed":
            return [shown] if shown else []
    begin = hit.first - 2 if going and previous == "by" else hit.first  # they end by saying
    if going and previous in _RUNS and sentence.key(hit.first - 2) not in ("and", "but", ","):
        begin = hit.first - 1  # state television was speaking of 20 dead
    saying = as_saying(sentence, hit)
    if saying:
        return saying
    if word == "found" and previous in ("and", "then"):
        return []  # people opened a pit and found 23 skeletons
    if _mere_act(sentence, hit):
        return []
    through = _through(sentence, hit)
    if through is not None:
        return [through]
    if said.loose and hit.first and sentence.keys.isdisjoint(CLOSING):
        ends = sentence.key(hit.last + 1) in (".", "")
        if not ends and not _seen_behind(sentence, hit):
            return []  # whoever stands before it: nothing shows that it is speech
    subject = subject_before(sentence, begin)
    quoted = previous in CLOSING or (previous == "," and sentence.key(hit.first - 2) in CLOSING)
    if (
        word.startswith("continu")
        and not quoted
        and sentence.key(hit.last + 1) not in THAT | OPENING | {",", "."}
    ):
        return []  # the search continues at
    if hit.first == 0:
        quoted = sentence.closing
    if quoted and previous in CLOSING and quoted_name(sentence, hit.first - 1):
        quoted = False
    found = _inverted(sentence, hit, subject, quoted=quoted)
    if found:
        return [found]
    if subject is None or subject.noun is None:
        return []
    noun = papers.owned(sentence, papers.issuer(sentence, subject.noun))
    if sentence.key(noun.first) in ("nobody", "none", "nothing", "neither"):
        return []
    if said.loose and not _seen(sentence, hit, subject):
        return []
    if sentence.key(noun.last) == "one" and word.endswith("s") and not sentence.words[noun.last].cap:
        return []  # as one counts
    if _nobody(sentence, noun):
        at = sentence.words[hit.first].start
        edge = sentence.words[noun.first].start
        return [Cue(said.verb, "weak", None, None, False, at, _scope(sentence, hit, subject), edge=edge)]
    weak = word in _WEAK or said.strength == "show"
    sure = noun.pronoun or animate(sentence, noun) or _closed(sentence, subject)
    if weak and not sure and not (word in _COUNTING and _counts(sentence, hit, noun)):
        return []
    scope = _scope(sentence, hit, subject)
    if going and previous in _RUNS and sentence.key(hit.last + 1) not in THAT:
        scope = _until_but(sentence, scope)
    agrees = _PRONOUNS.get(noun.text, "") if noun.pronoun else ""
    return [made(sentence, hit, said.verb, said.strength, noun, scope, subject.edge, agrees)]


def _through(sentence: Sentence, hit: Hit) -> Cue | None:
    """The front admitted through its spokesman, X, that: whoever is named as the mouth of a body."""
    if sentence.key(hit.last + 1) not in _THROUGH or sentence.key(hit.last + 2) not in _OWNED:
        return None
    noun = subject_after(sentence, hit.last + 2)
    if noun is None or not known(sentence, noun) or sentence.key(noun.last) in _NO_MOUTHS:
        return None
    scope: Scope = ((sentence.words[noun.last].end, sentence.end),)
    return made(sentence, hit, hit.value.verb, hit.value.strength, noun, scope, hit.first)


def _mere_act(sentence: Sentence, hit: Hit) -> bool:  # noqa: PLR0911 - a grammar: one early answer a rule
    """Rebels found the officers; police recorded his name; announced the prayer when a shell hit: nothing is told by it."""
    key = sentence.key(hit.last + 1)
    if sentence.words[hit.first].key in _FINDS:
        if key not in _OBJECT:
            return False
        for index in range(hit.last + 1, min(len(sentence.words), hit.last + _FAR)):
            each = sentence.key(index)
            if (
                index in sentence.figures()
                or sentence.act_at(index)
                or each in _HOW
                or each in OPENING
                or each == "no"
            ):
                return False
            if each in (",", "and", "but", ";", "."):
                return True
        return False
    if key not in _OBJECT:
        return False
    when = next((i for i in range(hit.last + 2, hit.last + _ASIDE) if sentence.key(i) == "when"), None)
    if when is None or any(
        sentence.key(i) in THAT or sentence.key(i) in (",", ":") for i in range(hit.last + 1, when)
    ):
        return False
    return not content(sentence, hit.last + 1, when)


def _until_but(sentence: Sentence, scope: Scope) -> Scope:
    """Medics are reporting many casualties, but the tally is not complete: what they report ends with its clause."""
    but = next((token.start for token in sentence.words if token.key == "but"), None)
    return scope if but is None else tuple((a, min(b, but)) for a, b in scope if a < but)


def _inverted(sentence: Sentence, hit: Hit, subject: Subject | None, *, quoted: bool) -> Cue | None:
    said = hit.value
    previous = sentence.key(hit.first - 1)
    following = sentence.key(hit.last + 1)
    word = sentence.words[hit.first].key
    inverted = (previous in (",", "so") or quoted or hit.first == 0) and word not in _NOT_INVERTED
    if not inverted or (subject is not None and following in THAT | {","}):
        return None
    if following in _TOLD_TO:
        return None  # X, who is in charge, informed us; X, the commander, disputed this
    noun = subject_after(sentence, hit.last + 1)
    if noun is None or _clause(sentence, noun.last + 1):
        return None
    if not quoted and _told_by(sentence, noun, subject):
        return None
    if said.loose and not quoted:
        return None
    noun = papers.issuer(sentence, noun)
    scope: Scope = ((sentence.start, sentence.words[hit.first].start),)
    resumes = not quoted and sentence.key(noun.last + 1) == "," and not content(sentence, 0, hit.first)
    if resumes and content(sentence, noun.last + 2, len(sentence.words)):
        scope = (
            *scope,
            (sentence.words[noun.last].end, sentence.end),
        )  # overnight, says the agency, raids hit
    agrees = _PRONOUNS.get(sentence.key(noun.first), "") if noun.pronoun else ""
    return made(sentence, hit, said.verb, said.strength, noun, scope, hit.first, agrees)


def _nobody(sentence: Sentence, noun: Noun) -> bool:
    """Reports say, estimates put: nobody is named."""
    inside = [sentence.key(i) for i in range(noun.first, noun.last + 1)]
    return inside[-1] in _NOBODY and all(key in _SOME for key in inside[:-1])


def _counts(sentence: Sentence, hit: Hit, noun: Noun) -> bool:
    """An intern at the morgue counted a dozen corpses: what counts people is somebody."""
    inside = range(noun.first, noun.last + 1)
    told = any(sentence.act_at(i) or sentence.at("means", i) or i in sentence.figures() for i in inside)
    return not told and any(i in sentence.figures() for i in range(hit.last + 1, hit.last + 5))


def _closed(sentence: Sentence, subject: Subject) -> bool:
    edge = subject.edge - (sentence.key(subject.edge - 1) in ("the", "a", "an"))
    return sentence.key(edge - 1) in CLOSING


def _seen(sentence: Sentence, hit: Hit, subject: Subject) -> bool:
    """That, how, a colon or a quotation shows that a loose verb is speech."""
    if _closed(sentence, subject):
        return True
    if sentence.key(subject.edge - 1) == "," and sentence.key(hit.last + 1) in (".", ""):
        return True  # nine of them were tortured, their lawyers maintain
    return _seen_behind(sentence, hit)


def _seen_behind(sentence: Sentence, hit: Hit) -> bool:
    word = sentence.words[hit.first].key
    for index in range(hit.last + 1, min(len(sentence.words), hit.last + _LOOK)):
        key = sentence.key(index)
        if hit.value.verb == "called" and key in _CHARGES:
            return True
        if key == "of" and word.startswith(("spoke", "speak", "talk", "learn")) and index < hit.last + 4:
            return True
        if key in _HOW or key in OPENING:
            return True
        if key in (".", ";", "and", "but"):
            return False
    return False


def _scope(sentence: Sentence, hit: Hit, subject: Subject) -> Scope:  # noqa: PLR0911 - a grammar: one early answer a rule
    """What is told stands before the cue, behind it, or on both sides."""
    mine = (
        i
        for i in range(hit.last + 1, len(sentence.words) - 2)
        if (sentence.key(i) == ";" and sentence.key(i + 1 + (sentence.key(i + 1) in _SO)) in ("i", "we"))
        or (sentence.key(i) == "," and sentence.key(i + 1) == "but" and sentence.key(i + 2) in ("i", "we"))
    )
    end = next((sentence.words[i].start for i in mine), sentence.end)
    behind = (sentence.words[hit.last].end, end)  # the radio says a hundred; I counted seventeen
    if any(sentence.key(hit.first - back) in _UNSAID for back in (1, 2)):
        stops = (i for i in range(hit.last + 1, len(sentence.words)) if sentence.key(i) in (",", ";", "but"))
        behind = (behind[0], next((sentence.words[i].start for i in stops), behind[1]))
        return (behind,)  # have not said how many; the cemetery has nineteen graves
    edge = subject.edge - (sentence.key(subject.edge - 1) in ("the", "a", "an"))
    head = sentence.words[edge].start
    mark = sentence.key(edge - 1)
    quote = mark in CLOSING and edge > 1
    if mark == "as" and edge > 2:  # as the victims' association has always maintained
        return ((sentence.start, head), behind)
    joined = mark == "and" and sentence.key(edge - 2) == "," and _trailing(sentence, hit.last + 1)
    if joined and content(sentence, 0, edge) and not content(sentence, hit.last + 1):
        return ((sentence.start, head),)  # her sons were killed, and she told me
    if not (quote or mark in (",", "—", "-")) or edge < 3:
        return (behind,)
    if mark == "," and sentence.key(hit.last + 1) == "," and sentence.key(edge - 2) in _RUNNING:
        return (behind,)  # where, he says, twenty people sat
    if mark == "," and sentence.key(hit.last + 1) == ":" and content(sentence, 0, edge):
        return ((sentence.start, head), behind)
    behind_only = not quote and content(sentence, hit.last + 1) and not content(sentence, 0, edge)
    if quote or (_trailing(sentence, hit.last + 1) and not behind_only):
        told_on = sentence.key(hit.first) == "told" and "," in (
            sentence.key(i) for i in range(hit.last + 2, hit.last + 6)
        )
        goes_on = quote or sentence.key(hit.last + 1) in (",", "(", ";") or told_on
        goes_on = goes_on or _resumed(sentence, hit.last + 1) or _in_paper(sentence, hit.last + 1)
        if quote and sentence.key(hit.last + 1) == "when":
            return ((sentence.start, head),)  # "no," she said when asked about the strike, which killed eight
        parts = [i for i in range(edge) if sentence.key(i) == ";"]
        low = sentence.words[parts[-1]].end if parts and goes_on and not quote else sentence.start
        return ((low, head), behind) if goes_on else ((sentence.start, head),)
    return (behind,)


def _resumed(sentence: Sentence, at: int) -> bool:
    """Nine died, he wrote on his channel, and two were hurt: behind when and where it was said, the telling goes on."""
    ahead = range(at, min(len(sentence.words), at + _ASIDE))
    comma = next((i for i in ahead if sentence.key(i) in (",", ";")), None)
    if comma is None or content(sentence, at, comma):
        return False
    if sentence.key(comma) == ";":
        return content(sentence, comma + 1, len(sentence.words))
    key = sentence.key(comma + 1)
    going = key.endswith("ing") and sentence.at("verb", comma + 1) is not None
    return (going or key in _ADDED) and content(sentence, comma + 1, len(sentence.words))


def _in_paper(sentence: Sentence, at: int) -> bool:
    """The police said in a communiqué which puts the dead at fifteen: what their paper tells is theirs."""
    for index in range(at, min(len(sentence.words) - 1, at + _ASIDE)):
        if (
            papers.paper_at(sentence, index)
            and sentence.key(index + 1 + (sentence.key(index + 1) == ",")) in _WHICH
        ):
            return content(sentence, index + 1, len(sentence.words))
    return False


def _trailing(sentence: Sentence, at: int) -> bool:
    """Nothing is told behind the verb: it ends the sentence, or only when, where and to whom follow it."""
    at += sentence.key(at) in ("us", "me", "him") and sentence.key(at - 1) != "told"
    key = sentence.key(at)
    if key in ("", ".", ",", ")", "!", "?", ";", "—"):
        return True
    if "condition" in (sentence.key(i) for i in range(at, at + 7)) and key not in THAT:
        return True
    if key in THAT or key in OPENING:
        return False
    if key == "there" and sentence.key(at + 1) in ("was", "were", "is", "are", "had", "have", "has", "could"):
        return False  # said there were six
    rest = {sentence.key(i) for i in range(at, min(len(sentence.words), at + 9))}
    day = any(span.first <= at + 1 and at <= span.last for span in sentence.dates)
    recipient = sentence.key(at - 1) == "told" and sentence.words[at].kind == "w"
    if key in _TRAILING or recipient or day:
        return "that" not in rest and not ((day or recipient) and content(sentence, at))
    return False


def _clause(sentence: Sentence, at: int) -> bool:
    """A verb stands at token `at`: what came before it is the subject of a clause, not of the saying."""
    return sentence.key(at) in _FINITE or (sentence.at("verb", at) is not None and sentence.key(at) != "told")


def _told_by(sentence: Sentence, noun: Noun, subject: Subject | None) -> bool:
    """What stands behind the verb is told, not the teller."""
    inside = range(noun.first, noun.last + 1)
    figures = any(
        (i in sentence.figures() and sentence.key(i + 1) != "-") or sentence.act_at(i) for i in inside
    )
    return content(sentence, noun.last + 1) or (figures and subject is not None)


def _shown(sentence: Sentence, hit: Hit) -> Cue | None:
    """Images reviewed by X show: X speaks; pictures alone do not."""
    said = hit.value
    for index in range(hit.first - 1, max(-1, hit.first - 14), -1):
        for_us = sentence.key(index - 2) == "for" and sentence.key(index - 3) in _SHOWN
        if sentence.key(index) == "by" and (for_us or sentence.key(index - 1) in _SHOWN):
            noun = subject_after(sentence, index + 1)
            if noun:
                behind = ((sentence.words[hit.last].end, sentence.end),)
                return made(sentence, hit, said.verb, said.strength, noun, behind)
        if sentence.key(index) in ("which", "that") and any(
            sentence.key(i) in _SHOWN for i in range(index + 2, hit.first)
        ):
            noun = subject_after(sentence, index + 1)
            if noun:
                behind = ((sentence.words[hit.last].end, sentence.end),)
                return made(sentence, hit, said.verb, said.strength, noun, behind)
    return _paper_shows(sentence, hit)


def _paper_shows(sentence: Sentence, hit: Hit) -> Cue | None:
    """The agency's figures show; a count by AFP shows: whoever keeps them, else the papers themselves."""
    subject = subject_before(sentence, hit.first)
    if hit.value.verb != "showed" or subject is None or subject.noun is None:
        return None
    noun = subject.noun
    if not any(papers.paper_at(sentence, i) for i in range(noun.first, noun.last + 1)):
        return None
    scope = _scope(sentence, hit, subject)
    return made(sentence, hit, "reported", "bare", papers.issuer(sentence, noun), scope, subject.edge)
