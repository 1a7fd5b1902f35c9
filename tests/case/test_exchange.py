"""Offices: they join, trust, meet over folders and sticks, and catch a copy that lost or rewrote its past."""

import shutil
from pathlib import Path

import pytest

from tawthiq.case import Case, init_case
from tawthiq.case.exchange import bundle_case, import_bundle, swap, write_missing
from tawthiq.case.folder import Folder
from tawthiq.preserve import Verdict
from tawthiq.record.errors import EvidenceError, UnreadableInput
from tawthiq.record.standing import Grant, Revocation, TeamRole
from tawthiq.record.witness import Seen


def office(path: Path) -> Case:
    return Case(Folder(path), writer=True)


def bring(case: Case, folder: Path, name: str, words: str) -> str:
    """Collect one small file; its exhibit id."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(words + "\n", encoding="utf-8")
    return next(one.exhibit for one in case.collect([str(folder / name)]))  # type: ignore[union-attr]


def device(case: Case) -> bytes:
    return bytes.fromhex(case.settings.device)


def names(case: Case) -> list[str]:
    return [one.obtained.name for one in case.exhibits()]


def sound(case: Case) -> bool:
    return all(one.verdict is Verdict.VERIFIED for one in case.verify())


@pytest.fixture
def offices(tmp_path: Path) -> tuple[Path, Path]:
    """The founding office with one exhibit, and a second one that joined over a stick and is an editor."""
    init_case(tmp_path / "a", title="A")
    with office(tmp_path / "a") as a:
        bring(a, tmp_path / "in", "first.txt", "the first")
        write_missing(a, tmp_path / "stick")
    init_case(tmp_path / "b", title="B", case_id=bundle_case(tmp_path / "stick"))
    with office(tmp_path / "b") as b, office(tmp_path / "a") as a:
        import_bundle(b, tmp_path / "stick")
        list(swap(a, b))
        for role in (TeamRole.EDITOR, TeamRole.ADMIN):
            a.govern("grant", Grant(device=b.settings.device, role=role))
        list(swap(a, b))
    return tmp_path / "a", tmp_path / "b"


def test_a_bundle_of_another_case_is_refused(offices: tuple[Path, Path], tmp_path: Path) -> None:
    """Before anything is taken in."""
    init_case(tmp_path / "other")
    with office(tmp_path / "other") as other:
        write_missing(other, tmp_path / "their-stick")
    with office(offices[0]) as a, pytest.raises(UnreadableInput, match="another case"):
        import_bundle(a, tmp_path / "their-stick")


def test_what_a_stranger_says_is_kept_and_does_not_count(offices: tuple[Path, Path], tmp_path: Path) -> None:
    """Until an admin gives his device a role; then it counts, though it was said before."""
    with office(offices[0]) as a:
        write_missing(a, tmp_path / "stick2")
    init_case(tmp_path / "c", case_id=bundle_case(tmp_path / "stick2"))
    with office(tmp_path / "c") as c:
        import_bundle(c, tmp_path / "stick2")
        bring(c, tmp_path / "in", "unasked.txt", "from nobody we know")
        write_missing(c, tmp_path / "stick3")
        stranger = c.settings.device
    with office(offices[0]) as a:
        import_bundle(a, tmp_path / "stick3")
        assert "unasked.txt" not in names(a)
        assert "no-role" in {why for _, why in a.index.uncounted()}
        assert sound(a)
        a.govern("grant", Grant(device=stranger, role=TeamRole.INTAKE))
        assert "unasked.txt" in names(a)


def test_two_offices_end_with_the_same_exhibits_and_the_same_derivations(
    offices: tuple[Path, Path], tmp_path: Path
) -> None:
    """Whatever the order of arrival in each."""
    with office(offices[0]) as a, office(offices[1]) as b:
        bring(a, tmp_path / "in", "a.txt", "On 3 May 2016 at least 40 people were killed in Aleppo.")
        bring(b, tmp_path / "in", "b.txt", "On 3 May 2016 some 30 people were killed in Aleppo.")
        list(swap(a, b))
        list(swap(b, a))
        assert [one.id for one in a.exhibits()] == [one.id for one in b.exhibits()]
        assert a.derive().claims() == b.derive().claims()
        assert a.derive().assessments() == b.derive().assessments()
        assert sound(a)
        assert sound(b)


def test_meeting_again_with_nothing_new_says_nothing(offices: tuple[Path, Path]) -> None:
    """Two offices that witness each other do not talk for ever."""
    with office(offices[0]) as a, office(offices[1]) as b:
        for _ in range(3):
            list(swap(a, b))
        before = (a.size(), b.size())
        list(swap(a, b))
        list(swap(b, a))
        assert (a.size(), b.size()) == before


def test_an_office_set_back_to_an_old_state_is_caught(offices: tuple[Path, Path], tmp_path: Path) -> None:
    """Its own `verify` finds nothing; the other office remembers a longer log."""
    a, b = offices
    shutil.copytree(b, tmp_path / "old")
    with office(a) as one, office(b) as two:
        bring(two, tmp_path / "in", "later.txt", "later")
        list(swap(one, two))
    shutil.rmtree(b)
    shutil.copytree(tmp_path / "old", b)
    with office(b) as two:
        assert sound(two)
        write_missing(two, tmp_path / "old-stick")
    with office(a) as one, pytest.raises(EvidenceError, match="shorter than it was"):
        import_bundle(one, tmp_path / "old-stick")


def test_a_rewritten_log_is_caught(offices: tuple[Path, Path], tmp_path: Path) -> None:
    """As long as before or longer, signed by the right device, and another history."""
    a, b = offices
    shutil.copytree(b, tmp_path / "old")
    with office(a) as one, office(b) as two:
        bring(two, tmp_path / "in", "true.txt", "what was really brought")
        list(swap(one, two))
    with office(tmp_path / "old") as false:
        for n in range(4):
            bring(false, tmp_path / "in", f"false-{n}.txt", f"another history {n}")
        write_missing(false, tmp_path / "false-stick")
    with office(a) as one, pytest.raises(EvidenceError, match="no proof"):
        import_bundle(one, tmp_path / "false-stick")


def test_a_rewritten_log_that_offers_a_proof_is_caught_too(
    offices: tuple[Path, Path], tmp_path: Path
) -> None:
    """It proves only that it goes on from its own past, which is not the one that was seen."""
    a, b = offices
    shutil.copytree(b, tmp_path / "old")
    with office(a) as one, office(b) as two:
        bring(two, tmp_path / "in", "true.txt", "what was really brought")
        size = two.size()
        list(swap(one, two))
    with office(tmp_path / "old") as false:
        for n in range(4):
            bring(false, tmp_path / "in", f"false-{n}.txt", f"another history {n}")
        (tmp_path / "old" / "given").write_text("".join(f"{n}\n" for n in range(size + 4)), encoding="ascii")
        write_missing(false, tmp_path / "false-stick")
    with office(a) as one, pytest.raises(EvidenceError, match="not the continuation"):
        import_bundle(one, tmp_path / "false-stick")


def test_a_restored_backup_goes_on_under_a_new_key(offices: tuple[Path, Path], tmp_path: Path) -> None:
    """It gets back what it had said, forks nothing, and what it says then waits for a role."""
    a, b = offices
    shutil.copytree(b, tmp_path / "backup")
    with office(a) as one, office(b) as two:
        bring(two, tmp_path / "in", "kept.txt", "said before the disk died")
        list(swap(one, two))
        write_missing(one, tmp_path / "stick2")
        old = two.settings.device
    shutil.rmtree(b)
    shutil.copytree(tmp_path / "backup", b)
    with office(b) as two:
        met = import_bundle(two, tmp_path / "stick2")
        assert met.renewed is not None
        assert two.settings.device == met.renewed != old
        assert "kept.txt" in names(two)
        bring(two, tmp_path / "in", "new.txt", "said under the new key")
        assert "new.txt" not in names(two)
        assert sound(two)
        assert not two.index.standing.forks
    with office(b) as two, office(a) as one:
        list(swap(one, two))
        one.govern("grant", Grant(device=two.settings.device, role=TeamRole.EDITOR))
        assert "new.txt" in names(one)


def test_a_copied_key_makes_a_fork_that_freezes_and_is_shown(
    offices: tuple[Path, Path], tmp_path: Path
) -> None:
    """Two machines with one key: both branches are kept, none counts."""
    a, b = offices
    shutil.copytree(b, tmp_path / "twin")
    with office(b) as two, office(tmp_path / "twin") as twin:
        bring(two, tmp_path / "in", "left.txt", "left")
        bring(twin, tmp_path / "in", "right.txt", "right")
        forked = device(two)
        write_missing(twin, tmp_path / "twin-stick")
    with office(a) as one:
        with office(b) as two:
            list(swap(one, two))
        # The twin's log is another one under the same key: its passport is refused, and so is what it brings.
        with pytest.raises(EvidenceError):
            import_bundle(one, tmp_path / "twin-stick")
        # Somebody who never met it passes its statements on all the same.
        init_case(tmp_path / "c", case_id=bundle_case(tmp_path / "twin-stick"))
        with office(tmp_path / "c") as c:
            import_bundle(c, tmp_path / "twin-stick")
            list(swap(one, c))
        assert forked in one.index.standing.forks
        assert not {"left.txt", "right.txt"} & set(names(one))
        codes = {problem.code for report in one.verify() for problem in report.problems}
        assert "chain-forked" in codes


def test_a_closed_device_adds_nothing_that_counts(offices: tuple[Path, Path], tmp_path: Path) -> None:
    """Neither what it says afterwards nor what it hid until then."""
    with office(offices[0]) as one:
        third = init_case(tmp_path / "c", case_id=one.settings.id)
        with Case(third, writer=True) as c:
            list(swap(one, c))
            one.govern("grant", Grant(device=c.settings.device, role=TeamRole.INTAKE))
            bring(c, tmp_path / "in", "early.txt", "in time")
            list(swap(one, c))
            last = dict(one.index.devices())[device(c)]
            one.govern("revocation", Revocation(device=c.settings.device, after=last))
            bring(c, tmp_path / "in", "late.txt", "too late")
            list(swap(one, c))
        assert "early.txt" in names(one)
        assert "late.txt" not in names(one)


def test_a_bundle_later_proves_that_it_goes_on_from_the_earlier_one(
    offices: tuple[Path, Path], tmp_path: Path
) -> None:
    """One way only, over sticks, months apart."""
    with office(offices[0]) as one, office(offices[1]) as two:
        bring(one, tmp_path / "in", "x.txt", "x")
        write_missing(one, tmp_path / "s1")
        assert import_bundle(two, tmp_path / "s1").seen is Seen.CONSISTENT
        bring(one, tmp_path / "in", "y.txt", "y")
        write_missing(one, tmp_path / "s2")
        assert import_bundle(two, tmp_path / "s2").seen is Seen.CONSISTENT
        assert {"x.txt", "y.txt"} <= set(names(two))
