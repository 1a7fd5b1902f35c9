"""Which of the Arabic noun phrases around a reporting verb speaks by it: the one before, the one behind, or who opens the sentence."""

from tawthiq.language.phrases import Hit
from tawthiq.read import papers
from tawthiq.read.aside_ar import WITH, kin, office, role
from tawthiq.read.before_ar import headed_marks, subject_before
from tawthiq.read.called_ar import by_name
from tawthiq.read.names import Noun, noun_of
from tawthiq.read.parted_ar import parted
from tawthiq.read.sentence import Sentence
from tawthiq.read.subject_ar import as_for, noun_at, subject
from tawthiq.read.told_ar import clause_initial, head, speaks
from tawthiq.read.words import listed

_PREFIX = 7
_SHORT = 3
_CAME = listed("subject_ar", "came")
_HEARD = listed("subject_ar", "heard")
_ON_AIR = listed("subject_ar", "on_air")
_LEAD = listed("subject", "lead_ar")
_PICTURES = listed("cues", "pictures_ar")
_SOMEBODY = listed("subject", "somebody_ar")


def speaker(sentence: Sentence, hit: Hit, told: int | None) -> Noun | None:  # noqa: C901, PLR0911 - a grammar: one early answer a rule
    """Before the verb where a name stands there, else behind it, else before it after all."""
    noun = as_for(sentence, hit.first)
    if noun is not None:
        return noun
    if sentence.key(hit.first) == "ما":
        return subject(sentence, hit.last, told)  # أما ما ساقه الادعاء
    coded = headed_marks(sentence, hit.first)
    if coded is not None:
        return coded  # منظمة «مرصد البحيرة» وثقت
    joined = sentence.words[hit.first].key[:1] == "و" and len(sentence.words[hit.first].forms) > 1
    if joined and not clause_initial(sentence, hit.first):
        behind = None if hit.value.strength == "accuse" else subject(sentence, hit.last, told)
        return behind or main_subject(sentence, hit.first)  # ورفضت الحكومة الاتهامات وقالت
    if not clause_initial(sentence, hit.first) or sentence.key(hit.first - 1) == "قد":
        noun = subject_before(sentence, hit.first)
        if noun is not None and noun.last >= hit.first - 2:
            on_air = noun.first == noun.last and sentence.key(noun.first) in _ON_AIR
            return (opening(sentence, hit.first) if on_air else None) or noun  # الناطق طلع في التلفزيون قال
    if hit.value.agrees == "p" and hit.value.form == "past" and told is not None and hit.first > 1:
        noun = subject_before(
            sentence, hit.first
        )  # ذوو الرهائن أبلغوا الوكالة: a plural verb stands behind its subject
        if noun is not None and office(sentence, noun.first):
            return noun
    if hit.value.verb == "said" and sentence.key(hit.first - 1) == "," and hit.value.form == "past":
        apart = parted(sentence, hit.first)
        if apart is not None and told is not None:
            return apart  # لكن طبيباً، فضّل عدم ذكر اسمه، أبلغ الوكالة بأن
    carried = (
        hit.value.strength == "accuse"
        and sentence.key(hit.first - 1) == ","
        and any(speaks(sentence, each.first) for each in sentence.hits["verb"] if each.first < hit.first)
    )
    noun = None if carried else subject(sentence, hit.last, told)
    return noun or subject_before(sentence, hit.first) or _told_by_paper(sentence, hit.first)


def _told_by_paper(sentence: Sentence, verb: int) -> Noun | None:
    """لكن وثيقة حصلت عليها الصحيفة تتحدث عن: a paper that opens the sentence."""
    begin = head(sentence)
    begin += int(sentence.key(begin) in _LEAD)
    paper = papers.paper_at(sentence, begin) and not sentence.key(begin).removeprefix("و").startswith("ال")
    return opening(sentence, verb) if paper else None


def main_subject(sentence: Sentence, participle: int) -> Noun | None:
    """وناشد الأهالي الصليب الأحمر، مؤكدين: whoever the sentence's first verb makes act, where that is somebody who may speak."""
    if participle < 2 or any(
        speaks(sentence, hit.first)
        and not hit.value.loose
        and sentence.key(hit.first - 1) not in ("ما", "لما")
        for hit in sentence.hits.get("verb", ())
        if hit.first < participle
    ):
        return None
    named = opening(sentence, participle)
    if named is not None:
        return named
    opens = head(sentence)
    begin = opens + 2 if sentence.key(opens) in _LEAD else opens + 1
    if sentence.key(0).removeprefix("و") in WITH:  # وفي السياق ذاته، طالب اتحاد الطلبة بـ، مؤكداً
        comma = next((i for i in range(1, min(participle, _PREFIX)) if sentence.key(i) == ","), None)
        begin = comma + 2 if comma is not None else begin
    if sentence.key(begin - 1).removeprefix("و") in _HEARD:
        return None  # استمعت المحكمة إلى الشاهد، فأفاد: who listens does not tell
    noun = subject(sentence, begin - 1, None) if begin < participle else None
    if noun is None or noun.last >= participle:
        return None
    first = noun.first + (noun.first in sentence.figures() and noun.last > noun.first)
    came = sentence.key(begin - 1).removeprefix("و") in _CAME and noun.last > noun.first  # مثل أمامنا حسن عوض
    own = kin(sentence, first) or role(sentence.words[first].forms)
    return noun if came or own or office(sentence, first) or sentence.key(first) in _SOMEBODY else None


def opening(sentence: Sentence, verb: int) -> Noun | None:
    """لكن الأهالي يرفضون العودة، ويقولون: somebody who may speak and opens the sentence, before its first verb."""
    begin = head(sentence)
    begin += int(sentence.key(begin) in _LEAD)
    if begin + 1 < verb and papers.paper_at(sentence, begin):  # لكن وثيقة داخلية حصلت عليها الصحيفة تتحدث عن
        paper = noun_of(sentence, begin, begin + sentence.key(begin + 1).endswith(("ه", "ي")))
        issued = papers.issuer(sentence, paper)
        return issued if issued.last < verb else paper
    somebody = office(sentence, begin) or kin(sentence, begin) or role(sentence.words[begin].forms)
    if begin + 1 >= verb or not somebody or speaks(sentence, begin):
        return None
    noun = noun_at(sentence, begin)
    if noun is not None and noun.last >= verb - 1:
        does = (
            i
            for i in range(begin + 1, verb - 1)
            if sentence.key(i)[:1] in "يت" and len(sentence.key(i)) > _SHORT
        )
        noun = noun_of(sentence, begin, next(does, verb) - 1)  # خالتك تبلغك السلام وتقول
    if noun is None or noun.last >= verb - 1 or sentence.words[noun.last].kind != "w":
        return None
    noun = by_name(sentence, noun)
    return noun if noun.last < verb - 1 else None


def shown(sentence: Sentence, noun: Noun) -> Noun | None:
    """صور حللتها منظمة: whoever studied the pictures speaks, never the pictures."""
    if not any(form in _PICTURES for form in sentence.words[noun.first].forms):
        return noun
    for index in range(noun.last + 1, noun.last + 5):
        if sentence.key(index) in ("التي", "الذي") or sentence.key(index).endswith("ها"):
            start = index + (sentence.key(index) in ("التي", "الذي"))
            found = subject(sentence, start, None)
            if found:
                return found
    return None
