"""A team over time: who is removed cannot open what comes after, who is new opens what the policy gives, offices agree."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.case import Case, init_case
from tawthiq.case.exchange import bundle_case, import_bundle, swap, write_missing
from tawthiq.case.folder import Folder
from tawthiq.preserve import Verdict
from tawthiq.protect import age
from tawthiq.protect.envelope import Envelope, Inside, about_key, wrap
from tawthiq.protect.generations import Begun, Generation, current
from tawthiq.record.errors import KeyTrouble
from tawthiq.record.standing import Grant, Revocation, TeamRole


def office(path: Path) -> Case:
    return Case(Folder(path), writer=True)


def bring(path: Path, name: str) -> None:
    source = path.parent / name
    source.write_text(f"the words of {name}\n", encoding="utf-8")
    with office(path) as case:
        list(case.collect([str(source)]))


def meet(one: Path, two: Path) -> None:
    with office(one) as left, office(two) as right:
        list(swap(left, right))


def reads(path: Path) -> set[str]:
    """The names of the exhibits whose bytes this office can open."""
    with Case(Folder(path)) as case:
        found = {one.obtained.name: case.object_bytes(one.original.digest) for one in case.exhibits()}
    return {name for name, data in found.items() if data == f"the words of {name}\n".encode()}


def opens(case: Case, stored: str) -> bool:
    """Whether the key of an object can be had here at all, by whatever way."""
    try:
        case.reader.opens(bytes.fromhex(stored))
    except KeyTrouble as error:
        assert "was given none of them" in str(error)
        return False
    return True


def join(founder: Path, path: Path) -> str:
    """A further office that has everything and no key; its device."""
    stick = path.with_suffix(".stick")
    with office(founder) as case:
        write_missing(case, stick)
    init_case(path, case_id=bundle_case(stick))
    with office(path) as case:
        import_bundle(case, stick)
        device = case.settings.device
    meet(founder, path)
    return device


def grant(path: Path, device: str, role: TeamRole, opens: str = "all") -> None:
    with office(path) as case:
        case.govern("grant", Grant(device=device, role=role), opens=opens)  # type: ignore[arg-type]


@pytest.fixture
def founder(tmp_path: Path) -> Path:
    """With one exhibit."""
    init_case(tmp_path / "a")
    bring(tmp_path / "a", "first")
    return tmp_path / "a"


def test_a_copy_without_a_role_reads_nothing(founder: Path, tmp_path: Path) -> None:
    """Though it holds everything, and the log verifies; nor does an intake role open anything."""
    device = join(founder, tmp_path / "b")
    assert reads(tmp_path / "b") == set()
    grant(founder, device, TeamRole.INTAKE)
    meet(founder, tmp_path / "b")
    assert reads(tmp_path / "b") == set()
    with Case(Folder(tmp_path / "b")) as case:
        assert case.index.unread() == 1
        assert all(one.verdict is Verdict.VERIFIED for one in case.verify())
        stored = next(case.vault.digests())
        with pytest.raises(KeyTrouble, match="was given none of them"):
            case.seal.sealer.open_object(stored, case.vault)


def test_an_intake_device_seals_what_it_cannot_read_again(founder: Path, tmp_path: Path) -> None:
    """The founder reads it."""
    device = join(founder, tmp_path / "b")
    grant(founder, device, TeamRole.INTAKE)
    meet(founder, tmp_path / "b")
    bring(tmp_path / "b", "brought")
    assert reads(tmp_path / "b") == set()
    meet(founder, tmp_path / "b")
    assert reads(founder) == {"first", "brought"}


def test_a_new_reader_opens_what_the_policy_gives(founder: Path, tmp_path: Path) -> None:
    """All, or what is sealed later; no object is written anew."""
    with Case(Folder(founder)) as case:
        objects = list(case.vault.digests())
    everything, later = join(founder, tmp_path / "b"), join(founder, tmp_path / "c")
    grant(founder, everything, TeamRole.READER)
    grant(founder, later, TeamRole.READER, "later")
    with Case(Folder(founder)) as case:
        assert list(case.vault.digests()) == objects
    bring(founder, "second")
    for path in (tmp_path / "b", tmp_path / "c"):
        meet(founder, path)
    assert reads(tmp_path / "b") == {"first", "second"}
    assert reads(tmp_path / "c") == {"second"}
    grant(founder, later, TeamRole.EDITOR)
    meet(founder, tmp_path / "c")
    assert reads(tmp_path / "c") == {"second"}


def test_a_removed_member_cannot_open_what_came_after(founder: Path, tmp_path: Path) -> None:
    """He has every byte of it, and the keys of before; the others read on."""
    gone, stays = join(founder, tmp_path / "b"), join(founder, tmp_path / "c")
    grant(founder, gone, TeamRole.EDITOR)
    grant(founder, stays, TeamRole.EDITOR)
    for path in (tmp_path / "b", tmp_path / "c"):
        meet(founder, path)
    with office(founder) as case:
        case.govern("revocation", Revocation(device=gone, after=0))
    bring(founder, "after")
    for path in (tmp_path / "b", tmp_path / "c"):
        meet(founder, path)
    bring(tmp_path / "c", "after-too")
    for path in (founder, tmp_path / "b"):
        meet(tmp_path / "c", path)
    assert reads(tmp_path / "b") == {"first"}
    assert reads(founder) == reads(tmp_path / "c") == {"first", "after", "after-too"}
    with Case(Folder(tmp_path / "b")) as case:
        assert len(list(case.vault.digests())) == 3
        assert [opens(case, stored) for stored in case.vault.digests()].count(True) == 1


def test_an_office_that_hears_of_a_removal_late_does_not_seal_to_the_removed(
    founder: Path, tmp_path: Path
) -> None:
    """It has the closure and no new generation yet, and is no admin: what it takes in goes to each reader's own key."""
    gone, stays = join(founder, tmp_path / "b"), join(founder, tmp_path / "c")
    for device in (gone, stays):
        grant(founder, device, TeamRole.EDITOR)
    for path in (tmp_path / "b", tmp_path / "c"):
        meet(founder, path)
    with office(founder) as case:
        # The closure alone, as if the founder had been stopped before it began the generation.
        case.say("revocation", Revocation(device=gone, after=0))
        write_missing(case, tmp_path / "half")
    with office(tmp_path / "c") as case:
        import_bundle(case, tmp_path / "half")
        assert case.seal.generation() is None
    bring(tmp_path / "c", "between")
    meet(tmp_path / "c", tmp_path / "b")
    assert reads(tmp_path / "b") == {"first"}
    meet(tmp_path / "c", founder)
    assert reads(founder) == {"first", "between"}
    with office(founder) as case:
        assert case.seal.generation() is not None


def test_two_generations_begun_apart_settle_on_one(founder: Path, tmp_path: Path) -> None:
    """Two admins each remove somebody and take something in before they meet; afterwards neither removed one is sealed to."""
    devices = {name: join(founder, tmp_path / name) for name in ("b", "x", "y")}
    for name, role in (
        ("b", TeamRole.ADMIN),
        ("b", TeamRole.EDITOR),
        ("x", TeamRole.EDITOR),
        ("y", TeamRole.EDITOR),
    ):
        grant(founder, devices[name], role)
    for name in ("b", "x", "y"):
        meet(founder, tmp_path / name)
    for path, name in ((founder, "x"), (tmp_path / "b", "y")):
        with office(path) as case:
            case.govern("revocation", Revocation(device=devices[name], after=0))
    bring(founder, "left")
    bring(tmp_path / "b", "right")
    meet(founder, tmp_path / "b")
    meet(founder, tmp_path / "b")
    bring(founder, "both")
    meet(founder, tmp_path / "b")
    assert reads(founder) == reads(tmp_path / "b") == {"first", "left", "right", "both"}
    with office(founder) as one, office(tmp_path / "b") as two:
        assert one.seal.generation() == two.seal.generation() is not None
    for name in ("x", "y"):
        meet(founder, tmp_path / name)
        assert "both" not in reads(tmp_path / name)


def test_a_device_that_names_a_recipient_of_small_order_is_handed_nothing(
    founder: Path, tmp_path: Path
) -> None:
    """It would hand the keys of the case to everybody."""
    device = join(founder, tmp_path / "b")
    with office(founder) as case:
        before = list(case.envelopes.every())
        bad = "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z"
        case.index.recipients = lambda: {bytes.fromhex(device): bad}  # type: ignore[method-assign]
        with pytest.raises(KeyTrouble, match=r"small order|prime-order"):
            case.govern("grant", Grant(device=device, role=TeamRole.READER))
        assert list(case.envelopes.every()) == before or all(
            one.dest != bad for one in case.envelopes.every()
        )


def test_missing_and_damaged_envelopes_are_named_by_a_check(founder: Path) -> None:
    """With the object they belong to; nothing else is said to be wrong."""
    db = sqlite3.connect(founder / "envelopes.db")
    with Case(Folder(founder)) as case:
        (stored,) = case.vault.digests()
    about = bytes.fromhex(stored)
    (sealed,) = db.execute("SELECT sealed FROM envelopes WHERE about = ?", (about,)).fetchone()
    for value, code in (
        (sealed[:-1] + bytes([sealed[-1] ^ 1]), "envelope-damaged"),
        (None, "envelope-missing"),
    ):
        if value is None:
            db.execute("DELETE FROM envelopes WHERE about = ?", (about,))
        else:
            db.execute("UPDATE envelopes SET sealed = ? WHERE about = ?", (value, about))
        db.commit()
        with Case(Folder(founder)) as case:
            bad = [one for one in case.verify() if one.verdict is not Verdict.VERIFIED]
        assert [one.problems[0].code for one in bad] == [code]
        assert stored[:16] in bad[0].problems[0].where


def test_a_lost_envelope_comes_back_from_another_copy(founder: Path, tmp_path: Path) -> None:
    """By sync or repair."""
    device = join(founder, tmp_path / "b")
    grant(founder, device, TeamRole.EDITOR)
    meet(founder, tmp_path / "b")
    with office(founder) as case:
        (stored,) = case.vault.digests()
        case.envelopes.destroy([bytes.fromhex(stored)])
    with pytest.raises(KeyTrouble, match="no envelope"):
        reads(founder)
    meet(founder, tmp_path / "b")
    assert reads(founder) == {"first"}


HEX = st.sampled_from(["aa", "bb", "cc"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 5), st.sets(HEX)), max_size=6),
    st.sets(HEX),
    st.randoms(use_true_random=False),
)
def test_the_current_generation_depends_on_the_set_alone(
    parts: list[tuple[int, set[str]]], removed: set[str], draw: object
) -> None:
    """And is never one that a removed reader was in."""
    begun = [
        Begun(
            order=(time, b"", n, bytes([n])),
            body=Generation(recipient=f"age{n}", closed=tuple(sorted(closed))),
        )
        for n, (time, closed) in enumerate(parts)
    ]
    shuffled = list(begun)
    draw.shuffle(shuffled)  # type: ignore[attr-defined]
    found = current(begun, removed)
    assert current(shuffled, removed) == found
    chosen = [one for one in begun if one.body.recipient == found]
    assert found is None or removed <= set(chosen[0].body.closed)
    assert found is not None or all(not removed <= set(one.body.closed) for one in begun)


def test_an_envelope_of_another_case_changes_nothing(founder: Path) -> None:
    """What is in the set and fits nothing is passed over."""
    stranger = age.fresh()
    with office(founder) as case:
        case.envelopes.add([wrap(about_key("age1x"), Inside(identity=stranger), age.public(stranger))])
        case.envelopes.add([Envelope(b"z" * 32, "age1nobody", b"nonsense")])
    assert reads(founder) == {"first"}
