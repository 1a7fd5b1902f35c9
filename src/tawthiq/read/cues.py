"""Attribution is a layer of its own: cue, source and scope are found before any claim, and a claim only looks them up.

A cue is a reporting verb, "according to" and its like, agentless words ("it is estimated"), or a source that no verb makes
speak. Its scope is the part of the sentence it governs.
"""

from collections.abc import Sequence

from tawthiq.language.phrases import Hit
from tawthiq.read import before_ar, papers, subject_ar
from tawthiq.read.called_ar import by_name
from tawthiq.read.cue import OPENING, Cue, Scope, clause, content, joins, made, moved
from tawthiq.read.cues_ar import arabic
from tawthiq.read.cues_counted import counted, named_as, put, raised, saw
from tawthiq.read.cues_counted_ar import named as named_ar
from tawthiq.read.cues_counted_ar import raised as raised_ar
from tawthiq.read.cues_en import english
from tawthiq.read.cues_given import answered, gaps, given
from tawthiq.read.cues_passed import passed_on
from tawthiq.read.known_en import animate, known
from tawthiq.read.label_en import named_before_quote
from tawthiq.read.labels import placed
from tawthiq.read.learned_ar import learned, seen
from tawthiq.read.lexicon import lexicon
from tawthiq.read.names import Noun
from tawthiq.read.sentence import Sentence
from tawthiq.read.sources import label, tagged
from tawthiq.read.subject_after import subject_after
from tawthiq.read.subject_en import subject_before
from tawthiq.read.told_ar import clause_initial
from tawthiq.read.verbs_ar import verbal
from tawthiq.read.words import listed

_CITING = listed("cues", "citing")
_DEMANDING = listed("cues", "demanding")
_MARKS = ",;:،؛"
_OWN_WORDS = listed("cues", "own_words")
_OBJECTS = listed("cues", "objects")
_PAIR = 2
_JOINT = ("and,", "but,", "yet,")
_MORE = listed("carried", "further")
_ON = listed("carried", "verbs") | {"of", "more", "other", "others", "came", "fled", "went", "got"}
_GOT = listed("cues", "got")
_UNITS = listed("cues", "units")

__all__ = ["Cue", "cues"]


def cues(sentence: Sentence) -> list[Cue]:
    """Every cue of a sentence, in order."""
    if sentence.met.cues is None:
        sentence.met.cues = sentence.start, _found(sentence)
    start, found = sentence.met.cues
    by = sentence.start - start
    if any(cue.label for cue in found) and placed(sentence):
        found = [cue for cue in found if not cue.label]
    if not found and (alone := named_before_quote(sentence) or answered(sentence)) is not None:
        return [alone]
    return [moved(cue, by) for cue in found] if by else list(found)


def _found(sentence: Sentence) -> list[Cue]:
    found, closed = _according(sentence)
    found += _agentless(sentence, closed)
    verbs = sentence.hits.get("verb", ())
    hedges = sentence.hits.get("hedge_before", ()) if verbs else ()
    hedging = {i for hit in hedges for i in range(hit.first, hit.last + 1)}
    for hit in verbs:
        if hit.first in closed or (hit.first in hedging and hit.last + 1 in hedging):
            continue  # ما يقدر بـ3500 أسرة
        if not sentence.words[hit.first].arabic:
            found.extend(english(sentence, hit))
        elif verbal(sentence, hit):
            found.extend(arabic(sentence, hit))
    if sentence.lang == "en":
        found += put(sentence)
        found += counted(sentence)
        found += raised(sentence)
        found += saw(sentence)
        found += named_as(sentence)
        found += [cue for cue in given(sentence) if all(cue.at != each.at for each in found)]
        found += gaps(sentence, found)
    elif sentence.lang == "ar":
        found += seen(sentence)
        found += learned(sentence)
        found += raised_ar(sentence)
        found += named_ar(sentence)
    found += passed_on(sentence, found)
    if "(" in sentence.keys:
        found = [_inside(sentence, cue) for cue in found]
    found += _unspoken(sentence, found)
    if not found:
        return found
    return _bounded(sentence, _widened(sentence, sorted(found, key=lambda cue: cue.at)))


def _inside(sentence: Sentence, cue: Cue) -> Cue:
    """(the government recognises two): what a bracket's own source and verb tell ends with the bracket."""
    low = 0
    for index, token in enumerate(sentence.words):
        if token.key == "(":
            low = token.start
        elif token.key == ")" and low:
            if low < cue.edge < token.start and low < cue.at < token.start and cue.verb != "according to":
                scope = tuple(
                    (max(a, low), min(b, token.start)) for a, b in cue.scope if a < token.start and b > low
                )
                return cue._replace(scope=scope)
            low = 0
        elif index and token.start > cue.at and not low:
            break
    return cue


def _unspoken(sentence: Sentence, found: Sequence[Cue]) -> list[Cue]:
    """Sources that no verb makes speak, where none of the cues found stands in their way."""
    named = [] if any([cue.speaker or cue.pronoun for cue in found]) else tagged(sentence)  # noqa: C419 - a list is faster here
    if ":" not in sentence.keys or any(cue.opens for cue in (*found, *named)):
        return named
    head = label(sentence)
    return [*named, head] if head else named


def _according(sentence: Sentence) -> tuple[list[Cue], set[int]]:  # noqa: C901 - a grammar: one early answer a rule
    """According to X, بحسب X: and the tokens that these take up."""
    found: list[Cue] = []
    closed: set[int] = set()
    for hit in sentence.hits.get("cue", ()):
        token = sentence.words[hit.first]
        citing = token.key in _CITING or sentence.key(hit.last) in _CITING
        if sentence.key(hit.first - 1) == "without":
            continue  # without citing a source
        if citing and any(sentence.key(i) in ("as", "saying") for i in range(hit.last + 2, hit.last + 12)):
            continue  # quoting X as saying
        noun = _given_by(sentence, hit) if token.arabic else subject_after(sentence, hit.last + 1)
        own = sentence.key(hit.last + 1) if token.arabic else ""
        itself = token.arabic and token.key.endswith(("به", "بها", "بهم"))
        if itself or own in _OWN_WORDS:  # على حد قولها, وفق روايته, بحسبها
            own = token.key if itself else own
            at = hit.last + (not itself)
            closed.update(range(hit.first, at + 1))
            noun = Noun(at, at, "", pronoun=True)
            of = "f" if own.endswith("ها") else "p" if own.endswith("هم") else "m"
            whole = clause(sentence, hit.first, at)
            found.append(made(sentence, hit, "according to", "bare", noun, whole, hit.first, of))
            continue
        closed.update(range(hit.first, hit.last + 1))
        if noun is None or (token.arabic and sentence.key(hit.last + 1) in ("ما", "لما")):
            continue  # وفقاً لما أفاد به: the verb behind it has the speaker
        closed.update(range(noun.first, noun.last + 1))
        if token.arabic:
            called = by_name(sentence, noun)
            last = called.last + 1
            closed_ = last >= len(sentence.words) or sentence.words[last].kind == "p"
            noun = called if closed_ or called.first <= noun.last + 1 else noun  # بحسب الاتحاد، قفز بحار
        noun = papers.issuer(sentence, noun)
        if token.arabic and papers.ours(sentence, noun):
            continue  # شهادات جمعها فريقنا: our own
        if token.key.endswith("بشهاده") and noun.first == noun.last and not subject_ar.known(sentence, noun):
            continue  # أدلى بشهادة مماثلة
        if noun.text in _OBJECTS or _measure(sentence, hit.first, noun):
            continue
        if citing and not token.arabic and not animate(sentence, noun):
            continue  # citing preliminary information
        scope = clause(sentence, hit.first, noun.last)
        if not token.arabic:
            scope = _own_clause(sentence, hit, noun, scope)
        cue = made(sentence, hit, "according to", "bare", noun, scope, hit.first if token.arabic else None)
        joined = token.arabic and not token.key.startswith("وفق")
        if cue.parted and joined and content(sentence, noun.last + 1):
            cue = cue._replace(scope=((cue.edge, scope[0][1]),))  # ووفقاً لشهود: what follows is theirs alone
        found.append(cue._replace(inner=True, verb="cited") if citing else cue)
    return found, closed


def _own_clause(sentence: Sentence, hit: Hit, noun: Noun, scope: Scope) -> Scope:
    """Two ribs broke and, according to the doctor, he died of it; ...; seven came back: where X's part begins, and that it goes on."""
    low, high = scope[0]
    joint = hit.first - 1 - (sentence.key(hit.first - 1) == ",")
    behind = content(sentence, noun.last + 2, len(sentence.words))
    if sentence.key(joint) in ("and", "but", "yet") and behind and content(sentence, 0, joint):
        low = max(low, sentence.words[joint].start)
    for index in range(noun.last + 1, len(sentence.words) - 2):
        if sentence.key(index) == ";" and sentence.words[index].start == high:
            if not _further(sentence, index + 1):
                break
            high = next((t.start for t in sentence.words[index + 1 :] if t.key == ";"), sentence.end)
    return ((low, high),)


def _further(sentence: Sentence, at: int) -> bool:
    """Seven returned; one of them died; the others fled: behind a semicolon the same are counted on."""
    at += sentence.key(at) in ("and", "the")
    if sentence.key(at) in _MORE:
        return True
    if at not in sentence.figures() or at in sentence.dated:
        return False
    while at in sentence.figures():
        at += 1
    return sentence.key(at) in _ON or sentence.key(at).endswith("ed") or sentence.act_at(at)


def _given_by(sentence: Sentence, hit: Hit) -> Noun | None:
    """وفقاً للمرصد: the preposition that the cue demands leads to the source, and to nobody who was told."""
    begin = hit.last + 1
    if sentence.key(hit.first).removeprefix("و") not in _DEMANDING or begin >= len(sentence.words):
        return subject_ar.subject(sentence, hit.last, None)
    if sentence.key(begin) in ("ل", "الي"):
        begin += 1
    if begin >= len(sentence.words) or sentence.key(begin) in ("ما", "لما"):
        return subject_ar.subject(sentence, hit.last, None)
    return subject_ar.noun_at(sentence, begin + (sentence.key(begin) in OPENING))


def _measure(sentence: Sentence, first: int, noun: Noun) -> bool:
    """Per victim, per cent: a measure; nobody: no source."""
    if sentence.key(noun.first) in ("nobody", "none", "no"):
        return True
    if sentence.key(first) != "per" or sentence.words[noun.first].cap:
        return False
    return sentence.key(noun.first) in _UNITS or not known(sentence, noun)


def _agentless(sentence: Sentence, closed: set[int]) -> list[Cue]:
    found: list[Cue] = []
    for hit in sentence.hits.get("agentless", ()):
        if _said_by(sentence, hit):
            continue
        if subject_ar.as_for(sentence, hit.first) or hit.first in closed or _somebody(sentence, hit.first):
            continue
        if hit.first and hit.first - 1 in sentence.figures():
            continue  # 548 reports of missing persons
        got = _received(sentence, hit)
        if got is not None:
            found.append(got)
            closed.update(range(hit.first, hit.last + 1))
            continue
        owner = _estimates(sentence, hit)
        if owner is not None:
            found.append(owner)
            closed.update(range(hit.first, hit.last + 1))
            continue
        last = next(
            (i for i in range(hit.last + 1, len(sentence.words)) if sentence.key(i) in (";", ":")), None
        )
        end = sentence.words[last].start if last is not None else sentence.end
        begin = sentence.words[hit.first].start
        while hit.first and begin > sentence.start and sentence.text[begin - 1] not in _MARKS:
            begin -= 1
        at = sentence.words[hit.first].start
        apart = joins(sentence, hit.first)
        found.append(Cue(hit.value, "weak", None, None, False, at, ((begin, end),), edge=begin, parted=apart))
        closed.update(range(hit.first, hit.last + 1))
    return found


def _said_by(sentence: Sentence, hit: Hit) -> bool:
    """الناطق العسكري يزعم أن: the verb has its subject before it."""
    verb = sentence.at("verb", hit.first) if sentence.words[hit.first].arabic and hit.first else None
    if verb is None:
        return False
    apart = sentence.key(hit.first - 1) == ","  # مديرها، بول أوتيم، يعتقد أن
    if not apart and clause_initial(sentence, hit.first):
        return False
    noun = before_ar.subject_before(sentence, hit.first)
    return noun is not None and (apart or subject_ar.known(sentence, noun))


def _received(sentence: Sentence, hit: Hit) -> Cue | None:
    """UNHCR received credible reports of: whoever got them passes them on."""
    if not sentence.key(hit.first).startswith("report"):
        return None
    at = next((i for i in range(hit.first - 1, hit.first - 4, -1) if sentence.key(i) in _GOT), None)
    subject = subject_before(sentence, at) if at is not None else None
    if subject is None or subject.noun is None or subject.noun.pronoun or not known(sentence, subject.noun):
        return None
    behind = ((sentence.words[hit.last].end, sentence.end),)
    return made(sentence, hit, "reported", "weak", subject.noun, behind, subject.edge)


def _estimates(sentence: Sentence, hit: Hit) -> Cue | None:
    """تشير تقديرات المنظمة إلى: the estimates are somebody's after all."""
    after = sentence.words[hit.last + 1] if hit.last + 1 < len(sentence.words) else None
    if after is None or not after.arabic or not papers.paper_at(sentence, hit.last):
        return None
    noun = subject_ar.noun_at(sentence, hit.last + 1)
    if noun is None or not subject_ar.known(sentence, noun):
        return None
    behind = ((sentence.words[noun.last].end, sentence.end),)
    return made(sentence, hit, hit.value, "weak", noun, behind)


def _somebody(sentence: Sentence, first: int) -> bool:
    """OCHA reports that: the word is a verb and has its subject."""
    if sentence.key(first) != "reports" or first == 0:
        return False
    before = sentence.words[first - 1]
    if before.key == ",":  # our midwife, Eloísa, reports that
        subject = subject_before(sentence, first)
        return subject is not None and subject.noun is not None and known(sentence, subject.noun)
    if before.key in lexicon().speaking and "the" in (
        sentence.key(i) for i in range(max(0, first - 4), first - 1)
    ):
        return True  # the national radio reports that
    return before.cap > 0 and (first > 1 or sentence.at("organisation", 0) is not None or before.cap > 1)


def _apart(sentence: Sentence, cue: Cue, found: Sequence[Cue]) -> Cue:
    """Eleven arrested according to activists, four according to police: each answers for his side of the comma."""
    both = [c for c in found if c.verb == "according to" and c.span]
    if len(both) != _PAIR or cue not in both or sentence.lang != "en":
        return cue
    low, high = both[0].span[1] if both[0].span else 0, both[1].at
    comma = next((i for i, t in enumerate(sentence.words) if t.key == "," and low <= t.start < high), None)
    if comma is None or not content(sentence, comma + 1, _index(sentence, high)):
        return cue
    at = sentence.words[comma].start
    return cue._replace(scope=((sentence.start, at),) if cue is both[0] else ((at, sentence.end),))


def _index(sentence: Sentence, at: int) -> int:
    return next((i for i, token in enumerate(sentence.words) if token.start >= at), 0)


def _widened(sentence: Sentence, found: Sequence[Cue]) -> list[Cue]:
    """A ", according to X" behind "while" governs what stands before as well, where nobody else does."""
    out: list[Cue] = []
    for cue in found:
        low = cue.scope[0][0] if cue.scope else sentence.start
        alone = cue.verb == "according to" and low > sentence.start and sentence.text[low - 1] not in ";؛"
        alone = alone and not (low == cue.edge and cue.parted) and not sentence.text.startswith(_JOINT, low)
        others = [each for each in found if each is not cue and each.at < low]
        out.append(cue._replace(scope=((sentence.start, cue.scope[0][1]),)) if alone and not others else cue)
    return out


def _bounded(sentence: Sentence, found: Sequence[Cue]) -> list[Cue]:
    """A cue with a subject of its own behind a semicolon, "while" or "but" ends the scope of the cue before it."""
    out: list[Cue] = []
    for index, cue in enumerate(found):
        limit = next((c.edge for c in found[index + 1 :] if c.edge > cue.at and c.parted), None)
        if limit is None and sentence.keys >= {
            ";"
        }:  # 10,000 were there, agencies said; 34,000 are, by WFP's count
            own = (c.scope[0][0] for c in found[index + 1 :] if c.verb == "according to" and c.scope)
            limit = next((low for low in own if low > cue.at), None)
        kept = _apart(sentence, cue, found)
        leading = cue.verb not in ("according to", "cited") or not content(
            sentence, 0, _index(sentence, cue.at)
        )
        if limit is not None and leading:
            scope = tuple((a, min(b, limit)) for a, b in kept.scope if a < limit)
            kept = kept._replace(scope=scope or cue.scope)
        out.append(kept)
    return out
