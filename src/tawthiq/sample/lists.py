"""Five overlapping casualty lists of invented people, with the truth known: who stands in which row, and who in none.

Nobody here is or was real: people are made by combining names at random, in a city that does not exist. What the lists
share with real ones is how they go wrong (research page on matching, 2c): incidents fix day and place; families killed
together share father, grandfather and family name, and differ only in given name, sex and age, so they are the hard
negatives; each documenter has a script, a spelling, a habit with dates and a reach of its own; people whom few lists
reach are also those whom no list reaches, so capture is heterogeneous and the undocumented can be estimated but not read off.

    network       Arabic, full names                         reach .50
    coordination  Arabic, given and family name, kunyas,     reach .36
                  reported late
    monitor       Latin letters, an office's spelling        reach .42
    diaspora      Latin letters, as people type              reach .28
    morgue        Arabic, family name often missing,         reach .20
                  dates on the 1st and 15th, ages to fives
"""

import csv
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib import resources
from pathlib import Path
from random import Random
from typing import Any

from tawthiq.sample.lists_spelling import arabic, careless, formal, loose, misspell

FIRST_DAY, DAYS = date(2015, 7, 1), 540
REACH = {"network": 0.50, "coordination": 0.36, "monitor": 0.42, "diaspora": 0.28, "morgue": 0.20}
REPEATED = 0.05
_ARABIC_HEADINGS = {
    "name": "الاسم",
    "sex": "الجنس",
    "age": "العمر",
    "date": "تاريخ الوفاة",
    "place": "المكان",
    "manner": "سبب الوفاة",
    "status": "الصفة",
}
HEADINGS = {
    "network": _ARABIC_HEADINGS,
    "coordination": {
        "name": "اسم الشهيد",
        "age": "العمر",
        "date": "التاريخ",
        "place": "الحي",
        "manner": "ملاحظات",
    },
    "monitor": {
        "name": "Full name",
        "sex": "Sex",
        "age": "Age",
        "date": "Date of death",
        "place": "Place",
        "manner": "Cause of death",
        "status": "Status",
    },
    "diaspora": {"name": "Name", "sex": "Gender", "date": "Date", "place": "Area"},
    "morgue": {
        "name": "الاسم",
        "sex": "الجنس",
        "age": "العمر التقريبي",
        "date": "تاريخ الوصول",
        "place": "مكان الإحضار",
        "manner": "السبب",
    },
}


@dataclass(frozen=True)
class Lists:
    """What `make_lists` gives. `rows`: list -> rows as written, by heading; `truth`: (list, row from 1) -> person.

    `people` is the true total, counting those on no list; persons are numbered from 1.
    """

    people: int
    rows: dict[str, list[dict[str, str]]]
    truth: dict[tuple[str, int], int]
    headings: dict[str, dict[str, str]] = field(default_factory=lambda: HEADINGS)

    @property
    def seen(self) -> int:
        """How many people stand on at least one list."""
        return len(set(self.truth.values()))


@dataclass(frozen=True)
class _Soul:
    """One invented person, in sounds."""

    given: str
    middle: tuple[str, ...]
    family: str
    article: bool
    female: bool
    age: int
    kunya: str | None
    day: int
    place: int
    manner: str
    civilian: bool


@cache
def _stones() -> dict[str, Any]:
    with resources.files("tawthiq.sample").joinpath("data/lists_names.toml").open("rb") as handle:
        return tomllib.load(handle)


def _zipf(items: list[str], rng: Random) -> Callable[[], str]:
    """A drawer of items whose use falls with their rank, the rank itself drawn once."""
    order = rng.sample(items, len(items))
    weights = [1 / (rank + 3) for rank in range(len(order))]
    return lambda: rng.choices(order, weights)[0]


def _families(rng: Random) -> list[tuple[str, bool]]:
    """Family names with or without article: crafts, invented towns, and names made from roots that no table knows."""
    stones = _stones()
    found = [(craft, True) for craft in stones["craft"].split()]
    found += [(f"{town}I", True) for town in stones["towns"].split()]
    letters = stones["root"]
    for _ in range(160):
        nisba = rng.random() < 0.4
        pattern = rng.choice(stones["nisba_patterns"] if nisba else stones["patterns"])
        for slot, letter in zip("1234", rng.sample(letters, 4), strict=True):
            pattern = pattern.replace(slot, letter)
        found.append((pattern, nisba or rng.random() < 0.3))
    return found


def _souls(people: int, rng: Random) -> list[_Soul]:
    stones = _stones()
    male, female = _zipf(stones["male"].split(), rng), _zipf(stones["female"].split(), rng)
    families = dict(_families(rng))
    family = _zipf(sorted(families), rng)
    manners = sorted(stones["manner"])
    souls: list[_Soul] = []
    while len(souls) < people:
        day, place, manner = rng.randrange(DAYS), rng.randrange(len(stones["place"])), rng.choice(manners)
        left = min(int(rng.paretovariate(1.1)), 40, people - len(souls))
        while left > 0:
            size = min(left, rng.choice((2, 3, 4, 5)) if rng.random() < 0.22 else 1)
            middle, name = (male(), male()), family()
            taken: set[str] = set()
            for _ in range(size):
                is_female = rng.random() < (0.45 if size > 1 else 0.2)
                given = female() if is_female else male()
                if given in taken:
                    continue
                taken.add(given)
                left -= 1
                age = rng.randrange(1, 70) if size > 1 else int(min(90, max(1, rng.gauss(31, 14))))
                kunya = male() if not is_female and age > 18 and rng.random() < 0.5 else None
                souls.append(
                    _Soul(
                        given,
                        middle,
                        name,
                        families[name],
                        is_female,
                        age,
                        kunya,
                        day,
                        place,
                        manner,
                        rng.random() < 0.8,
                    )
                )
    return souls


def _family_words(soul: _Soul, how: Callable[[str], str], article: str, *, keep: bool = True) -> str:
    return (article if soul.article and keep else "") + how(soul.family)


def _name(where: str, soul: _Soul, rng: Random) -> str:
    """The whole name as one documenter writes it."""
    spelled = {
        "network": _network_name,
        "coordination": _coordination_name,
        "monitor": _monitor_name,
        "diaspora": _diaspora_name,
    }
    return spelled.get(where, _morgue_name)(soul, rng)


def _network_name(soul: _Soul, rng: Random) -> str:
    parts = [arabic(soul.given), *(arabic(m) for m in soul.middle[: rng.choice((1, 1, 2))])]
    parts.append(_family_words(soul, arabic, "ال"))
    name = " ".join(_slip(careless(p, rng) if rng.random() < 0.3 else p, rng, 0.01) for p in parts)
    return ("الشهيد " if rng.random() < 0.08 else "") + name


def _coordination_name(soul: _Soul, rng: Random) -> str:
    given = careless(arabic(soul.given), rng)
    if rng.random() < 0.5:
        given = given.replace("عبد ", "عبد")
    parts = [given]
    if rng.random() < 0.25:
        parts.append(careless(arabic(soul.middle[0]), rng))
    if rng.random() < 0.93:
        parts.append(careless(_family_words(soul, arabic, "ال", keep=rng.random() < 0.8), rng))
    name = " ".join(_slip(p, rng, 0.02) for p in parts)
    if soul.kunya and rng.random() < 0.5:
        kunya = f"أبو {arabic(soul.kunya)}"
        name = f"{name} ({kunya})" if rng.random() < 0.6 else f"{kunya} {name}"
    return name


def _monitor_name(soul: _Soul, rng: Random) -> str:
    parts = [formal(soul.given)]
    if rng.random() < 0.75:
        link = ("bint " if soul.female else "bin ") if rng.random() < 0.3 else ""
        parts.append(link + formal(soul.middle[0]))
        if rng.random() < 0.35:
            parts.append(formal(soul.middle[1]))
    if rng.random() < 0.96:
        parts.append(_family_words(soul, formal, "al-"))
    return " ".join(_slip(p, rng, 0.01) for p in parts)


def _diaspora_name(soul: _Soul, rng: Random) -> str:
    given = (
        rng.choice(("Mhd", "Mohd", "Mohamed", "Mohammad"))
        if soul.given == "muHammad" and rng.random() < 0.4
        else loose(soul.given, rng)
    )
    article = rng.choice(("Al ", "El ", "al-", "Al", "", "")) if soul.article else ""
    family = article + loose(soul.family, rng)
    middle = [loose(soul.middle[0], rng)] if rng.random() < 0.3 else []
    if rng.random() < 0.08:
        return " ".join([family, given, *middle])
    parts = [given, *middle, family] if rng.random() < 0.92 else [given, *middle]
    return " ".join(_slip(p, rng, 0.02) for p in parts)


def _morgue_name(soul: _Soul, rng: Random) -> str:
    parts = [careless(arabic(soul.given), rng)]
    if rng.random() < 0.5:
        parts.append(careless(arabic(soul.middle[0]), rng))
    if rng.random() < 0.75:
        parts.append(careless(_family_words(soul, arabic, "ال", keep=rng.random() < 0.9), rng))
    name = " ".join(_slip(p, rng, 0.03) for p in parts)
    return ("جثة " if rng.random() < 0.04 else "") + name


def _slip(word: str, rng: Random, chance: float) -> str:
    return misspell(word, rng) if rng.random() < chance else word


def _date(where: str, soul: _Soul, rng: Random) -> str:
    """The day as one documenter has it: late, shifted, heaped, or day and month swapped; empty where not known."""
    if rng.random() < {"morgue": 0.2, "diaspora": 0.12}.get(where, 0.05):
        return ""
    late = rng.choices(
        (0, 1, 2, 3, 6),
        {"coordination": (70, 14, 8, 5, 3), "morgue": (60, 30, 6, 2, 2)}.get(where, (90, 6, 2, 1, 1)),
    )[0]
    day = FIRST_DAY + timedelta(days=soul.day + late)
    if where == "morgue" and rng.random() < 0.3:
        day = day.replace(day=1 if day.day < 8 else 15)
    if day.day <= 12 and rng.random() < 0.02:
        day = day.replace(month=day.day, day=day.month)
    if where in {"network", "monitor"}:
        return day.isoformat()
    written = f"{day.day:02d}/{day.month:02d}/{day.year}"
    if where == "morgue" and rng.random() < 0.5:
        return written.translate({ord("0") + n: 0x0660 + n for n in range(10)})
    return written


def _place(where: str, soul: _Soul, rng: Random) -> str:
    stones = _stones()
    latin = where in {"monitor", "diaspora"}
    if rng.random() < 0.1:
        return ""
    if rng.random() < {"diaspora": 0.3, "monitor": 0.15}.get(where, 0.08):
        return str(stones["city"]["en" if latin else "ar"])
    place = stones["place"][soul.place]
    if not latin:
        return careless(str(place["ar"]), rng) if rng.random() < 0.4 else str(place["ar"])
    return str(place["also"] if rng.random() < (0.5 if where == "diaspora" else 0.1) else place["en"])


def _age(where: str, soul: _Soul, rng: Random) -> str:
    if rng.random() < {"network": 0.15, "coordination": 0.4, "monitor": 0.2}.get(where, 0.3):
        return ""
    if where == "morgue":
        return str(max(1, 5 * round((soul.age + rng.gauss(0, 3)) / 5)))
    return str(max(0, soul.age + rng.choices((0, 1, -1, 2, -3), (80, 8, 6, 4, 2))[0]))


def _cells(where: str, soul: _Soul, rng: Random) -> dict[str, str]:
    """One row as written, by heading."""
    script = "en" if where in {"monitor", "diaspora"} else "ar"
    sexes = {"monitor": ("M", "F"), "diaspora": ("male", "female")}.get(where, ("ذكر", "أنثى"))
    words = {"ar": ("مدني", "غير مدني"), "en": ("Civilian", "Combatant")}[script]
    values = {
        "name": _name(where, soul, rng),
        "sex": "" if rng.random() < 0.1 else sexes[soul.female],
        "age": _age(where, soul, rng),
        "date": _date(where, soul, rng),
        "place": _place(where, soul, rng),
        "manner": "" if rng.random() < 0.25 else rng.choice(_stones()["manner"][soul.manner][script]),
        "status": words[not soul.civilian],
    }
    return {heading: values[part] for part, heading in HEADINGS[where].items()}


def make_lists(people: int, seed: int) -> Lists:
    """Five lists over `people` invented people; the same seed gives the same lists. Raises ValueError below one."""
    if people < 1:
        raise ValueError(f"people must be at least 1, got {people}")
    rng = Random(seed)  # noqa: S311 - invented people, no secret
    souls = _souls(people, rng)
    reachable = {
        (place, where): rng.uniform(0.6, 1.4) for place in range(len(_stones()["place"])) for where in REACH
    }
    known = [rng.choices((1.35, 0.45), (0.65, 0.35))[0] for _ in souls]
    rows: dict[str, list[dict[str, str]]] = {}
    truth: dict[tuple[str, int], int] = {}
    for where, reach in REACH.items():
        drawn: list[tuple[dict[str, str], int]] = []
        for number, soul in enumerate(souls, start=1):
            season = (
                1.25 - 0.5 * soul.day / DAYS
                if where in {"coordination", "morgue"}
                else 0.8 + 0.4 * soul.day / DAYS
            )
            if rng.random() < min(0.97, reach * reachable[soul.place, where] * season * known[number - 1]):
                drawn.append((_cells(where, soul, rng), number))
                if rng.random() < REPEATED:
                    drawn.append((_cells(where, soul, rng), number))
        rng.shuffle(drawn)
        rows[where] = [cells for cells, _ in drawn]
        truth |= {(where, row): number for row, (_, number) in enumerate(drawn, start=1)}
    return Lists(people, rows, truth)


def write_lists(folder: Path, people: int, seed: int) -> Lists:
    """Writes `<list>.csv` for each list and the truth: truth.csv (list, row, person), truth_people.csv (person, lists).

    truth_people.csv names everyone, those on no list with 0. Returns what was written.
    """
    made = make_lists(people, seed)
    folder.mkdir(parents=True, exist_ok=True)
    for where, rows in made.rows.items():
        _write(folder / f"{where}.csv", list(HEADINGS[where].values()), [list(row.values()) for row in rows])
    _write(
        folder / "truth.csv",
        ["list", "row", "person"],
        [[where, row, who] for (where, row), who in made.truth.items()],
    )
    on: dict[int, set[str]] = {}
    for (where, _), who in made.truth.items():
        on.setdefault(who, set()).add(where)
    _write(
        folder / "truth_people.csv",
        ["person", "lists"],
        [[who, len(on.get(who, ()))] for who in range(1, people + 1)],
    )
    return made


def _write(path: Path, heading: list[str], rows: list[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(heading)
        writer.writerows(rows)
