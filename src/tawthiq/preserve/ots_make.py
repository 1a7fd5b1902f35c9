"""Several digests become one message for a calendar, and each keeps its own path to it; a calendar's answer only adds.

A calendar sees 32 bytes that say nothing: the tip of a tree, made after 16 random bytes were added to each digest.
"""

import os
from collections.abc import Callable, Sequence

import msgspec

from tawthiq.preserve import ots
from tawthiq.preserve import ots_ops as ops
from tawthiq.preserve.ots_ops import Op
from tawthiq.record.errors import UnreadableInput

_SHA256 = Op(ops.SHA256)


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """Digests on their way: `paths` lead from each digest to the one `tip` that a calendar is given."""

    digests: tuple[bytes, ...]
    paths: tuple[tuple[Op, ...], ...]
    tip: bytes


def ask(digests: Sequence[bytes], random: Callable[[int], bytes] = os.urandom) -> Asking:
    """The paths of SHA-256 digests to one tip. Raises ValueError if there is none."""
    if not digests:
        raise ValueError("nothing to stamp")
    paths: list[list[Op]] = []
    level: list[tuple[bytes, list[int]]] = []
    for place, digest in enumerate(digests):
        steps = [Op(ops.APPEND, random(16)), _SHA256]
        paths.append(steps)
        level.append((_along(steps, digest), [place]))
    while len(level) > 1:
        above = []
        for left, right in zip(level[::2], level[1::2], strict=False):
            for place in left[1]:
                paths[place] += [Op(ops.APPEND, right[0]), _SHA256]
            for place in right[1]:
                paths[place] += [Op(ops.PREPEND, left[0]), _SHA256]
            above.append((ops.apply(_SHA256, left[0] + right[0]), left[1] + right[1]))
        level = above + ([level[-1]] if len(level) % 2 else [])
    return Asking(digests=tuple(digests), paths=tuple(map(tuple, paths)), tip=level[0][0])


def answered(asked: Asking, answers: Sequence[bytes]) -> tuple[ots.Proof, ...]:
    """The proof of each digest, from what calendars answered for the tip. Raises UnreadableInput."""
    trees = [ots.read_tree(answer, asked.tip) for answer in answers]
    if not trees:
        raise UnreadableInput("no calendar answered")
    top = joined(trees)
    proofs = []
    for digest, path in zip(asked.digests, asked.paths, strict=True):
        tree = top
        for op in reversed(path):
            tree = ots.Tree((ots.Branch(op, tree),))
        proofs.append(ots.read_proof(ots.write_proof(ots.Proof(hash=ops.SHA256, digest=digest, tree=tree))))
    return tuple(proofs)


def promises(proof: ots.Proof) -> list[tuple[str, bytes]]:
    """(calendar's address, message) of everything that is only promised."""
    return [
        (one.calendar, message)
        for message, one in ots.ends(proof.tree, proof.digest)
        if one.calendar is not None
    ]


def upgraded(proof: ots.Proof, message: bytes, answer: bytes) -> ots.Proof:
    """The proof with what a calendar now answers for `message`; nothing that was there is lost. Raises UnreadableInput."""
    more = ots.read_tree(answer, message)
    tree = _grafted(proof.tree, proof.digest, message, more)
    if tree is None:
        raise UnreadableInput("an answer for a message that the proof does not hold")
    return ots.read_proof(ots.write_proof(ots.Proof(hash=proof.hash, digest=proof.digest, tree=tree)))


def joined(trees: Sequence[ots.Tree]) -> ots.Tree:
    """Trees on one message as one, each item once."""
    items: list[ots.Attestation | ots.Branch] = []
    for tree in trees:
        for item in tree.items:
            same = next(
                (
                    at
                    for at, one in enumerate(items)
                    if isinstance(one, ots.Branch) and isinstance(item, ots.Branch) and one.op == item.op
                ),
                None,
            )
            if same is not None:
                held = items[same]
                assert isinstance(held, ots.Branch)
                assert isinstance(item, ots.Branch)
                items[same] = ots.Branch(held.op, joined([held.then, item.then]))
            elif item not in items:
                items.append(item)
    return ots.Tree(tuple(items))


def _grafted(tree: ots.Tree, here: bytes, message: bytes, more: ots.Tree) -> ots.Tree | None:
    """`tree` with `more` wherever it stands on `message`, or None if it nowhere does."""
    found = here == message
    items: list[ots.Attestation | ots.Branch] = []
    for item in tree.items:
        if isinstance(item, ots.Branch):
            below = _grafted(item.then, ops.apply(item.op, here), message, more)
            found = found or below is not None
            items.append(ots.Branch(item.op, below) if below is not None else item)
        else:
            items.append(item)
    if not found:
        return None
    grown = ots.Tree(tuple(items))
    return joined([grown, more]) if here == message else grown


def _along(steps: Sequence[Op], message: bytes) -> bytes:
    for op in steps:
        message = ops.apply(op, message)
    return message
