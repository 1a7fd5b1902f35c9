"""Casualty lists: rows stay as written, and only what is plain is read. Everybody here is invented."""

import io
import zipfile
from datetime import datetime

import openpyxl
import pytest
from collect_made import codes, meet
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.collect import Limits, is_person_list, person_rows
from tawthiq.collect.cells import Order, age, day, order
from tawthiq.record.errors import EmptyInput, InputError, TooLargeInput, UnreadableInput, UnsafeInput
from tawthiq.record.exhibit import How

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN = Order(month_first=False, shown=True)


def rows(text: str, **values):
    return person_rows(text.encode(), "list.csv", CSV, **values)


def book(*sheets: list[list[object]]) -> bytes:
    out = io.BytesIO()
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for number, content in enumerate(sheets):
        sheet = made.create_sheet(f"S{number}")
        for row in content:
            sheet.append(row)
    made.save(out)
    return out.getvalue()


def altered(data: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with one replacement in its first sheet's XML."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            part = source.read(info)
            assert old in part or not info.filename.endswith("sheet1.xml")
            target.writestr(
                info.filename, part.replace(old, new, 1) if info.filename.endswith("sheet1.xml") else part
            )
    return out.getvalue()


def test_arabic_headings_and_digits_are_read():
    """As most lists in Arabic are written."""
    (row,) = rows(
        "الاسم,الجنس,العمر,تاريخ الوفاة,المكان,سبب الوفاة,الرقم الوطني\nسلمى بنت نجيب الراوي,أنثى,٣٢,٠٥/٠١/٢٠٣١,حي الطاحون,قصف,١٢٣\n"
    )
    assert (row.row, row.list, row.name) == (1, "list.csv", "سلمى بنت نجيب الراوي")
    assert (row.sex, row.age, row.date, row.place, row.manner) == (
        "female",
        32,
        "2031-01-05",
        "حي الطاحون",
        "قصف",
    )
    assert row.id_number == "١٢٣"
    assert row.raw["العمر"] == "٣٢"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_delimiter_and_encoding_are_found(delimiter, encoding):
    """Whatever program saved it."""
    text = (
        delimiter.join(["الاسم", "العمر", "المكان"])
        + "\r\n"
        + delimiter.join(["نجيب الراوي", "40", "البلدة، الشرق"])
        + "\r\n"
    )
    (row,) = person_rows(text.encode(encoding), "list.csv", CSV)
    assert (row.name, row.age, row.place) == ("نجيب الراوي", 40, "البلدة، الشرق")


def test_a_declared_delimiter_and_a_title_above_the_headings_are_understood():
    """Spreadsheet programs write `sep=`; people write titles."""
    assert rows("sep=;\nname;age\nA B;30\n")[0].age == 30
    assert rows("List of the dead\n\nname,age\nA B,30\n")[0].row == 1


def test_rows_count_from_one_below_the_headings_blank_ones_too():
    """So that a row number leads back to the line."""
    found = rows('name,age\n\n"A\nB",30\n,,\nC D,31\n')
    assert [(row.row, row.name) for row in found] == [(2, "A\nB"), (4, "C D")]


def test_unknown_headings_duplicates_and_surplus_cells_stay_in_raw():
    """Nothing that was written is lost."""
    (row,) = rows("name,age,shoes,shoes,\nA B,30,x,y,z,more\n")
    assert row.raw == {
        "name": "A B",
        "age": "30",
        "shoes": "x",
        "shoes (2)": "y",
        "column 5": "z",
        "column 6": "more",
    }
    assert row.notes == ("row_too_long",)


def test_a_name_in_parts_is_joined_in_order():
    """Given, father, grandfather, family; a whole name would win."""
    (row,) = rows("Family name,First name,Father's name,Age\nRawi,Salma,Najib,30\n")
    assert row.name == "Salma Najib Rawi"
    assert rows("Name,First name,Age\nWhole Name,Salma,30\n")[0].name == "Whole Name"


def test_words_that_say_nothing_are_none():
    """Unknown is not a name and not a place."""
    (row,) = rows("name,age,place,sex\nمجهول الهوية,unknown,-,?\n")
    assert (row.name, row.age, row.place, row.sex, row.notes) == (None, None, None, None, ())


@pytest.mark.parametrize(
    ("cell", "years"),
    [
        ("32", 32),
        ("٣٢", 32),
        ("32.0", 32),
        ("32 years", 32),
        ("32 سنة", 32),
        ("3 months", 0),
        ("18 شهراً", 1),
        ("7 days", 0),
        ("", None),
        ("0", 0),
    ],
)
def test_plain_ages_are_whole_years(cell, years):
    """In either script, with its unit."""
    assert age(cell) == (years, None)


@pytest.mark.parametrize(
    "cell", ["child", "طفل", "ثلاثون", "25-30", "30s", "~30", "-5", "300", "1985", "3 kg", "=1+1"]
)
def test_ages_that_are_not_plain_are_left_with_a_note(cell):
    """Words, ranges, years of birth, nonsense: never guessed."""
    assert age(cell) == (None, "age_not_read")


@pytest.mark.parametrize(
    ("cell", "edtf"),
    [
        ("29/11/2031", "2031-11-29"),
        ("٢٩/١١/٢٠٣١", "2031-11-29"),
        ("29-11-2031", "2031-11-29"),
        ("29.11.2031", "2031-11-29"),
        ("2031-11-29", "2031-11-29"),
        ("2031-11-29 10:30:00", "2031-11-29"),
        ("2031/11/29", "2031-11-29"),
        ("11/2031", "2031-11"),
        ("2031-11", "2031-11"),
        ("2031", "2031"),
        ("2031-11-29~", "2031-11-29~"),
        ("29 November 2031", "2031-11-29"),
        ("November 29th, 2031", "2031-11-29"),
        ("29 تشرين الثاني 2031", "2031-11-29"),
        ("29 نوفمبر 2031", "2031-11-29"),
        ("Nov 2031", "2031-11"),
        ("5/1/2031", "2031-01-05"),
        ("11/29/2031", "2031-11-29"),
    ],
)
def test_dates_become_edtf_with_the_day_first(cell, edtf):
    """The default of these lists; a month above twelve shows itself."""
    assert day(cell, PLAIN).value == edtf
    assert day(cell, PLAIN).note is None


@pytest.mark.parametrize(
    "cell", ["31/02/2031", "42703", "yesterday", "2031-13-01", "29 Brumaire 2031", "1/2/203", "5 May", "9999"]
)
def test_dates_that_are_not_plain_are_left_with_a_note(cell):
    """Impossible days, serial numbers, words."""
    assert day(cell, PLAIN) == (None, "date_not_read")


def test_a_column_that_shows_month_first_is_read_so_throughout():
    """One 11/29 settles 5/1 as well; without any sign the doubt is noted."""
    assert [row.date for row in rows("name,date\nA,5/1/2031\nB,11/29/2031\n")] == ["2031-05-01", "2031-11-29"]
    unclear = rows("name,date\nA,5/1/2031\nB,6/1/2031\n")
    assert [(row.date, row.notes) for row in unclear] == [
        ("2031-01-05", ("day_month_unclear",)),
        ("2031-01-06", ("day_month_unclear",)),
    ]
    assert rows("name,date\nA,5/1/2031\nB,13/1/2031\n")[0].notes == ()
    assert order(["13/1/2031", "1/13/2031"]) == Order(month_first=False, shown=False)


def test_years_of_two_digits_get_a_century_and_a_note():
    """31 is 2031, 85 is 1985; told."""
    assert day("13/1/31", PLAIN) == ("2031-01-13", "century_assumed")
    assert day("13/1/85", PLAIN) == ("1985-01-13", "century_assumed")


def test_formulas_are_never_computed_nor_taken_for_words():
    """They stay in raw, with a note."""
    data = book([["name", "age", "place"], ["A B", "=20+12", '=HYPERLINK("http://example.org","x")']])
    (row,) = person_rows(data, "l.xlsx", XLSX)
    assert (row.age, row.place) == (None, None)
    assert row.raw["place"].startswith("=HYPERLINK")
    assert "formula" in row.notes


def test_spreadsheet_numbers_and_days_are_read_as_they_are_seen():
    """32.0 is 32; a day cell is a day."""
    cell = datetime(2031, 11, 29)  # noqa: DTZ001 - cells have no zone
    (row,) = person_rows(book([["الاسم", "العمر", "التاريخ"], ["سلمى", 32.0, cell]]), "l.xlsx", XLSX)
    assert (row.age, row.date, row.raw["التاريخ"]) == (32, "2031-11-29", "2031-11-29")


def test_rows_of_further_sheets_follow_on_with_a_note():
    """A list a month a sheet is common; no row number comes twice."""
    data = book([["name", "age"], ["A", 1], ["B", 2]], [["notes"], ["nothing"]], [["age", "name"], [3, "C"]])
    found = person_rows(data, "l.xlsx", XLSX)
    assert [(row.row, row.name, row.notes) for row in found] == [
        (1, "A", ()),
        (2, "B", ()),
        (3, "C", ("sheet S2",)),
    ]


def test_empty_rows_without_end_cost_bounded_time():
    """A hundred thousand here; the bound is the spreadsheet's own million."""
    data = altered(
        book([["name", "age"], ["A", 1]]),
        b"</sheetData>",
        b"".join(b'<row r="%d"/>' % n for n in range(5, 100_000)) + b"</sheetData>",
    )
    assert len(person_rows(data, "l.xlsx", XLSX)) == 1
    assert is_person_list(data, "l.xlsx", XLSX)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        (
            b"</sheetData>",
            b'<row r="999999999"><c r="A999999999"><v>1</v></c></row></sheetData>',
            TooLargeInput,
        ),
        (b"</sheetData>", b'<row r="9"><c r="XFD9"><v>1</v></c></row></sheetData>', TooLargeInput),
        (b"<worksheet", b'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet', UnreadableInput),
        (
            b"<worksheet",
            b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]><worksheet',
            UnreadableInput,
        ),
        (b"<sheetData>", b"<sheetData><<", UnreadableInput),
    ],
)
def test_hostile_sheets_are_refused_in_one_word(old, new, error):
    """A row a thousand million down, a column at the end of the world, entities, broken XML."""
    with pytest.raises(error):
        person_rows(
            altered(book([["name", "age"], ["A", 1]]), old, new), "l.xlsx", XLSX, limits=Limits(rows=10_000)
        )


def test_a_spreadsheet_bomb_is_refused_before_it_is_opened():
    """By what its directory declares."""
    with pytest.raises(UnsafeInput):
        person_rows(book([["name", "age"], ["A", 1]]), "l.xlsx", XLSX, limits=Limits(sheet_unpacked=100))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", EmptyInput),
        ("just words\nand more", UnreadableInput),
        ('name,age\n"' + "x" * 200_000, UnreadableInput),
        ("name,age\n" + "," * 5000, TooLargeInput),
    ],
)
def test_what_is_no_list_is_refused_with_the_line_where_it_goes_wrong(text, error):
    """No headings, a quotation mark never closed, columns without end."""
    with pytest.raises(error) as caught:
        rows(text)
    assert str(caught.value).startswith("list.csv: ")
    if "," in text:
        assert "line 2" in str(caught.value)


def test_the_number_of_rows_is_bounded():
    """And the line named where reading stopped."""
    with pytest.raises(TooLargeInput, match="line 4"):
        rows("name,age\n" + "A,1\n" * 10, limits=Limits(rows=3))


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("name,age\nA,1\n", True),
        ("الاسم;المكان\n", True),
        ("name,shoes\nA,1\n", False),
        ("age,date\n1,2\n", False),
        ("first name,family name,sex\n", True),
    ],
)
def test_a_list_of_persons_needs_a_name_and_one_thing_more(text, yes):
    """A table of streets is none."""
    assert is_person_list(text.encode(), "x.csv", CSV) is yes


def test_gather_tells_lists_from_other_tables(put):
    """By their headings."""
    for name, data in (
        ("a.csv", b"name,age\nA,1\n"),
        ("b.csv", b"street,length\nA,1\n"),
        ("c.xlsx", book([["name", "age"], ["A", 1]])),
    ):
        folder = put(name, data).parent
    items, problems = meet(folder)
    assert [item.how for item in items] == [How.LIST, How.FILE, How.LIST]
    assert codes(problems) == []


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([CSV, XLSX]))
def test_any_bytes_give_rows_or_an_input_error(data, media_type):
    """With or without headings before them."""
    for whole in (data, b"name,age,date\n" + data):
        try:
            person_rows(whole, "x", media_type)
        except InputError as error:
            assert str(error)
        assert is_person_list(whole, "x", media_type) in (True, False)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789/-. ٠١٢٣novشباط", max_size=14))
def test_a_date_read_is_always_a_day_that_exists(cell):
    """No invented precision, no thirtieth of February."""
    found = day(cell, PLAIN).value
    if found and len(found) == 10:
        datetime.fromisoformat(found)
