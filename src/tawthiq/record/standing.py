"""Who may say what: worked out from the set of statements alone, so every office comes to the same answer in any order.

- The device whose first statement founded the case holds every role.
- A grant counts if its author is an admin by grants that count, up to where the author's chain was closed.
- A revocation closes a device's chain after a sequence number. One admin closes an ordinary device; an admin is closed
  only where two other admins say so, at the point on which two agree. An admin's own revocations of admins stand even if
  he is closed himself: of two who accuse each other neither gains by being faster. The team's key on paper closes anybody.
- A device that signed two statements with one number is forked: from there on nothing of it counts until two editors
  name the same branch.

What does not count is kept and shown with the reason, never dropped: a grant that arrives later makes it count.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec

from tawthiq.record.statement import Statement


class TeamRole(StrEnum):
    """What a device may be trusted with."""

    INTAKE = "intake"
    READER = "reader"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    ADMIN = "admin"
    RECOVERY = "recovery"
    """The team's key on paper: it may give roles, and nothing else. It is made by `recovery` statements, not by grants."""


READING = frozenset({TeamRole.READER, TeamRole.EDITOR, TeamRole.PUBLISHER, TeamRole.ADMIN})
"""Who is handed the keys of what is sealed."""


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """Body of a `grant`: the device (public key in hex) may act in this role from now on."""

    device: str
    role: TeamRole
    why: str = ""


class Revocation(msgspec.Struct, frozen=True, kw_only=True):
    """Body of a `revocation`: statements of the device numbered above `after` do not count."""

    device: str
    after: int
    why: str = ""


class Branch(msgspec.Struct, frozen=True, kw_only=True):
    """Body of a `branch`: of a forked device, the branch that holds the statement `keep` (id in hex) counts."""

    device: str
    keep: str
    why: str = ""


class Recovery(msgspec.Struct, frozen=True, kw_only=True):
    """Body of a `recovery`: the team's key on paper, by what is sealed to it and by its signing key (hex)."""

    recipient: str
    signer: str


Governance = Grant | Revocation | Branch | Recovery
GOVERNING: dict[str, type[Governance]] = {
    "grant": Grant,
    "revocation": Revocation,
    "branch": Branch,
    "recovery": Recovery,
}

MAY: dict[str, frozenset[TeamRole]] = {
    "exhibit": frozenset({TeamRole.INTAKE, TeamRole.EDITOR}),
    "judgement": frozenset({TeamRole.EDITOR}),
    "places": frozenset({TeamRole.EDITOR}),
    "redaction": frozenset({TeamRole.INTAKE, TeamRole.EDITOR}),
    "audit": frozenset(TeamRole),
    "visibility": frozenset({TeamRole.EDITOR, TeamRole.PUBLISHER}),
    "release": frozenset({TeamRole.PUBLISHER}),
    "grant": frozenset({TeamRole.ADMIN, TeamRole.RECOVERY}),
    "recovery": frozenset({TeamRole.ADMIN}),
    "generation": frozenset({TeamRole.ADMIN}),
    "policy": frozenset({TeamRole.ADMIN}),
    "withdrawal": frozenset({TeamRole.ADMIN}),
    "source": frozenset({TeamRole.INTAKE, TeamRole.EDITOR}),
    "request": frozenset({TeamRole.ADMIN}),
    "consent": frozenset({TeamRole.ADMIN}),
    "revocation": frozenset({TeamRole.ADMIN, TeamRole.RECOVERY}),
    "branch": frozenset({TeamRole.EDITOR}),
}
"""Which roles may make which kind of statement count; every other kind is free to any device of the case."""


class Said(msgspec.Struct, frozen=True):
    """A governing statement with its body."""

    statement: Statement
    body: Governance


class Fork(msgspec.Struct, frozen=True):
    """A device's chain from the first number that it used twice: statement id -> the id before it."""

    seq: int
    before: Mapping[bytes, bytes | None]

    def branch(self, keep: bytes) -> frozenset[bytes]:
        """`keep`, what leads to it from the fork on, and all that follows it."""
        after: dict[bytes | None, list[bytes]] = {}
        for ident, previous in self.before.items():
            after.setdefault(previous, []).append(ident)
        found: set[bytes] = set()
        waiting = [keep] if keep in self.before else []
        while waiting:
            ident = waiting.pop()
            found.add(ident)
            waiting.extend(after.get(ident, ()))
        here: bytes | None = keep
        while here is not None and here in self.before:
            found.add(here)
            here = self.before[here]
        return frozenset(found)


class Standing:
    """The answer for one set of statements. `founder` is the device whose statement the case is named by."""

    def __init__(self, founder: bytes | None, said: Iterable[Said], forks: Mapping[bytes, Fork]) -> None:
        self._founder = founder
        self._forks = dict(forks)
        ordered = sorted({one.statement.id: one for one in said}.values(), key=lambda one: one.statement.id)
        self._grants = [one for one in ordered if isinstance(one.body, Grant | Recovery)]
        self._revocations = [one for one in ordered if isinstance(one.body, Revocation)]
        self._branches = [one for one in ordered if isinstance(one.body, Branch)]
        self._closed: dict[bytes, int] = {}
        suspected = self._roles()
        self._close(suspected)
        self.roles = self._roles()
        self._kept = {device: self._forks[device].branch(keep) for device, keep in self._decided().items()}

    def _roles(self) -> dict[bytes, frozenset[TeamRole]]:
        """Roles by grants that count under the closures known so far: the least set that the founder begins."""
        held: dict[bytes, set[TeamRole]] = {}
        if self._founder is not None:
            held[self._founder] = set(TeamRole) - {TeamRole.RECOVERY}
        again = True
        while again:
            again = False
            for one in self._grants:
                may = held.get(one.statement.author, set()) & MAY[one.statement.kind]
                if not may or not self._open(one.statement):
                    continue
                whom, role = _given(one.body)
                roles = held.setdefault(whom, set())
                if role not in roles:
                    roles.add(role)
                    again = True
        return {device: frozenset(roles) for device, roles in held.items()}

    def _close(self, suspected: Mapping[bytes, frozenset[TeamRole]]) -> None:
        admins = {device for device, roles in suspected.items() if TeamRole.ADMIN in roles}
        said: dict[bytes, dict[bytes, int]] = {}
        for one in self._revocations:
            assert isinstance(one.body, Revocation)
            target, author = _key(one.body.device), one.statement.author
            if author in admins and author != target:
                by = said.setdefault(target, {})
                by[author] = min(one.body.after, by.get(author, one.body.after))
        paper = {device for device, roles in suspected.items() if TeamRole.RECOVERY in roles}
        for one in self._revocations:
            assert isinstance(one.body, Revocation)
            if one.statement.author in paper and one.statement.author != _key(one.body.device):
                target = _key(one.body.device)
                self._closed[target] = min(one.body.after, self._closed.get(target, one.body.after))
        for target in admins & set(said):
            if len(said[target]) >= 2:
                agreed = sorted(said[target].values())[1]
                self._closed[target] = min(agreed, self._closed.get(target, agreed))
        for one in self._revocations:
            assert isinstance(one.body, Revocation)
            target, author = _key(one.body.device), one.statement.author
            if target not in admins and author in admins and self._open(one.statement):
                self._closed[target] = min(one.body.after, self._closed.get(target, one.body.after))

    def _open(self, statement: Statement) -> bool:
        return statement.seq <= self._closed.get(statement.author, statement.seq)

    def _decided(self) -> dict[bytes, bytes]:
        """For each forked device on whose branch two editors agree: the id that the branch must hold."""
        votes: dict[tuple[bytes, bytes], set[bytes]] = {}
        for one in self._branches:
            assert isinstance(one.body, Branch)
            author, device = one.statement.author, _key(one.body.device)
            trusted = TeamRole.EDITOR in self.roles.get(author, ()) and self._open(one.statement)
            if trusted and author != device and device in self._forks:
                votes.setdefault((device, _key(one.body.keep)), set()).add(author)
        won: dict[bytes, list[bytes]] = {}
        for (device, keep), editors in votes.items():
            if len(editors) >= 2:
                won.setdefault(device, []).append(keep)
        return {device: keeps[0] for device, keeps in won.items() if len(keeps) == 1}

    def closed_after(self, device: bytes) -> int | None:
        """The last sequence number of a device that counts, or None if its chain is open."""
        return self._closed.get(device)

    def why_not(self, statement: Statement) -> str | None:
        """The code of why a statement does not count, or None if it does: closed, forked, no-role."""
        return self.why_not_of(statement.author, statement.seq, statement.kind, statement.id)

    def why_not_of(self, author: bytes, seq: int, kind: str, ident: bytes) -> str | None:
        """The same from a statement's parts."""
        if seq > self._closed.get(author, seq):
            return "closed"
        fork = self._forks.get(author)
        if fork is not None and seq >= fork.seq and ident not in self._kept.get(author, frozenset()):
            return "forked"
        needed = MAY.get(kind)
        if needed is not None and not needed & self.roles.get(author, frozenset()):
            return "no-role"
        return None

    @property
    def founder(self) -> bytes | None:
        """The device whose statement the case is named by."""
        return self._founder

    @property
    def closed(self) -> frozenset[bytes]:
        """The devices whose chains are closed."""
        return frozenset(self._closed)

    def holders(self, role: TeamRole) -> frozenset[bytes]:
        """The devices that hold a role and are not closed."""
        return frozenset(
            one for one, roles in self.roles.items() if role in roles and one not in self._closed
        )

    @property
    def admins(self) -> frozenset[bytes]:
        """The admins that are not closed."""
        return self.holders(TeamRole.ADMIN)

    @property
    def admin_grants(self) -> Mapping[bytes, list[tuple[bytes, int]]]:
        """By whom and in which statement each device was made an admin; the founder by nobody."""
        found: dict[bytes, list[tuple[bytes, int]]] = {}
        for one in self._grants:
            whom, role = _given(one.body)
            may = self.roles.get(one.statement.author, frozenset()) & MAY[one.statement.kind]
            if role is TeamRole.ADMIN and may and self._open(one.statement):
                found.setdefault(whom, []).append((one.statement.author, one.statement.seq))
        return found

    @property
    def readers(self) -> frozenset[bytes]:
        """The devices that may read what is sealed from now on."""
        return frozenset().union(*(self.holders(role) for role in READING))

    @property
    def forks(self) -> Mapping[bytes, Fork]:
        """The forked devices."""
        return self._forks


def _given(body: Governance) -> tuple[bytes, TeamRole]:
    """Whom a grant names, and the role; nobody is granted the role that only paper has."""
    if isinstance(body, Recovery):
        return _key(body.signer), TeamRole.RECOVERY
    assert isinstance(body, Grant)
    return _key(body.device), TeamRole.READER if body.role is TeamRole.RECOVERY else body.role


def _key(text: str) -> bytes:
    """A key or id from hex; what is no hex names nobody."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
