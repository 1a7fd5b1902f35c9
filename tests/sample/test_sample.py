"""The sample is invented, says so everywhere, is the same each time, and keeps its truth outside of what is collected."""

import csv
import io
import tomllib
from pathlib import Path

import pytest
from PIL import Image

from tawthiq import sample
from tawthiq.sample.photographs import COMMENT, RELATIONS


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> "sample.SamplePaths":
    """A small sample."""
    return sample.write(tmp_path_factory.mktemp("sample"), people=60)


def test_the_truth_is_not_among_what_is_collected(paths: "sample.SamplePaths") -> None:
    """Nothing under `collected` is called truth or holds it."""
    assert [p for p in paths.collected.rglob("*") if "truth" in p.name] == []
    assert all(
        p.is_file() and not p.is_relative_to(paths.collected)
        for p in (paths.truth, paths.truth_people, paths.truth_media)
    )


def test_every_page_and_text_says_in_both_languages_that_it_is_invented(paths: "sample.SamplePaths") -> None:
    """On its first lines, before anybody could take it for real."""
    texts = [p for p in paths.root.rglob("*") if p.suffix in {".html", ".txt", ".md"}]
    assert len(texts) >= 8
    for path in texts:
        head = path.read_text(encoding="utf-8")[:2000].casefold()
        assert "invented" in head, path.name
        assert "متخي" in head, path.name
    places = paths.places.read_text(encoding="utf-8")
    assert "does not exist" in places
    assert "لا وجود لها" in places


def test_every_picture_says_that_it_is_drawn_and_holds_no_exif(paths: "sample.SamplePaths") -> None:
    """The comment stands in each file, in both languages, and there is no camera in any."""
    pictures = [p for p in paths.collected.rglob("*") if p.suffix in {".jpg", ".png"}]
    assert len(pictures) == 14
    for path in pictures:
        with Image.open(path) as picture:
            said = picture.info.get("comment") or picture.info.get("Comment")
            assert (said.decode() if isinstance(said, bytes) else said) == COMMENT, path.name
            assert not picture.getexif(), path.name


def test_pictures_are_related_as_the_truth_says(paths: "sample.SamplePaths") -> None:
    """One is the same bytes, one is smaller, one has no colour, one is turned over; all stand where they are named."""
    with paths.truth_media.open(encoding="utf-8", newline="") as handle:
        assert [tuple(row) for row in csv.reader(handle)][1:] == [tuple(one) for one in RELATIONS]
    data = {how: [(paths.collected / name).read_bytes() for name in (a, b)] for a, b, how in RELATIONS}
    assert data["exact"][0] == data["exact"][1]
    assert all(pair[0] != pair[1] for how, pair in data.items() if how != "exact")
    sizes = {how: [Image.open(io.BytesIO(one)).size for one in pair] for how, pair in data.items()}
    assert sizes["resized"] == [(900, 600), (450, 300)]
    assert sizes["cropped"][0] != sizes["cropped"][1]
    assert len(data["re-encoded"][1]) < len(data["re-encoded"][0]) / 2


def test_pictures_of_other_scenes_are_not_near_by_pdq(paths: "sample.SamplePaths") -> None:
    """Related ones lie within the usual threshold of 31 bits, mirrored apart, and all others well beyond it."""
    import numpy as np
    import pdqhash

    def bits(name: str) -> object:
        return pdqhash.compute(np.asarray(Image.open(paths.collected / name).convert("RGB")))[0]

    names = sorted(
        {
            str(p.relative_to(paths.collected))
            for p in paths.collected.rglob("*")
            if p.suffix in {".jpg", ".png"}
        }
    )
    prints = {name: bits(name) for name in names}
    near = {
        (a, b)
        for i, a in enumerate(names)
        for b in names[i + 1 :]
        if int((prints[a] != prints[b]).sum()) <= 31
    }
    related = {tuple(sorted((a, b))) for a, b, how in RELATIONS if how != "mirrored"}
    assert near == related


def test_the_same_seed_gives_the_same_sample(paths: "sample.SamplePaths", tmp_path: Path) -> None:
    """Byte for byte on one machine; another seed gives other people."""
    again, other = sample.write(tmp_path / "a", people=60), sample.write(tmp_path / "b", people=60, seed=8)

    def files(one: "sample.SamplePaths") -> dict[str, bytes]:
        return {
            str(p.relative_to(one.root)): p.read_bytes() for p in sorted(one.root.rglob("*")) if p.is_file()
        }

    assert files(again) == files(paths)
    assert files(other)["collected/lists/network.csv"] != files(paths)["collected/lists/network.csv"]


def test_places_lie_in_the_open_sea_and_cover_the_lists(paths: "sample.SamplePaths") -> None:
    """Every point is far from land; ids are one each; every place has both scripts and a precision."""
    places = tomllib.loads(paths.places.read_text(encoding="utf-8"))["place"]
    assert len({place["id"] for place in places}) == len(places) >= 15
    for place in places:
        # The nearest land is Tristan da Cunha, at 37 S 12 W, some 700 km off.
        assert -35.1 <= place["lat"] <= -34.9
        assert -20.1 <= place["lon"] <= -19.9
        assert place["precision_m"] > 0
        assert place["name"].isascii()
        assert any("\u0600" <= c <= "\u06ff" for c in place["ar"])


def test_what_the_invented_team_shows_is_there(paths: "sample.SamplePaths") -> None:
    """Each name is a file, and its level is one of those a visibility has."""
    names = {p.name for p in paths.collected.rglob("*")}
    assert set(sample.SHOWN) <= names
    assert set(sample.SHOWN.values()) <= {"team", "partner", "public"}


def test_a_sample_of_nobody_is_refused(tmp_path: Path) -> None:
    """At least one person is needed for a list."""
    with pytest.raises(ValueError, match="at least 1"):
        sample.write(tmp_path, people=0)
