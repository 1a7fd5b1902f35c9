"""Withdrawal on three offices: nothing of it can be read in any copy, the log verifies, what leaned on it is told anew."""

import contextlib
import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tawthiq.case import Case, init_case
from tawthiq.case.check import WITHDRAWN
from tawthiq.case.exchange import bundle_case, import_bundle, swap, write_missing
from tawthiq.case.folder import Folder
from tawthiq.cli.main import tawthiq
from tawthiq.preserve import Verdict
from tawthiq.protect.policy import Seals
from tawthiq.protect.withdrawal import Withdrawal
from tawthiq.record.judgement import Judgement, Subject
from tawthiq.record.judgement import Verdict as Decision
from tawthiq.record.standing import Grant, TeamRole

TEXT = "The Relief Committee said on 4 March 2016 that at least 12 people were killed in Aleppo on 3 March 2016.\n"
OTHER = "The Civil Defence said on 5 March 2016 that 9 people were killed in Aleppo on 3 March 2016.\n"
WHY = "the cousin of the witness at the bakery"


def office(path: Path) -> Case:
    return Case(Folder(path), writer=True)


def run(case: Path, *args: str) -> Result:
    return CliRunner().invoke(tawthiq, ["--case", str(case), *args], standalone_mode=False)


def meet(one: Path, two: Path) -> None:
    with office(one) as left, office(two) as right:
        list(swap(left, right))


def everybody(*offices: Path) -> None:
    for _ in range(2):
        for one in offices:
            for two in offices:
                if one < two:
                    meet(one, two)


@pytest.fixture(params=[Seals.EVERYTHING, Seals.NOTHING], ids=str)
def offices(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path, Path]:
    """Three offices with the same three exhibits and a judgement about one of them; the third is not an admin."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "committee.txt").write_text(TEXT, encoding="utf-8")
    (inbox / "defence.txt").write_text(OTHER, encoding="utf-8")
    (inbox / "third.txt").write_text("nothing to do with it\n", encoding="utf-8")
    a, b, c = (tmp_path / name for name in "abc")
    init_case(a, seals=request.param)
    with office(a) as case:
        list(case.collect([str(inbox)], source="olive calm 3f2"))
        case.refresh()
        claim = next(iter(case.derive().claims(case.exhibit("committee.txt").id)))
        case.judge(Judgement(subject=Subject.CLAIM, verdict=Decision.ACCEPTED, a=claim.id, why=WHY))
        write_missing(case, tmp_path / "stick")
    for path in (b, c):
        init_case(path, case_id=bundle_case(tmp_path / "stick"), seals=request.param)
        with office(path) as other:
            import_bundle(other, tmp_path / "stick")
        meet(a, path)
        with office(a) as case, office(path) as other:
            roles = [TeamRole.EDITOR] + [TeamRole.ADMIN] * (path == b)
            for role in roles:
                case.govern("grant", Grant(device=other.settings.device, role=role))
    everybody(a, b, c)
    for path in (a, b, c):
        with office(path) as case:
            case.derive().run()
    return a, b, c


def secrets(case: Case, ident: str) -> list[bytes]:
    """Whatever could bring an exhibit back: its words, its key, its salt, its envelopes, its ciphertext, its body."""
    exhibit = case.exhibit(ident)
    row = case.ledger.find(bytes.fromhex(exhibit.id))
    assert row is not None
    assert row.body is not None
    found = [
        case.object_bytes(exhibit.original.digest)[10:60],
        row.body[20:],
        exhibit.obtained.origin.encode(),
    ]
    with case.vault.open(exhibit.original.name) as stream:
        found.append(stream.read()[-60:])
    if exhibit.original.sealed:
        about = bytes.fromhex(exhibit.original.name)
        inside = case.reader.opens(about)
        assert inside.salt is not None
        found += [inside.identity.encode(), inside.salt, inside.salt.hex().encode()]
        found += [one.sealed[-60:] for one in case.envelopes.about(about)]
    return found


def remains(root: Path, words: list[bytes]) -> list[tuple[str, bytes]]:
    files = [path for path in root.rglob("*") if path.is_file()]
    return [(path.name, word[:20]) for path in files for word in words if word in path.read_bytes()]


def codes(case: Path) -> set[str]:
    with Case(Folder(case)) as opened:
        return {problem.code for report in opened.verify() for problem in report.problems}


def withdrawn_by_two(offices: tuple[Path, Path, Path]) -> list[bytes]:
    """The committee's text is withdrawn by both admins, and everybody meets; what must not be left."""
    a, b, c = offices
    with Case(Folder(a)) as case:
        words = [*secrets(case, "committee.txt"), WHY.encode()]
    for path in (a, b):
        done = run(path, "withdraw", "committee.txt", "--reason", "she asked for it")
        assert done.exception is None, done.exception
        everybody(a, b, c)
    return words


def test_one_admin_of_two_destroys_nothing(offices: tuple[Path, Path, Path]) -> None:
    """His word is recorded, waits, and is listed."""
    a, b, c = offices
    done = run(a, "withdraw", "committee.txt", "--reason", "she asked")
    assert "before a second admin" in done.output
    everybody(a, b, c)
    for path in offices:
        with Case(Folder(path)) as case:
            assert len(case.exhibits()) == 3
            assert case.object_bytes(case.exhibit("committee.txt").original.digest) == TEXT.encode()
    assert "waits for a second admin" in run(b, "withdraw", "--list").output


def test_somebody_who_is_no_admin_withdraws_nothing(offices: tuple[Path, Path, Path]) -> None:
    """Not even twice, nor with one admin."""
    a, b, c = offices
    assert "does not count: no-role" in run(c, "withdraw", "committee.txt", "--reason", "r").output
    everybody(a, b, c)
    run(a, "withdraw", "committee.txt", "--reason", "r")
    everybody(a, b, c)
    with Case(Folder(a)) as case:
        assert len(case.exhibits()) == 3


def test_a_body_that_is_gone_without_a_withdrawal_is_missing(offices: tuple[Path, Path, Path]) -> None:
    """Another exhibit's withdrawal excuses nothing; nor does an edited cache."""
    withdrawn_by_two(offices)
    a = offices[0]
    with Case(Folder(a)) as case:
        row = case.ledger.find(bytes.fromhex(case.exhibit("third.txt").id))
        name = case.exhibit("defence.txt").original.name
    assert row is not None
    db = sqlite3.connect(a / "record.db")
    db.execute("DELETE FROM bodies WHERE arrival = ?", (row.arrival,))
    db.commit()
    db.close()
    (a / "objects" / name[:2] / name).unlink()
    assert {"body-missing", "object-missing"} <= codes(a)


def test_nothing_of_it_is_left_in_any_copy(offices: tuple[Path, Path, Path]) -> None:
    """No words, key, salt, envelope, ciphertext or body; a judgement's reason that spoke of it neither."""
    with Case(Folder(offices[0])) as case:
        assert remains(offices[0], secrets(case, "committee.txt"))
    words = withdrawn_by_two(offices)
    for path in offices:
        assert remains(path, words) == []
        with Case(Folder(path)) as case:
            assert [one.obtained.name for one in case.exhibits()] == ["defence.txt", "third.txt"]
            assert case.judgements() == []
            assert case.object_bytes(case.exhibit("defence.txt").original.digest) == OTHER.encode()


def test_the_log_verifies_and_tells_withdrawn_from_missing(offices: tuple[Path, Path, Path]) -> None:
    """In every copy, with keys and without."""
    withdrawn_by_two(offices)
    for path in offices:
        for keyless in (False, True):
            with Case(Folder(path), keyless=keyless) as case:
                reports = case.verify()
            gone = [one for one in reports if one.kind == WITHDRAWN]
            assert len(gone) == 1
            assert all(one.verdict is Verdict.VERIFIED for one in reports if one not in gone)
        assert run(path, "verify").return_value == 0
        assert "1 withdrawn" in run(path, "verify").output


def test_what_leaned_on_it_is_recomputed_and_listed(offices: tuple[Path, Path, Path]) -> None:
    """Nine was contested by at least twelve; alone it is from a single source, and the withdrawing admin is told."""
    a, b, c = offices
    with Case(Folder(b)) as case:
        before = {str(one.status) for one in case.derive().assessments().values()}
    run(a, "withdraw", "committee.txt", "--reason", "r")
    everybody(a, b, c)
    done = json.loads(run(b, "withdraw", "committee.txt", "--reason", "r", "--json").stdout)
    told = {(one["what"], one["after"]) for one in done["dependants"]}
    assert ("claim", None) in told
    assert any(what == "claim" and after and after.startswith("single-source") for what, after in told)
    everybody(a, b, c)
    for path in offices:
        with Case(Folder(path)) as case:
            assert (
                {str(one.status) for one in case.derive().assessments().values()}
                == {"single-source"}
                != before
            )


def test_offices_that_have_not_confirmed_are_listed(offices: tuple[Path, Path, Path]) -> None:
    """Until their receipt has come."""
    a, b, c = offices
    with Case(Folder(c)) as case:
        third = case.settings.device[:16]
    for path in (a, b):
        run(path, "withdraw", "committee.txt", "--reason", "r")
        meet(a, b)
    assert third in run(a, "withdraw", "--list").output
    everybody(a, b, c)
    for path in offices:
        assert "all copies confirmed" in run(path, "withdraw", "--list").output


def test_an_old_stick_brings_nothing_back(offices: tuple[Path, Path, Path], tmp_path: Path) -> None:
    """Nor does a fresh copy founded from it, once it has met the others."""
    words = withdrawn_by_two(offices)
    a = offices[0]
    done = run(a, "sync", str(tmp_path / "stick"))
    assert done.exception is None or "shorter" in str(done.exception)
    assert remains(a, words) == []
    fresh = tmp_path / "d"
    init_case(fresh, case_id=bundle_case(tmp_path / "stick"))
    with office(fresh) as case:
        import_bundle(case, tmp_path / "stick")
    meet(a, fresh)
    assert remains(a, words) == []
    assert remains(fresh, words) == []
    for path in (a, fresh):
        assert run(path, "verify").return_value == 0


@pytest.mark.parametrize("step", ["drop_body", "forget", "say"])
def test_a_crash_on_the_way_is_made_good(
    offices: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """The next who writes does what is left, and only then there is a receipt."""
    a, b, c = offices
    run(a, "withdraw", "committee.txt", "--reason", "r")
    everybody(a, b, c)
    with Case(Folder(b)) as case:
        words = secrets(case, "committee.txt")
    with office(b) as case, monkeypatch.context() as patched:
        target = {"drop_body": case.ledger, "forget": case.cache, "say": case}[step]

        def cut(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        patched.setattr(target, step, cut)
        with contextlib.suppress(KeyboardInterrupt):
            exhibit = case.exhibit("committee.txt").id
            case.withdraw(Withdrawal(exhibits=(exhibit,)))
        assert bytes.fromhex(case.settings.device) not in case.index.receipts()
    with office(b) as case:
        assert bytes.fromhex(case.settings.device) in case.index.receipts()
    assert remains(b, words) == []
    assert run(b, "verify").return_value == 0


def test_everything_of_one_source_goes(offices: tuple[Path, Path, Path]) -> None:
    """By its pseudonym."""
    a, b, c = offices
    for path in (a, b):
        run(path, "withdraw", "--source", "olive calm 3f2", "--reason", "r")
        everybody(a, b, c)
    for path in offices:
        with Case(Folder(path)) as case:
            assert case.exhibits() == []
            assert list(case.vault.digests()) == []
        assert run(path, "verify").return_value == 0


def test_one_person_alone_can_keep_a_promise(tmp_path: Path) -> None:
    """There is no second admin to ask; what is shared with another exhibit stays with that."""
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "two.txt").write_text(TEXT, encoding="utf-8")
    init_case(tmp_path / "case")
    with office(tmp_path / "case") as case:
        list(case.collect([str(tmp_path / "one.txt"), str(tmp_path / "two.txt")]))
    done = run(tmp_path / "case", "withdraw", "one.txt", "--reason", "asked")
    assert "1 exhibits withdrawn: 0 objects" in done.output
    with Case(Folder(tmp_path / "case")) as case:
        (left,) = case.exhibits()
        assert case.object_bytes(left.original.digest) == TEXT.encode()
    assert run(tmp_path / "case", "verify").return_value == 0
