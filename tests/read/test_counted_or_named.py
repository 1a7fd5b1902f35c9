"""Which numbers count, and who is one without a numeral; the cases that count nothing come first in each table."""

import pytest

from tawthiq.read import claims, plain


def _figures(text: str) -> list[str]:
    found = claims(plain(text), exhibit="x", published="2024-03-20")
    return list(dict.fromkeys(c.quantity.verbatim for c in found if c.quantity))


def _value(text: str) -> tuple[str, float | None, float | None]:
    found = [c.quantity for c in claims(plain(text), exhibit="x", published="2024-03-20") if c.quantity]
    assert found, text
    return found[0].hedge.value, found[0].lo, found[0].hi


@pytest.mark.parametrize(
    "text",
    [
        "Residents of Village 21 were shot at close range.",
        "Police found a grey Peugeot 505 near the bombed market.",
        "Rooms nos. 7, 12 and 30 were shelled.",
        "للتواصل مع ذوي الشهداء: 0599-000-014",
        "At around eleven the soldiers opened fire on the mill.",
        "They burned the mill at four thirty in the morning.",
        "We were shelled until five on weekdays.",
        "حبسوهم في غرفة لا تتسع لعشرة.",
        "عملا بقراره «2666» أدان المجلس القصف.",
        "قصفوا السوق على الستة تاع الصبح.",
        "صار ثمن الخبز خمسة أضعاف بعد القصف.",
        "The spokesman said no aircraft had bombed the monastery.",
        "Police are looking for three men seen near the burned mill.",
        "The driver leaves a widow and four children.",
        "وصلنا إلى القرية المقصوفة بعد العيد بعشرة أيام.",
        "كان مصير الأسرى لا يزال مجهولا.",
        "من غير ميه نضيفة بعد القصف.",
    ],
)
def test_a_number_that_tells_which_one_or_of_whom_it_did_not_befall_counts_nothing(text: str) -> None:
    """Labels, telephones, hours, capacities, resolutions, whoever is sought or left behind."""
    assert _figures(text) == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Jarnaz 7 killed, Ruwayda 3 killed.", ["7 killed", "3 killed"]),
        ("The count at the hospital was put at five, doctors said; two died.", ["five", "two"]),
        ("He was taken by not fewer than four armed men.", []),
        ("Four armed men were taken.", ["Four armed men"]),
        ("Two men were killed, a man told reporters.", ["Two men"]),
        (
            "Two more died in theatre, a boy and an unidentified woman.",
            ["Two", "a boy", "an unidentified woman"],
        ),
        (
            "Residents buried seven bodies: a couple, their son, his wife and three grandchildren.",
            ["seven bodies", "a couple", "their son", "his wife", "three grandchildren"],
        ),
        ("شهداء: ٧ (طفل، سيدتان، أربعة رجال)", ["٧", "طفل", "سيدتان", "أربعة رجال"]),
        ("استشهد ثلاثة، رجل وامرأتان.", ["ثلاثة", "رجل", "وامرأتان"]),
        ("تدمير ست من محطات المياه الثماني.", ["ست من محطات المياه الثماني"]),
        ("Some 230 of around 400 houses were burned.", ["Some 230 of around 400 houses"]),
        ("وصل جريحين أو ثلاثة.", ["جريحين أو ثلاثة"]),
        ("They raised their count of the dead late on Wednesday from 31 to 44.", ["31", "44"]),
        ("مات عشرين واحد بالمجزرة.", ["عشرين واحد"]),
        ("دمروا سيارة وحدة.", ["سيارة وحدة"]),
        ("كنا بسيارة وحدة وقصفونا.", []),
        ("One of its trucks was hit by small-arms fire.", ["One of its trucks"]),
        ("One of its trucks killed a boy.", ["a boy"]),
        ("His brother is one of the dead.", ["His brother"]),
        ("The bus hit a bomb on the way, without loss of life.", ["without loss of life"]),
        ("أعلن الجيش أن أحدا من المدنيين لم يصب.", ["أحدا من المدنيين"]),
        ("The commander told us that he was holding nobody.", ["nobody"]),
        ("Nobody stopped to help us.", []),
        ("Brigade 17 shelled the village.", []),
        ("قصف اللواء 17 القرية.", []),
        ("لم تدخل شاحنة مساعدات واحدة.", ["شاحنة مساعدات واحدة"]),
        ("Three shells fell; one hit the bakery.", ["Three shells", "one"]),
        ("أصابوا اثنين وقتلوا واحدا.", ["اثنين", "واحدا"]),
        ("وأفادت اللجنة أن مصير 34 مختطفا لا يزال مجهولا.", ["34 مختطفا"]),
    ],
)
def test_figures_are_those_of_whom_it_befell(text: str, figures: list[str]) -> None:
    """Lists that add up to their count, a part with its whole, one as it is spoken, none."""
    assert _figures(text) == figures


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("مات مية وأربعتعش بالسجن.", ("exact", 114, 114)),
        ("قتلوا تلتميت زلمة.", ("exact", 300, 300)),
        ("نزح خمستلاف واحد.", ("exact", 5000, 5000)),
        ("انقتل هدعش نفر.", ("exact", 11, 11)),
        ("استشهد أكثر من تلاث ميا.", ("over", 300, None)),
        ("It was eight martyrs as minimum.", ("at_least", 8, None)),
        ("More of 60 villagers are arrested.", ("over", 60, None)),
        ("They claim 1 dead and up to 10 hurt.", ("exact", 1, 1)),
        ("وصل جريحين أو ثلاثة.", ("range", 2, 3)),
    ],
)
def test_numerals_of_dialect_and_their_hedges(text: str, value: tuple[str, float, float]) -> None:
    """What is written as it is spoken, and what opens the next figure."""
    assert _value(text) == value


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("The nurse beside him played dead.", []),
        ("A farmer, who lost his wife, spoke to us.", ["his wife"]),
        ("The trader, a rich man, took a loan.", []),
        ("وما عرفنا حاجة عنه بعد ما اعتقلوه.", []),
        ("They shot the guard dead.", ["the guard"]),
        ("My mother-in-law passed away.", ["My mother-in-law"]),
        ("His uncle, who was deaf, was the first to die.", ["His uncle"]),
        ("Our comrade Brahim S. lost the left eye.", ["Our comrade Brahim S"]),
        ("The pilot has a bullet in the shoulder.", ["The pilot"]),
        ("A woman (b. 1949) was killed.", ["A woman"]),
        ("The minister met the family of the slain policeman.", []),
        ("The forester named four dead.", ["four dead"]),
        ("A boy had a leg amputated.", ["A boy"]),
        ("The mine tore off his cousin's leg.", ["his cousin's"]),
        ("Our teacher, Mr. Banda, never came back.", ["Our teacher, Mr. Banda"]),
        ("A drone dropped a grenade on a woman.", ["a woman"]),
        ("أختي انبترت رجلها.", ["أختي"]),
        ("ولدي عنده شظية براسه.", ["ولدي"]),
        ("A driver was found with his throat cut.", ["A driver"]),
        ("His brother went for water and a sniper killed him.", ["His brother"]),
        ("An old man who protested was shot in the stomach.", ["An old man"]),
        ("A priest had been taken along with a catechist.", ["A priest", "a catechist"]),
        ("The youngest was dead in her arms.", ["The youngest"]),
        ("فقدت زوجها وابنيها.", ["زوجها", "وابنيها"]),
        ("لا يزال ابن عمه مفقودا.", ["ابن عمه"]),
        ("أردى قناص امرأة كانت تجلب الماء وابنتها.", ["امرأة", "وابنتها"]),
        ("فارقت الصغرى الحياة.", ["الصغرى"]),
        ("وأمها كراعها اتقطعت.", ["وأمها"]),
        ("ود عمي عنده طلقة في كتفه.", ["ود عمي"]),
        ("عائلة الطفلة رغد، التي استشهدت أمس، غادرت.", ["الطفلة رغد"]),
        ("بنتي الصغيرة انجرحت.", ["بنتي الصغيرة"]),
        ("عمي أبو نزار وبنته راحوا عالفور.", ["عمي أبو نزار", "وبنته"]),
        ("أجهزوا على راكبين بالسلاح الأبيض.", ["راكبين"]),
    ],
)
def test_one_person_harmed_is_found_whatever_stands_between(text: str, figures: list[str]) -> None:
    """Who acts, plays, or is only bereaved is none."""
    assert _figures(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("The committee will discuss the killed and the following:\n1. Water supply\n2. Bread\n", []),
        (
            "Names of those killed in Hamra:\n- Ahmad Khatib, 34\n- his wife Salma\n\nThe mayor thanks all.",
            ["Ahmad Khatib", "34", "his wife Salma"],
        ),
        (
            "أسماء الشهداء في قصف الحي:\n1. خالد محمد الأسعد\n2. ابنه سعيد، وزوجته هند\n",
            ["خالد محمد", "ابنه سعيد", "وزوجته هند"],
        ),
    ],
)
def test_names_listed_under_what_befell_them_are_one_each(text: str, figures: list[str]) -> None:
    """An item that is no person is none."""
    assert _figures(text) == figures
