"""How a manifest spells a path: line breaks, and from version 1.0 percent signs, are percent-encoded and nothing else is.

RFC 8493, section 2.1.3. Pure.
"""

import re

_CODED = re.compile(r"%(0[AaDd]|25)")
_CODED_BEFORE_1_0 = re.compile(r"%(0[AaDd])")


def decoded(path: str, *, percent: bool) -> str:
    """The path with its line breaks (and from version 1.0 its percent signs) put back."""
    pattern = _CODED if percent else _CODED_BEFORE_1_0
    return pattern.sub(lambda found: chr(int(found[1], 16)), path)


def encoded(path: str) -> str:
    """The path as a manifest of version 1.0 writes it."""
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
