"""Archives: members come out as far as the bounds allow, each refusal by name, and the archive is always kept whole."""

import io
import struct
import tarfile
import zipfile
import zlib

import pytest
from collect_made import body, codes, jpeg, meet, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.collect import Item, Limits, gather
from tawthiq.record.errors import InputError, UnsafeInput
from tawthiq.record.exhibit import How


def tarred(members: list[tuple[tarfile.TarInfo, bytes]], mode: str = "w") -> bytes:
    """A tar of these members."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as book:
        for info, data in members:
            info.size = len(data)
            book.addfile(info, io.BytesIO(data))
    return out.getvalue()


def test_the_archive_comes_first_and_its_members_name_it_as_parent(put):
    """A parent is always known before its children."""
    photo = jpeg()
    items, problems = meet(put("b.zip", zipped({"x/photo.jpg": photo, "note.txt": b"words"})))
    assert [(item.origin, item.parent, item.how) for item in items] == [
        ("b.zip", None, How.BUNDLE),
        ("b.zip/x/photo.jpg", "b.zip", How.MEMBER),
        ("b.zip/note.txt", "b.zip", How.MEMBER),
    ]
    assert problems == []
    assert body(items[1]) == photo


def test_members_can_be_read_long_after_the_walk_and_in_any_order(put):
    """An item's bytes do not depend on where the walk stands."""
    inner = zipped({"deep.txt": b"deep"})
    items, _ = meet(put("b.zip", zipped({"a.txt": b"aaa", "in.zip": inner, "b.txt": b"bbb"})))
    found = {item.origin: item for item in items}
    with found["b.zip/b.txt"].open() as one, found["b.zip/a.txt"].open() as two:
        assert (one.read(1), two.read(), one.read()) == (b"b", b"aaa", b"bb")
    assert body(found["b.zip/in.zip/deep.txt"]) == b"deep"
    assert body(found["b.zip/in.zip"]) == inner


@pytest.mark.parametrize(
    "name",
    ["../evil.txt", "a/../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "..\\evil.txt", "\\\\host\\evil"],
)
def test_a_member_that_leads_outside_is_refused_by_name_and_the_others_go_on(put, name):
    """Zip slip in its spellings."""
    items, problems = meet(put("b.zip", zipped({name: b"evil", "good.txt": b"good"})))
    assert [item.origin for item in items] == ["b.zip", "b.zip/good.txt"]
    assert codes(problems) == ["member_outside"]
    assert "evil" in problems[0].where
    assert isinstance(problems[0].error, UnsafeInput)


def test_tar_members_that_are_links_devices_or_lead_outside_are_refused(put):
    """Symbolic, hard, device, climbing; the plain file comes out."""
    link, hard, device, up, good = (
        tarfile.TarInfo(name) for name in ("link", "hard", "device", "../up.txt", "good.txt")
    )
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    hard.type, hard.linkname = tarfile.LNKTYPE, "good.txt"
    device.type = tarfile.CHRTYPE
    good.mode = 0o4777
    data = tarred([(link, b""), (hard, b""), (device, b""), (up, b"up"), (good, b"good")], "w:gz")
    items, problems = meet(put("b.tar.gz", data))
    assert [item.origin for item in items] == ["b.tar.gz", "b.tar.gz/good.txt"]
    assert body(items[1]) == b"good"
    assert codes(problems) == ["member_link", "member_link", "member_special", "member_outside"]


def test_a_zip_member_that_is_a_link_is_refused(put):
    """Zip carries links as files with a mode."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        info = zipfile.ZipInfo("link")
        info.external_attr = 0o120777 << 16
        book.writestr(info, "/etc/passwd")
    items, problems = meet(put("b.zip", out.getvalue()))
    assert ([item.origin for item in items], codes(problems)) == (["b.zip"], ["member_link"])


def test_a_member_that_grows_too_much_is_refused_and_the_others_go_on(put):
    """A thousand to one."""
    data = zipped({"zeros": b"\0" * (4 << 20), "good.txt": b"good"}, zipfile.ZIP_DEFLATED)
    items, problems = meet(put("b.zip", data))
    assert [item.origin for item in items] == ["b.zip", "b.zip/good.txt"]
    assert codes(problems) == ["member_bomb"]


def test_the_sum_of_all_members_is_bounded_nested_ones_counted(put):
    """Many modest members make a bomb too."""
    inner = zipped({f"{number}.txt": b"x" * 1000 for number in range(5)})
    items, problems = meet(
        put("b.zip", zipped({"a.zip": inner, "b.txt": b"y" * 3000})),
        limits=Limits(unpacked=len(inner) + 4500),
    )
    assert len(items) == 2 + 4
    assert codes(problems) == ["archive_bomb", "archive_bomb"]
    assert all(one.kept for one in problems)


def test_the_number_of_members_is_bounded(put):
    """While they come out."""
    items, problems = meet(
        put("b.zip", zipped({f"{n}.txt": b"x" for n in range(9)})), limits=Limits(members=4)
    )
    assert (len(items), codes(problems)) == (5, ["archive_too_many"])


def test_a_directory_too_long_for_memory_is_refused_before_it_is_read(put):
    """A million entries would fill the memory before the first member came out."""
    data = zipped({f"{n:0400}.txt": b"" for n in range(60)})
    items, problems = meet(put("b.zip", data), limits=Limits(members=20))
    assert (len(items), codes(problems)) == (1, ["archive_too_many"])


def test_archives_in_archives_are_opened_to_the_bound_and_kept_beyond_it(put):
    """42.zip has five layers."""
    data = zipped({"leaf.txt": b"leaf"})
    for layer in range(3):
        data = zipped({f"{layer}.zip": data})
    items, problems = meet(put("b.zip", data))
    assert [item.origin for item in items] == ["b.zip", "b.zip/2.zip", "b.zip/2.zip/1.zip"]
    assert codes(problems) == ["archive_too_deep"]
    assert problems[0].kept


def test_members_that_share_their_bytes_are_refused_together(put):
    """The overlapping bomb: many names, one block of data."""
    payload = b"x" * 500
    packed = zlib.compress(payload, 9)[2:-4]
    local = (
        struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, zlib.crc32(payload), len(packed), 500, 1, 0)
        + b"a"
        + packed
    )
    entry = (
        struct.pack(
            "<4s6H3I5H2I",
            b"PK\1\2",
            20,
            20,
            0,
            8,
            0,
            0,
            zlib.crc32(payload),
            len(packed),
            500,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
        )
        + b"a"
    )
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 3, 3, 3 * len(entry), len(local), 0)
    items, problems = meet(put("b.zip", local + entry * 3 + end))
    assert (len(items), codes(problems)) == (1, ["archive_overlap"])


def test_a_locked_archive_is_kept_and_told_once(put):
    """One line, however many members are locked."""
    data = bytearray(zipped({"a.txt": b"aaa", "b.txt": b"bbb", "c.txt": b"ccc"}))
    book = zipfile.ZipFile(io.BytesIO(bytes(data)))
    for info in book.infolist()[:2]:
        data[info.header_offset + 6] |= 1
    at = data.find(b"PK\1\2")
    for _ in range(2):
        data[at + 8] |= 1
        at = data.find(b"PK\1\2", at + 4)
    items, problems = meet(put("b.zip", bytes(data)))
    assert [item.origin for item in items] == ["b.zip", "b.zip/c.txt"]
    assert codes(problems) == ["archive_locked"]
    assert problems[0].values["count"] == 2


def test_a_damaged_member_is_refused_and_the_others_go_on(put):
    """Its checksum does not fit; it would have been called intact otherwise."""
    data = bytearray(zipped({"a.txt": b"aaaaaaaa", "b.txt": b"bbbbbbbb"}))
    data[data.find(b"aaaaaaaa") + 3] ^= 1
    items, problems = meet(put("b.zip", bytes(data)))
    assert [item.origin for item in items] == ["b.zip", "b.zip/b.txt"]
    assert codes(problems) == ["member_broken"]


def test_two_members_of_one_name_both_come_out(put):
    """A reader by name would only ever give the last."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("a.txt", "first")
        with pytest.warns(UserWarning, match="Duplicate"):
            book.writestr("a.txt", "second")
    items, _ = meet(put("b.zip", out.getvalue()))
    assert [(item.origin, body(item)) for item in items[1:]] == [
        ("b.zip/a.txt", b"first"),
        ("b.zip/a.txt (2)", b"second"),
    ]


def test_a_cut_tar_gives_what_it_still_holds(put):
    """The members before the cut come out, and the cut is told."""
    data = tarred([(tarfile.TarInfo("a.txt"), b"a" * 600), (tarfile.TarInfo("b.txt"), b"b" * 6000)])
    items, problems = meet(put("b.tar", data[:4000]))
    assert [item.origin for item in items] == ["b.tar", "b.tar/a.txt"]
    assert codes(problems) == ["member_broken", "archive_broken"]
    assert str(problems[0].error).count("damaged") == 1


def test_a_packed_tar_that_grows_too_much_is_kept_and_not_opened(put):
    """Bounded while unpacking, whatever its own length field says."""
    data = tarred([(tarfile.TarInfo("zeros"), b"\0" * (4 << 20))], "w:gz")
    items, problems = meet(put("b.tgz", data))
    assert (len(items), codes(problems)) == (1, ["archive_bomb"])


def test_a_tar_header_that_claims_to_be_long_is_not_read_whole(put):
    """An extended header of 3 MB for a file of five bytes."""
    info = tarfile.TarInfo("a.txt")
    info.pax_headers = {"comment": "x" * (3 << 20)}
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as book:
        book.addfile(info, io.BytesIO(b""))
    items, problems = meet(put("b.tar", out.getvalue()))
    assert (len(items), codes(problems)) == (1, ["archive_broken"])


def test_a_packed_file_that_is_no_archive_is_kept_as_it_is(put):
    """A lone .gz is not a container of ours."""
    import gzip

    items, problems = meet(put("notes.txt.gz", gzip.compress(b"words")))
    assert (len(items), problems) == (1, [])


def test_names_written_in_utf8_without_saying_so_are_read_as_such(put):
    """Many phones and programs do; the standard would make code page 437 of it."""
    data = zipped({"صورة.txt": b"words"})
    unmarked = data.replace(struct.pack("<H", 0x800), struct.pack("<H", 0))
    items, _ = meet(put("b.zip", unmarked))
    assert items[1].origin == "b.zip/صورة.txt"


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 10_000), flip=st.integers(0, 10_000), kind=st.sampled_from(["zip", "tar", "tgz"]))
def test_any_damage_ends_in_items_and_problems_and_never_in_an_exception(tmp_path_factory, cut, flip, kind):
    """Cut anywhere, one byte flipped anywhere; what is kept can be read to the end."""
    members = {
        "a.txt": b"words " * 40,
        "in.zip": zipped({"deep.txt": b"deep"}),
        "p.jpg": b"\xff\xd8\xff" + b"\0" * 90,
    }
    whole = {
        "zip": lambda: zipped(members, zipfile.ZIP_DEFLATED),
        "tar": lambda: tarred([(tarfile.TarInfo(name), data) for name, data in members.items()]),
        "tgz": lambda: tarred([(tarfile.TarInfo(name), data) for name, data in members.items()], "w:gz"),
    }[kind]()
    data = bytearray(whole[: max(1, len(whole) - cut % len(whole))])
    data[flip % len(data)] ^= 0x41
    path = tmp_path_factory.mktemp("damage") / f"b.{kind}"
    path.write_bytes(bytes(data))
    for one in gather([str(path)]):
        if isinstance(one, Item):
            assert len(body(one)) == one.size
        else:
            assert isinstance(one.error, InputError)
