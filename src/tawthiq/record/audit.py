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
from tawthiq.record.ledger import Ledger
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
            findings.extend(state.take(row.arrival, row.entry, row.body))
    except TawthiqError as error:
        findings.append(Finding("log-unreadable", f"row {state.frontier.size}", str(error)))
    findings.extend(state.gaps())
    anchored, found = _anchor(checkpoint, state)
    findings.extend(found)
    if tiles is not None:
        findings.extend(Finding(*one) for one in tiles.problems(state.leaves[:anchored]))
    return Audit(
        statements=state.frontier.size,
        findings=tuple(dict.fromkeys(findings)),
        unanchored=max(0, state.frontier.size - anchored),
        shredded=state.shredded,
    )


class _State:
    """What has been seen so far, in order of arrival."""

    def __init__(self) -> None:
        self.frontier = Frontier()
        self.roots: dict[int, bytes] = {0: self.frontier.root}
        self.leaves: list[bytes] = []
        self.chains: dict[bytes, dict[int, Statement]] = {}
        self.shredded = 0

    def take(self, arrival: int, entry: bytes, body: bytes | None) -> Iterator[Finding]:
        digest = leaf(entry)
        self.leaves.append(digest)
        self.frontier = self.frontier.push(digest)
        where = f"row {arrival}"
        try:
            told = parse(entry)
        except NotCanonical as error:
            yield Finding("statement-damaged", where, str(error))
            return
        where = f"statement {told.id.hex()[:12]} (row {arrival})"
        if not signed_by(told.author, told.signed, told.signature):
            yield Finding("signature-false", where, "its author did not sign these bytes")
            return
        if body is None:
            self.shredded += 1
            yield Finding("body-missing", where, "its body is gone, and no withdrawal says why")
        elif hashlib.sha256(body).digest() != told.body_digest:
            yield Finding("body-changed", where, "its body is not the one that was signed")
        chain = self.chains.setdefault(told.author, {})
        if told.seq in chain:
            yield Finding("chain-forked", where, f"its author signed two statements numbered {told.seq}")
            return
        before = chain.get(told.seq - 1)
        if told.seq and before is not None and before.id != told.previous:
            yield Finding("chain-broken", where, "it does not follow its author's previous statement")
        chain[told.seq] = told

    def gaps(self) -> Iterator[Finding]:
        for author, chain in self.chains.items():
            for seq in range(max(chain)):
                if seq not in chain:
                    name = f"device {author.hex()[:12]}, statement {seq}"
                    yield Finding(
                        "statement-missing", name, "later statements of this chain are there, this is not"
                    )

    def root_at(self, size: int) -> bytes:
        return Frontier().extend(self.leaves[:size]).root

    @property
    def authors(self) -> set[bytes]:
        return set(self.chains)


def _anchor(text: str | None, state: _State) -> tuple[int, list[Finding]]:
    if text is None:
        return 0, [
            Finding("checkpoint-missing", "checkpoint", "without it a cut-off end of the log cannot be seen")
        ]
    try:
        point = notes.parse(text)
        notes.check(point, {notes.key_name(point.origin, author): author for author in state.authors})
    except RecordError as error:
        return 0, [Finding("checkpoint-false", "checkpoint", str(error))]
    have = state.frontier.size
    if have < point.size:
        what = f"the checkpoint covers {point.size} statements, {have} are there"
        return have, [Finding("log-cut", f"row {have} and after", what)]
    if state.root_at(point.size) != point.root:
        what = f"the first {point.size} rows are not those that were signed for"
        return point.size, [Finding("log-rewritten", "log", what)]
    return point.size, []
