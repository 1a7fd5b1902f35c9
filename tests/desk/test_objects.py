"""Bytes of exhibits are hostile until shown otherwise."""

import pytest

from tawthiq.desk.magic import picture_type


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html>",
        b"%PDF-1.7",
        b"GIF88a",
        b"RIFF1234WAVE",
        b"BM",
        b"\x89PNG\r\n",
    ],
)
def test_what_is_no_raster_picture_is_never_shown(data):
    """Programs, documents, sounds and broken openings."""
    assert picture_type(data) is None


def test_the_four_kinds_of_picture_are_known_by_their_bytes():
    """Whatever the name says."""
    known = {
        b"\x89PNG\r\n\x1a\n0": "image/png",
        b"\xff\xd8\xff\xe0": "image/jpeg",
        b"GIF89a1": "image/gif",
        b"RIFF0000WEBPVP8 ": "image/webp",
    }
    assert {data: picture_type(data) for data in known} == known


def test_a_script_in_an_exhibit_leaves_as_a_file_to_save(ask):
    """An SVG declared as a picture is handed out, sandboxed, never shown."""
    answer = ask("/objects/" + "4" * 64)
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["content-security-policy"]
    page = ask("/en/exhibits/" + "f" * 64 + "/").text
    assert "<img" not in page


def test_a_page_in_an_exhibit_leaves_as_a_file_to_save(ask):
    """HTML too."""
    assert ask("/objects/" + "1" * 64).headers["content-type"] == "application/octet-stream"


def test_a_picture_is_shown_sandboxed_and_only_on_request(ask):
    """The bytes decide; on its page the picture waits behind a notice."""
    answer = ask("/objects/" + "2" * 64)
    assert answer.headers["content-type"] == "image/png"
    assert "sandbox" in answer.headers["content-security-policy"]
    page = ask("/en/exhibits/" + "b" * 64 + "/").text
    assert '<details class="picture">' in page
    assert 'loading="lazy"' in page


@pytest.mark.parametrize(
    "digest", ["9" * 64, "2" * 63, "../../etc/passwd", "2" * 64 + "/..", "2" * 64 + ".png", "é"]
)
def test_only_objects_that_an_exhibit_names_are_found(ask, digest):
    """Unknown digests, short ones and ways out are all not found."""
    assert ask("/objects/" + digest).status == 404


def test_a_missing_object_is_not_found_and_its_exhibit_still_shows(ask, case):
    """The page of the exhibit stands without the bytes."""
    del case.objects["2" * 64]
    assert ask("/objects/" + "2" * 64).status == 404
    assert ask("/en/exhibits/" + "b" * 64 + "/").status == 200


def test_our_own_files_are_a_closed_list_kept_by_their_digest(ask):
    """Immutable at their address, 304 when known, nothing else served."""
    page = ask("/en/").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = ask(address)
    assert answer.status == 200
    assert "immutable" in answer.headers["cache-control"]
    assert ask(address, if_none_match=answer.headers["etag"]).status == 304
    for wrong in (
        "/static/000000000000/desk.css",
        address.replace("desk.css", "gate.py"),
        address.replace("desk.css", "..%2fgate.py"),
    ):
        assert ask(wrong).status == 404
