"""How two places lie to each other, with the precision of both taken into account; nothing is nearer than it is known.

A place is a disc: its point, and `precision_m` as the radius within which the truth lies. A place that nothing resolved
has no point; two such places are the same only by name, and never near each other by guess.
"""

from math import asin, cos, radians, sin, sqrt

from tawthiq.record.claim import PlaceRef

EARTH_M = 6_371_008.8
"""Mean radius of the Earth in metres (IUGG)."""


def metres_between(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance in metres between two points in degrees (haversine)."""
    phi_a, phi_b = radians(lat_a), radians(lat_b)
    h = sin((phi_b - phi_a) / 2) ** 2 + cos(phi_a) * cos(phi_b) * sin(radians(lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_M * asin(min(1.0, sqrt(h)))


def distance(a: PlaceRef, b: PlaceRef) -> float | None:
    """Metres between the two points, or None where either has none."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return metres_between(a.lat, a.lon, b.lat, b.lon)


def inside(inner: PlaceRef, outer: PlaceRef) -> bool:
    """The point of `inner` lies in the disc of `outer`, and `inner` is known at least as precisely."""
    apart = distance(inner, outer)
    if apart is None or inner.precision_m is None or outer.precision_m is None:
        return False
    return inner.precision_m <= outer.precision_m and apart <= outer.precision_m
