"""Who is harmed is a figure without a numeral; whoever speaks, acts, survives or only owns is none."""

import pytest

from tawthiq.read import claims, plain

HARMED = [
    ("Five people died in one kitchen.", ["Five people"]),
    ("Three machines out of our five were destroyed.", ["Three"]),
    ("توقف مطبخان من أصل ستة عن العمل.", ["مطبخان"]),
    (
        "The clinic admitted six bodies from the ridge, among them that of a cook.",
        ["six bodies", "a cook"],
    ),
    ("خدوا أخوي من الشارع.", ["أخوي"]),
    ("هلق صفحة الحارة كاتبة إنو مات ١٤ واحد.", ["١٤"]),
    ("The deacon named three dead: Osei Badu and his wife Efua.", ["three dead", "Osei Badu", "his wife"]),
    ("مات هو وصاحبو رابح.", ["وصاحبو"]),
    ("وخالتي جروها من بيتها.", ["وخالتي"]),
    ("ماتت هي وأختو سارة.", ["وأختو"]),
    ("A nurse was killed when a shell hit the ward.", ["A nurse"]),
    ("Drone strike in Kherson kills utility worker.", ["utility worker"]),
    ("Boy, 9, shot dead near the fence.", ["Boy"]),
    ("A drone hit a grain truck near Orikhiv, driver dead.", ["driver"]),
    ("They shot a thirteen-year-old through the door.", ["a thirteen-year-old"]),
    ("Snipers killed an elderly man from Bashura.", ["an elderly man"]),
    ("Police killed the suspected ringleader in a shootout.", ["the suspected ringleader"]),
    ("A settler was arrested after stabbing a Bedouin.", ["A settler", "a Bedouin"]),
    (
        "The raid killed Hamas commander Izz al-Din and wounded his bodyguard.",
        ["Izz al-Din", "his bodyguard"],
    ),
    ("The Committee confirmed the killing of cameraman Anas Fayyad.", ["cameraman Anas Fayyad"]),
    ("Journalist Samer Haddad was among those killed.", ["Journalist Samer Haddad"]),
    ("Among the wounded: a midwife.", ["a midwife"]),
    ("The schoolmaster's body was found on Thursday.", ["The schoolmaster's body"]),
    ("Gunmen killed my father, the headmaster and a nurse.", ["my father", "the headmaster", "a nurse"]),
    ("Thirty-six hours ago a man was shot.", ["a man"]),
    ("He killed 43 people, among them Mrs. Shpresa L.", ["43 people", "Mrs. Shpresa L."]),
    ("Among the 43 dead was Mr. Arben Koci, a teacher.", ["43 dead", "Mr. Arben Koci"]),
    ("Six gunmen stormed the clinic and killed a nurse.", ["a nurse"]),
    ("Four policemen beat a student.", ["a student"]),
    ("Two men on a motorcycle opened fire on the minibus.", []),
    ("هاجم سبعة مسلحين المركز وقتلوا حارساً.", ["حارساً"]),
    ("قتلوا زوجي وأحفادي الثلاثة وأخذوا ابنتي.", ["زوجي", "أحفادي الثلاثة", "ابنتي"]),
    ("Two men were attacked by dogs.", ["Two men"]),
    ("اقتادوا والدنا (58 عاما) وأخانا الأصغر.", ["والدنا", "وأخانا"]),
    ("أدت لمقتل الطفلة ريم الحسين (6 أعوام) وجدّها.", ["الطفلة ريم", "وجدّها"]),
    ("وتوفي في الطريق مدنيان.", ["مدنيان"]),
    ("أكد المصدر وفاة أحد الجريحين.", ["أحد الجريحين"]),
    ("The forester named four dead: a baker and his wife.", ["four dead", "a baker", "his wife"]),
    ("According to the army's spokesman 3 soldiers were lightly wounded.", ["3 soldiers"]),
    ('Police arrested "over 40 troublemakers".', ["over 40 troublemakers"]),
    ("Two cousins, aged 11 and 12, were maimed.", ["Two cousins"]),
    ("لم يبق منا بعد سنة 62 إلا ثلاثة رجال.", ["ثلاثة رجال"]),
    ("Three boys hit a mine near the river.", ["Three boys"]),
    ("Six men took the road to the river and were shot.", ["Six men"]),
    ("Six gunmen stormed the clinic and were killed.", ["Six gunmen"]),
    ("Nine people shot dead the same evening were buried.", ["Nine people"]),
    ("Seven people shot the previous night have died.", ["Seven people"]),
    ("Ambulance 3 was shot at near the bridge.", []),
    ("At half past two they bombed the school.", []),
    ("I stopped counting at thirty.", []),
    ("3 fighters KIA, 11 WIA.", ["3 fighters", "11"]),
    ("Dead: a teacher and a clerk.", ["a teacher", "a clerk"]),
    ("The deceased include a deputy headteacher and a former town clerk.", ["a deputy headteacher", "clerk"]),
    ("Killed alongside him was his driver, a father of three.", ["his driver"]),
    ("Police killed one demonstrator and blinded another.", ["one demonstrator", "another"]),
    ("A shell killed a clerk and blinded a third.", ["a clerk", "a third"]),
    ("A paramedic killed on duty was buried today.", ["A paramedic"]),
    ("The driver's mate was hit in the arm.", ["The driver's mate"]),
    ("An evacuee collapsed and died in the queue.", ["An evacuee"]),
    ("A boy picked up a bomblet yesterday and died in the evening.", ["A boy"]),
    ("The headmaster was dragged out and shot in front of his pupils.", ["The headmaster"]),
    ("On the second night the neighbours' baby froze to death.", ["the neighbours' baby"]),
    ("A helper, Sr. Jacinta, bled to death.", ["A helper, Sr. Jacinta"]),
    ("The body of a teenage girl was pulled from the rubble.", ["The body of a teenage girl"]),
    ("I knew my dead brother by his ring.", ["my dead brother"]),
    ("ماتت والدتي تحت الأنقاض.", ["والدتي"]),
    ("كانت جدتي من بين القتلى.", ["جدتي"]),
    ("راح خالي بالقصف.", ["خالي"]),
    ("قُتل معلم من بلدة الشيخ وزوجته.", ["معلم", "وزوجته"]),
    ("One of the rescuers was hit by a sniper.", ["One of the rescuers"]),
    ("دفنت أم حسان ابنيها بيديها.", ["ابنيها"]),
    ("انتشلت الفرق جثماني طفلين شقيقين.", ["جثماني"]),
    ("عُثر على جثة إحداهما.", ["جثة"]),
    ("قتل الشاب مروان الخطيب عند الحاجز.", ["الشاب مروان الخطيب"]),
    ("عثر الأهالي على جثة رجل قرب السد.", ["جثة رجل"]),
    ("سقط قتيل في اشتباكات المخيم.", ["قتيل"]),
    ("شهيد برصاص قناص في مخيم بلاطة.", ["شهيد"]),
    ("احترقت طفلة وأمها داخل الخيمة.", ["طفلة", "وأمها"]),
    ("كلا السائقين قُتلا في الهجوم.", ["كلا السائقين"]),
    ("تعرضت فتاة للاغتصاب على يد مسلحين.", ["فتاة"]),
    ("أطلق جندي النار على سائق حافلة.", ["سائق حافلة"]),
    ("الشاب الذي كان يبيع الخبز استشهد مبارح.", ["الشاب"]),
    ("جارنا علي أخذوه من النقطة.", ["جارنا علي"]),
    ("كتلوا ولد عمي الاثنين.", ["ولد عمي الاثنين"]),
    ("وأفادوا بأن كريم تعرض للصعق.", ["كريم"]),
    ("رأيت أخي ميتاً تحت الباب.", ["أخي"]),
    ("رأيت رجلاً يحمل ابنه الميت.", ["ابنه"]),
    ("استشهد تسعة، أكبرهم شيخ.", ["تسعة", "شيخ"]),
    ("كان من بين الضحايا عريس وعروسه.", ["عريس", "وعروسه"]),
    ("قُتل أخي مع زوجته.", ["أخي", "زوجته"]),
    ("أصيب ثلاثة، أحدهم بحالة خطرة.", ["ثلاثة", "أحدهم"]),
    ("طعن سجين حتى الموت في السجن.", ["سجين"]),
    ("توفي الحاج إبراهيم أمس.", ["الحاج إبراهيم"]),
    ("أصاب القصف أمس صحافيَّين.", ["صحافيَّين"]),
    ("قضى شقيقا زوجتي في السجن.", ["شقيقا زوجتي"]),
    ("خلّف الهجوم قتيلاً.", ["قتيلاً"]),
    ("قُتل كل من حارس البلدية وسائق الجرافة.", ["حارس", "وسائق"]),
    ("توفيت فتون البرغوثي في الزنزانة.", ["فتون البرغوثي"]),
    ("لفظ المصور أنفاسه في سيارة الإسعاف.", ["المصور"]),
    ("زوجة أحد المعتقلين توفيت قهراً.", ["زوجة"]),
]
NOBODY = [
    "The sergeant told our officer that he was holding a grudge.",
    "وقال إنه لا يعرف مصير أحد منهم.",
    "The worker told reporters that the school was shelled.",
    "A deacon told a researcher that the list held only names.",
    "The minister said the officer would be tried.",
    "Negotiations died after the general walked out.",
    "A man was in the yard when the roof was hit.",
    "The driver braked, and the bus was hit by a second rocket.",
    "They denied that any prisoner had been tortured.",
    "A drone struck a private house.",
    "State television made no mention of the raid.",
    "She was 31 and had five children.",
    "A room for twenty was shelled.",
    "The men came in two trucks and burned the mill.",
    "At 0600 the shelling began again.",
    "In house No. 19 they were shelled.",
    "حضر والد الشهيد جلسة المحكمة.",
    "قال سائق نجا من الكمين إنهم أطلقوا عليه.",
    "المتهم قتل بيده.",
    "نفى مصدر عسكري للوكالة الرسمية استهداف أي مدرسة.",
    "عدد الجرحى مرشح للزيادة.",
    "يوم التلات قصفوا السوق.",
    "المية مقطوعة من يوم القصف.",
]


def _figures(text: str) -> list[str]:
    found = {}
    for claim in claims(plain(text), exhibit="x", published="2024-03-20"):
        quantity = claim.quantity
        if quantity is not None and quantity.kind.value == "count" and quantity.hi != 0:
            assert text[quantity.start : quantity.end] == quantity.verbatim
            found[quantity.start] = quantity
    return [found[start].verbatim for start in sorted(found)]


@pytest.mark.parametrize("text", NOBODY)
def test_who_only_speaks_acts_or_owns_is_no_figure(text: str) -> None:
    """Nor is a place, an hour or a number of a house."""
    assert _figures(text) == []


@pytest.mark.parametrize(("text", "expected"), HARMED)
def test_one_person_harmed_is_a_figure(text: str, expected: list[str]) -> None:
    """In the order of the text; a name and an apposition may lengthen the words, an article and "and" may begin them."""
    found = _figures(text)
    assert len(found) == len(expected), found
    for words, part in zip(found, expected, strict=True):
        assert part.removeprefix("A ") in words or words in part, found


@pytest.mark.parametrize(
    ("text", "hedge", "lo", "hi"),
    [
        ("لم يصمد وقف النار أكثر من ست ساعات.", "up_to", None, 6),
        ("The truce did not last more than six hours.", "up_to", None, 6),
        ("Group leaders think the number of displaced people is closer to 90,000.", "about", 90000, 90000),
        ("Of the eleven clinics, only three still function.", "exact", 3, 3),
        ("I counted eleven, maybe twelve, bodies.", "range", 11, 12),
        ("None of the dead were under the age of six. Five were under the age of six.", "under", None, 6),
        ("We are 70 in a cellar.", "exact", 70, 70),
        ("خرج من المدينة ما يقدر بأربعة آلاف مدني.", "about", 4000, 4000),
    ],
)
def test_figures_that_a_negation_a_neighbour_or_a_whole_bounds(
    text: str, hedge: str, lo: int | None, hi: int | None
) -> None:
    """What did not last over six hours lasted up to six; a whole that is only named is no figure."""
    found = [claim.quantity for claim in claims(plain(text), exhibit="x") if claim.quantity]
    assert (hedge, lo, hi) in [(each.hedge.value, each.lo, each.hi) for each in found]


@pytest.mark.parametrize(
    "text", ["لم تدخل المدينة أية قافلة.", "لم يعد أحد من المخطوفين.", "ما حدا انصاب.", "لم يُحاسب أي ضابط."]
)
def test_none_of_a_kind_behind_a_negation_of_its_clause_is_none(text: str) -> None:
    """أية قافلة, أحد من المخطوفين: how many it did not befall is no figure, that it befell none is one."""
    hedges = [claim.quantity.hedge.value for claim in claims(plain(text), exhibit="x") if claim.quantity]
    assert hedges == ["none"]


def test_a_figure_alone_behind_a_verb_of_saying_counts_what_was_counted_last() -> None:
    """The army says eleven: of the dead, who were told of before."""
    text = "Twenty people were killed in the market, residents said. The army says eleven."
    last = claims(plain(text), exhibit="x")[-1]
    assert last.quantity is not None
    assert (last.act, last.quantity.lo) == ("killing", 11)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Altogether, 31 people were killed.", [31]),
        ("Never fewer than sixty people were killed.", [60]),
        ("The man who shot the boy was a soldier.", [1]),
        ("The sister of the deputy mayor was taken hostage.", [1]),
        ("A taxi driver, Hamid, 44, was killed.", [1, 44]),
        ("The youngest, a boy of six, died on the way.", [1, 6]),
        ("Our village lost 31 (thirty-one) people.", [31]),
        ("A soldier opened fire on a cyclist.", [1]),
        ("They shot at a midwife.", [1]),
        ("The shooting of a mechanic drew protests.", [1]),
        ("The judge's assassination was condemned.", [1]),
        ("His death was condemned.", []),
        ("Troops deported a schoolteacher.", [1]),
        ("A man hanged himself.", [1]),
        ("Seven incubators out of our nine were destroyed.", [7]),
        ("A minibus hit a mine at half past six; two people were killed.", [2]),
        ("Six garages burned down.", [6]),
        ("بُترت يد صبي في الانفجار.", [1]),
        ("Two hundred displaced people were counted.", [200]),
        ("استشهد الشقيقان رامي وسامي النجار.", [2]),
        ("توفيت السيدة خديجة عن 81 عاماً.", [1, 81]),
        ("اعتداء على طبيب في المستشفى.", [1]),
        ("رحّلت السلطات مدرّساً إلى بلده.", [1]),
        ("هُدمت ثلاثة بيوت بين تموز وآب 2015.", [3]),
    ],
)
def test_one_person_is_told_by_a_fate_an_aim_or_an_expulsion(text: str, expected: list[int]) -> None:
    """An adverb with a capital, a predicate, the second word for somebody told already: nobody more."""
    found = [claim.quantity for claim in claims(plain(text), exhibit="x") if claim.quantity]
    values = [each.lo if each.lo is not None else each.hi for each in found]
    assert sorted(value for value in values if value is not None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("اعتقلوا حارساً اليوم.", (1, "implicit")),
        ("قُتل ابنهما في القصف.", (1, "implicit")),
        ("قُتل حارسا المدرسة في القصف.", (2, "dual")),
        ("احترقت خيمتا العائلة.", (2, "dual")),
        ("فقدوا شقيقيهما في القصف.", (2, "dual")),
        ("قُتل عمّاها في القصف.", (2, "dual")),
        ("دمّر القصف غرفتين في المدرسة.", (2, "dual")),
        ("نزح ألفا مدني من البلدة.", (2000, "number")),
        ("نزح خمسة عشر ألفاً من البلدة.", (15000, "number")),
    ],
)
def test_a_dual_before_whose_it_is_has_lost_its_end(text: str, expected: tuple[int, str]) -> None:
    """An accusative and a pronoun end alike, and are one."""
    (found,) = [claim.quantity for claim in claims(plain(text), exhibit="x") if claim.quantity]
    assert (found.lo, found.form.value) == expected


@pytest.mark.parametrize(
    "text",
    [
        "قُتل منذر الحايك برصاص القناص.",
        "اعتقلت الأجهزة الأمنية وسام الدالي من منزله.",
        "مقتل بائع متجول برصاص قناص.",
    ],
)
def test_more_names_and_trades_are_one_person(text: str) -> None:
    """A given name behind the act, or behind who did it; a trade in two words."""
    (found,) = [claim.quantity for claim in claims(plain(text), exhibit="x") if claim.quantity]
    assert (found.lo, found.form.value) == (1, "implicit")
