"""Whose day it is: of telling, of a log's line, of an aside, of a bound still to come."""

import pytest

from tawthiq.read import claims, plain

PUBLISHED = "2024-03-15"
"""A Friday."""


def _times(text: str, published: str | None = PUBLISHED) -> list[str | None]:
    """Every value of the claims of a text, each once."""
    found = claims(plain(text), exhibit="x", published=published)
    return list(dict.fromkeys(claim.time.edtf for claim in found if claim.time))


@pytest.mark.parametrize(
    "text",
    [
        "A guard had told this agency on Sunday of a hundred dead.",
        "Contacted again yesterday, the mayor spoke of 14 dead.",
        "In its letter of 6 May the ministry denied that its troops had killed civilians.",
        "Yesterday evening's figure of seven injured has been corrected to five.",
        "The office raised its count of the dead late on Wednesday from 31 to 44.",
        "أكد قائد الحرس، سالم الورد، اليوم الأربعاء أن عشرة قتلوا.",
        "وفي اليوم التالي نقلت إذاعة النجم عن المدير أن عدد القتلى ستة.",
        "نفى الناطق أول أمس استهداف مدنيين.",
        "أعلنت غرفة الطوارئ، أمس الأحد، مقتل سبعة.",
        "وكنا قد نشرنا أمس أن عدد القتلى ستة.",
    ],
)
def test_a_day_of_telling_dates_no_deed(text: str) -> None:
    """Told this agency on Sunday, contacted again yesterday, a letter of 6 May, yesterday's figure, أكد اليوم أن."""
    assert _times(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Staff says on Friday they shot five men.", ["2024-03-15"]),
        ("The family of the girl, who was killed yesterday in Ratha, says she was five.", ["2024-03-14"]),
        ("عائلة الطفلة هدى، التي استشهدت أمس في حي النسيم، تؤكد أن عمرها خمس سنوات.", ["2024-03-14"]),
        ("خلال شباط وثق المركز مقتل 212 مدنيا.", ["2024-02"]),
        (
            "The ministry first put the number of soldiers killed at the camp on Monday at eight.",
            ["2024-03-11"],
        ),
    ],
)
def test_a_day_beside_a_word_of_telling_may_be_the_deeds(text: str, values: list[str]) -> None:
    """What is told now happened then; a month of which the dead are counted is theirs."""
    assert _times(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("By Monday 60 people had been killed.", ["2024-03-11"]),
        ("Thirty patients were evacuated by Monday.", ["2024-03-11"]),
        ("Up to 400 patients could die by Monday.", ["2024-03-18"]),
        ("The agency fears that 400 people will be displaced before the end of April.", ["../2024-04-30"]),
        ("The charity plans to evacuate 40 patients from 1 May.", ["2024-05-01/.."]),
        ("تخشى الممرضة وفاة ثلاثة أطفال بحلول يوم الاثنين.", ["2024-03-18"]),
        ("تخشى المنظمة أن ينزح 40 ألف شخص قبل نهاية نيسان.", ["../2024-04-30"]),
    ],
)
def test_a_bound_is_ahead_where_what_it_bounds_is(text: str, values: list[str]) -> None:
    """Could die by Monday is the Monday to come; had been killed by Monday the one that is over."""
    assert _times(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "Its teacher, who married last year, lost both hands in the raid of 3 March.",
            ["2024-03-03"],
        ),
        (
            "On Monday the hospital took in 43 wounded; by nightfall 11 people had died, and on Tuesday a nurse was shot.",
            ["2024-03-11", "2024-03-12"],
        ),
        ("قتل ثلاثة السبت في قصف السوق، واثنان الأحد في قصف المزرعة.", ["2024-03-09", "2024-03-10"]),
        ("On 9 March, two days before the truce, a shell killed four.", ["2024-03-09"]),
        (
            "The Court finds that between the 2nd and the 5th of March 1994 they killed 60 persons.\n\nOn 9 March nine more were shot.",
            ["1994-03-02/1994-03-05", "1994-03-09"],
        ),
        (
            "Over the last three months 900 people have been killed, including 70 since the start of the year.",
            ["2023-12/2024-03", "2024-01-01/.."],
        ),
        (
            "What happened between 11 and 13 January is known. On the second day they shot nine men.",
            ["2024-01-12"],
        ),
        (
            "On the night of 3 to 4 March they killed six. The same day 30 huts were burned.",
            ["2024-03-03/2024-03-04", "2024-03-04"],
        ),
    ],
)
def test_each_deed_has_its_own_day(text: str, values: list[str]) -> None:
    """Not that of an aside, of the clause beside it, nor of another year."""
    assert _times(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "Monday the 4th. A sniper killed Zina by the pump.\n\nTuesday. The radio says two men were shot yesterday.\n\nWednesday. Towards morning five rockets hit the market.",
            ["2024-03-04", "2024-03-06"],
        ),
        (
            "يوميات\nالسبت 2 آذار: قتل جارنا أبو سعيد.\nالأحد: ماتت عجوز في الباص.\nالاثنين: أخذوا ثلاثة شبان مساء.",
            ["2024-03-02", "2024-03-03", "2024-03-04"],
        ),
        (
            "1 March\n\nAbu Wasim was killed at the corner.\n\n3 March\n\nTwo houses were burned.",
            ["2024-03-01", "2024-03-03"],
        ),
        (
            "LIVE - northern border, Thursday 14 March\n\n06:50 A clinic in Ratha has been hit.\n08:15 Two medics were killed.",
            ["2024-03-14"],
        ),
        ("نشرة يوم الأربعاء ١٣ آذار ٢٠٢٤\n\n- سبعة شهداء\n- 33 جريحا", ["2024-03-13"]),
        ("11.03 - 2 killed, Old Bridge\n12.03, late evening - 3 houses burnt", ["2024-03-11", "2024-03-12"]),
    ],
)
def test_a_line_of_a_log_has_its_day(text: str, values: list[str]) -> None:
    """Weekdays of a diary go on from the day before; the dated line over hours holds for them; a day alone heads what follows."""
    assert _times(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The convoy reached the town on Sunday with 40 wounded.", ["2024-03-10"]),
        ("Three men were admitted to hospital on Thursday with wounds.", ["2024-03-14"]),
        ("A bomb claimed 30 lives on Saturday.", ["2024-03-09"]),
        ("نقلت سيارات الإسعاف ثمانية جرحى أمس.", ["2024-03-14"]),
        ("فقد الاتصال بثلاثة منهم أمس.", ["2024-03-14"]),
        ("حدث القصف يوم الأربعاء وبلغ عدد الشهداء ستة.", ["2024-03-13"]),
        ("قتل 12 مساء السبت.", ["2024-03-09"]),
    ],
)
def test_a_word_that_may_tell_is_often_a_deed(text: str, values: list[str]) -> None:
    """Reached the town, admitted to hospital, claimed lives, carried the wounded, lost contact, happened."""
    assert _times(text) == values
