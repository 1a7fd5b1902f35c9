"""The custody report: what is wrong stands in it, what is not proven stands in it, and no word of a source becomes markup."""

import io
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from tawthiq.case import Case, init_case
from tawthiq.case.folder import Folder
from tawthiq.cli.main import tawthiq
from tawthiq.engines import chromium
from tawthiq.preserve import custody_html
from tawthiq.record import checkpoint
from tawthiq.record.errors import InputError, TawthiqError, UnknownId, UsageError
from tawthiq.record.merkle import leaf
from tawthiq.record.proofs import includes
from tawthiq.vocabulary.load import catalogue

from .conftest import Authority, Served

HOSTILE = 'x"><img src=a onerror=b>\u202egpj.exe.png'


@pytest.fixture
def case(tmp_path: Path) -> Path:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "شهادة.txt").write_text("قُتل ٤٠ شخصًا، قال أحمد.\n", encoding="utf-8")
    Image.new("RGB", (8, 8), (3, 2, 1)).save(inbox / "photo.png")
    init_case(tmp_path / "case", title="A case")
    with Case(Folder(tmp_path / "case"), writer=True) as opened:
        list(opened.collect([str(inbox)], source="Quiet Harbour 4e1"))
    return tmp_path / "case"


def run(case: Path, *args: str) -> Result:
    done = CliRunner().invoke(tawthiq, ["--case", str(case), *args], standalone_mode=False)
    assert done.exception is None or isinstance(done.exception, TawthiqError), done.exception
    return done


def report(case: Path, ident: str = "photo.png", *args: str) -> dict[str, object]:
    made: dict[str, object] = json.loads(run(case, "custody", ident, "--json", *args).stdout)
    return made


def keys(made: dict[str, object]) -> list[str]:
    return [one["key"] for one in made["events"]]  # type: ignore[attr-defined]


class Seen(HTMLParser):
    """Every tag with its attributes, and the text of each article."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, str] = {}
        self._lang = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "article":
            self._lang = dict(attrs)["lang"] or ""

    def handle_data(self, data: str) -> None:
        self.text[self._lang] = self.text.get(self._lang, "") + data


def seen(page: str) -> Seen:
    parser = Seen()
    parser.feed(page)
    return parser


def page(case: Path, tmp_path: Path, *args: str, ident: str = "photo.png") -> str:
    target = tmp_path / "report.html"
    run(case, "custody", ident, "-o", str(target), *args)
    return target.read_text(encoding="utf-8")


def test_an_exhibit_that_is_not_there_has_no_report(case: Path, tmp_path: Path) -> None:
    """And the file is not written."""
    done = run(case, "custody", "nobody", "-o", str(tmp_path / "r.html"))
    assert isinstance(done.exception, UnknownId)
    assert not (tmp_path / "r.html").exists()


@pytest.mark.parametrize("target", [None, "report.docx", "report"])
def test_without_a_file_that_can_be_written_it_is_refused(
    case: Path, tmp_path: Path, target: str | None
) -> None:
    args = ["-o", str(tmp_path / target)] if target else []
    assert isinstance(run(case, "custody", "photo.png", *args).exception, UsageError)


def test_a_changed_byte_is_told_in_capitals_and_in_the_exit_code(case: Path, tmp_path: Path) -> None:
    """The report is made all the same: it says what is wrong."""
    with Case(Folder(case)) as opened:
        name = opened.exhibit("photo.png").original.name
    path = case / "objects" / name[:2] / name
    path.chmod(0o644)
    path.write_bytes(b"false")
    assert run(case, "custody", "photo.png", "-o", str(tmp_path / "r.html")).return_value == 1
    text = seen((tmp_path / "r.html").read_text(encoding="utf-8")).text
    assert "NOT WHOLE" in text["en"]
    assert "غير سليم" in text["ar"]


def test_a_log_that_is_not_what_its_checkpoint_covers_is_told(case: Path) -> None:
    """The proof does not hold then, and the exit code says so."""
    note = case / "checkpoint"
    text = note.read_text()
    origin, size, root, *rest = text.split("\n")
    note.write_text("\n".join([origin, size, "A" * 43 + "=", *rest]))
    done = run(case, "custody", "photo.png", "--json")
    assert done.return_value == 1
    anchored = json.loads(done.stdout)["anchored"]
    assert anchored["holds"] is False
    assert anchored["log"] == "failed"
    assert root != "A" * 43 + "="


def test_what_is_never_proven_is_never_left_out(case: Path, tmp_path: Path) -> None:
    """In both languages; without a time stamp and a second copy, that too."""
    text = seen(page(case, tmp_path)).text
    words = catalogue("custody")
    for key in ("truth", "before", "clock", "person", "source", "complete", "reading", "nostamp"):
        for lang in ("en", "ar"):
            assert words[f"unproven.{key}"][lang] in text[lang], key
    assert words["unsafe.unread-here"]["en"] in text["en"]


def test_a_stamp_takes_away_one_doubt_and_brings_another(
    case: Path, served: Served, authority: Authority, tmp_path: Path
) -> None:
    """What was collected after the stamp is not under it."""
    (tmp_path / "root.pem").write_bytes(authority.root.pem)
    run(case, "stamp", "--tsa", served.url, "--root", str(tmp_path / "root.pem"))
    words = catalogue("custody")
    text = seen(page(case, tmp_path)).text["en"]
    assert words["unproven.nostamp"]["en"] not in text
    assert words["unproven.revocation"]["en"] in text
    assert "timestamp" in keys(report(case))
    (tmp_path / "late.txt").write_text("late\n")
    with Case(Folder(case), writer=True) as opened:
        list(opened.collect([str(tmp_path / "late.txt")]))
    made = report(case, "late.txt")
    assert made["stamps"] == []
    assert "timestamp" not in keys(made)


def test_every_hand_and_tool_is_told_with_its_statement(case: Path, tmp_path: Path) -> None:
    """Intake, redaction, decision, judgement, audit, witness, repair: each leads to a statement of the log."""
    run(case, "sync", str(tmp_path / "stick"))
    run(case, "init", str(tmp_path / "b"), "--join", str(tmp_path / "stick"))
    run(case, "sync", str(tmp_path / "b"))
    run(case, "redact", "photo.png", "--region", "0,0,4,4")
    run(case, "visibility", "team", "photo.png")
    run(case, "audit")
    run(case, "audit", "--copy", str(tmp_path / "b"))
    with Case(Folder(case)) as opened:
        name = opened.exhibit("photo.png").original.name
    path = case / "objects" / name[:2] / name
    path.chmod(0o644)
    path.write_bytes(b"false")
    run(case, "audit")
    run(case, "repair", "--from", str(tmp_path / "b"))
    made = report(case)
    assert set(keys(made)) == {
        "exhibit",
        "redacted",
        "visibility",
        "audit",
        "audit_copy",
        "witness",
        "repair",
    }
    log = {json.loads(line)["id"] for line in run(case, "log", "--json").stdout.splitlines()}
    assert {one["statement"] for one in made["events"]} <= log  # type: ignore[attr-defined]
    assert made["readings"] == 3
    assert made["safety"]["why"] is None  # type: ignore[index]
    (copy,) = [
        json.loads(line)["id"]
        for line in run(case, "ls", "--json").stdout.splitlines()
        if '"derived"' in line
    ]
    assert "redaction" in keys(report(case, copy))


def test_what_does_not_count_is_told_with_the_reason(case: Path, tmp_path: Path) -> None:
    """A device without a role said it."""
    run(case, "sync", str(tmp_path / "stick"))
    run(case, "init", str(tmp_path / "b"), "--join", str(tmp_path / "stick"))
    with Case(Folder(tmp_path / "b")) as other:
        device = other.settings.device
    run(case, "sync", str(tmp_path / "b"))
    run(case, "grant", device, "reader")
    run(case, "sync", str(tmp_path / "b"))
    run(tmp_path / "b", "visibility", "public", "photo.png")
    run(case, "sync", str(tmp_path / "b"))
    made = report(case)
    (void,) = [one for one in made["events"] if one["key"] == "visibility"]  # type: ignore[attr-defined]
    assert void["void"] == "no-role"
    assert made["visibility"] == "sealed"
    assert "does not count" in seen(page(case, tmp_path)).text["en"]


def test_a_statement_that_cannot_be_read_is_told_all_the_same(case: Path) -> None:
    """A later version said it, or its body is gone: that it was said about this exhibit stays in the log."""
    with Case(Folder(case), writer=True) as opened:
        ident = opened.exhibit("photo.png").id
        opened.log.say("farewell", {"why": "x"}, time=1, refs=(ident,))
        opened.log.commit()
    made = report(case)
    (one,) = [event for event in made["events"] if event["key"] == "other"]  # type: ignore[attr-defined]
    assert one["values"] == {"kind": "farewell"}
    assert "other" not in keys(report(case, "شهادة.txt"))


def test_the_proof_in_the_report_holds_by_itself(case: Path) -> None:
    """From the leaf to the root of the signed note, with nothing but the report and the entry."""
    made = report(case)
    at = made["anchored"]
    assert isinstance(at, dict)
    point = checkpoint.parse(at["note"])
    with Case(Folder(case)) as opened:
        row = opened.ledger.find(bytes.fromhex(made["exhibit"]["id"]))  # type: ignore[index]
        assert row is not None
    path = [bytes.fromhex(one) for one in at["path"]]
    assert at["leaf"] == leaf(row.entry).hex()
    assert includes(bytes.fromhex(at["leaf"]), at["arrival"], point.size, path, point.root)
    assert not includes(bytes.fromhex(at["leaf"]), at["arrival"], point.size, path[::-1], bytes(32))


def test_names_cannot_become_markup_or_turn_a_line_around(tmp_path: Path, case: Path) -> None:
    """A hostile file name is shown, not obeyed."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / HOSTILE.replace("/", "_")).write_bytes(
        (tmp_path / "inbox" / "photo.png").read_bytes()
    )
    with Case(Folder(case), writer=True) as opened:
        list(opened.collect([str(tmp_path / "more")]))
    made = page(case, tmp_path, ident=HOSTILE)
    tags = seen(made).tags
    assert not {name for name, _ in tags} & {"img", "script", "iframe", "link", "object", "a"}
    assert not [
        attrs for _, attrs in tags if any(key.startswith("on") or key in ("src", "href") for key in attrs)
    ]
    assert "\u202e" not in made
    assert "\\u202e" in made


def test_the_page_needs_nothing_else(case: Path, tmp_path: Path) -> None:
    """No address, no script; a policy that forbids both; each language whole, in its own direction."""
    made = page(case, tmp_path)
    assert not re.search(r"https?://|url\(|@import", made)
    assert "default-src 'none'" in made
    articles = [attrs for name, attrs in seen(made).tags if name == "article"]
    assert [(one["lang"], one["dir"]) for one in articles] == [("en", "ltr"), ("ar", "rtl")]
    arabic = made[made.index('<article lang="ar"') :]
    shown = re.sub(r"<(code|bdi|pre)[^>]*>.*?</\1>", "", arabic, flags=re.DOTALL)
    assert not re.search(r"[0-9a-f]{12}|\d{4}-\d{2}-\d{2}", re.sub(r"<[^>]*>", "", shown)), (
        "a hash or date that is not isolated"
    )


@pytest.mark.parametrize(("lang", "langs"), [("en", ["en"]), ("ar", ["ar"]), ("both", ["en", "ar"])])
def test_the_language_is_the_readers(case: Path, tmp_path: Path, lang: str, langs: list[str]) -> None:
    made = page(case, tmp_path, "--lang", lang)
    assert [attrs["lang"] for name, attrs in seen(made).tags if name == "article"] == langs


def test_the_desk_is_given_the_report_in_the_readers_language(case: Path) -> None:
    """The same page, one language of it."""
    with Case(Folder(case)) as opened:
        made = opened.derive().custody_page(opened.exhibit("photo.png").id, "ar")
    assert [attrs["lang"] for name, attrs in seen(made).tags if name == "article"] == ["ar"]


def test_name_and_place_can_be_withheld(case: Path, tmp_path: Path) -> None:
    """For a report that leaves the house."""
    made = page(case, tmp_path, "--withhold", ident="شهادة.txt")
    assert "شهادة.txt" not in made
    assert "withheld" in made
    assert "شهادة.txt" in page(case, tmp_path, ident="شهادة.txt")


def test_without_chromium_it_says_how_to_print(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing is written under the name of the PDF."""
    nothing: Callable[[str], None] = lambda _: None  # noqa: E731
    monkeypatch.setattr(chromium.shutil, "which", nothing)
    done = run(case, "custody", "photo.png", "-o", str(tmp_path / "r.pdf"))
    assert isinstance(done.exception, InputError)
    assert "print it" in str(done.exception)
    assert not (tmp_path / "r.pdf").exists()


@pytest.mark.chromium
@pytest.mark.skipif(chromium.found() is None, reason="chromium is not installed: the report was not printed")
def test_the_pdf_holds_both_languages_and_the_whole_hash(case: Path, tmp_path: Path) -> None:
    """As text that can be searched, on A4."""
    from pypdf import PdfReader

    run(case, "custody", "photo.png", "-o", str(tmp_path / "r.pdf"))
    reader = PdfReader(io.BytesIO((tmp_path / "r.pdf").read_bytes()))
    text = "".join(one.extract_text() for one in reader.pages)
    with Case(Folder(case)) as opened:
        digest = opened.exhibit("photo.png").original.digest
    assert "What is not proven" in text
    assert digest in re.sub(r"\s", "", text)
    assert re.search("[\u0600-\u06ff\ufb50-\ufeff]{3}", text)
    assert (round(float(reader.pages[0].mediabox.width)), round(float(reader.pages[0].mediabox.height))) == (
        595,
        842,
    )


def test_every_code_that_can_stand_in_a_report_has_its_words() -> None:
    """In both languages; a code without words would be shown as it is, and no clerk would understand it."""
    from tawthiq.protect import redact  # noqa: F401
    from tawthiq.record.assessment import Visibility
    from tawthiq.record.exhibit import How
    from tawthiq.record.judgement import Subject, Verdict
    from tawthiq.record.standing import TeamRole
    from tawthiq.record.timestamp import Form

    words = catalogue("custody")
    wanted = [f"level.{one}" for one in Visibility] + [f"how.{one}" for one in How]
    wanted += [f"subject.{one}" for one in Subject] + [f"judged.{one}" for one in Verdict]
    wanted += [f"team.{one}" for one in TeamRole] + [f"stamp.{one}" for one in Form]
    wanted += [f"why.{one}" for one in ("closed", "forked", "no-role")]
    assert not [key for key in wanted if key not in words]
    assert custody_html.LANGUAGES == ("en", "ar")
