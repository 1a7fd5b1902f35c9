"""Plain texts, PDFs, media types, encodings, messages. Every sentence here is invented."""

import io
from pathlib import Path

import pypdf
import pytest
from collect_made import jpeg, meet, png, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.collect import extract, shown, sniff
from tawthiq.collect.decode import decode
from tawthiq.record.errors import InputError, TooLargeInput, UnreadableInput
from tawthiq.record.exhibit import How
from tawthiq.vocabulary import catalogue

PROSE = "text/plain"


def blocks(data: bytes):
    text = extract(data, PROSE, "a.txt")
    return [(block.kind, block.level, text.text[block.start : block.end]) for block in text.blocks]


def pdf(*pages: str, locked: str | None = None, day: str | None = "D:20310504120000+03'00'") -> bytes:
    """A PDF whose pages hold these lines."""
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = pypdf.PdfWriter()
    for words in pages:
        page = writer.add_blank_page(300, 300)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 20 200 Td ({words}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
    if day:
        writer.add_metadata({"/CreationDate": day, "/Title": "A report"})
    if locked:
        writer.encrypt(locked, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_plain_text_is_its_characters_unchanged(tmp_path):
    """Line ends, marks and all, as reading the file without newline translation gives them."""
    data = "\ufeffFirst line.\r\n\r\nالسطر الثاني\rthird\u2028fourth\n".encode()
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with Path(path).open(encoding="utf-8", newline="") as handle:
        assert extract(data, PROSE, "a.txt").text == handle.read()
    assert [words for _, _, words in blocks(data)] == ["First line.", "السطر الثاني", "third", "fourth"]


def test_lines_are_blocks_and_wrapped_lines_are_one():
    """A statement's lines stand each for itself; a typewriter's do not."""
    wrapped = "The people of the lower town went down to the river that\nmorning because the wells had been dry for eleven days and\nnobody came back.\n"
    assert blocks(wrapped.encode()) == [("paragraph", 0, wrapped.strip())]
    assert (
        len(
            blocks(
                "سكن أهل الحارة في بيوت الطين على طرف البلدة القديمة\nوهم اليوم في المدرسة بعيدًا عن النهر".encode()
            )
        )
        == 2
    )
    assert len(blocks(b"One sentence.\nAnother sentence.\n- an item\n> quoted\n>> deeper\n")) == 5
    assert [block[:2] for block in blocks(b"- an item\n> quoted\n>> deeper\n")] == [
        ("item", 0),
        ("quote", 1),
        ("quote", 2),
    ]


def test_a_text_without_words_says_so():
    """White space is no text."""
    assert extract(b" \n\t\n", PROSE, "a.txt").problems == ("no_text",)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_blocks_of_a_text_are_ordered_disjoint_and_hold_every_letter(text):
    """No character that is not white space or a mark lies outside."""
    got = extract(b"x" + text.encode("utf-8", "replace"), PROSE, "a.txt")
    end = 0
    for block in got.blocks:
        assert end <= block.start < block.end <= len(got.text)
        assert not any(char.isalnum() for char in got.text[end : block.start])
        end = block.end
    assert not any(char.isalnum() for char in got.text[end:])


def test_a_pdf_gives_its_text_with_pages_and_the_day_it_was_made():
    """Every block knows its page."""
    text = extract(pdf("Thirteen people were hurt.", "The well is dry."), "application/pdf", "a.pdf")
    assert [(block.kind, block.level, text.text[block.start : block.end]) for block in text.blocks] == [
        ("page", 1, "Thirteen people were hurt."),
        ("page", 2, "The well is dry."),
    ]
    assert (text.title, text.published, text.problems) == ("A report", "2031-05-04", ())


def test_a_pdf_without_text_says_so():
    """A scan is not an error; there is only nothing to read."""
    assert extract(pdf("", day=None), "application/pdf", "a.pdf").problems == ("no_text",)


def test_a_locked_pdf_a_cut_one_and_one_of_too_many_pages_are_refused():
    """Each with its own sentence."""
    from tawthiq.collect import Limits

    with pytest.raises(UnreadableInput, match="password"):
        extract(pdf("x", locked="secret"), "application/pdf", "a.pdf")
    with pytest.raises(TooLargeInput, match="pages"):
        extract(pdf("x", "y", "z"), "application/pdf", "a.pdf", limits=Limits(pages=2))
    with pytest.raises(TooLargeInput, match="heavy"):
        extract(pdf("x", "y", "z"), "application/pdf", "a.pdf", limits=Limits(operators=14))
    assert extract(pdf("x", "y", "z"), "application/pdf", "a.pdf", limits=Limits(operators=15)).problems == ()
    with pytest.raises(UnreadableInput, match="damaged"):
        extract(b"%PDF-1.4\n" + b"\0" * 100, "application/pdf", "a.pdf")


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(1, 1200), flip=st.integers(0, 1200), bit=st.integers(0, 7))
def test_a_damaged_pdf_gives_text_or_an_input_error(cut, flip, bit):
    """Cut anywhere, one bit flipped anywhere."""
    whole = bytearray(pdf("Thirteen people were hurt.")[:cut])
    whole[flip % len(whole)] ^= 1 << bit
    try:
        extract(bytes(whole), "application/pdf", "a.pdf").text.encode()
    except InputError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("head", "name", "media_type"),
    [
        (png(), "a.jpg", "image/png"),
        (jpeg(), "a.txt", "image/jpeg"),
        (b"no image", "a.png", "text/plain"),
        (b"\0\1\2\3" * 50, "a.txt", "application/octet-stream"),
        (b"<!doctype html><p>x", "a.txt", "text/html"),
        (b"\xef\xbb\xbf <HTML>", "a", "text/html"),
        ("<html>".encode("utf-16"), "a", "text/html"),
        (b"<?xml version='1.0'?><svg>", "a.html", "image/svg+xml"),
        (b"name,age\nA,1\n", "a.csv", "text/csv"),
        (b"a;b;c\n1;2;3\n4;5;6\n", "a.txt", "text/csv"),
        (b"One, two, three.\nFour, five, six.\nSeven, eight, nine.\n", "a.txt", "text/plain"),
        (b"%PDF-1.7\n", "a.doc", "application/pdf"),
        (zipped({"a.txt": b"x"}), "a.docx", "application/zip"),
        (
            zipped({"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"}),
            "a.zip",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (zipped({"mimetype": b"application/epub+zip", "x": b""}), "a", "application/epub+zip"),
        (b"\0\0\0\x18ftypqt  ", "a", "video/quicktime"),
        (b"\0\0\0\x18ftypisom", "a", "video/mp4"),
        (b"\0\0\0\x18ftypheic", "a", "image/heic"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a", "image/webp"),
        (b"OggS\0", "voice.opus", "audio/ogg"),
        (b"", "a.png", "text/plain"),
    ],
)
def test_the_type_comes_from_the_bytes(head, name, media_type):
    """The name only chooses among texts."""
    assert sniff(head, name) == media_type


@settings(max_examples=200)
@given(st.binary(max_size=600), st.text(max_size=12))
def test_sniffing_never_fails(head, name):
    """Any bytes, any name."""
    assert "/" in sniff(head, name)


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_decoding_never_fails_and_sound_utf8_is_never_touched(data):
    """Any bytes at all."""
    got = decode(data)
    got.text.encode()
    if not got.guessed and got.encoding == "utf-8" and "encoding_broken" not in got.problems:
        assert got.text.encode() == data


@given(st.text(min_size=1, max_size=200))
def test_text_in_utf8_comes_back_whole(text):
    """Whatever its script; a NUL at every other place apart, which looks like UTF-16."""
    got = decode(text.encode("utf-8", "replace"))
    assert got.text == text.encode("utf-8", "replace").decode() or "\0" in text


@pytest.mark.parametrize(
    "lines",
    [
        "12/03/2031, 10:15 - Salma: we are at the school\n12/03/2031, 10:16 - Najib: how many\n",
        "[12/03/2031, 10:15:02] Salma: we are at the school\n[12/03/2031, 10:16:40] Najib: <attached: photo.jpg>\n",
        "\u200f[١٢/٣/٢٠٣١، ١٠:١٥:٠٢ ص] سلمى: نحن في المدرسة\n\u200f[١٢/٣/٢٠٣١، ١٠:١٦:٠٢ ص] نجيب: كم عددكم\n",
    ],
)
def test_an_export_of_messages_is_told_from_other_texts(put, lines):
    """In the forms that phones write; it stays a plain text."""
    items, problems = meet(put("chat.txt", lines.encode()))
    assert (items[0].how, items[0].media_type, problems) == (How.MESSAGE, "text/plain", [])


def test_a_text_with_times_in_it_is_no_export_of_messages(put):
    """A statement may give the hour."""
    items, _ = meet(put("a.txt", b"On 12/03/2031, 10:15 they came.\nThey said: go.\n"))
    assert items[0].how is How.FILE


@given(st.text(max_size=400))
def test_a_shown_name_is_one_short_line_without_tricks(name):
    """Safe for a terminal and for a page."""
    seen = shown(name)
    assert len(seen) <= 200
    assert not set(seen) & set("\n\r\x1b\u202e\u2066\u200f")
    seen.encode()


def test_every_code_in_the_sources_has_its_words():
    """A problem without a sentence would be a traceback at the worst moment."""
    import re

    import tawthiq.collect

    known = {key.partition(".")[0] for key in catalogue("collect")}
    used: set[str] = set()
    for source in Path(tawthiq.collect.__file__).parent.glob("*.py"):
        text = source.read_text(encoding="utf-8")
        used |= set(re.findall(r'(?:refusal|problem|MemberRefused|Finding)\(\s*"([a-z0-9_]+)"', text))
        used |= set(re.findall(r'"((?:archive|member|image|sheet|pdf|encoding|name)_[a-z0-9_]+)"', text))
    used -= {
        "name_latin",
        "image_src",
        "image_trouble",
        "not_an_archive",
    }  # a field, a kind of link, a function, a signal
    assert len(used) > 40
    assert used <= known, used - known
