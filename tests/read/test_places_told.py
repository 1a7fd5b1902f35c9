"""Where a place is told: over what follows, with its kind, with its adjective; and where somebody only was, worked, fired or was brought."""

import pytest

from tawthiq.read import claims, plain


def _places(text: str) -> list[str]:
    """The place of every claim in order, without one where it has none, each once."""
    found = claims(plain(text), exhibit="x", published="2024-03-15")
    return list(dict.fromkeys(claim.place.verbatim for claim in found if claim.place))


@pytest.mark.parametrize(
    "text",
    [
        "Update.\n\nHEALTH. Six people died.\n\nSHELTER. Nine houses burned.",
        "Good morning. Six people died.\n\nThank you. Nine houses burned.",
        "15:00 عاجل: خمسة قتلى.\n16:00 تحديث: ستة قتلى.",
        "المنطقة آمنة.\n- منطقة عسكرية: قتل ثلاثة.",
        "يا جماعة الخير، وقعت قذيفة وماتت بنتين.",
        "سيطر المسلحون تحت سيطرة القوات وقتلوا ستة.",
        "عُثر في مقبرة تضم عشرات القبور على 11 جثة.",
        "The Rawan-based Center for Rights said two people were killed.",
        "The witness, who now lives in Karvel, said she had counted 12 bodies.",
        "The missiles were launched from the Bresk region and killed six.",
    ],
)
def test_rubrics_seats_and_verbs_are_no_places(text: str) -> None:
    """Nothing happened there, or no place is named."""
    assert _places(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Daily No. 3\n\nSHTARICA. Tanks fired at the hamlet. Four people died.\n\nDRENICA. All is quiet.",
            "SHTARICA",
        ),
        (
            "Report\n\nSTARICA. Our officer came. A convoy took five injured to Merin. Two of them died.\n\nDRENICA. Quiet.",
            "STARICA",
        ),
        ("Report\n\nMarivka. A shell killed a woman.\n\nStavkove community. It was quiet.", "Marivka"),
        ("War diary\n* Oct 15-16, Stepnirka Druha: 17 houses were damaged by shells.", "Stepnirka Druha"),
        ("Log\nKolymivka: 12 houses destroyed.\nStary Luh: quiet.", "Kolymivka"),
        ("Log\n14:20 كفر رمان: غارتان وثلاثة قتلى.\n15:00 لا جديد.", "كفر رمان"),
        ("نشرة\n\n● معسكر النور للنازحين: توفي ستة أطفال بسوء التغذية.", "معسكر النور"),
        ("نشرة\n\n● أم سيالة: تجدد القصف على الحي الأوسط ووصلت 9 إصابات.", "أم سيالة"),
        ("The mission was at Karvin.\nOur correspondent in Karvin counted nine dead.", "Karvin"),
    ],
)
def test_what_heads_a_line_or_a_paragraph_is_its_place(text: str, place: str) -> None:
    """A run-in heading holds for the whole paragraph, and a speaker is never made of it."""
    assert _places(text) == [place]
    assert all(link.speaker != place for claim in claims(plain(text), exhibit="x") for link in claim.chain)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("أُوقفت قافلة من 27 شاحنة عند أبالا الجديدة.", "أبالا الجديدة"),
        ("أطلق النار على مزارعين عائدين إلى مركبا التحتا فقتل اثنان.", "مركبا التحتا"),
        ("في مركز العزل بالخُميسة السفلى توفي ثلاثة أطفال.", "الخُميسة السفلى"),
        ("قصفت قواعد للجيش في قطاع الفرسية السفلى وقتلت ستة.", "قطاع الفرسية السفلى"),
        ("قُتل مسعفان شرق بلدة العطّارة التحتا.", "بلدة العطّارة التحتا"),
        ("استهدفت طائرة شاحنتين قرب بئر أم كرين التحتية.", "بئر أم كرين التحتية"),
        ("اقتيد 640 رجلا عند سيطرة المعبدي.", "سيطرة المعبدي"),
        ("انفجر لغم في شِعب المرخة وقتل راعيا.", "شِعب المرخة"),
        ("ثلاث عائلات لا تزال محاصرة في مدرسة الانتصار.", "مدرسة الانتصار"),
        ("احتُجز ستة في صومعة لوكا أربعة أشهر.", "صومعة لوكا"),
        ("انصاب خمسة بالشيخ عثمان قدام البنك.", "الشيخ عثمان"),
        ("قضى رجل في كفر حداد بقذيفة.", "كفر حداد"),
        ("أصيب مستوطن قرب مستوطنة كرنوب.", "مستوطنة كرنوب"),
        ("قتل ثلاثة في معسكر الصمعة.", "معسكر الصمعة"),
        ("توفي 8 رضع في مستشفى كوبون الجديدة.", "مستشفى كوبون الجديدة"),
    ],
)
def test_an_arabic_name_is_known_by_its_adjective_or_its_kind(text: str, place: str) -> None:
    """A noun without article before an adjective with one is a name."""
    assert _places(text) == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Soldiers entered Kyau Pyin village, Myanu township, Sagun Region, and burned 64 houses.",
            "Kyau Pyin village",
        ),
        (
            "Gunmen stormed the villages of Tanga, Bori and Koulpo in the commune of Diapara, killing 23 people.",
            "villages of Tanga",
        ),
        ("A device killed two girls at the well of Intakorei.", "Intakorei"),
        ("Five rockets came down in the market on Sadovaya and killed nine.", "Sadovaya"),
        ("Soldiers entered the houses of Hay Zitoun and arrested 60 people.", "Hay Zitoun"),
        ("A boy with burns waits at the district hospital, Anantpur.", "Anantpur"),
        ("In the largest, Village 21, nine residents were shot dead.", "Village 21"),
        ("Update from Mazraat Bilal: three paramedics were killed.", "Mazraat Bilal"),
        ("A convoy travelling to Elimo was ambushed near Kilometre 40; six guards died.", "Kilometre 40"),
        ("قتل ثلاثة في قصف على محور كباني من مرابض النظام في جورين.", "محور كباني"),
        ("اعتقل الحاجز على مدخل بلدة دير قانون ثلاثة شبان واقتادهم إلى سجن عدنا.", "بلدة دير قانون"),
        ("تعرضت سيارة متجهة إلى بلدة فاشا لإطلاق نار قرب كبكاب فقتل ستة.", "كبكاب"),
        (
            "تقول أم خليل، وهي نازحة من بيت لاهيا: «كنا في مدرسة الفالوجا لما قصفوا البوابة».",
            "مدرسة الفالوجا",
        ),
        ("راجل من تاجوراء قالنا إن ثلاثة ماتوا عطشا حذا وادي الزرقاء.", "وادي الزرقاء"),
    ],
)
def test_the_place_of_the_event_is_meant(text: str, place: str) -> None:
    """Of several places not where somebody comes from, goes to, fires from or is brought to."""
    assert _places(text) == [place]


def test_another_matter_takes_no_place_from_before() -> None:
    """(c) and Elsewhere open another event."""
    assert _places("A bus was hit in Karvin. Elsewhere, two men were shot dead.") == ["Karvin"]
    text = "A bus was hit in Karvin and six died. (c) Seven survivors of rape were helped."
    assert [c.place is None for c in claims(plain(text), exhibit="x") if c.verbatim.startswith("Seven")] in (
        [True],
        [],
    )


def test_a_name_told_with_its_kind_is_one_behind_a_preposition_later() -> None:
    """بلدة الكرمة, and then بالكرمة."""
    text = "وصلنا بلدة الكرنب يوم السبت.\nيوم الأحد قتل ستة بالكرنب."
    assert "الكرنب" in _places(text)[-1]
