"""Names taken apart, in both scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.language.fold import fold
from tawthiq.language.names import parse_name


@pytest.mark.parametrize("text", ["", "   ", "؟؟؟", "123", "--", "()"])
def test_no_name_gives_no_parts(text):
    """What holds no word of a name gives empty parts, not an error."""
    assert parse_name(text).words == ()


@pytest.mark.parametrize("text", ["مجهول الهوية", "Unknown", "unidentified", "مجهولة"])
def test_unknown_is_not_a_name(text):
    """A word that says the name is not known is not taken for a name: two unknowns are not one person."""
    name = parse_name(text)
    assert name.unknown
    assert name.words == ()


@pytest.mark.parametrize(
    ("text", "given_", "middle", "family", "kunya"),
    [
        ("ماهر حسن رحعان", "ماهر", ("حسن",), "رحعان", None),
        ("الشهيد ماهر حسن رحعان", "ماهر", ("حسن",), "رحعان", None),
        ("عبد اللطيف مروان الوزهي", "عبداللطيف", ("مروان",), "وزهي", None),
        ("عبداللطيف الوزهي", "عبداللطيف", (), "وزهي", None),
        ("أبو أسعد عيسى قكقام", "عيسي", (), "قكقام", "اسعد"),
        ("عيسى قكقام (أبو أسعد)", "عيسي", (), "قكقام", "اسعد"),
        ("محمد أبو زيد", "محمد", (), "ابوزيد", None),
        ("أبو محمد", None, (), None, "محمد"),
        ("صلاح الدين أيوبي", "صلاحالدين", (), "ايوبي", None),
        ("Isa bin Abd al-Latif Safwan Qikqam", "isa", ("abdallatif", "safwan"), "qikqam", None),
        ("Halabi, Sami", "sami", (), "halabi", None),
        ("Mhd Al Halabi", "muhammad", (), "halabi", None),
        ("Dr. Sami Ash-Shami", "sami", (), "shami", None),
        ("Abu Abd al-Rahman Sami Halabi", "sami", (), "halabi", "abdalrahman"),
    ],
)
def test_parts_of_a_name(text, given_, middle, family, kunya):
    """Given name, middle names, family name and kunya, with titles, articles and sons-of set aside."""
    name = parse_name(text)
    assert (name.given, name.middle, name.family, name.kunya) == (given_, middle, family, kunya)


@pytest.mark.parametrize(
    "text", ["جثة مجهولة الهوية", "طفل مجهول", "unknown male", "N.N.", "الشهيد مجهول الهوية"]
)
def test_an_unknown_with_a_title_is_still_unknown(text):
    """What stands before the word does not make a name of it."""
    assert parse_name(text).unknown
    assert parse_name(text).words == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("زوجة سامي مرجان", ("سامي", "مرجان")),
        ("ابن سامي", ("سامي",)),
        ("Wife of Sami Marjan", ("sami", "marjan")),
        ("daughter of Sami", ("sami",)),
        ("A. Marjan", ("marjan",)),
    ],
)
def test_a_nameless_relative_has_no_given_name(text, words):
    """Whose wife or child somebody was says the father's or husband's name, never their own."""
    name = parse_name(text)
    assert name.given is None
    assert name.words == words


@pytest.mark.parametrize(
    ("text", "given_", "family", "kunya"),
    [
        ("ابوعمر", None, None, "عمر"),
        ("Abu-Omar", None, None, "omar"),
        ("Ahmad 'Abu Omar' Khalil", "ahmad", "khalil", "omar"),
        ("Abubakr Khalil", "abubakr", "khalil", None),
        ("سامي (Sami) مرجان", "سامي", "مرجان", None),
        ("Sami Marjan / سامي مرجان", "سامي", "مرجان", None),
        ("الشهيد البطل سامي مرجان", "سامي", "مرجان", None),
        ("م. سامي مرجان", "سامي", "مرجان", None),
        ("آل مرجان سامي", "مرجان", "سامي", None),
        ("Şêrko Hacî", "sherko", "haji", None),
        ("شێرکۆ بێکەس", "شيركو", "بيكس", None),
        ("Mehmet Ağaoğlu", "muhammad", "aghaoghlu", None),
        ("سامي٢ مرجان12", "سامي", "مرجان", None),
    ],
)
def test_unusual_writings(text, given_, family, kunya):
    """Kunyas joined or in the middle, both scripts at once, several titles, Kurdish and Turkish letters, stray digits."""
    name = parse_name(text)
    assert (name.given, name.family, name.kunya) == (given_, family, kunya)


@pytest.mark.parametrize(
    "spellings",
    [
        (
            "Abdul Rahman Kassab",
            "Abdelrahman Kassab",
            "Abd al-Rahman Kassab",
            "Abdurrahman Kassab",
            "Abd El Rahman Kassab",
        ),
        ("عبد الرحمن كساب", "عبدالرحمن كساب", "عبد الرّحمن كسّاب", "عبـد الرحمن كساب"),
        ("Salah al-Din Qasim", "Salah Eddin Qasim", "Salah el-Deen Qasim", "Salah Aldin Qasim"),
        ("Sami al-Najjar", "Sami Al Najjar", "Sami el-Najjar", "Sami Alnajjar", "Sami an-Najjar"),
    ],
)
def test_spellings_that_differ_in_joints_have_one_parse(spellings):
    """How the joints of a name are written - apart, together, hyphenated - does not change its words."""
    assert len({parse_name(s).words for s in spellings}) == 1


def test_title_is_kept():
    """The title is set aside, not lost."""
    assert parse_name("الشيخ سامي حداد").title == ("الشيخ",)


def test_a_lone_title_word_is_a_name():
    """A word that could be a title is the name where nothing follows it."""
    assert parse_name("شهيد").given == "شهيد"


@given(st.text(max_size=60))
def test_any_text_parses(text):
    """Nothing raises, and no part is empty."""
    assert all(parse_name(text).words)


@given(st.text(alphabet="ابتحدرسصعقكلمنهويىأإآةؤئءabdelmnrsuABDL \u0651\u0640", max_size=40))
def test_a_name_and_its_folded_key_have_the_same_words(text):
    """Parsing rests on folding alone: marks, letter variants and case change nothing."""
    assert parse_name(fold(text)).words == parse_name(text).words
