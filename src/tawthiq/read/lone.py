"""Acts that no figure of their sentence told: each makes a claim by itself, once, unless it only says how, or belongs to a name."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from tawthiq.language.fold import fold
from tawthiq.language.phrases import Hit
from tawthiq.read.government import fired_on
from tawthiq.read.lexicon import lexicon
from tawthiq.read.sentence import Sentence
from tawthiq.read.vague import Found
from tawthiq.read.words import listed
from tawthiq.vocabulary import table

_VICTIMS = frozenset(
    (
        "killing",
        "injury",
        "casualties",
        "detention",
        "enforced_disappearance",
        "destruction",
        "out_of_service",
    )
)
_NAMED_AFTER = listed("acts", "named_after")
_MANNERS = frozenset(("attack", "injury", "deprivation", "destruction", "weapon_use"))
"""Acts that another act's word may only colour."""
_UPON = listed("acts", "upon")
_ACCUSED = frozenset(("the", "first", "second", "third", "main", "other"))
_CAUSES = listed("acts", "causes")
_BEARERS = frozenset(fold(word) for word in table("acts")["bearers"])
_PREPOSITIONS = listed("acts", "prepositions")
_BESIDE = 2
_HEADING = 10
"""Words of the longest line that is taken for a heading."""


def lone_acts(
    sentence: Sentence,
    acts: Sequence[Hit],
    used: AbstractSet[str],
    figures: Sequence[Found],
    named: AbstractSet[int],
    *,
    opens: bool,
) -> list[Hit]:
    """One hit for each act that tells something by itself; `used`: codes told by figures, `named`: tokens of places.

    `opens`: the sentence is the first of its text, and perhaps a heading.
    """
    dated = {index for span in sentence.dates for index in range(span.first, span.last + 1)}
    inner = {i for each in figures for i in range(each.first, each.last + 1)} | dated
    found: dict[str, Hit] = {}
    for hit in acts:
        code = hit.category[4:]
        if (
            hit.first not in inner
            and code not in used
            and code not in found
            and _tells(sentence, hit, used, named)
        ):
            found[code] = hit
    strike = found.get("attack")
    if strike is not None and (used | found.keys()) & _VICTIMS and _only_how(sentence, strike):
        del found["attack"]  # fled from the shelling that destroyed his house
    if opens and _heading(sentence):
        found = {code: hit for code, hit in found.items() if hit.value.verb}
    if "casualties" in found and not {"killing", "injury"}.isdisjoint(used | found.keys()):
        del found["casualties"]
    return list(found.values())


def _tells(sentence: Sentence, hit: Hit, used: AbstractSet[str], named: AbstractSet[int]) -> bool:
    code = hit.category[4:]
    if used & _VICTIMS and code in _MANNERS and _manner(sentence, hit):
        return False  # تحت التعذيب, died of hunger: told by `means`
    if _title(sentence, hit) or (code == "accusation" and sentence.key(hit.first - 1) in _ACCUSED):
        return False
    if _whose(sentence, hit) or _bearer(sentence, hit) or (code == "deprivation" and _cause(sentence, hit)):
        return False
    aimed = hit.value.verb and _aimed(sentence, hit, named)
    if hit.value.weak and not (code == "attack" and hit.value.verb and (aimed or _armed(sentence, hit))):
        return False
    # Beside the harm it did, the strike is how they died, told by `means`.
    return not (code == "attack" and used & _VICTIMS) or (aimed and not _behind_preposition(sentence, hit))


def _only_how(sentence: Sentence, hit: Hit) -> bool:
    article = sentence.key(hit.first).startswith("ال")
    return article or not hit.value.verb or _behind_preposition(sentence, hit)


def _aimed(sentence: Sentence, hit: Hit, named: AbstractSet[int]) -> bool:
    """A verb of attack says at what: a target or a place follows it closely."""
    ahead = range(hit.last + 1, min(len(sentence.words), hit.last + 8))
    if any(sentence.at("target", i) or i in named or sentence.key(i) in _UPON for i in ahead):
        return True
    return fired_on(sentence, hit.first) is not None


def _manner(sentence: Sentence, hit: Hit) -> bool:
    """The word only says how: a noun that is a means, with no verb of its own."""
    means = any(each.first <= hit.first <= each.last for each in sentence.hits.get("means", ()))
    return means and not hit.value.verb


def _whose(sentence: Sentence, hit: Hit) -> bool:
    """عائلات المفقودين: people, or a body, named after what befell others."""
    before = sentence.words[hit.first - 1] if hit.first else None
    return (
        before is not None
        and sentence.words[hit.first].key.startswith("ال")
        and any(form in _NAMED_AFTER for form in before.forms)
    )


def _bearer(sentence: Sentence, hit: Hit) -> bool:
    """Refugees, المعتقلين: who is named so is not thereby told to have been driven out or arrested."""
    key = sentence.key(hit.first)
    return (
        hit.first == hit.last
        and not hit.value.verb
        and (
            key in _BEARERS
            or (
                sentence.words[hit.first].arabic
                and any(form in _BEARERS for form in sentence.words[hit.first].forms)
            )
        )
    )


def _cause(sentence: Sentence, hit: Hit) -> bool:
    """Died of thirst, مات عطشا, بالكوليرا; measles killed: want told as the cause of a death."""
    if hit.value.verb:
        return False
    deaths = [other for other in sentence.acts() if other.value.code in ("killing", "injury")]
    if not deaths:
        return False
    key, before = sentence.key(hit.first), sentence.key(hit.first - 1)
    if before in _CAUSES or (
        sentence.words[hit.first].arabic and (key.endswith("ا") or key.startswith("بال"))
    ):
        return True
    return any(other.value.verb and 0 < other.first - hit.last <= _BESIDE for other in deaths)


def _title(sentence: Sentence, hit: Hit) -> bool:
    """Part of a name in capitals: the Commission on Missing Persons."""
    words = sentence.words
    if words[hit.first].cap != 1 or hit.first == 0:
        return False
    beside = [words[i] for i in (hit.first - 1, hit.last + 1) if 0 <= i < len(words)]
    small = any(word.kind == "w" and word.cap == 0 and len(word.key) > 3 for word in words)
    body = any(
        words[i].key in lexicon().heads for i in range(max(0, hit.first - 4), hit.first) if words[i].cap
    )
    return body or (small and any(word.cap == 1 for word in beside))


def _armed(sentence: Sentence, hit: Hit) -> bool:
    """رمانا القناص, a shell landed: a faint verb beside the weapon itself."""
    near = range(max(0, hit.first - 3), hit.last + 3)
    return any((means := sentence.at("means", i)) and means.value.code and not means.value.verb for i in near)


def _heading(sentence: Sentence) -> bool:
    """The first line of a text, short and without a full stop: نشرة المجاعة رقم 7."""
    ended = sentence.words[-1].key in (".", "!", "?", "؟", ":") if sentence.words else True
    return not ended and len(sentence.words) <= _HEADING


def _behind_preposition(sentence: Sentence, hit: Hit) -> bool:
    """في قصف على السوق: a noun with the letters of its verb."""
    before = sentence.key(hit.first - 1)
    return sentence.words[hit.first].arabic and before in _PREPOSITIONS
