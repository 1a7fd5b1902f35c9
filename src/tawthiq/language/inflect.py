"""Forms of an Arabic word that a word list need not hold: with a pronoun attached, and a verb's other persons. Keys in, keys out.

It over-generates on purpose: most of what it makes up is no word and is never met. Callers drop what another list already
holds, so that أسرة (family) is never أسر (to capture) with a pronoun.
"""

PRONOUNS = ("ه", "ها", "هم", "هن", "هما", "نا", "ي", "ك", "كم")
_OBJECTS = ("ه", "ها", "هم", "هن", "نا", "ني", "كم")


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
