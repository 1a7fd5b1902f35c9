"""A table is read exactly or not at all; every fault names its line and its cure."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawthiq.count import Histories, read_histories
from tawthiq.record.errors import EmptyInput, InputError, TooLargeInput, UnreadableInput

GOOD = "a,b,c,count\n1,0,0,5\n0,1,0,4\n1,1,0,3\n0,0,1,2\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a,b,count\n1,0,-3\n", 2, "not below zero"),
        ("a,b,count\n1,0,2.5\n", 2, "whole"),
        ("a,b,count\n1,0,5\n0,1,2\n1,0,4\n", 4, "first on line 2"),
        ("a,b,count\n1,0,NaN\n", 2, "leave the row out"),
        ("a,b,count\n1,0,\n", 2, "write 0"),
        ("a,b,count\n1,0,many\n", 2, "plain digits"),
        ("a,b,count\n1,0,1e3\n", 2, "plain digits"),
        ("a,b,count\n1,0,1,131\n", 2, "thousands separator"),
        ("a,b,count\n0,0,17\n1,0,3\n", 2, "on no list"),
        ("a,b,count\n2,0,17\n", 2, "0 (not on it)"),
        ("a,b,count\n1,,17\n", 2, "a gap is not a zero"),
        ("a,a,count\n1,0,1\n", 1, "twice"),
        ("a,,count\n1,0,1\n", 1, "without a heading"),
        ("1,0,17\n0,1,3\n", 1, "heading line"),
        ("a,b,c\n1,0,1\n", 1, "`count`"),
        ("count\n1\n", 1, "one column per list"),
        ("# a remark\n\na,b,count\n1,0,-3\n", 4, "not below zero"),
        ("a,b,count\n1,0,9999999999999999\n", 2, "at most"),
        ('a,b,count\n1,0,"1,120"\n', 2, "without separators"),
        ("a,b,count\n1,0,1 120\n", 2, "without separators"),
        ("a,b,count\n1,0,1.120\n", 2, "without separators"),
        ("a,b,count\n1,0,1.2E+09\n", 2, "digits may be lost"),
        ("a,b,count\n1,0,12%\n", 2, "plain digits"),
        ("a,b,count\n1,0,<5\n", 2, "plain digits"),
        ("a,b,count\n1,0,=SUM(A1:A3)\n", 2, "plain digits"),
        ("a,b,count\n1,0,4\nTotal,,4\n", 3, "leave the row out"),
        ("a,b,count\n1,0,4\nالمجموع,,4\n", 3, "leave the row out"),
        ("a,b,count\n1,0,4\n,,4\n", 3, "a row of totals"),
        ("Killed in May,,\na,b,count\n1,0,4\n", 1, "behind `#`"),
        ("a,b,count\nx,,4\n", 2, "a gap is not a zero"),
        ("a b count\n1 0 4\n", 1, "`count`"),
    ],
)
def test_a_fault_names_its_line_and_its_cure(text: str, line: int, words: str) -> None:
    """The error of each bad table says where it is and what to do."""
    with pytest.raises(InputError) as caught:
        read_histories(text.encode(), "t.csv")
    assert f"line {line}" in str(caught.value)
    assert words in str(caught.value)
    assert "t.csv" in str(caught.value)


@pytest.mark.parametrize("text", ["", " \n", "# only a remark\n"])
def test_an_empty_table_is_called_empty(text: str) -> None:
    """No rows at all is an error of its own."""
    with pytest.raises(EmptyInput):
        read_histories(text.encode(), "t.csv")


@pytest.mark.parametrize("text", ["a,b,count\n", "a,b,count\n1,0,0\n0,1,0\n"])
def test_a_table_of_nobody_is_an_error(text: str) -> None:
    """A heading alone, or zeros alone, documents nobody and is not silently accepted."""
    with pytest.raises(InputError, match="anybody"):
        read_histories(text.encode(), "t.csv")


@pytest.mark.parametrize(
    "data",
    [
        GOOD.encode("utf-8-sig"),
        GOOD.encode("utf-16"),
        GOOD.replace(",", "|").encode(),
        GOOD.replace(",", "؛").encode(),
        GOOD.replace("\n", ",,\n").encode(),
        GOOD.replace("\n", "\r").encode(),
        GOOD.replace("1,", "TRUE,").replace("0,", "False,").encode(),
        GOOD.replace("5", "\u200f٥\u200b").encode(),
        GOOD.replace("5", "5.0").encode(),
    ],
    ids=[
        "mark",
        "UTF-16",
        "bars",
        "Arabic semicolons",
        "empty columns",
        "old line ends",
        "R",
        "invisible",
        "pandas",
    ],
)
def test_what_programs_save_is_the_same_table(data: bytes) -> None:
    """Spreadsheets and statistics programs each write a plain table in their own way."""
    assert read_histories(data, "t.csv") == read_histories(GOOD.encode(), "t.csv")


def test_a_workbook_is_called_one() -> None:
    """And zero bytes, as of UTF-16 without its mark, are not taken for letters."""
    with pytest.raises(UnreadableInput, match="a workbook"):
        read_histories(b"PK\x03\x04rest", "t.xlsx")
    with pytest.raises(UnreadableInput, match="zero bytes"):
        read_histories(GOOD.encode("utf-16-le"), "t.csv")


def test_bytes_that_are_not_text_are_called_so() -> None:
    """A table saved in a legacy encoding is refused with the way to save it again."""
    with pytest.raises(UnreadableInput, match="UTF-8"):
        read_histories("القائمة,count\n1,3".encode("cp1256"), "t.csv")


def test_a_table_beyond_the_limit_is_not_parsed() -> None:
    """A file of more than 32 MiB is refused by its size."""
    with pytest.raises(TooLargeInput):
        read_histories(GOOD.encode() + b"#" * (33 * 2**20), "t.csv")


def test_arabic_digits_headings_and_commas_are_read() -> None:
    """The same table typed on an Arabic keyboard gives the same counts."""
    arabic = "\ufeffالدفاع المدني،المشفى،المجلس،العدد\n١،٠،٠،٥\n٠،١،٠،٤\n١،١،٠،٣\n٠،٠،١،٢\n"
    read = read_histories(arabic.encode(), "t.csv")
    assert read.lists == ("الدفاع المدني", "المشفى", "المجلس")
    assert (
        read.counts
        == read_histories(GOOD.encode(), "t.csv").counts
        == {"001": 2, "010": 4, "100": 5, "110": 3}
    )


@pytest.mark.parametrize("row", ["0,0,0,0", "0,0,0,", "0,0,0,NA", "0,0,0,0.0"])
def test_a_row_of_zeros_without_a_figure_is_a_convention(row: str) -> None:
    """An all-zero row holding 0 or nothing is left out, as other programs write it."""
    assert read_histories((GOOD + row + "\n").encode(), "t.csv") == read_histories(GOOD.encode(), "t.csv")


@pytest.mark.parametrize("mark", [";", "\t", "،"])
def test_other_separators_are_read(mark: str) -> None:
    """Semicolons, tabs and Arabic commas separate as commas do."""
    assert read_histories(GOOD.replace(",", mark).encode(), "t") == read_histories(GOOD.encode(), "t")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # both go by the clock
@given(st.dictionaries(st.integers(1, 31), st.integers(1, 10**9), min_size=1))
def test_writing_and_reading_a_table_gives_it_back(cells: dict[int, int]) -> None:
    """Any table of five lists, counts up to a thousand million, survives its own CSV."""
    counts = {f"{mask:05b}": n for mask, n in cells.items()}
    text = "v,w,x,y,z,count\n" + "".join(f"{','.join(p)},{n}\n" for p, n in counts.items())
    assert read_histories(text.encode(), "t") == Histories(
        ("v", "w", "x", "y", "z"), dict(sorted(counts.items()))
    )


def test_twenty_lists_are_read() -> None:
    """Many lists are no fault of a table."""
    text = ",".join(f"l{i}" for i in range(20)) + ",count\n" + ",".join(["1"] * 20) + ",7\n"
    assert read_histories(text.encode(), "t").documented == 7
