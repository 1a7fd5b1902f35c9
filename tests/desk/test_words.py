"""The desk's sentences are whole in both languages, and none is missing or idle."""

import re
from importlib import resources

from tawthiq.desk.visit import MENU
from tawthiq.record.assessment import Evidence
from tawthiq.record.claim import Modality
from tawthiq.record.exhibit import How
from tawthiq.record.quantity import Hedge
from tawthiq.vocabulary import catalogue, table

TEMPLATES = [
    file.read_text(encoding="utf-8")
    for file in (resources.files("tawthiq.desk") / "templates").iterdir()
    if file.name.endswith(".html")
]
KEYS = {key for text in TEMPLATES for key in re.findall(r"""\{% t ["']([a-z_.]+)["']""", text)}
GROUPS = {key for text in TEMPLATES for key in re.findall(r"""\{% word ["']([a-z_]+)["']""", text)}


def test_every_sentence_that_a_page_asks_for_is_there():
    """Each key of each template stands in the catalogue."""
    assert len(KEYS) > 100
    assert KEYS - set(catalogue("desk")) == set()


def test_no_sentence_is_idle():
    """Each entry is asked for by a template, or belongs to a group of labels that one asks for."""
    idle = {key for key in catalogue("desk") if key not in KEYS and key.partition(".")[0] not in GROUPS}
    assert idle == set()


def test_arabic_is_arabic_and_takes_the_same_values():
    """Arabic letters in every entry but those that name the other language or an algorithm; the same {values}."""
    for key, entry in catalogue("desk").items():
        if key not in ("other_language", "exhibits.hash"):
            assert re.search(r"[\u0600-\u06ff]", entry["ar"]), key
            assert not re.search(r"[\u0600-\u06ff]", entry["en"]), key
        values = [set(re.findall(r"\{(\w+)\}", entry[lang])) for lang in ("en", "ar")]
        assert values[0] == values[1], key


def test_every_code_has_its_label():
    """Acts, means, targets, modalities, ways of obtaining, statuses, hedges, menu."""
    desk, weigh = catalogue("desk"), catalogue("weigh")
    wanted = {f"act.{entry['code']}" for entry in table("acts")["act"]}
    wanted |= {f"means.{name}" for name in table("means")["means"]} | {
        f"target.{name}" for name in table("targets")["targets"]
    }
    wanted |= (
        {f"modality.{m.value}" for m in Modality}
        | {f"how.{h.value}" for h in How}
        | {f"menu.{name}" for name in MENU}
    )
    assert wanted - set(desk) == set()
    assert {f"status.{s.value}" for s in Evidence} | {f"figure.{h.value}" for h in Hedge} <= set(weigh)
