"""Text becomes suggested claims: who says, what, how many, where, when, each pinned to its characters; hedges are never lost.

`claims(text, exhibit=...)` reads Arabic and English; `plain(text)` makes an extracted text of a bare string; `claim_json` gives
the line of `read --json`. Pure functions of values, no network, no clock, no model.
"""

from tawthiq.read.blocks import plain
from tawthiq.read.claims import READER, claims
from tawthiq.read.shape import claim_json

__all__ = ["READER", "claim_json", "claims", "plain"]
