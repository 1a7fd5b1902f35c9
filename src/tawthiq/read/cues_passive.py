"""English attribution in the passive: X was quoted by Z as saying, it was confirmed by the agency, were reported killed."""

from collections.abc import Sequence

from tawthiq.language.phrases import Hit
from tawthiq.read import papers
from tawthiq.read.cue import Cue, Scope, clause, made
from tawthiq.read.sentence import Sentence
from tawthiq.read.subject_after import subject_after
from tawthiq.read.subject_en import subject_before
from tawthiq.read.words import listed

_BE = listed("cues", "be")
_SKIP = listed("cues", "skip")
_PRONOUNS = {"he": "m", "she": "f", "they": "p", "it": "it"}
_QUOTING = listed("cues_en", "quoting")
_SAYING = ("saying", "telling", "stating", "having")
_REACTED = listed("cues_en", "reacted")
_TOLD = 3

_OWN = listed("cues_passive", "own")
"""In the passive these are what was done, not what is told by nobody."""


def as_saying(sentence: Sentence, hit: Hit) -> list[Cue]:
    """Z quoted X as saying: X speaks, and Z quotes; what X says stands behind, or before where nothing does."""
    if sentence.words[hit.first].key not in _QUOTING:
        return []
    noun = subject_after(sentence, hit.last + 1)
    if noun is None:
        return []
    subject = subject_before(sentence, hit.first)
    for index in range(hit.last + 2, min(len(sentence.words) - 1, hit.last + 16)):
        if sentence.key(index) == "as" and sentence.key(index + 1) in _SAYING:
            scope = _saying_scope(sentence, index + 1, hit.first if subject is None else subject.edge)
            found = [made(sentence, hit, "said", "bare", noun, scope, hit.first)._replace(inner=True)]
            if subject and subject.noun:
                outer = papers.issuer(sentence, subject.noun)
                found.append(made(sentence, hit, "quoted", "bare", outer, scope, subject.edge))
            return found
    return []


def _saying_scope(sentence: Sentence, saying: int, edge: int) -> Scope:
    short = sum(1 for token in sentence.words[saying + 1 :] if token.kind in "wn") < _TOLD
    if short:
        return ((sentence.start, sentence.words[edge].start),)
    return ((sentence.words[saying].end, sentence.end),)


def passive(sentence: Sentence, hit: Hit) -> Sequence[Cue]:  # noqa: PLR0911 - a grammar: one early answer a rule
    """Was confirmed by the WHO; was quoted by SANA as saying; were reported killed (nobody named)."""
    said = hit.value
    if said.loose:
        return []
    whole = clause(sentence, hit.first, hit.last)
    word = sentence.words[hit.first].key
    if word in ("quoted", "cited"):
        return _quoted(sentence, hit)
    if word == "told" and sentence.key(hit.last + 1) == "that":
        at = sentence.words[hit.last].end
        return [Cue("said", "weak", None, None, False, at, ((at, sentence.end),), edge=at)]
    if sentence.key(hit.last + 1) == "by" and (word in _REACTED or word == "claimed"):
        return []  # the attack was claimed by X, condemned by Y: who told of it is another
    if sentence.key(hit.last + 1) == "by":
        noun = subject_after(sentence, hit.last + 2)
        named = noun is not None and sentence.key(noun.first) not in ("nobody", "none")
        return [made(sentence, hit, said.verb, said.strength, noun, whole)] if noun and named else []
    following = sentence.key(hit.last + 1)
    at = sentence.words[hit.first].start
    told = word not in _OWN and said.verb in (
        "reported",
        "estimated",
        "confirmed",
        "claimed",
    )
    agentless = told and following not in (
        ",",
        ".",
        ";",
        "",
        "in",
    )
    if agentless or (word == "reported" and following == "."):
        return [Cue(said.verb, "weak", None, None, False, at, whole, edge=at)]
    if said.strength == "accuse" and following == "of":
        return [Cue(said.verb, "weak", None, None, False, at, ((at, sentence.end),), edge=at)]
    return []


def _quoted(sentence: Sentence, hit: Hit) -> Sequence[Cue]:
    """X was quoted (by Z) as saying (by Z)."""
    saying = next(
        (
            i + 1
            for i in range(hit.last + 1, min(len(sentence.words) - 1, hit.last + 12))
            if sentence.key(i) == "as" and sentence.key(i + 1) in _SAYING
        ),
        None,
    )
    if sentence.key(hit.last + 1) == "by" and sentence.key(hit.first - 1) not in _BE | _SKIP:
        noun = subject_after(sentence, hit.last + 2)
        whole: Scope = ((sentence.start, sentence.end),)
        closed = sentence.key(hit.first - 1) != "," or (
            noun is not None and sentence.key(noun.last + 1) == ","
        )
        return [made(sentence, hit, "quoted", "bare", noun, whole)] if noun is not None and closed else []
    be = hit.first - 1
    while be > 0 and sentence.key(be) in _BE | {"has", "have", "had", "also", "later"}:
        be -= 1
    subject = subject_before(sentence, be + 1)
    if subject is None or subject.noun is None or (saying is None and sentence.key(be) != "was"):
        return []
    behind: Scope = ((sentence.words[saying or hit.last].end, sentence.end),)
    outer = None
    for index in {hit.last + 1, (saying or hit.last) + 1}:
        if sentence.key(index) == "by":
            outer = subject_after(sentence, index + 1)
            if saying and index > saying:
                behind = ((sentence.start, sentence.words[subject.edge].start),)
    agrees = _PRONOUNS.get(sentence.key(subject.noun.first), "")
    found = [
        made(sentence, hit, "said", "bare", subject.noun, behind, subject.edge, agrees)._replace(inner=True)
    ]
    if outer:
        found.append(made(sentence, hit, "quoted", "bare", outer, behind, subject.edge))
    return found
