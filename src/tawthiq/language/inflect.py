"""Forms of a word that a word list need not hold: verbs in every person, nouns with a pronoun, number or case. Keys in, keys out.

It over-generates on purpose: most of what it makes up is no word and is never met. Callers drop what another list already
holds, so that أسرة (family) is never أسر (to capture) with a pronoun.
"""

import re
from collections.abc import Mapping, Sequence

from tawthiq.language.fold import fold

PRONOUNS = ("ه", "ها", "هم", "هن", "هما", "نا", "ي", "ك", "كم")
_OBJECTS = ("ه", "ها", "هم", "هن", "هما", "نا", "ني", "كم")
_SHORTEST = 3
_WEAK = ("ى", "ا")
_DOUBLED = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
_SILENT_E = re.compile(r"[^e]e")
_ENDING_Y = re.compile(r".*[^aeiou]y")


def with_pronouns(key: str) -> list[str]:
    """A noun and whose it is: زوجة gives زوجته, ابن gives ابنها, مرافقان gives مرافقاه, طفلين gives طفليها."""
    if len(key) < 2:
        return []
    if key.endswith("ه"):
        return [f"{key[:-1]}ت{each}" for each in PRONOUNS]
    if key.endswith(("ان", "ين", "ون")) and len(key) > 4:
        return [f"{key[:-1]}{each}" for each in PRONOUNS if each != "ي"]
    return [f"{key}{each}" for each in PRONOUNS]


def verb_forms(key: str) -> list[str]:
    """A past verb in its other persons and with its object: قصف gives قصفت, قصفوا, يقصف, قصفونا."""
    if key.endswith("وا"):
        return [f"{key[:-1]}{each}" for each in _OBJECTS]
    if not 3 <= len(key) <= 4 or key.endswith(("ه", "ون", "ين", "ات")):
        return [f"{key}{each}" for each in _OBJECTS] if key.endswith("ت") and len(key) >= 4 else []
    past = [f"{key}{each}" for each in ("ت", "وا", "ن", "تا", "نا", "ا")]
    objects = [f"{key}{part}{each}" for part in ("", "ت", "و") for each in _OBJECTS]
    stem = key[1:] if key[0] == "ا" and len(key) == 4 else key
    present = [f"{first}{stem}{last}" for first in "يتن" for last in ("", "ون", "وا", "ه", "هم")]
    return [*past, *objects, *present]


def arabic_verb(past: str, present: str) -> list[str]:
    """Both tenses in every person, with and without an object: أصاب, يصيب gives أصابت, أصبنا, أصابهم, يصيبون, سيصيب.

    Weak and hollow verbs keep their rules; words are written as an editor does, forms are keys. A verb whose present is
    some other word's as well is given without it.
    """
    forms = [*_past(past), *(_present(present) if present else ())]
    return [key for key in dict.fromkeys(fold(form) for form in forms) if len(key) >= _SHORTEST]


def _past(past: str) -> list[str]:
    if past.endswith(_WEAK) and len(past) > 2:
        base = past[:-1]
        glide = "و" if past.endswith("ا") else "ي"
        short = (f"{base}{glide}{each}" for each in ("نا", "ت", "ن", "تم", "ا"))
        objects = (f"{base}{part}{each}" for part in ("ا", "ت", "و") for each in _OBJECTS)
        return [past, f"{base}ت", f"{base}تا", f"{base}وا", *short, *objects]
    plural = f"{past[:-1]}وا" if past.endswith("ي") else f"{past}وا"
    stem = past[:-2] + past[-1] if past[-2] == "ا" and len(past) >= 3 else past
    firsts = (f"{stem}{each}" for each in ("نا", "ن", "تم", "ت"))
    objects = (f"{past}{part}{each}" for part in ("", "ت", "و") for each in _OBJECTS)
    return [
        past,
        f"{past}ت",
        plural,
        f"{past}ا",
        f"{past}تا",
        *firsts,
        *objects,
        *(f"{stem}نا{each}" for each in _OBJECTS),
    ]


def _present(present: str) -> list[str]:
    stem = present[1:]
    weak = stem[:-1] if stem.endswith(("ي", "ى", "و", "ا")) else stem
    hollow = stem[:-2] + stem[-1] if len(stem) >= 3 and stem[-2] in "ايو" else stem
    short = [each for each in (weak, hollow) if each != stem and len(each) >= _SHORTEST]
    found: list[str] = []
    for first in ("ي", "ت", "ن", "أ"):
        tails = (stem, *short, f"{weak}ون", f"{weak}وا", f"{stem}ان", f"{stem}ا", f"{stem}ن")
        forms = [f"{first}{tail}" for tail in (tails if first in "يت" else (stem, *short))]
        forms += [f"{first}{stem}{each}" for each in _OBJECTS]
        forms += [f"{first}{weak}{part}{each}" for part in ("ون", "و") for each in _OBJECTS if first in "يت"]
        found += forms
        found += [f"س{form}" for form in forms]
    return found


def arabic_noun(key: str) -> list[str]:
    """A noun's accusative, dual, sound plurals, and whose it is: اعتقال gives اعتقالا, اعتقالات, اعتقاله; جندي gives جنديين."""
    stem = f"{key[:-1]}ت" if key.endswith("ه") else key
    bare = key.removesuffix("ه")
    duals = [f"{stem}ان", f"{stem}ين"]
    plural = (
        [f"{bare}ات"] if key.endswith("ه") else [f"{key}ا", f"{key}ون", f"{key}ين", f"{key}ات", f"{key}ه"]
    )
    return [*duals, *plural, *with_pronouns(key)]


def english_verb(phrase: str, irregular: Mapping[str, Sequence[str]]) -> list[str]:
    """A verb with its third person, past, participle and -ing; of a phrase the first word is inflected, an adverb apart."""
    head, blank, rest = phrase.partition(" ")
    if head.endswith("ly") and rest:
        return [f"{head} {form}" for form in english_verb(rest, irregular)]
    forms = [head, *irregular[head]] if head in irregular else [head, *_regular(head)]
    return [f"{form}{blank}{rest}" for form in dict.fromkeys(forms)]


def _regular(verb: str) -> list[str]:
    if _ENDING_Y.fullmatch(verb):
        return [f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    third = f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{verb}s"
    if verb.endswith("e"):
        ing = f"{verb[:-1]}ing" if _SILENT_E.search(verb[-2:]) else f"{verb}ing"
        return [third, f"{verb}d", ing]
    root = verb + verb[-1] if _DOUBLED.fullmatch(verb) else verb
    return [third, f"{root}ed", f"{root}ing"]


def english_plural(noun: str) -> str:
    """The plural of a noun, or of a compound's last word: herdsmen, bodies, churches."""
    if noun.endswith(("man", "woman")):
        return f"{noun[:-2]}en"
    if noun.endswith("child"):
        return f"{noun}ren"
    if _ENDING_Y.fullmatch(noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "z", "ch", "sh")) else f"{noun}s"


def arabic_dual(noun: str) -> list[str]:
    """The dual of a singular, of a phrase its first word, with what follows and before a pronoun: قذيفتان, قذيفتين, قذيفتا."""
    head, _, rest = fold(noun).partition(" ")
    stem = f"{head[:-1]}ت" if head.endswith("ه") else head
    if not rest:
        return [f"{stem}ان", f"{stem}ين"]
    forms = [f"{stem}{end} {rest}" for end in ("ا", "ي", "ان", "ين")]
    if " " not in rest and not rest.startswith("ال"):
        side = f"{rest[:-1]}ت" if rest.endswith("ه") else rest
        forms += [f"{stem}{end} {side}{end}" for end in ("ان", "ين")]
    return forms


def arabic_plural(noun: str) -> list[str]:
    """The sound plurals: مسعفون, مسعفين, مسعفات."""
    key = fold(noun)
    if key.endswith("ه"):
        return [f"{key[:-1]}ات"]
    return [f"{key}ون", f"{key}ين", f"{key}ات"]
