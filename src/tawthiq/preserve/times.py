"""Times as RFC 3339 writes them, with their zone, to the second at least."""

import datetime as dt
import re

_RFC3339 = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]+)?([Zz]|[+-]([0-9]{2}):([0-9]{2}))"
)


def is_datetime(value: object) -> bool:
    """Whether it is a full RFC 3339 time with its zone, to the second."""
    match = _RFC3339.fullmatch(value) if isinstance(value, str) else None
    if match is None or int(match[5] or 0) > 23 or int(match[6] or 0) > 59:
        return False
    # Second 60 is a leap second, which Python's clock does not know.
    clock = match[2][:-2] + "59" if match[2].endswith("60") else match[2]
    try:
        dt.datetime.fromisoformat(f"{match[1]}T{clock}")
    except ValueError:
        return False
    return True
