"""What leaves and what does not; that a site is whole, checkable, the same each time, and readable by everyone."""

import hashlib
import json
import re
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser

from tawthiq.record.assessment import Assessment, Evidence, Reason, Visibility
from tawthiq.record.claim import Link
from tawthiq.record.errors import CannotPublish, UnsafeInput
from tawthiq.record.estimate import Count, Estimate, Refusal
from tawthiq.record.exhibit import Block, ExtractedText
from tawthiq.tell import Shelf, Site, compile_site

Told = Callable[..., str]
SEALED_WORDS = ("secret.txt", "The witness", "7 others", "audio")
OUTSIDE_PASSAGE = ("Lantern Lane", "any hour", "mill of Nawrasa")


def words(site: Site) -> str:
    """Everything the site says, in one string."""
    return "\n".join(data.decode("utf-8", "replace") for data in site.files.values())


def pages(site: Site) -> dict[str, LexborHTMLParser]:
    """Every page, parsed."""
    return {path: LexborHTMLParser(data) for path, data in site.files.items() if path.endswith(".html")}


@pytest.fixture
def site(told: Told, case: Shelf) -> Site:
    """The site of the plain dispatch."""
    return compile_site(told(), case)


def test_nothing_sealed_leaves_even_in_a_draft(told: Told, case: Shelf) -> None:
    """A footnote on a sealed exhibit gives `[?]`; its words, its name and its losses are nowhere."""
    text = told(en="She walks.[^men]", ar="تمشي.[^men]", notes='[^men]: "The witness walks" in secret.txt')
    with pytest.raises(CannotPublish):
        compile_site(text, case)
    draft = compile_site(text, case, draft=True)
    assert "[?]" in words(draft)
    assert [word for word in SEALED_WORDS if word in words(draft)] == []


def test_only_the_paragraph_of_a_passage_leaves(site: Site) -> None:
    """The paragraphs before and after it stay, whatever the window."""
    assert [word for word in OUTSIDE_PASSAGE if word in words(site)] == []


def test_a_claim_that_reaches_beyond_its_passage_is_cut_to_it(told: Told, case: Shelf) -> None:
    """What the reader took into the claim, and the editor did not cite, is not on the timeline either."""
    page = case.exhibits[0]
    text = case.texts[page.id].text
    longer = msgspec.structs.replace(case.claims[0], end=len(text), verbatim=text[case.claims[0].start :])
    made = compile_site(told(), msgspec.structs.replace(case, claims=(longer,)))
    assert "340 men were taken" in made.files["timeline.html"].decode()
    assert [word for word in OUTSIDE_PASSAGE if word in words(made)] == []
    assert page.original.digest in words(made)


def test_names_of_what_is_not_public_stay(told: Told, case: Shelf) -> None:
    """File name and address of the exhibit are told only when it is public; hash and pseudonym always."""
    closed = words(compile_site(told(), case))
    page = case.exhibits[0]
    opened = words(
        compile_site(told(), msgspec.structs.replace(case, shown={**case.shown, page.id: Visibility.PUBLIC}))
    )
    assert ("page.html" in closed, "page.html" in opened) == (False, True)
    assert all(page.original.digest in one and "Heron" in one for one in (closed, opened))


def test_a_withheld_speaker_is_not_named(told: Told, case: Shelf) -> None:
    """A chain tells that somebody spoke, not who."""
    hidden = msgspec.structs.replace(case, withheld=frozenset({"Tide Observatory", "Heron"}))
    text = words(compile_site(told(notes='[^men]: "At least 340 men" in page.html'), hidden, window=0))
    assert "whose name is withheld" in text
    assert "Tide" not in text
    assert "Heron" not in text


def test_reasons_that_lean_on_something_sealed_are_not_told(told: Told, case: Shelf) -> None:
    """A contradiction from a sealed exhibit shows in the status; its figures and ids stay."""
    claim = case.claims[0]
    hidden = msgspec.structs.replace(claim, id="c" + "5" * 16, exhibit=case.exhibits[1].id)
    why = (Reason("A count of 7 others stands against it.", "ثمة حصيلة من 7 آخرين تخالفه."),)
    weighed = Assessment(claim=claim.id, status=Evidence.SINGLE_SOURCE, reasons=why)
    for related in (
        {"contradicts": (hidden.id,)},
        {"reasons": (Reason(f"Against {hidden.id[:12]}: 7 others.", "7 آخرون."),)},
    ):
        leaning = msgspec.structs.replace(weighed, **related)
        other = msgspec.structs.replace(case, claims=(claim, hidden), assessments={claim.id: leaning})
        text = words(compile_site(told(), other))
        assert "7 others" not in text
        assert hidden.id[:12] not in text
        assert "rests in part on material that is sealed" in text
    assert "7 others" in words(
        compile_site(told(), msgspec.structs.replace(case, assessments={claim.id: weighed}))
    )


def test_names_of_lists_are_not_told(told: Told, case: Shelf) -> None:
    """A list may be sealed; refusals and caveats speak of it by number."""
    counted = Count(
        documented=3,
        lists=("morgue.csv", "network.csv"),
        histories={},
        refused=(
            Refusal(method="chao", reason=Reason("morgue.csv meets nothing.", "لا تلتقي morgue.csv بشيء.")),
        ),
        caveats=(Reason("network.csv came late.", "تأخرت network.csv."),),
    )
    page = compile_site(told(), case, count=counted).files["count.html"].decode()
    assert ".csv" not in page
    assert "list 1 meets nothing" in page
    assert "القائمة 2" in page


def test_the_sender_of_a_message_is_not_named(told: Told, case: Shelf) -> None:
    """Neither as context before the words nor as a speaker nor in a reason, unless the messages are public."""
    secret = case.exhibits[1]
    text = "[09:31] +00 555 0100: I saw 340 men."
    start = text.index("I saw")
    claim = msgspec.structs.replace(
        case.claims[0],
        exhibit=secret.id,
        start=start,
        end=len(text),
        verbatim=text[start:],
        quantity=None,
        chain=(Link("+00 555 0100", "said", 0, 4), Link("document")),
    )
    reasons = (Reason("The claim goes back to +00 555 0100.", "يعود هذا القول إلى +00 555 0100."),)
    weighed = Assessment(claim=claim.id, status=Evidence.SINGLE_SOURCE, reasons=reasons)
    note = '[^men]: "I saw 340 men" in secret.txt'

    def said(level: Visibility) -> str:
        other = msgspec.structs.replace(
            case,
            texts={secret.id: ExtractedText(text=text, blocks=(Block(0, len(text)),))},
            claims=(claim,),
            assessments={claim.id: weighed},
            shown={secret.id: level},
        )
        return words(compile_site(told(notes=note), other))

    assert "555" not in said(Visibility.TEAM)
    assert "whose name is withheld" in said(Visibility.TEAM)
    assert "555" in said(Visibility.PUBLIC)


def test_a_point_is_published_coarsened(site: Site) -> None:
    """The exact coordinates are on no page."""
    assert "-35.0021" not in words(site)
    assert "19.9987" not in words(site)
    assert "Jisr al-Qasab" in site.files["map.html"].decode()


def test_a_picture_that_is_not_public_stays(told: Told, case: Shelf) -> None:
    """The page says that one is missing, and carries no bytes of it."""
    page = case.exhibits[0]
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x02\x00\x00\x00\x03"
    held = msgspec.structs.replace(case, objects={page.original.digest: png})
    text = told(en="At least 340 men were taken.[^men]\n\n![A bridge](page.html)")
    assert not [path for path in compile_site(text, held).files if path.startswith("media/")]
    opened = msgspec.structs.replace(held, shown={page.id: Visibility.PUBLIC})
    made = compile_site(text, opened)
    assert [data for path, data in made.files.items() if path.startswith("media/")] == [png]
    assert 'width="2" height="3"' in made.files["index.html"].decode()


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff\xe1\x00\x08Exif\x00\x00",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(13) + b"\x00\x00\x00\x01eXIf",
        b"RIFF\x10\x00\x00\x00WEBPEXIF",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_a_picture_that_says_more_than_it_shows_is_refused(data: bytes, told: Told, case: Shelf) -> None:
    """EXIF may hold the witness's place; SVG may hold a program. Neither is published."""
    page = case.exhibits[0]
    opened = msgspec.structs.replace(
        case, objects={page.original.digest: data}, shown={page.id: Visibility.PUBLIC}
    )
    with pytest.raises(CannotPublish, match=r"hidden data|is not a PNG"):
        compile_site(told(en="At least 340 men were taken.[^men]\n\n![A bridge](page.html)"), opened)


def test_words_of_a_source_never_become_markup(told: Told, case: Shelf) -> None:
    """Tags in a passage, a title or Markdown are shown as they are written."""
    page = case.exhibits[0]
    evil = '340 <script>alert(1)</script> "men" & <img src=x onerror=alert(1)>'
    other = msgspec.structs.replace(
        case, texts={page.id: ExtractedText(text=evil, blocks=())}, claims=(), assessments={}
    )
    text = told(
        en="<script>alert(document)</script> 340.[^men] <b>[x](javascript:alert(self))</b>[^own]",
        ar="340.[^men]",
        notes='[^men]: "340 <script>alert(1)</script>" in page.html',
    ).replace("title: The crossing", "title: <script>alert(top)</script>")
    made = compile_site(text, other)
    for path, page_of in pages(made).items():
        assert not page_of.css("script, b, [onerror]"), path
        assert not [
            a for a in page_of.css("a") if (a.attributes.get("href") or "").startswith("javascript")
        ], path


def test_no_page_asks_for_anything_but_its_own_style_and_pictures(site: Site) -> None:
    """No script, no address, no embed: what a page loads is a file of the site."""
    for path, one in pages(site).items():
        assert not one.css("script, iframe, object, embed, video, audio, form, base"), path
        asked = [n.attributes.get("href") or n.attributes.get("src") for n in one.css("link, img")]
        assert [url for url in asked if url is None or ":" in url] == [], path
        policy = one.css_first("meta[http-equiv]").attributes["content"]
        assert policy is not None
        assert policy.startswith("default-src 'none'")


def test_every_link_leads_to_a_file_and_an_anchor_of_the_site(site: Site) -> None:
    """Footnotes, back links and the parts of the site: none of them is broken."""
    parsed = pages(site)
    for path, one in parsed.items():
        for link in one.css("a[href], link[href]"):
            href = link.attributes["href"]
            assert href is not None
            file, _, anchor = href.partition("#")
            target = (
                str((Path("/") / path).parent.joinpath(file).resolve().relative_to("/")) if file else path
            )
            assert target in site.files, (path, href)
            assert not anchor or parsed[target].css_first(f"#{anchor}"), (path, href)


def test_every_page_has_what_a_reader_without_eyes_or_mouse_needs(site: Site) -> None:
    """One h1, a skip link, landmarks, a title, a language and a direction; headings that skip no level; tables with heads."""
    for path, one in pages(site).items():
        root = one.css_first("html")
        assert (root.attributes["lang"], root.attributes["dir"]) in {("en", "ltr"), ("ar", "rtl")}, path
        assert [len(one.css(name)) for name in ("h1", "main", "header", "footer", "title")] == [1] * 5, path
        assert one.css_first("body > a").attributes["href"] == "#main", path
        levels = [int(h.tag[1]) for h in one.css("h1, h2, h3, h4")]
        assert all(b - a <= 1 for a, b in pairwise(levels)), (path, levels)
        assert all(svg.attributes.get("aria-label") for svg in one.css("svg")), path
        assert all(table.css("th[scope]") for table in one.css("table")), path
        for arabic in one.css("[lang=ar]"):
            assert arabic.attributes.get("dir") in {"rtl", "auto"} or arabic.parent is None, (
                path,
                arabic.html[:80],
            )


def test_the_manifest_names_every_file(site: Site) -> None:
    """Each by the SHA-256 and size of its bytes, and nothing else."""
    manifest = json.loads(site.files["manifest.json"])
    listed = {one["path"]: (one["sha256"], one["size"]) for one in manifest["files"]}
    there = {
        p: (hashlib.sha256(d).hexdigest(), len(d)) for p, d in site.files.items() if p != "manifest.json"
    }
    assert listed == there
    assert [(n["label"], n["start"], n["verbatim"]) for n in manifest["footnotes"]] == [
        ("men", 40, "At least 340 men were taken")
    ]
    assert {one.path for one in site.release.files} == set(site.files)


def test_a_stranger_checks_the_site_with_sha256sum(site: Site, tmp_path: Path) -> None:
    """`sha256sum -c SHA256SUMS` says yes, and no once a byte is changed."""
    for path, data in site.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)

    def asked() -> int:
        return subprocess.run(
            ["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=False
        ).returncode

    assert asked() == 0
    note = tmp_path / "notes" / "men.html"
    note.write_bytes(note.read_bytes().replace(b"340", b"341", 1))
    assert asked() == 1


def test_the_same_input_gives_the_same_bytes(told: Told, case: Shelf) -> None:
    """No clock and no chance goes into a site."""
    assert compile_site(told(), case).files == compile_site(told(), case).files


def test_a_draft_says_so_on_every_page(told: Told, case: Shelf) -> None:
    """It can be read, and not be mistaken."""
    draft = compile_site(told(notes=""), case, draft=True)
    for path, one in pages(draft).items():
        assert one.css_first(".draft"), path
    assert not any(one.css_first(".draft") for one in pages(compile_site(told(), case, draft=True)).values())


def test_a_ladder_must_be_a_plain_drawing(told: Told, case: Shelf) -> None:
    """What the caller hands in is looked at before it goes out."""
    counted = Count(
        documented=3,
        lists=("a", "b"),
        histories={},
        estimates=(Estimate(method="chao", median=4, mean=4, lo=3, hi=9, level=0.95),),
    )
    for bad in (
        "<script>1</script>",
        '<svg onload="x"></svg>',
        "<svg><a href='x'/></svg>",
        "<svg><style>x</style></svg>",
    ):
        with pytest.raises(UnsafeInput):
            compile_site(told(), case, count=counted, ladder={"en": bad})
    page = (
        compile_site(told(), case, count=counted, ladder={"en": "<svg><title>fine</title></svg>"})
        .files["count.html"]
        .decode()
    )
    assert "<title>fine</title>" in page
    assert page.index(": 3.") < page.index("Lower bound")


def test_without_dates_places_losses_or_lists_there_are_no_such_pages(told: Told, case: Shelf) -> None:
    """A page that would be empty is not made, and nothing leads to it."""
    bare = msgspec.structs.replace(case, claims=(), assessments={}, lost=(), named=None)
    made = compile_site(told(), bare)
    assert {path for path in made.files if path.endswith(".html")} == {
        "index.html",
        "en.html",
        "ar.html",
        "verify.html",
        "notes/men.html",
    }
    assert not re.search(r'href="(map|timeline|count|losses)', words(made))
