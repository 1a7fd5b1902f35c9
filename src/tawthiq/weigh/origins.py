"""Every claim has one origin: the innermost speaker of its chain, or the document where nobody named speaks.

Not independent of one another are: two claims of one speaker, one utterance told twice, one text found in two exhibits,
two exhibits that are one object or near copies; nor two speakers named in two scripts who cannot be told apart (`scripts`). An unnamed speaker ("an activist", "others") stands with whoever
passes their words on, and at the last with the document: two exhibits give two such origins, one exhibit never more than
one, and none beside a named speaker of the same document. Every doubt is settled towards fewer origins.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache

import msgspec
from msgspec.structs import replace

from tawthiq.language import fold
from tawthiq.record.claim import Claim
from tawthiq.vocabulary import own_digest, table
from tawthiq.weigh.union import Union

_WORD = re.compile(r"\w+")
_LATIN = re.compile(r"[A-Za-z]")


class Voice(StrEnum):
    """Who speaks: somebody named, somebody unnamed, or the document itself."""

    NAMED = "named"
    UNNAMED = "unnamed"
    DOCUMENT = "document"


class Origin(msgspec.Struct, frozen=True):
    """Where a claim comes from. Equal `key`, one origin. `name` is how it is shown; `document` groups copies.

    `words` are the folded words of a speaker's name, `listed` says that the vocabulary knows the organisation.
    """

    key: str
    name: str
    voice: Voice
    document: str
    words: frozenset[str] = frozenset()
    listed: bool = False


@cache
def _unnamed_words() -> frozenset[str]:
    return frozenset(fold(word) for word in table("matters")["unnamed"]["words"])


def _organisations() -> dict[str, str]:
    """Folded alias -> the name shown, from vocabulary/organisations.toml and a team's own words."""
    return _aliases(own_digest())


@lru_cache(maxsize=4)
def _aliases(own: str) -> dict[str, str]:  # noqa: ARG001 - the words in force when it was made
    rows = table("organisations")["organisation"]
    found: dict[str, str] = {}
    for row in rows:
        for alias in row["alias"]:
            found.setdefault(_article(fold(alias)), row["alias"][0])
    return found


def _article(key: str) -> str:
    return key.removeprefix("the ")


def _names(speaker: str) -> frozenset[str]:
    """The words of a speaker that name somebody; empty where there are none."""
    kept: list[str] = []
    for match in _WORD.finditer(speaker):
        word = match.group()
        key = fold(word)
        # In Latin script a name begins with a capital, so "pharmacist" names nobody even if no list holds it.
        lower = _LATIN.match(word) is not None and word[0].islower() and "-" not in word
        bare = key.removeprefix("ال")
        if lower or key.isdigit() or key in _unnamed_words() or bare in _unnamed_words():
            continue
        kept.append(key)
    return frozenset(kept) if any(len(word) > 1 for word in kept) else frozenset()


def documents(
    exhibits: Iterable[str], objects: Mapping[str, str], copies: Sequence[tuple[str, str]]
) -> dict[str, str]:
    """Exhibit -> the document it is: exhibits over one object, or known to be near copies, are one document."""
    union = Union()
    for exhibit in sorted(exhibits):
        union.add(exhibit)
        if exhibit in objects:
            union.join(exhibit, f"object:{objects[exhibit]}")
    for a, b in copies:
        union.join(a, b)
    # The smallest exhibit id names the document, whatever the digests are.
    heads: dict[str, str] = {}
    for exhibit in sorted(exhibits):
        heads.setdefault(union.find(exhibit), exhibit)
    return {exhibit: heads[union.find(exhibit)] for exhibit in exhibits}


def origins(
    claims: Sequence[Claim],
    document_of: Mapping[str, str],
    utterance_of: Mapping[str, str],
    taken: Mapping[str, str] | None = None,
) -> dict[str, Origin]:
    """Claim id -> its origin. Speakers whose one utterance stands in two languages are one origin by two names.

    `taken`: claim id -> the exhibit that its passage was taken from, whose document it then is.
    """
    people = _short_names(claims)
    home = {claim.id: document_of[(taken or {}).get(claim.id, claim.exhibit)] for claim in claims}
    found = {claim.id: _origin(claim, home[claim.id], people) for claim in claims}
    union = Union()
    told: dict[str, tuple[str, str]] = {}
    for claim in claims:
        if claim.id in utterance_of and found[claim.id].voice is Voice.NAMED:
            key = found[claim.id].key
            lang, first = told.setdefault(utterance_of[claim.id], (claim.lang, key))
            if lang != claim.lang:
                union.join(first, key)
    return {name: replace(origin, key=union.find(origin.key)) for name, origin in found.items()}


def _origin(claim: Claim, document: str, people: Mapping[frozenset[str], frozenset[str]]) -> Origin:
    # The last link is the document itself. An unnamed speaker stands with whoever passes the words on.
    for link in claim.chain[:-1]:
        organisation = _organisations().get(_article(fold(link.speaker))) if link.speaker else None
        if organisation is not None:
            return Origin(f"speaker:{fold(organisation)}", organisation, Voice.NAMED, document, listed=True)
        words = _names(link.speaker) if link.speaker else frozenset()
        if link.speaker and words:
            full = people.get(words, words)
            return Origin(f"speaker:{' '.join(sorted(full))}", link.speaker, Voice.NAMED, document, full)
    voice = Voice.UNNAMED if len(claim.chain) > 1 else Voice.DOCUMENT
    return Origin(f"document:{document}", document, voice, document)


def _short_names(claims: Sequence[Claim]) -> dict[frozenset[str], frozenset[str]]:
    """A short name -> the one longer name that holds it ("Haddad" -> "Rima Haddad"); silent where two would do."""
    known = {_names(link.speaker) for claim in claims for link in claim.chain[:-1] if link.speaker}
    known.discard(frozenset())
    by_word: dict[str, set[frozenset[str]]] = {}
    for name in known:
        for word in name:
            by_word.setdefault(word, set()).add(name)
    full: dict[frozenset[str], frozenset[str]] = {}
    for name in known:
        holders = set.intersection(*(by_word[word] for word in name)) - {name}
        longest = max(holders, key=lambda n: (len(n), sorted(n)), default=None)
        if longest is not None and all(other <= longest for other in holders):
            full[name] = longest
    return full
