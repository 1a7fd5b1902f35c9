"""Stamping a case: nothing leaves but to a named server, what comes back is kept whole, and it is judged again offline."""

import hashlib
import json
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tawthiq.case import Case, init_case, judging
from tawthiq.case.folder import Folder
from tawthiq.cli.main import tawthiq
from tawthiq.preserve import Verdict, ots
from tawthiq.record.errors import InputError, TawthiqError, UsageError
from tawthiq.record.timestamp import Timestamp

from .conftest import Authority, Party, Served
from .test_ots import GENESIS, mined


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "note.txt").write_text("شهادة\n", encoding="utf-8")
    init_case(tmp_path / "case")
    with Case(Folder(tmp_path / "case"), writer=True) as opened:
        list(opened.collect([str(tmp_path / "note.txt")]))
    return tmp_path / "case"


@pytest.fixture
def root(authority: Authority, tmp_path: Path) -> str:
    path = tmp_path / "root.pem"
    path.write_bytes(authority.root.pem)
    return str(path)


def run(case: Path, *args: str) -> Result:
    done = CliRunner().invoke(tawthiq, ["--case", str(case), *args], standalone_mode=False)
    assert done.exception is None or isinstance(done.exception, TawthiqError), done.exception
    return done


def stamped(case: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in run(case, "stamp", "--json").stdout.splitlines()]


def statements(case: Path) -> int:
    with Case(Folder(case)) as opened:
        return opened.size()


def test_a_server_that_cannot_be_reached_leaves_the_record_as_it_was(case: Path) -> None:
    """And the error says how to go on without a network."""
    before = statements(case)
    done = run(case, "stamp", "--tsa", "http://127.0.0.1:9/")
    assert isinstance(done.exception, InputError)
    assert "--request" in str(done.exception)
    assert statements(case) == before


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/", "127.0.0.1", "http://"])
def test_what_is_no_server_is_refused(case: Path, url: str) -> None:
    """Only http and https are spoken."""
    assert isinstance(run(case, "stamp", "--tsa", url).exception, UsageError)


@pytest.mark.parametrize("broken", ["redirect", "big"])
def test_a_server_that_sends_elsewhere_or_without_end_is_refused(
    case: Path, served: Served, broken: str
) -> None:
    """The place it names was not named by the user."""
    served.broken = broken
    before = statements(case)
    assert isinstance(run(case, "stamp", "--tsa", served.url).exception, InputError)
    assert len(served.asked) == 1
    assert statements(case) == before


def test_an_answer_to_another_request_is_not_recorded(
    case: Path, authority: Authority, tmp_path: Path
) -> None:
    """Nor is one when nothing was asked."""
    (tmp_path / "other.tsr").write_bytes(authority.answer(authority.query(b"other", "-sha256", "-cert")))
    assert isinstance(run(case, "stamp", "--answer", str(tmp_path / "other.tsr")).exception, UsageError)
    run(case, "stamp", "--request", str(tmp_path / "ask.tsq"))
    before = statements(case)
    assert isinstance(run(case, "stamp", "--answer", str(tmp_path / "other.tsr")).exception, UsageError)
    assert statements(case) == before


def test_a_stamp_asked_over_the_network_is_kept_whole(case: Path, served: Served, root: str) -> None:
    """Answer, request, note and root are objects; both judges are heard; one statement more, and the log still verifies."""
    done = run(case, "stamp", "--tsa", served.url, "--root", root)
    assert done.return_value == 0, done.output
    (one,) = stamped(case)
    assert (one["form"], one["verdict"], one["statements"]) == ("rfc3161", "verified", 2)
    assert [judge["verdict"] for judge in one["judged"]] == ["verified", "verified"]  # type: ignore[attr-defined]
    with Case(Folder(case)) as opened:
        (told,) = opened.index.sayings("timestamp", Timestamp)
        note = opened.object_bytes(told.said.named("note")[0])
        assert note.startswith(b"tawthiq/")
        assert opened.object_bytes(told.said.named("answer")[0])
        assert all(report.verdict is Verdict.VERIFIED for report in opened.verify())
    assert served.asked[0][1].count(hashlib.sha256(note).digest()) == 1


def test_without_a_root_the_stamp_is_kept_and_not_called_verified(
    case: Path, served: Served, root: str
) -> None:
    """The root can be named later; what was kept is then judged again."""
    done = run(case, "stamp", "--tsa", served.url)
    assert done.return_value == 1
    assert stamped(case)[0]["verdict"] == "not checked"
    assert run(case, "stamp", "--root", root).return_value == 0
    (one,) = stamped(case)
    assert one["verdict"] == "verified"


def test_another_authoritys_root_takes_nothing_from_a_stamp(
    case: Path, served: Served, root: str, tmp_path: Path
) -> None:
    """Naming it says only that it does not help here; what was verified stays so, and nothing is recorded."""
    run(case, "stamp", "--tsa", served.url, "--root", root)
    (tmp_path / "other.pem").write_bytes(Party("Another authority", None).pem)
    before = statements(case)
    assert run(case, "stamp", "--root", str(tmp_path / "other.pem")).return_value == 0
    assert statements(case) == before
    run(case, "stamp", "--tsa", served.url)
    before = statements(case)
    done = run(case, "stamp", "--root", str(tmp_path / "other.pem"))
    assert "no-issuer" in done.stderr
    assert statements(case) == before
    assert [one["verdict"] for one in stamped(case)] == ["verified", "not checked"]


def test_one_stamp_holds_for_the_checkpoints_of_every_office_that_is_known(
    case: Path, served: Served, tmp_path: Path
) -> None:
    """Each has a proof of its own, for its own note."""
    run(case, "sync", str(tmp_path / "stick"))
    run(case, "init", str(tmp_path / "b"), "--join", str(tmp_path / "stick"))
    run(case, "sync", str(tmp_path / "b"))
    run(case, "stamp", "--calendar", served.url)
    assert len(served.asked) == 1
    with Case(Folder(case)) as opened:
        (told,) = opened.index.sayings("timestamp", Timestamp)
        notes = [opened.object_bytes(one) for one in told.said.named("note")]
        made = [ots.read_proof(opened.object_bytes(one)) for one in told.said.named("proof")]
        devices = {one.device for one in opened.index.witnesses()}
    assert len(devices) == 2
    assert len(notes) == 2
    assert [one.digest for one in made] == [hashlib.sha256(one).digest() for one in notes]
    assert len({message for one in made for message, _ in ots.ends(one.tree, one.digest)}) == 1


def test_a_damaged_answer_is_found_out_later(case: Path, served: Served, root: str) -> None:
    """By `verify`, since it is an object, and by judging it again."""
    run(case, "stamp", "--tsa", served.url, "--root", root)
    with Case(Folder(case)) as opened:
        digest = opened.index.sayings("timestamp", Timestamp)[0].said.named("answer")[0]
    path = case / "objects" / digest[:2] / digest
    path.chmod(0o644)
    raw = bytearray(path.read_bytes())
    raw[-3] ^= 1
    path.write_bytes(bytes(raw))
    assert run(case, "stamp").return_value == 1
    assert stamped(case)[0]["verdict"] == "failed"
    assert run(case, "verify").return_value == 1


def test_a_stamp_goes_over_an_air_gap(case: Path, authority: Authority, root: str, tmp_path: Path) -> None:
    """The request leaves on a stick, the answer comes back on one, after the log has gone on."""
    ask, back = tmp_path / "ask.tsq", tmp_path / "back.tsr"
    assert run(case, "stamp", "--request", str(ask)).return_value == 0
    assert stamped(case)[0]["verdict"] == "not checked"
    (tmp_path / "more.txt").write_text("more\n")
    with Case(Folder(case), writer=True) as opened:
        list(opened.collect([str(tmp_path / "more.txt")]))
    back.write_bytes(authority.answer(ask.read_bytes()))
    assert run(case, "stamp", "--answer", str(back), "--root", root).return_value == 0
    (one,) = stamped(case)
    assert (one["verdict"], one["statements"]) == ("verified", 2)


def test_a_calendar_is_asked_promises_and_is_asked_again(case: Path, served: Served, tmp_path: Path) -> None:
    """The calendar sees 32 bytes that say nothing; with a block's header the stamp is verified, without it never."""
    assert run(case, "stamp", "--calendar", served.url).return_value == 1
    (path, tip) = served.asked[0]
    with Case(Folder(case)) as opened:
        (told,) = opened.index.sayings("timestamp", Timestamp)
        note = opened.object_bytes(told.said.named("note")[0])
    assert (path, len(tip)) == ("/digest", 32)
    assert tip != hashlib.sha256(note).digest()
    assert stamped(case)[0]["problems"][0]["code"] == "pending"  # type: ignore[index]
    assert run(case, "stamp", "--upgrade", "--calendar", served.url).return_value == 2
    (message,) = served.promised
    block = ots.Attestation(ots.BITCOIN, ots.number(0))
    served.blocks[message] = ots.write_tree(ots.Tree((block,)))
    run(case, "stamp", "--upgrade", "--calendar", served.url)
    assert {one["code"] for one in stamped(case)[0]["problems"]} == {"pending", "header-missing"}  # type: ignore[attr-defined]
    (tmp_path / "0.header").write_bytes(GENESIS)
    done = run(case, "stamp", "--headers", str(tmp_path / "0.header"))
    assert "root-wrong" in done.stderr
    assert stamped(case)[0]["verdict"] == "not checked"


def test_a_stamp_under_a_block_is_verified_with_its_header_which_is_kept(
    case: Path, served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No one can mine a true block here, so the least work is lowered; without that, the same header verifies nothing."""
    run(case, "stamp", "--calendar", served.url)
    (message,) = served.promised
    served.blocks[message] = ots.write_tree(ots.Tree((ots.Attestation(ots.BITCOIN, ots.number(700)),)))
    run(case, "stamp", "--upgrade", "--calendar", served.url)
    (tmp_path / "headers").mkdir()
    (tmp_path / "headers" / "700.header").write_bytes(mined(bytes.fromhex(message)))
    done = run(case, "stamp", "--headers", str(tmp_path / "headers"))
    assert "header-without-work" in done.stderr
    assert stamped(case)[0]["verdict"] == "not checked"
    monkeypatch.setattr(judging, "check_proof", partial(judging.check_proof, easiest=1 << 256))
    assert run(case, "stamp", "--headers", str(tmp_path / "headers")).return_value == 0
    (one,) = stamped(case)
    assert one["verdict"] == "verified"
    assert str(one["authority"]).startswith("Bitcoin block 700 ")
    with Case(Folder(case)) as opened:
        last = opened.index.sayings("timestamp", Timestamp)[-1].said
        assert opened.object_bytes(last.named("header")[0]) == mined(bytes.fromhex(message))
        assert all(report.verdict is Verdict.VERIFIED for report in opened.verify())


def test_calendars_are_reached_over_an_air_gap_too(case: Path, tmp_path: Path) -> None:
    """And with two requests waiting, somebody must say which is answered."""
    asks = [tmp_path / "one", tmp_path / "two"]
    idents = [
        json.loads(run(case, "stamp", "--request", str(path), "--ots", "--json").stdout)["id"]
        for path in asks
    ]
    assert [len(path.read_bytes()) for path in asks] == [32, 32]
    answer = tmp_path / "answer"
    answer.write_bytes(ots.write_tree(ots.Tree((ots.pending("https://c.example"),))))
    assert isinstance(run(case, "stamp", "--answer", str(answer)).exception, UsageError)
    run(case, "stamp", "--answer", str(answer), "--for", idents[1])
    with Case(Folder(case)) as opened:
        waiting = [told.id for told in opened.index.sayings("timestamp", Timestamp) if not told.said.of]
        proof = opened.index.sayings("timestamp", Timestamp)[-1].said.named("proof")[0]
        made = ots.read_proof(opened.object_bytes(proof))
    assert waiting == idents
    assert [message for message, _ in ots.ends(made.tree, made.digest)] == [asks[1].read_bytes()]


def test_a_stamp_travels_with_the_case(case: Path, served: Served, root: str, tmp_path: Path) -> None:
    """Another office judges it from the same objects."""
    run(case, "stamp", "--tsa", served.url, "--root", root)
    bundle = tmp_path / "case.bundle"
    run(case, "sync", str(bundle))
    assert run(case, "init", str(tmp_path / "other"), "--join", str(bundle)).return_value in (0, None)
    (one,) = stamped(tmp_path / "other")
    assert one["verdict"] == "verified"


def test_a_file_with_its_answer_beside_it_is_verified(
    authority: Authority, root: str, tmp_path: Path
) -> None:
    """Without a case; with other bytes, or without a root, it is not."""
    (tmp_path / "report.pdf").write_bytes(b"report")
    answer = tmp_path / "report.pdf.tsr"
    answer.write_bytes(authority.answer(authority.query(b"report", "-sha256", "-cert")))
    assert run(tmp_path, "verify", str(answer), "--root", root).return_value == 0
    assert run(tmp_path, "verify", str(answer)).return_value == 1
    (tmp_path / "other").write_bytes(b"other")
    assert (
        run(tmp_path, "verify", str(answer), "--root", root, "--of", str(tmp_path / "other")).return_value
        == 1
    )
    digest = hashlib.sha256(b"report").hexdigest()
    assert run(tmp_path, "verify", str(answer), "--root", root, "--digest", digest).return_value == 0


def test_nothing_is_asked_when_stamps_are_listed(case: Path, served: Served, root: str) -> None:
    """Judging is offline."""
    run(case, "stamp", "--tsa", served.url, "--root", root)
    count = len(served.asked)
    run(case, "stamp")
    run(case, "stamp", "--root", root)
    assert len(served.asked) == count


@pytest.mark.parametrize(
    "args",
    [
        ("--ots",),
        ("--for", "ab"),
        ("--upgrade",),
        ("--tsa", "http://127.0.0.1:9/", "--calendar", "http://127.0.0.1:9/"),
        ("--answer", "nothing.tsr"),
        ("--root", "nothing.pem"),
        ("--headers", "nothing"),
        ("--request", "no-folder/ask.tsq"),
    ],
)
def test_what_makes_no_sense_is_refused(case: Path, args: tuple[str, ...]) -> None:
    """In words, and nothing is recorded."""
    before = statements(case)
    assert isinstance(run(case, "stamp", *args).exception, TawthiqError)
    assert statements(case) == before


def test_without_a_checkpoint_there_is_nothing_to_stamp(case: Path) -> None:
    """It says so before anything is asked."""
    (case / "checkpoint").write_text("")
    done = run(case, "stamp", "--tsa", "http://127.0.0.1:9/")
    assert done.exception is not None
    assert "127.0.0.1" not in str(done.exception)
