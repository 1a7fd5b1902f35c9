"""A team's own words: refused with their line where they cannot be used, else merged; the same words have one digest."""

import copy
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.vocabulary import BadVocabulary, own, table
from tawthiq.vocabulary.load import bundled
from tawthiq.vocabulary.own_shape import CHANGEABLE, Entries

UNIT = '[[unit]]\nunit = "tents"\nof = "home"\n'


@pytest.mark.parametrize(
    ("name", "text", "where", "got"),
    [
        ("nouns.toml", 'x = ["y"]', "nouns.toml", "no list is called"),
        ("units.toml", "[[unit\n", "units.toml", "no TOML"),
        ("units.toml", f'\n{UNIT}colour = "red"\n', "units.toml:5", "no key 'colour'"),
        ("units.toml", f'{UNIT}one = "shack"\n', "units.toml:4", "no list of words"),
        ("units.toml", f"{UNIT}one = [7]\n", "units.toml:4", "no list of words"),
        ("units.toml", UNIT, "units.toml:1", "says nothing"),
        ("units.toml", '[[unit]]\nunit = "tents"\none = ["x1"]\n', "units.toml:1", "of is missing"),
        ("units.toml", '[[unit]]\nunit = "tents"\nof = "hme"\none = ["x1"]\n', "units.toml:3", "'hme'"),
        ("units.toml", f'{UNIT}act = "kill"\none = ["x1"]\n', "units.toml:4", "'kill'"),
        ("units.toml", f'{UNIT}kin = 7\none = ["x1"]\n', "units.toml:4", "kin is no word"),
        ("units.toml", f'{UNIT}one = ["?!"]\n', "units.toml:4", "is no word"),
        ("units.toml", f'{UNIT}one = ["\u0640\u0640"]\n', "units.toml:4", "is no word"),
        ("units.toml", f'{UNIT}one = [" shack"]\n', "units.toml:4", "is no word"),
        ("units.toml", f'{UNIT}one = ["{"a" * 121}"]\n', "units.toml:4", "is no word"),
        ("units.toml", f'{UNIT}en = ["x"]\n', "units.toml:4", "is no word"),
        ("units.toml", f'{UNIT}one = ["civilian"]\n', "units.toml:4", "several places"),
        ("units.toml", '[unit]\nunit = "tents"\n', "units.toml:1", "written otherwise"),
        ("units.toml", 'remove = ["tents"]\n', "units.toml", "remove is no table"),
        ("acts.toml", '[[act]]\ncode = "kill"\nwords = ["zapped"]\n', "acts.toml:2", "no act is called 'kill'"),
        ("acts.toml", '[[act]]\ncode = "killing"\nar = ["قتل"]\n', "acts.toml:3", "no Arabic verb"),
        ("acts.toml", "[irregular]\nx = []\n", "acts.toml:1", "no table 'irregular'"),
        (
            "acts.toml",
            '[[act]]\ncode = "siege"\nwords = ["zapped"]\n[[remove.act]]\ncode = "siege"\nwords = ["zipped"]\n',
            "acts.toml:6",
            "'zipped' is not in words",
        ),
        (
            "acts.toml",
            '[[act]]\ncode = "siege"\nwords = ["zapped"]\n[[remove.act]]\ncode = "siege"\nwords = ["zapped"]\n',
            "acts.toml:6",
            "added and removed",
        ),
        ("means.toml", '[means]\nlaser = ["laser"]\n', "means.toml:2", "has no 'laser'"),
        ("means.toml", '[[means]]\ndrone = ["laser"]\n', "means.toml:1", "written otherwise"),
        ("organisations.toml", '[sites]\nnobody = ["x.org"]\n', "organisations.toml:2", "unknown organisation"),
        ("organisations.toml", '[[organisation]]\nid = "us"\nalias = []\n', "organisations.toml:2", "has no name"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_named_with_its_line(name: str, text: str, where: str, got: str) -> None:
    """And nothing is merged."""
    with pytest.raises(BadVocabulary) as raised:
        own([(name, text)])
    assert raised.value.where == where
    assert got in raised.value.got
    assert raised.value.expected or raised.value.hint


def test_files_that_say_nothing_change_nothing() -> None:
    """Comments alone are no words."""
    assert own([]) is None
    assert own([("units.toml", "# nothing yet\n")]) is None


def test_words_are_in_force_inside_and_nowhere_else() -> None:
    """The bundled lists stay what they are."""
    before = copy.deepcopy(bundled("means"))
    made = own([("means.toml", '[means]\ndrone = ["hexarotor"]\n[remove.means]\nbarrel_bomb = ["barrel"]\n')])
    assert made is not None
    with made.in_force():
        assert "hexarotor" in table("means")["means"]["drone"]
        assert "barrel" not in table("means")["means"]["barrel_bomb"]
    assert table("means") == before == bundled("means")


def test_a_word_can_be_moved_from_one_entry_to_another() -> None:
    """Removed there, added here."""
    text = f'{UNIT}one = ["noncombatants"]\n[[remove.unit]]\nunit = "civilians"\nof = "person"\nmany = ["noncombatants"]\n'
    made = own([("units.toml", text)])
    assert made is not None
    holding = [one["unit"] for one in made.tables["units"]["unit"] if "noncombatants" in str(one.values())]
    assert holding == ["tents"]


FILES = [
    ("units-a.toml", f'{UNIT}one = ["shackle"]\n'),
    ("units-b.toml", '[[unit]]\nunit = "tents"\nof = "home"\nmany = ["shacks9"]\n'),
    ("means.toml", '[means]\ndrone = ["hexarotor"]\n'),
]


def test_order_names_and_layout_of_files_change_no_digest() -> None:
    """One word more does."""
    digests = {made.digest for each in permutations(FILES) if (made := own(each))}
    assert len(digests) == 1
    renamed = own([("units-z.toml", "# ours\n\n" + FILES[0][1]), *FILES[1:]])
    more = own([*FILES, ("targets.toml", '[targets]\nhospital = ["sickbay"]\n')])
    assert renamed is not None
    assert more is not None
    assert {renamed.digest} == digests
    assert more.digest not in digests


def test_what_a_team_may_change_is_there() -> None:
    """Every table, key and list of the shape is one of the bundled files."""
    for base, tables in CHANGEABLE.items():
        for name, kind in tables.items():
            body = bundled(base)[name]
            if isinstance(kind, Entries):
                assert {*kind.by, *kind.lists} <= {key for one in body for key in one}, (base, name)
            else:
                assert all(isinstance(words, list) for words in body.values()), (base, name)


@given(st.text(max_size=200))
def test_any_text_is_words_or_an_error_with_its_place(text: str) -> None:
    """Never another exception."""
    try:
        own([("units.toml", text)])
    except BadVocabulary as error:
        assert error.where.startswith("units.toml")


_VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(), st.text(max_size=6)), lambda inner: st.lists(inner, max_size=3)
)


@given(
    st.sampled_from(sorted(CHANGEABLE)),
    st.dictionaries(
        st.sampled_from(["unit", "of", "code", "words", "one", "hedge", "verb", "id", "alias"]), _VALUES
    ),
    st.booleans(),
)
def test_any_shape_is_words_or_an_error(base: str, body: dict[str, object], removing: bool) -> None:
    """A table of any keys and values under any heading."""

    def toml(value: object) -> str:
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, list):
            return f"[{', '.join(map(toml, value))}]"
        return str(value) if isinstance(value, int) else "'''" + str(value).replace("'", "") + "'''"

    lines = "\n".join(f"{key} = {toml(value)}" for key, value in body.items())
    for name, kind in CHANGEABLE[base].items():
        heading = f"remove.{name}" if removing else name
        shown = f"[[{heading}]]" if isinstance(kind, Entries) else f"[{heading}]"
        try:
            own([(f"{base}.toml", f"{shown}\n{lines}\n")])
        except BadVocabulary as error:
            assert error.where.startswith(base)
