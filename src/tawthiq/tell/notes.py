"""A note is a footnote resolved: exactly one passage of exactly one exhibit, with the claims that lie in it.

A note made from exact words survives a new reading of the exhibit; one made from a claim id does not, and says so when it breaks.
"""

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from tawthiq.language.script import language
from tawthiq.record.assessment import Assessment, Evidence, Reason, Visibility
from tawthiq.record.claim import Claim
from tawthiq.record.errors import UnknownId
from tawthiq.record.exhibit import Exhibit
from tawthiq.tell import disclose
from tawthiq.tell.dispatch import Definition
from tawthiq.tell.lookup import Lookup
from tawthiq.tell.problem import Problem, problem
from tawthiq.tell.words import short
from tawthiq.vocabulary.load import say

_PLAIN = {ord(c): "'" for c in "‘’ʼ"} | {ord(c): '"' for c in "“”«»„"} | {ord(c): "-" for c in "–—‑"}
_UNSEEN = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u0640"
)


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """One footnote resolved. `before` and `after` are what may be shown around it; `weighed` is in the order of `claims`."""

    label: str
    number: int
    exhibit: Exhibit
    start: int
    end: int
    verbatim: str
    before: str
    after: str
    public: bool
    claims: tuple[Claim, ...]
    weighed: tuple[Assessment | None, ...]
    knowing: tuple[str, ...]
    lang: str
    published: str | None

    def shown(self, claim: Claim) -> str:
        """The claim's words as far as the passage holds them: what lies outside it was not chosen to leave."""
        return self.verbatim[max(claim.start - self.start, 0) : max(claim.end - self.start, 0)]


def resolve(
    definition: Definition, number: int, lookup: Lookup, *, window: int
) -> tuple[Note | None, list[Problem]]:
    """Find what a footnote rests on. No note if there is nothing to rest on, or nothing that may leave: sealed, withdrawn.

    A withdrawal binds whatever the editor knows of; other fallen statuses give a note and a problem, unless `knowing` names them.
    """
    if definition.claim is not None:
        return _by_claim(definition, definition.claim, number, lookup, window)
    name, quote = definition.exhibit or "", definition.quote or ""
    exhibits = lookup.exhibits_called(name)
    if not exhibits:
        return None, [_at(definition, "no-exhibit", name=name)]
    hits: list[tuple[Exhibit, int, int]] = []
    for exhibit in exhibits:
        text = lookup.text(exhibit.id)
        hits.extend((exhibit, start, end) for start, end in (find(text.text, quote) if text else ()))
    # Where several exhibits hold the words, one that may be published is meant.
    hits.sort(key=lambda hit: not disclose.may_leave(lookup.visibility(hit[0].id)))
    if not hits:
        return None, [_at(definition, "quote-not-found", name=name, quote=short(quote, 80))]
    several = [_at(definition, "quote-twice", name=name, n=str(len(hits)))] if len(hits) > 1 else []
    note, problems = _note(definition, number, lookup, window, hits[0])
    return note, several + problems


def _by_claim(
    definition: Definition, prefix: str, number: int, lookup: Lookup, window: int
) -> tuple[Note | None, list[Problem]]:
    claims = lookup.claims_with(prefix)
    if len(claims) != 1:
        return None, [_at(definition, "no-claim" if not claims else "claim-twice", claim=prefix)]
    exhibits = [one for one in lookup.exhibits_called(claims[0].exhibit) if one.id == claims[0].exhibit]
    if not exhibits:
        raise UnknownId(f"no exhibit {claims[0].exhibit!r}", expected=f"the exhibit of claim {claims[0].id}")
    return _note(definition, number, lookup, window, (exhibits[0], claims[0].start, claims[0].end))


def _note(
    definition: Definition, number: int, lookup: Lookup, window: int, at: tuple[Exhibit, int, int]
) -> tuple[Note | None, list[Problem]]:
    exhibit, start, end = at
    visibility = lookup.visibility(exhibit.id)
    if not disclose.may_leave(visibility):
        return None, [_at(definition, "sealed")]
    text = lookup.text(exhibit.id)
    if text is None or end > len(text.text):
        return None, [_at(definition, "no-text", name=definition.exhibit or exhibit.id)]
    claims = tuple(
        c for c in lookup.claims_in(exhibit.id) if c.id == definition.claim or bears(c, start, end)
    )
    weighed = tuple(lookup.assessment(c.id) for c in claims)
    if any(one and one.status is Evidence.WITHDRAWN for one in weighed):
        return None, [_at(definition, "withdrawn")]
    before, after = disclose.context(text, start, end, disclose.around(exhibit, visibility, window))
    note = Note(
        label=definition.label,
        number=number,
        exhibit=exhibit,
        start=start,
        end=end,
        verbatim=text.text[start:end],
        before=before,
        after=after,
        public=visibility is Visibility.PUBLIC,
        claims=claims,
        weighed=weighed,
        knowing=definition.knowing,
        lang=claims[0].lang if claims else language(text.text[start:end]),
        published=exhibit.obtained.published or text.published,
    )
    return note, _fallen(definition, note)


def bears(claim: Claim, start: int, end: int) -> bool:
    """The claim lies in the passage: its figure if it has one, else at least half of the shorter of the two spans."""
    if claim.quantity is not None:
        return start <= claim.quantity.start and claim.quantity.end <= end
    shared = min(claim.end, end) - max(claim.start, start)
    return shared > 0 and 2 * shared >= min(claim.end - claim.start, end - start)


def find(text: str, quote: str) -> list[tuple[int, int]]:
    """Where the words stand, in code points of `text`. White space, invisible marks, and the shape of quotation marks and dashes do not matter."""
    shaped, places = _shaped(text)
    wanted = _shaped(quote)[0].strip()
    hits: list[tuple[int, int]] = []
    at = shaped.find(wanted) if wanted else -1
    while at >= 0:
        hits.append((places[at], places[at + len(wanted) - 1] + 1))
        at = shaped.find(wanted, at + len(wanted))
    return hits


@lru_cache(maxsize=16)
def _shaped(text: str) -> tuple[str, Sequence[int]]:
    out: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        if char in _UNSEEN or (char.isspace() and out and out[-1] == " "):
            continue
        out.append(" " if char.isspace() else char.translate(_PLAIN))
        places.append(at)
    return "".join(out), places


def _fallen(definition: Definition, note: Note) -> list[Problem]:
    problems = []
    statuses = sorted({one.status.value for one in note.weighed if one})
    for status in statuses:
        if status not in definition.knowing and status in (Evidence.CONTESTED, Evidence.DISCOUNTED):
            word = Reason(say(f"tell.status.{status}", "en"), say(f"tell.status.{status}", "ar"))
            problems.append(_at(definition, "fallen", status=word, known=status))
    if not note.claims:
        problems.append(_at(definition, "nothing-read"))
    return problems


def _at(definition: Definition, code: str, **values: str | Reason) -> Problem:
    return problem(code, definition.line, label=definition.label, **values)
