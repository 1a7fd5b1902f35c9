"""Acts as reports, testimonies and dialects tell them, with target and means; look-alikes first."""

import pytest

from tawthiq.read import claims, plain

NOTHING = [
    "Nobody has claimed the bombing.",
    "A little-known group claimed responsibility for the attack.",
    "Q: And wounded?",
    "Who attacked the village?",
    "Schools stayed open in rebel-held areas.",
    "He was taken by surprise.",
    "Attacks on clinics must stop.",
    "هل سقط قتلى؟",
    "لم تتبن أي جهة الهجوم.",
    "وقفنا عند سيطرة النهر الكبير.",
    "شنوة الوضعية في البلاد؟",
    "وصلنا فجر الأحد إلى المدينة.",
    "ما بنعرف وين نروح.",
    "غاب عن الوعي ساعة.",
    "نطالب بوقف القصف.",
    "ولا تخلو المدينة من الناس.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_asked_claimed_called_for_or_named_makes_no_claim(text: str) -> None:
    """Questions, claims of responsibility, appeals, checkpoints, the hour of dawn."""
    assert not [claim.act for claim in claims(plain(text), exhibit="x") if claim.quantity is None]


TOLD = [
    # what is condemned is told, and nobody is accused
    ("We condemn the shelling of our clinic in Tarma.", "attack artillery hospital"),
    ("The ministry condemned the bombing.", "accusation - -"),
    ("ندين قصف مدرستنا في تل الرمان.", "attack - school"),
    # who is told to leave has not left
    ("The army ordered us to evacuate the building.", "warning - -"),
    ("طالب الجيش سكان الحي بالإخلاء.", "warning - -"),
    # taken, held, put away
    ("She was taken by masked men.", "detention - -"),
    ("They were held in a basement.", "detention - -"),
    ("كمشوه عالحاجز.", "detention - -"),
    ("زجوهم في السجن.", "detention - -"),
    # nobody knows where they are
    ("His family has had no news.", "enforced_disappearance - -"),
    ("ما عرفنا وين راح.", "enforced_disappearance - -"),
    ("محدش عارف مكانه.", "enforced_disappearance - -"),
    # want
    ("We have had no salary for a long time.", "deprivation - -"),
    ("They cut our water.", "deprivation - -"),
    ("الموية قاطعة.", "deprivation - -"),
    ("ماكو ماي.", "deprivation - -"),
    ("منعوا عنا الأكل.", "deprivation - -"),
    ("The guards denied them water.", "deprivation - -"),
    # out of service
    ("The aid group suspended its work.", "out_of_service - -"),
    ("توقفت مضخة الماء.", "out_of_service - water"),
    ("المستوصف مسكر.", "out_of_service - hospital"),
    # things
    ("They burned it.", "destruction fire -"),
    ("They stole the cattle.", "destruction - -"),
    ("The church lost its roof.", "destruction - place_of_worship"),
    ("نهبو السوق.", "destruction - market"),
    ("شفشفوا البيوت.", "destruction - home"),
    # bodies
    ("They hung us by the wrists.", "injury - -"),
    ("قطعوا إيده.", "injury - -"),
    ("حرقوا ظهري بالسجائر.", "injury fire -"),
    # attacks
    ("The soldiers sprayed the car with bullets.", "attack small_arms vehicle"),
    ("في فجر 12 مارس هاجم مسلحون قرية النور.", "attack - settlement"),
    ("لم تصدر حصيلة للاعتداء الذي استهدف حافلة لنقل العمال.", "attack - vehicle"),
    ("طاحت قذيفة هاون على حوش جارنا.", "attack mortar home"),
    ("They threw a grenade into the neighbours' house.", "attack grenade home"),
    ("Soldiers fired in the air.", "weapon_use - -"),
    # others
    ("The villagers abandoned the hamlet.", "flight - -"),
    ("The town has fallen.", "advance - -"),
    ("وقفة سلمية أمام المحكمة.", "protest - -"),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_a_word_of_an_act_is_told_with_what_and_to_what(text: str, expected: str) -> None:
    """Act, means and target of a sentence's one claim without a figure."""
    told = [
        f"{claim.act} {claim.means or '-'} {claim.target or '-'}"
        for claim in claims(plain(text), exhibit="x")
        if claim.quantity is None
    ]
    assert told == [expected]


COUNTED = [
    # nothing between a date and its act; the cause of a death is told by the death
    ("توفي منذ مساء الأحد ثلاثة أطفال بالكوليرا.", "killing children"),
    ("الأهالي يخشون الاعتقال، وأن خمسة مسنين توفوا من الحر.", "killing -"),
    # who is hit is hurt
    ("Fifty others were hit by flying glass.", "injury -"),
    ("Six people were taken by soldiers from the bus.", "detention -"),
    # the label of a list says who they were
    ("القتلى المدنيون: 48", "killing civilians"),
    ("Children killed: 5", "killing children"),
    ("Three came home.", "status -"),
]


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_a_figure_takes_the_act_of_its_own_clause(text: str, expected: str) -> None:
    """Act and target of the one figure."""
    told = [
        f"{claim.act} {claim.target or '-'}"
        for claim in claims(plain(text), exhibit="x")
        if claim.quantity is not None
    ]
    assert told == [expected]


MEANS = [
    ("Two porters who were with him suffered burns.", [None]),
    ("At dawn two cluster rockets fell on the street.", ["cluster_munition"]),
    ("The fire at the fuel depot has killed 16 people.", ["fire"]),
    ("استشهدوا ثلاثة رجال بالضربة عند الجسر.", [None]),
    ("ضربوا أبي بأخمص البندقية.", [None]),
]


@pytest.mark.parametrize(("text", "expected"), MEANS)
def test_a_wound_a_blow_and_a_blaze_are_told_apart_from_weapons(
    text: str, expected: list[str | None]
) -> None:
    """Burns are wounds, a fire at a depot is no shooting, the counted shell's own kind stands."""
    assert [claim.means for claim in claims(plain(text), exhibit="x")] == expected


CLEARED = [
    ("A rocket was fired at the governor's residence.", "home"),
    ("استهدفت الفصائل دبابة على محور كفر زيتا.", None),
    ("الحشد طوق المنطقة واعتقل شباب.", None),
]


@pytest.mark.parametrize(("text", "target"), CLEARED)
def test_whose_house_a_name_and_an_army_are_no_targets(text: str, target: str | None) -> None:
    """The governor was not fired at; a village's name and an army called a crowd say nothing of whom it hit."""
    assert {claim.target for claim in claims(plain(text), exhibit="x")} == {target}


def test_who_could_not_flee_has_not_fled() -> None:
    """Only the killing is told."""
    told = claims(plain("Troops killed an elderly couple who could not flee."), exhibit="x")
    assert [claim.act for claim in told] == ["killing"]
