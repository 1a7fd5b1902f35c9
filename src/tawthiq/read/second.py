"""A second reader may only point: every word it proposes is found in the text exactly, and everything it says of it is read again.

Strings count as found when they are the same after folding white space and marks, never by likeness: a quotation with one
digit changed is as like as can be. The grammar then reads figure, hedge, speaker, place, time and modality where the
proposal points; a proposal that says otherwise in any part is refused, and shown as refused with what differs. What is
accepted is the grammar's own reading of a passage that it had not put together by itself, or had.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from tawthiq.language.tokens import INVISIBLE, MARKS
from tawthiq.read.assemble import Assembler
from tawthiq.read.claims import assembler
from tawthiq.read.compare import alike
from tawthiq.record.claim import Claim
from tawthiq.record.exhibit import ExtractedText

Proposal = Mapping[str, Any]
MOST = 2_000
"""No answer of a second reader is looked at beyond this many proposals."""
_DROPPED = re.compile(f"[{MARKS}{INVISIBLE}]")
_KEYS = ("hedge", "lo", "hi")


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal that was not taken. `part` is what failed, `read` what the text itself says there."""

    part: str
    proposed: str
    read: str
    quote: str


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """`accepted` claims carry the second reader's name; `agreed` are those that the first reader had as well, by id."""

    accepted: tuple[Claim, ...]
    agreed: tuple[str, ...]
    refused: tuple[Refused, ...]
    unseen: tuple[str, ...]
    """Claims of the first reader that the second did not propose: the other half of the disagreement."""


def checked(
    text: ExtractedText,
    proposals: Sequence[Proposal],
    *,
    exhibit: str,
    reader: str,
    published: str | None = None,
) -> Checked:
    """What of the proposals stands.

    A proposal holds `quote`, `act` and, if told, `quantity`, `hedge`, `lo`, `hi`, `speaker`, `place`, `time` (words), `edtf`,
    `modality`, `means`, `target`.
    """
    made = assembler(text, exhibit=exhibit, published=published, reader=f"second:{reader}")
    own = {_what(claim): claim.id for claim in made.claims()}
    key, back = _key(text.text)
    accepted: dict[str, Claim] = {}
    agreed: set[str] = set()
    refused: list[Refused] = []
    for proposal in proposals[:MOST]:
        found = _one(made, key, back, proposal)
        if isinstance(found, Refused):
            refused.append(found)
            continue
        accepted.setdefault(found.id, found)
        known = own.get(_what(found))
        if known:
            agreed.add(known)
    unseen = tuple(ident for ident in own.values() if ident not in agreed)
    return Checked(
        accepted=tuple(accepted.values()), agreed=tuple(sorted(agreed)), refused=tuple(refused), unseen=unseen
    )


def _what(claim: Claim) -> tuple[object, ...]:
    q = claim.quantity
    return (claim.act, (q.start, q.end) if q else (claim.start, claim.end))


def _key(text: str) -> tuple[str, list[int]]:
    """The text without marks, white space as single blanks, and the offset that each character came from."""
    key: list[str] = []
    back: list[int] = []
    for at, char in enumerate(text):
        if _DROPPED.match(char):
            continue
        blank = char.isspace()
        if blank and key and key[-1] == " ":
            continue
        key.append(" " if blank else char)
        back.append(at)
    return "".join(key), back


def _find(key: str, back: Sequence[int], words: str) -> tuple[int, int] | None:
    wanted = " ".join(_DROPPED.sub("", words).split())
    at = key.find(wanted) if wanted else -1
    if at < 0 or _cuts(key, at, at + len(wanted)):
        return None
    return back[at], back[at + len(wanted) - 1] + 1


def _cuts(key: str, start: int, end: int) -> bool:
    """The words begin or end inside a word or a figure: "5 people" out of "25 people" is no quotation."""
    before = start > 0 and key[start - 1].isalnum() and key[start].isalnum()
    after = end < len(key) and key[end].isalnum() and key[end - 1].isalnum()
    figure = start > 1 and key[start].isdigit() and key[start - 1] in ".,٫٬-" and key[start - 2].isdigit()
    longer = end + 1 < len(key) and key[end - 1].isdigit() and key[end] in ".,٫٬" and key[end + 1].isdigit()
    return before or after or figure or longer


def _one(made: Assembler, key: str, back: Sequence[int], proposal: Proposal) -> Claim | Refused:
    quote = str(proposal.get("quote") or "")

    def refuse(part: str, proposed: object, read: object) -> Refused:
        return Refused(part=part, proposed=str(proposed), read=str(read), quote=quote[:300])

    span = _find(key, back, quote)
    if span is None:
        return refuse("quote", quote[:80], "")
    figure: tuple[int, int] | None = None
    words = proposal.get("quantity")
    if words:
        inside = _find(*_key(made.text[span[0] : span[1]]), str(words))
        if inside is None:
            return refuse("quantity", words, "")
        figure = (span[0] + inside[0], span[0] + inside[1])
    claim = made.told(str(proposal.get("act")), span, figure)
    if claim is None:
        return refuse("act", proposal.get("act"), "nothing of this kind stands there")
    q = claim.quantity
    for name in _KEYS:
        if q is not None and proposal.get(name) != getattr(q, name):
            return refuse(name, proposal.get(name), getattr(q, name))
        if q is None and proposal.get(name) is not None:
            return refuse(name, proposal.get(name), None)
    return _rest(claim, proposal, refuse)


def _rest(
    claim: Claim, proposal: Proposal, refuse: Callable[[str, object, object], Refused]
) -> Claim | Refused:
    """Speaker, place, time, modality and what else is told must be what the grammar reads there; silence is no error."""
    said = claim.chain[0].speaker
    said = None if said == "document" else said
    speaker = proposal.get("speaker")
    plain = " ".join(str(speaker).casefold().split()) if speaker else None
    if not alike(plain, said.casefold() if said else None):
        return refuse("speaker", speaker, said)
    for name, part in (("place", claim.place), ("time", claim.time)):
        told = proposal.get(name)
        read = part.verbatim if part else None
        if told and not (read and alike(_plain(told), _plain(read))):
            return refuse(name, told, read)
    edtf = proposal.get("edtf")
    if edtf and edtf != (claim.time.edtf if claim.time else None):
        return refuse("edtf", edtf, claim.time.edtf if claim.time else None)
    for name in ("modality", "means", "target"):
        told = proposal.get(name)
        read = getattr(claim, name)
        if told != read and (told or name == "modality"):
            return refuse(name, told, read)
    return claim


def _plain(words: object) -> str:
    return " ".join(_DROPPED.sub("", str(words)).split()).casefold()
