"""Handing over: what may leave, by what was decided, becomes a bag, an OCFL root or a WACZ; the rest is counted and stays.

A level says who will hold the package; an exhibit goes in if that level may see it. Bytes leave as they are stored.
"""

import re
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import msgspec

from tawthiq.case.links import kept_embeds, normal
from tawthiq.case.papers import common_papers, how_obtained, own_papers
from tawthiq.preserve.bagit.write import write_bag
from tawthiq.preserve.handover import Parcel, Thing
from tawthiq.preserve.names import safe
from tawthiq.preserve.ocfl.write import write_root
from tawthiq.preserve.verdict import Problem
from tawthiq.preserve.wacz.noted import Noted
from tawthiq.preserve.wacz.pages import read_pages
from tawthiq.preserve.wacz.write import Archive, Saved, write_wacz
from tawthiq.preserve.zip_bytes import ZipPackage
from tawthiq.protect import first_visibility
from tawthiq.record.assessment import Visibility
from tawthiq.record.errors import InputError
from tawthiq.record.exhibit import Exhibit
from tawthiq.record.vault import CHUNK

if TYPE_CHECKING:
    from tawthiq.case.case import Case

LEVELS = (Visibility.PUBLIC, Visibility.PARTNER, Visibility.TEAM, Visibility.SEALED)
"""From what everybody may see to what nobody may unless it is decided."""


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """What was written: how many exhibits went in, how many of those asked for stayed behind, and what was wrong."""

    path: str
    kind: str
    level: Visibility
    exhibits: int
    kept_back: int
    problems: tuple[Problem, ...] = ()


def export(
    case: "Case",
    kind: str,
    target: Path,
    *,
    level: Visibility = Visibility.PUBLIC,
    idents: Sequence[str] = (),
    link: bool = False,
    spec: str = "1.1",
    now: Callable[[], float] = time.time,
) -> Exported:
    """Write a package of `kind` (bagit, ocfl, wacz). Raises InputError, EvidenceError, StorageError, UnknownId."""
    asked = [case.exhibit(one) for one in idents] if idents else case.exhibits()
    chosen = [one for one in dict.fromkeys(asked) if _may(case, one, level)]
    back = len(dict.fromkeys(asked)) - len(chosen)
    if not chosen:
        raise InputError(
            f"nothing that {level} readers may see",
            expected="an exhibit that was opened to them",
            hint="`tawthiq visibility public ID` opens one; `--team` or `--sealed` hands over more, and says so",
        )
    if kind == "wacz":
        return _wacz(case, target, chosen, level, back, now)
    parcel = _parcel(case, chosen, level, int(now()))
    if kind == "bagit":
        write_bag(parcel, target, link=link)
    else:
        write_root(parcel, target, spec=spec)
    return Exported(path=str(target), kind=kind, level=level, exhibits=len(chosen), kept_back=back)


def _may(case: "Case", exhibit: Exhibit, level: Visibility) -> bool:
    decided = case.index.visibilities().get(exhibit.id) or first_visibility(exhibit.obtained.how)
    return LEVELS.index(decided) <= LEVELS.index(level)


def _parcel(case: "Case", chosen: Sequence[Exhibit], level: Visibility, at: int) -> Parcel:
    from tawthiq.case.case import TOOL  # noqa: PLC0415  (case.py is above)

    return Parcel(
        case=case.settings.id,
        title=case.settings.title,
        description=f"{len(chosen)} exhibits for {level} readers, with the statements that record them",
        software=TOOL,
        at=at,
        things=[_thing(case, one, level) for one in chosen],
        papers=common_papers(case, {bytes.fromhex(one.author) for one in chosen}),
    )


def _thing(case: "Case", exhibit: Exhibit, level: Visibility) -> Thing:
    original = exhibit.original
    path = case.vault.path(original.digest)
    return Thing(
        id=exhibit.id,
        name=safe(exhibit.obtained.name, f"{original.digest[:16]}.bin"),
        media_type=original.media_type,
        digest=original.digest,
        size=original.size,
        at=exhibit.obtained.at,
        open=partial(case.vault.open, original.digest),
        path=path if path.is_file() else None,
        papers=own_papers(case, exhibit, level),
    )


def _wacz(
    case: "Case",
    target: Path,
    chosen: Sequence[Exhibit],
    level: Visibility,
    back: int,
    now: Callable[[], float],
) -> Exported:
    archives: list[Archive] = []
    saved: list[Saved] = []
    used: dict[str, Exhibit] = {}
    packages: list[ZipPackage] = []
    problems: list[Problem] = []
    try:
        for one in chosen:
            form = _form(case, one)
            if form in (".warc", ".warc.gz") and (one.obtained.parent or "") not in used:
                archives.append(_archive(case, one, form))
            elif form == ".wacz":
                packages.append(ZipPackage(case.vault.path(one.original.digest)))
                archives += _archives_within(packages[-1], one, problems)
            elif form == ".html":
                for place, other in _page(case, one, chosen):
                    saved.append(_saved(case, other, place, level, page=other is one))
                    used[other.id] = other
            else:
                continue
            used[one.id] = one
        if not archives and not saved:
            raise InputError(
                "nothing of the web among what may leave",
                expected="WARC or WACZ files, or saved pages",
                hint="a bag (--bagit) or an OCFL root (--ocfl) takes everything",
            )
        parcel = _parcel(case, list(used.values()), level, int(now()))
        problems += write_wacz(parcel, archives, saved, target)
    finally:
        for package in packages:
            package.__exit__(None, None, None)
    back += len(chosen) - len(used)
    return Exported(
        path=str(target),
        kind="wacz",
        level=level,
        exhibits=len(used),
        kept_back=back,
        problems=tuple(problems),
    )


def _form(case: "Case", exhibit: Exhibit) -> str | None:
    kind = exhibit.original.media_type
    if kind == "application/gzip":
        with case.vault.open(exhibit.original.digest) as stream:
            head = stream.read(1 << 12)
        try:
            return ".warc.gz" if zlib.decompressobj(31).decompress(head, 5) == b"WARC/" else None
        except zlib.error:
            return None
    forms = {"application/warc": ".warc", "application/wacz": ".wacz", "text/html": ".html"}
    return forms.get(kind)


def _archive(case: "Case", exhibit: Exhibit, form: str) -> Archive:
    original = exhibit.original
    return Archive(
        name=exhibit.id[:16] + form,
        where=f"exhibit {exhibit.id[:12]}",
        size=original.size,
        chunks=partial(_chunks, case, original.digest),
        digest=original.digest,
    )


def _chunks(case: "Case", digest: str) -> Iterator[bytes]:
    with case.vault.open(digest) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _archives_within(package: ZipPackage, exhibit: Exhibit, problems: list[Problem]) -> list[Archive]:
    """The WARC files of a WACZ that is itself an exhibit."""
    problems += package.layout.problems
    noted = Noted()
    pages: set[str] = set()
    for name, member in package.layout.members.items():
        if re.fullmatch(r"pages/[^/]+\.jsonl", name) and member.size < 1 << 26:
            lines = b"".join(package.chunks(member)).split(b"\n")
            pages |= {one.url for one in read_pages(iter(lines), name, noted)}
    found = []
    for number, (name, member) in enumerate(sorted(package.layout.members.items())):
        match = re.fullmatch(r"archive/.+(\.warc(\.gz)?)", name)
        if match:
            found.append(
                Archive(
                    name=f"{exhibit.id[:16]}-{number}{match[1]}",
                    where=f"exhibit {exhibit.id[:12]}, {name}",
                    size=member.size,
                    chunks=partial(package.chunks, member),
                    pages=frozenset(pages) or None,
                )
            )
    return found


_MENTIONED = re.compile(
    rb"""(?:src|href|poster|data-src|data)\s*=\s*["']?([^"'\s>]+)|url\(\s*["']?([^"')]+)|([^\s,"'=]+)\s+[0-9.]+[wx]\b""",
    re.IGNORECASE,
)
_LONGEST = 64 << 20


def _page(case: "Case", page: Exhibit, chosen: Sequence[Exhibit]) -> list[tuple[str, Exhibit]]:
    """A saved page and the kept files that it shows, each with its place in the replay."""
    kept = {path: digest for path, digest in kept_embeds(page, chosen).items() if not path.startswith("..")}
    by_digest = {one.original.digest: one for one in chosen}
    top = page.id[:16]
    found = {page.obtained.name: page}
    waiting = [(page, "")]
    while waiting:
        holder, folder = waiting.pop()
        if holder.original.size > _LONGEST:
            continue
        data = case.object_bytes(holder.original.digest)
        for match in _MENTIONED.finditer(data):
            written = next(one for one in match.groups() if one).decode("utf-8", "replace")
            path = normal(folder + written)
            if path is None or path in found or path not in kept:
                continue
            found[path] = by_digest[kept[path]]
            if found[path].original.media_type in ("text/css", "text/plain") and path.endswith(".css"):
                waiting.append((found[path], unquote(path).rpartition("/")[0] + "/"))
    return [(f"{top}/{path}", one) for path, one in found.items()]


def _saved(case: "Case", exhibit: Exhibit, place: str, level: Visibility, *, page: bool) -> Saved:
    thing = _thing(case, exhibit, level)
    if place.endswith(".css"):
        thing = Thing(**{**vars(thing), "media_type": "text/css"})
    return Saved(thing=thing, place=place, obtained=how_obtained(exhibit, level), page=page)
