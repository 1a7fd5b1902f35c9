"""Arabic reporting verbs: whom they make speak, and what of the sentence is told by it.

The verb comes first as a rule, and what is told behind إن or أن, a colon or a quotation mark; it comes last only where nothing
is told behind it. A verb with an object pronoun in a relative clause ("حصيلة أعلنتها الوزارة") governs its whole clause.
"""

from collections.abc import Sequence

from tawthiq.language.phrases import Hit
from tawthiq.read import before_ar, papers, speaker_ar, subject_ar, told_ar, verbs_ar
from tawthiq.read.aside_ar import WITH, kin, office
from tawthiq.read.called_ar import by_name
from tawthiq.read.cue import OPENING, Cue, Scope, clause, content, made
from tawthiq.read.names import Noun, noun_of
from tawthiq.read.sentence import CLOSING, Sentence
from tawthiq.read.words import listed

_AS = listed("cues", "as_ar")
_AS_WHAT = listed("cues_ar", "as_what")
_UNSAID = listed("cues", "unsaid_ar")
_PICTURES = listed("cues", "pictures_ar")
_NOBODY = listed("cues", "nobody_ar")
_IDIOMS = listed("cues", "idioms_ar")
_RESPONSIBLE = listed("cues", "responsible")
_SELF = listed("cues_ar", "self")
"""She said that she: who speaks is told by the verb before."""
_BESIDES = listed("cues_ar", "besides")
_VIA = "عن"
_CARRIED = "نقل"
_NAMELESS = listed("cues_ar", "nameless")
_BUT = listed("cues_ar", "but")
_MINE = listed("cues_ar", "mine")
_AGAINST = listed("cues_ar", "against")
_ABOUT = listed("cues_ar", "about")
_SELF_BUT = listed("cues_ar", "self_but") | {","}
_BY_THAT = listed("cues_ar", "by_that")
_ME = listed("subject_ar", "me")
_FAR = 9
_SO = listed("cues_ar", "so")
_HANGS = listed("cues_ar", "hangs")
_SAW = listed("cues_ar", "saw")
_NOT_BEHIND = listed("cues_ar", "not_behind")
_TAIL = 3
_SHORTEST = 4
_OBJECT = 6


def arabic(sentence: Sentence, hit: Hit) -> Sequence[Cue]:  # noqa: C901, PLR0911, PLR0912, PLR0915 - a grammar: one early answer a rule
    """The cues of one reporting verb."""
    said = hit.value
    if sentence.key(hit.first) in _BESIDES and sentence.key(hit.last + 1) in ("الي", "ل"):
        return []  # إضافة إلى 48 جريحا: besides
    if sentence.key(hit.first).removeprefix("و") in _ABOUT and _VIA not in (
        sentence.key(i) for i in range(hit.last + 1, hit.last + _OBJECT)
    ):
        return []  # عبر الهاتف
    opened = sentence.key(hit.first - 1) in OPENING
    if opened and sentence.key(hit.last + 1) in CLOSING:
        return []  # شبكة «رصد»
    if opened and said.verb == "reported" and said.form == "past" and said.agrees == "f":
        return []  # «وثقت 300 جنازة»: I, in somebody's own words
    if sentence.key(hit.first).removeprefix("و") in _SAW and sentence.key(hit.last + 1).startswith("عل"):
        return []  # وثيقة اطلعت عليها وكالتنا
    if sentence.key(hit.first).removeprefix("و") in _BY_THAT and not any(
        sentence.key(i).startswith("بان") for i in range(hit.last + 1, hit.last + _OBJECT)
    ):
        return []  # دفع الحصار السكان إلى أن يرحلوا; ودفع المحامي بأن
    if hit.value.form == "past" and (
        sentence.key(hit.first - 1) in _ME or sentence.key(hit.first - 1).removeprefix("و") in _NOT_BEHIND
    ):
        return []  # كنت كتبت: I wrote; في إفادته: a noun
    if sentence.key(hit.last + 1) in _NAMELESS:
        return []  # طلبت ألا يُذكر اسمها
    if papers.object_of(sentence, hit) and _carried_by(sentence, hit):
        return []  # أقرت الحكومة، في بيان نقلته الوكالة: the agency only carried it
    if sentence.key(hit.first - 1) in _SELF or told_ar.nominal(sentence, hit.first, hit):
        return []
    if _unsaid(sentence, hit):
        return _silent(sentence, hit)
    if said.verb == "reported" and sentence.key(hit.last + 1) == _VIA:
        return _relayed(sentence, hit, told_ar.told_at(sentence, hit.last))
    if verbs_ar.vowelled_passive(sentence, hit) and _as(sentence, hit.first):
        return [_as_told(sentence, hit)]
    if verbs_ar.vowelled_passive(sentence, hit):
        told = told_ar.told_at(sentence, hit.last)
        return [_nobody(sentence, hit)] if told is not None and told - hit.last < _TAIL else []
    told = told_ar.told_at(sentence, hit.last)
    paper = papers.stated_in(sentence, hit)
    if paper is not None:
        return [_stated(sentence, hit, paper)]
    if _contrary(sentence, hit.first) and (noun := subject_ar.subject(sentence, hit.last, None)) is not None:
        far = ((sentence.words[noun.last].end, sentence.end),)
        return [made(sentence, hit, said.verb, said.strength, noun, far, hit.first - 2)._replace(parted=True)]
    if _as(sentence, hit.first):
        about = hit.last > hit.first and sentence.key(hit.last) in ("عن", "الي", "علي")  # كما أعرب عن صدمته
        noun = None if about else subject_ar.subject(sentence, hit.last, None)
        if (
            noun is None
        ):  # وفق ما صرح به, كما تقول: whoever the sentence opens with, else whoever spoke before
            noun = speaker_ar.opening(sentence, hit.first)
            if noun is not None and kin(sentence, noun.first):
                of = "f" if verbs_ar.her(sentence, noun) else "m"
                noun = noun if said.agrees in ("", of) else None  # زوجها قتل، كما تقول
            noun = noun or Noun(hit.first, hit.last, "", pronoun=True)
        begin = told if told is not None and noun.pronoun else None
        scope = clause(sentence, hit.first, max(hit.last, noun.last))
        if begin is not None:  # كما أكدت أن
            scope = ((sentence.words[begin].end, sentence.end),)
        outer = made(sentence, hit, said.verb, said.strength, noun, scope, agrees=said.agrees)
        via = sentence.key(noun.last + 1) == _VIA and said.verb == "reported" and not noun.pronoun
        inner = (
            subject_ar.noun_at(sentence, noun.last + 2)
            if via and noun.last + 2 < len(sentence.words)
            else None
        )
        if inner is not None:  # بحسب ما نقلت الوكالة عن خفر السواحل
            at = Hit(inner.first, inner.last, "verb", None)
            return [outer, made(sentence, at, "said", "bare", inner, scope)._replace(inner=True)]
        return [outer]
    if _accused(sentence, hit):
        return [] if before_ar.subject_before(sentence, hit.first) else [_nobody(sentence, hit)]
    if told is None and said.form != "participle" and verbs_ar.closes(sentence, hit):
        who = Noun(hit.first, hit.last, "", pronoun=True)  # «كنا سبعة»، يقول.
        before = verbs_ar.ahead(sentence, hit)
        return [made(sentence, hit, said.verb, said.strength, who, before, agrees=said.agrees)]
    so = verbs_ar.so_as_to(sentence, hit)
    if so is not None:
        behind = ((sentence.words[hit.last].end, sentence.end),)
        return [made(sentence, hit, said.verb, said.strength, so, behind, so.first)]
    alone = said.form == "participle" and hit.first == hit.last
    noun = None if alone else speaker_ar.speaker(sentence, hit, told)
    if noun is not None and noun.first > hit.last and sentence.key(noun.first).startswith("بال"):
        noun = speaker_ar.main_subject(sentence, hit.first)  # وأدلى بالأقوال الآتية
        if noun is None:
            return []
    if noun is not None and told is not None and verbs_ar.of_something(sentence, hit, noun, told):
        noun = None  # ووصفت الرسالة بأنها مختلقة
    if noun is not None and noun.first > hit.last and said.agrees == "m" and verbs_ar.her(sentence, noun):
        noun = None  # ولد قال لي أخته كانت: the verb agrees with whoever stands behind it
    if noun is not None and noun.first > hit.last and told is None and verbs_ar.to_me(sentence, hit, noun):
        noun = None  # قالولي راه مات: what was told, and nobody who told it
    begin = noun.first if noun is not None else hit.first
    paper_ = noun is not None and papers.paper_at(sentence, noun.first)
    if (
        noun is not None
        and noun.first == noun.last == hit.first - 1
        and papers.paper_at(sentence, noun.first)
    ):
        noun = speaker_ar.opening(sentence, noun.first) or noun  # السفارة نشرت توضيحا تقول فيه
    if noun is not None and papers.ours(sentence, noun):
        return []
    if noun is not None:
        noun = papers.issuer(sentence, by_name(sentence, noun))
        if (
            noun.first > hit.last
            and said.strength == "accuse"
            and noun.first == noun.last
            and _passive(sentence, noun)
        ):
            return [_nobody(sentence, hit)]
        if said.strength == "accuse" and noun.first > hit.last and _hers(sentence, noun):
            noun = None  # تتهم خصومها باتخاذ: whom she accuses
        elif said.strength == "accuse" and noun.first > hit.last:
            noun = _accuser(sentence, noun)
        if (
            noun
            and any(form in _NOBODY for form in sentence.words[noun.first].forms)
            and noun.first == noun.last
        ):
            return [_nobody(sentence, hit)]
    if said.loose and (_aired(sentence, hit) or not _seen(sentence, hit, noun, told)):
        return []
    if noun is None:
        accused = said.strength == "accuse" and not sentence.key(hit.last + 1).startswith("ب")
        to_me = verbs_ar.dative(sentence, hit)
        they = (said.agrees == "p" or hit.first == 0 or to_me) and said.verb == "said" and not said.loose
        reach = _FAR if to_me and said.agrees != "p" else _TAIL
        they = they and content(sentence, hit.last + 1, min(len(sentence.words), hit.last + reach))
        if told is None and said.form != "participle" and verbs_ar.closed(sentence, hit):
            who = Noun(hit.first, hit.last, "", pronoun=True)  # «عصابات»، قال في اتصال هاتفي
            quoted = verbs_ar.ahead(sentence, hit)
            return [made(sentence, hit, said.verb, said.strength, who, quoted, agrees=said.agrees)]
        if told is None and not accused and not they and not _about(sentence, hit):
            return []
        noun = speaker_ar.main_subject(sentence, hit.first)
        noun = noun or (verbs_ar.seat(sentence, hit) if said.agrees == "p" else None)
        noun = noun or Noun(hit.first, hit.last, "", pronoun=True)  # the verb carries its subject: وقالت إن
    if said.verb == "showed":
        noun = speaker_ar.shown(sentence, noun)
        sure = noun is not None and (
            told is not None or paper_ or noun.pronoun or subject_ar.known(sentence, noun)
        )
        if noun is None or not sure:
            return []
    if said.verb == "estimated" and noun.first > hit.last and _object(sentence, noun):
        if hit.value.agrees == "p" or not any(
            told_ar.speaks(sentence, h.first) for h in sentence.hits["verb"] if h.first < hit.first
        ):
            return [_nobody(sentence, hit)]
        noun = Noun(hit.first, hit.last, "", pronoun=True)
    if noun.first > hit.last and papers.object_of(sentence, hit):
        governed = clause(sentence, hit.first, noun.last)
    else:
        governed = _scope(sentence, hit, noun, told)
    edge = min(hit.first, noun.first, begin)
    cue = made(sentence, hit, said.verb, said.strength, noun, governed, edge, said.agrees)
    if said.form == "participle" and noun.first < hit.first and sentence.key(hit.first - 1) == ",":
        cue = cue._replace(edge=sentence.words[hit.first].start, parted=True)  # رفض ما قاله خصمه، مؤكدا أن
    found = [cue]
    if said.verb == "reported" and noun.first > hit.last and sentence.key(noun.last + 1) == _VIA:
        inner = subject_ar.subject(sentence, noun.last + 1, told)
        if inner:
            far = ((sentence.words[inner.last].end, sentence.end),)
            at = Hit(inner.first, inner.last, "verb", None)
            found.append(made(sentence, at, "said", "bare", inner, far)._replace(inner=True))
    return found


def _turns(sentence: Sentence, comma: int) -> bool:
    """، ونفت: behind a comma the same speaker says something else."""
    return sentence.key(comma) == "," and told_ar.speaks(sentence, comma + 1) and _joined(sentence, comma + 1)


def _relayed(sentence: Sentence, hit: Hit, told: int | None) -> Sequence[Cue]:
    """نُقل عن X قوله; ونقلت عن X أن: whoever is cited, and who cites where the form or a subject before it tells so."""
    inner = subject_ar.noun_at(sentence, hit.last + 2, told) if hit.last + 2 < len(sentence.words) else None
    if inner is None:
        return []
    far = ((sentence.words[inner.last].end, sentence.end),)
    at = Hit(inner.first, inner.last, "verb", None)
    found = [made(sentence, at, "said", "bare", inner, far)._replace(inner=True)]
    outer = before_ar.subject_before(sentence, hit.first)
    passive = hit.value.agrees == "m" or verbs_ar.vowelled_passive(sentence, hit)
    if outer is None and not passive:
        outer = Noun(hit.first, hit.last, "", pronoun=True)
    if outer is not None:
        found.append(made(sentence, hit, "reported", "bare", outer, far, agrees=hit.value.agrees))
    return found


def _unsaid(sentence: Sentence, hit: Hit) -> bool:
    before = sentence.key(hit.first - 1)
    if before.removeprefix("و") in ("لم", "لا") and any(
        sentence.key(i) in ("سوي", "الا", "غير") for i in range(hit.last + 1, hit.last + 7)
    ):
        return False  # لم تعترف السلطات سوى بـ78
    if any(form in _UNSAID for form in (sentence.words[hit.first - 1].forms if hit.first else ())):
        return True
    idiom = sentence.key(hit.first).removeprefix("و") in _IDIOMS
    return before in _UNSAID or (idiom and sentence.key(hit.last + 1) in ("ان", "الي"))


def _silent(sentence: Sentence, hit: Hit) -> Sequence[Cue]:
    """ولم يعلق الجيش: nothing is told, but the next verb without a subject is the army's."""
    noun = subject_ar.subject(sentence, hit.last, None)
    if noun is None or not subject_ar.known(sentence, noun):
        return []
    return [made(sentence, hit, "silent", "bare", noun, (), agrees=hit.value.agrees)]


def _as(sentence: Sentence, verb: int) -> bool:
    """As X said: حسبما قال, كما أفاد, على ما ذكر, وفق ما أعلنته."""
    before = sentence.key(verb - 1)
    return before in _AS or (
        before in ("ما", "لما")
        and not {sentence.key(verb - 2), sentence.key(verb - 2).removeprefix("و")}.isdisjoint(_AS_WHAT)
    )


def _contrary(sentence: Sentence, verb: int) -> bool:
    """خلافا لما أعلنته: what stands behind it is another's."""
    return sentence.key(verb - 1) in ("ما", "لما") and sentence.key(verb - 2) in _AGAINST


def _carried_by(sentence: Sentence, hit: Hit) -> bool:
    """The paper stands behind "in", and somebody spoke in it before."""
    inside = any(sentence.key(hit.first - back).removeprefix("و") == "في" for back in (2, 3))
    spoken = (each for each in sentence.hits["verb"] if each.first < hit.first)
    return inside and any(told_ar.speaks(sentence, each.first) for each in spoken)


def _about(sentence: Sentence, hit: Hit) -> bool:
    """وتحدث عن 14 قتيلاً, كما وثقت 30 حالة: the verb carries its subject, and what it tells of stands behind it."""
    if hit.value.verb == "reported" and hit.value.form == "past":
        opens = hit.first == 0 or sentence.key(hit.first - 1) in (",", "كما")
        return opens and content(sentence, hit.last + 1, min(len(sentence.words), hit.last + 4))
    if hit.value.form == "participle" and sentence.key(hit.first - 1) == ",":
        near = content(sentence, hit.last + 1, min(len(sentence.words), hit.last + 4))
        if near and speaker_ar.main_subject(sentence, hit.first) is not None:
            return True  # طالب الاتحاد بكذا، مؤكدا توثيق 41 اسما
    return (
        hit.value.form in ("past", "participle")
        and sentence.key(hit.last + 1) in ("عن", "الي", "ب")
        and (hit.first == 0 or sentence.key(hit.first - 1) in _SELF_BUT)
        and not hit.value.loose
        and content(sentence, hit.last + 2)
    )


def _seen(sentence: Sentence, hit: Hit, noun: Noun | None, told: int | None) -> bool:  # noqa: PLR0911 - a grammar: one early answer a rule
    """A verb with another meaning too is speech only beside one who may speak, or where something is told."""
    if hit.value.strength != "accuse" and told is not None and (noun is not None or hit.value.agrees):
        return noun is None or not sentence.act_at(noun.first)
    if hit.value.strength == "accuse":
        return any(sentence.key(i) in _RESPONSIBLE for i in range(hit.last + 1, hit.last + 11))
    if noun is None:  # وسجلت مقتل مدني: it opens its sentence, and what was recorded stands right behind it
        carried = any(_CARRIED in form for form in sentence.words[hit.first].forms)
        opens = hit.first == 0 or hit.value.form == "participle"
        return opens and not carried and hit.value.verb == "reported" and _about(sentence, hit)
    if noun.pronoun:
        return False
    if sentence.key(noun.last + 1) == _VIA and hit.value.verb in ("reported", "said"):
        return subject_ar.known(sentence, noun)
    if noun.first > hit.last and verbs_ar.closed(sentence, hit):
        return not sentence.act_at(noun.first)  # «لا نعرف»، تشرح ناكاتو
    if noun.first > hit.last and any(sentence.key(hit.first - back) in CLOSING for back in (3, 4)):
        return subject_ar.known(sentence, noun)
    opened = sentence.key(noun.last + 1) in OPENING
    if any(_CARRIED in form for form in sentence.words[hit.first].forms):
        return opened  # المسعفون ينقلون جريحا
    after = max(noun.last, hit.last) + 1
    joined = (i for i in range(after, len(sentence.words)) if _joined(sentence, i))
    near = range(after, min(len(sentence.words), after + _OBJECT, next(joined, len(sentence.words))))
    if hit.value.verb == "said" and sentence.key(hit.first).removeprefix("و") in _HANGS:
        return opened  # علق الأهالي 63 صورة
    object_ = content(sentence, after, near.stop) or any(sentence.key(i) in _PICTURES for i in near)
    object_ = object_ or any(_someone(sentence, i) for i in near)
    return opened or (subject_ar.known(sentence, noun) and object_ and not kin(sentence, noun.first))


def _aired(sentence: Sentence, hit: Hit) -> bool:
    """بثت إذاعة تسجيلا لقائد الفصيل قال فيه: whoever broadcast a recording only carried it."""
    later = (each for each in sentence.hits["verb"] if each.first > hit.last)
    return hit.value.verb == "reported" and any(
        sentence.key(each.last + 1) in papers.THEREBY and papers.stated_in(sentence, each) for each in later
    )


def _someone(sentence: Sentence, index: int) -> bool:
    """وصول جريحين: one or two whom a list knows."""
    unit = sentence.at("unit", index)
    return unit is not None and unit.value.of in ("person", "body") and unit.value.number == "two"


def _joined(sentence: Sentence, index: int) -> bool:
    token = sentence.words[index]
    return token.arabic and token.key[:1] == "و" and len(token.forms) > 1


def _passive(sentence: Sentence, noun: Noun) -> bool:
    """واتُّهم الجيش بقصف: the accused, not the accuser, where the charge follows at once."""
    after = sentence.words[noun.last + 1] if noun.last + 1 < len(sentence.words) else None
    return after is not None and after.arabic and after.key[0] == "ب" and len(after.key) > 3


def _hers(sentence: Sentence, noun: Noun) -> bool:
    """Her rivals, with what they are charged behind them."""
    token = sentence.words[noun.first]
    after = sentence.key(noun.first + 1)
    return token.key.endswith(("ها", "هم")) and after[:1] == "ب" and len(after) > _SHORTEST


def _accused(sentence: Sentence, hit: Hit) -> bool:
    """مليشيا اتُّهمت بقتل: nobody stands between the verb and the charge, so that its subject is the accused."""
    key = sentence.key(hit.first).removeprefix("و")
    after = sentence.key(hit.last + 1)
    return key in ("اتهم", "اتهمت", "اتهموا", "اتهما", "اتهمتا") and after[:1] == "ب" and len(after) > 3


def _object(sentence: Sentence, noun: Noun) -> bool:
    """يقدّر الباقي بنصف مليون: what is estimated, and no estimator, stands before its figure."""
    after = noun.last + 1
    figure = any(i in sentence.figures() for i in (after, after + 1))
    return sentence.key(after)[:1] == "ب" and figure and not subject_ar.known(sentence, noun)


def _accuser(sentence: Sentence, noun: Noun) -> Noun:
    """واتهمت منظمة العفو الجيش: the accused stands right behind the accuser."""
    hit = sentence.at("organisation", noun.first)
    if hit and hit.last < noun.last and sentence.key(hit.last + 1).startswith("ال"):
        return noun_of(sentence, hit.first, hit.last)
    for index in range(noun.first + 1, noun.last + 1):
        before = sentence.key(index - 1).startswith("ال")
        if before and sentence.key(index).startswith("ال") and office(sentence, index):
            return noun_of(sentence, noun.first, index - 1)  # واتهم البيان | الجيش
    return noun


def _nobody(sentence: Sentence, hit: Hit) -> Cue:
    at = sentence.words[hit.first].start
    return Cue(hit.value.verb, "weak", None, None, False, at, ((at, sentence.end),), edge=at)


def _as_told(sentence: Sentence, hit: Hit) -> Cue:
    """لا اثنتان كما أُعلن: between commas, what was told before by nobody who is named."""
    low = next((i for i in range(hit.first - 1, -1, -1) if sentence.key(i) in (",", ";")), None)
    begin = sentence.words[low].end if low is not None else sentence.start
    at = sentence.words[hit.first].start
    return Cue(hit.value.verb, "weak", None, None, False, at, ((begin, at),), edge=begin)


def _stated(sentence: Sentence, hit: Hit, noun: Noun) -> Cue:
    """وجاء في بيان للحزب أن; كما جاء في بيان للحزب."""
    edge = min(hit.first, noun.first)
    if _as(sentence, hit.first):
        scope = clause(sentence, hit.first, noun.last)
    else:
        scope = ((sentence.words[max(hit.last, noun.last)].end, sentence.end),)
    return made(sentence, hit, "stated", "firm", noun, scope, edge)


def _scope(sentence: Sentence, hit: Hit, noun: Noun, told: int | None) -> Scope:
    last = max(hit.last, noun.last)
    begin = told if told is not None and told > last and sentence.key(told) not in OPENING else last
    if begin > last and sentence.key(begin) != ":":
        comma = next((i for i in range(last + 1, begin) if sentence.key(i) == ","), None)
        led = sentence.key(last + 1)
        matter = led in ("عن", "الي") or led[:1] == "ب" or sentence.act_at(last + 1)
        if comma is not None and matter and content(sentence, last + 1, comma):
            begin = last  # أقرت بمقتل أربعة، مدعية أنها
    end = sentence.end
    ends = (
        _MINE if told is not None else _BUT | _MINE
    )  # أعلنت وقف غاراتها، لكن طائرة قصفت: the narrator's again
    turns = (i for i in range(last + 1, len(sentence.words) - 1) if sentence.key(i) == ",")
    end = next((sentence.words[i].start for i in turns if sentence.key(i + 1) in ends), end)
    behind = ((sentence.words[begin].end, end),)
    at = hit.first - (sentence.key(hit.first - 1) in _SO)  # هيك حكى الصيدلي
    before = sentence.key(at - 1)
    closed = verbs_ar.closed(sentence, hit)
    after = noun.first > hit.last and hit.first > 2 and told is None
    ahead = ((sentence.start, sentence.words[hit.first].start),)
    if not after:
        return behind
    if closed:
        return ahead
    stop = next((i for i in range(last + 1, len(sentence.words)) if _turns(sentence, i)), len(sentence.words))
    tail = sum(1 for token in sentence.words[last + 1 : stop] if token.kind in "wn")
    joined = sentence.words[hit.first].key.startswith("و") and len(sentence.words[hit.first].forms) > 1
    inserted = before == "," and sentence.key(last + 1) == "," and not joined and not hit.value.loose
    if inserted and content(sentence, 0, hit.first):
        return (*ahead, behind[0])  # أربعة صفوف احترقت، يقول المعلم، وواحد ما زال
    final = before == "," and tail <= _TAIL and not joined
    how = sentence.key(last + 1) in WITH  # يقول رئيس البلدية عبر الهاتف
    if final and content(sentence, 0, hit.first) and (how or not content(sentence, last + 1, stop)):
        return ahead
    return behind
