"""An OpenTimestamps proof says yes only with a block header at hand whose Merkle root it leads to.

What a calendar has promised is no proof. A wrong attestation beside a right one is told, and does not undo it: each stands
for itself.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from tawthiq.preserve import ots
from tawthiq.preserve import ots_ops as ops
from tawthiq.preserve.headers import EASIEST, Header
from tawthiq.preserve.verdict import Problem, Verdict
from tawthiq.record.errors import InputError


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """What one attestation comes to. `message` is what should be the block's Merkle root, as explorers print it."""

    kind: str
    verdict: Verdict
    height: int | None = None
    calendar: str | None = None
    message: str = ""
    block: str | None = None
    at: datetime | None = None
    problem: Problem | None = None


class OtsStamp(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on a proof: the earliest time that a verified attestation gives, and each attestation by itself."""

    verdict: Verdict
    problems: tuple[Problem, ...] = ()
    at: datetime | None = None
    algorithm: str = ""
    digest: str = ""
    anchors: tuple[Anchor, ...] = ()


def check_proof(
    raw: bytes,
    headers: Mapping[int | None, Sequence[Header]],
    *,
    data: bytes | None = None,
    digest: bytes | None = None,
    easiest: int = EASIEST,
) -> OtsStamp:
    """The verdict on a `.ots` file over `data`, or over bytes of which only the `digest` is known."""
    try:
        proof = ots.read_proof(raw)
        found = [
            _anchor(message, one, headers, easiest) for message, one in ots.ends(proof.tree, proof.digest)
        ]
    except InputError as error:
        return OtsStamp(verdict=Verdict.FAILED, problems=(Problem("proof-unreadable", "proof", str(error)),))
    problems = list(_digest(proof, data, digest))
    problems += [one.problem for one in found if one.problem is not None]
    return OtsStamp(
        verdict=_verdict(problems, found),
        problems=tuple(dict.fromkeys(problems)),
        at=min((one.at for one in found if one.verdict is Verdict.VERIFIED and one.at), default=None),
        algorithm=ops.hash_name(proof.hash) or "",
        digest=proof.digest.hex(),
        anchors=tuple(found),
    )


def _digest(proof: ots.Proof, data: bytes | None, digest: bytes | None) -> list[Problem]:
    if data is None and digest is None:
        return [
            Problem(
                "data-missing", "digest", "the bytes it stamps are not at hand, so they were not compared"
            )
        ]
    expected = ops.digest_of(proof.hash, data) if data is not None else digest
    return (
        []
        if expected == proof.digest
        else [Problem("digest-wrong", "digest", "it stamps other bytes than these")]
    )


def _verdict(problems: list[Problem], anchors: list[Anchor]) -> Verdict:
    codes = {one.code for one in problems}
    seen = {one.verdict for one in anchors}
    if "digest-wrong" in codes:
        return Verdict.FAILED
    if Verdict.VERIFIED in seen:
        return Verdict.NOT_CHECKED if "data-missing" in codes else Verdict.VERIFIED
    if Verdict.FAILED in seen:
        return Verdict.FAILED
    return Verdict.NOT_CHECKED if Verdict.NOT_CHECKED in seen else Verdict.NOT_CHECKABLE


def _anchor(
    message: bytes, one: ots.Attestation, headers: Mapping[int | None, Sequence[Header]], easiest: int
) -> Anchor:
    shown = message[::-1].hex()
    if one.calendar is not None:
        why = Problem(
            "pending", one.calendar, "a calendar has promised it and no block holds it yet; upgrade the proof"
        )
        return Anchor(
            kind="pending",
            verdict=Verdict.NOT_CHECKED,
            calendar=one.calendar,
            message=message.hex(),
            problem=why,
        )
    height = one.height
    if height is None:
        kind = "litecoin" if one.tag == ots.LITECOIN else "unknown"
        why = Problem(
            "attestation-unknown", one.tag.hex(), "an attestation of a kind that is not checked here"
        )
        return Anchor(kind=kind, verdict=Verdict.NOT_CHECKABLE, message=message.hex(), problem=why)
    where = f"block {height}"
    given = (*headers.get(height, ()), *headers.get(None, ()))
    fitting = [header for header in given if header.root == message]
    if fitting:
        header = next((header for header in fitting if _worked(header, easiest)), None)
        if header is not None:
            return Anchor(
                kind="bitcoin",
                verdict=Verdict.VERIFIED,
                height=height,
                message=shown,
                block=header.name,
                at=header.at,
            )
        why = Problem(
            "header-without-work",
            where,
            "its header fits, and no work stands behind it: anyone can write such",
        )
        return Anchor(kind="bitcoin", verdict=Verdict.FAILED, height=height, message=shown, problem=why)
    if headers.get(height):
        why = Problem("root-wrong", where, "it does not lead to the Merkle root of the header at hand")
        return Anchor(kind="bitcoin", verdict=Verdict.FAILED, height=height, message=shown, problem=why)
    why = Problem("header-missing", where, "no header of that block is at hand")
    return Anchor(kind="bitcoin", verdict=Verdict.NOT_CHECKED, height=height, message=shown, problem=why)


def _worked(header: Header, easiest: int) -> bool:
    return header.works and header.target <= easiest
