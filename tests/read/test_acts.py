"""Which act a sentence tells, with what and to what: a table of constructions, in both languages, look-alikes first."""

import pytest

from tawthiq.read import claims, plain

NOTHING = [
    "The committee struck a balance between the two proposals.",
    "The refugee council published its annual report.",
    "The court sentenced him to death in absentia.",
    "Heavy rain hit the camp overnight.",
    "The general was fired on Tuesday.",
    "The bank froze his account and seized his passport.",
    "He shot a video of the burning tanks.",
    "She lost her keys and fell down the stairs.",
    "The convoy reached the town and unloaded flour.",
    "Aid groups launched an appeal.",
    "The displacement camp lies north of the town.",
    "The kidnappers want a ransom.",
    "وقّع الوزير اتفاقاً مع المنظمة.",
    "قضت المحكمة ببراءة المتهم.",
    "ضرب زلزال المنطقة.",
    "سقطت أمطار غزيرة على المخيم.",
    "أصيب السكان بالذعر.",
    "تفقد الوفد مركز إيواء النازحين.",
    "عاد النازحون إلى قراهم.",
    "لجأت الحكومة إلى القضاء.",
    "سيطر رجال الإطفاء على الحريق.",
    "أُطلق سراح الصحفي.",
    "The hospital director spoke to reporters.",
    "Elections will be held in March.",
    "The fund will support displaced families with cash; it targets the most vulnerable.",
    "Drought killed their crops.",
    "The ministry has launched a plan.",
    "The album, recorded in a bomb shelter, hit the charts.",
    "He was born in a refugee camp and has lived under occupation all his life.",
    "أُخلي سبيل الموقوف.",
    "ولد في مخيم للاجئين وعاش تحت الاحتلال.",
    "الاتفاق قد ينهار في أي لحظة.",
    "شنّت المنظمة حملة توعية.",
    "نسكن في حي النخيل الذي يقع بمدينة زرمان.",
    "تقع القرية شمال النهر.",
    "The second came first in the exam.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_words_that_only_look_like_acts_make_no_claim(text: str) -> None:
    """Idioms, weather, verdicts, names of camps and of people by their fate."""
    assert not [claim.act for claim in claims(plain(text), exhibit="x") if claim.quantity is None]


TOLD = [
    # the thing behind the verb, not where it lies, where the shell came from or what stands beside it
    ("Mortar fire from the army camp hit the clinic.", "attack mortar hospital"),
    ("Two thirds of the houses in the upper village were burned.", "destruction fire home"),
    ("Shells landed in the courtyard of a mosque.", "attack artillery place_of_worship"),
    ("The bus was shot at near the bridge.", "attack small_arms vehicle"),
    ("Artillery fired from a navy vessel hit the village of Thin Baw.", "attack artillery settlement"),
    ("Gunmen on motorbikes stormed the police station.", "attack - military"),
    ("A trauma clinic here was bombed.", "attack - hospital"),
    ("A tractor ran over an anti-tank mine.", "attack mine vehicle"),
    ("Their vehicle was struck on Salah al-Din road.", "attack - vehicle"),
    ("A convoy of displaced people was bombed twice by a jet.", "attack airstrike convoy"),
    ("After bombing the bridge, jets fired missiles at a convoy of cars.", "attack airstrike convoy"),
    ("هاجم جنود على متن سيارات السوق بالرشاشات.", "attack small_arms market"),
    ("A drone struck the wedding tent.", "attack drone wedding"),
    ("The guards opened fire on migrants.", "attack small_arms civilians"),
    ("They fired at the soldiers.", "attack small_arms military"),
    ("فتح الجنود النار على مسيرة كانت متجهة إلى الجسر.", "attack small_arms infrastructure"),
    ("They never fired on hospitals.", "attack - hospital"),
    ("استهدفت طائرات مسيّرة محطة الكهرباء فجراً.", "attack drone power"),
    ("سقطت قذيفتا هاون على ساحة المدرسة.", "attack mortar school"),
    ("وأصيبت مدرسة الراهبات.", "attack - school"),
    ("أطلقوا النار على مزارعين عائدين.", "attack small_arms civilians"),
    ("نصب مسلحون كميناً لحافلة صغيرة.", "attack - vehicle"),
    ("انفجر لغم بحافلة ركاب.", "attack mine vehicle"),
    ("الطيران ضرب السوق وقت الضهر.", "attack airstrike market"),
    ("Separatists set ablaze the council hall.", "destruction fire building"),
    ("Unidentified aircraft dropped cluster bombs on the outskirts of Dibaga.", "attack cluster_munition -"),
    ("البارح ضربوا دارنا بالكاتيوشا.", "attack rocket home"),
    ("هدمت آليات الجيش منزل الأسير.", "destruction - home"),
    ("أضرم محتجون النار في مقر الحزب.", "destruction fire building"),
    ("أثناء محاصرة المستشفى.", "siege - hospital"),
    (
        "The first shell hit the bakery. The second came at 09:41 and landed by the river.",
        "attack artillery -",
    ),
    ("سقطت القذيفة الأولى على المخبز. أما الثانية فسقطت بعد عشرين دقيقة.", "attack artillery -"),
    ("Rockets are falling on us since dawn. One of them hit the church.", "attack rocket place_of_worship"),
    # what falls beside it says with what
    ("The barrel bombs were accompanied by artillery shelling on the area.", "attack artillery -"),
    ("ألقت مروحيات براميل متفجرة على منازل البلدة.", "attack barrel_bomb home"),
    # an explosion or a bombing alone tells no means
    ("An explosion tore through a fuel depot.", "attack - fuel"),
    ("قُصفت محطة المياه.", "attack - water"),
    # verbs that need their object
    ("They burned the granary.", "destruction fire farmland"),
    ("Machetes were used.", "weapon_use blade -"),
    ("Soldiers shot them behind the mosque.", "killing small_arms -"),
    ("Soldiers dragged men into the street.", "detention - -"),
    ("They kept him in a cellar for weeks.", "detention - -"),
    ("The clinic has closed.", "out_of_service - hospital"),
    ("فتشوا البيوت وأخدوا الشباب.", "detention - -"),
    ("كسروا أضلاعه في السجن.", "injury - -"),
    ("قبضوا عليّ من المزرعة.", "detention - -"),
    ("طلعنا بالليل من القرية.", "flight - -"),
    ("ما عندنا موية.", "deprivation - -"),
    ("منعت القوات القوافل من الوصول.", "deprivation - -"),
    ("هدّوا بيتنا.", "destruction - home"),
    # who accuses or warns says something of his own
    ("وحذّر البنتاغون من هجمات أخرى.", "warning - -"),
    ("اتهمت السلطة خصومها.", "accusation - -"),
]


@pytest.mark.parametrize(("text", "wanted"), TOLD)
def test_an_act_without_a_figure_has_its_means_and_its_target(text: str, wanted: str) -> None:
    """One claim is as wanted; a hyphen where nothing is told."""
    found = {
        f"{claim.act} {claim.means or '-'} {claim.target or '-'}"
        for claim in claims(plain(text), exhibit="x")
    }
    assert wanted in found


COUNTED = [
    ("Three wells were destroyed.", "destruction - water"),
    ("A convoy of nine trucks was turned back.", "deprivation - convoy"),
    ("Three trucks with medicine have been held at the border.", "deprivation - vehicle"),
    ("At least 40 artillery rounds were fired at the village.", "attack artillery settlement"),
    ("Seven nurses were shot dead.", "killing small_arms health_workers"),
    ("Of the dead, five were under the age of six.", "killing - children"),
    ("Three explosions killed dozens of pupils.", "attack - -"),
    ("More than a hundred were killed or wounded.", "casualties - -"),
    ("Artillery fire damaged 14 houses and two tractors.", "destruction artillery vehicle"),
    ("They burned my mother-in-law alive.", "killing fire -"),
    ("Twelve houses were blown up.", "destruction - home"),
    ("Gunmen shot twenty boys and men in the yard.", "killing small_arms -"),
    ("Two were killed by shelling and three by snipers.", "killing artillery -"),
    (
        "قُتل تسعة، بينهم ثلاثة رجال، وأصيب أكثر من عشرين آخرين، فجر اليوم الثلاثاء، في السوق، جراء غارات جوية.",
        "killing airstrike -",
    ),
    ("Two were killed by shelling and three by snipers.", "killing sniper -"),
    ("Six were killed in a raid by jets, and two in a mine blast.", "killing mine -"),
    ("They shot a thirteen-year-old through the door.", "killing small_arms children"),
    ("A neighbour, who is thirty, was killed.", "killing - -"),
    ("Nineteen of the skeletons were those of children.", "killing - children"),
    ("استشهد أبو سامر وبنته الصغيرة.", "killing - children"),
    ("قُتل ستة، أربعة منهم أطفال رضع.", "killing - children"),
    ("وفُقد أربعة.", "enforced_disappearance - -"),
    ("مات من الجوع أحد عشر شيخاً.", "killing starvation -"),
    ("أحرق المهاجمون خمسين مسكناً.", "destruction fire home"),
    ("انتشلوا طفلة على قيد الحياة.", "status - children"),
    ("قُتلوا عندما انفجر لغمان.", "attack mine -"),
]


@pytest.mark.parametrize(("text", "wanted"), COUNTED)
def test_a_figure_has_its_act_its_means_and_who_or_what_it_counts(text: str, wanted: str) -> None:
    """The act is the one done to what is counted; relatives name no group."""
    found = {
        f"{claim.act} {claim.means or '-'} {claim.target or '-'}"
        for claim in claims(plain(text), exhibit="x")
        if claim.quantity is not None
    }
    assert wanted in found


def test_an_attack_of_another_clause_is_a_claim_of_its_own() -> None:
    """Once for each act and clause that says what it hit."""
    found = claims(plain("They bombed the well first, and at dusk they bombed the market."), exhibit="x")
    assert [(claim.act, claim.target) for claim in found] == [("attack", "water"), ("attack", "market")]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Whoever comes back will be killed.", "threatened"),
        ("كل سيارة تتحرك ستقصف.", "threatened"),
        ("ما قصفنا السوق.", "denied"),
        ("We did not bomb any market.", "denied"),
        ("We fear that our patients will die.", "feared"),
        ("They bombed the market.", "asserted"),
    ],
)
def test_harm_announced_denied_or_feared_says_so(text: str, modality: str) -> None:
    """How the matter stands in the speaker's mouth."""
    assert [str(claim.modality) for claim in claims(plain(text), exhibit="x")][:1] == [modality]


@pytest.mark.parametrize(
    ("text", "words", "act"),
    [
        ("وصلت إلى مركز الشهيد سالم الصحي 9 إصابات.", "9 إصابات", "injury"),
        ("اقتادوا عمنا (61 عاماً) وابنه الأصغر، وضربوا جدتنا بالعصي.", "وابنه الأصغر", "detention"),
        ("أدى القصف إلى سقوط شهيد.", "شهيد", "killing"),
        ("ابنه الكبير رجله اتقطعت.", "ابنه", "injury"),
        ("أعلن الجيش القضاء على 8 عناصر وضبط 12 مشتبها بهم.", "8 عناصر", "killing"),
        ("أعلن الجيش القضاء على 8 عناصر وضبط 12 مشتبها بهم.", "12 مشتبها بهم", "detention"),
        ("قال إن اثنين منهم فارقا الحياة.", "اثنين منهم", "killing"),
        ("Some forty families are without gas.", "Some forty families", "deprivation"),
        ("They dragged out his daughter.", "his daughter", "detention"),
    ],
)
def test_what_stands_in_a_name_or_in_brackets_is_not_what_befell(text: str, words: str, act: str) -> None:
    """A hospital called after a martyr kills nobody, and an age in brackets parts nobody from the verb."""
    told = {
        claim.quantity.verbatim: claim.act
        for claim in claims(plain(text), exhibit="x")
        if claim.quantity is not None
    }
    assert [told[each] for each in told if words in each or each in words] == [act], told


def test_what_it_took_is_no_seizure() -> None:
    """It took the mayor two days: time, and nobody's arrest."""
    assert "detention" not in {
        claim.act for claim in claims(plain("It took the mayor two days to speak."), exhibit="x")
    }


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("A shell killed no fewer than fifty.", []),
        ("In Dibaga, six, among them two women, were killed.", []),
        ("عندنا سبع سنين ونحن في المخيم.", []),
        ("بنت عندها تسع سنين انقتلت في السوق.", [9]),
        ("وفيهم راجل عنده سبعين سنة انجرح.", [70]),
        ("Two sisters, twelve and seventeen, were wounded.", [12, 17]),
        ("They raped six women and two girls under fourteen.", [14]),
        ('Nine had been detained, and "two or three" were under eighteen.', [18]),
        ("They shot her grandson Ilir, six, at the gate.", [6]),
    ],
)
def test_years_in_words_are_an_age_only_behind_whose_they_are(text: str, ages: list[int]) -> None:
    """Behind a place six are people, and "we have been here seven years" is a length of time."""
    found = [
        claim.quantity.lo if claim.quantity.lo is not None else claim.quantity.hi
        for claim in claims(plain(text), exhibit="x")
        if claim.act == "age" and claim.quantity is not None
    ]
    assert found == ages
