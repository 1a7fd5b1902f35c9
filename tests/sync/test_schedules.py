"""A thousand random histories of two to six offices: whatever happened on the way, all end with one set and one answer.

Statements, grants, closures, bundles whole and cut, offices that crash in the middle of a merge, one set back to an old
backup, one whose key was copied. At the end everybody meets everybody; then every office must hold the same statements,
count the same ones, and remember enough to catch a copy that lost its past.
"""

import contextlib
import copy
import io
import random

import msgspec
import pytest

from tawthiq.record import checkpoint as notes
from tawthiq.record.keys import DeviceKey
from tawthiq.record.ledger import MemoryLedger
from tawthiq.record.merkle import leaf
from tawthiq.record.proofs import LeafNodes
from tawthiq.record.standing import (
    GOVERNING,
    Branch,
    Fork,
    Governance,
    Grant,
    Revocation,
    Said,
    Standing,
    TeamRole,
)
from tawthiq.record.statement import make, pack, unpack
from tawthiq.record.vault import MemoryVault
from tawthiq.record.witness import Seen, Witness, look, passport, witness_of
from tawthiq.sync import Frame, have, lacking, merge, read_bundle, write_bundle

SCHEDULES = 1000
ORIGIN = "tawthiq/" + "0" * 64


class Office:
    """One copy, in memory, with the device it signs as."""

    def __init__(self, key: DeviceKey) -> None:
        self.key = key
        self.ledger, self.vault = MemoryLedger(), MemoryVault()
        self.renewals = 0
        self.seen: list[Witness] = []

    def say(self, kind: str, content: object) -> None:
        seq, previous = self.ledger.head(self.key.author) or (-1, None)
        body = pack(content)
        one = make(self.key, seq=seq + 1, previous=previous, time=seq + 1, kind=kind, body=body)
        self.ledger.append([(one, body)])

    def bundle_for(self, other: "Office") -> bytes:
        out = io.BytesIO()
        write_bundle(out, ORIGIN, lacking(self.ledger, self.vault, have(other.ledger)))
        return out.getvalue()

    def take(self, bundle: bytes) -> None:
        _, frames = read_bundle(io.BytesIO(bundle))
        merged = merge(frames, self.ledger, self.vault)
        if self.key.author in merged.authors:
            # What this device said elsewhere came back: it was restored or copied, and goes on under a new key.
            self.renewals += 1
            self.key = DeviceKey.fresh()
            self.say("device", None)

    def note(self) -> str:
        return notes.sign(ORIGIN, self.ledger.frontier(), self.key)

    def passport_for(self, sizes: list[int]):
        leaves = [leaf(row.entry) for row in self.ledger.rows()]
        return passport(self.key.author, self.note(), LeafNodes(leaves), sizes)

    def standing(self, founder: bytes) -> Standing:
        said, forks = [], {}
        for row in self.ledger.rows():
            model = GOVERNING.get(row.statement.kind)
            if model is not None and row.body is not None:
                body: Governance = msgspec.convert(unpack(row.body), model)
                said.append(Said(row.statement, body))
        for author in self.ledger.heads():
            twin = self.ledger.twin(author)
            if twin is not None:
                chain = [row.statement for row in self.ledger.chain(author, twin)]
                forks[author] = Fork(twin, {one.id: one.previous for one in chain})
        return Standing(founder, said, forks)

    def answer(self, founder: bytes) -> tuple[frozenset[bytes], frozenset[bytes]]:
        """All statements, and those that count."""
        standing = self.standing(founder)
        everything = [row.statement for row in self.ledger.rows()]
        counting = frozenset(one.id for one in everything if standing.why_not(one) is None)
        return frozenset(one.id for one in everything), counting


class Halt(Exception):
    """The power goes."""


def crashing(frames: list[Frame], after: int):
    for n, frame in enumerate(frames):
        if n == after:
            raise Halt
        yield frame


def step(  # noqa: C901  (a list of things that happen)
    offices: list[Office], draw: random.Random, keys: list[DeviceKey], backups: dict[int, Office]
) -> None:
    """One thing that happens."""
    here = draw.randrange(len(offices))
    one, other = offices[here], offices[draw.randrange(len(offices))]
    what = draw.choices(
        ["say", "send", "cut", "crash", "grant", "revoke", "backup", "restore", "copy key", "branch"],
        [30, 30, 10, 8, 6, 4, 4, 3, 1, 2],
    )[0]
    match what:
        case "say":
            one.say(draw.choice(["exhibit", "judgement", "release", "note"]), draw.random().hex())
        case "send" if one is not other:
            other.take(one.bundle_for(other))
        case "cut" if one is not other:
            bundle = one.bundle_for(other)
            head = len(b"tawthiq bundle 1\n" + ORIGIN.encode()) + 1
            other.take(bundle[: draw.randint(head, len(bundle))])
        case "crash" if one is not other:
            frames = list(lacking(one.ledger, one.vault, have(other.ledger)))
            with contextlib.suppress(Halt):
                merge(crashing(frames, draw.randint(0, len(frames))), other.ledger, other.vault)
        case "grant":
            one.say("grant", Grant(device=draw.choice(keys).author.hex(), role=draw.choice(list(TeamRole))))
        case "revoke":
            one.say("revocation", Revocation(device=draw.choice(keys).author.hex(), after=draw.randrange(8)))
        case "backup":
            backups[here] = copy.deepcopy(one)
        case "restore" if here in backups:
            offices[here] = copy.deepcopy(backups[here])
        case "copy key":
            offices[here].key = other.key
        case "branch":
            everything = [row.statement for row in one.ledger.rows()]
            if everything:
                some = draw.choice(everything)
                one.say("branch", Branch(device=some.author.hex(), keep=some.id.hex()))


@pytest.mark.slow
def test_a_thousand_histories_end_in_one_answer() -> None:
    """Each with its own seed; the first that differs is named."""
    renewals = forks = 0
    for seed in range(SCHEDULES):
        draw = random.Random(seed)
        keys = [DeviceKey(draw.randbytes(32)) for _ in range(draw.randint(2, 6))]
        offices = [Office(key) for key in keys]
        offices[0].say("device", None)
        for key in keys[1 : 1 + draw.randrange(3)]:
            offices[0].say("grant", Grant(device=key.author.hex(), role=TeamRole.ADMIN))
        backups: dict[int, Office] = {}
        for _ in range(draw.randint(5, 40)):
            step(offices, draw, keys, backups)
        for _ in range(4):
            for giver in offices:
                for taker in offices:
                    if giver is not taker:
                        taker.take(giver.bundle_for(taker))
        answers = {office.answer(keys[0].author) for office in offices}
        assert len(answers) == 1, f"seed {seed}"
        renewals += sum(office.renewals for office in offices)
        forks += any(
            office.ledger.twin(author) is not None for office in offices for author in office.ledger.heads()
        )
    # The histories were rough enough to mean something.
    assert renewals > 50
    assert forks > 20


def test_a_rolled_back_office_is_caught_in_every_history() -> None:
    """By whoever saw its log when it was longer, and by whoever heard of it from them."""
    for seed in range(100):
        draw = random.Random(seed)
        one, two = Office(DeviceKey(draw.randbytes(32))), Office(DeviceKey(draw.randbytes(32)))
        for _ in range(draw.randint(1, 9)):
            one.say("note", draw.random().hex())
        old = copy.deepcopy(one)
        for _ in range(draw.randint(1, 9)):
            one.say("note", draw.random().hex())
        two.seen.append(witness_of(one.passport_for([])))
        assert look(old.passport_for([]), ORIGIN, two.seen) is Seen.ROLLED_BACK
        for _ in range(draw.randint(len(list(one.ledger.rows())), 20)):
            old.say("note", "another history")
        if old.ledger.frontier().size >= one.ledger.frontier().size:
            shown = old.passport_for([two.seen[0].size])
            assert look(shown, ORIGIN, two.seen) is Seen.REWRITTEN
        one.say("note", "true history")
        assert look(one.passport_for([two.seen[0].size]), ORIGIN, two.seen) is Seen.CONSISTENT
