"""Registers: tables in Latin letters with given and family name, birth date or number, and whatever columns they share.

Nothing is known of such a column but its heading and its cells, so its kind (date, number, words, code) is read off the
cells; columns that tell each other (a suburb and its postcode) share one comparison, since adding up both would count one
thing twice; rows meet where a number, or two columns that do not tell each other, are equal. Lists of the dead are no
registers: they are matched by sound (people_model).
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from tawthiq.language.fold import fold
from tawthiq.match.people_model import Compared, Level
from tawthiq.vocabulary import table as vocabulary

LEAST_COLUMNS = 4
LOOKED_AT = 1000
"""Rows by which a register is known."""
LEAST_SHARE = 0.5
"""Share of the rows that must have a birth date or a number for a table to be a register."""
LATIN_SHARE = 0.98
FEW = 40
"""Values a column of codes has at most."""
COMMON = (3e-3, 3e-4, 3e-5)
"""Shares of the rows that part common values from rarer ones; agreeing on a rare value says more."""
TELLS = 0.5
"""Of two rows with one value in a column, how many must have one value in another for the first to tell the second."""
ROWS_FOR_KINDS = 20_000
PAIRS_PER_ROW, PAIRS_ALWAYS, RULES, USES, WIDEST = 5.0, 1_500_000, 16, 4, 20
"""How many pairs all rules, and a rule by itself, may bring together; at most so many rules,
and so many for one column; how many times the pairs allowed a rule may make before it is narrowed."""

_FIELDS = frozenset(
    [
        "name",
        "name_latin",
        "given",
        "father",
        "grandfather",
        "family",
        "sex",
        "age",
        "born",
        "date",
        "place",
        "manner",
        "status",
        "id_number",
    ]
)
_MARKS = re.compile(r"[\W_]+")
_DATE = re.compile(r"(1[89]|20)\d\d[-/]?(0[1-9]|1[0-2])[-/]?(0[1-9]|[12]\d|3[01])$")
_ARABIC = re.compile("[\u0600-\u06ff]")


class Column(NamedTuple):
    """One column to compare. `name` is what its comparison is called; `kind`: date, number, words or code."""

    at: int
    heading: str
    name: str
    kind: str


@cache
def _known() -> dict[str, str]:
    """Folded heading -> the field it is a heading of."""
    return {_key(word): field for field, words in vocabulary("headings")["fields"].items() for word in words}


def _key(heading: str) -> str:
    return _MARKS.sub(" ", fold(heading)).strip()


def known_fields(headings: Sequence[str]) -> dict[str, int]:
    """Field -> column, for headings that are a field's own name or known for it; the first of several."""
    out: dict[str, int] = {}
    for at, heading in enumerate(headings):
        field = heading if heading in _FIELDS else _known().get(_key(heading))
        if field in _FIELDS:
            out.setdefault(field, at)
    return out


def is_register(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table with these headings and (first) rows is a register."""
    fields = [_known().get(_key(heading)) for heading in headings]
    if not {"given", "family"} <= set(fields) or "date" in fields or not rows:
        return False
    telling = [
        at for at, field in enumerate(fields) if field in {"born", "id_number"} or _numbered(headings[at])
    ]
    if not telling or len(headings) < LEAST_COLUMNS:
        return False
    full = sum(any(at < len(row) and row[at].strip() for at in telling) for row in rows)
    names = [at for at, field in enumerate(fields) if field in {"given", "family"}]
    latin = sum(not any(_ARABIC.search(row[at]) for at in names if at < len(row)) for row in rows)
    return full >= LEAST_SHARE * len(rows) and latin >= LATIN_SHARE * len(rows)


def _numbered(heading: str) -> bool:
    words = _key(heading).split()
    return "id" in words[1:] or "number" in words[1:]


def columns(
    headings: Sequence[str], rows: Sequence[Sequence[str]], distinct: Sequence[int], full: Sequence[int]
) -> list[Column]:
    """What there is to compare. `distinct`, `full`: different values and filled cells of each column, over all rows."""
    found = []
    for at, heading in enumerate(headings):
        if distinct[at] < 2 or distinct[at] >= full[at]:
            continue
        field = _known().get(_key(heading))
        cells = [value for row in rows if (value := row[at].strip())]
        name = field if field in {"given", "family"} else f"cell{at}"
        found.append(Column(at, heading, name, _kind(cells, distinct[at])))
    return found


def _kind(cells: Sequence[str], distinct: int) -> str:
    if distinct <= FEW:
        return "code"
    if sum(bool(_DATE.match(cell)) for cell in cells) >= 0.9 * len(cells):
        return "date"
    if sum(cell.isdigit() for cell in cells) >= 0.9 * len(cells):
        return "number"
    return "words"


def _near(column: str, kind: str) -> list[tuple[str, str, float, float]]:
    """Levels below equality: name, SQL, `m`, `u`."""
    left, right = f"{column}_l", f"{column}_r"
    if kind == "date":
        swapped = f"substr({left}, 1, 4) || substr({left}, 7, 2) || substr({left}, 5, 2) = {right}"
        return [
            ("swapped", swapped, 0.03, 2e-5),
            ("slip", f"damerau_levenshtein({left}, {right}) <= 1", 0.05, 1e-3),
        ]
    if kind == "number":
        return [("slip", f"damerau_levenshtein({left}, {right}) <= 1", 0.05, 2e-3)]
    if kind == "words":
        return [
            ("near", f"jaro_winkler_similarity({left}, {right}) >= 0.92", 0.06, 5e-4),
            ("like", f"jaro_winkler_similarity({left}, {right}) >= 0.82", 0.04, 6e-3),
        ]
    return []


def comparisons(found: Sequence[Column], groups: Sequence[Sequence[str]]) -> tuple[Compared, ...]:
    """The model: one comparison for each group of columns; `groups` hold names, those that tell each other together."""
    by_name = {column.name: column for column in found}
    return tuple(
        _alone(by_name[group[0]], by_name) if len(group) == 1 else _joint([by_name[n] for n in group])
        for group in groups
    )


def _alone(column: Column, by_name: Mapping[str, Column]) -> Compared:
    c = column.name
    null = f"{c}_l IS NULL OR {c}_r IS NULL"
    same = f"{c}_l = {c}_r"
    levels = (
        [
            Level(f"same{n}" if n else "same", f"{same} AND {c}_rare_l = {n}", 0.2, 0.001)
            for n in range(len(COMMON) + 1)
        ]
        if column.kind != "code"
        else [Level("same", same, 0.9, 0.2)]
    )
    if c == "family" and "given" in by_name:
        levels.append(Level("exchanged", "given_l = family_r AND family_l = given_r", 0.02, 1e-6))
    if c == "given" and "family" in by_name:
        null = f"({null}) OR (given_l = family_r AND family_l = given_r AND given_l <> given_r)"
    levels += [Level(name, sql, m, u) for name, sql, m, u in _near(c, column.kind)]
    return Compared(name=c, missing=null, levels=(*levels, Level("differs", "ELSE", 0.05, 0.9)))


def _joint(group: Sequence[Column]) -> Compared:
    """Several columns that tell each other: all that both rows fill agree, some agree, one is near, none."""
    same = [f"({c.name}_l = {c.name}_r)" for c in group]
    either = " OR ".join(f"coalesce({one}, FALSE)" for one in same)
    near = " OR ".join(
        f"coalesce({sql}, FALSE)"
        for c in group
        if c.kind != "code"
        for _, sql, _, _ in _near(c.name, c.kind)[:1]
    )
    missing = " AND ".join(f"({c.name}_l IS NULL OR {c.name}_r IS NULL)" for c in group)
    every = " AND ".join(f"coalesce({one}, TRUE)" for one in same)
    finest = group[0].name
    ranks = range(len(COMMON) + 1) if group[0].kind != "code" else ()
    levels = [
        Level(f"same{n}" if n else "same", f"({every}) AND coalesce({finest}_rare_l, 0) = {n}", 0.2, 0.001)
        for n in ranks
    ] or [Level("same", every, 0.8, 0.05)]
    levels.append(Level("partly", either, 0.06, 0.002))
    if near:
        levels.append(Level("near", near, 0.04, 0.01))
    return Compared(name=finest, missing=missing, levels=(*levels, Level("differs", "ELSE", 0.1, 0.95)))


class Counts(NamedTuple):
    """What the columns' values say of each other. `pairs`: (name,) or (name, name) -> pairs of rows equal in them."""

    rows: int
    pairs: Mapping[tuple[str, ...], int]


def groups(found: Sequence[Column], counts: Counts) -> list[list[str]]:
    """Columns that tell each other, together; the one with most different values first. Names and dates stand alone."""
    together: list[list[str]] = []
    free = [c for c in found if c.name not in {"given", "family"} and c.kind != "date"]
    order = sorted(free, key=lambda c: (counts.pairs[(c.name,)], c.at))
    for column in order:
        for group in together:
            first = group[0]
            alone = counts.pairs[(first,)]
            enough = alone > 3 * counts.rows
            if (
                enough
                and _both(counts, first, column.name) >= TELLS * alone
                and _chance(counts, column.name) < TELLS / 2
            ):
                group.append(column.name)
                break
        else:
            together.append([column.name])
    single = [[c.name] for c in found if c not in free]
    at = {c.name: c.at for c in found}
    return sorted([*together, *single], key=lambda group: at[group[0]])


def _both(counts: Counts, a: str, b: str) -> int:
    return counts.pairs[(a, b)] if (a, b) in counts.pairs else counts.pairs[(b, a)]


def _chance(counts: Counts, name: str) -> float:
    return 2 * counts.pairs[(name,)] / max(1, counts.rows * (counts.rows - 1))


def rules(found: Sequence[Column], grouped: Sequence[Sequence[str]], counts: Counts) -> list[str]:
    """Blocking rules as SQL: what brings few pairs together first, until there are pairs enough."""
    group_of = {name: n for n, group in enumerate(grouped) for name in group}
    budget = max(PAIRS_PER_ROW * counts.rows, PAIRS_ALWAYS)
    known = [c.name for c in found]
    out: list[tuple[str, ...]] = []
    spent, uses = 0, Counter[str]()
    singles = sorted((counts.pairs[(name,)], (name,)) for name in known)
    twos = sorted(
        (counts.pairs[(a, b)], (a, b)) for a, b in combinations(known, 2) if group_of[a] != group_of[b]
    )
    for most, keys in ((budget / 4, singles), (budget / 2, twos)):
        for pairs, key in keys:
            wider = any(set(one) <= set(key) for one in out)
            worn = max(uses[name] for name in key) >= USES
            if (
                pairs
                and pairs <= most
                and not wider
                and not worn
                and spent + pairs <= budget
                and len(out) < RULES
            ):
                out.append(key)
                spent += pairs
                uses.update(key)
    firsts = {group[0] for group in grouped}
    sql = [_equal(key) for key in out]
    sql += _closer(
        found,
        group_of,
        [
            key
            for pairs, key in twos
            if budget / 2 < pairs < WIDEST * budget and all(name in firsts for name in key)
        ],
        out,
    )[: RULES - len(out)]
    if {"given", "family"} <= set(known):
        sql.append("l.given = r.family AND l.family = r.given")
    return sql


def _equal(key: Sequence[str]) -> str:
    return " AND ".join(f"l.{name} = r.{name}" for name in key)


def _closer(
    found: Sequence[Column],
    group_of: Mapping[str, int],
    wide: Sequence[tuple[str, ...]],
    out: Sequence[tuple[str, ...]],
) -> list[str]:
    """Where two columns alone bring too many rows together: the same two with the year of a date, or with a third."""
    years = [c.name for c in found if c.kind == "date"]
    sql = [
        f"{_equal(key)} AND substr(l.{year}, 1, 4) = substr(r.{year}, 1, 4)"
        for key in wide
        for year in years
        if year not in key and not any(set(one) <= {*key, year} and len(one) == 1 for one in out)
    ]
    names = dict.fromkeys(name for key in wide for name in key)
    threes = [
        (a, b, c)
        for a, b, c in combinations(names, 3)
        if len({group_of[a], group_of[b], group_of[c]}) == 3 and {(a, b), (a, c), (b, c)} & set(wide)
    ]
    return [*sql, *(_equal(key) for key in threes)]


def exact_u(compared: Compared, shares: Mapping[str, Sequence[float]]) -> dict[int, float]:
    """Level -> how often two rows at random are equal in it, counted from the values themselves."""
    return {
        at: shares[compared.name][int(level.name[4:] or 0)]
        for at, level in enumerate(compared.levels)
        if level.name.startswith("same") and compared.name in shares
    }


def prepared(found: Sequence[Column]) -> list[str]:
    """SQL of each column as it is compared, from the raw cells c0, c1, ...: lower case, nothing where empty."""
    return [
        f"nullif(regexp_replace(c{c.at}, '[^0-9]', '', 'g'), '') AS {c.name}"
        if c.kind == "date"
        else f"nullif(lower(trim(c{c.at})), '') AS {c.name}"
        for c in found
    ]
