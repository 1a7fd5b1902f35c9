"""How one spoken name gets many spellings: every spelling is made from the sounds, never from another spelling.

A name is written down as sounds, one letter each: v th, V dh, x kh, C sh, G gh, 3 ain, ' hamza; H S D T Z emphatics;
A I U long vowels; X ta marbuta; # alif maqsura; `|` joins the halves of an Abd- name. From the sounds come Arabic
script, the formal romanisation of an office, and the loose one of social media.
"""

from random import Random

_ARABIC = dict(
    zip("'btvjHxdVrzsCSDTZ3GfqklmnhwyAIUX#", "ءبتثجحخدذرزسشصضطظعغفقكلمنهوياي" + "وةى", strict=True)
)
_FORMAL = {"v": "th", "V": "dh", "x": "kh", "C": "sh", "G": "gh", "'": "", "3": "", "X": "", "#": "a"}
_LOOSE = {
    "v": ("th", "th", "t", "s"),
    "V": ("th", "z", "d", "dh"),
    "x": ("kh", "kh", "k"),
    "C": ("sh", "sh", "ch"),
    "G": ("gh", "gh", "g"),
    "'": ("",),
    "3": ("", "", "", "a", "'"),
    "X": ("", "", "", "h"),
    "#": ("a", "a", "ah"),
    "q": ("q", "q", "k"),
    "j": ("j", "j", "j", "g"),
    "Z": ("z", "z", "d"),
    "D": ("d", "d", "dh"),
    "a": ("a", "a", "a", "e"),
    "i": ("i", "i", "e"),
    "u": ("u", "o", "o", "ou"),
    "A": ("a", "a", "a", "aa", "e"),
    "I": ("i", "ee", "ee", "ie"),
    "U": ("ou", "oo", "u", "o"),
}
_VOWELS = "aiuAIU"


def arabic(sounds: str) -> str:
    """A name's Arabic spelling; an Abd- name is written apart."""
    if "|" in sounds:
        first, second = sounds.split("|")
        return f"{arabic(first)} ال{arabic(second)}"
    out: list[str] = []
    for i, c in enumerate(sounds):
        before, after = sounds[i - 1 : i] if i else "", sounds[i + 1 : i + 2]
        if c in "aiu":
            if i == 0:
                out.append("إ" if c == "i" else "أ")
        elif c == before and c not in _VOWELS:
            continue
        elif c == "A" and (i == 0 or before == "'"):
            out.append("آ" if i == 0 else "ا")
        elif c == "'":
            out.append(_hamza(before, after))
        else:
            out.append(_ARABIC[c])
    return "".join(out)


def _hamza(before: str, after: str) -> str:
    if not after:
        return "ء"
    if "i" in (before, after) or "I" in (before, after):
        return "ئ"
    return "ؤ" if before == "u" else "أ"


def formal(sounds: str) -> str:
    """An office's romanisation: one spelling a name, "Abd al-Rahman"."""
    if "|" in sounds:
        first, second = sounds.split("|")
        return f"{formal(first)} al-{formal(second)}"
    return "".join(_FORMAL.get(c, c.lower()) for c in sounds).capitalize()


def loose(sounds: str, rng: Random) -> str:
    """A romanisation as people type it: vowels and some consonants vary from one writing to the next."""
    if "|" in sounds:
        second = loose(sounds.split("|")[1], rng)
        joint = rng.choice(("Abdul", "Abdel", "Abd al-", "Abd El ", "Abdul ", "Abdal"))
        return joint + (second if joint[-1] in "- " else second.lower())
    out: list[str] = []
    for i, c in enumerate(sounds):
        after = sounds[i + 1 : i + 2]
        if i and c == sounds[i - 1] and c not in _VOWELS:
            out.append(out[-1] if rng.random() < 0.55 else "")
            continue
        if c == "a" and after == "X":
            out.append(rng.choice("aaaee"))
        elif c == "a" and after in {"y", "w"} and rng.random() < 0.6:
            out.append("e" if after == "y" else "o")
        elif c == "i" and 0 < i < len(sounds) - 2 and rng.random() < 0.08:
            continue
        else:
            out.append(rng.choice(_LOOSE.get(c, (c.lower(),))))
    word = "".join(out)
    return word if rng.random() < 0.1 else word.capitalize()


def misspell(word: str, rng: Random) -> str:
    """A slip of the pen: two letters swapped, one lost, one doubled, or one misread for its neighbour in shape."""
    if len(word) < 4:
        return word
    i = rng.randrange(1, len(word) - 1)
    slip = rng.randrange(4)
    if slip == 0:
        return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    if slip == 1:
        return word[:i] + word[i + 1 :]
    if slip == 2:
        return word[:i] + word[i] + word[i:]
    alike = {
        "ب": "ن",
        "ن": "ت",
        "ت": "ث",
        "ح": "ج",
        "ج": "خ",
        "ر": "ز",
        "ز": "ر",
        "س": "ش",
        "د": "ذ",
        "ع": "غ",
        "ط": "ظ",
        "ص": "ض",
    }
    return word[:i] + alike.get(word[i], word[i]) + word[i + 1 :]


def careless(word: str, rng: Random) -> str:
    """Arabic as typed in haste: hamza seats dropped, ta marbuta as ha, alif maqsura as ya."""
    if rng.random() < 0.6:
        word = word.translate(str.maketrans("أإآ", "ااا"))
    if rng.random() < 0.35:
        word = word.replace("ة", "ه")
    if rng.random() < 0.35:
        word = word.replace("ى", "ي") if rng.random() < 0.7 else word.replace("ي", "ى")
    return word
