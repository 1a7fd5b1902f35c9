"""`tawthiq match incidents`, `match strikes` and the round of questions, as a user gives them."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from tawthiq.cli.main import tawthiq
from tawthiq.record.errors import MissingInput, UnreadableInput, UsageError

NETWORK = """id,date,time,lat,lon,precision_m,weapon,killed
n1,2031-04-05,13:40,35.1,37.2,300,airstrike,4
n2,2031-04-05,14:10,35.1002,37.2001,300,airstrike,2
n3,2031-04-09,,35.4,37.5,5000,sniper,1
"""
MONITOR = """المعرف;التاريخ;الوقت;خط العرض;خط الطول;الدقة;السلاح;القتلى;وجود المسعفين
م١;٥/٤/٢٠٣١;١:٤٥ م;٣٥٫١٠٠٥;٣٧٫٢٠٠٢;٣٠٠;غارة جوية;٤;نعم
م٢;13/4/2031;;35,9;37,9;٣٠٠;قناص;١;لا
م٣;غداً;;;;;;;
"""


@pytest.fixture
def tables(tmp_path):
    (tmp_path / "network.csv").write_text(NETWORK, encoding="utf-8")
    (tmp_path / "monitor.csv").write_text(MONITOR, encoding="utf-8")
    return tmp_path / "network.csv", tmp_path / "monitor.csv"


def run(*args):
    result = CliRunner().invoke(tawthiq, [*map(str, args)], standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return result


def lines(*args):
    return [json.loads(line) for line in run(*args).stdout.splitlines()]


def test_what_is_no_table_is_one_clear_error(tmp_path, tables):
    """Absent, without headings, a zone nobody knows, questions without a table."""
    with pytest.raises(MissingInput):
        run("match", "incidents", tmp_path / "none.csv")
    (tmp_path / "prose.csv").write_text("only words\n", encoding="utf-8")
    with pytest.raises(UnreadableInput, match="prose"):
        run("match", "strikes", tmp_path / "prose.csv")
    with pytest.raises(UsageError, match="Moon"):
        run("match", "strikes", tables[0], "--zone", "Moon/Base")
    for wrong in ("nan", "-5", "0", "inf"):
        with pytest.raises(UsageError, match="--metres"):
            run("match", "strikes", tables[0], "--metres", wrong)
    for kind in ("incidents", "people"):
        with pytest.raises(UsageError, match="twice"):
            run("match", kind, tables[0], tables[0])
    with pytest.raises(UsageError, match="no table"):
        run("match", "incidents", "--ask", 3)


def test_rows_get_their_incident_and_bad_ones_are_told(tables):
    """Every row once, with documented columns; the row without a date stands alone, is told, and sets the exit code."""
    result = run("match", "incidents", *tables, "--json")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    home = {(one["list"], one["row"]): one["incident"] for one in found}
    assert len(found) == len(home) == 6
    assert home["network.csv", 1] == home["monitor.csv", 1]
    assert len(set(home.values())) == 5
    assert set(found[0]) == {
        "list", "row", "incident", "probability", "date", "place", "lat", "lon", "precision_m", "kind", "means",
        "target", "killed", "injured",
    }  # fmt: skip
    assert "monitor.csv: row 3: the date could not be read" in result.stderr
    assert result.return_value == 2
    (pair, *_) = lines("match", "incidents", *tables, "--pairs")
    assert set(pair) == {"a", "b", "probability", "why", "judged"}


def test_two_files_of_one_name_are_two_sources(tmp_path, tables):
    """Each is called by its whole path, and none is lost."""
    other = tmp_path / "other" / "network.csv"
    other.parent.mkdir()
    other.write_text(NETWORK, encoding="utf-8")
    found = lines("match", "incidents", tables[0], other, "--json")
    assert {one["list"] for one in found} == {str(tables[0]), str(other)}
    assert len(found) == 6


def test_strikes_say_whether_responders_were_there(tables):
    """Where the second's row says so; left-out rows are told, and the rest goes on."""
    result = run("match", "strikes", *tables, "--json")
    found = {(one["a"], one["b"]): one for one in map(json.loads, result.stdout.splitlines())}
    assert found["n1", "n2"]["responders"] is None
    assert found["n1", "م١"]["responders"] is True
    assert found["n1", "م١"]["minutes"] == 5
    (chain,) = lines("match", "strikes", *tables, "--chains", "--json")
    assert chain == {"strikes": ["n1", "م١", "n2"], "minutes": 30}
    assert "monitor.csv: row 3: no day or time that can be used" in result.stderr
    assert result.return_value == 2


@pytest.mark.parametrize("kind", ["incidents", "people"])
def test_questions_come_back_as_judgements(tmp_path, tables, kind):
    """The table that --ask gives, filled in, parts what was joined; the asked pair is not asked again."""
    if kind == "people":
        tables = (tmp_path / "a.csv", tmp_path / "b.csv")
        tables[1].write_text("name,date of death,age\nSami Khalid Marjan,2016-03-04,31\n", encoding="utf-8")
        tables[0].write_text("name,date of death,age\nسامي خالد مرجان,2016-03-04,31\n", encoding="utf-8")
    of = "incident" if kind == "incidents" else "person"
    before = {(one["list"], one["row"]): one[of] for one in lines("match", kind, *tables, "--json")}
    asked = list(
        csv.DictReader(io.StringIO(run("match", kind, *tables, "--ask", 9).stdout.removeprefix("\ufeff")))
    )
    assert asked
    assert all(one["verdict"] == "" and one["says a"] and one["why"] for one in asked)
    joined = next(one for one in asked if float(one["probability"]) > 0.5)
    joined["verdict"] = "different"
    answers = tmp_path / "answers.csv"
    with answers.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.DictWriter(handle, list(joined), delimiter=";")
        writer.writeheader()
        writer.writerows(asked)
    after = {
        (one["list"], one["row"]): one[of]
        for one in lines("match", kind, *tables, "--judgements", answers, "--json")
    }
    refs = [(where, int(number)) for where, _, number in (joined[f"row {x}"].rpartition(":") for x in "ab")]
    assert before[refs[0]] == before[refs[1]]
    assert after[refs[0]] != after[refs[1]]
    left = lines("match", kind, *tables, "--judgements", answers, "--ask", 9, "--json")
    assert (joined["a"], joined["b"]) not in {(one["a"], one["b"]) for one in left}


def test_a_run_on_more_rows_keeps_ids_and_tells_what_changed(tmp_path, tables):
    """An incident that grew keeps its id though its least row is another now; a broken line of before is named."""
    first = run("match", "incidents", tables[0], "--json").stdout
    (tmp_path / "before.jsonl").write_text(first, encoding="utf-8")
    again = run("match", "incidents", *tables, "--json", "--before", tmp_path / "before.jsonl")
    now = {(one["list"], one["row"]): one["incident"] for one in map(json.loads, again.stdout.splitlines())}
    for one in map(json.loads, first.splitlines()):
        assert now[one["list"], one["row"]] == one["incident"]
    assert now["monitor.csv", 1] == now["network.csv", 1]
    assert "2 new: " in again.stderr
    parted = [json.loads(line) | {"incident": "iall"} for line in first.splitlines()]
    (tmp_path / "before.jsonl").write_text("\n".join(map(json.dumps, parted)), encoding="utf-8")
    again = run("match", "incidents", tables[0], "--json", "--before", tmp_path / "before.jsonl")
    assert "iall: parted into " in again.stderr
    (tmp_path / "before.jsonl").write_text('{"list": "a"}\n', encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"before.jsonl:1"):
        run("match", "incidents", *tables, "--before", tmp_path / "before.jsonl")


def test_a_verdict_that_is_none_is_named_by_its_line(tmp_path, tables):
    """A word we do not know, or a pair of one row."""
    answers = tmp_path / "answers.csv"
    for row in ("perhaps,r1,r2", "same,r1,r1", "same,r1,"):
        answers.write_text(f"verdict,a,b\n,r5,r6\n{row}\n", encoding="utf-8")
        with pytest.raises(UnreadableInput, match=r"answers.csv:3"):
            run("match", "incidents", *tables, "--judgements", answers)
    answers.write_text("a,b\nr1,r2\n", encoding="utf-8")
    with pytest.raises(UnreadableInput, match="no columns verdict"):
        run("match", "incidents", *tables, "--judgements", answers)


def test_what_is_said_of_two_incidents_of_the_case_binds(tmp_path):
    """Two events are one once somebody says so, with all their claims, and two again when that is taken back."""
    case = tmp_path / "case"
    texts = {
        "a.txt": "On 5 April 2016 an airstrike hit the market in Aleppo, killing 4 people.",
        "b.txt": "On 9 May 2016 an airstrike hit a hospital in Idlib, killing 7 people.",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    run("init", case)
    run("--case", case, "collect", *(tmp_path / name for name in texts))
    one, two = lines("--case", case, "match", "incidents", "--json")
    assert (one["means"], two["targets"]) == (["airstrike"], ["hospital"])
    run("--case", case, "judge", "incident", "same", one["id"][:9], two["id"], "--why", "one raid")
    (both,) = lines("--case", case, "match", "incidents", "--json")
    assert set(both["claims"]) == {*one["claims"], *two["claims"]}
    run("--case", case, "judge", "incident", "unsure", one["claims"][0], two["claims"][0])
    assert len(run("--case", case, "match", "incidents").stdout.splitlines()) >= 1


def test_answers_about_lists_of_the_case_are_recorded_once(tmp_path):
    """Two rows joined by the matcher are parted for good; the same table again records nothing; foreign rows are told."""
    case, answers = tmp_path / "case", tmp_path / "answers.csv"
    for name, who in (("a.csv", "سامي خالد مرجان"), ("b.csv", "Sami Khalid Marjan")):
        (tmp_path / name).write_text(f"name,date of death,age\n{who},2016-03-04,31\n", encoding="utf-8")
    run("init", case)
    run("--case", case, "collect", tmp_path / "a.csv", tmp_path / "b.csv")
    (asked,) = csv.DictReader(
        io.StringIO(run("--case", case, "match", "people", "--ask", 5).stdout.removeprefix("\ufeff"))
    )
    answers.write_text(
        f"verdict,because,a,b\ndifferent,cousins,{asked['a']},{asked['b']}\n", encoding="utf-8"
    )
    assert run("--case", case, "judge", "person", "--from", answers).stdout.startswith("1 recorded")
    assert run("--case", case, "judge", "person", "--from", answers).stdout.startswith("0 recorded, 1 stood")
    persons = {one["person"] for one in lines("--case", case, "match", "people", "--json")}
    assert len(persons) == 2
    answers.write_text("verdict,a,b\nsame,r1,r2\n", encoding="utf-8")
    foreign = run("--case", case, "judge", "person", "--from", answers)
    assert foreign.return_value == 2
    assert "no list of the case has both rows" in foreign.stderr
    with pytest.raises(UsageError, match="--from"):
        run("--case", case, "judge", "media", "--from", answers)
    with pytest.raises(UsageError, match="no verdict"):
        run("--case", case, "judge", "person")
