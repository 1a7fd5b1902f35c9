"""The documented total stands first and always; each method then answers or refuses, and no refusal silences another.

A method is a function from a table to an Answer. What the table itself cannot bear is refused for every method but the
lower bound, which asks for less, and Chapman's, which is for two lists.
"""

from collections.abc import Callable, Sequence
from importlib import import_module

from tawthiq.count.checks import caveats, table_bears
from tawthiq.count.posterior import Answer
from tawthiq.count.refusal import Refused, both
from tawthiq.count.tables import Histories
from tawthiq.record.assessment import Reason
from tawthiq.record.errors import UsageError
from tawthiq.record.estimate import Count, Estimate, Refusal

_WHERE = {
    "headline": ("verdict", "fit"),
    "averaged": ("verdict", "alike"),
    "decomposable": ("decomposable", "fit"),
    "lcmcr": ("lcmcr", "fit"),
    "loglinear": ("loglinear", "fit"),
    "stepwise": ("stepwise", "fit"),
    "heterogeneity": ("heterogeneity", "fit"),
    "chao": ("bounds", "chao"),
    "chapman": ("bounds", "chapman"),
}
METHODS = tuple(_WHERE)
DEFAULT = ("headline", "averaged", "decomposable", "loglinear", "stepwise", "heterogeneity", "chao")
_TAKES_ANY_TABLE = frozenset({"chao", "chapman"})
_WIDE, _MISFIT, _LIKELY = 2.5, 0.01, 0.5
_DRAWS = frozenset({"lcmcr", "stepwise"})


def answer(h: Histories, method: str, *, seed: int = 0) -> Answer:
    """One method's whole answer, draws of N included. Raises Refused with the reason, UsageError for no such method."""
    if method not in _WHERE:
        raise UsageError(f"the method {method!r}", expected="one of " + ", ".join(METHODS))
    if method not in _TAKES_ANY_TABLE:
        table_bears(h)
    module, name = _WHERE[method]
    engine: Callable[..., Answer] = getattr(import_module(f"tawthiq.count.{module}"), name)
    return engine(h, seed=seed) if method in _DRAWS else engine(h)


def estimate(
    h: Histories,
    *,
    methods: Sequence[str] | None = None,
    level: float = 0.95,
    seed: int = 0,
    tables: Sequence[Histories] = (),
) -> Count:
    """Documented total, one Estimate per method that answered, one Refusal per method that did not.

    `level` is the nominal coverage of every interval, equal tails. The same table and seed give the same figures.
    With `tables`, draws of how the lists may truly match (see `linkage`), every method counts them all and its answers are
    pooled; what it says of `h` alone stands in the diagnostics. Raises UsageError for a method or level that does not exist.
    """

    def ask(method: str) -> Answer:
        return answer(h, method, seed=seed) if not tables else _carried(h, method, seed, tables, level)

    return told(h, methods_for(h, methods, level), ask, level, carried=bool(tables))


def methods_for(h: Histories | None, methods: Sequence[str] | None, level: float) -> tuple[str, ...]:
    """The methods asked for, each once, or the usual ones. Raises UsageError for a level that is none, or no such method.

    Without a table, so that a slip is told before long work begins.
    """
    if not 0 < level < 1:
        raise UsageError(f"the level {level}", expected="a share between 0 and 1, such as 0.95")
    chosen = tuple(dict.fromkeys(methods)) if methods is not None else _default(h)
    for method in chosen:
        if method not in _WHERE:
            raise UsageError(f"the method {method!r}", expected="one of " + ", ".join(METHODS))
    return chosen


def told(
    h: Histories, chosen: Sequence[str], ask: Callable[[str], Answer], level: float, *, carried: bool
) -> Count:
    """What each method answers when asked, or why it does not, with what must be said beside; `carried` as in `caveats`."""
    estimates: list[Estimate] = []
    refused: list[Refusal] = []
    for method in chosen:
        try:
            estimates.append(ask(method).estimate(level))
        except Refused as refusal:
            refused.append(refusal.refusal(method))
    return Count(
        documented=h.documented,
        lists=h.lists,
        histories=dict(h.counts),
        estimates=tuple(estimates),
        refused=tuple(refused),
        caveats=(*caveats(h, carried=carried), *_spread(estimates)),
    )


def _carried(h: Histories, method: str, seed: int, tables: Sequence[Histories], level: float) -> Answer:
    from tawthiq.count.linkage import carry  # noqa: PLC0415 - loaded where matching is drawn

    found = carry(tables, h, lambda table: answer(table, method, seed=seed), level=level)
    given, pooled = found.given, found.pooled
    matching = {
        **pooled.diagnostics["matching"],
        "given": {"median": given.median, "lo": given.lo, "hi": given.hi},
    }
    return Answer(method, pooled.posterior, {**pooled.diagnostics, "matching": matching}, pooled.point)


def _spread(estimates: Sequence[Estimate]) -> list[Reason]:
    """What the estimates, side by side, must be said to mean."""
    said: list[Reason] = []
    middles = [e.median for e in estimates if e.diagnostics.get("bound") is None]
    if len(middles) > 1:
        said.append(both("caveat.spread", low=f"{min(middles):,.0f}", high=f"{max(middles):,.0f}"))
    widest = next((e.hi / e.lo for e in estimates if e.method == "headline"), 1.0)
    if widest > _WIDE:
        said.append(both("caveat.wide", ratio=f"{widest:.1f}"))
    said += [both("caveat.copying", a=a, b=b) for e in estimates for a, b in _copied(e)]
    if any(e.diagnostics.get("fit_share", 1.0) < _MISFIT for e in estimates):
        said.append(both("caveat.misfit"))
    return said


def _copied(e: Estimate) -> list[tuple[str, str]]:
    """Two lists of which one probably copies the other, whichever it be: a table seldom tells that."""
    either: dict[tuple[str, str], float] = {}
    for one in e.diagnostics.get("copying", ()):
        first, second = sorted((one["source"], one["copier"]), key=str)
        either[first, second] = either.get((first, second), 0.0) + one["probability"]
    return [lists for lists, probability in either.items() if probability > _LIKELY]


def _default(h: Histories | None) -> tuple[str, ...]:
    return ("chapman",) if h and len(h.lists) == 2 else DEFAULT
