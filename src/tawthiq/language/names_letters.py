"""The learned letter table: how likely an Arabic name is, given a Latin spelling of it.

The model is a stochastic edit transducer (Ristad and Yianilos, "Learning string-edit distance", IEEE PAMI 20(5), 1998):
a pair of spellings is a sequence of steps, each writing one Arabic letter or none beside none to three Latin letters.
names_letters.tsv holds what we learned; its head names the public pairs it was learned from. A score is the natural
logarithm of P(Arabic, Latin) / (P(Arabic) P(Latin)^0.9): how much likelier the two are together than by chance; 0.9 was
chosen on pairs kept out of the training.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
LM_SHARE = 0.9
LONGEST = 48
"""Letters of a word that count; no name has more, and a text without blanks must not exhaust the search."""
NEVER = np.float32(-60.0)
INSIDE, LAST = len(ARABIC), 2 * len(ARABIC)
SYMBOLS = 3 * len(ARABIC) + 1
"""A letter first in its word has its number 1.., inside INSIDE more, last LAST more; 0 is no letter."""
_AR = {c: n for n, c in enumerate(ARABIC, start=1)}
_FOREIGN = str.maketrans(
    {
        "ک": "ك",
        "ی": "ي",
        "گ": "ك",
        "ڤ": "ف",
        "پ": "ب",
        "چ": "ج",
        "ژ": "ز",
        "ہ": "ه",
        "ۀ": "ه",
        "ە": "ه",
        "ێ": "ي",
        "ۆ": "و",
        "ڕ": "ر",
        "ڵ": "ل",
        "ٱ": "ا",
    }
)
_PLAIN = str.maketrans(
    {
        "ı": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ə": "e",
        "ŋ": "n",
    }
)

Codes = npt.NDArray[np.int16]
Floats = npt.NDArray[np.float32]


def arabic_codes(name: str) -> Codes:
    """A name's Arabic letters as numbers from 1, apart for the first and the last; what is no such letter falls away."""
    codes = np.array(
        [_AR[c] for c in name[: 4 * LONGEST].translate(_FOREIGN) if c in _AR][:LONGEST], np.int16
    )
    codes[1:-1] += INSIDE
    codes[1:][-1:] += LAST
    return codes


def latin_codes(name: str) -> Codes:
    """A name's Latin letters as numbers 1..26, accents off; whatever is no Latin letter falls away."""
    if name.isascii() and name.isalpha() and name.islower():
        return np.frombuffer(name[:LONGEST].encode(), np.uint8).astype(np.int16) - np.int16(96)
    flat = unicodedata.normalize("NFD", name[: 4 * LONGEST].casefold().translate(_PLAIN))
    return np.array([ord(c) - 96 for c in flat if "a" <= c <= "z"][:LONGEST], np.int16)


@dataclass(frozen=True)
class Letters:
    """The table in the shape the kernels read.

    `step[a, u]`: log probability of Arabic symbol `a` (0: none) beside Latin string `u` (0: none); `string_of[c]`: which
    `u` the base-27 code `c` of one to three Latin letters has, -1 if no step writes it; `latin[u]`: log probability of
    `u` beside anything; `arabic[a]`: of `a` beside anything.
    """

    step: Floats
    string_of: Codes
    latin: Floats
    arabic: Floats


def base27(letters: Codes) -> int:
    """The number of a string of one to three Latin letters."""
    value = 0
    for letter in letters:
        value = value * 27 + int(letter)
    return value


@cache
def letters() -> Letters:
    """The table that ships."""
    text = resources.files("tawthiq.language").joinpath("names_letters.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    strings = {"": 0}
    for _, latin, _ in rows:
        strings.setdefault(latin, len(strings))
    step = np.full((SYMBOLS, len(strings)), NEVER, np.float32)
    for written, latin, log in rows:
        step[symbol(written), strings[latin]] = float(log)
    string_of = np.full(27**3, -1, np.int16)
    for latin, number in strings.items():
        if latin:
            string_of[base27(latin_codes(latin))] = number
    mass = np.exp(step.astype(np.float64))
    beside = np.log(mass.sum(axis=0) / (1.0 - mass.sum(axis=0)[0]))
    alone = np.log(mass.sum(axis=1) + 1e-30)
    return Letters(step, string_of, beside.astype(np.float32), alone.astype(np.float32))


def symbol(written: str) -> int:
    """The number of a letter as the table writes it: "^x" first in a word, "x" inside, "x$" last; "" none."""
    if not written:
        return 0
    number = _AR[written.strip("^$")]
    return number + (0 if written[0] == "^" else LAST if written[-1] == "$" else INSIDE)
