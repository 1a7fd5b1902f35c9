"""Audits: oldest first, resumed where they stopped, kept in the record, and "safe" only with two whole copies."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.case import Case, init_case, upkeep
from tawthiq.case.folder import Folder
from tawthiq.cli.main import tawthiq
from tawthiq.preserve import schedule as plan
from tawthiq.record.errors import TawthiqError, UsageError
from tawthiq.record.upkeep import Audited, Mended

DIGESTS = [f"{n:02x}" * 32 for n in range(0, 250, 10)]


def held(*named: tuple[str, int]) -> list[plan.Held]:
    return [plan.Held(digest=d, size=1, named=named or (("a", n),)) for n, d in enumerate(DIGESTS)]


def audited(*spans: tuple[str, str], at: int = 100, head: int = 999, **more: object) -> plan.Noted:
    said = Audited(
        heads=(("a", head),),
        began=at,
        ended=at,
        spans=tuple(plan.Span(*one) for one in spans),
        objects=0,
        bytes=0,
        log="verified",
        **more,  # type: ignore[arg-type]
    )
    return plan.Noted(author="a", seq=at, at=at, said=said)


def test_what_came_after_an_audit_was_not_read_by_it() -> None:
    """Wherever its digest falls."""
    seen = plan.last_seen(held(), [audited((DIGESTS[0], DIGESTS[-1]), head=9)])
    assert sorted(seen) == DIGESTS[:10]


def test_what_was_hurt_comes_first_then_what_was_never_read_then_the_oldest() -> None:
    """And among equals by digest, so that two runs agree."""
    told = [
        audited((DIGESTS[4], DIGESTS[9]), at=50),
        audited((DIGESTS[0], DIGESTS[3]), at=20),
        audited((DIGESTS[2], DIGESTS[2]), at=60, failed=((DIGESTS[2], "object-changed"),)),
    ]
    seen = plan.last_seen(held(), told)
    order = [one.digest for one in plan.due(held(), seen)]
    assert order[0] == DIGESTS[2]
    assert order[1:16] == DIGESTS[10:]
    assert order[16:] == [DIGESTS[0], DIGESTS[1], DIGESTS[3], *DIGESTS[4:10]]
    fresh = [one.digest for one in plan.due(held(), seen, before=40)]
    assert DIGESTS[5] not in fresh
    assert DIGESTS[2] in fresh


def test_a_repair_makes_whole_what_an_audit_found_hurt() -> None:
    """And a later audit may find it hurt again."""
    hurt = audited((DIGESTS[0], DIGESTS[0]), at=10, failed=((DIGESTS[0], "object-missing"),))
    mended = plan.Noted(author="a", seq=11, at=11, said=Mended(objects=(DIGESTS[0],)))
    assert plan.last_seen(held(), [hurt])[DIGESTS[0]].wrong == "object-missing"
    assert plan.last_seen(held(), [hurt, mended])[DIGESTS[0]] == plan.Seen(at=11)
    again = audited((DIGESTS[0], DIGESTS[0]), at=12, failed=((DIGESTS[0], "object-missing"),))
    assert plan.last_seen(held(), [hurt, mended, again])[DIGESTS[0]].wrong


@given(st.sets(st.sampled_from(DIGESTS)))
def test_spans_hold_what_was_read_and_nothing_else_that_is_there(read: set[str]) -> None:
    """However it lies."""
    found = plan.spans(held(), read)
    assert {one.digest for one in held() if any(span.holds(one.digest) for span in found)} == read
    assert len(found) <= (len(read) or 0)


@given(st.floats(0, 1), st.text("0123456789abcdef", min_size=64, max_size=64))
def test_a_sample_is_a_stretch_of_the_right_length(share: float, start: str) -> None:
    """Around the end to the beginning; never empty where something was asked for."""
    found = plan.window(held(), share, start)
    assert len(found) == len({one.digest for one in found}) <= len(DIGESTS)
    assert abs(len(found) - share * len(DIGESTS)) <= 1
    assert len(plan.spans(held(), [one.digest for one in found])) <= 2


def seen(**copies: plan.Seen) -> dict[str, dict[str, plan.Seen]]:
    return {name: {DIGESTS[0]: one} for name, one in copies.items()}


@pytest.mark.parametrize(
    ("copies", "why"),
    [
        ({}, "unread-here"),
        (seen(b=plan.Seen(at=9), c=plan.Seen(at=9)), "unread-here"),
        (seen(a=plan.Seen(at=9)), "one-copy"),
        (seen(a=plan.Seen(at=1), b=plan.Seen(at=9)), "old-here"),
        (seen(a=plan.Seen(at=9), b=plan.Seen(at=1)), "old-elsewhere"),
        (seen(a=plan.Seen(at=9, wrong="x"), b=plan.Seen(at=9), c=plan.Seen(at=9)), "hurt-here"),
        (seen(a=plan.Seen(at=9), b=plan.Seen(at=9, wrong="x")), "hurt-elsewhere"),
        (seen(a=plan.Seen(at=9), b=plan.Seen(at=9)), None),
        (seen(a=plan.Seen(at=9), b=plan.Seen(at=9, wrong="x"), c=plan.Seen(at=9)), None),
    ],
)
def test_safe_takes_two_whole_copies_one_of_them_here(
    copies: dict[str, dict[str, plan.Seen]], why: str | None
) -> None:
    """Each of them read of late."""
    assert plan.safety(DIGESTS[0], copies, "a", since=5).why == why


# In a case


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Two offices with the same forty files."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for n in range(40):
        (inbox / f"{n}.txt").write_text(f"file {n}\n", encoding="utf-8")
    init_case(tmp_path / "a")
    with Case(Folder(tmp_path / "a"), writer=True) as case:
        list(case.collect([str(inbox)]))
    run(tmp_path / "a", "sync", str(tmp_path / "stick"))
    run(tmp_path / "a", "init", str(tmp_path / "b"), "--join", str(tmp_path / "stick"))
    run(tmp_path / "a", "sync", str(tmp_path / "b"))
    return tmp_path / "a", tmp_path / "b"


def run(case: Path, *args: str) -> Result:
    done = CliRunner().invoke(tawthiq, ["--case", str(case), *args], standalone_mode=False)
    assert done.exception is None or isinstance(done.exception, TawthiqError), done.exception
    return done


def lines(done: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def safe(case: Path) -> list[bool]:
    return [bool(one["safe"]) for one in lines(run(case, "audit", "--due", "--json"))]


def hurt(case: Path, which: int = 0) -> str:
    path = sorted((case / "objects").glob("??/*"))[which]
    path.chmod(0o644)
    path.write_bytes(b"false")
    return path.name


def test_nothing_is_safe_before_two_copies_were_read(pair: tuple[Path, Path]) -> None:
    """Not because it is there, not because it was synced, not because one copy is whole."""
    assert not any(safe(pair[0]))
    assert run(pair[0], "audit").return_value == 0
    assert not any(safe(pair[0]))
    assert {one["why"] for one in lines(run(pair[0], "audit", "--due", "--json"))} == {"one-copy"}


def test_an_audit_of_another_office_counts_once_it_has_come_here(pair: tuple[Path, Path]) -> None:
    """Signed by that office, which must hold a role in the case."""
    run(pair[0], "audit")
    run(pair[1], "audit")
    run(pair[0], "sync", str(pair[1]))
    assert not any(safe(pair[0]))
    with Case(Folder(pair[1])) as other:
        device = other.settings.device
    run(pair[0], "grant", device, "reader")
    assert all(safe(pair[0]))
    assert run(pair[0], "audit", "--due").return_value == 0


def test_another_copy_can_be_read_from_here(pair: tuple[Path, Path]) -> None:
    """A disk that is plugged in; what it never got is not called whole."""
    run(pair[0], "audit")
    assert run(pair[0], "audit", "--copy", str(pair[1])).return_value == 0
    assert all(safe(pair[0]))
    (pair[0].parent / "late.txt").write_text("late\n")
    with Case(Folder(pair[0]), writer=True) as case:
        list(case.collect([str(pair[0].parent / "late.txt")]))
    run(pair[0], "audit", "--older", "0")
    run(pair[0], "audit", "--copy", str(pair[1]))
    assert safe(pair[0]).count(False) == 1


def test_a_copy_made_by_copying_the_folder_is_not_a_second_office(
    pair: tuple[Path, Path], tmp_path: Path
) -> None:
    """It would go on under the same key; and the case must not count itself twice."""
    shutil.copytree(pair[0], tmp_path / "twin")
    assert isinstance(run(pair[0], "audit", "--copy", str(tmp_path / "twin")).exception, UsageError)


def test_damage_is_named_recorded_and_undone_by_repair(pair: tuple[Path, Path]) -> None:
    """The history keeps that it happened."""
    run(pair[0], "audit", "--copy", str(pair[1]))
    name = hurt(pair[0])
    done = run(pair[0], "audit", "--json")
    assert done.return_value == 1
    assert lines(done)[0]["failed"] == [{"object": name, "code": "object-changed"}]
    assert {one["why"] for one in lines(run(pair[0], "audit", "--due", "--json"))} == {None, "hurt-here"}
    run(pair[0], "repair", "--from", str(pair[1]))
    assert all(safe(pair[0]))
    history = lines(run(pair[0], "audit", "--history", "--json"))
    assert [len(one["failed"]) for one in history] == [0, 1]  # type: ignore[arg-type]


def test_a_run_that_is_stopped_goes_on_where_it_stopped(pair: tuple[Path, Path]) -> None:
    """By its own clock: each run reads what the ones before it did not, and then the oldest."""
    ticks = iter(range(10_000))

    def clock() -> float:
        return float(next(ticks))

    runs: list[set[str]] = []
    with Case(Folder(pair[0]), writer=True) as case:
        for _ in range(4):
            (done,) = upkeep.audit(case, upkeep.Wanted(seconds=20.0), clock=clock)
            assert 0 < done.objects < 20
            held = upkeep.stock(case).held
            runs.append({one.digest for one in held if any(span.holds(one.digest) for span in done.spans)})
            assert len(runs[-1]) == done.objects
    for first, second in pairwise(runs[:3]):
        assert not first & second
    assert len(set().union(*runs)) == 40


def test_an_audit_interrupted_by_hand_records_what_it_read(
    pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And says so before it goes."""
    true = upkeep.check_objects

    def stopping(*args: object, **kwargs: object) -> Iterator[object]:
        for n, report in enumerate(true(*args, **kwargs)):  # type: ignore[arg-type]
            if n == 7:
                raise KeyboardInterrupt
            yield report

    monkeypatch.setattr(upkeep, "check_objects", stopping)
    with Case(Folder(pair[0]), writer=True) as case:
        with pytest.raises(KeyboardInterrupt):
            upkeep.audit(case, upkeep.Wanted())
        (told,) = case.index.sayings("audit", Audited)
    assert told.said.objects == 7


def test_a_sample_reads_a_part_and_says_how_much(pair: tuple[Path, Path]) -> None:
    """Ten of a hundred of forty are four."""
    (done,) = lines(run(pair[0], "audit", "--sample", "10", "--json"))
    assert done["objects"] == 4


def test_a_damaged_log_is_told_too(pair: tuple[Path, Path]) -> None:
    """Whole objects under a false log are not enough, and the history says so."""
    db = sqlite3.connect(pair[0] / "record.db")
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    db.execute("UPDATE bodies SET body = x'f6' WHERE arrival = 5")
    db.commit()
    db.close()
    done = run(pair[0], "audit")
    assert done.return_value == 1
    assert "the log itself is not sound" in done.stderr
    assert lines(run(pair[0], "audit", "--history", "--json"))[0]["log"] == "failed"


def test_what_makes_no_sense_is_refused(pair: tuple[Path, Path]) -> None:
    """In words."""
    assert isinstance(run(pair[0], "audit", "--history", "--due").exception, UsageError)
    assert isinstance(run(pair[0], "audit", "--due", "--sample", "5").exception, UsageError)
