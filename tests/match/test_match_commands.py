"""`tawthiq match people` on registers and `tawthiq match names`, as a user gives them."""

import json

import pytest
from click.testing import CliRunner

from tawthiq.cli.main import tawthiq
from tawthiq.cli.match import tables_of

HEAD = "rec_id, given_name, surname, suburb, postcode, date_of_birth, soc_sec_id"
ROWS = [
    "1, adela, marquardt, kozel, 2101, 19560409, 1804974",
    "2, boris, tavener, minar, 2102, 19080419, 6089216",
    "3, adela, marqardt, kozel, 2101, 19560409, 1804974",
    "4, carmen, oakley, kozel, 2101, 19731021, 2185997",
    "5, boris, tavener, minar, 2102, 19081904, 6089216",
    "6, dimitri, penrose, lovas, 2103, 19440102, 7339211",
]


def lines(*args):
    result = CliRunner().invoke(tawthiq, [*map(str, args)], standalone_mode=False)
    assert result.exception is None, result.exception
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_what_is_no_plain_register_is_left_to_the_reader_of_lists(tmp_path):
    """Other headings, a blank line, a heading twice, bytes that are no UTF-8: not taken whole."""
    made = {
        "names.csv": "name,date\nSami,2016",
        "blank.csv": f"{HEAD}\n{ROWS[0]}\n\n{ROWS[1]}\n",
        "latin1.csv": b"given_name,surname,x\n\xe9,b,c\n",
        "empty.csv": "",
        "twice.csv": "given_name,surname,surname\na,b,c\n",
    }
    for name, text in made.items():
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        assert tables_of([path]) == {}, name
    assert tables_of([tmp_path / "absent.csv"]) == {}


def test_a_register_is_matched_whole(tmp_path):
    """One line a row, in the order of the file, with the keys of every list of persons; --pairs tells why."""
    path = tmp_path / "register.csv"
    path.write_text("\n".join([HEAD, *ROWS]) + "\n", encoding="utf-8")
    found = lines("match", "people", path, "--json")
    assert [set(one) for one in found] == [{"list", "row", "person", "probability"}] * 6
    assert [one["row"] for one in found] == [1, 2, 3, 4, 5, 6]
    person = [one["person"] for one in found]
    assert person[0] == person[2]
    assert person[1] == person[4]
    assert len(set(person)) == 4
    pairs = lines("match", "people", path, "--pairs", "--json")
    assert {(one["a"]["row"], one["b"]["row"]) for one in pairs if one["probability"] > 0.5} == {
        (1, 3),
        (2, 5),
    }


@pytest.mark.parametrize(
    ("queries", "candidates", "best"),
    [
        (["محمد الحلبي", "قتيبة"], ["Qutayba", "Muhammad Halabi"], ["Muhammad Halabi", "Qutayba"]),
        (["Mohamed al-Halabi", "Qutaiba"], ["قتيبة", "محمد حلبي"], ["محمد حلبي", "قتيبة"]),
        (["قتيبه"], ["خليل", "قتيبة"], ["قتيبة"]),
        (["Khaleel"], ["Jalil", "Khalil"], ["Khalil"]),
    ],
)
def test_names_are_found_in_all_four_directions(tmp_path, queries, candidates, best):
    """For each line the candidates with score and rank, whatever the scripts; blank lines are none."""
    (tmp_path / "q").write_text("\ufeff" + "\n\n".join(queries) + "\n", encoding="utf-8")
    (tmp_path / "c").write_text("\r\n".join(candidates), encoding="utf-8")
    found = lines("match", "names", tmp_path / "q", tmp_path / "c", "--json")
    assert all(set(one) == {"query", "candidate", "score", "rank"} for one in found)
    assert {one["query"]: one["candidate"] for one in found if one["rank"] == 1} == dict(
        zip(queries, best, strict=True)
    )
