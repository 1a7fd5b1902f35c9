"""Makes claims for the tests of `weigh`: invented speakers, places and figures."""

from collections.abc import Callable
from typing import Any

import pytest

from tawthiq.record.claim import Claim, Link, Modality, PlaceRef, TimeRef
from tawthiq.record.quantity import Form, Hedge, Quantity

PLACES = {
    "Qasrin": (10.0, 20.0, 6000),
    "East Qasrin": (10.0, 20.03, 4000),
    "Mill Quarter": (10.0, 20.031, 500),
    "Tel Maris": (11.0, 20.0, 3000),
    "Marisia": (10.5, 20.0, 300_000),
}

BOUNDS: dict[str, Callable[[float], tuple[float | None, float | None]]] = {
    "over": lambda n: (n, None),
    "at_least": lambda n: (n, None),
    "up_to": lambda n: (None, n),
    "under": lambda n: (None, n),
    "hundreds": lambda _: (200, 999),
    "several": lambda _: (2, None),
    "millions": lambda _: (2_000_000, None),
    "all": lambda _: (None, None),
    "undeterminable": lambda _: (None, None),
    "none": lambda _: (0, 0),
}


def quantity(figure: str, unit: str | None, **rest: Any) -> Quantity:
    """`over 250000` makes that quantity; a bare number is exact."""
    hedge, _, number = figure.rpartition(" ")
    if not number.isdigit():
        hedge, number = number, "0"
    hedge = hedge.replace(" ", "_") or "exact"
    lo, hi = BOUNDS.get(hedge, lambda n: (n, n))(int(number))
    return Quantity(
        verbatim=figure,
        start=0,
        end=len(figure),
        hedge=Hedge(hedge),
        form=Form.NUMBER,
        lo=lo,
        hi=hi,
        unit=unit,
        **rest,
    )


def make_claim(
    name: str,
    *,
    exhibit: str = "e1",
    at: int = 0,
    who: str | None = "document",
    act: str = "killing",
    figure: str | None = None,
    unit: str | None = None,
    scope: str | None = None,
    where: str | None = "East Qasrin",
    when: str | None = "2031-04-05",
    text: str | None = None,
    **rest: Any,
) -> Claim:
    """One claim; `who` is the innermost speaker, "document" for the document itself, None for an agentless one."""
    chain = (Link("The Lantern"),) if who == "document" else (Link(who, "said"), Link("The Lantern"))
    place = None
    if where is not None:
        lat, lon, precision = PLACES[where]
        place = PlaceRef(
            verbatim=where, start=0, end=1, name=where, id=where, lat=lat, lon=lon, precision_m=precision
        )
    words = text or f"{name} says"
    return Claim(
        id=name,
        exhibit=exhibit,
        start=at,
        end=at + len(words),
        verbatim=words,
        lang=rest.pop("lang", "en"),
        chain=chain,
        act=act,
        quantity=quantity(figure, unit, scope=scope) if figure else None,
        place=place,
        time=TimeRef(verbatim=when, start=0, end=1, edtf=when) if when else None,
        modality=Modality(rest.pop("modality", "asserted")),
        **rest,
    )


@pytest.fixture(scope="session")
def claim() -> Callable[..., Claim]:
    """The maker of claims."""
    return make_claim


@pytest.fixture(scope="session")
def figure() -> Callable[..., Quantity]:
    """The maker of quantities."""
    return quantity
