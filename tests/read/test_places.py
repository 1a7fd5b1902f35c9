"""Places are known by how they are told: a name behind "in", beside a generic word; and what looks like one and is none."""

import pytest

from tawthiq.language.fold import fold
from tawthiq.read import claims, plain
from tawthiq.read.common_ar import common


def _places(text: str) -> list[str]:
    """Every place of the claims of a text, each once."""
    found = claims(plain(text), exhibit="x", published="2024-03-15")
    for claim in found:
        if claim.place:
            assert text[claim.place.start : claim.place.end] == claim.place.verbatim
    return list(dict.fromkeys(claim.place.verbatim for claim in found if claim.place))


@pytest.mark.parametrize(
    "text",
    [
        "President Joe Biden and Secretary Antony Blinken said six Americans were killed.",
        "A spokesman said two Georgians were wounded in Operation Desert Hawk.",
        "Staff Sergeant Cole Mercer was killed by a mine.",
        "General March Deng said his deputy April Kiir was killed.",
        "The Kyiv Independent reported that two civilians were killed.",
        "Russia fired sixty missiles and killed nine people.",
        "قتل أربعة في الاشتباكات التي اندلعت في وقت متأخر بين فصيلين.",
        "توفي ثلاثة جرحى في غرفة العمليات بعد انقطاع التيار.",
        "قضى سبعة من عمال الإغاثة في الغارات على قافلتهم.",
        "قتلت طفلة في العاشرة من عمرها وهي في طريقها إلى المدرسة.",
        "قال لواء الفاتح إنه قتل عشرة جنود في الهجوم الأخير.",
        "دفنا 14 جثة في الحديقة، فقد مات الجميع من الدخان في الداخل.",
        "أصيب خمسة بجروح في القدمين والظهر بعد سقوط قذيفة على سطح المنزل.",
        "شارك الآلاف في تشييع خمسة مقاتلين قضوا في معارك الأيام الأخيرة.",
        "وأوضح التقرير أن القتلى سقطوا في عمليات برية، وأن 12 قتلوا في قصف من الجو.",
        "في اليوم الثاني قتل خمسة في خيام النازحين.",
        "قتل ستة متظاهرين في ذكرى الانقلاب.",
        "The spokesperson told reporters in Geneva that 12 people were killed.",
        "Speaking in London, the envoy said 12 people were killed.",
        "وقال المتحدث للصحفيين في جنيف إن 12 شخصاً قتلوا.",
    ],
)
def test_people_bodies_and_common_nouns_are_no_places(text: str) -> None:
    """No name of a place stands there."""
    assert _places(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Six people were killed in San Isidro del Monte.", "San Isidro del Monte"),
        ("Near Stara Hut a car hit a mine and the driver was killed.", "Stara Hut"),
        ("In Rugari-Sud rebels burned a school.", "Rugari-Sud"),
        ("The ferry at Qarantina-Nord carries six wounded.", "Qarantina-Nord"),
        ("Assailants attacked the displacement site of Lokpa-Centre.", "displacement site of Lokpa-Centre"),
        ("A blast in the Shahre-Now area killed six.", "Shahre-Now area"),
        ("In neighbouring Vesk a shell killed six.", "Vesk"),
        ("Gunmen stopped a bus at Kilo 12 and shot seven men.", "Kilo 12"),
        ("They came to Tarsin, where two died of cold.", "Tarsin"),
        ("They killed six in a hamlet called Tin Hamou.", "Tin Hamou"),
        ("قتلوا ستة في ضيعة اسمها كفر ناصح.", "كفر ناصح"),
        ("Six men from Lower Dogon were shot at the Kanem crossing.", "Kanem crossing"),
        ("سقط صاروخ على مفترق الشهداء فقتل تسعة.", "مفترق الشهداء"),
        ("قُتل اثنان قرب مفرق الشهيد عماد.", "مفرق الشهيد"),
        ("في نقطة أدكون القديمة خطفوا بنتين.", "نقطة أدكون القديمة"),
        ("قُتلت امرأة في كفر تخريم الجديدة.", "كفر تخريم الجديدة"),
        ("خرج تسعة معتقلين من سجن القصر بعد تعذيبهم.", "سجن القصر"),
        ("وصلنا لحدي طويلة الجديدة وقتلوا منا ستة.", "طويلة الجديدة"),
        ("شهدت بلدتا المعيصرة وجون قصفاً أوقع ستة قتلى.", "بلدتا المعيصرة"),
        ("A strike killed two in Tabqa el-Jdide.", "Tabqa el-Jdide"),
        ("Their house in al-Zaitoun was shelled; five children were killed.", "al-Zaitoun"),
        ("Around 300 families fled Kafr Musa.", "Kafr Musa"),
        ("Jets bombed Saada Jadid, killing nine.", "Saada Jadid"),
        ("They killed 45 men in our village, Rakak.", "Rakak"),
        ("Eight people were killed in the Al-Mansoura area, east of Raqqa.", "Al-Mansoura area"),
        ("The 12th Brigade shelled the Al-Rawda district of Taiz, wounding three.", "Al-Rawda district"),
        ("A shell hit the Ibn Sina school in Hajar Bala, killing four.", "Hajar Bala"),
        ("Police killed five demonstrators in Cali's Siloé Alta.", "Siloé Alta"),
        ("Twelve died in the Lokwanga massacre.", "Lokwanga"),
        ("On Tuesday shells fell on the Old Quarter of Saadnayel, wounding two.", "Old Quarter of Saadnayel"),
        ("قتل 12 مدنياً في بختان جراء قصف مدفعي.", "بختان"),
        ("قتل مسلحون تسعة مزارعين قرب تل العصافير.", "تل العصافير"),
        ("شنت الطائرات غارات على حزانو، فقتل 8 مدنيين.", "حزانو"),
        ("سقط صاروخ على سوق الخضار في تل شمرة فقتل 11 شخصاً.", "تل شمرة"),
        ("قتلت المليشيا 20 شخصاً في ود العشا بولاية الجزيرة.", "ود العشا"),
        ("نزحت 300 عائلة من ريف منغ الشرقي.", "ريف منغ الشرقي"),
        ("قتل 40 رجلاً بقرية كاني تاونغ.", "قرية كاني تاونغ"),
        ("قتل عامل إغاثة في كمين بين سربا وكلبس.", "سربا"),
        ("راح ١٢ شهيد بضيعتنا عين البيضا.", "عين البيضا"),
        ("اقتاد مسلحون ثلاثة شبان من منازلهم في مربع ١٢.", "مربع ١٢"),
        ("قتل أربعة في قرية الشجرة.", "قرية الشجرة"),
        ("دير الغصون: إصابة شابين بالرصاص.", "دير الغصون"),
        ("قتل ثلاثة في حصار معبر باب الهوى الحدودي.", "معبر باب الهوى الحدودي"),
    ],
)
def test_a_place_is_known_by_its_construction(text: str, place: str) -> None:
    """None of these is in the gazetteer by this name, and the narrower place is meant."""
    assert _places(text) == [place]


def test_clitics_and_possessives_are_no_part_of_a_name() -> None:
    """بمدينة, Kherson's: the name alone is underlined."""
    assert _places("قتل أربعة بمدينة حلب.") == ["مدينة حلب"]
    assert _places("Four died in Kherson's streets, killed by shells.") == ["Kherson"]


def test_a_list_takes_the_place_of_the_line_that_ends_with_a_colon() -> None:
    """A heading without one is the title of a report."""
    items = "\n- five people were killed\n- three people were wounded"
    assert _places(f"In the village of Karzum on Monday:{items}") == ["village of Karzum"]
    assert _places(f"UPDATE No. 4, Karzum county{items}") == []


@pytest.mark.parametrize("word", ["المشفى", "منزلهم", "استهداف", "انفجار", "مدرستها", "الزراعية", "يدي"])
def test_common_nouns_are_known_in_their_forms(word: str) -> None:
    """With article, pronoun, or by the shape of a verbal noun."""
    assert common(fold(word))


@pytest.mark.parametrize("word", ["بختان", "الأصابعة", "السنابس", "سربا", "كرزوم", "الخالدية"])
def test_names_are_no_common_nouns(word: str) -> None:
    """What no list holds stays a name."""
    assert not common(fold(word))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("1. Krynychne. Artillery fire killed 14 people.", "Krynychne"),
        ("- تل الرمان: 11 شهيدا.", "تل الرمان"),
        ("- سرجة: مقتل طفل.", "سرجة"),
        ("A tricycle set off a mine on RN16, killing two.", "RN16"),
        ("A mass grave with 12 bodies was found at Kilometre 14.", "Kilometre 14"),
        ("Five of them were killed in one kitchen in Ward 4 of Poonchwala.", "Poonchwala"),
        (
            "Fighters fired two rockets at the Karen village of Day Bu Noh; five died.",
            "village of Day Bu Noh",
        ),
        ("اعتقلت دورية ستة شبان على حاجز منكت الحطب.", "حاجز منكت الحطب"),
        ("قتل اثنان على طريق صلاح الدين.", "طريق صلاح الدين"),
        ("رمى الطيران برميلين على الحارة الشمالية بكفر الزيت.", "كفر الزيت"),
        ("أطلق النار على مزارعين عائدين إلى كفرشوبا التحتا فقتل اثنان.", "كفرشوبا التحتا"),
        ("دفن 28 شخصا في قرية أب سنون.", "قرية أب سنون"),
        ("Under the overpass by Sayid Jaafar there were seven dead men.", "Sayid Jaafar"),
        ("Shells fell on both banks of the Neelam-Bala and killed two.", "Neelam-Bala"),
    ],
)
def test_a_line_a_number_and_a_compound_name_a_place(text: str, place: str) -> None:
    """The head of a line in a list, roads and points by their number, names of two words."""
    assert _places(text) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "- Killed: 14 civilians.",
        "- Protection: 14 women were raped.",
        "- Mariam: they killed my son.",
        "في اللحظة الأولى قتل ستة.",
        "وجدوا ستة قتلى رميا بالرصاص.",
        "- قتلى: 14 شخصا.",
        "- الصحة: مقتل طبيبين.",
        "نزحت 300 أسرة من القرية، ولم يبق فيها سوى كبار السن.",
        "عثر على ستة جثث في حوش المدرسة ملفوفة في حصير.",
        "سقطت قذائف على سرادق عزاء فقتل ستة.",
        "أطلقوا الرصاص في تفريق مسيرة فقتلوا ثلاثة.",
        "مات عندو تلات أطفال، وطلعت في أكتر من خمسين عيلة.",
    ],
)
def test_rubrics_and_rare_nouns_are_no_places(text: str) -> None:
    """What heads a line may be a matter; verbal nouns, things and particles name nothing."""
    assert _places(text) == []


def _of(text: str, act: str) -> list[str | None]:
    """The places of the claims of one act."""
    found = [claim for claim in claims(plain(text), exhibit="x") if claim.act == act]
    return [claim.place.verbatim if claim.place else None for claim in found]


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("Over 900 families have been displaced by the militia's advance.", "Merdan"),
        ("Over 900 families have been displaced by a flood.", None),
        ("Over 900 families have been displaced by the raid.", None),
    ],
)
def test_a_paragraph_that_opens_with_the_same_event_is_told_of_its_place(
    opening: str, place: str | None
) -> None:
    """The advance of which the paragraph before told; another event, or one of another kind, is somewhere else."""
    text = f"Militiamen continued their advances in Merdan.\n\n{opening}"
    assert _of(text, "displacement") == [place]


@pytest.mark.parametrize(
    "text",
    [
        "قتل ثلاثة من أنصار الثورة السورية.",
        "Many activists outside Sudan were arrested.",
        "اعتقل عشرة ناشطين خارج لبنان.",
    ],
)
def test_an_adjective_and_what_lies_outside_are_no_place(text: str) -> None:
    """الثورة السورية; outside a country is everywhere but there."""
    assert _places(text) == []


def test_another_total_of_the_same_dead_is_told_of_their_place() -> None:
    """A total in the next paragraph: people, not the children counted last, and where they died."""
    text = "The office documented 41 people killed in Merdan, 13 of them children.\n\nA total of 27 was given before the cellar was opened."
    found = claims(plain(text), exhibit="x")[-1]
    assert found.quantity is not None
    assert found.place is not None
    assert (found.act, found.quantity.lo, found.quantity.unit) == ("killing", 27, "people")
    assert (found.place.verbatim, found.place.carried) == ("Merdan", True)


@pytest.mark.parametrize(
    "text",
    [
        '"I was at the well in Beni Ghanem," said Mariam, who now lives in a school in Hajin. "They shot my aunt."',
        "قالت سعاد، المقيمة حالياً في حجين، إن طائرة قصفت بيتها في بني غانم. قتلوا عمتها.",
    ],
)
def test_where_a_speaker_lives_now_is_not_where_it_happened(text: str) -> None:
    """Of two places the one in which somebody is told to live is carried nowhere."""
    assert not any("Hajin" in place or "حجين" in place for place in _places(text))


def test_a_name_and_a_full_stop_that_open_a_paragraph_are_the_place_of_it() -> None:
    """The run-in heading of a bulletin; whoever is hit in the thigh is nowhere."""
    text = "Situation as of 08:00\n\nKrasna Luka. At least 40 shells fell on the village. Nobody was hurt.\n\nThey hit Samir in the thigh."
    assert _places(text) == ["Krasna Luka"]


SUMMARY = """Daily summary, 14 June

KAFRIN: Two barrel bombs on the western quarter. Five injured.
TAL SUFUR: Artillery fire, one civilian killed.
"""


def test_labels_in_capitals_over_the_lines_of_a_summary_are_places_and_speak_nothing() -> None:
    """What stands below one on its line happened there."""
    found = claims(plain(SUMMARY), exhibit="x", published="2024-06-14")
    assert {claim.place.verbatim for claim in found if claim.place} == {"KAFRIN", "TAL SUFUR"}
    assert {claim.chain[0].speaker for claim in found} == {"document"}


@pytest.mark.parametrize(
    "text",
    [
        "JUDGE BAKRI: How many were killed?\nRAMI HADAD: Seven people were killed.\n",
        "MINISTRY OF HEALTH: 12 killed.\nCIVIL DEFENCE: 14 killed.\n",
    ],
)
def test_labels_of_a_transcript_and_of_sources_are_no_places(text: str) -> None:
    """One of the lines asks; or the labels are bodies that count."""
    found = claims(plain(text), exhibit="x")
    assert not any(claim.place for claim in found)
    assert any(claim.chain[0].speaker != "document" for claim in found)
