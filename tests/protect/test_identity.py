"""Who a source is: one admin, or an admin with one other, opens nothing; with two others it opens, and that is recorded."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tawthiq.case import Case, init_case, sources
from tawthiq.case.exchange import bundle_case, import_bundle, swap, write_missing
from tawthiq.case.folder import Folder
from tawthiq.cli.main import tawthiq
from tawthiq.protect import age
from tawthiq.protect.identity import open_by_paper, open_identity, own_share, seal_identity
from tawthiq.protect.pseudonym import Pseudonym
from tawthiq.record.errors import KeyTrouble, UsageError
from tawthiq.record.standing import Grant, TeamRole

WHO = "Rima Haddadin, midwife, behind the old bakery"


def run(case: Path, *args: str, say: str | None = None) -> Result:
    return CliRunner().invoke(tawthiq, ["--case", str(case), *args], standalone_mode=False, input=say)


@pytest.fixture
def offices(tmp_path: Path) -> list[Path]:
    """Four: three admins and an editor."""
    made = [tmp_path / name for name in "abcd"]
    init_case(made[0])
    with Case(Folder(made[0]), writer=True) as case:
        write_missing(case, tmp_path / "stick")
    for path in made[1:]:
        init_case(path, case_id=bundle_case(tmp_path / "stick"))
        with Case(Folder(path), writer=True) as case:
            import_bundle(case, tmp_path / "stick")
            device = case.settings.device
        meet(made[0], path)
        roles = [TeamRole.EDITOR, *([TeamRole.ADMIN] if path != made[3] else [])]
        with Case(Folder(made[0]), writer=True) as case:
            for role in roles:
                case.govern("grant", Grant(device=device, role=role))
    for path in made[1:] * 2:
        meet(made[0], path)
    return made


def meet(one: Path, two: Path) -> None:
    with Case(Folder(one), writer=True) as left, Case(Folder(two), writer=True) as right:
        list(swap(left, right))


def everybody(offices: list[Path]) -> None:
    for path in offices[1:] * 2:
        meet(offices[0], path)


def asked(offices: list[Path]) -> tuple[str, str]:
    """A source is added by the editor and asked for by the first admin: its code, the request."""
    code = run(offices[3], "source", "add", say=WHO).stdout.split()[0]
    everybody(offices)
    done = run(offices[0], "source", "request", code, "--why", "her life is in danger")
    assert done.exception is None, done.exception
    everybody(offices)
    with Case(Folder(offices[0])) as case:
        ((mark, _, _),) = sources.requests(case)
    return code, mark.id.hex()[:16]


def test_nobody_opens_an_identity_alone_or_with_one_other(offices: list[Path]) -> None:
    """Neither by the command, nor by putting together all that his device holds."""
    _, request = asked(offices)
    assert isinstance(run(offices[0], "source", "open", request).exception, KeyTrouble)
    assert run(offices[1], "source", "grant", request).exception is None
    everybody(offices)
    assert isinstance(run(offices[0], "source", "open", request).exception, KeyTrouble)
    with Case(Folder(offices[0])) as case:
        ((_, source),) = sources.sources(case)
        assert case.keys is not None
        assert case.keys.identity is not None
        own = own_share(source, case.settings.device, case.keys.identity)
        with pytest.raises(KeyTrouble):
            open_identity(source, [own, own, own])
        assert not any(
            mark.author.hex() != case.settings.device for mark, _ in case.index.told("opening", object)
        )


def test_nobody_grants_his_own_request_or_twice_for_another(offices: list[Path]) -> None:
    """One other, however often he agrees, is one."""
    _, request = asked(offices)
    assert isinstance(run(offices[0], "source", "grant", request).exception, UsageError)
    for _ in range(2):
        run(offices[1], "source", "grant", request)
    everybody(offices)
    assert isinstance(run(offices[0], "source", "open", request).exception, KeyTrouble)


def test_an_editor_neither_asks_nor_grants_nor_opens(offices: list[Path]) -> None:
    """Though it was he who sealed it."""
    code, request = asked(offices)
    assert isinstance(run(offices[3], "source", "request", code, "--why", "r").exception, KeyTrouble)
    assert isinstance(run(offices[3], "source", "grant", request).exception, KeyTrouble)
    assert isinstance(run(offices[3], "source", "open", request).exception, UsageError)


def test_what_one_was_granted_opens_to_nobody_else(offices: list[Path]) -> None:
    """Another admin does not open it on the first one's request."""
    _, request = asked(offices)
    for path in (offices[1], offices[2]):
        run(path, "source", "grant", request)
    everybody(offices)
    assert isinstance(run(offices[1], "source", "open", request).exception, UsageError)


def test_with_two_others_it_opens_and_every_office_knows(offices: list[Path]) -> None:
    """The request, both grants and the opening stand in the log; the reason is sealed."""
    code, request = asked(offices)
    for path in (offices[1], offices[2]):
        assert run(path, "source", "grant", request).exception is None
    everybody(offices)
    opened = run(offices[0], "source", "open", request)
    assert opened.exception is None, opened.exception
    assert WHO in opened.stdout
    everybody(offices)
    for path in offices:
        said = run(path, "log").stdout
        for kind in ("request", "consent", "opening"):
            assert kind in said
        assert "2 agreed" in run(path, "source", "list").stdout
        everything = b"".join(one.read_bytes() for one in path.rglob("*") if one.is_file())
        assert b"Haddadin" not in everything
        assert b"life is in danger" not in everything
    assert code in run(offices[1], "source", "list").stdout


def test_the_same_person_has_the_same_pseudonym_and_is_sealed_once(offices: list[Path]) -> None:
    """In each office; another person has another."""
    first = run(offices[0], "source", "add", say=WHO).stdout
    everybody(offices)
    assert run(offices[1], "source", "add", say=f"  {WHO}\n").stdout == first
    assert run(offices[1], "source", "add", say="Somebody else").stdout != first
    with Case(Folder(offices[1])) as case:
        assert len(sources.sources(case)) == 2


def test_with_too_few_admins_only_paper_opens_it(tmp_path: Path) -> None:
    """And without paper it is refused: nobody could open it, or one alone."""
    name = Pseudonym(code="00", en="x", ar="س")
    paper, other = age.fresh(), age.fresh()
    admins = {"aa": age.public(other)}
    with pytest.raises(KeyTrouble, match="no key on paper"):
        seal_identity(WHO, name, admins, [])
    sealed = seal_identity(WHO, name, admins, [age.public(paper)])
    with pytest.raises(KeyTrouble):
        open_by_paper(sealed, other)
    assert open_by_paper(sealed, paper) == WHO
    assert sealed.shares == {}


def test_a_case_that_seals_nothing_takes_no_identity(tmp_path: Path) -> None:
    """It would lie open to every reader."""
    run(tmp_path, "init", str(tmp_path / "case"), "--seal", "nothing")
    assert isinstance(run(tmp_path / "case", "source", "add", say=WHO).exception, UsageError)


def test_taking_everything_back_destroys_the_identity_too(offices: list[Path], tmp_path: Path) -> None:
    """By its pseudonym in either language."""
    (tmp_path / "note.txt").write_text("hers\n", encoding="utf-8")
    line = run(offices[0], "source", "add", "--json", say=WHO).stdout
    import json

    name = json.loads(line)
    run(offices[0], "collect", str(tmp_path / "note.txt"), "--source", name["en"])
    everybody(offices)
    for path in offices[:2]:
        assert run(path, "withdraw", "--source", name["ar"], "--reason", "r").exception is None
        everybody(offices)
    for path in offices:
        with Case(Folder(path)) as case:
            assert sources.sources(case) == []
            assert case.exhibits() == []
        assert run(path, "verify").return_value == 0


def test_three_sheets_open_what_an_admin_asked_for_and_nothing_else(tmp_path: Path) -> None:
    """Where there are too few admins to agree: two sheets, sheets of later make, and a stranger's request open nothing."""
    init_case(tmp_path / "case")
    case = tmp_path / "case"

    def printed(name: str) -> list[str]:
        texts = [one for one in run(case, "sheets").stdout.split("-" * 60) if one.strip()]
        for n, text in enumerate(texts):
            (tmp_path / f"{name}{n}").write_text(text, encoding="utf-8")
        return [str(tmp_path / f"{name}{n}") for n in range(len(texts))]

    sheets = printed("early")
    code = run(case, "source", "add", say=WHO).stdout.split()[0]
    later = printed("later")
    assert run(case, "source", "request", code, "--why", "a court order").exception is None
    with Case(Folder(case)) as opened:
        ((mark, _, _),) = sources.requests(opened)
    request = mark.id.hex()
    assert isinstance(run(case, "source", "open", request).exception, KeyTrouble)
    assert isinstance(run(case, "source", "open", request, *sheets[:2]).exception, KeyTrouble)
    assert isinstance(run(case, "source", "open", request, *later[:3]).exception, KeyTrouble)
    assert "opening" not in run(case, "log").stdout
    done = run(case, "source", "open", request, *sheets[2:])
    assert done.exception is None, done.exception
    assert WHO in done.stdout
    assert "opening" in run(case, "log").stdout
