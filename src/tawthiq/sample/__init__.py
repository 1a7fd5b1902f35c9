"""The sample: an invented city under siege, with everything a case is made of. It says on every page and in every file that it is invented.

`collected/` is what a team would have been given; the truth about it (who is who on the lists, which pictures are one)
lies outside, so that nothing that is collected can give it away. Nothing here knows of the rest of tawthiq.
"""

import csv
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

_COLLECTED = (
    "far-shore.html",
    "harbour-wire.html",
    "tide-observatory.txt",
    "directorate-ar.txt",
    "directorate-en.txt",
    "messages.txt",
)
SHOWN = {
    "far-shore.html": "public",
    "harbour-wire.html": "public",
    "tide-observatory.txt": "public",
    "directorate-ar.txt": "public",
    "directorate-en.txt": "public",
    "quay.jpg": "public",
    "messages.txt": "team",
}
"""What the invented team decided about who may see what, by name; without it most of this is sealed and cannot be cited."""

_BESIDE = ("README.txt", "dispatch.md", "places.toml")


@dataclass(frozen=True)
class SamplePaths:
    """Where everything was written. `truth`: list,row,person; `truth_media`: a,b,how, by path inside `collected`."""

    root: Path
    collected: Path
    lists: Path
    dispatch: Path
    places: Path
    truth: Path
    truth_people: Path
    truth_media: Path


def write(folder: Path, *, people: int = 400, seed: int = 7) -> SamplePaths:
    """Write the sample under `folder`, made if need be: some `people` on five lists, texts, messages and drawn pictures.

    The same people and seed give the same texts and lists; pictures are the same drawings. Raises ValueError for fewer than one.
    """
    from tawthiq.sample.lists import write_lists  # noqa: PLC0415 - drawing and lists are wanted only here
    from tawthiq.sample.photographs import RELATIONS, photographs  # noqa: PLC0415 - slow to import

    paths = SamplePaths(
        root=folder,
        collected=folder / "collected",
        lists=folder / "collected" / "lists",
        dispatch=folder / "dispatch.md",
        places=folder / "places.toml",
        truth=folder / "truth.csv",
        truth_people=folder / "truth_people.csv",
        truth_media=folder / "truth_media.csv",
    )
    paths.lists.mkdir(parents=True, exist_ok=True)
    write_lists(paths.lists, people, seed)
    for path in (paths.truth, paths.truth_people):
        (paths.lists / path.name).replace(path)
    data = resources.files(__package__).joinpath("data")
    for name in _COLLECTED:
        (paths.collected / name).write_bytes(data.joinpath(name).read_bytes())
    for name in _BESIDE:
        (folder / name).write_bytes(data.joinpath(name).read_bytes())
    for name, picture in photographs(seed).items():
        target = paths.collected / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(picture)
    with paths.truth_media.open("w", encoding="utf-8", newline="") as handle:
        rows = csv.writer(handle, lineterminator="\n")
        rows.writerow(("a", "b", "how"))
        rows.writerows(RELATIONS)
    return paths


__all__ = ["SHOWN", "SamplePaths", "write"]
