"""How easily unrelated strikes alone bring a second one as close to the first, in place and time, as the one that came.

The local rate is taken from what else fell nearby: how often this very place is struck at all, times how much fell around it
just then, over all that fell around it in the four weeks about it. Each factor counts what was seen at the pair's own scale
*and* what the wider scales would put there, so that a much-used aim (or many strikes noted at one town's middle point) and a
wave of strikes over the whole town both raise the rate; it errs upwards. A follower is closer where the product of the
shares of disc and window it needs is smaller; of chance followers those with a product of at most s make up s (1 - ln s).

Which pairs stand out is settled by controls: the same search, with the window laid whole days before or after the strike
instead of right after it. Controls share places, hours of the day and the rise and fall of the fighting, so the pairs
they give are what chance gives. A pair stands out where among those ranking as high, controls would make up at most RATE. Where
too few days are known for that, Benjamini and Hochberg (1995) decides, each strike one trial.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

RATE = 0.03
"""Of the pairs that stand out, the share that controls would make up is at most this. Below one in twenty, since not all that
links two strikes by chance (a barrage within the hour) is the same on other days."""

DAY = 86_400_000_000
CONTROLS = 14
"""Controls lie so many days before and after, fewer where there are many strikes."""
ENOUGH = 0.7
"""The share of the controls that must lie within the time strikes are known of, on average, to decide."""
LOOKED_AT = 6_000_000
"""Strikes that all controls together go through: the more strikes, the fewer controls are needed."""

FLOOR_M = 25.0
"""Distances under this are no closer: coordinates and craters are no points."""


def p_values(
    seen: npt.NDArray[np.int64],
    apart: Floats,
    late: Floats,
    *,
    metres: float,
    minutes: float,
    observed: Floats,
) -> Floats:
    """For each pair the probability of a chance follower at least as close. Columns of `seen`: see strikes_kernels.around."""
    wide, near, close, then, about = (seen[:, n].astype(np.float64) for n in range(5))
    disc = np.minimum(1.0, (np.maximum(apart, FLOOR_M) / metres) ** 2)
    share = np.minimum(1.0, np.maximum(late, 1e-3) / minutes)
    in_place = close + (near - close + 1) * disc
    in_time = then + about * share / 2 + (wide + 1) * np.minimum(1.0, late / np.maximum(observed, late))
    product = disc * share
    rate = in_place * in_time / (wide + 1) * (1 - np.log(product))
    out: Floats = -np.expm1(-rate)
    return out


def standing_out(p_value: Floats, trials: int, rate: float = RATE) -> npt.NDArray[np.bool_]:
    """Which may be told at this false discovery rate, among so many trials (Benjamini and Hochberg 1995)."""
    order = np.argsort(p_value, kind="stable")
    passed = np.flatnonzero(p_value[order] * trials <= rate * np.arange(1, len(order) + 1))
    out = np.zeros(len(order), bool)
    if len(passed):
        out[order[: passed[-1] + 1]] = True
    return out


def control_days(time: npt.NDArray[np.int64]) -> tuple[list[int], float]:
    """The days by which windows are moved, and how many controls that is worth: a window outside what is known is none.

    No days where too much would lie outside.
    """
    if not len(time):
        return [], 0.0
    reach = max(1, min(CONTROLS, LOOKED_AT // (2 * len(time))))
    days = [sign * day for day in range(1, reach + 1) for sign in (1, -1)]
    worth = [float(np.mean((time + day * DAY >= time[0]) & (time + day * DAY <= time[-1]))) for day in days]
    return (days, sum(worth)) if sum(worth) >= ENOUGH * len(days) else ([], 0.0)


def beyond_controls(
    p_value: Floats, controls: Floats, exposure: float, rate: float = RATE
) -> npt.NDArray[np.bool_]:
    """Which pairs may be told, when `exposure` searches by chance gave the p-values `controls`."""
    order = np.argsort(p_value, kind="stable")
    by_chance = np.searchsorted(np.sort(controls), p_value[order], side="right")
    passed = np.flatnonzero(by_chance + 1 <= rate * exposure * np.arange(1, len(order) + 1))
    out = np.zeros(len(order), bool)
    if len(passed):
        out[order[: passed[-1] + 1]] = True
    return out
