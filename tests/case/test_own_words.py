"""A case's own words reach what is made of the claims: one organisation under two names is one voice, in `weigh` and in `read --pairs`."""

from pathlib import Path

from click.testing import CliRunner

from tawthiq.case import Case, init_case
from tawthiq.case.derive import Derivation
from tawthiq.case.folder import Folder
from tawthiq.cli.main import tawthiq
from tawthiq.record.assessment import Evidence

ONE = "The Qarnat River Doctors Union said 19 people were killed in Aleppo on 14 March 2019."
OTHER = "In Aleppo 19 people were killed on 14 March 2019, according to the Hakeema Council of Medics. Its ambulances were stopped."
NAMES = (
    '[[organisation]]\nid = "qrdu"\nkind = "medical"\n'
    'alias = ["Qarnat River Doctors Union", "Hakeema Council of Medics"]\n'
)

PAGE = """قُتل أربعة مدنيين في حلب في 3 أيار 2016 بقصف مدفعي.

Four civilians were killed in Aleppo on 3 May 2016 by artillery zorbles.
"""
MEANS = '[means]\nmine = ["artillery zorbles"]\n'


def _case(tmp_path: Path, *texts: str) -> Path:
    names = []
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
        names.append(str(tmp_path / f"{number}.txt"))
    init_case(tmp_path / "case")
    with Case(Folder(tmp_path / "case"), writer=True) as made:
        list(made.collect(names))
    return tmp_path / "case"


def test_two_names_of_one_organisation_are_two_voices_until_its_own_words_say_otherwise(
    tmp_path: Path,
) -> None:
    """And again when the file goes: what is kept between does not outlive the words it was made with."""
    folder = _case(tmp_path, ONE, OTHER)
    with Case(Folder(folder)) as made:
        derived = Derivation(made)

        def weighed() -> set[Evidence]:
            return {one.status for one in derived.assessments().values()}

        assert weighed() == {Evidence.CORROBORATED}
        made.folder.vocabulary.mkdir()
        own = made.folder.vocabulary / "organisations.toml"
        own.write_text(NAMES, encoding="utf-8")
        assert weighed() == {Evidence.SINGLE_SOURCE}
        own.unlink()
        assert weighed() == {Evidence.CORROBORATED}


def test_pairs_of_a_case_are_read_with_its_own_words(tmp_path: Path) -> None:
    """A broken file is told; a sound one changes what is compared."""
    folder = _case(tmp_path, PAGE)

    def pairs() -> str:
        return CliRunner().invoke(tawthiq, ["--case", str(folder), "read", "--pairs", "--json"]).output

    before = pairs()
    own = Folder(folder).vocabulary
    own.mkdir()
    (own / "means.toml").write_text(MEANS, encoding="utf-8")
    assert pairs() != before
    (own / "means.toml").write_text("[[unit", encoding="utf-8")
    result = CliRunner().invoke(tawthiq, ["--case", str(folder), "read", "--pairs"])
    assert result.exit_code != 0
    assert "means.toml" in f"{result.output}{result.exception}"
