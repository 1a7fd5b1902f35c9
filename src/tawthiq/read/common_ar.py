"""Which Arabic words are common nouns (`nouns.toml`) and so no names, in whatever form they stand."""

from functools import cache, lru_cache

from tawthiq.language.fold import fold
from tawthiq.language.inflect import PRONOUNS
from tawthiq.vocabulary import table

_SHORTEST = 3


@lru_cache(maxsize=65536)
def common(key: str) -> bool:
    """The key of a common noun or adjective of Arabic, with or without article and pronoun."""
    nouns, made = _nouns()
    short = len(key) <= _SHORTEST
    bare = key[2:] if key.startswith(("ال", "لل")) and not short else key
    if key in nouns or bare in nouns or bare in made or _shaped(bare):
        return True
    if bare != key:
        return False
    if key.endswith("ا") and len(key) > _SHORTEST + 1 and (key[:-1] in nouns or key[:-1] in made):
        return True  # دروعا
    for pronoun in PRONOUNS:
        rest = key.removesuffix(pronoun)
        if rest == key or rest in _small() or len(rest) < (_SHORTEST if pronoun == "ي" else 2):
            continue
        if rest in nouns or (rest.endswith("ت") and f"{rest[:-1]}ه" in nouns):
            return True
        if rest.endswith("ا") and f"{rest[:-1]}ي" in nouns:
            return True
    return key == "يدي"


@cache
def _small() -> frozenset[str]:
    return frozenset(fold(word) for word in table("nouns")["nouns"]["small"])


@cache
def given() -> frozenset[str]:
    """Keys of names that people are given."""
    return frozenset(fold(word) for word in table("nouns")["nouns"]["given"])


def _shaped(bare: str) -> bool:
    """Verbal nouns, participles and broken plurals by their shape: استخدام, انفجار, اجتماع, تفريق, مستعمل, متظاهر, أحراش."""
    rest = bare.removesuffix("ات")
    if len(rest) == 5 and (
        (rest[0] == "ت" and (rest[3] == "ي" or rest[2] == "ا"))  # تفريق, تدافع
        or (rest[0] == "ا" and rest[3] == "ا" and rest[1] != "ل")
    ):
        return True
    stem = len(rest.removesuffix("ه"))
    if (rest.startswith("مست") and stem in (6, 7)) or (rest.startswith("مت") and stem in (5, 6)):
        return True
    if rest.startswith("است") and len(rest) > 5:
        return True
    if len(rest) == 6 and rest[2] == "ا" and rest[4] == "ي" and rest[5] not in "هنا":
        return True  # سراديب
    if len(rest) == 6 and rest.startswith("ان") and rest[4] == "ا":
        return True
    return len(rest) == 6 and rest[0] == "ا" and rest[2] == "ت" and rest[4] == "ا"


@cache
def _nouns() -> tuple[frozenset[str], frozenset[str]]:
    """Keys as listed, and the forms made of them."""
    listed_: set[str] = set()
    made: set[str] = set()
    for group, words in table("nouns")["nouns"].items():
        for word in words:
            key = fold(word)
            listed_.add(key)
            if group == "given":
                continue
            if key.endswith("ه"):
                made.update(key[:-1] + end for end in ("ات", "تين", "تان", "ت"))
            elif len(key) > 2:
                made.add(f"{key}ات")
                if group in ("quality", "people", "where", "thing", "time"):
                    made.update(key + end for end in ("ين", "ان"))
                if group in ("quality", "people"):
                    made.update(key + end for end in ("ه", "ون"))
    return frozenset(listed_), frozenset(made)


@cache
def adjectives() -> frozenset[str]:
    """Keys that describe the noun before them: adjectives, and what a place is for."""
    groups = table("nouns")["nouns"]
    described = {fold(word) for word in groups["quality"]}
    made = {f"{key}{end}" for key in described for end in ("ه", "ين")}
    return frozenset(described | made | {fold(word) for name in ("deed", "small") for word in groups[name]})
