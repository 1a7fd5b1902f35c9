"""The catalogue of bad input (issue 2, Done-when 5; research page on safety, section 7), as far as it comes as files."""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from collect_made import body, codes, jpeg, meet, png, zipped

from tawthiq.collect import Limits, extract
from tawthiq.record.errors import EmptyInput, MissingInput, TooLargeInput, UnreadableInput, UnsafeInput


def test_a_missing_file_is_a_problem_and_no_item(tmp_path):
    """A name with nothing behind it is told, once."""
    items, problems = meet(tmp_path / "nothing.txt")
    assert items == []
    assert codes(problems) == ["missing"]
    assert isinstance(problems[0].error, MissingInput)
    assert not problems[0].kept


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "http://example.org/page"])
def test_a_name_that_is_no_path_is_told_and_nothing_else_happens(name):
    """NUL, 5,000 characters, an address."""
    items, problems = meet(name)
    assert items == []
    assert len(problems) == 1
    assert "\0" not in str(problems[0].error)
    assert "\n" not in str(problems[0].error)


def test_an_empty_file_is_a_problem_and_no_item(put):
    """There is nothing to keep in it."""
    items, problems = meet(put("empty.txt", b""))
    assert items == []
    assert isinstance(problems[0].error, EmptyInput)


def test_one_byte_is_kept(put):
    """A single byte is content."""
    items, problems = meet(put("one.txt", b"x"))
    assert (body(items[0]), problems) == (b"x", [])


def test_the_size_limit_itself_is_kept_and_one_byte_more_is_not(put):
    """Limits are inclusive."""
    limits = Limits(file_size=10)
    assert len(meet(put("ten.txt", b"0123456789"), limits=limits)[0]) == 1
    items, problems = meet(put("eleven.txt", b"0123456789x"), limits=limits)
    assert items == []
    assert isinstance(problems[0].error, TooLargeInput)
    assert not problems[0].kept


def test_a_png_that_is_not_one_is_kept_and_told(put):
    """Its bytes are evidence of something, even if not of an image."""
    items, problems = meet(put("photo.png", b"no image in here"))
    assert body(items[0]) == b"no image in here"
    assert items[0].media_type == "text/plain"
    assert items[0].problems == ("not_as_named",)
    assert isinstance(problems[0].error, UnreadableInput)
    assert problems[0].kept


def test_bytes_that_begin_as_a_png_and_are_none_are_kept_and_told(put):
    """The signature alone makes no image."""
    data = b"\x89PNG\r\n\x1a\n" + b"\xaa" * 500
    items, problems = meet(put("photo.png", data))
    assert body(items[0]) == data
    assert codes(problems) == ["image_broken"]


@pytest.mark.parametrize(("name", "data"), [("a.png", png()[:-20]), ("a.jpg", jpeg()[: len(jpeg()) // 2])])
def test_a_cut_image_is_kept_and_told(put, name, data):
    """A download that stopped half way."""
    items, problems = meet(put(name, data))
    assert body(items[0]) == data
    assert codes(problems) == ["image_broken"]


@pytest.mark.parametrize(("name", "data"), [("a.png", png()), ("a.jpg", jpeg())])
def test_a_whole_image_is_kept_without_a_word(put, name, data):
    """The check does not cry wolf."""
    items, problems = meet(put(name, data))
    assert (items[0].problems, problems) == ((), [])


def test_a_jpeg_with_a_preview_inside_and_a_film_behind_is_judged_by_its_own_end(put):
    """Phones write both; the preview's end must not pass for the photograph's."""
    photo = jpeg()
    preview = b"\xff\xe1" + (len(photo) + 2).to_bytes(2, "big") + photo
    whole = photo[:2] + preview + photo[2:]
    assert meet(put("whole.jpg", whole + b"\0\0\0\x18ftypmp42" + b"\0" * 3000))[1] == []
    assert codes(meet(put("cut.jpg", whole[: len(preview) + len(photo) // 2]))[1]) == ["image_broken"]


def test_a_link_given_by_name_is_followed_and_keeps_the_name_given(put):
    """Whoever names a link means what it leads to."""
    path = put("blob", png())
    (path.parent / "photo.png").symlink_to(path)
    items, problems = meet(path.parent / "photo.png")
    assert [(item.name, item.origin, body(item)) for item in items] == [
        ("photo.png", "photo.png", path.read_bytes())
    ]
    assert problems == []


def test_an_image_of_too_many_pixels_is_kept_and_never_decoded(put):
    """The bound is on what it would unpack to, not on its bytes."""
    items, problems = meet(put("huge.png", png(40, 30)), limits=Limits(pixels=1000))
    assert len(items) == 1
    assert isinstance(problems[0].error, UnsafeInput)


def test_a_csv_that_is_not_utf8_is_kept_and_told_with_the_place(put):
    """Old spreadsheet programs write windows-1256."""
    data = b"name,age\n" + "سلمى الراوي,30\n".encode("cp1256")
    items, problems = meet(put("list.csv", data))
    assert body(items[0]) == data
    assert codes(problems) == ["not_utf8"]
    assert "windows-1256" in str(problems[0].error)
    assert problems[0].values["at"] == 9


def test_a_stray_byte_beyond_the_first_megabyte_is_found(put):
    """The whole text is checked, in pieces, also where a character lies across two of them."""
    sound = "ش".encode() * (1 << 19) + b"x" + "ش".encode() * (1 << 19)
    assert meet(put("sound.txt", sound))[1] == []
    _, problems = meet(put("late.txt", sound + b"\xff" + b"end"))
    assert codes(problems) == ["not_utf8"]
    assert problems[0].values["at"] == len(sound)


def test_utf16_with_its_mark_is_no_problem(put):
    """It says itself what it is."""
    items, problems = meet(put("note.txt", "حيّ السلام".encode("utf-16")))
    assert problems == []
    assert items[0].media_type == "text/plain"
    assert items[0].problems == ("encoding_utf_16",)


def test_a_line_of_200_megabytes_is_kept_by_streaming_and_not_read_as_text(put):
    """Memory stays bounded; the line is told once."""
    path = put("line.txt", b"")
    os.truncate(path, 0)
    with path.open("wb") as handle:
        for _ in range(200):
            handle.write(b"x" * (1 << 20))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    items, problems = meet(path)
    assert codes(problems) == ["text_too_large"]
    assert problems[0].kept
    with items[0].open() as stream:
        assert sum(len(chunk) for chunk in iter(lambda: stream.read(1 << 20), b"")) == 200 << 20
    if sys.platform == "linux":
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000, (
            "kB beyond what was used before"
        )


def test_text_beyond_the_bound_is_refused_before_it_is_decoded():
    """`extract` looks at the size first."""
    with pytest.raises(TooLargeInput):
        extract(b"x" * 2001, "text/plain", "a.txt", limits=Limits(text=2000))


def test_an_xlsx_bomb_is_kept_and_never_opened(put):
    """Its parts would unpack to far more than a list of people needs."""
    data = zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b" " * (20 << 20)}, 8)
    items, problems = meet(put("list.xlsx", data))
    assert body(items[0]) == data
    assert isinstance(problems[0].error, UnsafeInput)
    assert codes(problems) == ["sheet_bomb"]


def test_a_cut_pdf_is_kept_and_told(put):
    """No end, no cross-reference table."""
    items, problems = meet(put("report.pdf", b"%PDF-1.4\n1 0 obj\n<< >>\n"))
    assert (len(items), codes(problems)) == (1, ["pdf_cut"])


def test_pipes_and_devices_are_told_and_never_opened(put):
    """Opening a pipe to read would wait for ever."""
    folder = put("a.txt", b"words").parent
    os.mkfifo(folder / "pipe")
    items, problems = meet(folder)
    assert [item.origin for item in items] == ["a.txt"]
    assert codes(problems) == ["not_a_file"]
    assert codes(meet(folder / "pipe")[1]) == ["not_a_file"]


def test_links_out_of_a_folder_are_never_followed(put, tmp_path):
    """Neither to files nor to folders; loops and dead ends are told."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("not given")
    folder = put("a.txt", b"words").parent
    (folder / "file").symlink_to(outside / "secret.txt")
    (folder / "dir").symlink_to(outside)
    (folder / "dead").symlink_to(folder / "nowhere")
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "inner").symlink_to(folder / "a.txt")
    items, problems = meet(folder)
    assert [item.origin for item in items] == ["a.txt"]
    assert sorted(codes(problems)) == ["link_dangling", "link_dangling", "link_outside", "link_outside"]


def test_a_name_that_deceives_is_kept_and_made_visible(put):
    """U+202E turns the end of a name around."""
    items, problems = meet(put("photo\u202egpj.exe", b"words"))
    assert items[0].name == "photo\u202egpj.exe"
    assert codes(problems) == ["name_deceptive"]
    assert "\u202e" not in problems[0].line("en") + problems[0].line("ar")
    assert "\\u202e" in str(problems[0].error)


def test_a_name_that_is_no_text_is_kept_in_a_form_that_can_be_written_down(put):
    """File names are bytes; a statement holds text."""
    folder = put("a.txt", b"words").parent
    with open(os.fsencode(folder) + b"/\xff\xfe.txt", "wb") as handle:  # noqa: PTH123 - a name in bytes
        handle.write(b"more")
    items, problems = meet(folder)
    assert [item.name for item in items] == ["a.txt", "\\xff\\xfe.txt"]
    assert body(items[1]) == b"more"
    assert codes(problems) == ["name_not_utf8"]


def test_one_bad_thing_never_stops_the_next(put, tmp_path):
    """The rest of the batch is kept, in order."""
    put("1.txt", b"one")
    put("2.txt", b"")
    put("3.zip", b"PK\x03\x04 and no more")
    put("4.png", b"\x89PNG\r\n\x1a\n")
    folder = put("5.txt", b"five").parent
    items, problems = meet(tmp_path / "nowhere", folder)
    assert [item.origin for item in items] == ["1.txt", "3.zip", "4.png", "5.txt"]
    assert codes(problems) == ["missing", "empty", "archive_broken", "image_broken"]


def test_every_line_is_one_line_in_both_languages(put, tmp_path):
    """Names with line breaks and colours in them do not break the terminal."""
    folder = put("a\nb\x1b[31m.png", b"no image").parent
    for one in meet(folder, tmp_path / "x")[1]:
        for line in (one.line("en"), one.line("ar"), str(one.error)):
            assert line.isprintable()


def test_a_folder_of_too_many_files_gives_the_first_and_says_so(put):
    """The bound is on number; nothing else is lost."""
    for number in range(5):
        folder = put(f"{number}.txt", b"words").parent
    items, problems = meet(folder, limits=Limits(files=3))
    assert [item.origin for item in items] == ["0.txt", "1.txt", "2.txt"]
    assert codes(problems) == ["too_many_files"]


def test_a_folder_nested_beyond_the_stack_is_walked():
    """A thousand folders deep; a recursive walk would fail (as would pytest's own removal, hence the folder of its own)."""
    top = tempfile.mkdtemp()
    here = os.open(top, os.O_RDONLY)
    try:
        for _ in range(1100):
            os.mkdir("d", dir_fd=here)
            inner = os.open("d", os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = inner
        handle = os.open("leaf.txt", os.O_WRONLY | os.O_CREAT, dir_fd=here)
        os.write(handle, b"deep")
        os.close(handle)
        items, problems = meet(top)
    finally:
        os.close(here)
        subprocess.run(["rm", "-rf", top], check=True)
    assert (len(items), problems) == (1, [])
    assert Path(items[0].origin).name == "leaf.txt"
