"""Who may withdraw: two admins, or one who was alone when he said it; whatever the order of arrival."""

from itertools import permutations

from tawthiq.protect.withdrawal import Said, Withdrawal, agreed, only_admin, unconfirmed
from tawthiq.record.keys import DeviceKey
from tawthiq.record.standing import Governance, Grant, Recovery, Revocation, Standing, TeamRole
from tawthiq.record.standing import Said as Governed
from tawthiq.record.statement import make, pack

FOUNDER, ANNA, BASIL, PAPER = (DeviceKey(bytes([n]) * 32) for n in range(1, 5))
KINDS = {Grant: "grant", Revocation: "revocation", Recovery: "recovery"}


def said(who: DeviceKey, seq: int, body: Governance) -> Governed:
    previous = bytes(32) if seq else None
    kind = KINDS[type(body)]
    return Governed(make(who, seq=seq, previous=previous, time=0, kind=kind, body=pack(body)), body)


def admin(who: DeviceKey, seq: int, whom: DeviceKey) -> Governed:
    return said(who, seq, Grant(device=whom.author.hex(), role=TeamRole.ADMIN))


def standing(*every: Governed) -> Standing:
    return Standing(FOUNDER.author, every, {})


def word(who: DeviceKey, seq: int) -> Said:
    return Said(author=who.author, seq=seq, body=Withdrawal(exhibits=("e",)))


def test_one_of_two_admins_withdraws_nothing() -> None:
    """Neither the founder after he made another, nor the other, nor one of them twice."""
    two = standing(admin(FOUNDER, 1, ANNA))
    for who, seq in ((FOUNDER, 2), (ANNA, 5)):
        assert agreed([word(who, seq), word(who, seq + 1)], two) == frozenset()


def test_two_admins_withdraw_in_any_order() -> None:
    """What both named."""
    two = standing(admin(FOUNDER, 1, ANNA))
    for order in permutations([word(FOUNDER, 2), word(ANNA, 5)]):
        assert agreed(order, two) == {"e"}


def test_the_only_admin_withdraws_and_a_later_admin_undoes_nothing() -> None:
    """Nor do those whom the later one makes."""
    for grants in ((), (admin(FOUNDER, 3, ANNA),), (admin(FOUNDER, 3, ANNA), admin(ANNA, 0, BASIL))):
        assert agreed([word(FOUNDER, 2)], standing(*grants)) == {"e"}


def test_an_admin_that_was_made_by_another_was_never_alone() -> None:
    """Though his number is low."""
    assert not only_admin(standing(admin(FOUNDER, 1, ANNA)), ANNA.author, 0)


def test_whoever_is_left_after_the_others_were_closed_is_alone() -> None:
    """The founder's device is lost, paper has closed it and made a new admin."""
    paper = said(FOUNDER, 1, Recovery(recipient="age1x", signer=PAPER.author.hex()))
    lost = said(PAPER, 0, Revocation(device=FOUNDER.author.hex(), after=9))
    assert only_admin(standing(paper, lost, admin(PAPER, 1, ANNA)), ANNA.author, 3)
    assert not only_admin(standing(paper, admin(PAPER, 1, ANNA)), ANNA.author, 3)


def test_paper_is_no_admin() -> None:
    """It gives roles; it is not a second voice, and it does not take the first one away."""
    paper = standing(said(FOUNDER, 1, Recovery(recipient="age1x", signer=PAPER.author.hex())))
    assert paper.admins == {FOUNDER.author}
    assert only_admin(paper, FOUNDER.author, 5)


def test_whoever_has_not_confirmed_is_named() -> None:
    """By exhibit."""
    receipts = {ANNA.author: frozenset({"e"})}
    assert unconfirmed(["e"], receipts, [ANNA.author, BASIL.author]) == {"e": [BASIL.author]}
