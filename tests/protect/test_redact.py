"""Redaction: what is covered is gone from the bytes, what was hidden beside the picture is gone too, and nothing else moves."""

import io
import json
import math
import shutil
import struct
import subprocess
import wave
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from tawthiq.case import Case, init_case
from tawthiq.case.folder import Folder
from tawthiq.case.redacting import find
from tawthiq.cli.main import tawthiq
from tawthiq.preserve import Verdict
from tawthiq.protect import first_visibility
from tawthiq.protect.redact import BLOCK, Area, cover_text, spans
from tawthiq.protect.redact_image import redact_image
from tawthiq.protect.redact_pdf import redact_pdf
from tawthiq.protect.redact_sound import redact_wave
from tawthiq.record.assessment import Visibility
from tawthiq.record.errors import InputError, TawthiqError, TooLargeInput, UnreadableInput, UsageError
from tawthiq.record.exhibit import How
from tawthiq.record.redaction import Redaction

SERIAL, ARTIST, COMMENT, TRAILER = (
    b"SN-8842917",
    b"Ahmad Planted",
    b"GPS 36.2021 37.1343",
    b"TRAILER-AFTER-EOI",
)


def noise(size: tuple[int, int]) -> Image.Image:
    """Every pixel another, so that a covered region could not be one colour by chance."""
    picture = Image.new("RGB", size)
    picture.putdata([(x * 7 % 256, (x * x + 3) % 256, (x * 13 + 5) % 256) for x in range(size[0] * size[1])])
    return picture


def photograph(size: tuple[int, int] = (96, 64)) -> bytes:
    """A JPEG as a phone makes it, with a serial number, a place, a thumbnail of the uncropped picture, and a trailer."""
    exif = Image.Exif()
    exif[0x013B] = ARTIST.decode()
    exif[0x9286] = COMMENT.decode()
    exif[0xA431] = SERIAL.decode()
    exif.get_ifd(0x8825)[2] = (36.0, 12.0, 7.56)
    small = io.BytesIO()
    Image.new("RGB", (16, 16), (250, 10, 10)).save(small, format="JPEG")
    out = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    noise(size).save(
        out,
        format="JPEG",
        quality=95,
        exif=exif.tobytes() + small.getvalue(),
        icc_profile=profile,
        comment=COMMENT,
    )
    return out.getvalue() + TRAILER


def pixels(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


# Pictures


def test_the_photograph_of_these_tests_does_hold_what_is_planted() -> None:
    """Or the tests below would prove nothing."""
    raw = photograph()
    for secret in (SERIAL, ARTIST, COMMENT, TRAILER, b"ICC_PROFILE", b"Exif"):
        assert secret in raw
    assert raw.count(b"\xff\xd8\xff") >= 2


def test_nothing_that_was_hidden_beside_the_pixels_is_left() -> None:
    """Serial number, artist, place, comment, thumbnail, profile, trailer."""
    data, _ = redact_image(photograph(), [Area(x=0, y=0, w=1, h=1)])
    for secret in (
        SERIAL,
        ARTIST,
        COMMENT,
        TRAILER,
        b"ICC",
        b"iCCP",
        b"Exif",
        b"eXIf",
        b"tEXt",
        b"\xff\xd8\xff",
    ):
        assert secret not in data
    with Image.open(io.BytesIO(data)) as made:
        assert made.info == {}
        assert not made.getexif()
    kinds, at = [], 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kinds.append(data[at + 4 : at + 8])
        at += length + 12
    assert set(kinds) == {b"IHDR", b"IDAT", b"IEND"}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF"])
@pytest.mark.parametrize("fill", ["black", "white", "grey"])
def test_a_covered_region_is_one_colour_and_the_rest_is_as_it_was(form: str, fill: str) -> None:
    """To the last pixel, whatever the format."""
    out = io.BytesIO()
    noise((60, 40)).save(out, format=form)
    data, (cover,) = redact_image(out.getvalue(), [Area(x=10, y=5, w=20, h=12)], fill)
    assert cover.region == (10, 5, 20, 12)
    before, after = pixels(out.getvalue()), pixels(data)
    assert len(after.crop((10, 5, 30, 17)).getcolors() or []) == 1
    for x in range(60):
        for y in range(40):
            if not (10 <= x < 30 and 5 <= y < 17):
                assert before.getpixel((x, y)) == after.getpixel((x, y)), (x, y)


@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P", "RGBA", "LA", "I;16"])
def test_the_copy_does_not_depend_on_what_is_under_the_cover(mode: str) -> None:
    """Two pictures that differ only there become the same bytes."""
    made = []
    for value in (0, 1) if mode == "1" else (0, 200):
        picture = Image.new(mode, (12, 12))
        for x in range(12):
            for y in range(12):
                inside = 2 <= x < 6 and 3 <= y < 9
                one = (
                    value * (250 if mode == "I;16" and inside else 1)
                    if inside
                    else (x * y) % (2 if mode == "1" else 100)
                )
                picture.putpixel(
                    (x, y), (one,) * len(picture.getbands()) if len(picture.getbands()) > 1 else one
                )
        out = io.BytesIO()
        picture.save(out, format="PNG")
        made.append((out.getvalue(), redact_image(out.getvalue(), [Area(x=2, y=3, w=4, h=6)])[0]))
    assert made[0][0] != made[1][0]
    assert made[0][1] == made[1][1]


def test_regions_in_percent_are_widened_to_whole_pixels() -> None:
    """A face is never half covered by rounding."""
    assert Area(x=10, y=10, w=10, h=10, percent=True).pixels(333, 101) == (33, 10, 34, 11)
    assert Area(x=0.4, y=0.4, w=0.2, h=0.2).pixels(5, 5) == (0, 0, 1, 1)


@pytest.mark.parametrize("area", [(100, 0, 5, 5), (0, 0, 0, 5), (0, 0, 5, 0), (0, 200, 5, 5)])
def test_a_region_that_covers_nothing_is_refused(area: tuple[float, float, float, float]) -> None:
    """Somebody meant something by it."""
    x, y, w, h = area
    with pytest.raises(UsageError):
        redact_image(photograph(), [Area(x=x, y=y, w=w, h=h)])
    with pytest.raises(UsageError):
        redact_image(photograph(), [])


def test_a_picture_is_turned_upright_before_it_is_covered() -> None:
    """Regions are drawn on what is seen, not on how the sensor lay."""
    lying = Image.new("RGB", (40, 20), (255, 255, 255))
    lying.paste((200, 0, 0), (0, 0, 5, 20))
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    lying.save(out, format="PNG", exif=exif.tobytes())
    data, _ = redact_image(out.getvalue(), [Area(x=0, y=0, w=20, h=5)])
    made = pixels(data)
    assert made.size == (20, 40)
    assert made.getcolors() == [(700, (255, 255, 255)), (100, (0, 0, 0))] or sorted(
        made.getcolors() or []
    ) == [
        (100, (0, 0, 0)),
        (700, (255, 255, 255)),
    ]


def test_what_lies_under_transparency_is_not_carried_over() -> None:
    """Unseen pixels can hold a face."""
    picture = Image.new("RGBA", (8, 8), (12, 34, 56, 0))
    info = PngImagePlugin.PngInfo()
    info.add_text("who", ARTIST.decode())
    out = io.BytesIO()
    picture.save(out, format="PNG", pnginfo=info)
    data, _ = redact_image(out.getvalue(), [Area(x=0, y=0, w=1, h=1)])
    assert set(
        pixels(data).get_flattened_data()
        if hasattr(Image.Image, "get_flattened_data")
        else pixels(data).getdata()
    ) == {
        (0, 0, 0),
        (255, 255, 255),
    }


def test_pictures_that_move_or_lie_or_are_too_large_are_refused() -> None:
    """With what to do instead."""
    out = io.BytesIO()
    noise((8, 8)).save(out, format="GIF", save_all=True, append_images=[Image.new("RGB", (8, 8), (9, 9, 9))])
    with pytest.raises(InputError, match="several frames"):
        redact_image(out.getvalue(), [Area(x=0, y=0, w=1, h=1)])
    for raw in (b"", b"GIF89a", photograph()[:200], b"\x89PNG\r\n\x1a\n" + bytes(40)):
        with pytest.raises(UnreadableInput):
            redact_image(raw, [Area(x=0, y=0, w=1, h=1)])
    head = struct.pack(">II", 30_000, 30_000) + b"\x08\x02\x00\x00\x00"
    import zlib

    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + b"IHDR"
        + head
        + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    )
    with pytest.raises((TooLargeInput, UnreadableInput)):
        redact_image(bomb, [Area(x=0, y=0, w=1, h=1)])


# Sound


def recording(width: int = 2, channels: int = 2, rate: int = 8000, seconds: int = 2) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as target:
        target.setnchannels(channels)
        target.setsampwidth(width)
        target.setframerate(rate)
        target.writeframes(bytes((n * 37 + 11) % 256 for n in range(rate * seconds * channels * width)))
    raw = out.getvalue()
    extra = (
        b"LIST"
        + struct.pack("<I", 4 + 8 + len(ARTIST) + 1)
        + b"INFOIART"
        + struct.pack("<I", len(ARTIST))
        + ARTIST
        + b"\0"
    )
    return raw[:4] + struct.pack("<I", len(raw) - 8 + len(extra)) + raw[8:] + extra


def frames(data: bytes) -> tuple[bytes, int]:
    with wave.open(io.BytesIO(data)) as source:
        return source.readframes(source.getnframes()), source.getnchannels() * source.getsampwidth()


@pytest.mark.parametrize("width", [1, 2, 3, 4])
@pytest.mark.parametrize("fill", ["silence", "tone"])
def test_covered_samples_do_not_depend_on_what_was_there(width: int, fill: str) -> None:
    """Two recordings that differ only under the cover become the same bytes; what is outside is untouched."""
    one = recording(width)
    other = bytearray(one)
    start = one.index(b"data") + 8
    frame = 2 * width
    for at in range(start + 4000 * frame, start + 8000 * frame):
        other[at] ^= 0xFF
    made, (cover,) = redact_wave(one, [(500, 1000)], fill)
    assert redact_wave(bytes(other), [(500, 1000)], fill)[0] == made
    assert (cover.from_ms, cover.to_ms) == (500, 1000)
    before, after = frames(one)[0], frames(made)[0]
    assert len(before) == len(after)
    assert before[: 4000 * frame] == after[: 4000 * frame]
    assert before[8000 * frame :] == after[8000 * frame :]
    assert ARTIST in one
    assert ARTIST not in made
    assert made.index(b"data") == 36


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 3000)), min_size=1, max_size=6))
def test_time_ranges_cover_at_least_what_was_asked(asked: list[tuple[int, int]]) -> None:
    """In order, apart, within the recording."""
    ranges = [(start, start + length) for start, length in asked]
    found = spans(ranges, 3001)
    assert found == sorted(found)
    assert all(a[1] < b[0] for a, b in pairwise(found))
    for start, end in ranges:
        assert any(a <= start and min(end, 3001) <= b for a, b in found)


@pytest.mark.parametrize("ranges", [[], [(5, 5)], [(-1, 5)], [(5000, 6000)], [(7, 3)]])
def test_a_time_range_that_covers_nothing_is_refused(ranges: list[tuple[int, int]]) -> None:
    """As is none at all."""
    with pytest.raises(UsageError):
        redact_wave(recording(), ranges)


@pytest.mark.parametrize("raw", [b"", b"RIFF", recording()[:30], b"ID3" + bytes(100)])
def test_what_is_no_wav_is_refused(raw: bytes) -> None:
    """In words."""
    with pytest.raises(UnreadableInput):
        redact_wave(raw, [(0, 10)])


# Text

ARABIC = "قال أحمد العلي إنّ ٤٠ شخصًا قُتلوا. أَحْمَد شاهد، وأحمد نجا."


def test_marks_go_with_the_letter_they_are_written_on() -> None:
    """A range that ends between a letter and its vowel takes the vowel too; one that begins there takes the letter."""
    word = "أَحْمَد"
    text = f"x {word} y"
    for start, end in ((2, 3), (3, 4), (2, len(word) + 2)):
        out, (cover,) = cover_text(text, [(start, end)])
        assert BLOCK in out
        assert cover.start == 2
        left = out.split(BLOCK)[1]
        assert not left or not left[0] or left[0] not in "\u064e\u0652"


def test_a_block_does_not_tell_how_long_a_name_was() -> None:
    """Nor whether two were one."""
    assert cover_text("علي", [(0, 3)])[0] == cover_text("عبد الرحمن", [(0, 10)])[0] == BLOCK


@given(st.text(max_size=60), st.data())
def test_what_is_outside_the_ranges_stays_and_what_is_inside_goes(text: str, data: st.DataObject) -> None:
    """In any script; offsets told are those of the original."""
    if not text:
        return
    starts = data.draw(st.lists(st.integers(0, len(text) - 1), min_size=1, max_size=4))
    ranges = [(start, data.draw(st.integers(start + 1, len(text)))) for start in starts]
    out, covers = cover_text(text, ranges)
    kept, at = [], 0
    for cover in covers:
        assert cover.start is not None
        assert cover.end is not None
        kept.append(text[at : cover.start])
        at = cover.end
    kept.append(text[at:])
    assert BLOCK.join(kept) == out
    for start, end in ranges:
        assert any(c.start <= start and end <= c.end for c in covers)  # type: ignore[operator]


def test_a_word_is_found_in_every_spelling() -> None:
    """With vowels, without hamza, behind a conjunction."""
    spots = find(ARABIC, "احمد")
    assert [ARABIC[a:b] for a, b in spots] == ["أحمد", "أَحْمَد", "أحمد"]
    out, _ = cover_text(ARABIC, spots)
    assert "حمد" not in out
    assert "العلي" in out


def test_a_word_that_is_nowhere_is_an_error_and_is_not_repeated() -> None:
    """Who looks for it would believe it covered; and screens end up in logs."""
    with pytest.raises(InputError) as caught:
        find(ARABIC, "سعيد")
    assert "سعيد" not in str(caught.value)


@pytest.mark.parametrize("span", [(0, 0), (3, 2), (-1, 2), (0, 999)])
def test_a_range_outside_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(UsageError):
        cover_text(ARABIC, [span])


# PDF


def pdf(words: str) -> bytes:
    """Two pages with real text in them."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
        *[
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 5 0 R /Resources << /Font << /F 6 0 R >> >> >>"
        ]
        * 2,
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (" + ARTIST + b") >>",
    ]
    stream = f"BT /F 24 Tf 20 100 Td ({words}) Tj ET".encode()
    parts[4] = b"<< /Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream"
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += str(number).encode() + b" 0 obj\n" + part + b"\nendobj\n"
    table = b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    start = len(out)
    return (
        out + f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n".encode() + table
        + f"trailer\n<< /Size {len(parts) + 1} /Root 1 0 R /Info 7 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    )  # fmt: skip


def words_of(data: bytes) -> str:
    from pypdf import PdfReader

    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def test_a_pdf_becomes_pictures_of_its_pages() -> None:
    """No text, no title; the region is dark, the other page is as it was."""
    import pypdfium2

    raw = pdf("Secret Witness")
    assert "Secret" in words_of(raw)
    made, (cover,) = redact_pdf(raw, [Area(x=0, y=40, w=100, h=20, percent=True, page=1)])
    assert cover.page == 1
    assert words_of(made).strip() == ""
    for secret in (b"Secret", ARTIST, b"Helvetica"):
        assert secret not in made
    document = pypdfium2.PdfDocument(made)
    assert len(document) == 2
    first, second = (document[n].render(scale=1).to_pil().convert("L") for n in range(2))
    document.close()
    assert cover.region is not None
    x, y, w, h = (side * 72 // 150 for side in cover.region)
    inside = first.crop((x + 2, y + 2, x + w - 2, y + h - 2))
    assert inside.getextrema()[1] < 8  # type: ignore[operator]
    assert second.getextrema()[1] == 255  # type: ignore[index]


@pytest.mark.parametrize("area", [Area(x=0, y=0, w=9, h=9), Area(x=0, y=0, w=9, h=9, page=3)])
def test_a_region_of_a_pdf_names_a_page_that_is_there(area: Area) -> None:
    with pytest.raises(UsageError):
        redact_pdf(pdf("x"), [area])


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(UnreadableInput):
        redact_pdf(b"%PDF-1.4 nothing", [Area(x=0, y=0, w=9, h=9, page=1)])


# In a case


@pytest.fixture
def case(tmp_path: Path) -> Path:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "ahmad-hama.jpg").write_bytes(photograph())
    (inbox / "words.txt").write_text(ARABIC, encoding="utf-8")
    (inbox / "call.wav").write_bytes(recording())
    (inbox / "paper.pdf").write_bytes(pdf("Secret Witness"))
    (inbox / "list.csv").write_text("name,date\nأحمد العلي,2016-10-20\n", encoding="utf-8")
    init_case(tmp_path / "case")
    with Case(Folder(tmp_path / "case"), writer=True) as opened:
        list(opened.collect([str(inbox)]))
    return tmp_path / "case"


def run(case: Path, *args: str) -> Result:
    done = CliRunner().invoke(tawthiq, ["--case", str(case), *args], standalone_mode=False)
    assert done.exception is None or isinstance(done.exception, TawthiqError), done.exception
    return done


@pytest.mark.parametrize(
    "args",
    [
        ("ahmad-hama.jpg",),
        ("ahmad-hama.jpg", "--time", "0-1"),
        ("ahmad-hama.jpg", "--region", "1,2,3"),
        ("ahmad-hama.jpg", "--region", "1%,2,3,4"),
        ("ahmad-hama.jpg", "--region", "1,2,3,4", "--fill", "blur"),
        ("ahmad-hama.jpg", "--chars", "0-3"),
        ("words.txt", "--match", "غير موجود"),
        ("words.txt", "--chars", "0-3", "--region", "1,2,3,4"),
        ("call.wav", "--time", "x-y"),
        ("call.wav", "--region", "1,2,3,4"),
        ("paper.pdf", "--region", "1,2,3,4"),
        ("list.csv", "--match", "أحمد"),
        ("nobody.txt", "--match", "x"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_recorded(case: Path, args: tuple[str, ...]) -> None:
    """In words, with an exit code of the tree."""
    with Case(Folder(case)) as opened:
        before = opened.size()
    assert isinstance(run(case, "redact", *args).exception, TawthiqError)
    with Case(Folder(case)) as opened:
        assert opened.size() == before


@pytest.mark.parametrize(
    ("args", "media_type"),
    [
        (("ahmad-hama.jpg", "--region", "10%,10%,20%,20%"), "image/png"),
        (("words.txt", "--match", "احمد", "--why", "asked by the witness"), "text/plain"),
        (("call.wav", "--time", "0.5-1", "--fill", "tone"), "audio/x-wav"),
        (("paper.pdf", "--region", "1:0,0,50,50"), "application/pdf"),
        (("paper.pdf", "--match", "witness"), "text/plain"),
    ],
)
def test_a_redacted_copy_is_an_exhibit_linked_to_its_untouched_original(
    case: Path, args: tuple[str, ...], media_type: str
) -> None:
    """Closed until somebody opens it; its name tells nothing; doing it again adds nothing; the case still verifies."""
    done = run(case, "redact", *args, "--json")
    made = json.loads(done.stdout)
    assert json.loads(run(case, "redact", *args, "--json").stdout) == {**made, "new": False}
    with Case(Folder(case)) as opened:
        copy, original = opened.exhibit(made["exhibit"]), opened.exhibit(made["original"])
        assert copy.obtained.parent == original.id
        assert copy.obtained.how is How.DERIVED
        assert copy.original.media_type == media_type
        assert original.obtained.name.split(".")[0] not in json.dumps(
            [copy.obtained.name, copy.obtained.origin]
        )
        assert first_visibility(copy.obtained.how) not in (Visibility.PARTNER, Visibility.PUBLIC)
        (told,) = opened.index.sayings("redaction", Redaction)
        assert (told.said.exhibit, told.said.original) == (copy.id, original.id)
        assert len(told.said.covers) == len(made["covers"]) >= 1
        assert all(report.verdict is Verdict.VERIFIED for report in opened.verify())
        data = opened.object_bytes(copy.original.digest)
        bodies = b"".join(row.body or b"" for row in opened.ledger.rows())
    for secret in (SERIAL, ARTIST, TRAILER, b"Secret Witness"):
        assert secret not in data
    assert "احمد".encode() not in bodies


def test_what_a_redacted_text_says_counts_once(case: Path) -> None:
    """A copy made here is no second source."""
    with Case(Folder(case)) as opened:
        before = [claim.id for claim in opened.derive().claims()]
    run(case, "redact", "words.txt", "--match", "العلي")
    with Case(Folder(case)) as opened:
        made = opened.derive()
        assert [claim.id for claim in made.claims()] == before
        assert not [line for line in made.survey().lacks if "redacted" in line]


@pytest.mark.skipif(
    shutil.which("ffmpeg") is None, reason="ffmpeg is not installed; only WAV can be redacted without it"
)
def test_other_recordings_are_read_by_ffmpeg_as_a_separate_program(case: Path, tmp_path: Path) -> None:
    """And become WAV without a word of what stood beside the sound."""
    sound = tmp_path / "more" / "voice.ogg"
    sound.parent.mkdir()
    (tmp_path / "in.wav").write_bytes(recording(rate=16000))
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-i",
        str(tmp_path / "in.wav"),
        "-metadata",
        f"artist={ARTIST.decode()}",
    ]
    subprocess.run([*command, "-c:a", "flac", "-f", "flac", str(sound.with_suffix(".flac"))], check=True)
    sound = sound.with_suffix(".flac")
    assert ARTIST in sound.read_bytes()
    with Case(Folder(case), writer=True) as opened:
        list(opened.collect([str(sound.parent)]))
    done = run(case, "redact", "voice.flac", "--time", "0-0.5", "--json")
    assert done.exception is None, done.exception
    with Case(Folder(case)) as opened:
        data = opened.object_bytes(opened.exhibit(json.loads(done.stdout)["exhibit"]).original.digest)
    assert ARTIST not in data
    samples, frame = frames(data)
    assert not any(samples[: 8000 * frame])
    assert math.isclose(len(samples) / frame / 16000, 2, abs_tol=0.01)


def test_without_ffmpeg_a_recording_that_is_no_wav_is_refused_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tawthiq.engines import ffmpeg

    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(InputError, match="apt install ffmpeg"):
        ffmpeg.to_wave(b"fLaC")
