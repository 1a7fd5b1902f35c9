"""Two posts of one footage are one origin for weighing; an article, a small mark or an opening in common makes nothing one."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image, ImageDraw

from tawthiq.case import Case, init_case
from tawthiq.case.folder import Folder
from tawthiq.cli.main import tawthiq

SAID = {
    "first": (
        "2021-04-05",
        "At least 12 people were killed in Qasrin on 5 April 2021. Photo taken by Rima Haddad.",
    ),
    "second": (
        "2021-04-09",
        "In Qasrin on 5 April 2021 no fewer than 12 people were killed when shells fell.",
    ),
}


def drawn(seed: int, size: tuple[int, int] = (640, 480)) -> Image.Image:
    chance = np.random.default_rng(seed)
    image = Image.new("RGB", size, (160, 150, 140))
    pen = ImageDraw.Draw(image)
    for _ in range(70):
        x, y, w, h = (int(v) for v in chance.integers(0, [size[0], size[1], 120, 120]))
        pen.rectangle((x, y, x + w, y + h), fill=tuple(int(v) for v in chance.integers(0, 255, 3)))
    return image


def posts(folder: Path, one: Image.Image, other: Image.Image, more: str = "") -> Path:
    """A case with two posts, each with a picture beside it."""
    for (name, (day, words)), image in zip(SAID.items(), (one, other), strict=True):
        here = folder / "inbox" / name
        here.mkdir(parents=True)
        image.save(here / "picture.jpg", quality=80)
        (here / "post.html").write_text(
            f'<html><head><meta charset="utf-8"><meta property="article:published_time" content="{day}T10:00:00Z"></head>'
            f'<body><p>{words}</p><img src="picture.jpg"><p>{more}</p></body></html>',
            encoding="utf-8",
        )
    init_case(folder / "case")
    with Case(Folder(folder / "case"), writer=True) as made:
        list(made.collect([str(folder / "inbox")]))
    return folder / "case"


def lines(case: Path, *args: str) -> list[dict[str, object]]:
    done = CliRunner().invoke(tawthiq, ["--case", str(case), *args, "--json"], standalone_mode=False)
    assert done.exception is None, done.exception
    return [json.loads(line) for line in done.stdout.splitlines()]


def killings(case: Path) -> set[object]:
    claims = {one["id"] for one in lines(case, "read") if one["act"] == "killing"}
    assert len(claims) == 2
    return {one["status"] for one in lines(case, "weigh") if one["claim"] in claims}


@pytest.mark.parametrize("apart", ["other pictures", "small marks", "articles"])
def test_what_is_no_common_footage_leaves_two_origins(tmp_path: Path, apart: str) -> None:
    """Other pictures, one small picture in both, or long texts under one picture: they corroborate each other still."""
    image = drawn(1)
    more = ""
    other = drawn(2) if apart == "other pictures" else image.resize((320, 240))
    if apart == "small marks":
        image = other = drawn(1, (160, 120))
    if apart == "articles":
        more = "The road to the mill has been closed since winter. " * 40
    assert killings(posts(tmp_path, image, other, more)) == {"corroborated"}


def test_two_posts_of_one_footage_are_one_origin(tmp_path: Path) -> None:
    """The second post has the first one's picture, smaller and cropped: a repeat, and the lineage says from where."""
    image = drawn(1)
    cut = image.crop((96, 72, 544, 408)).resize((320, 240))
    case = posts(tmp_path, image, cut)
    assert killings(case) == {"single-source"}
    (found,) = lines(case, "match", "media", "--lineage")
    (step,) = found["descents"]  # type: ignore[misc]  # JSON
    assert (step["strength"], step["source"]) == ("likely", found["earliest"])  # type: ignore[index]  # JSON
    assert set(step["reasons"]) == {"earlier", "shows more", "larger", "said"}  # type: ignore[index]  # JSON
    assert found["whole"] == [found["earliest"]]
    assert {word for _, _, word in found["said"]}  # type: ignore[union-attr, misc]  # JSON
