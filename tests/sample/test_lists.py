"""The casualty lists of the sample."""

import csv
from collections import Counter

import pytest

from tawthiq.sample.lists import HEADINGS, make_lists, write_lists
from tawthiq.sample.lists_spelling import arabic, formal, loose


def test_no_people_is_refused():
    """Lists of nobody are not made."""
    with pytest.raises(ValueError, match="at least 1"):
        make_lists(0, 1)


def test_one_seed_one_set_of_lists():
    """The same seed gives the same rows, another seed others."""
    assert make_lists(60, 5) == make_lists(60, 5)
    assert make_lists(60, 5).rows != make_lists(60, 6).rows


def test_some_people_stand_on_no_list():
    """The total is known and larger than what the lists show, so an estimate has something to find."""
    made = make_lists(500, 2)
    assert made.people == 500
    assert 300 < made.seen < 490


def test_every_row_has_its_person():
    """The truth covers each row of each list once, and nobody but the people made."""
    made = make_lists(120, 3)
    assert set(made.truth) == {
        (where, n) for where, rows in made.rows.items() for n in range(1, len(rows) + 1)
    }
    assert set(made.truth.values()) <= set(range(1, 121))


def test_lists_overlap_and_repeat():
    """Some people stand on several lists, and some twice on one."""
    made = make_lists(400, 4)
    lists_of = Counter(who for _, who in {(where, who) for (where, _), who in made.truth.items()})
    on_one = Counter((where, who) for (where, _), who in made.truth.items())
    assert max(lists_of.values()) == 5
    assert max(on_one.values()) >= 2


def test_families_share_all_but_the_given_name():
    """Among people of one day and place some bear one family name and different given names: the hard negatives."""
    made = make_lists(800, 9)
    heading = HEADINGS["network"]
    groups: dict[tuple[str, str], set[str]] = {}
    for row in made.rows["network"]:
        words = row[heading["name"]].split()
        groups.setdefault((row[heading["date"]], " ".join(words[1:])), set()).add(words[0])
    assert sum(len(given) > 1 for given in groups.values()) > 10


def test_files_hold_what_was_made(tmp_path):
    """Five CSV files under their own headings, the truth by row and by person."""
    made = write_lists(tmp_path, 80, 7)
    for where, rows in made.rows.items():
        with (tmp_path / f"{where}.csv").open(encoding="utf-8", newline="") as handle:
            assert list(csv.DictReader(handle)) == rows
    with (tmp_path / "truth.csv").open(encoding="utf-8", newline="") as handle:
        told = {(r["list"], int(r["row"])): int(r["person"]) for r in csv.DictReader(handle)}
    assert told == made.truth
    with (tmp_path / "truth_people.csv").open(encoding="utf-8", newline="") as handle:
        on = [int(r["lists"]) for r in csv.DictReader(handle)]
    assert len(on) == 80
    assert sum(n > 0 for n in on) == made.seen


@pytest.mark.parametrize(
    ("sounds", "in_arabic", "in_latin"),
    [
        ("muHammad", "محمد", "Muhammad"),
        ("ibrAhIm", "إبراهيم", "Ibrahim"),
        ("fATimaX", "فاطمة", "Fatima"),
        ("3abd|raHman", "عبد الرحمن", "Abd al-Rahman"),
        ("sanA'", "سناء", "Sana"),
        ("wA'il", "وائل", "Wail"),
        ("AyaX", "آية", "Aya"),
        ("layl#", "ليلى", "Layla"),
    ],
)
def test_sounds_are_spelled_in_both_scripts(sounds, in_arabic, in_latin):
    """The same sounds give the Arabic spelling and the office's romanisation."""
    assert arabic(sounds) == in_arabic
    assert formal(sounds) == in_latin


def test_loose_spelling_varies():
    """People type one name in many ways."""
    from random import Random

    rng = Random(1)
    assert len({loose("muHammad", rng) for _ in range(30)}) > 5
