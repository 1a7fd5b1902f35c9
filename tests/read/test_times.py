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


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Since the war began on 15 April 2023, at least 14,000 people have been killed.", "2023-04-15/.."),
        ("Since the outbreak of fighting in April 2023, 300 people have been displaced.", "2023-04/.."),
        ("منذ اندلاع الحرب في 15 نيسان 2023 قتل 14 ألف شخص.", "2023-04-15/.."),
        ("Since the start of the offensive, 1,500 people have been killed.", None),
        ("On the third night they killed six people.", None),
        ("مات أخوه في اليوم التاسع.", None),
        ("At about 7 pm on Tuesday, a drone hit a bus, killing five.", "2024-03-12"),
        ("A crane operator was injured at 09:20 when a slab slipped.", "2024-03-15"),
        ("Jets carried out eighteen air strikes between noon and three.", "2024-03-15"),
        ("قتل ستة عند الساعة التاسعة من مساء الأحد.", "2024-03-10"),
        ("بلغ عدد الشهداء 165 شهيدا لغاية الساعة التاسعة من مساء يوم 3/7.", "../2023-07-03"),
        ("On Monday of last week three children were killed.", "2024-03-04"),
        ("يوم الخميس من الأسبوع الماضي قتل ثلاثة أطفال.", "2024-03-07"),
        ("From January through June, 120 attacks on health care were recorded.", "2023-01/2023-06"),
        (
            "Between the evening of 10 March and the morning of 12 March, 38 men were detained.",
            "2024-03-10/2024-03-12",
        ),
        ("قتل خمسة من الأحد إلى الثلاثاء.", "2024-03-10/2024-03-12"),
        ("المي مقطوعة من يوم الجمعة عن الحي كله ومات طفلان.", "2024-03-15/.."),
        ("في وقت متأخر من يوم الخميس قتل ستة.", "2024-03-14"),
        ("يوم خمستاشر ستة قتلوا ثلاثة من الجيران.", "2023-06-15"),
        ("يوم التلات قتلوا ثلاثة من الجيران.", "2024-03-12"),
        ("قتل 14 شخصا خلال الساعات الـ48 الماضية.", "2024-03-13/2024-03-15"),
        ("سيطرت القوات على البلدة يوم السبت وقتلت تسعة.", "2024-03-09"),
        ("أعلن المبعوث أن هدنة ستبدأ يوم السبت.", "2024-03-16"),
        ("منذ مساء أمس وحتى صباح اليوم قتل ستة.", "2024-03-14/2024-03-15"),
        ("قتل ستة فجر يوم الاثنين الموافق 4 مارس 2024.", "2024-03-04"),
        ("قتل ستة يومي السبت والأحد.", "2024-03-09/2024-03-10"),
        ("Late last year 40 people were killed.", "2023-09/2023-12"),
        ("قتل ستة في منتصف الشهر الماضي.", "2024-02-11/2024-02-20"),
        ("On 3 March nine were killed. The following Sunday six more were killed.", "2024-03-10"),
        ("On 3 March nine were killed. Two months earlier, 14 people had been killed.", "2024-01"),
    ],
)
def test_hours_and_what_opens_with_an_event(text: str, value: str | None) -> None:
    """Times of the clock belong to their day, "since" reaches from what happened, and a day that nobody told stays open."""
    assert value in _times(text)


@pytest.mark.parametrize(
    "text",
    [
        "وحتى اليوم لا أحد يعرف كم قتلوا.",
        "كتلوا أخوي وأولاد عمي الاتنين.",
        "Nobody knows to this day who killed the six men.",
        "يقف الحراس على الباب ليلا ونهارا، وقد قتلوا ستة.",
        "مساء الخير، قتلوا جارنا.",
        "The police revised the death toll from the massacre to 43 on Tuesday.",
        "The truce will hold, he said at the 9.30 meeting with two wounded men.",
    ],
)
def test_still_and_numbers_are_no_days(text: str) -> None:
    """To this day; the two of them; a figure with a point."""
    assert _times(text) == []


def test_a_day_is_lent_only_by_a_sentence_that_told_nothing_else() -> None:
    """A scene has its day for the story behind it; what was killed on Monday does not date what burned."""
    scene = "In May 2015 soldiers with red berets came to Rubkuay. They killed my husband."
    assert _times(scene) == ["2015-05"]
    told = claims(
        plain("On Monday a strike killed nine traders. Three wells were also destroyed."),
        exhibit="x",
        published=PUBLISHED,
    )
    assert [claim.time.edtf if claim.time else None for claim in told][-1] is None


def test_a_statement_has_the_day_on_which_it_was_sent() -> None:
    """Today is the day of the message, also where only a weekday is told; a dated line holds for what stands below it."""
    text = "Hassan sent this message on Tuesday evening:\n\nToday they killed fourteen people at the mosque."
    assert _times(text) == ["2024-03-12"]
    text = "وكتب سامر على صفحته مساء الثلاثاء:\n\nمبارح دفنّا ستة شهداء."
    assert _times(text) == ["2024-03-11"]
    text = (
        "Letters from the town\n\nThey reached us over two weeks.\n\nLocal Council, statement no. 4, 22 February 2018\n\n"
        "Over the past two days 61 people have been killed."
    )
    assert _times(text, "2018-03-01") == ["2018-02-20/2018-02-22"]


def test_the_day_of_saying_dates_no_deed_of_a_statement() -> None:
    """Wrote on 20 February: our neighbour died. When, nobody told."""
    assert _times("Nour wrote on her page on 20 February:\n\nOur neighbour and his two daughters died.") == []


def test_each_side_of_a_comparison_has_its_own_time() -> None:
    """Twelve since the beginning of the year, four in all of 2023."""
    text = (
        "Since the beginning of the year 12 aid workers have been killed, compared with four in all of 2023."
    )
    assert _times(text) == ["2024-01-01/..", "2023"]


def test_an_hour_is_of_the_day_in_the_title_over_it_and_of_no_day_of_writing() -> None:
    """A field note is written later than what its title tells and dates; its hours are those of the title's day."""
    note = "Field note 3\n22 May 2019\n\nThe two strikes on Merdan, 18 May 2019\n\nThe first strike hit the bakery at 09:20."
    assert _times(note, None) == ["2019-05-18"]
    assert _times(note.replace("The two strikes on Merdan, 18 May 2019\n\n", ""), None) == ["2019-05-22"]


def test_the_day_of_the_month_behind_its_month_is_counted_in_that_month() -> None:
    """وفي السادس منه."""
    text = "في 2 شباط قتل لغم سائقاً. وفي السادس منه قتل الجنود فلاحين اثنين."
    assert _times(text) == ["2024-02-02", "2024-02-06"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "WEEKLY FIGURES, 4 to 10 March 2024\nSource: District Office\n\nKilled: 33 civilians\nWounded: 41",
            ["2024-03-04/2024-03-10"],
        ),
        ("We met them on 4 March 2024.\n\nKilled: 33 civilians", []),
        (
            "15 June, 20:10. A shell killed nine.\n16 June, 07:30. A shell killed a nurse.",
            ["2023-06-15", "2023-06-16"],
        ),
        ("قُتل تسعة بين يومي الخميس والسبت.", ["2024-03-07/2024-03-09"]),
    ],
)
def test_titles_of_tables_and_hours_of_logs_give_their_day(text: str, days: list[str]) -> None:
    """A line that counts under its own word has the time of the title over it; an entry of a log may have its hour."""
    assert _times(text) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Six people were killed on Sunday and nine were injured on Monday.", ["2024-03-10", "2024-03-11"]),
        ("قُتل ستة أشخاص يوم الأحد وأصيب تسعة يوم الاثنين.", ["2024-03-10", "2024-03-11"]),
        ("He was arrested on 3 February 2016 and died in prison on 9 May.", ["2016-02-03", "2016-05-09"]),
        ("In November 2016 he was arrested. In February he was executed.", ["2016-11", "2017-02"]),
        ("The court will on 20 March try nine people arrested in January.", ["2024-01"]),
        ("On the anniversary of the 2016 massacre, police arrested nine.", []),
        ("قُتل ستة في آذار مارس 2023.", ["2023-03"]),
        (
            "Nine men were taken on 8 April 2011. Their families waited. Two men were killed in June.",
            ["2011-04-08", "2011-06"],
        ),
        ("On 4 March at 5.40 the army shelled the market.", ["2024-03-04"]),
        ("سقط صاروخ على منزل عند 21:40.", ["2024-03-15"]),
        (
            "The siege began in the spring of 2013. Since then, nine people have been killed.",
            ["2013-21", "2013-21/.."],
        ),
        ("في 4 آذار قُتل تسعة. وبعد شي جمعتين قُتل ستة.", ["2024-03-04", "2024-03-18~"]),
    ],
)
def test_each_event_has_the_day_of_its_own_clause_and_of_the_year_told(text: str, days: list[str]) -> None:
    """Two events of a sentence have each their day; a day without a year goes on from the day before it."""
    assert sorted(day or "" for day in _times(text)) == days


def test_a_statement_in_another_language_has_its_own_speaker_and_day_and_ends_where_the_page_goes_on() -> (
    None
):
    """Behind a witness in English an Arabic line that says who speaks opens a statement; the English page behind it is no translation."""
    text = (
        "The town of Hazra has been under siege for years, and its people count the days by the planes that come.\n\n"
        "Salim, who teaches in a cellar, told us on Sunday:\n\n"
        "A rocket fell on our school. Two of my pupils were killed on Thursday, and I have not slept since.\n\n"
        "قالت مديرية الصحة في بيان نشرته يوم الأربعاء 6 آذار 2024:\n\n"
        "قُتل تسعة في غارة استهدفت أمس سوق البلدة.\n\n"
        "On the morning of 10 March, sixty families left the town of Hazra, and two of their buses were shot at."
    )
    found = claims(plain(text), exhibit="x", published=PUBLISHED)
    told = {claim.act: claim for claim in found if claim.lang == "ar"}
    assert told["killing"].chain[0].speaker == "مديرية الصحة"
    assert told["killing"].time is not None
    assert told["killing"].time.edtf == "2024-03-05"
    assert {claim.chain[0].speaker for claim in found if claim.act == "flight"} == {"document"}


def test_what_is_quoted_on_leans_on_the_day_of_saying() -> None:
    """Said by telephone on 14 June: Friday is the one before that day, and not before the day of publication."""
    text = "“They came at night,” said Jana Perel, a nurse, by telephone on 7 March. “My brother was killed on Friday.”"
    assert _times(text) == ["2024-03-01"]
    assert _times(text.replace(", by telephone on 7 March", "")) == ["2024-03-15"]
    assert _times("On Thursday, a day before this was published, a drone killed the driver.") == [
        "2024-03-14"
    ]
