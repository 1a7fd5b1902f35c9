"""The domain's closed lists live in data files, reviewed like prose and loaded once; no list hides inside code.

`table("acts")` gives the parsed `acts.toml`; `say("key", "ar", n=3)` gives a sentence of the interface in one language.
`own(files)` merges a team's own words over them. Nothing of ours is imported here.
"""

from tawthiq.vocabulary.load import UnknownWord, catalogue, own_digest, say, table
from tawthiq.vocabulary.own import BadVocabulary, Own, own

__all__ = ["BadVocabulary", "Own", "UnknownWord", "catalogue", "own", "own_digest", "say", "table"]
