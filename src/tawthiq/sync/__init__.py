"""Two copies of one case become one set of statements, whatever the order and however often they are brought together.

from tawthiq.sync import write_bundle, read_bundle, merge
"""

from tawthiq.sync.bundle import Frame, read_bundle, write_bundle
from tawthiq.sync.merge import Merged, have, lacking, merge
from tawthiq.sync.passports import read_passport, write_passport

__all__ = [
    "Frame",
    "Merged",
    "have",
    "lacking",
    "merge",
    "read_bundle",
    "read_passport",
    "write_bundle",
    "write_passport",
]
