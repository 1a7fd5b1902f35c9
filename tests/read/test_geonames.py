"""Lines of a GeoNames dump become places with a radius; common words, codes and bad lines do not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tawthiq.cli.main import tawthiq
from tawthiq.read import claims, plain
from tawthiq.read.gazetteer import own_places
from tawthiq.read.geonames import geonames


def _line(
    ident: object, name: str, others: str = "", *, feature: str = "P", code: str = "PPL", country: str = "XA", people: object = 900,
    lat: object = 12.5, lon: object = 44.25,
) -> str:  # fmt: skip
    first = [ident, name, name, others, lat, lon, feature, code, country, "", "01", "", "", ""]
    return "\t".join(str(one) for one in [*first, people, "", 10, "Asia/Nowhere", "2026-01-01"])


def test_names_of_both_scripts_find_the_place_in_a_text() -> None:
    """With the radius of a town of its size, and its id."""
    rows = geonames([_line(77, "Wadi Tamar", "WTM,وادي التمر,Ouadi Tamar,瓦迪,http://x/y")]).rows
    assert own_places(rows)
    (row,) = rows
    assert row["aliases"] == ["وادي التمر", "Ouadi Tamar"]
    for text in ("Nine people were killed in Wadi Tamar.", "قتل تسعة أشخاص في وادي التمر."):
        (claim,) = claims(plain(text), exhibit="e", places=rows)
        assert claim.place is not None
        assert (claim.place.id, claim.place.precision_m) == ("geonames-77", 2000)


def test_a_common_word_is_no_place() -> None:
    """Of, March and The are towns somewhere; so is الثورة. A place with no other name is left out."""
    taken = geonames([_line(n, name) for n, name in enumerate(("Of", "March", "The", "الثورة", "UN"), 1)])
    assert (taken.rows, taken.left_out, taken.bad) == ([], 5, [])


def test_what_is_no_place_of_events_is_left_out() -> None:
    """A hill and a well; a quarter, a camp, a hospital and a district stay, each with its radius."""
    found = geonames(
        [
            _line(1, "Jabal Asfar", feature="T", code="HLL"),
            _line(2, "Bir Asfar", feature="H", code="WLL"),
            _line(3, "Hayy Asfar", code="PPLX", people=0),
            _line(4, "Camp Asfar", feature="S", code="CMPRF", people=0),
            _line(5, "Asfar Hospital", feature="S", code="HSP", people=0),
            _line(6, "Asfar District", feature="A", code="ADM2", people=0),
            _line(7, "Asfar", people=1_500_000),
        ]
    )
    assert {(row["name"], row["precision_m"]) for row in found.rows} == {
        ("Hayy Asfar", 1_000),
        ("Camp Asfar", 1_500),
        ("Asfar Hospital", 500),
        ("Asfar District", 30_000),
        ("Asfar", 15_000),
    }
    assert found.left_out == 2


def test_of_two_places_with_one_name_the_first_countrys_is_meant_then_the_larger() -> None:
    """The order of the dump does not matter."""
    lines = [
        _line(1, "Qasr Nur", country="XB", people=90_000),
        _line(2, "Qasr Nur", country="XA", people=300),
        _line(3, "Qasr Nur", country="XA", people=4_000),
        _line(4, "Qasr Nur", country="XC", people=900_000),
    ]
    for each in (lines, lines[::-1]):
        rows = geonames(each, countries=("xa", "xb")).rows
        assert [row["id"] for row in rows] == ["geonames-3", "geonames-2", "geonames-1"]
    (claim,) = claims(plain("Nine people were killed in Qasr Nur."), exhibit="e", places=rows)
    assert claim.place is not None
    assert claim.place.id == "geonames-3"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("77\tWadi", "2 columns"),
        (_line("x7", "Wadi Tamar"), "no number of a place"),
        (_line(7, "Wadi Tamar", lat="north"), "no degree"),
        (_line(7, "Wadi Tamar", lat=91), "nowhere"),
        (_line(7, "Wadi Tamar", lat="nan"), "nowhere"),
        (_line(7, "Wadi Tamar", people="many"), "inhabitants"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(line: str, why: str) -> None:
    """By its number and what is wrong with it."""
    taken = geonames([_line(1, "Tell Asfar"), line, "", _line(2, "Tell Ahmar")])
    assert [row["id"] for row in taken.rows] == ["geonames-1", "geonames-2"]
    ((number, told),) = taken.bad
    assert number == 2
    assert why in told


def test_memory_is_that_of_the_places_kept() -> None:
    """Of a long dump the largest stay, whatever the order; the rest is counted."""

    def dump() -> Iterator[str]:
        for n in range(5_000):
            yield _line(n, "Tell Asfar", people=1_000 + n * 7919 % 5_000)

    taken = geonames(dump(), most=50)
    assert len(taken.rows) == 50
    assert taken.left_out == 4_950
    again = geonames(reversed(list(dump())), most=50)
    assert taken.rows == again.rows


def test_the_command_takes_a_dump_into_the_record(tmp_path: Path) -> None:
    """And refuses one without a place, or the options of a dump for another file."""
    case, dump = tmp_path / "case", tmp_path / "XA.txt"
    run = CliRunner()
    assert run.invoke(tawthiq, ["init", str(case)]).exit_code == 0
    dump.write_text(
        f"{_line(1, 'Wadi Tamar')}\nbroken\n{_line(2, 'Tell Ahmar', country='XB')}\n", encoding="utf-8"
    )
    done = run.invoke(tawthiq, ["--case", str(case), "places", str(dump), "--country", "XA"])
    assert done.exit_code == 0, done.output
    assert "1 places recorded" in done.output
    assert "line 2" in done.output
    for args in ([str(dump), "--country", "XX"], ["places.toml", "--inhabitants", "5"]):
        refused = run.invoke(tawthiq, ["--case", str(case), "places", *args])
        assert refused.exception is not None
