"""Text becomes suggested claims: who says, what, how many, where, when, each pinned to its characters; hedges are never lost.

`claims(text, exhibit=...)` reads Arabic and English; `plain(text)` makes an extracted text of a bare string; `claim_json` gives
the line of `read --json`; `lost` lists what a page announces and lacks; `score` compares with gold (`read_gold`,
`read_markup`); `tawthiq.read.twice` sets a passage beside its translation; `checked` holds a second reader's proposals against the text. Pure functions of values, no network, no clock, no model.
"""

from tawthiq.read.blocks import plain
from tawthiq.read.claims import READER, claims
from tawthiq.read.losses import lost
from tawthiq.read.markup import GoldText, read_markup
from tawthiq.read.score import Part, Score, read_gold, score
from tawthiq.read.second import Checked, Refused, checked
from tawthiq.read.shape import claim_json

__all__ = [
    "READER",
    "Checked",
    "GoldText",
    "Part",
    "Refused",
    "Score",
    "checked",
    "claim_json",
    "claims",
    "lost",
    "plain",
    "read_gold",
    "read_markup",
    "score",
]
