"""From matched lists to a number: thin rows do not count, and what the matching leaves open is carried into every interval.

The matching settles each doubtful pair one way; draws of its own probabilities settle them otherwise, again and again. Every
method is asked about every draw. How far its middle moves from draw to draw is variance between matchings (Rubin 1987); how far
the draws as a whole lie from the settled matching is doubt about the probabilities themselves, of which GAP_SHARE enters as a
further standard deviation. Both widen the interval about the settled matching and do not move it: draws split people more often
than they join them, since a pair too unlikely to be shown is never drawn.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log
from typing import Any, NamedTuple

import msgspec
import numpy as np

from tawthiq.count import run
from tawthiq.count.cells import Cells
from tawthiq.count.numerics import normal_quantile
from tawthiq.count.posterior import Answer, Posterior
from tawthiq.count.refusal import Refused, Word, both
from tawthiq.count.tables import Histories, histories
from tawthiq.count.thin import Thin, thin
from tawthiq.record.estimate import Count
from tawthiq.record.person import Person, PersonRow, RowRef

DRAWS = 10
GAP_SHARE = 0.25
"""Settled on invented lists whose seeds no reported figure uses."""
MOST_REFUSED = 0.2
_POINTS = 21
_LCMCR_DRAWS = 300

Groups = Sequence[Sequence[RowRef]]
Progress = Callable[[str, int, int], None]


class Tables(NamedTuple):
    """Histories of everybody as matched; without thin rows; the draws, also without; and which rows are thin."""

    whole: Histories
    given: Histories
    drawn: tuple[Histories, ...]
    thin: Thin


def from_lists(
    lists: Mapping[str, Sequence[PersonRow]],
    persons: Sequence[Person],
    draws: Iterable[Groups] = (),
    *,
    methods: Sequence[str] | None = None,
    level: float = 0.95,
    seed: int = 0,
    progress: Progress | None = None,
) -> Count:
    """Documented total of all rows, then estimates with the matching's errors in them.

    `draws`: other ways to share the rows out into persons; without any, only thin rows are left out. What each method says with
    the matching taken as true stands under `diagnostics["matching"]["given"]`. Raises UsageError as `estimate` does.
    """
    tell = progress or (lambda _what, _done, _of: None)
    tables = _tables(lists, persons, draws, tell)
    chosen = run.methods_for(tables.given, methods, level)

    def ask(method: str) -> Answer:
        tell(method, chosen.index(method), len(chosen))
        return _carried(tables, method, seed, level)

    found = run.told(tables.given, chosen, ask, level, carried=bool(tables.drawn))
    out = len(tables.thin.rows)
    rows = sum(len(some) for some in lists.values())
    lacks = tuple(Word(f"lacks.{one}") for one in dict.fromkeys(cut.lacks for cut in tables.thin.cuts))
    said = [both("caveat.thin", out=f"{out:,}", rows=f"{rows:,}", lacks=lacks)] if out else []
    caveats = (*found.caveats[:2], *said, *found.caveats[2:])
    return msgspec.structs.replace(
        found, documented=tables.whole.documented, histories=dict(tables.whole.counts), caveats=caveats
    )


def _tables(
    lists: Mapping[str, Sequence[PersonRow]],
    persons: Sequence[Person],
    draws: Iterable[Groups],
    tell: Progress,
) -> Tables:
    names = sorted(lists)
    whole = histories(persons, names)
    cut = thin(lists, persons) if len(names) > 1 else Thin(frozenset(), ())

    def kept(groups: Groups) -> Histories:
        people = {row: str(at) for at, group in enumerate(groups) for row in group if row not in cut.rows}
        return histories(people, names)

    drawn = []
    for at, groups in enumerate(draws):
        tell("draws", at, DRAWS)
        drawn.append(kept(groups))
    return Tables(whole, kept([person.rows for person in persons]), tuple(drawn), cut)


def _carried(tables: Tables, method: str, seed: int, level: float) -> Answer:
    """One method's answer to the settled matching, widened by what the draws say. Raises Refused."""
    alone = run.answer(tables.given, method, seed=seed)
    told: dict[str, Any] = {
        "rows_left_out": len(tables.thin.rows),
        "left_out": [cut._asdict() for cut in tables.thin.cuts],
        "tables": len(tables.drawn),
    }
    if method == "headline" and tables.thin.rows:
        told["all_rows"] = _ends(tables.whole, method, seed, level)
    if not tables.drawn:
        return Answer(method, alone.posterior, {**alone.diagnostics, "matching": told}, alone.point)
    estimate = alone.estimate(level)
    told["given"] = {"median": estimate.median, "lo": estimate.lo, "hi": estimate.hi}
    centre, middles = _middles(tables, method, alone)
    moved = np.log(middles)
    between = float(moved.var(ddof=1)) * (1 + 1 / len(moved)) if len(moved) > 1 else 0.0
    gap = float(moved.mean()) - log(centre)
    doubt = float(np.hypot(between**0.5, GAP_SHARE * gap))
    within = _variance(alone.posterior)
    told |= {
        "tables_refused": len(tables.drawn) - len(middles),
        "middle_of_draws": float(np.exp(moved.mean())),
        "sd_between": between**0.5,
        "gap": gap,
        "sd_of_matching": doubt,
        "share_of_matching": doubt**2 / (doubt**2 + within) if doubt or within else 0.0,
    }
    return Answer(
        method, _widened(alone.posterior, doubt), {**alone.diagnostics, "matching": told}, alone.point
    )


def _middles(tables: Tables, method: str, alone: Answer) -> tuple[float, np.ndarray]:
    """The method's middle for the settled matching and for each draw it answers, both found in the same quick way."""
    quick = _quick(method, alone)
    centre = quick(tables.given)
    found: list[float] = []
    last: Refused | None = None
    for table in tables.drawn:
        try:
            found.append(quick(table))
        except Refused as refusal:
            last = refusal
    if last and (len(tables.drawn) - len(found) > MOST_REFUSED * len(tables.drawn) or not found):
        raise last
    return centre, np.array(found)


def _quick(method: str, alone: Answer) -> Callable[[Histories], float]:
    """A function from a table to the middle of N; models already searched are not searched again."""
    if method in {"headline", "averaged"}:
        from tawthiq.count import headline  # noqa: PLC0415 - engines load when they are asked

        models = alone.diagnostics["searched"]
        average = headline.average if method == "headline" else headline.alike
        return lambda h: average(h, models=models).posterior.quantile(0.5)
    if method == "stepwise":
        from tawthiq.count import stepwise  # noqa: PLC0415 - as above

        def one(h: Histories) -> float:
            cells = Cells.full(h)
            unseen = float(stepwise.choose(cells.lists, cells.counts[None]).unseen[0])
            if not unseen > 0:
                raise Refused("no_model")
            return h.documented + unseen

        return one
    if method == "lcmcr":
        from tawthiq.count import lcmcr  # noqa: PLC0415 - as above

        def class_middle(h: Histories) -> float:
            odds = lcmcr.sample(h, seed=0, draws=_LCMCR_DRAWS).log_odds
            return h.documented * (1 + float(np.exp(np.median(odds))))

        return class_middle
    return lambda h: run.answer(h, method).estimate(0.95).median


def _variance(cloud: Posterior) -> float:
    logs = np.log(cloud.values)
    return float(cloud.weights @ (logs - cloud.weights @ logs) ** 2)


def _widened(cloud: Posterior, doubt: float) -> Posterior:
    """The cloud with a normal error of the log added."""
    if not doubt:
        return cloud
    steps = np.exp(doubt * normal_quantile((np.arange(_POINTS) + 0.5) / _POINTS))
    values = cloud.values[:, None] * steps
    return Posterior.of(values.ravel(), np.repeat(cloud.weights, _POINTS) / _POINTS)


def _ends(h: Histories, method: str, seed: int, level: float) -> dict[str, float] | None:
    try:
        found = run.answer(h, method, seed=seed).estimate(level)
    except Refused:
        return None
    return {"median": found.median, "lo": found.lo, "hi": found.hi}
