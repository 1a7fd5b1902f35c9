"""Every word list is compiled once, from the vocabulary's data files; the code of this room holds no list of words.

Words of a case's own vocabulary make a compilation of their own, kept beside the other by their digest.
"""

from functools import lru_cache
from typing import Any, NamedTuple

from tawthiq.language.dates import DateWords
from tawthiq.language.fold import fold
from tawthiq.language.inflect import (
    arabic_dual,
    arabic_noun,
    arabic_plural,
    arabic_verb,
    english_plural,
    english_verb,
    verb_forms,
    with_pronouns,
)
from tawthiq.language.numbers import NumberWords
from tawthiq.language.phrases import Phrases
from tawthiq.language.value import Value
from tawthiq.read.gazetteer import Place, place_phrases
from tawthiq.read.met import Memory
from tawthiq.read.said import said_forms
from tawthiq.vocabulary import own_digest, table


class Unit(Value, frozen=True):
    """What is counted (`units.toml`). `number`: one, two or many, by the form that was found."""

    unit: str
    of: str
    number: str
    act: str | None
    means: str | None
    target: str | None
    kin: bool
    combatant: bool


class Act(Value, frozen=True):
    """An act word (`acts.toml`)."""

    code: str
    scope: str
    of: tuple[str, ...]
    weak: bool
    verb: bool


class Lexicon(Value, frozen=True):
    """All lists of the room, compiled."""

    phrases: Phrases
    numbers: NumberWords
    dates: DateWords
    counted: frozenset[str]
    roles: frozenset[str]
    heads: frozenset[str]
    speaking: frozenset[str]
    """Roles and heads."""
    collective: frozenset[str]
    """Heads and demonyms: no person's name holds one."""
    stop: frozenset[str]
    demonyms: frozenset[str]
    singular: frozenset[str]
    sites: dict[str, str]
    memory: Memory
    """Sentences met before."""


def _units() -> list[tuple[str, str, Unit]]:
    found: list[tuple[str, str, Unit]] = []
    made: list[tuple[str, str, Unit]] = []
    for entry in table("units")["unit"]:
        units = {
            number: Unit(
                entry.get("plain", entry["unit"]),
                entry["of"],
                number,
                entry.get("act"),
                entry.get("means"),
                entry.get("target"),
                entry.get("kin", False),
                entry.get("combatant", False),
            )
            for number in ("one", "two", "many")
        }
        for number, unit in units.items():
            found.extend((word, "unit", unit) for word in entry.get(number, ()))
        for word in entry.get("en", ()):
            found.append((word, "unit", units["one"]))
            made.append((english_plural(word), "unit", units["many"]))
        for word in entry.get("ar", ()):
            found.append((word, "unit", units["one"]))
            if entry["of"] in ("person", "body", "group") and " " not in word:
                made.extend((form, "unit", units["many"]) for form in arabic_plural(word))
        for word in (*entry.get("ar", ()), *entry.get("one", ())):
            if "ء" <= word[:1] <= "ي" and entry["of"] not in ("time", "measure", "money", "share"):
                made.extend((form, "unit", units["two"]) for form in arabic_dual(word))
                if word.endswith("ة") and " " not in word and len(word) > 3:
                    made.append((f"{fold(word)[:-1]}تا", "unit", units["two"]))  # خيمتا العائلة
                if (
                    " " not in word
                    and len(fold(word)) > 2
                    and fold(word)[-1] not in ("ها" if entry["of"] == "person" else "هاي")
                    and fold(word)[-2:] not in ("ان", "ون", "ين")
                ):
                    made.append((f"{fold(word)}ا", "unit", units["one"]))
    known = {fold(word) for word, _, _ in found}
    return found + [each for each in made if fold(each[0]) not in known]


def _acts() -> list[tuple[str, str, Any]]:
    found: list[tuple[str, str, Any]] = [(phrase, "idiom", None) for phrase in table("acts")["idioms"]]
    for entry in table("acts")["act"]:
        verbs = {fold(word) for word in entry.get("verbs", ())} | _finite(entry)
        for name in ("words", "weak"):
            for word in entry.get(name, ()):
                act = Act(
                    entry["code"],
                    entry["scope"],
                    tuple(entry["of"]),
                    weak=name == "weak",
                    verb=fold(word) in verbs,
                )
                found.append((word, f"act:{entry['code']}", act))
    return found


def _finite(entry: dict[str, Any]) -> set[str]:
    """Keys of the verb forms that the lists of an act may name again."""
    irregular = table("acts")["irregular"]
    forms = [form for pair in (*entry.get("ar", ()), *entry.get("weak_ar", ())) for form in verb(pair)]
    lemmas = (*entry.get("en", ()), *entry.get("weak_en", ()))
    forms += [form for lemma in lemmas for form in _past(lemma, irregular)]
    return {fold(form) for form in forms}


_NO_PAST = 2
"""Forms that are listed of a verb whose past is its plain form: sets, setting."""


def _past(lemma: str, irregular: dict[str, list[str]]) -> list[str]:
    """The forms that are surely a verb: neither "attack" nor "attacks" nor "attacking"."""
    forms = english_verb(lemma, irregular)
    unchanged = len(irregular.get(lemma.split(maxsplit=1)[0], "three")) == _NO_PAST
    sure = [form for form in forms[2:] if "ing" not in form.split()[0][-3:]]
    return [forms[0], *sure] if unchanged and " " in lemma else sure


def _act_forms(listed: list[tuple[str, str, Any]]) -> list[tuple[str, str, Act]]:
    """Every form of the verbs and nouns of the acts, except what the lists already hold."""
    file = table("acts")
    known = {fold(word) for word, _, _ in listed}
    barred = {fold(word) for word in file["not_forms"]}
    found: dict[str, tuple[str, str, Act]] = {}
    for entry in file["act"]:
        code, scope, of = entry["code"], entry["scope"], tuple(entry["of"])
        finite = Act(code, scope, of, weak=False, verb=True)
        named = Act(code, scope, of, weak=False, verb=False)
        forms = [(form, finite) for pair in entry.get("ar", ()) for form in verb(pair)]
        for lemma in entry.get("en", ()):
            sure = _past(lemma, file["irregular"])
            forms += [
                (form, finite if form in sure else named) for form in english_verb(lemma, file["irregular"])
            ]
        for noun in entry.get("nouns", ()):
            forms += [(form, named) for form in (noun, *arabic_noun(fold(noun)))]
        faint = finite._replace(weak=True)
        forms += [(form, faint) for pair in entry.get("weak_ar", ()) for form in verb(pair)]
        forms += [
            (form, faint)
            for lemma in entry.get("weak_en", ())
            for form in english_verb(lemma, file["irregular"])[2:]
        ]
        for form, act in forms:
            key = fold(form)
            if key not in known and key not in barred:
                found.setdefault(key, (form, f"act:{code}", act))
    return list(found.values())


_PLURAL = 4


def verb(pair: str) -> list[str]:
    """The forms of `past/present`, plurals also without the alef that phones leave out (نهبو); what follows the pair stays behind each."""
    both, blank, rest = pair.partition(" ")
    past, _, present = both.partition("/")
    forms = arabic_verb(past, present)
    forms += [form[:-1] for form in forms if form.endswith("وا") and len(form) > _PLURAL]
    return [f"{form}{blank}{rest}" for form in forms]


def _split() -> list[tuple[str, str, Any]]:
    """Verbs that are an act only with what completes them: `split:n` and, some words later, `tail:n`."""
    file = table("acts")
    acts = {entry["code"]: entry for entry in file["act"]}
    found: list[tuple[str, str, Any]] = []
    for number, entry in enumerate(file["split"]):
        code = entry["code"]
        act = Act(code, acts[code]["scope"], tuple(acts[code]["of"]), weak=False, verb=True)
        for lemma in entry["verbs"]:
            if "/" in lemma:
                forms = verb(lemma)
            else:
                forms = english_verb(lemma, file["irregular"]) if lemma.isascii() else [lemma]
            found.extend((form, f"split:{number}", act) for form in forms)
        found.extend((word, f"tail:{number}", None) for word in entry["tails"])
    return found


def _hedges() -> list[tuple[str, str, Any]]:
    found: list[tuple[str, str, Any]] = []
    file = table("hedges")
    for entry in file["hedge"]:
        for where in ("before", "after", "verb", "later", "lead"):
            found.extend((word, f"hedge_{where}", entry["hedge"]) for word in entry.get(where, ()))
    for entry in file["universal"]:
        found.extend((word, "universal", entry["hedge"]) for word in entry["words"])
    for entry in file["role"]:
        found.extend((word, "role", entry["role"]) for word in entry["words"])
    for years, words in table("months")["ordinal_age"].items():
        found.extend((word, "ordinal_age", int(years)) for word in words)
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


class Means(NamedTuple):
    """With what (`means.toml`): the narrowest has the lowest rank. `verb`: the word tells first what was done."""

    rank: int
    code: str
    verb: bool


def _means() -> list[tuple[str, str, Means]]:
    """Means, narrow ones first, and the verbs that tell theirs."""
    file = table("means")
    ranks = {code: rank for rank, code in enumerate(file["means"])}
    irregular = table("acts")["irregular"]
    verbs: dict[str, tuple[str, str, Means]] = {}
    plural = {
        fold(word)
        for words in file["means"].values()
        for word in words
        if word.isascii() and word.endswith("s")
    }
    """Mortars, shells, bombs: things more often than what somebody does."""
    for entry in file["verb"]:
        forms = [
            form for lemma in entry["en"] for form in english_verb(lemma, irregular) if form not in plural
        ]
        forms += [form for pair in entry["ar"] for form in verb(pair)]
        forms += entry.get("words", ())
        value = Means(ranks[entry["means"]], entry["means"], verb=True)
        for form in forms:
            verbs.setdefault(fold(form), (form, "means", value))
    found = list(verbs.values())
    for code, words in file["means"].items():
        value = Means(ranks[code], code, verb=False)
        found += [(word, "means", value) for word in words if fold(word) not in verbs]
    return [*((word, "means", _NO_MEANS) for word in file["shield"]["words"]), *found]


_NO_MEANS = Means(99, "", verb=False)


def _sites() -> dict[str, str]:
    """Host -> the short name of the organisation whose it is."""
    file = table("organisations")
    names = {entry["id"]: entry["alias"][0] for entry in file["organisation"]}
    return {host: names[ident] for ident, hosts in file["sites"].items() for host in hosts}


def _matters(units: list[tuple[str, str, Unit]]) -> list[tuple[str, str, Any]]:
    found: list[tuple[str, str, Any]] = []
    found += _means()
    targets = table("targets")["targets"]
    for rank, (code, words) in enumerate(targets.items()):
        found.extend((word, "target", (rank, code)) for word in words)
    known = {fold(word) for words in (*targets.values(), table("targets")["not_alone"]) for word in words}
    ranks = {code: rank for rank, code in enumerate(targets)}
    found.extend(
        (word, "target", (ranks[unit.target], unit.target))
        for word, _, unit in units
        if unit.target in ranks and fold(word) not in known
    )
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


_TWO_NOUNS = frozenset((fold("مزارع"), fold("عامل"), fold("مساعد"), fold("رجل")))
"""Plurals or persons that look like another noun's: with a pronoun they are farms, dealings, help."""


def _inflected(entries: list[tuple[str, str, Any]]) -> list[tuple[str, str, Any]]:
    """Arabic forms that the lists leave out; never one that a list already holds, and none of weak act words."""
    folded = [fold(phrase) for phrase, _, _ in entries]
    keys = {key for key, entry in zip(folded, entries, strict=True) if entry[1] != "role_word"}
    units = {key for key, (_, category, _) in zip(folded, entries, strict=True) if category == "unit"}
    units -= {key for key, (_, category, _) in zip(folded, entries, strict=True) if category != "unit"}
    made: dict[tuple[str, str], tuple[str, str, Any]] = {}
    for key, (_, category, value) in zip(folded, entries, strict=True):
        if " " in key or not "ء" <= key[:1] <= "ي":
            continue
        if category in ("means", "target"):
            forms = [] if key.startswith("ال") else arabic_noun(key)
        elif category.startswith("act:") and not value.weak:
            forms = [] if key.endswith("و") else verb_forms(key)
        elif category == "unit" and value.of in ("person", "home", "body") and key not in _TWO_NOUNS:
            if value.number == "one" and key.endswith("ا"):
                continue  # an accusative takes no pronoun, and طفلاها is a dual
            if value.kin and value.number == "one" and key[-1] == "ي" and key[:-1] in keys:
                continue  # my brother takes no further pronoun, and شقيقيهما is a dual
            short = value.kin and value.number == "two" and len(key) == len("عمان")
            forms = with_pronouns(key[:-1] if short else key)
            forms = [form for form in forms if value.kin or form != f"{key}ي"]
        else:
            continue
        for form in forms:
            if form not in keys or (category == "means" and form in units):
                made.setdefault((form, category[:3]), (form, category, value))
    return list(made.values())


def lexicon(own: tuple[tuple[str, Place], ...] = ()) -> Lexicon:
    """The lists, compiled on first use (some hundredths of a second); `own` are a case's own places (`gazetteer`)."""
    return _compiled(own, own_digest())


@lru_cache(maxsize=8)
def _compiled(own: tuple[tuple[str, Place], ...], _digest: str) -> Lexicon:
    units = _units()
    acts = _acts()
    acts += _act_forms(acts)
    numbers = NumberWords(table("numbers"))
    speech = table("reporting")
    stop = table("stop_names")
    roles = frozenset(fold(word) for lang in ("en", "ar") for word in speech["roles"][lang])
    roles |= {role[:-1] for role in roles if role.endswith(("ون", "ين"))}  # محامو المحتجزين
    heads = frozenset(fold(word) for lang in ("en", "ar") for word in speech["heads"][lang])
    demonyms = frozenset(fold(word) for word in stop["demonym"]["words"])
    entries = [*units, *acts, *_split(), *_hedges(), *_speech(), *_matters(units), *place_phrases(own)]
    days = DateWords(table("months"), table("relative_time"), numbers)
    return Lexicon(
        phrases=Phrases([*entries, *days.entries], _inflected(entries)),
        numbers=numbers,
        dates=days,
        counted=frozenset(
            fold(word) for word, _, unit in units if unit.of not in ("measure", "money", "share", "time")
        ),
        roles=roles,
        heads=heads,
        speaking=roles | heads,
        collective=heads | demonyms,
        stop=frozenset(fold(word) for word in stop["stop"]["words"]),
        singular=frozenset(
            fold(word) for word, _, unit in units if unit.number == "one" and unit.of == "person"
        ),
        sites=_sites(),
        memory=Memory(),
        demonyms=demonyms,
    )
