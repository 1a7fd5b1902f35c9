"""A sentence met before tells what it told, and stands where it stands now."""

import pytest

from tawthiq.read import claim_json, claims, plain
from tawthiq.read.lexicon import lexicon
from tawthiq.read.met import LONGEST, REMEMBERED, Memory, Met

TOLD = (
    "On Monday a shell killed two bakers in Larsk, the mayor said.",
    "Eleven families fled to Dorvane after the strike, according to the relief committee.",
    "She said that her brother was wounded.",
    "Krenholm: four houses were destroyed.",
    "Added a nurse who treated six children.",
    "قال شهود إن قذيفة قتلت ثلاثة أطفال في قرية رملان يوم الأحد.",
    "أصيب رجلان وامرأة، بحسب مدير المشفى.",
)

PLACES = ("_", "The market was closed.\n\n_ He left.", "2. _", "“Six boys were killed.” _")


def _read(text: str) -> list[dict[str, object]]:
    return [claim_json(claim) for claim in claims(plain(text), exhibit="x", published="2024-03-15")]


@pytest.mark.parametrize("sentence", TOLD)
def test_no_sentence_is_told_otherwise_for_having_been_met(
    sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At another place, as an item and behind a quotation it gives what it gives to a reader without memory."""
    texts = [around.replace("_", sentence) for around in PLACES]
    for text in (*texts, *texts[::-1]):
        _read(text)
    found = [_read(text) for text in texts]
    memory = lexicon().memory
    monkeypatch.setattr(memory, "most", REMEMBERED)
    memory.forgetful()
    assert found == [_read(text) for text in texts]
    assert all(found)


def test_no_more_is_remembered_than_two_generations() -> None:
    """A text of sentences never met again does not fill the memory, and long ones are not kept at all."""
    memory = Memory()
    met = Met([], plain=True, lexicon=lexicon())
    for number in range(3 * REMEMBERED):
        memory.keep((str(number), "en", False), met)
    memory.keep(("x" * (LONGEST + 1), "en", False), met)
    known = [
        number
        for number in range(3 * REMEMBERED)
        if memory.get(asked := (str(number), "en", False)) or memory.once(asked)
    ]
    assert known == list(range(REMEMBERED, 3 * REMEMBERED))
    assert memory.get(("x" * (LONGEST + 1), "en", False)) is None
