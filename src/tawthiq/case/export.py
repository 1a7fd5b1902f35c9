"""Handing over: what may leave, by what was decided, becomes a bag, an OCFL root or a WACZ; the rest is counted and stays.

A level says who will hold the package; an exhibit goes in if that level may see it. What is sealed is opened for whoever may
hold it, its salt beside it, so that the signed statement proves the bytes. Or it leaves as it is stored, for an archive
that is to keep and not to read, with an envelope for the one recipient who may, if one is named.
"""

import os
import re
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from io import SEEK_END
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote

import msgspec
from msgspec.structs import replace

from tawthiq.case.links import kept_embeds, normal
from tawthiq.case.papers import common_papers, how_obtained, own_papers
from tawthiq.preserve.bagit.write import write_bag
from tawthiq.preserve.handover import Parcel, Thing, damaged
from tawthiq.preserve.names import safe
from tawthiq.preserve.ocfl.write import write_root
from tawthiq.preserve.verdict import Problem
from tawthiq.preserve.wacz.noted import Noted
from tawthiq.preserve.wacz.pages import read_pages
from tawthiq.preserve.wacz.write import Archive, Saved, write_wacz
from tawthiq.preserve.zip_bytes import ZipPackage
from tawthiq.protect import first_visibility
from tawthiq.protect.age import recipient
from tawthiq.protect.envelope import wrap
from tawthiq.record.assessment import Visibility
from tawthiq.record.errors import InputError, KeyTrouble
from tawthiq.record.exhibit import Exhibit
from tawthiq.record.handover import Handover
from tawthiq.record.vault import CHUNK, digest_of

if TYPE_CHECKING:
    from tawthiq.case.case import Case
    from tawthiq.case.index import Mark

LEVELS = (Visibility.PUBLIC, Visibility.PARTNER, Visibility.TEAM, Visibility.SEALED)
"""From what everybody may see to what nobody may unless it is decided."""


_TEAM = frozenset({Visibility.TEAM, Visibility.SEALED})


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """What was written: how many exhibits went in, how many of those asked for stayed behind, and what was wrong."""

    path: str
    kind: str
    level: Visibility
    exhibits: int
    kept_back: int
    ids: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def export(
    case: "Case",
    kind: str,
    target: Path,
    *,
    level: Visibility = Visibility.PUBLIC,
    idents: Sequence[str] = (),
    link: bool = False,
    stored: bool = False,
    to: str | None = None,
    reader: str = "",
    spec: str = "1.1",
    now: Callable[[], float] = time.time,
) -> Exported:
    """Write a package of `kind` (bagit, ocfl, wacz), and say in the record what it holds and that it is for `reader`.

    It is said once the package is whole and before it has its name, so that no package lies about of which the record knows
    nothing. With `stored` what is sealed stays so; `to` is an age recipient who is given its keys. Raises InputError,
    EvidenceError, StorageError, UnknownId, and KeyTrouble where this device may not open what is to leave.
    """
    asked = [case.exhibit(one) for one in idents] if idents else case.exhibits()
    chosen = [one for one in dict.fromkeys(asked) if _may(case, one, level)]
    back = len(dict.fromkeys(asked)) - len(chosen)
    if not chosen:
        raise InputError(
            f"nothing that {level} readers may see",
            expected="an exhibit that was opened to them",
            hint="`tawthiq visibility public ID` opens one; `--team` or `--sealed` hands over more, and says so",
        )
    done = Exported(
        path=str(target),
        kind=kind,
        level=level,
        exhibits=len(chosen),
        kept_back=back,
        ids=tuple(one.id for one in chosen),
    )
    say = partial(_hand_over, case, to=reader, stored=stored, key=to)
    if kind == "wacz":
        return _wacz(case, target, chosen, done, say, now)
    wrapped = Wrapped(recipient(to) if to is not None else None) if stored else None
    parcel = _parcel(case, chosen, level, int(now()), wrapped)
    if kind == "bagit":
        write_bag(parcel, target, link=link, announce=partial(say, done))
    else:
        write_root(parcel, target, spec=spec, announce=partial(say, done))
    return done


def _hand_over(case: "Case", done: Exported, *, to: str, stored: bool, key: str | None) -> None:
    exhibits = tuple(sorted(done.ids))
    case.say(
        "handover",
        Handover(kind=done.kind, level=done.level, exhibits=exhibits, to=to, stored=stored, key=key),
    )


def handed(case: "Case", exhibits: Iterable[str]) -> "list[tuple[Mark, Handover]]":
    """Packages that hold any of these exhibits, in the order of the record."""
    wanted = set(exhibits)
    return [
        (mark, said) for mark, said in case.index.told("handover", Handover) if wanted & set(said.exhibits)
    ]


def _may(case: "Case", exhibit: Exhibit, level: Visibility) -> bool:
    decided = case.index.visibilities().get(exhibit.id) or first_visibility(exhibit.obtained.how)
    return LEVELS.index(decided) <= LEVELS.index(level)


class Wrapped(msgspec.Struct, frozen=True):
    """What is sealed leaves as it is stored, its keys sealed to this recipient (None: to nobody)."""

    to: str | None


def _parcel(
    case: "Case", chosen: Sequence[Exhibit], level: Visibility, at: int, wrapped: Wrapped | None = None
) -> Parcel:
    from tawthiq.case.case import TOOL  # noqa: PLC0415  (case.py is above)

    return Parcel(
        case=case.settings.id,
        # A title can name a place; only the team knows it already.
        title=case.settings.title if wrapped is None and level in _TEAM else case.settings.id[:12],
        description=f"{len(chosen)} exhibits for {level} readers, with the statements that record them",
        software=TOOL,
        at=at,
        things=[_thing(case, one, level, wrapped) for one in chosen],
        papers=common_papers(case, {bytes.fromhex(one.author) for one in chosen}),
    )


def _thing(case: "Case", exhibit: Exhibit, level: Visibility, wrapped: Wrapped | None = None) -> Thing:
    original = exhibit.original
    if wrapped is not None and original.stored is not None:
        return _as_stored(case, exhibit, original.stored, level, wrapped)
    path = None if original.sealed else case.vault.path(original.digest)
    return Thing(
        id=exhibit.id,
        name=safe(exhibit.obtained.name, f"{original.digest[:16]}.bin"),
        media_type=original.media_type,
        digest=original.digest,
        size=original.size,
        at=exhibit.obtained.at,
        open=partial(_opened, case, exhibit),
        path=path if path is not None and path.is_file() else None,
        papers=own_papers(case, exhibit, level),
    )


def _opened(case: "Case", exhibit: Exhibit) -> BinaryIO:
    """An exhibit's plain bytes. Raises EvidenceError where what is sealed is hurt, KeyTrouble where the key is not here."""
    original = exhibit.original
    try:
        return case.open_object(original.digest)
    except KeyTrouble:
        with case.vault.open(original.name) as stream:
            if digest_of(stream)[0] == original.name:
                raise
        raise damaged(exhibit.id) from None


def _as_stored(case: "Case", exhibit: Exhibit, stored: str, level: Visibility, wrapped: Wrapped) -> Thing:
    """The ciphertext under its own name: the name of the exhibit could give somebody away."""
    with case.vault.open(stored) as stream:
        size = stream.seek(0, SEEK_END)
    papers = own_papers(case, exhibit, level, opened=False)
    if wrapped.to is not None:
        about = bytes.fromhex(stored)
        papers["key.age"] = wrap(about, case.reader.opens(about), wrapped.to).sealed
    path = case.vault.path(stored)
    return Thing(
        id=exhibit.id,
        name=f"{stored[:16]}.age",
        media_type="application/octet-stream",
        digest=stored,
        size=size,
        at=exhibit.obtained.at,
        open=partial(case.vault.open, stored),
        path=path if path.is_file() else None,
        papers=papers,
    )


def _wacz(
    case: "Case",
    target: Path,
    chosen: Sequence[Exhibit],
    asked: Exported,
    say: Callable[[Exported], None],
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
                packages.append(_package(case, one))
                archives += _archives_within(packages[-1], one, problems)
            elif form == ".html":
                for place, other in _page(case, one, chosen):
                    saved.append(_saved(case, other, place, asked.level, page=other is one))
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
        parcel = _parcel(case, list(used.values()), asked.level, int(now()))
        back = asked.kept_back + len(chosen) - len(used)
        done = replace(asked, exhibits=len(used), kept_back=back, ids=tuple(used))
        problems += write_wacz(parcel, archives, saved, target, partial(say, done))
    finally:
        for package in packages:
            package.__exit__(None, None, None)
    return replace(done, problems=tuple(problems))


def _form(case: "Case", exhibit: Exhibit) -> str | None:
    kind = exhibit.original.media_type
    if kind == "application/gzip":
        with _opened(case, exhibit) as stream:
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
        chunks=partial(_chunks, case, exhibit),
        digest=original.digest,
    )


def _chunks(case: "Case", exhibit: Exhibit) -> Iterator[bytes]:
    with _opened(case, exhibit) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _package(case: "Case", exhibit: Exhibit) -> ZipPackage:
    if not exhibit.original.sealed:
        return ZipPackage(case.vault.path(exhibit.original.digest))
    # What was sealed lies open in memory alone while it is read.
    handle = os.memfd_create("package")
    try:
        with os.fdopen(os.dup(handle), "wb") as out, _opened(case, exhibit) as stream:
            while chunk := stream.read(CHUNK):
                out.write(chunk)
        return ZipPackage(Path(f"/proc/self/fd/{handle}"))
    finally:
        os.close(handle)


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
        with _opened(case, holder) as stream:
            data = stream.read()
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
