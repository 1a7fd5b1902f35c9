"""Reporting verbs in all the forms that a text uses, made from the infinitives and third persons that the vocabulary lists.

A form knows what it agrees with, so that "she said" and وأضافت find a woman or an office, not the man who spoke between.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from tawthiq.language.value import Value

_OBJECTS = ("ه", "ها", "هم")
_TOLD_TO = ("لي", "لنا", "لك", "لكم", "له", "لو", "لها", "لهم", "لهن", "لن", "لون", "ليا", "لينا")
_HE, _SHE, _THEY = ("بي", "كي", "دي"), ("بت", "كت", "دت"), ("ي", "ب", "بي", "كي", "دي")
_ARABIC = frozenset("ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآىؤئءگچپ")


class Said(Value, frozen=True):
    """A form of a reporting verb (`reporting.toml`). `agrees`: m, f or p (several); empty where the form tells nothing.

    `form`: past, present, participle or empty. `loose` forms are speech only where something is seen to be told.
    """

    verb: str
    strength: str
    form: str = ""
    agrees: str = ""
    loose: bool = False


def said_forms(entry: Mapping[str, Any]) -> Iterator[tuple[str, Said]]:
    """Every form of one entry of the vocabulary."""
    verb, strength, loose = entry["verb"], entry["strength"], entry.get("loose", False)
    for word in entry.get("words", ()):
        yield word, Said(verb, strength, *_guess(word), loose)
    for word in entry.get("regular", ()):
        for form in english(word):
            yield form, Said(verb, strength, "", "", loose)
    for word in entry.get("spoken", ()):
        for form, agrees in spoken(*word.split("/")):
            yield form, Said(verb, strength, "past", agrees, loose)
    for name, inflect in (("past", past), ("present", present), ("participle", participle)):
        for word in entry.get(name, ()):
            for form, agrees in inflect(word):
                yield form, Said(verb, strength, name, agrees, loose)


def english(verb: str) -> list[str]:
    """explain: explains, explained, explaining; reply: replies, replied, replying; signal: signalled as well."""
    soft = verb.endswith("y") and verb[-2] not in "aeiou"
    stem = verb[:-1] if soft or verb.endswith("e") else verb
    found = [
        f"{stem}ies" if soft else f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s",
        f"{stem}ied" if soft else f"{stem}ed",
        f"{verb}ing" if soft else f"{stem}ing",
    ]
    return [*found, f"{verb}led", f"{verb}ling"] if verb.endswith("al") else found


def past(word: str) -> list[tuple[str, str]]:
    """قال: قالت, قالوا, قالتا; روى: روت, رووا; with an object: أعلنته, نشرها."""
    weak = word[-1] in "ىا"
    stem = word[:-1] if weak else word
    found = [(word, "m"), (f"{stem}ت", "f"), (f"{stem}وا", "p"), (f"{stem}تا", "p")]
    if not weak:
        found.append((f"{stem}ن", "p"))
    if word[0] in "أا" and len(word) > 3 and not weak:
        found.append((f"{stem}ا", "p"))
    alone = f"{stem}ا" if weak else stem
    found += [(f"{alone}{each}", "m") for each in _OBJECTS]
    found += [(f"{stem}ت{each}", "f") for each in _OBJECTS]
    found += [(f"{stem}ني", "m"), (f"{stem}تني", "f"), (f"{stem}تنا", "f")]
    return [*found, *((f"{stem}و{each}", "p") for each in (*_OBJECTS, "ني", "نا"))]


def present(word: str) -> list[tuple[str, str]]:
    """يقول: تقول, يقولون; يروي: يروون; with an object: تقوله."""
    stem = word[:-1] if word[-1] in "يوى" else word
    she = f"ت{word[1:]}"
    found = [(word, "m"), (she, "f"), (f"{stem}ون", "p"), (f"{stem}ان", "p"), (f"ت{stem[1:]}ان", "p")]
    if word[-1] == "ى":
        return found
    return [
        *found,
        *((f"{each}{what}", "m" if each is word else "f") for each in (word, she) for what in _OBJECTS),
    ]


def spoken(word: str, present_: str) -> list[tuple[str, str]]:
    """The dialects: قال/قول gives قالو, قالولي, قالتلنا, بيقولو, كتقول, بيقولولي; whom it was told to is joined to the verb."""
    stem = word[:-1] if word[-1] in "ىا" else word
    alone = f"{stem}ا" if stem != word else stem
    found = [(f"{stem}و", "p")]
    found += [(f"{first}{present_}", of) for of, lead in (("m", _HE), ("f", _SHE)) for first in lead]
    short = present_.removesuffix("ي")
    many = [f"{first}{short}و" for first in _THEY]
    found += [(f"{form}{end}", "p") for form in many for end in ("", "ا", "ن")]
    for to in _TOLD_TO:
        found += [(f"{alone}{to}", "m"), (f"{stem}ت{to}", "f"), (f"{stem}و{to}", "p")]
        found += [(f"{first}{present_}{to}", of) for of, lead in (("m", _HE), ("f", _SHE)) for first in lead]
        found += [(f"{form}{to}", "p") for form in many]
    return found


def participle(word: str) -> list[tuple[str, str]]:
    """مؤكد: مؤكدا, مؤكدة, مؤكدين."""
    return [(f"{word}ا", "m"), (f"{word}ة", "f"), (f"{word}ين", "p"), (f"{word}ات", "p")]


def _guess(word: str) -> tuple[str, str]:
    """Form and agreement of a word that stands in the list as it is."""
    first = word.removeprefix("ما ").removeprefix("عم ").split(maxsplit=1)[0]
    if first[0] not in _ARABIC:
        return "", ""
    if first.endswith(("وا", "ون", "ونا", "وني", "ين")):
        return "participle" if first.startswith("م") else "past", "p"
    if first[0] == "م" or first.endswith(("ة", "يا")):
        return "participle", "f" if first.endswith("ة") else "m"
    if first[0] in "يت" and len(first) > 3 and not first.endswith("ت"):
        return "present", "f" if first[0] == "ت" else "m"
    return "past", "f" if first.endswith(("ت", "تنا", "تني")) else "m"
