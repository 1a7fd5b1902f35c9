"""`tawthiq count` on files: bad tables get one clear line, lists get a number and a report."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tawthiq.case import Case, find_case, init_case
from tawthiq.cli.main import main
from tawthiq.count.pictures import letters
from tawthiq.record.errors import UnreadableInput
from tawthiq.sample.lists import REACH, write_lists

Run = Callable[..., tuple[int, str, str]]
TABLE = "a,b,c,count\n1,0,0,120\n0,1,0,90\n0,0,1,100\n1,1,0,40\n1,0,1,35\n0,1,1,30\n1,1,1,15\n"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command as a user gives it: exit code, what went to stdout, what went to stderr."""

    def ran(*args: str | Path) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(["count", *map(str, args)])
        out = capsys.readouterr()
        return int(str(stop.value.code)), out.out, out.err

    return ran


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b,c,count\n1,0,0,-3\n", "not below zero"),
        ("a,b,c,count\n1,0,0,2.5\n", "people are counted whole"),
        ("a,b,c,count\n1,0,0,3\n1,0,0,4\n", "first on line 2"),
        ("a,b,c,count\n1,0,0,0\n0,1,0,0\n", "anybody"),
        ("a,b,c,count\n1,0,0,NaN\n", "leave the row out"),
        ("a,b,c,count\n1,0,0,inf\n", "plain digits"),
        ("a,b,c,count\n1,NaN,0,3\n", "a gap is not a zero"),
        ("a,b,c,count\n0,0,0,17\n1,0,0,3\n", "on no list"),
        ("a,b,c,count\n1,0,0,1,131\n", "thousands separator"),
        ("1,0,0,3\n0,1,0,4\n", "heading line"),
        ("a,b,c\n1,0,1\n", "`count`"),
        ("", "empty"),
    ],
)
def test_a_bad_table_gets_one_clear_line(run: Run, tmp_path: Path, text: str, said: str) -> None:
    """Non-zero exit, nothing on stdout, the file named, no traceback."""
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    code, out, err = run(path, "--json")
    assert code == 2
    assert not out
    assert err.count("\n") == 1
    assert "bad.csv" in err
    assert said in err


def test_a_slip_in_the_options_is_told_before_work_begins(run: Run, tmp_path: Path) -> None:
    """No such method, no such level, no such file, no folder to write to."""
    path = tmp_path / "t.csv"
    path.write_text(TABLE, encoding="utf-8")
    for wrong in (["--method", "magic"], ["--level", "95"], ["--report", tmp_path / "none" / "r.html"]):
        code, out, err = run(path, *wrong)
        assert code == 2
        assert not out
        assert "tawthiq:" in err
    assert run(tmp_path / "gone.csv")[0] == 2


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        TABLE.replace(",", ";"),
        "# a remark\n" + TABLE + "0,0,0,0\n",
        "المشفى،الدفاع،المجلس،العدد\n" + TABLE.split("\n", 1)[1].replace(",", "،").translate({48 + d: 0x660 + d for d in range(10)}),
    ],
    ids=["plain", "semicolons", "remark and zeros", "Arabic"],
)  # fmt: skip
def test_one_table_however_written_gives_one_answer(run: Run, tmp_path: Path, text: str) -> None:
    """Separators, remarks, a row of zeros, Arabic digits and headings change nothing."""
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    code, out, _ = run(path, "--json", "--method", "decomposable", "--method", "chao")
    told = json.loads(out)
    assert code == 0
    assert told["documented"] == 430
    assert [e["method"] for e in told["estimates"]] == ["decomposable", "chao"]
    assert told["estimates"][0]["median"] == pytest.approx(715, abs=2)
    assert all(e["diagnostics"] and e["level"] == 0.95 for e in told["estimates"])
    assert told["refused"] == []


def test_one_list_twenty_lists_and_a_thousand_million(run: Run, tmp_path: Path) -> None:
    """One list: refusals and their exit code. Twenty: a lower bound. 10^9 in a cell: an answer, not an overflow."""
    path = tmp_path / "t.csv"
    path.write_text("a,count\n1,30\n", encoding="utf-8")
    code, out, _ = run(path, "--json")
    assert code >= 3
    assert json.loads(out)["estimates"] == []
    marks = [[int(j in (i, k)) for j in range(20)] for i in range(20) for k in range(i + 1)]
    body = "".join(",".join(map(str, row)) + f",{50 if sum(row) == 1 else 6}\n" for row in marks)
    path.write_text(",".join(f"l{i}" for i in range(20)) + ",count\n" + body, encoding="utf-8")
    code, out, _ = run(path, "--json")
    told = json.loads(out)
    assert code == 0
    assert [e["method"] for e in told["estimates"]] == ["chao"]
    assert {r["method"] for r in told["refused"]} >= {"headline", "stepwise"}
    huge = (TABLE.split("\n", 1)[0] + "\n") + "".join(f"{line}00000000\n" for line in TABLE.splitlines()[1:])
    path.write_text(huge, encoding="utf-8")
    code, out, _ = run(path, "--json", "--method", "headline", "--method", "loglinear")
    told = json.loads(out)
    assert code == 0
    assert all(43e9 < e["lo"] < e["hi"] < 43e10 for e in told["estimates"])


def test_five_lists_become_a_report_in_one_command(run: Run, tmp_path: Path) -> None:
    """Matched, counted with the matching's doubts, written in both languages and for machines; rows nobody can match included."""
    made = write_lists(tmp_path, 300, 11)
    paths = [tmp_path / f"{name}.csv" for name in REACH]
    code, out, err = run(
        *paths, "--report", tmp_path / "report.html", "--title", "An invented city", "--json"
    )
    told = json.loads(out)
    lead = told["estimates"][0]
    assert code == 0
    assert "Traceback" not in err
    assert lead["method"] == "headline"
    assert lead["lo"] < 300 < lead["hi"]
    assert abs(told["documented"] / made.seen - 1) < 0.1
    matching = lead["diagnostics"]["matching"]
    assert lead["hi"] / lead["lo"] > matching["given"]["hi"] / matching["given"]["lo"]
    english, arabic = (
        (tmp_path / name).read_text(encoding="utf-8") for name in ("report.html", "report.ar.html")
    )
    for page in (english, arabic):
        assert f"{lead['lo']:,.0f}" in page
        assert f"{matching['given']['lo']:,.0f}" in page
        assert "An invented city" in page
    assert 'href="report.ar.html"' in english
    assert 'href="report.html"' in arabic
    assert (
        json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["estimates"] == told["estimates"]
    )


def test_a_case_counts_its_lists_with_the_doubts_of_their_matching(tmp_path: Path) -> None:
    """What a case derives carries the matching of its lists; it is kept, and the same when asked again."""
    write_lists(tmp_path / "lists", 120, 12)
    init_case(tmp_path / "case")
    sources = [str(tmp_path / "lists" / f"{name}.csv") for name in ("network", "monitor", "coordination")]
    with Case(find_case(str(tmp_path / "case")), writer=True) as case:
        taken = list(case.collect(sources))
        assert len(taken) == 3
    with Case(find_case(str(tmp_path / "case"))) as case:
        first, again = case.derive().count(), case.derive().count()
    assert first is not None
    assert first == again
    assert len(first.lists) == 3
    assert all(e.diagnostics["matching"]["tables"] == 10 for e in first.estimates)


def test_a_list_that_is_none_stops_the_count_by_name(run: Run, tmp_path: Path) -> None:
    """Among several lists the one that cannot be read is named."""
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("name,date\nA B,2031-01-01\n", encoding="utf-8")
    bad.write_text(TABLE, encoding="utf-8")
    code, out, err = run(good, bad)
    assert code == 2
    assert not out
    assert "bad.csv" in err


FOUR = """east,west,north,south,count
1,0,0,0,175
0,1,0,0,96
1,1,0,0,35
0,0,1,0,202
1,0,1,0,63
0,1,1,0,29
1,1,1,0,19
0,0,0,1,99
1,0,0,1,29
0,1,0,1,12
1,1,0,1,9
0,0,1,1,29
1,0,1,1,14
0,1,1,1,8
1,1,1,1,10
"""


def test_the_pictures_are_written_in_both_languages_and_both_kinds(run: Run, tmp_path: Path) -> None:
    """The report, the JSON and the pictures tell the same of each list left out; without letters the SVG stand all the same."""
    path = tmp_path / "t.csv"
    path.write_text(FOUR, encoding="utf-8")
    code, out, err = run(
        path, "--method", "headline", "--report", tmp_path / "r", "--pictures", tmp_path / "p", "--json"
    )
    names = {f"{name}{lang}" for name in ("intervals", "overlaps", "left-out") for lang in ("", ".ar")}
    assert {one.stem for one in (tmp_path / "p").glob("*.svg")} == names
    if not (letters("en") and letters("ar")):
        assert code == UnreadableInput.exit_code
        assert "install a font" in err
        pytest.skip("no font with Latin and Arabic letters is installed: the SVG only")
    assert code == 0
    assert {one.stem for one in (tmp_path / "p").glob("*.png")} == names
    assert all(one.read_bytes().startswith(b"\x89PNG") for one in (tmp_path / "p").glob("*.png"))
    left_out = json.loads(out)["left_out"]
    assert [one["list"] for one in left_out] == ["east", "west", "north", "south"]
    told = [f"{one['median']:,.0f}" for one in left_out if one["median"]]
    assert told
    drawn = (tmp_path / "p" / "left-out.svg").read_text(encoding="utf-8")
    assert all(figure in drawn for figure in told)
    assert all(figure in (tmp_path / "r.ar.html").read_text(encoding="utf-8") for figure in told)
