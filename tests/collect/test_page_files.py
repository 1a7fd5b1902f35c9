"""A saved page brings the files it draws in, and nothing else, however it asks."""

from collect_made import body, codes, jpeg, meet, png
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.collect import extract, local_path
from tawthiq.collect.references import references, srcset
from tawthiq.record.exhibit import How


def test_a_page_given_alone_brings_its_images_styles_films_and_frames_with_the_page_as_parent(put):
    """By every way that pages draw things in, and what their styles draw in."""
    put("page_files/a.png", png())
    put("page_files/small.jpg", jpeg())
    put("page_files/big%20one.jpg", jpeg())
    put("page_files/back.png", png(20, 20))
    put("page_files/s.css", b"@import 'deep/more.css'; body { background: url('back.png') }")
    put("page_files/deep/more.css", b"p { background: url(../a2.png) }")
    put("page_files/a2.png", png(22, 22))
    put("page_files/frame.html", b"<html><body><img src='in.png'></body></html>")
    put("page_files/in.png", png(24, 24))
    put("page_files/film.mp4", b"\0\0\0\x18ftypmp42" + b"\0" * 40)
    page = put(
        "page.html",
        b"<html><head><link rel=stylesheet href=page_files/s.css></head><body><img src='page_files/a.png#x'>"
        b"<img srcset='page_files/small.jpg 1x, page_files/big%2520one.jpg 2x'><video><source src=page_files/film.mp4></video>"
        b"<iframe src=page_files/frame.html></iframe><p style='background:url(page_files/none.png)'>words</body></html>",
    )
    items, problems = meet(page)
    assert problems == []
    assert items[0].origin == "page.html"
    assert {(item.origin, item.parent) for item in items[1:]} == {
        ("page_files/s.css", "page.html"),
        ("page_files/deep/more.css", "page.html"),
        ("page_files/back.png", "page.html"),
        ("page_files/a2.png", "page.html"),
        ("page_files/a.png", "page.html"),
        ("page_files/small.jpg", "page.html"),
        ("page_files/big%20one.jpg", "page.html"),
        ("page_files/film.mp4", "page.html"),
        ("page_files/frame.html", "page.html"),
        ("page_files/in.png", "page_files/frame.html"),
    }
    assert {item.how for item in items[1:]} == {How.MEMBER, How.PAGE}


def test_a_page_cannot_fetch_what_lies_outside_its_folder_or_is_hidden_or_is_not_for_showing(put, tmp_path):
    """Whoever collects a hostile page must not give it their keys."""
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.png").write_bytes(png())
    put(".ssh/key.png", png())
    put("taxes.docx", b"PK\x03\x04[Content_Types].xml word/")
    put("notes.txt", b"my own notes")
    (tmp_path / "in" / "way").symlink_to(tmp_path)
    (tmp_path / "in" / "link.png").symlink_to(tmp_path / "secret.png")
    names = (
        "../secret.png",
        "%2e%2e/secret.png",
        ".ssh/key.png",
        "taxes.docx",
        "notes.txt",
        "way/secret.png",
        "link.png",
    )
    asks = "".join(
        f"<img src='{name}'>" for name in (*names, f"{tmp_path}/secret.png", f"file://{tmp_path}/secret.png")
    )
    items, problems = meet(put("page.html", f"<html><body>{asks}</body></html>".encode()))
    assert [item.origin for item in items] == ["page.html"]
    assert problems == []


def test_in_a_folder_every_file_comes_once_and_after_the_page_that_draws_it_in(put):
    """Also where its name comes before the page's."""
    put("a/image.png", png())
    put("a/loose.png", png(9, 9))
    put("b.html", b"<html><body><img src=a/image.png><img src=a/image.png></body></html>")
    folder = put("c.html", b"<html><body><img src=a/image.png></body></html>").parent
    items, _ = meet(folder)
    assert [(item.origin, item.parent) for item in items] == [
        ("a/loose.png", None),
        ("b.html", None),
        ("a/image.png", "b.html"),
        ("c.html", None),
    ]


def test_pages_that_draw_each_other_in_all_come_once(put):
    """A circle has no first page; none is lost."""
    put("a.html", b"<html><body><iframe src=b.html></iframe></body></html>")
    folder = put("b.html", b"<html><body><iframe src=a.html></iframe></body></html>").parent
    items, _ = meet(folder)
    assert [(item.origin, item.parent) for item in items] == [("a.html", None), ("b.html", "a.html")]


def test_what_gather_kept_answers_what_extract_asks(put):
    """The two ends fit: an origin relative to the page's folder is the path that `kept` is asked for."""
    put("here/page_files/a b.png", png())
    page = put(
        "here/page.html",
        b"<html><body><p>Seen:</p><img src='page_files/a%20b.png'><img src='page_files/gone.png'></body></html>",
    )
    for chosen, folder in ((page, ""), (page.parents[1], "here/")):
        items, _ = meet(chosen)
        kept = {item.origin.removeprefix(folder): item.name for item in items}
        text = extract(body(items[0]), items[0].media_type, items[0].name, kept=kept.get)
        assert [(one.url, one.kept) for one in text.embeds] == [
            ("page_files/a%20b.png", "a b.png"),
            ("page_files/gone.png", None),
        ]


def test_a_page_too_deep_to_parse_is_still_kept(put):
    """Its files are then found by nobody; its bytes are there."""
    data = b"<html><body>" + b"<div>" * 100_000
    items, problems = meet(put("page.html", data))
    assert (body(items[0]), codes(problems)) == (data, [])


def test_references_are_those_that_are_drawn_in_not_those_that_are_linked_to():
    """A link to a page is no embed; a link around a small image to the whole one is."""
    page = b"<a href=other.html>more</a><a href=photos/1.jpg><img src=photos/1_thumb.jpg></a><link rel=canonical href=x.html>"
    assert references(page) == ("photos/1_thumb.jpg", "photos/1.jpg")


def test_a_srcset_may_hold_commas_inside_its_addresses():
    """Only a comma before white space separates."""
    assert srcset("i,1.jpg 1x, i,2.jpg 2x") == ("i,1.jpg", "i,2.jpg")


@given(st.text(max_size=60), st.sampled_from(["", "a", "a/b"]))
def test_a_local_path_never_leads_out(url, folder):
    """Whatever is written in a page."""
    path = local_path(url, folder)
    assert path is None or not (
        path.startswith("/") or ".." in path.split("/") or "\\" in path or "\0" in path
    )
