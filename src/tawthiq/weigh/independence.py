"""How many independent origins stand behind a set of claims: never more than the evidence forces one to count.

Two claims depend on each other if they share an origin, are one utterance, or are one text, or if their speakers are
named in two scripts and cannot be told apart. A document's own words (and
its unnamed speakers) add nothing beside a named speaker of the same document: it may well be telling what that speaker
told it.
"""

from collections.abc import Collection, Iterable, Mapping

from tawthiq.weigh.origins import Origin, Voice
from tawthiq.weigh.scripts import told_apart
from tawthiq.weigh.union import Union


class Independence:
    """Answers who depends on whom, for one collection of claims."""

    def __init__(
        self,
        origin_of: Mapping[str, Origin],
        echoed: Collection[tuple[str, str]],
        utterance_of: Mapping[str, str],
    ) -> None:
        self.origin_of = origin_of
        self._utterance = utterance_of
        self._echoes: dict[str, set[str]] = {}
        for a, b in echoed:
            self._echoes.setdefault(a, set()).add(b)
            self._echoes.setdefault(b, set()).add(a)

    def one_utterance(self, a: str, b: str) -> bool:
        """The two are one utterance told twice, such as a translation."""
        return a in self._utterance and self._utterance[a] == self._utterance.get(b)

    def utterance(self, a: str) -> str | None:
        """The name of a claim's utterance, where it is told more than once."""
        return self._utterance.get(a)

    def echo(self, a: str, b: str) -> bool:
        """The two are one text in two documents."""
        return b in self._echoes.get(a, ())

    def echoes_of(self, a: str) -> frozenset[str]:
        """Claims of other documents with the same text."""
        return frozenset(self._echoes.get(a, ()))

    def depends(self, a: str, b: str) -> bool:
        """The second adds no origin to the first, or it cannot be told that it does. Symmetric."""
        one, two = self.origin_of[a], self.origin_of[b]
        if one.key == two.key or self.one_utterance(a, b) or self.echo(a, b):
            return True
        # The document's own voice beside a speaker it quotes.
        unnamed = (one.voice is Voice.NAMED) != (two.voice is Voice.NAMED)
        return (one.document == two.document and unnamed) or not told_apart(one, two)

    def groups(self, claims: Iterable[str]) -> list[list[str]]:
        """The claims by independent origin, each group sorted, groups sorted by their first member."""
        members = sorted(set(claims))
        named_in = {self.origin_of[m].document for m in members if self.origin_of[m].voice is Voice.NAMED}
        own = [
            m
            for m in members
            if self.origin_of[m].voice is not Voice.NAMED and self.origin_of[m].document in named_in
        ]
        counted = [m for m in members if m not in set(own)]
        union = Union()
        first: dict[str, str] = {}
        for m in counted:
            union.join(m, first.setdefault(f"origin {self.origin_of[m].key}", m))
            if m in self._utterance:
                union.join(m, first.setdefault(f"utterance {self._utterance[m]}", m))
        for m in counted:
            other = next((c for c in counted if not told_apart(self.origin_of[m], self.origin_of[c])), None)
            if other is not None:
                union.join(m, other)
        inside = set(counted)
        for m in counted:
            for other in self._echoes.get(m, set()) & inside:
                union.join(m, other)
        # A text told in a document's own words beside a named speaker joins that speaker's group, so it is not lost.
        for m in own:
            home = self.origin_of[m].document
            host = next(
                c
                for c in counted
                if self.origin_of[c].document == home and self.origin_of[c].voice is Voice.NAMED
            )
            union.join(m, host)
        grouped: dict[str, list[str]] = {}
        for m in members:
            grouped.setdefault(union.find(m), []).append(m)
        return sorted(grouped.values())
