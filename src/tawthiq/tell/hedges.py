"""A sentence keeps a figure's hedge if it says the same or a kindred one: "more than" for "at least", never nothing.

The words come from `vocabulary/hedges.toml`, the same that the reader knows.
"""

from functools import cache

from tawthiq.language.tokens import tokens
from tawthiq.record.quantity import Form, Hedge, Quantity
from tawthiq.vocabulary.load import table

_KIN = {
    Hedge.AT_LEAST: ("at_least", "over"),
    Hedge.OVER: ("over", "at_least"),
    Hedge.UP_TO: ("up_to", "under"),
    Hedge.UNDER: ("under", "up_to"),
    Hedge.ABOUT: ("about",),
}


def dropped(quantity: Quantity, told: set[float], sentence: str) -> bool:
    """The sentence tells the quantity's figure and neither its hedge nor a kindred one. `told`: the sentence's figures.

    Of a range, one end alone is a dropped hedge. Vague words ("dozens") have no figure that could be told.
    """
    bounds = {float(bound) for bound in (quantity.lo, quantity.hi) if bound is not None}
    if quantity.form is Form.VAGUE or not bounds & told:
        return False
    if quantity.hedge is Hedge.RANGE:
        return not bounds <= told
    kin = _KIN.get(quantity.hedge)
    return kin is not None and not any(_says(sentence, hedge) for hedge in kin)


def _says(sentence: str, hedge: str) -> bool:
    line = _keys(sentence)
    # An Arabic hedge may carry a clitic in front, so its beginning need not be that of a word.
    return any((cue.lstrip() if cue[1] >= "\u0600" else cue) in line for cue in _cues(hedge))


@cache
def _cues(hedge: str) -> tuple[str, ...]:
    rows = [row for row in table("hedges")["hedge"] if row["hedge"] == hedge]
    words = {word for row in rows for place in ("before", "after", "verb") for word in row.get(place, ())}
    return tuple(sorted(_keys(word) for word in words))


def _keys(text: str) -> str:
    return f" {' '.join(token.key for token in tokens(text) if token.kind in 'wnp')} "
