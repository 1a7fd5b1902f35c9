"""A WACZ is verified when its ZIP hides nothing, its manifest is vouched for and lists every file, and its parts agree.

"Its parts agree": every index line leads to the record that it describes, every page to a record, every record's own
digests are true. WACZ 1.1.1 (1.0 and the 1.2.0 draft are read too); codes name the part of the specification.
"""

import re
from collections.abc import Callable
from pathlib import Path

from tawthiq.preserve.verdict import Problem, Report, judged
from tawthiq.preserve.wacz import indexes
from tawthiq.preserve.wacz.auth import check_signature
from tawthiq.preserve.wacz.cdxj import text_lines
from tawthiq.preserve.wacz.manifest import DIGEST, PACKAGE, Package, read_digest, read_package
from tawthiq.preserve.wacz.noted import Noted
from tawthiq.preserve.wacz.pages import Captures, Page, against, read_pages
from tawthiq.preserve.wacz.scan import ARCHIVE, Index, Pieces, scan, vouched_chunks
from tawthiq.preserve.zip_bytes import Damaged, ZipPackage
from tawthiq.preserve.zip_layout import STORED, Member, unsupported

KIND = "wacz"
PAGES = "pages/pages.jsonl"
_SMALL = 64 << 20
_Job = Callable[[Member, Pieces], None]
_WARC = re.compile(r"archive/.+\.warc(\.gz)?")
_PAGES = re.compile(r"pages/[^/]+\.jsonl")


def check_wacz(path: Path) -> Report:
    """The verdict on a WACZ file."""
    noted = Noted()
    try:
        with ZipPackage(path) as package:
            noted.problems += package.layout.problems
            _Check(package, noted).run()
    except OSError as error:
        noted.problems.append(
            Problem("unreadable", str(path), f"it cannot be read ({error.strerror or error})")
        )
    if path.suffix.lower() != ".wacz":
        noted.warn("extension", path.name, "its name does not end in .wacz")
    return judged(str(path), KIND, noted.problems)


class _Check:
    def __init__(self, package: ZipPackage, noted: Noted) -> None:
        self.package, self.noted = package, noted
        self.members: dict[str, Member] = {}
        for name, member in package.layout.members.items():
            trouble = unsupported(member)
            if trouble is None:
                self.members[name] = member
            else:
                noted.problems.append(trouble)
        self.listed: Package | None = None
        self.index: Index = {}
        self.held = Captures()
        self.pages: list[Page] = []

    def run(self) -> None:
        """Everything, in an order in which each file is read once."""
        data = self._small(PACKAGE)
        if data is None:
            self.noted.error(
                "datapackage-missing", PACKAGE, "without it nothing says what the package should hold"
            )
        else:
            self.listed = read_package(data, self.noted)
            self._digest(data)
        self._places()
        self._resources()
        for name in self._named(indexes.NAMED):
            self._read(name, self._index)
        for name in self._named(_WARC):
            self._read(name, self._archive)
        self._left_over()
        for name in self._named(_PAGES):
            self._read(name, self._page_list)
        for page in self.pages:
            against(page, self.held, self.noted)
        self._start()
        known = (indexes.NAMED, _WARC, _PAGES)
        for name in sorted(self.members):
            if name not in (PACKAGE, DIGEST) and not any(one.fullmatch(name) for one in known):
                self._read(name, self._other)

    @property
    def version(self) -> tuple[int, int]:
        """The version claimed; where there is none, the strictest rules hold."""
        return self.listed.version if self.listed and self.listed.version != (0, 0) else (1, 1)

    def _named(self, pattern: re.Pattern[str]) -> list[str]:
        return sorted(name for name in self.members if pattern.fullmatch(name))

    def _small(self, name: str) -> bytes | None:
        member = self.members.get(name)
        if member is None:
            return None
        if member.size > _SMALL:
            self.noted.error("too-large", name, f"{member.size} bytes, where {_SMALL} are more than enough")
            return None
        try:
            return b"".join(self.package.chunks(member))
        except Damaged as error:
            self.noted.error("zip-damaged", name, str(error))
            return None

    def _digest(self, package: bytes) -> None:
        if DIGEST not in self.package.layout.members:
            what = f"nothing vouches for {PACKAGE}: whoever changed a file could have changed its digest there too"
            (self.noted.unchecked if self.version >= (1, 1) else self.noted.warn)(
                "digest-missing", DIGEST, what
            )
            return
        data = self._small(DIGEST)
        vouched = read_digest(data, package, self.noted) if data is not None else None
        if vouched is not None and vouched.signed is not None:
            check_signature(vouched.signed, vouched.hash, self.noted)

    def _places(self) -> None:
        """What must be there, and what must not be where it is."""
        missing = self.noted.error if self.version >= (1, 1) else self.noted.warn
        if not self._named(_WARC):
            self.noted.error("archive-missing", ARCHIVE, "no WARC file is in it")
        if not any(not indexes.is_table(name) for name in self._named(indexes.NAMED)):
            self.noted.error("indexes-missing", indexes.INDEXES, "no index is in it")
        if PAGES not in self.members:
            missing("pages-missing", PAGES, "the list of pages is not there")
        for folder, pattern in (("archive/", _WARC), ("indexes/", indexes.NAMED), ("pages/", _PAGES)):
            for name in sorted(self.members):
                if name.startswith(folder) and not pattern.fullmatch(name):
                    self.noted.error("other-files", name, f"such a file must not be added to {folder}")
        for name, member in sorted(self.members.items()):
            packed = member.method != STORED
            if packed and (name.startswith(ARCHIVE) or name.endswith(".gz")):
                self.noted.error(
                    "zip-compression", name, "packed a second time, so no record can be reached by itself"
                )

    def _resources(self) -> None:
        if self.listed is None:
            return
        for name in sorted(set(self.package.layout.members) - set(self.listed.resources) - {PACKAGE, DIGEST}):
            self.noted.error(
                "other-files-unlisted", name, f"it is in the package and {PACKAGE} does not list it"
            )
        for name in sorted(set(self.listed.resources) - set(self.package.layout.members)):
            self.noted.error("datapackage-missing-file", name, f"{PACKAGE} lists it and it is not there")

    def _read(self, name: str, job: _Job) -> None:
        member = self.members[name]
        resource = self.listed.resources.get(name) if self.listed else None
        chunks = vouched_chunks(self.package, member, resource, self.noted, kept=job != self._archive)
        try:
            job(member, chunks)
            for _ in chunks:
                pass
        except Damaged as error:
            self.noted.error("zip-damaged", name, str(error))

    def _index(self, member: Member, chunks: Pieces) -> None:
        if indexes.is_table(member.name):
            indexes.check_table(self.package, member, map(bytes, chunks), self.noted)
        else:
            indexes.take_in(map(bytes, chunks), member.name, self.index, self.noted)

    def _archive(self, member: Member, chunks: Pieces) -> None:
        magic = self.package.raw(member, 0, min(2, member.packed))
        if member.method == STORED and (magic == b"\x1f\x8b") != member.name.endswith(".gz"):
            self.noted.error(
                "archive-extension", member.name, "its name does not say truly whether it is gzip"
            )
        scan(chunks, member.name, self.index, self.held, self.noted)

    def _left_over(self) -> None:
        for filename, places in sorted(self.index.items()):
            there = ARCHIVE + filename in self.members
            for offset, lines in sorted(places.items()):
                for line in lines:
                    what = (
                        f"no record of {filename} begins at {offset}"
                        if there
                        else f"{filename} is not in archive/"
                    )
                    self.noted.error("cdxj-offset" if there else "cdxj-file", line.where, what)

    def _page_list(self, member: Member, chunks: Pieces) -> None:
        try:
            found = list(read_pages(text_lines(map(bytes, chunks)), member.name, self.noted))
        except Damaged:
            raise
        except ValueError as error:
            self.noted.error("pages-line", member.name, str(error))
            return
        if member.name == PAGES and not found:
            self.noted.warn("pages-empty", member.name, "it lists no page")
        self.pages += found

    def _start(self) -> None:
        start = self.listed.start if self.listed else None
        if start and not self.held.times(start):
            self.noted.error(
                "datapackage-start", PACKAGE, f"the archive holds nothing of its main page {start[:120]!r}"
            )

    def _other(self, member: Member, chunks: Pieces) -> None:
        """Nothing but its digest is to be looked at."""
