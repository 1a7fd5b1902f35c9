"""What a row says, worked out once: names as words, days as numbers, places as keys; the row itself is never changed.

Every value that cannot be read is None, and None never counts for or against a match.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from tawthiq.language.edtf import bounds
from tawthiq.language.fold import fold
from tawthiq.language.names import Name, parse_name, stem
from tawthiq.language.names_lexicon import Lexicon, build_lexicon, skeleton
from tawthiq.record.person import PersonRow

_WORD = re.compile(r"[^\W\d_]+")
_SEX = {
    "m": "m", "male": "m", "man": "m", "boy": "m", "ذكر": "m", "رجل": "m", "ذكور": "m", "طفل": "m", "صبي": "m",
    "f": "f", "female": "f", "woman": "f", "girl": "f", "انثي": "f", "امراه": "f", "اناث": "f", "طفله": "f", "سيده": "f",
}  # fmt: skip
_PLACE_KINDS = frozenset(
    "حي حاره محله منطقه مدينه قريه بلده شارع".split()  # noqa: SIM905 - words read better as a sentence than as a list
    + "district neighbourhood neighborhood quarter area city town village street the of al".split()  # noqa: SIM905 - as above
)
LEAST_ID_DIGITS = 6
"""A shorter number is taken for a running number of the list, which identifies nobody."""


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """One row as the matcher reads it. Lemmas are of the lexicon; `day` counts days since year 1."""

    uid: str
    list: str
    name: Name
    given: tuple[str, ...]
    family: tuple[str, ...]
    father: tuple[str, ...]
    middle: tuple[tuple[str, ...], ...]
    words: tuple[tuple[str, ...], ...]
    kunya: tuple[str, ...]
    sounds: tuple[str, str]
    day: int | None
    month: int | None
    swapped: int | None
    place: str | None
    age: int | None
    sex: str | None
    number: str | None
    manner: str | None
    status: str | None

    @property
    def named(self) -> bool:
        """There is at least one word of a name, or a kunya."""
        return bool(self.words or self.kunya)


def read_rows(rows: Sequence[tuple[str, PersonRow]]) -> list[Read]:
    """Rows with their ids, in the order given, against one lexicon of all their names."""
    names = [parse_name(row.name or row.name_latin or "") for _, row in rows]
    counts = Counter(word for name in names for word in (*name.words, *([name.kunya] if name.kunya else ())))
    lexicon = build_lexicon(counts)
    return [_read(uid, row, name, lexicon) for (uid, row), name in zip(rows, names, strict=True)]


def _read(uid: str, row: PersonRow, name: Name, lexicon: Lexicon) -> Read:
    day, month = _days(row.date)
    return Read(
        uid=uid,
        list=row.list,
        name=name,
        given=lexicon.of(name.given),
        family=lexicon.of(name.family),
        father=lexicon.of(name.father),
        middle=tuple(lexicon.of(word) for word in name.middle),
        words=tuple(lexicon.of(word) for word in name.words),
        kunya=lexicon.of(name.kunya),
        sounds=(skeleton(name.given or ""), skeleton(name.family or "")),
        day=day,
        month=month,
        swapped=_swapped(day),
        place=fold(row.place) or None if row.place else None,
        age=_age(row),
        sex=_SEX.get(fold(row.sex)) if row.sex else None,
        number=_number(row.id_number),
        manner=fold(row.manner) or None if row.manner else None,
        status=fold(row.status) or None if row.status else None,
    )


def _days(edtf: str | None) -> tuple[int | None, int | None]:
    """Day and month numbers of an EDTF date; the first day of a span shorter than a week stands for it."""
    first, last = bounds(edtf)
    if first is None or last is None:
        return None, None
    month = first.year * 12 + first.month if (first.year, first.month) == (last.year, last.month) else None
    return (first.toordinal() if (last - first).days < 7 else None), month


def _swapped(day: int | None) -> int | None:
    """The day that the same figures mean with month and day exchanged, where that is another day."""
    if day is None:
        return None
    when = date.fromordinal(day)
    if when.day > 12 or when.day == when.month:
        return None
    return date(when.year, when.day, when.month).toordinal()


def _age(row: PersonRow) -> int | None:
    if row.age is not None:
        return row.age if 0 <= row.age <= 120 else None
    if row.born and row.date and row.born[:4].isdigit() and row.date[:4].isdigit():
        age = int(row.date[:4]) - int(row.born[:4])
        return age if 0 <= age <= 120 else None
    return None


def _number(written: str | None) -> str | None:
    digits = re.sub(r"\D", "", fold(written)) if written else ""
    return digits.lstrip("0") if len(digits) >= LEAST_ID_DIGITS and len(set(digits)) > 1 else None


def place_words(place: str) -> tuple[str, ...]:
    """The words of a folded place name that tell it from others of its kind."""
    words = [stem(word) for word in _WORD.findall(place)]
    return tuple(w for w in words if w not in _PLACE_KINDS and len(w) > 1)


def place_kin(places: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Each folded place with the keys it shares with other spellings of it: its words' lemmas, the rarest two.

    Two spellings are taken for one place where a rare word of theirs is one lemma; that it is only a likeness is what the
    weights learned for it say.
    """
    distinct = sorted(set(places))
    words = {place: place_words(place) for place in distinct}
    lexicon = build_lexicon(Counter(w for found in words.values() for w in found))
    lemmas = {place: [lexicon.of(w) for w in found] for place, found in words.items()}
    spread = Counter(key for found in lemmas.values() for keys in found for key in set(keys))
    out = {}
    for place, found in lemmas.items():
        ranked = sorted(found, key=lambda keys: (min(spread[k] for k in keys), keys))[:2]
        out[place] = tuple(sorted({k for keys in ranked for k in keys})) or (place,)
    return out
