"""Every word list is compiled once, from the vocabulary's data files; the code of this room holds no list of words.

A word that a team adds to a file is found at the next start.
"""

from functools import lru_cache
from typing import Any, NamedTuple

from tawthiq.language.dates import DateWords
from tawthiq.language.fold import fold
from tawthiq.language.inflect import verb_forms, with_pronouns
from tawthiq.language.numbers import NumberWords
from tawthiq.language.phrases import Phrases
from tawthiq.read.gazetteer import Place, place_phrases
from tawthiq.read.said import said_forms
from tawthiq.vocabulary import table


class Unit(NamedTuple):
    """What is counted (`units.toml`). `number`: one, two or many, by the form that was found."""

    unit: str
    of: str
    number: str
    act: str | None
    means: str | None
    target: str | None
    kin: bool
    combatant: bool


class Act(NamedTuple):
    """An act word (`acts.toml`)."""

    code: str
    scope: str
    of: tuple[str, ...]
    weak: bool
    verb: bool


class Lexicon(NamedTuple):
    """All lists of the room, compiled."""

    phrases: Phrases
    numbers: NumberWords
    dates: DateWords
    counted: frozenset[str]
    roles: frozenset[str]
    heads: frozenset[str]
    stop: frozenset[str]
    demonyms: frozenset[str]
    sites: dict[str, str]


def _units() -> list[tuple[str, str, Unit]]:
    found: list[tuple[str, str, Unit]] = []
    for entry in table("units")["unit"]:
        for number in ("one", "two", "many"):
            unit = Unit(
                entry.get("plain", entry["unit"]),
                entry["of"],
                number,
                entry.get("act"),
                entry.get("means"),
                entry.get("target"),
                entry.get("kin", False),
                entry.get("combatant", False),
            )
            found.extend((word, "unit", unit) for word in entry.get(number, ()))
    return found


def _acts() -> list[tuple[str, str, Act]]:
    found: list[tuple[str, str, Act]] = []
    for entry in table("acts")["act"]:
        verbs = set(entry.get("verbs", ()))
        for name in ("words", "weak"):
            for word in entry.get(name, ()):
                act = Act(entry["code"], entry["scope"], tuple(entry["of"]), name == "weak", word in verbs)
                found.append((word, f"act:{entry['code']}", act))
    return found


def _hedges() -> list[tuple[str, str, Any]]:
    found: list[tuple[str, str, Any]] = []
    file = table("hedges")
    for entry in file["hedge"]:
        for where in ("before", "after", "verb"):
            found.extend((word, f"hedge_{where}", entry["hedge"]) for word in entry.get(where, ()))
    for entry in file["universal"]:
        found.extend((word, "universal", entry["hedge"]) for word in entry["words"])
    for entry in file["role"]:
        found.extend((word, "role", entry["role"]) for word in entry["words"])
    for entry in table("numbers")["vague"]:
        value = (entry["hedge"], entry.get("lo"), entry.get("hi"))
        found.extend((word, "vague", value) for word in (*entry.get("en", ()), *entry.get("ar", ())))
    return found


def _speech() -> list[tuple[str, str, Any]]:
    file = table("reporting")
    found: list[tuple[str, str, Any]] = []
    for entry in file["verb"]:
        found.extend((word, "verb", said) for word, said in said_forms(entry))
    for entry in file["cue"]:
        found.extend((word, "cue", entry["verb"]) for word in entry["words"])
    for entry in file["agentless"]:
        found.extend((word, "agentless", entry["verb"]) for word in entry["words"])
    found.extend((word, "statement", word) for word in file["statement"]["words"])
    for lang in ("en", "ar"):
        found.extend((word, "role_word", word) for word in file["roles"][lang])
    for entry in table("organisations")["organisation"]:
        found.extend((alias, "organisation", (entry["id"], entry["alias"][0])) for alias in entry["alias"])
    return found


def _sites() -> dict[str, str]:
    """Host -> the short name of the organisation whose it is."""
    file = table("organisations")
    names = {entry["id"]: entry["alias"][0] for entry in file["organisation"]}
    return {host: names[ident] for ident, hosts in file["sites"].items() for host in hosts}


def _matters() -> list[tuple[str, str, Any]]:
    found: list[tuple[str, str, Any]] = []
    for rank, (code, words) in enumerate(table("means")["means"].items()):
        found.extend((word, "means", (rank, code)) for word in words)
    for rank, (code, words) in enumerate(table("targets")["targets"].items()):
        found.extend((word, "target", (rank, code)) for word in words)
    modality = table("modality")
    for entry in modality["modality"]:
        found.extend((word, "modality", entry["modality"]) for word in entry["words"])
    for lang in ("en", "ar"):
        found.extend((word, "negation", lang) for word in modality["negation"][lang])
    embeds = table("embeds")
    for entry in embeds["announce"]:
        found.extend((word, "announce", entry["kind"]) for word in entry["words"])
    for name in ("verbs", "pointer", "caption", "furniture"):
        found.extend((word, f"embed_{name}", name) for word in embeds[name]["words"])
    return found


def _inflected(entries: list[tuple[str, str, Any]]) -> list[tuple[str, str, Any]]:
    """Arabic forms that the lists leave out; never one that a list already holds, and none of weak act words."""
    folded = [fold(phrase) for phrase, _, _ in entries]
    keys = set(folded)
    made: dict[str, tuple[str, str, Any]] = {}
    for key, (_, category, value) in zip(folded, entries, strict=True):
        if " " in key or not "ء" <= key[:1] <= "ي":
            continue
        if (category.startswith("act:") and not value.weak) or category == "means":
            forms = verb_forms(key)
        elif category == "unit" and value.of in ("person", "home", "body"):
            if value.number == "one" and key.endswith("ا"):
                continue  # an accusative takes no pronoun, and طفلاها is a dual
            forms = [form for form in with_pronouns(key) if value.kin or form != f"{key}ي"]
        else:
            continue
        for form in forms:
            if form not in keys:
                made.setdefault(form, (form, category, value))
    return list(made.values())


@lru_cache(maxsize=8)
def lexicon(own: tuple[tuple[str, Place], ...] = ()) -> Lexicon:
    """The lists, compiled on first use (some hundredths of a second); `own` are a case's own places (`gazetteer`)."""
    units = _units()
    acts = _acts()
    numbers = NumberWords(table("numbers"))
    speech = table("reporting")
    stop = table("stop_names")
    entries = [*units, *acts, *_hedges(), *_speech(), *_matters(), *place_phrases(own)]
    days = DateWords(table("months"), table("relative_time"), numbers)
    return Lexicon(
        phrases=Phrases([*entries, *days.entries], _inflected(entries)),
        numbers=numbers,
        dates=days,
        counted=frozenset(
            fold(word) for word, _, unit in units if unit.of not in ("measure", "money", "share", "time")
        ),
        roles=frozenset(fold(word) for lang in ("en", "ar") for word in speech["roles"][lang]),
        heads=frozenset(fold(word) for lang in ("en", "ar") for word in speech["heads"][lang]),
        stop=frozenset(fold(word) for word in stop["stop"]["words"]),
        sites=_sites(),
        demonyms=frozenset(fold(word) for word in stop["demonym"]["words"]),
    )
