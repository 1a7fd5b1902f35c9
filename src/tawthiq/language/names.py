"""Names of people, in Arabic or Latin letters: parsed into parts that keep the order and the words as written.

An Arabic name is a chain: given name, father's, grandfather's, family name, with a kunya (Abu, Umm and a child's name)
and titles around it. Which of two words is the father's and which the family name cannot be known from the words, so the
last of two or more counts as the family name, and comparing must allow for the other reading.
"""

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from tawthiq.language.fold import fold

_BRACKETS = re.compile(r"[(\[{«\"“]([^)\]}»\"”]*)[)\]}»\"”]")
_SPLIT = re.compile(r"(?:[^\w-]|[\d_])+")
_APOSTROPHES = re.compile(r"['’‘`´ʿʾʼ]")
_HYPHENS = re.compile(r"\s*[-‐‑–—]\s*")
_INITIALS = re.compile(r"[.\s]+")
_SORANI = re.compile("\u06d5(?=[\u0620-\u06ff])")
_LETTERS = str.maketrans({"ێ": "ي", "ۆ": "و", "ڕ": "ر", "ڵ": "ل", "ڤ": "ف", "ڈ": "د", "ے": "ي"})
_TURKISH = frozenset("ğışĞİŞ")
_SCHOLARLY = frozenset("āīūḥḩṭţḍḑṣẓĀĪŪ")
_ABD_LATIN = re.compile(r"^ab[aeiou]?d[aeiou]?l?(?:(?:ll?)?-?)(?=[a-z]{3})")
_GLUED = re.compile(r"^(ابو|abu|abou)-?(?!بكر|bakr|bakir|beker)((?:ال|al-?)?[^\W\d_]{3,}.*)$")
LONGEST = 400
"""Characters of a name that are looked at."""
ABD_ARABIC, ABD_LATIN = "عبدال", "abdal"


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """A name in parts. Every word is a key: folded, without article, Abd- and -al-Din names joined to one word.

    `nisba` is the family name again where its ending says that it tells an origin; `title` holds words as written.
    """

    given: str | None = None
    middle: tuple[str, ...] = ()
    family: str | None = None
    kunya: str | None = None
    nisba: str | None = None
    title: tuple[str, ...] = ()
    unknown: bool = False

    @property
    def father(self) -> str | None:
        """The first word after the given name, when a family name follows it."""
        return self.middle[0] if self.middle else None

    @property
    def grandfather(self) -> str | None:
        """The second word after the given name, when a family name follows it."""
        return self.middle[1] if len(self.middle) > 1 else None

    @property
    def words(self) -> tuple[str, ...]:
        """Given name, middle names, family name, in that order, as far as they are known."""
        return tuple(w for w in (self.given, *self.middle, self.family) if w)


@cache
def _words() -> dict[str, Any]:
    with resources.files("tawthiq.language").joinpath("names_words.toml").open("rb") as handle:
        raw = tomllib.load(handle)
    return {
        group: value if group == "short" else frozenset(w for words in value.values() for w in words)
        for group, value in raw.items()
    }


@cache
def _special() -> frozenset[str]:
    """Every word that is more than a name."""
    groups = (words for group, words in _words().items() if group not in {"common", "short"})
    return frozenset().union(*groups)


def common_names() -> frozenset[str]:
    """Given names common among Arabic speakers, folded, in Arabic letters: lemmas even where no list holds them."""
    found: frozenset[str] = _words()["common"]
    return found


def is_arabic(word: str) -> bool:
    """The word begins in the Arabic script."""
    return "\u0600" <= word[:1] <= "\u06ff"


def _flat(text: str) -> str:
    """Folded, Latin letters without accents, apostrophes gone; hyphens stay. Turkish and Kurdish letters by their sound."""
    if text.isascii():
        return " ".join(_HYPHENS.sub("-", _APOSTROPHES.sub("", text)).lower().split())
    out = _HYPHENS.sub("-", _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text)))
    out = _SORANI.sub("", out).translate(_LETTERS)
    if _TURKISH & set(out) and not _SCHOLARLY & set(out):
        out = out.replace("I", "ı").casefold().replace("c", "j")
        out = out.translate({ord("ş"): "sh", ord("ç"): "ch", ord("ğ"): "gh"})
    return fold(out).translate({ord("ı"): "i", ord("ø"): "o", ord("ł"): "l", ord("ß"): "ss", ord("ə"): "e"})


def parse_name(text: str) -> Name:
    """A whole name as written, in either script, into its parts. Anything is accepted; nothing found gives empty parts.

    Of a name written in both scripts the one with more words is read, the Arabic where they are equal.
    """
    flat = _flat(text[:LONGEST])
    if flat.isascii() and flat.isalpha() and flat not in _special() and not _GLUED.match(flat):
        return Name(given=_words()["short"].get(word := stem(flat), word))
    aside = [found.strip() for found in _BRACKETS.findall(flat)]
    flat = _BRACKETS.sub(" ", flat).strip() or " ".join(aside)
    if "," in flat or "،" in flat:
        before, _, after = flat.replace("،", ",").partition(",")
        if after.strip() and len(before.split()) <= 2:
            flat = f"{after} {before}"
    known = _words()
    title, words = _titles(_one_script(_SPLIT.split(flat)))
    if _INITIALS.sub("", flat) in known["unknown"] or (words and words[0] in known["unknown"]):
        return Name(title=tuple(title), unknown=True)
    orphan = False
    while len(words) > 1 and (words[0] in known["child"] or words[0] in known["kin"] or len(words[0]) == 1):
        orphan = orphan or words[0] in known["child"] or words[0] in known["kin"] or len(words) == 2
        words.pop(0)
    kunya, words = _kunya(words)
    for extra in aside:
        named, rest = _kunya([*_SPLIT.split(extra), "x"])
        kunya = named if not kunya and rest == ["x"] else kunya
    parts = _join(words)
    kunya, parts = _kunya_inside(kunya, parts)
    given = None if orphan or not parts else parts.pop(0)
    family = parts.pop() if parts else None
    nisba = family if family and _is_nisba(family) else None
    return Name(given=given, middle=tuple(parts), family=family, kunya=kunya, nisba=nisba, title=tuple(title))


def _one_script(words: list[str]) -> list[str]:
    arabic = [word for word in words if is_arabic(word)]
    latin = [word for word in words if word.strip("-") and not is_arabic(word)]
    return latin if len(latin) > len(arabic) else arabic


def _is_nisba(word: str) -> bool:
    return word.endswith(("ي", "يه")) if is_arabic(word) else word.endswith(("i", "y", "iya", "iyya", "ieh"))


def _titles(words: list[str]) -> tuple[list[str], list[str]]:
    words = [w for w in words if w.strip("-")]
    title: list[str] = []
    known = _words()["titles"]
    while len(words) > 1 and (
        words[0] in known
        or words[0].removeprefix("al-").removeprefix("el-") in known
        or (is_arabic(words[0]) and len(words[0]) == 1)
    ):
        title.append(words.pop(0))
    return title, words


def _kunya(words: list[str]) -> tuple[str | None, list[str]]:
    """The child's name of a kunya that opens the name, and the words after it."""
    if words and (glued := _GLUED.match(words[0])):
        words = [glued[1], glued[2], *words[1:]]
    if len(words) < 2 or words[0] not in _words()["parent"]:
        return None, words
    end = 2
    while end < len(words) and len(_join(words[1 : end + 1])) < 2:
        end += 1
    child = _join(words[1:end])
    return (child[0] if child else None), words[end:]


def _kunya_inside(kunya: str | None, parts: list[str]) -> tuple[str | None, list[str]]:
    """A kunya between a name and a family name, as in "Ahmad Abu Omar Khalil", is no middle name."""
    for at, part in enumerate(parts[1:-1], start=1):
        if not kunya and (glued := _GLUED.match(part)):
            return stem(glued[2]), parts[:at] + parts[at + 1 :]
    return kunya, parts


def _join(words: list[str]) -> list[str]:
    """One key for each name: articles off, sons-of dropped, Abd-, Abu- and -al-Din names made one word."""
    known = _words()
    out: list[str] = []
    carry = ""
    for raw in words:
        for word in _dehyphen(raw):
            if not word or (word in known["child"] and (out or carry)):
                continue
            if carry:
                out.append(_whole(carry, word))
                carry = "" if word not in known["article"] else carry
                if carry:
                    out.pop()
                continue
            if word in known["servant"] or word in known["parent"]:
                carry = word
            elif word in known["faith"] and out:
                out[-1] += (
                    "الدين"
                    if is_arabic(word) and "د" in word
                    else ("الله" if is_arabic(word) else _faith(word))
                )
            elif word not in known["article"]:
                out.append(stem(word))
    if carry:
        out.append(carry)
    return [known["short"].get(w, w) for w in out]


def _dehyphen(raw: str) -> list[str]:
    if "-" not in raw:
        return [raw]
    return [part for part in raw.split("-") if part]


def _faith(word: str) -> str:
    return "allah" if word.endswith("lah") else "aldin"


def _whole(carry: str, word: str) -> str:
    if carry in _words()["servant"]:
        return stem(carry + word) if is_arabic(word) else ABD_LATIN + stem(word).removeprefix("abdal")
    return (
        ("ابو" if carry.startswith("اب") else carry) + word
        if is_arabic(word)
        else ("abu" if carry[0] == "a" else "um") + stem(word)
    )


def stem(word: str) -> str:
    """A single folded word without its article; Abd- names get one spelling of the Abd- part."""
    if is_arabic(word):
        if word.startswith("عبد") and len(word) > 5:
            return ABD_ARABIC + word.removeprefix("عبد").removeprefix("ال")
        if word.startswith("وال") and len(word) > 6:
            return word
        return word[2:] if word.startswith("ال") and len(word) > 4 else word
    found = _ABD_LATIN.match(word)
    if found and word.startswith(("abd", "abed")) and len(word) > 6:
        rest = word[found.end() :]
        rest = rest[1:] if len(rest) > 3 and rest[0] == rest[1] else rest
        return ABD_LATIN + rest
    if len(word) > 5 and word.startswith(("al", "el")) and word[2] not in "aeiouy":
        return word[2:]
    return word
