"""What a source takes back is destroyed in every copy that hears of it; who has agreed follows from the set of statements.

A withdrawal counts for an exhibit once two admins have said it, or one who was the only admin when he said it: every other
admin that is not closed was made by his own later grants, or by those whom these made. So one hostile admin destroys
nothing alone, and one person alone can keep his word to a witness (docs/adr/0009).
"""

from collections.abc import Iterable, Mapping

import msgspec

from tawthiq.record.standing import Standing


class Withdrawal(msgspec.Struct, frozen=True, kw_only=True):
    """Body of a `withdrawal`: exhibits, the claims that were read in them, and statements that speak of them; ids in hex."""

    exhibits: tuple[str, ...]
    claims: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


class Shredded(msgspec.Struct, frozen=True, kw_only=True):
    """Body of a `shredded`, a device's receipt: these exhibits and statements can no longer be read in its copy."""

    exhibits: tuple[str, ...]
    statements: tuple[str, ...] = ()
    objects: int = 0
    envelopes: int = 0


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A withdrawal that was said by an admin."""

    author: bytes
    seq: int
    body: Withdrawal


def agreed(said: Iterable[Said], standing: Standing) -> frozenset[str]:
    """The exhibits that are withdrawn."""
    by: dict[str, set[bytes]] = {}
    found: set[str] = set()
    for one in said:
        alone = only_admin(standing, one.author, one.seq)
        for exhibit in one.body.exhibits:
            by.setdefault(exhibit, set()).add(one.author)
            if alone or len(by[exhibit]) > 1:
                found.add(exhibit)
    return frozenset(found)


def only_admin(standing: Standing, author: bytes, seq: int) -> bool:
    """Whether a device was the only admin that is not closed when it signed its statement of this number."""
    grants = standing.admin_grants
    others = set(standing.admins) - {author}
    later: set[bytes] = set()
    again = True
    while again:
        fresh = {one for one in others - later if _after(grants.get(one, ()), author, seq, later)}
        again = bool(fresh)
        later |= fresh
    return others == later


def _after(grants: Iterable[tuple[bytes, int]], author: bytes, seq: int, later: set[bytes]) -> bool:
    made = list(grants)
    return bool(made) and all(who in later or (who == author and number > seq) for who, number in made)


def unconfirmed(
    exhibits: Iterable[str], receipts: Mapping[bytes, frozenset[str]], devices: Iterable[bytes]
) -> dict[str, list[bytes]]:
    """For each withdrawn exhibit the devices that have not confirmed that their copy holds nothing of it."""
    known = sorted(devices)
    return {
        one: [device for device in known if one not in receipts.get(device, frozenset())] for one in exhibits
    }
