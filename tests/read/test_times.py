"""Times are those of the deed: counted from the right day, carried only where a text carries them, never from the day of saying."""

import pytest

from tawthiq.read import claims, plain

PUBLISHED = "2024-03-15"
"""A Friday."""


def _times(text: str, published: str | None = PUBLISHED) -> list[str | None]:
    """Every value of the claims of a text, each once."""
    found = claims(plain(text), exhibit="x", published=published)
    for claim in found:
        if claim.time:
            assert text[claim.time.start : claim.time.end] == claim.time.verbatim
    return list(dict.fromkeys(claim.time.edtf for claim in found if claim.time))


@pytest.mark.parametrize(
    "text",
    [
        "In a statement on Tuesday from its headquarters, the ICRC said two of its drivers were killed.",
        "On Tuesday the ministry said that 14 miners had been killed.",
        "وفي الشهر الماضي أقر الوزير بمقتل أربعة.",
        "قالت الوزارة إن أربعة قتلوا، بعدما تحدثت أول أمس عن مقتل اثنين.",
        "My cousin was killed on a Thursday.",
        "A shell killed two on the 13th floor.",
        "They will rebuild it before Christmas; six people were killed.",
        "وصل ستة قتلى في اليوم الواحد إلى المشرحة.",
        "قتل أربعة بقصف على سوق الجمعة.",
        "Two days later a drone killed a farmer.",
    ],
)
def test_these_words_date_no_deed(text: str) -> None:
    """Days of saying, some day or other, floors, and what leans on a day that nobody told."""
    assert _times(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "On 3 March a strike killed four. Two days later another killed five.",
            ["2024-03-03", "2024-03-05"],
        ),
        (
            "Soldiers shot the chief on 3 March. The following night they burned 44 houses.",
            ["2024-03-03", "2024-03-04"],
        ),
        (
            "On 11 March soldiers took four men. One was shot dead on the 13th because he ran.",
            ["2024-03-11", "2024-03-13"],
        ),
        (
            "On 29 November 2020 they shot 17 men. Since the beginning of that month 52 people had died.",
            ["2020-11-29", "2020-11/.."],
        ),
        (
            "في 3 آذار قصف الطيران بلدة حزانو فقتل أربعة. وبعد ذلك بيومين قتل ستة.",
            ["2024-03-03", "2024-03-05"],
        ),
        ("In the night before, rockets had killed six people.", ["2024-03-14"]),
    ],
)
def test_days_lean_on_the_day_told_last(text: str, values: list[str]) -> None:
    """Later, the following night, the 13th, that month."""
    assert _times(text) == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "Drones struck a depot overnight Tuesday into Wednesday, injuring four workers.",
            "2024-03-12/2024-03-13",
        ),
        ("Between Monday and Wednesday a column burned 120 houses.", "2024-03-11/2024-03-13"),
        ("من المقرر أن يبدأ إجلاء 400 شخص فجر الأربعاء.", "2024-03-20"),
        ("On Christmas Eve gunmen killed nine farmers.", "2023-12-24"),
        ("قتل قصف أربعة أطفال ليل السبت - الأحد.", "2024-03-09/2024-03-10"),
    ],
)
def test_a_time_is_read_whole(text: str, value: str) -> None:
    """Stretches over two days, feasts, days to come."""
    assert _times(text) == [value]


def test_a_dateline_is_the_day_of_a_text_before_the_day_it_was_published() -> None:
    """This morning is the morning of the day of writing."""
    text = "KARZUM, 12 March 2024 - Artillery fire killed four people in a field this morning."
    assert _times(text) == ["2024-03-12"]


def test_the_lines_of_a_log_have_their_days() -> None:
    """16/01 at the head of a line, never a fraction in its midst."""
    text = "16/01 - Armed men attack the market, 3 shopkeepers shot dead.\n17/01. Two teachers abducted."
    assert _times(text, "2023-01-20") == ["2023-01-16", "2023-01-17"]
    assert _times("He said 3/4 of the 12 people killed were women.") == []
