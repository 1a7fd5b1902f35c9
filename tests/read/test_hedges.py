"""No hedge is lost: however it is said, a figure that is not exact is not read as exact, and one that is, is."""

import pytest

from tawthiq.read import claims, plain

ENGLISH = {
    "at_least": [
        "no fewer than", "no less than", "not fewer than", "a minimum of", "at the very least", "at a minimum", "as few as",
        "a conservative", "at least some", "≥",
    ],
    "over": [
        "more than", "over", "over than", "upwards of", "north of", "in excess of", "well over", "just over", "exceeding", ">",
        "more than about", "slightly more than",
    ],
    "up_to": ["up to", "as many as", "at most", "no more than", "not more than", "a maximum of", "up to and including", "≤"],
    "under": ["fewer than", "less than", "under", "just under", "well under", "below", "<"],
    "about": [
        "about", "around", "some", "approximately", "approx.", "c.", "ca.", "roughly", "nearly", "almost", "close to", "close on",
        "an estimated", "circa", "something like", "getting on for", "the best part of", "not quite", "barely", "perhaps",
        "possibly", "maybe", "what may be", "in the region of", "~", "practically",
    ],
    "exact": ["exactly", "only", "a total of", "precisely"],
}  # fmt: skip
ARABIC = {
    "at_least": ["ما لا يقل عن", "لا يقل عن", "مالايقل عن", "على الأقل", "كحد أدنى"],
    "over": ["أكثر من", "اكتر من", "ما يزيد على", "أزيد من", "ما يربو على", "ينيف على", "ما يفوق", "تجاوز"],
    "up_to": ["ما يصل إلى", "حتى", "لا يتجاوز", "ما لا يزيد على", "كحد أقصى"],
    "under": ["أقل من", "دون", "ما دون"],
    "about": ["نحو", "حوالي", "قرابة", "زهاء", "ما يقارب", "ما يناهز", "في حدود", "شي", "نحواً من", "قريباً من", "ربما", "بالكاد"],
}  # fmt: skip
SENTENCES = [
    ("at_least", "At the very least, 40 civilians died."),
    ("at_least", "على أقل تقدير، قُتل 40 مدنياً."),
    ("at_least", "نُقل الشهداء و+40 جريحاً."),
    ("about", "العدد تقريبي: 40 شهيداً."),
    ("about", "Rough count: 40 dead."),
    ("exact", "At most crossings they paid; 40 people were killed."),
    ("at_least", "40 civilians, if not more, were killed."),
    ("at_least", "40 people died, probably more."),
    ("at_least", "40 people died and possibly more."),
    ("at_least", "40 civilians were killed, at least."),
    ("at_least", "The bomb killed 40 people minimum."),
    ("at_least", "Killed: 40+."),
    ("at_least", "40-plus people were killed."),
    ("about", "Forty-odd people were killed."),
    ("about", "The number of the wounded approached 40."),
    ("over", "The death toll has passed 40."),
    ("exact", "40 people were killed, at least 10 of them children."),
    ("exact", "40 people were held in the cellar at least until dawn."),
    ("exact", "40 people were killed > ten more were hurt."),
    ("at_least", "قُتل 40 مدنياً وربما أكثر."),
    ("at_least", "استشهد 40 مدنياً أو أكثر."),
    ("at_least", "ولا يقل عدد القتلى عن أربعين."),
    ("over", "زاد عدد القتلى على 40 قتيلاً."),
    ("exact", "زاد عدد القتلى إلى 40 قتيلاً."),
    ("over", "تجاوز عدد القتلى 40 قتيلاً."),
    ("over", "قتل بضعة وأربعون شخصاً."),
    ("over", "قتل نيّف وأربعون شخصاً."),
    ("over", "قتل أربعون شخصاً ونيّف."),
    ("about", "قُدّر عدد القتلى بأربعين."),
    ("about", "ناهز عدد الشهداء الأربعين."),
    ("about", "قارب عدد القتلى 40 قتيلاً."),
    ("about", "استشهد حدود 40 شخص."),
    ("exact", "غرق قارب يحمل 40 مهاجراً."),
    ("exact", "قُتل 40 مدنياً، على الأقل عشرة منهم أطفال."),
]


def hedge(text: str) -> str:
    """That of the first figure."""
    found = [one.quantity for one in claims(plain(text), exhibit="x") if one.quantity is not None]
    assert found, text
    assert 40 in (found[0].lo, found[0].hi)
    return str(found[0].hedge)


@pytest.mark.parametrize("expected", list(ENGLISH))
def test_words_before_an_english_figure(expected: str) -> None:
    """Each alone, at the head of its sentence and within it."""
    for words in ENGLISH[expected]:
        joined = words + ("" if words in "<>≥≤~" else " ") + "40 civilians"
        for text in (
            f"{joined[0].upper()}{joined[1:]} were killed in the raid.",
            f"The raid killed {joined} in Qasrin.",
        ):
            assert hedge(text) == expected, text


@pytest.mark.parametrize("expected", list(ARABIC))
def test_words_before_an_arabic_figure(expected: str) -> None:
    """In the written language and as it is spoken."""
    for words in ARABIC[expected]:
        text = f"قُتل {words} 40 مدنياً في القصف."
        assert hedge(text) == expected, text


@pytest.mark.parametrize(("expected", "text"), SENTENCES)
def test_words_behind_a_figure_or_apart_from_it(expected: str, text: str) -> None:
    """Verbs before it, doubts behind it, signs that touch it; and what only looks so."""
    assert hedge(text) == expected


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("at_least", "قُتل ما لا يقل عن شخص واحد."),
        ("at_least", "قُتل شخص على الأقل."),
        ("at_least", "قتل ما لا يقل عن شخصين."),
        ("at_least", "قُتل شخصان على الأقل."),
        ("at_least", "At least a woman and her two children were killed."),
        ("at_least", "The blast killed at least one woman."),
        ("over", "She was detained for more than a year."),
        ("over", "احتُجز لأكثر من عام."),
        ("about", "He waited almost an hour."),
        ("about", "طُعن طفل في نحو التاسعة من عمره."),
        ("exact", "The shell fell about a woman who was killed."),
        ("exact", "لم يرحموا أحداً، وقُتل حتى طفل."),
    ],
)
def test_persons_and_spans_without_a_numeral_keep_theirs(expected: str, text: str) -> None:
    """One woman, two persons, a year; of persons only "at least" bounds, the rest are prepositions and "even"."""
    found = {str(one.quantity.hedge) for one in claims(plain(text), exhibit="x") if one.quantity is not None}
    assert expected in found
    assert expected != "exact" or found <= {"exact", "none"}


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("Between one and two hundred people drowned.", (100, 200)),
        ("Five or six hundred people were killed.", (500, 600)),
        ("Between ten and two hundred people drowned.", (10, 200)),
        ("جُرح بضعة عشر متظاهراً.", (13, 19)),
        ("Police detained a handful of them.", (3, 9)),
    ],
)
def test_bounds_are_those_that_the_words_tell(text: str, bounds: tuple[int, int]) -> None:
    """A scale word behind the second figure serves the first as well, where it can; a numeral may be part of a vague word."""
    (found,) = [one.quantity for one in claims(plain(text), exhibit="x") if one.quantity is not None]
    assert (found.lo, found.hi) == bounds


@pytest.mark.parametrize(
    ("hedge", "text"),
    [
        ("exact", "The rebels say eight villagers were killed."),
        ("about", "Not far short of ninety villagers were killed."),
        ("about", "There must have been fifty people killed."),
        ("about", "They killed sixty people, as far as I could count."),
        ("about", "They killed sixty people (perhaps)."),
        ("at_least", "A solid forty people were wounded."),
        ("at_least", "Fifty people, easily, were killed."),
        ("at_least", "They killed sixty people, or even more."),
        ("over", "Rather more than sixty people were killed."),
        ("up_to", "Hardly more than thirty people were killed."),
        ("under", "Not even ten people were wounded."),
        ("at_least", "راح بالقصف أقل شي عشرين شهيد."),
        ("at_least", "قتلوا ستين شخصاً، على القليلة."),
        ("at_least", "قُتل ستون شخصاً، والعدد قابل للزيادة."),
        ("over", "قُتل ستون شخصاً وزيادة."),
        ("up_to", "قُتل 60 شخصاً، بالكثير، في القصف."),
        ("up_to", "أصيب ما لا يفوق ستين شخصاً."),
        ("about", "قُتل 60 شخصاً، على ما أذكر، في القصف."),
        ("about", "قتلوا ستين شخصاً، إن لم تخني الذاكرة."),
        ("about", "أصيب ما يداني ستين شخصاً."),
    ],
)
def test_what_a_witness_adds_to_a_figure_bounds_it(hedge: str, text: str) -> None:
    """Doubt, memory, a rough count, in written and spoken language; who says a figure does not bound it."""
    (found,) = [one.quantity for one in claims(plain(text), exhibit="x") if one.quantity is not None]
    assert found.hedge == hedge
