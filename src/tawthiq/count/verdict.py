"""No headline is given where the data do not carry one: this is where it is withheld, and why is said.

Thresholds of this project, not of the literature: methods that choose a model for dependent lists must agree within a
factor of two, unless the headline's own interval holds them all; its upper end must be within four times its lower end. A
single method that finds nobody missing silences it where its own lower end is within a quarter of the documented.
"""

from math import isfinite

from tawthiq.count import decomposable, headline, loglinear, stepwise
from tawthiq.count.cells import Cells
from tawthiq.count.posterior import Answer
from tawthiq.count.refusal import Refused, Word
from tawthiq.count.tables import Histories

MOST_APART = 2.0
WIDEST = 4.0
NEAR = 1.25
_FATAL = frozenset({"bound", "no_model"})


def fit(h: Histories) -> Answer:
    """The headline, with the single methods' middles it was held against. Raises Refused where it is withheld."""
    rivals, refusals = single_methods(h)
    found = headline.average(h)
    low_end, high_end = found.posterior.quantile(0.025), found.posterior.quantile(0.975)
    for refusal in refusals:
        nobody = refusal.code == "mode_at_documented" and low_end < NEAR * h.documented
        if nobody or refusal.code in _FATAL:
            raise refusal
    if rivals:
        low, high = min(rivals, key=lambda m: rivals[m]), max(rivals, key=lambda m: rivals[m])
        apart = rivals[high] > MOST_APART * rivals[low]
        if apart and not (low_end <= rivals[low] and rivals[high] <= high_end):
            raise Refused(
                "disagree",
                low=f"{rivals[low]:,.0f}",
                high=f"{rivals[high]:,.0f}",
                low_method=Word(f"method.{low}"),
                high_method=Word(f"method.{high}"),
                factor=f"{MOST_APART:g}",
            )
    if high_end > WIDEST * low_end:
        raise Refused("wide", low=f"{low_end:,.0f}", high=f"{high_end:,.0f}")
    return Answer(found.method, found.posterior, {**found.diagnostics, "held_against": rivals}, found.point)


def alike(h: Histories) -> Answer:
    """The average for people alike, withheld where the exact average over graphs finds nobody missing, or no end to the missing."""
    found = headline.alike(h)
    try:
        decomposable.fit(h)
    except Refused as refusal:
        nobody = (
            refusal.code == "mode_at_documented" and found.posterior.quantile(0.025) < NEAR * h.documented
        )
        if nobody or refusal.code in _FATAL:
            raise
    return found


def single_methods(h: Histories) -> tuple[dict[str, float], list[Refused]]:
    """Middle of each method that chooses or averages models for dependent lists, and the refusals of the others."""
    found: dict[str, float] = {}
    refusals: list[Refused] = []
    try:
        found[decomposable.METHOD] = decomposable.fit(h).posterior.quantile(0.5)
    except Refused as refusal:
        refusals.append(refusal)
    try:
        chosen = loglinear.fit(h)
        found[loglinear.METHOD] = chosen.posterior.quantile(0.5) if chosen.point is None else chosen.point
    except Refused as refusal:
        refusals.append(refusal)
    if len(h.lists) <= stepwise.MOST_LISTS:
        cells = Cells.full(h)
        unseen = float(stepwise.choose(cells.lists, cells.counts[None]).unseen[0])
        if isfinite(unseen):
            found[stepwise.METHOD] = h.documented + unseen
    return found, refusals
