"""Strata and imputations in one file: read by the rules of a table, counted with progress, gone on with after a stop."""

import json
from pathlib import Path

import numpy as np
import pytest

from tawthiq.cli.main import main
from tawthiq.count import answer
from tawthiq.count.scenarios import World, independent
from tawthiq.count.strata import by_stratum
from tawthiq.count.strata_table import Kept, in_strata, read_strata
from tawthiq.record.assessment import Reason
from tawthiq.record.errors import InputError

HEAD = "stratum,imputation,a,b,c,d,count\n"


def table(strata: int, imputations: int, *, people: int = 300) -> str:
    """Invented strata of one size, each drawn anew for every imputation."""
    rng = np.random.default_rng(1)
    lines = [HEAD]
    for at in range(strata):
        for version in range(imputations):
            h = World("w", people, independent((0.3, 0.25, 0.35, 0.2))).draw(rng)
            lines += [f"place {at},{version},{','.join(p)},{n}\n" for p, n in h.counts.items()]
    return "".join(lines)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stratum,a,b,count\nx,1,0,-3\n", "not below zero"),
        ("stratum,a,b,count\nx,1,0,3\nx,1,0,4\n", "first on line 2"),
        ("stratum,a,b,count\n,1,0,3\n", "without a stratum"),
        ("stratum,a,b,count\nx,1,0\n", "3 cells"),
        ("stratum,strata,a,b,count\nx,y,1,0,3\n", "2 columns"),
        ("stratum,imputation,a,b,count\nx,1,1,0,3\nx,2,1,0,3\ny,1,1,0,3\n", "1 imputations of 'y'"),
        ("stratum,a,b,count\nx,1,0,0\n", "anybody"),
    ],
)
def test_a_fault_in_a_stratum_is_named(text: str, said: str) -> None:
    """Each part is read by the rules of a table alone."""
    with pytest.raises(InputError, match=said):
        read_strata(text.encode(), "t.csv")


def test_the_same_history_in_two_strata_is_no_fault() -> None:
    """Nor in two imputations; Arabic headings are read."""
    text = "الطبقة,الاستكمال,أ,ب,العدد\nشمال,١,1,0,3\nشمال,٢,1,0,4\nجنوب,١,1,1,5\nجنوب,٢,0,1,5\n"
    found = read_strata(text.encode(), "t.csv")
    assert [h.documented for h in found["شمال"]] == [3, 4]
    assert list(found) == ["شمال", "جنوب"]
    assert in_strata(text.encode(), "t.csv")
    assert not in_strata(b"a,b,count\n1,0,3\n", "t.csv")


def test_what_is_finished_is_not_done_again(tmp_path: Path) -> None:
    """After a stop in the middle, and a line torn by it, only what is lacking is counted, and the answer is the same."""
    tables = read_strata(table(5, 2).encode(), "t.csv")
    path = tmp_path / "kept.jsonl"
    asked: list[int] = []

    def count(h):  # type: ignore[no-untyped-def]
        asked.append(h.documented)
        if len(asked) == 7:
            raise KeyboardInterrupt
        return answer(h, "decomposable")

    with pytest.raises(KeyboardInterrupt):
        by_stratum(tables, count, done=Kept(path, "k"))
    with path.open("ab") as file:
        file.write(b'{"key":"k","stratum":"pl')
    assert len(Kept(path, "k")) == 3
    before = len(asked)
    gone_on = by_stratum(tables, count, done=Kept(path, "k"))
    assert len(asked) - before == 4
    assert gone_on == by_stratum(tables, lambda h: answer(h, "decomposable"))
    assert not Kept(path, "another table")


def test_a_file_that_is_something_else_is_not_taken(tmp_path: Path) -> None:
    """Refused with its name, and left as it is."""
    path = tmp_path / "notes.txt"
    path.write_text("not ours\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"notes\.txt"):
        Kept(path, "k")
    assert path.read_text(encoding="utf-8") == "not ours\n"


def test_a_refused_stratum_is_kept_with_its_reason(tmp_path: Path) -> None:
    """A refusal is a result too."""
    kept = Kept(tmp_path / "k", "k")
    kept["x"] = Reason(en="why", ar="لماذا")
    assert Kept(tmp_path / "k", "k")["x"] == Reason(en="why", ar="لماذا")


def test_strata_are_counted_by_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Documented and total first, then every stratum; the second run gives the same from what was kept; the page names them."""
    path, kept = tmp_path / "strata.csv", tmp_path / "kept.jsonl"
    path.write_text(table(4, 2), encoding="utf-8")
    args = ["count", str(path), "--method", "decomposable", "--keep", str(kept), "--json"]
    told = []
    for more in ([], ["--report", str(tmp_path / "r")]):
        with pytest.raises(SystemExit) as stop:
            main([*args, *more])
        assert stop.value.code == 0
        told.append(json.loads(capsys.readouterr().out))
    first, again = told
    assert first == again
    (total,) = first["estimates"]
    assert total["lo"] < 1200 < total["hi"]
    assert first["documented"] == pytest.approx(sum(s["documented"] for s in first["strata"]), abs=1)
    assert len(first["strata"]) == 4
    assert total["hi"] - total["lo"] < sum(s["hi"] - s["lo"] for s in first["strata"])
    assert len(kept.read_text(encoding="utf-8").splitlines()) == 4
    assert "place 3" in (tmp_path / "r.ar.html").read_text(encoding="utf-8")


def test_too_few_strata_are_documented_and_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The documented total stands, the reason with it, and the exit code says so."""
    path = tmp_path / "strata.csv"
    path.write_text(table(2, 1), encoding="utf-8")
    with pytest.raises(SystemExit) as stop:
        main(["count", str(path), "--method", "decomposable", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert int(str(stop.value.code)) >= 3
    assert told["documented"] > 300
    assert told["estimates"] == []
    assert "strata" in told["refused"][0]["reason"]
