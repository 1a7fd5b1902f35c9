"""What texts of another hand showed to be misread, one line a construction; the first ones of each pair must not change."""

import pytest

from tawthiq.read import claims, plain
from tawthiq.record.claim import Claim


def _read(text: str) -> tuple[Claim, ...]:
    return claims(plain(text), exhibit="x", published="2024-03-20")


@pytest.mark.parametrize(
    ("text", "hedge", "lo"),
    [
        ("قُتل واحد وعشرون رجلاً في الغارة.", "exact", 21),
        ("وفرّت إحدى وعشرون أسرة من القرية.", "exact", 21),
        ("فرت إحدى عشرة أسرة من القرية.", "exact", 11),
        ("نزحت 5,200 أسرة على الأقل من محافظة الحديدة.", "at_least", 5200),
        ("قُتل 118 شخصاً وأكثر من 700 جريح.", "exact", 118),
    ],
)
def test_figures_keep_their_tens_and_their_hedges(text: str, hedge: str, lo: int) -> None:
    """إحدى stands before tens as واحد does; "at least from" is a hedge and a place, no comparison."""
    figures = [c.quantity for c in _read(text) if c.quantity]
    assert (figures[0].hedge.value, figures[0].lo) == (hedge, lo)


@pytest.mark.parametrize(
    ("text", "act", "speakers"),
    [
        ("Reports say that 100 rebels died in combat.", "killing", [None]),
        ("The national radio reports that 100 rebels died in combat.", "killing", ["national radio"]),
        (
            "The spokesman of the army told us that twenty soldiers had been arrested, and denied that any woman had been raped.",
            "injury",
            ["spokesman of the army"],
        ),
        ("أما تنظيم «ولاية الصحراء» فقال إن قتلى الجيش بلغوا 25.", "killing", ["تنظيم «ولاية الصحراء»"]),
        ("Source: Regional Relief Office\n\nKilled: 33 civilians (Bourzan-Sud, 6 September)", "killing", []),
        ("The governor said that his brother Omar, a baker, was shot dead.", "killing", ["governor"]),
    ],
)
def test_speakers_are_whoever_the_words_name(text: str, act: str, speakers: list[str | None]) -> None:
    """A place and a day in brackets say where and when; the second verb of a sentence has the subject of the first."""
    told = next(c for c in _read(text) if c.act == act)
    found = [link.speaker for link in told.chain[:-1]]
    assert [each for each in found if each != "Regional Relief Office"] == speakers


def test_a_further_count_without_a_cue_is_the_speakers_and_another_event_is_not() -> None:
    """Fourteen people were hurt; a school burned."""
    text = "Shells killed a baker in Zahra, the mayor said. {} "
    assert [link.speaker for link in _read(text.format("A school burned."))[-1].chain] == ["document"]
    assert [link.speaker for link in _read(text.format("Fourteen people were hurt."))[-1].chain] == [
        "mayor",
        "document",
    ]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Two boys were killed with their brother.", ["killing", "killing"]),
        ("Two boys mourned the death of their brother.", ["status", "killing"]),
        ("قصفت القوات بلدة حمرا وقريتين مجاورتين.", ["attack"]),
        ("قصفت القوات بلدتي كفر حمرا وحيان.", []),
    ],
)
def test_mourners_and_second_places_are_not_counted(text: str, figures: list[str]) -> None:
    """It befell the kin that the noun names; the second of two towns is a name, whatever it is written like."""
    assert [c.act for c in _read(text) if c.quantity] == figures


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("A bakery in the square - nobody was hit.", []),
        ("A bakery in al-Murjana was hit on Tuesday.", ["attack"]),
        ("A hospital was hit twice.", ["attack"]),
    ],
)
def test_a_hyphen_within_a_name_parts_no_clause(text: str, acts: list[str]) -> None:
    """A dash does."""
    assert [c.act for c in _read(text) if c.quantity is None] == acts
