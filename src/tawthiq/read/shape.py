"""A claim on one line of `read --json`: the keys of DESIGN.md section 5, unknown parts null and never left out."""

from typing import Any

import msgspec

from tawthiq.record.claim import Claim


def claim_json(claim: Claim) -> dict[str, Any]:
    """The claim as plain values, in the contract's shape with our further keys (doubts, utterance, reader, link offsets)."""
    shape: dict[str, Any] = msgspec.to_builtins(claim)
    shape["chain"] = [msgspec.to_builtins(link) for link in claim.chain]
    return shape
