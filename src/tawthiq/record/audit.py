"""Every statement must be canonical, signed, chained and where it arrived; every body must be the one that was signed.

`audit` looks at the log alone and names each thing that is wrong. It is pure but for reading the ledger. What the
checkpoint covers must be there unchanged; statements newer than it are chained but not yet anchored, and are counted.
"""

import hashlib
from collections.abc import Iterator

import msgspec

from tawthiq.record import checkpoint as notes
from tawthiq.record.errors import NotCanonical, RecordError, TawthiqError
from tawthiq.record.keys import signed_by
from tawthiq.record.ledger import Ledger, Row
from tawthiq.record.merkle import Frontier, leaf
from tawthiq.record.statement import Statement, parse
from tawthiq.record.tiles import Tiles


class Finding(msgspec.Struct, frozen=True):
    """One thing that is wrong: a code, where, and what in a sentence."""

    code: str
    where: str
    what: str


class Audit(msgspec.Struct, frozen=True, kw_only=True):
    """The result: how much was checked, what is wrong, how many statements are newer than the checkpoint."""

    statements: int
    findings: tuple[Finding, ...]
    unanchored: int = 0
    shredded: int = 0


def audit(ledger: Ledger, checkpoint: str | None, *, tiles: Tiles | None = None) -> Audit:
    """Check the whole log against itself and against the checkpoint's text (None: the checkpoint is missing).

    With `tiles`, every full tile that the checkpoint covers must be there and hold the hashes of these entries.
    """
    findings = [Finding(*problem) for problem in ledger.problems()]
    state = _State()
    try:
        for row in ledger.rows():
            findings.extend(state.take(row))
    except TawthiqError as error:
        findings.append(Finding("log-unreadable", f"row {len(state.leaves)}", str(error)))
    findings.extend(state.gaps())
    frontier = Frontier().extend(state.leaves)
    findings.extend(_frontier(ledger, frontier))
    anchored, found = _anchor(checkpoint, state, frontier)
    findings.extend(found)
    if tiles is not None:
        findings.extend(Finding(*one) for one in tiles.problems(state.leaves[:anchored]))
    return Audit(
        statements=len(state.leaves),
        findings=tuple(dict.fromkeys(findings)),
        unanchored=max(0, len(state.leaves) - anchored),
        shredded=state.shredded,
    )


def _frontier(ledger: Ledger, expected: Frontier) -> Iterator[Finding]:
    """The stored frontier is what the next root is made from, so a false one must not go unseen."""
    try:
        there = ledger.frontier()
    except (ValueError, TawthiqError) as error:
        yield Finding("frontier-false", "frontier", str(error))
        return
    if there != expected:
        yield Finding("frontier-false", "frontier", "the stored Merkle frontier is not that of the rows")


class _State:
    """What has been seen so far, in order of arrival."""

    def __init__(self) -> None:
        self.next = 0
        self.leaves: list[bytes] = []
        self.chains: dict[bytes, dict[int, bytes]] = {}
        self.shredded = 0

    def take(self, row: Row) -> Iterator[Finding]:
        if row.arrival != self.next:
            what = f"the log jumps from row {self.next - 1} to row {row.arrival}"
            yield Finding("row-missing", f"row {self.next}", what)
        self.next = row.arrival + 1
        self.leaves.append(leaf(row.entry))
        try:
            told = parse(row.entry)
        except NotCanonical as error:
            yield Finding("statement-damaged", f"row {row.arrival}", str(error))
            return
        short = int.from_bytes(told.id[:8], "big", signed=True)
        # The common case costs no words: millions of rows are sound.
        if row.beside is not None and row.beside != (short, told.author, told.seq):
            what = "a column beside the entry does not say what the signed bytes say"
            yield Finding("column-false", _where(row, told), what)
        if not signed_by(told.author, told.signed, told.signature):
            yield Finding("signature-false", _where(row, told), "its author did not sign these bytes")
            return
        if row.body is None:
            self.shredded += 1
            yield Finding("body-missing", _where(row, told), "its body is gone, and no withdrawal says why")
        elif hashlib.sha256(row.body).digest() != told.body_digest:
            yield Finding("body-changed", _where(row, told), "its body is not the one that was signed")
        chain = self.chains.setdefault(told.author, {})
        if told.seq in chain:
            yield Finding(
                "chain-forked", _where(row, told), f"its author signed two statements numbered {told.seq}"
            )
            return
        before = chain.get(told.seq - 1)
        if told.seq and before is not None and before != told.previous:
            yield Finding(
                "chain-broken", _where(row, told), "it does not follow its author's previous statement"
            )
        chain[told.seq] = told.id

    def gaps(self) -> Iterator[Finding]:
        for author, chain in self.chains.items():
            for seq in range(max(chain)):
                if seq not in chain:
                    name = f"device {author.hex()[:12]}, statement {seq}"
                    yield Finding(
                        "statement-missing", name, "later statements of this chain are there, this is not"
                    )

    @property
    def authors(self) -> set[bytes]:
        return set(self.chains)


def _where(row: Row, told: Statement) -> str:
    return f"statement {told.id.hex()[:12]} (row {row.arrival})"


def _anchor(text: str | None, state: _State, frontier: Frontier) -> tuple[int, list[Finding]]:
    if text is None:
        return 0, [
            Finding("checkpoint-missing", "checkpoint", "without it a cut-off end of the log cannot be seen")
        ]
    try:
        point = notes.parse(text)
        notes.check(point, {notes.key_name(point.origin, author): author for author in state.authors})
    except RecordError as error:
        return 0, [Finding("checkpoint-false", "checkpoint", str(error))]
    have = len(state.leaves)
    if have < point.size:
        what = f"the checkpoint covers {point.size} statements, {have} are there"
        return have, [Finding("log-cut", f"row {have} and after", what)]
    covered = frontier if point.size == have else Frontier().extend(state.leaves[: point.size])
    if covered.root != point.root:
        what = f"the first {point.size} rows are not those that were signed for"
        return point.size, [Finding("log-rewritten", "log", what)]
    return point.size, []
