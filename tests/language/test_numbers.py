"""Numbers in digits and words, both languages: the hard cases of the research page, and what is no number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.language.digits import parse
from tawthiq.language.numbers import NumberWords, numbers
from tawthiq.language.tokens import tokens
from tawthiq.vocabulary import table

WORDS = NumberWords(table("numbers"))


def read(text: str, *counted: str) -> list[int | float]:
    return [num.value for num in numbers(tokens(text), WORDS, frozenset(counted))]


@pytest.mark.parametrize(
    "text",
    [
        "1,2,3",
        "12345678901234567890",
        "the list",
        "آلاف الأشخاص",
        "hundreds of men",
        "https://a.org/55",
        "[29]",
    ],
)
def test_what_is_no_number(text: str) -> None:
    """Lists of digits, identifiers, vague plurals, addresses and footnote marks give nothing."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("over 50,000\u00a0have", [50000]),
        ("twenty-five men", [25]),
        ("two hundred and fifty thousand", [250000]),
        ("half a million", [500000]),
        ("a quarter of a million", [250000]),
        ("1.5 million", [1500000]),
        ("300k", [300000]),
        ("a dozen", [12]),
        ("two dozen", [24]),
        ("40 000 people", [40000]),
        ("five million two hundred thousand", [5200000]),
        ("105,000[29]–140,000[30]", [105000, 140000]),
        ("300 ألف مدني", [300000]),
        ("٣٠٠ ألف", [300000]),
        ("۳۰۰ ألف", [300000]),
        ("ثلاثمئة ألف", [300000]),
        ("ثلاثمائة الف", [300000]),
        ("4.773 مدنياً", [4773]),
        ("حوالي 50.000", [50000]),
        ("4.5 مليون", [4500000]),
        ("3,3 ملايين", [3300000]),
        ("٢٫٣ مليون", [2300000]),
        ("١٬٢٠٠", [1200]),
        ("71 ألفا و439 شخصا", [71439]),
        ("ما بين 10 آلاف و15 ألف", [10000, 15000]),
        ("6 و8 شباط", [6, 8]),
        ("خمسة وعشرون", [25]),
        ("خمسة عشر", [15]),
        ("اثني عشر", [12]),
        ("مئة وخمسة وعشرون ألفا", [125000]),
        ("أربعة ملايين وسبعمائة ألف", [4700000]),
        ("ألفان وثلاثمئة", [2300]),
        ("ألفي شخص", [2000]),
        ("مئتان", [200]),
        ("مليون ونصف", [1500000]),
        ("مليونين ونصف المليون", [2500000]),
        ("ربع مليون", [250000]),
        ("لأربعة أطفال", [4]),
        ("والعشرين", [20]),
        ("طفلين وامرأة", []),
    ],
)
def test_the_hard_cases(text: str, values: list[int]) -> None:
    """Values, and where two numbers stay two."""
    assert read(text) == values


def test_a_dot_before_three_digits_is_decided_by_what_follows() -> None:
    """In English it is a decimal mark unless people are counted; in Arabic prose a thousands mark."""
    assert parse("4.773") == 4.773
    assert parse("4.773", counted=True) == 4773
    assert parse("4.773", arabic=True) == 4773
    assert parse("4.773", arabic=True, scaled=True) == 4.773


@given(st.integers(0, 10**12))
def test_digits_of_every_script_say_the_same(n: int) -> None:
    """Western, Arabic-Indic and Persian digits, with and without thousands marks."""
    for zero in ("0", "٠", "۰"):
        digits = "".join(chr(ord(zero) + int(d)) for d in str(n))
        assert parse(digits) == n
    assert parse(f"{n:,}") == n
    assert parse(f"{n:,}".replace(",", "٬")) == n


@given(st.text(alphabet="0123456789.,٫٬،٣۴", max_size=40))
def test_any_run_of_digits_and_marks_is_read_or_refused(text: str) -> None:
    """No error for whatever separators."""
    if text[:1].isdigit():
        parse(text)


def test_a_scale_word_joined_to_a_greater_one_ends() -> None:
    """مليون وألف is one number and is read in one go: it once went round for ever."""
    words = tokens("مئة ألف وألف ثم مليون وألف شخص و800 وألف")
    found = numbers(words, NumberWords(table("numbers")))
    assert [num.value for num in found] == [100_000, 1_000, 1_001_000, 800, 1_000]


def test_a_power_is_no_figure_and_hides_none() -> None:
    """² has the key of the figure 2: what is remembered of one must not answer for the other."""
    assert read("km²") == read("a ² b") == []
    assert read("2") == [2]
