"""The domain's closed lists live in data files, reviewed like prose and loaded once; no list hides inside code.

`table("acts")` gives the parsed `acts.toml`; `say("key", "ar", n=3)` gives a sentence of the interface in one language.
Nothing of ours is imported here.
"""

from tawthiq.vocabulary.load import UnknownWord, catalogue, say, table

__all__ = ["UnknownWord", "catalogue", "say", "table"]
