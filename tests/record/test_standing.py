"""Authority follows from the set of statements: in any order, with nobody able to give himself what he was not given."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.record.keys import DeviceKey
from tawthiq.record.standing import Branch, Fork, Governance, Grant, Revocation, Said, Standing, TeamRole
from tawthiq.record.statement import Statement, make, pack

KEYS = [DeviceKey(bytes([n + 1]) * 32) for n in range(6)]
NAMES = [key.author.hex() for key in KEYS]
FOUNDER, ANNA, BASIL, CLEO, DARA, STRANGER = range(6)
KINDS = {Grant: "grant", Revocation: "revocation", Branch: "branch"}


def statement(
    who: int, seq: int, kind: str, content: object = None, previous: bytes = bytes(32)
) -> Statement:
    body = pack(content)
    return make(KEYS[who], seq=seq, previous=previous if seq else None, time=0, kind=kind, body=body)


def said(who: int, seq: int, body: Governance) -> Said:
    return Said(statement(who, seq, KINDS[type(body)], body), body)


def grant(who: int, seq: int, to: int, role: TeamRole) -> Said:
    return said(who, seq, Grant(device=NAMES[to], role=role))


def revoke(who: int, seq: int, whom: int, after: int) -> Said:
    return said(who, seq, Revocation(device=NAMES[whom], after=after))


def standing(*everything: Said, forks: dict[bytes, Fork] | None = None) -> Standing:
    return Standing(KEYS[FOUNDER].author, everything, forks or {})


def counts(found: Standing, who: int, seq: int, kind: str) -> bool:
    return found.why_not(statement(who, seq, kind)) is None


ADMINS = (
    grant(FOUNDER, 1, ANNA, TeamRole.ADMIN),
    grant(FOUNDER, 2, BASIL, TeamRole.ADMIN),
    grant(ANNA, 1, CLEO, TeamRole.EDITOR),
)


def test_a_stranger_counts_for_nothing_that_needs_a_role() -> None:
    """A valid signature is not an authority."""
    found = standing()
    assert found.why_not(statement(STRANGER, 0, "exhibit")) == "no-role"
    assert counts(found, STRANGER, 0, "device")


def test_nobody_grants_himself() -> None:
    """Nor do two strangers each other."""
    found = standing(
        grant(STRANGER, 0, STRANGER, TeamRole.ADMIN),
        grant(DARA, 0, STRANGER, TeamRole.ADMIN),
        grant(STRANGER, 1, DARA, TeamRole.ADMIN),
    )
    assert not found.roles.get(KEYS[STRANGER].author)
    assert not counts(found, STRANGER, 2, "grant")


def test_without_its_founder_a_set_of_statements_trusts_nobody() -> None:
    """As when only part of a bundle has come."""
    found = Standing(None, ADMINS, {})
    assert not found.roles


def test_one_admin_cannot_close_another() -> None:
    """A stolen laptop must not lock out the team."""
    found = standing(*ADMINS, revoke(ANNA, 2, BASIL, 0))
    assert found.closed_after(KEYS[BASIL].author) is None


def test_two_admins_close_a_third_where_they_agree() -> None:
    """At the earliest point that both accept."""
    found = standing(*ADMINS, revoke(ANNA, 2, BASIL, 3), revoke(FOUNDER, 3, BASIL, 7))
    assert found.closed_after(KEYS[BASIL].author) == 7
    assert counts(found, BASIL, 7, "grant")
    assert not counts(found, BASIL, 8, "grant")


def test_a_grant_signed_after_its_author_was_closed_counts_for_nothing() -> None:
    """Nor what the newly granted then says."""
    late = grant(BASIL, 9, DARA, TeamRole.EDITOR)
    before = standing(*ADMINS, late)
    assert counts(before, DARA, 0, "judgement")
    after = standing(*ADMINS, late, revoke(ANNA, 2, BASIL, 3), revoke(FOUNDER, 3, BASIL, 3))
    assert not counts(after, DARA, 0, "judgement")


def test_one_admin_closes_an_ordinary_device() -> None:
    """What it said before stays."""
    found = standing(*ADMINS, revoke(BASIL, 0, CLEO, 4))
    assert counts(found, CLEO, 4, "judgement")
    assert found.why_not(statement(CLEO, 5, "judgement")) == "closed"


def test_each_role_counts_for_its_own_kinds() -> None:
    """Intake brings exhibits and judges nothing."""
    found = standing(grant(FOUNDER, 1, ANNA, TeamRole.INTAKE), grant(FOUNDER, 2, BASIL, TeamRole.PUBLISHER))
    assert counts(found, ANNA, 0, "exhibit")
    assert not counts(found, ANNA, 0, "judgement")
    assert counts(found, BASIL, 0, "release")
    assert not counts(found, BASIL, 0, "exhibit")


def test_a_forked_device_is_frozen_until_two_editors_name_one_branch() -> None:
    """From the fork on; what came before still counts."""
    left = statement(CLEO, 2, "judgement", "left")
    right = statement(CLEO, 2, "judgement", "right")
    after = statement(CLEO, 3, "judgement", "after left", previous=left.id)
    fork = Fork(2, {left.id: bytes(32), right.id: bytes(32), after.id: left.id})
    forks = {KEYS[CLEO].author: fork}
    team = (*ADMINS, grant(ANNA, 2, DARA, TeamRole.EDITOR))
    frozen = standing(*team, forks=forks)
    assert frozen.why_not(left) == frozen.why_not(right) == frozen.why_not(after) == "forked"
    assert counts(frozen, CLEO, 1, "judgement")
    one = said(DARA, 0, Branch(device=NAMES[CLEO], keep=left.id.hex()))
    assert standing(*team, one, forks=forks).why_not(left) == "forked"
    two = said(FOUNDER, 5, Branch(device=NAMES[CLEO], keep=left.id.hex()))
    found = standing(*team, one, two, forks=forks)
    assert found.why_not(left) is None
    assert found.why_not(after) is None
    assert found.why_not(right) == "forked"


def test_two_editors_who_name_two_branches_leave_it_frozen() -> None:
    """And so do two pairs who disagree."""
    left, right = statement(CLEO, 2, "judgement", "left"), statement(CLEO, 2, "judgement", "right")
    forks = {KEYS[CLEO].author: Fork(2, {left.id: None, right.id: None})}
    team = (*ADMINS, grant(ANNA, 2, DARA, TeamRole.EDITOR), grant(ANNA, 3, BASIL, TeamRole.EDITOR))
    votes = [
        said(who, seq, Branch(device=NAMES[CLEO], keep=keep.id.hex()))
        for who, seq, keep in ((FOUNDER, 5, left), (DARA, 1, left), (BASIL, 1, right), (FOUNDER, 6, right))
    ]
    found = standing(*team, *votes, forks=forks)
    assert found.why_not(left) == found.why_not(right) == "forked"


def test_two_admins_who_accuse_each_other_both_stay() -> None:
    """Neither gains by being faster; a third has to decide."""
    found = standing(*ADMINS, revoke(ANNA, 2, BASIL, 0), revoke(BASIL, 0, ANNA, 0))
    assert counts(found, ANNA, 5, "grant")
    assert counts(found, BASIL, 5, "grant")


def test_a_key_that_is_no_hex_names_nobody() -> None:
    """Nonsense in a body is no crash."""
    found = standing(said(FOUNDER, 1, Grant(device="not hex", role=TeamRole.ADMIN)))
    assert KEYS[FOUNDER].author in found.roles


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["grant", "revoke"]),
        st.integers(0, 4),
        st.integers(0, 5),
        st.integers(0, 4),
        st.sampled_from(list(TeamRole)),
        st.integers(0, 5),
    ),
    max_size=9,
)


@settings(max_examples=80, deadline=None)
@given(ACTS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_never_matters(
    acts: list[tuple[str, int, int, int, TeamRole, int]], draw: object
) -> None:
    """Every shuffle gives the same roles and the same closures; and the founder keeps his."""
    everything = [
        grant(who, seq, whom, role) if what == "grant" else revoke(who, seq, whom, after)
        for what, who, seq, whom, role, after in acts
    ]
    shuffled = list(everything)
    draw.shuffle(shuffled)  # type: ignore[attr-defined]
    one, two = standing(*everything), standing(*shuffled, *shuffled[:2])
    assert one.roles == two.roles
    assert [one.closed_after(key.author) for key in KEYS] == [two.closed_after(key.author) for key in KEYS]
    assert one.roles[KEYS[FOUNDER].author] == frozenset(TeamRole) - {TeamRole.RECOVERY}


def test_every_order_of_a_small_quarrel_ends_alike() -> None:
    """All 120 of them."""
    quarrel = [*ADMINS, revoke(ANNA, 2, BASIL, 1), revoke(BASIL, 2, ANNA, 1)]
    answers = {
        tuple(sorted((device, tuple(sorted(roles))) for device, roles in standing(*order).roles.items()))
        for order in permutations(quarrel)
    }
    assert len(answers) == 1
