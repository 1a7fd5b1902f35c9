"""The word lists of `read`: complete in both languages, consistent with the record, and free of generic places."""

import pytest

from tawthiq.language.fold import fold
from tawthiq.record.claim import Modality
from tawthiq.record.quantity import Hedge, Role
from tawthiq.vocabulary import catalogue, table

ACTS = [
    "attack",
    "killing",
    "injury",
    "casualties",
    "enforced_disappearance",
    "detention",
    "displacement",
    "flight",
    "siege",
    "deprivation",
    "destruction",
    "out_of_service",
    "weapon_use",
    "threat",
    "warning",
    "accusation",
    "protest",
    "ceasefire",
    "advance",
    "media_posted",
    "media_taken",
    "media_sent",
]


def _arabic(word: str) -> bool:
    return any("\u0600" <= char <= "\u06ff" for char in word)


def _both(words: list[str]) -> bool:
    return any(map(_arabic, words)) and not all(map(_arabic, words))


@pytest.mark.parametrize("code", ACTS)
def test_every_act_has_words_in_both_languages(code: str) -> None:
    """Each code of the design that words can tell."""
    (entry,) = [each for each in table("acts")["act"] if each["code"] == code]
    assert _both(entry["words"])
    assert entry["scope"]


def test_hedges_roles_and_modalities_are_those_of_the_record() -> None:
    """No list names what the record does not know, and each hedge has both languages."""
    hedges = table("hedges")
    for entry in hedges["hedge"]:
        assert Hedge(entry["hedge"])
        assert _both(entry["before"])
    for entry in hedges["role"]:
        assert Role(entry["role"])
        assert _both(entry["words"])
    for entry in table("modality")["modality"]:
        assert Modality(entry["modality"])
        assert _both(entry["words"])
    assert {Hedge(entry["hedge"]) for entry in table("numbers")["vague"]} > {
        Hedge.DOZENS,
        Hedge.HUNDREDS,
        Hedge.MILLIONS,
    }


def test_units_means_and_targets_speak_both_languages() -> None:
    """Every unit, means and target can be met in Arabic and in English."""
    for entry in table("units")["unit"]:
        words = [word for name in ("one", "two", "many", "en", "ar") for word in entry.get(name, [])]
        assert _both(words), entry["unit"]
    for name in ("means", "targets"):
        for code, words in table(name)[name].items():
            assert _both(words), code


def test_the_gazetteer_holds_facts_and_no_generic_word() -> None:
    """Ids and aliases are unique, coordinates are on earth, radii positive, both scripts, no stop name."""
    places = table("places")["place"]
    assert len(places) >= 150
    assert len({each["id"] for each in places}) == len(places)
    aliases = [fold(alias) for each in places for alias in set(each["alias"])]
    stop = {fold(word) for word in table("stop_names")["stop"]["generic"]}
    assert stop.isdisjoint(aliases)
    for each in places:
        assert -90 <= each["lat"] <= 90
        assert -180 <= each["lon"] <= 180
        assert each["precision_m"] >= 100
        assert _both(each["alias"]), each["id"]


def test_organisations_have_unique_ids_and_aliases() -> None:
    """One alias, one organisation."""
    listed = table("organisations")["organisation"]
    aliases = [(fold(alias), each["id"]) for each in listed for alias in each["alias"]]
    assert len({each["id"] for each in listed}) == len(listed)
    assert len({alias for alias, _ in aliases}) == len(set(aliases))


def test_the_rooms_sentences_are_complete() -> None:
    """`words/read.toml` has both languages for every key and every kind of loss and doubt."""
    keys = catalogue("read").keys()
    assert {
        f"kind.{kind}" for kind in ("post", "video", "image", "audio", "quotation", "caption", "embed")
    } <= keys
    assert {f"doubt.{doubt}" for doubt in ("no-source", "agentless", "date-conflict")} <= keys
