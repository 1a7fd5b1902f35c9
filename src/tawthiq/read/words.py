"""Function words of the grammar come from `vocabulary/grammar.toml`, so that this room's code hides no list of words."""

from tawthiq.language.fold import fold
from tawthiq.vocabulary import table


def listed(module: str, name: str) -> frozenset[str]:
    """The folded words of one list; signs stay as they are. Raises KeyError for a list that is not there."""
    return frozenset(word if len(word) == 1 else fold(word) for word in table("grammar")[module][name])
