"""A time stamp is put to every judge there is: our own reading and, where it is installed, openssl's. Both are told.

Together they say yes only where neither says no: one that cannot read an answer leaves the word to the other.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.metadata import version

import msgspec

from tawthiq.engines import openssl
from tawthiq.preserve import Header, Problem, Verdict, check_proof
from tawthiq.preserve.rfc3161 import CANNOT, Stamp, check_stamp, reason
from tawthiq.preserve.token import is_bare
from tawthiq.preserve.trust import Trust
from tawthiq.record.timestamp import Judged

OURS = f"rfc3161-client {version('rfc3161-client')}"
OTS = "tawthiq"


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict of all judges together, each one's own, and what the answer says of itself."""

    verdict: Verdict
    problems: tuple[Problem, ...] = ()
    judged: tuple[Judged, ...] = ()
    at: datetime | None = None
    authority: str = ""
    stamp: Stamp | None = None


def judge_stamp(
    answer: bytes,
    trusted: Trust,
    *,
    data: bytes | None = None,
    digest: bytes | None = None,
    request: bytes | None = None,
) -> Judgement:
    """An RFC 3161 answer, by both judges."""
    ours = check_stamp(answer, trusted, data=data, digest=digest, request=request)
    judged = [Judged(by=OURS, verdict=ours.verdict, problems=tuple(one.code for one in ours.problems))]
    verdict, problems = ours.verdict, list(ours.problems)
    known = digest if data is None else None
    if data is not None and ours.algorithm:
        known = _digest(data, ours.algorithm)
    if trusted.roots and known is not None and ours.at is not None:
        said = openssl.judge(
            answer,
            bare=is_bare(answer),
            digest=known,
            roots=trusted.roots_pem(),
            others=trusted.others_pem(),
            at=ours.at,
        )
        if said is not None:
            why = None if said.yes else reason(said.words)
            other = Verdict.VERIFIED if why is None else _severity(why)
            judged.append(Judged(by=said.version, verdict=other, problems=() if why is None else (why.code,)))
            if why is not None and ours.verdict is Verdict.VERIFIED:
                verdict = other
                problems.append(
                    Problem("judges-differ", said.version, f"{said.version} refuses it: {why.what}")
                )
            elif why is None and ours.verdict is Verdict.FAILED:
                problems.append(Problem("judges-differ", said.version, f"{said.version} takes it"))
    return Judgement(
        verdict=verdict,
        problems=tuple(problems),
        judged=tuple(judged),
        at=ours.at,
        authority=ours.authority,
        stamp=ours,
    )


def judge_proof(
    proof: bytes,
    headers: Mapping[int | None, Sequence[Header]],
    *,
    data: bytes | None = None,
    digest: bytes | None = None,
) -> Judgement:
    """An OpenTimestamps proof."""
    ours = check_proof(proof, headers, data=data, digest=digest)
    blocks = [
        f"Bitcoin block {one.height} {one.block}" for one in ours.anchors if one.verdict is Verdict.VERIFIED
    ]
    return Judgement(
        verdict=ours.verdict,
        problems=ours.problems,
        judged=(Judged(by=OTS, verdict=ours.verdict, problems=tuple(one.code for one in ours.problems)),),
        at=ours.at,
        authority=", ".join(blocks),
    )


def _severity(why: Problem) -> Verdict:
    return Verdict.NOT_CHECKABLE if why.code in CANNOT else Verdict.FAILED


def _digest(data: bytes, algorithm: str) -> bytes | None:
    return hashlib.new(algorithm, data).digest() if algorithm in hashlib.algorithms_available else None
