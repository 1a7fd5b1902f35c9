"""From a dispatch to a site: refused while a sentence says more than its footnotes bear; the same input gives the same bytes.

Nothing here touches a clock, a disk or a network; what may leave is decided in `disclose.py`, and a draft discloses no more.
"""

from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

import msgspec

from tawthiq.record.errors import CannotPublish
from tawthiq.record.estimate import Count
from tawthiq.record.release import Release
from tawthiq.tell import account, events, evidence, further, manifest
from tawthiq.tell.chrome import Frame
from tawthiq.tell.lookup import Lookup
from tawthiq.tell.notes import Note
from tawthiq.tell.picture import pictures
from tawthiq.tell.problem import Gravity, Problem
from tawthiq.tell.study import WINDOW, study

GRID = 500
"""Metres. Points of places are published no finer than this (research page on platforms, complaint 6)."""


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """A published dispatch: every file by path from the root, every footnote resolved, and what is still wrong with it."""

    files: Mapping[str, bytes]
    footnotes: tuple[Note, ...]
    problems: tuple[Problem, ...]
    title: str
    checkpoint: str

    @property
    def release(self) -> Release:
        """The body of the statement that says this was published: all files, the manifest among them."""
        rests = tuple(
            (note.label, note.claims[0].id if note.claims else f"{note.exhibit.id}:{note.start}-{note.end}")
            for note in self.footnotes
        )
        return Release(
            title=self.title, files=manifest.listed(self.files), footnotes=rests, checkpoint=self.checkpoint
        )


def compile_site(
    dispatch: str,
    lookup: Lookup,
    *,
    count: Count | None = None,
    ladder: Mapping[str, str] = MappingProxyType({}),
    checkpoint: str = "",
    grid: int = GRID,
    window: int = WINDOW,
    draft: bool = False,
) -> Site:
    """The site of a dispatch, as files. `ladder` holds the drawing of the count's intervals by language (`en`, `ar`).

    Raises InputError for a dispatch that cannot be taken apart, and CannotPublish while the checks find an error; with
    `draft` the pages are made all the same, say on top that they are a draft, and show `[?]` where a footnote does not hold.
    """
    found = study(dispatch, lookup, window=window)
    shown, wrong = pictures(found, lookup)
    problems = tuple(sorted((*found.problems, *wrong), key=lambda p: (p.line, p.code, p.label or "")))
    errors = [one for one in problems if one.gravity is Gravity.ERROR]
    if errors and not draft:
        raise _refusal(errors)
    notes, head = found.notes, found.dispatch.head
    entries = events.entries(notes, lookup)

    def further_pages(frame: Frame) -> dict[str, bytes | None]:
        return {
            "map": events.chart(frame, entries, grid=grid),
            "timeline": events.timeline(frame, entries),
            "count": further.count(frame, count, ladder, lookup.persons()),
            "losses": further.losses(frame, notes, lookup),
            "verify": further.verify(frame, notes, checkpoint),
        }

    # Which pages there are is known only once they are tried; the frame with the full list then frames them all.
    blank = Frame(dispatch=found.dispatch, pages=(), draft=bool(errors))
    there = [(name, f"{name}.html") for name, page in further_pages(blank).items() if page is not None]
    frame = msgspec.structs.replace(blank, pages=there)
    written = account.write(found, shown)
    files = account.pages(frame, found, written)
    files |= {f"{name}.html": page for name, page in further_pages(frame).items() if page is not None}
    files |= evidence.pages(frame, notes, written.uses, lookup)
    files |= {picture.path: picture.data for picture in shown.values()}
    files["style.css"] = resources.files(__package__).joinpath("style.css").read_bytes()
    return Site(
        files=manifest.with_manifest(files, head, notes, checkpoint),
        footnotes=tuple(sorted(notes.values(), key=lambda n: n.number)),
        problems=problems,
        title=head["title"],
        checkpoint=checkpoint,
    )


def _refusal(errors: list[Problem]) -> CannotPublish:
    first = errors[0]
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return CannotPublish(
        f"{first.message.en}{more}",
        expected="a dispatch whose every sentence its footnotes bear",
        hint="`tawthiq tell --check` lists every problem",
        where=f"line {first.where}",
    )
