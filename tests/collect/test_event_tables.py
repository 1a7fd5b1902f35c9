"""Tables of events, as people write them; everything invented."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.collect import event_rows
from tawthiq.collect.events import zone_of
from tawthiq.record.errors import EmptyInput, InputError, UnreadableInput
from tawthiq.record.event import Figure
from tawthiq.vocabulary.load import say

HEAD = "id,date,time,lat,lon,killed\n"


def read(text, encoding="utf-8", **rest):
    return event_rows(text.encode(encoding), "t.csv", "text/csv", **rest)


class TestRefused:
    """What is no table of events, and what of a row is not plain."""

    def test_a_table_without_when_or_where_is_refused(self):
        """Nothing, prose, a time alone, a place alone."""
        with pytest.raises(EmptyInput):
            read("")
        for text in ("words, and more words\n", "time,killed\n13:40,2\n", "lat,lon\n1,2\n"):
            with pytest.raises(UnreadableInput, match="says when and where"):
                read(text)

    @pytest.mark.parametrize(
        ("cells", "note"),
        [
            ("a,tomorrow,,1,2,", "date_not_read"),
            ("a,2031-02-30,,1,2,", "date_not_read"),
            ("a,2031-04-05,25:00,1,2,", "time_not_read"),
            ("a,2031-04-05,13:40 noon,1,2,", "time_not_read"),
            ("a,2031-04-05,13:40 pm,1,2,", "time_not_read"),
            ("a,2031-04-05,,91,2,", "coordinates_not_read"),
            ("a,2031-04-05,,1,,", "coordinates_not_read"),
            ("a,2031-04-05,,nan,2,", "coordinates_not_read"),
            ("a,2031-04-05,,1,2,dozens", "killed_not_read"),
            ("a,2031-04-05,,1,2,9-3", "killed_not_read"),
        ],
    )
    def test_what_is_not_plain_is_noted_and_the_rest_of_the_row_is_kept(self, cells, note):
        """The code stands in the row, a sentence for it in both languages; the next row is read."""
        bad, good = read(f"{HEAD}{cells}\nb,2031-04-06,13:40,1,2,3\n")
        assert note in bad.notes
        assert bad.id == "a"
        assert all(say(f"collect.{note}.got", lang) for lang in ("en", "ar"))
        assert (good.notes, good.killed) == ((), Figure(3, 3))

    @given(st.binary(max_size=300))
    def test_any_bytes_raise_only_input_errors(self, data):
        """Hostile bytes below a good heading."""
        try:
            rows = event_rows(HEAD.encode() + data, "t.csv", "text/csv")
        except InputError:
            return
        assert all(row.lat is None or -90 <= row.lat <= 90 for row in rows)


class TestRead:
    """What is plain."""

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
    @pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
    def test_arabic_headings_words_and_encodings(self, encoding, mark):
        """Delimiters and code pages of spreadsheets; a decimal comma where the comma is not the delimiter."""
        decimal = "." if mark == "," else ","
        cells = [
            ["رقم الحادثة", "التاريخ", "الوقت", "خط العرض", "خط الطول", "السلاح", "القتلى", "وجود المسعفين"],
            ["ح1", "13/4/2031", "1:45 م", f"35{decimal}1", f"37{decimal}2", "برميل متفجر", "4", "نعم"],
        ]
        (row,) = read("\r\n".join(mark.join(line) for line in cells), encoding)
        assert (row.id, row.date, row.lat, row.lon) == ("ح1", "2031-04-13", 35.1, 37.2)
        assert row.moment == datetime(2031, 4, 13, 13, 45)  # noqa: DTZ001 - no zone is given
        assert (row.means, row.killed, row.responders) == ("برميل متفجر", Figure(4, 4), True)

    def test_arabic_digits_are_digits(self):
        """Dates, times, degrees with their decimal mark, figures."""
        (row,) = read("تاريخ;الساعة;الإحداثيات;القتلى\n٢٠٣١-٠٤-٠٥;١٣:٤٠;٣٥٫١، ٣٧٫٢;١٠-١٥\n")
        assert (row.date, row.lat, row.lon, row.killed) == ("2031-04-05", 35.1, 37.2, Figure(10, 15))
        assert row.moment is not None

    def test_dates_are_edtf_or_as_lists_write_them(self):
        """Intervals, months, two columns, day before month unless the column shows otherwise."""
        table = "date,end date,place\n2031-04-05/2031-04-07,,x\n2031-04,,x\n2031-04-05,2031-04-09,x\n05/13/2031,,x\n2031-04-05,2031-04-01,x\n"
        dates = [(row.date, row.notes) for row in read(table)]
        assert dates == [
            ("2031-04-05/2031-04-07", ()),
            ("2031-04", ()),
            ("2031-04-05/2031-04-09", ()),
            ("2031-05-13", ()),
            ("2031-04-05", ("date_end_not_read",)),
        ]

    def test_zones_in_the_cell_in_a_column_or_given(self):
        """What stands nearest to the time counts most."""
        table = "time,timezone,lat,lon\n2031-04-05T13:40Z,,1,2\n2031-04-05 13:40:10+0300,,1,2\n2031-04-05T13:40,+02:00,1,2\n2031-04-05T13:40,,1,2\n"
        given_ = zone_of("UTC+4")
        zones = [row.moment.tzinfo for row in read(table, zone=given_) if row.moment]
        assert zones == [UTC, timezone(timedelta(hours=3)), timezone(timedelta(hours=2)), given_]

    def test_precision_in_metres_kilometres_or_codes(self):
        """Stated as a number with a unit, or as ACLED and UCDP code it."""
        assert [
            row.precision_m
            for row in read("date,lat,lon,precision_m\n2031,1,2,250\n2031,1,2,2 km\n2031,1,2,٣ كم\n")
        ] == [250, 2000, 3000]
        (acled,) = read("event_date,latitude,longitude,geo_precision,fatalities\n2031-04-05,1,2,2,3\n")
        (ucdp,) = read(
            "date_start,date_end,latitude,longitude,where_prec,best,low,high\n2031-04-05,2031-04-06,1,2,1,3,2,5\n"
        )
        assert (acled.precision_m, acled.killed) == (15_000, Figure(3, 3))
        assert (ucdp.date, ucdp.precision_m, ucdp.killed) == ("2031-04-05/2031-04-06", 1000, Figure(2, 5))

    def test_rows_are_numbered_as_on_the_screen_and_kept_as_written(self):
        """Blank lines count; titles above the headings do not."""
        one, two = read(f"Attacks of spring,,,\n{HEAD}a,2031-04-05,,1,2,\n\nb,2031-04-06,,1,2,=1+1\n")
        assert (one.row, two.row) == (1, 3)
        assert two.raw["killed"] == "=1+1"
