"""Two copies of one case become one set of statements, whatever the order and however often they are brought together.

from tawthiq.sync import write_bundle, read_bundle, merge
"""

from tawthiq.sync.bundle import Frame, read_bundle, write_bundle
from tawthiq.sync.merge import Merged, lacking, merge

__all__ = ["Frame", "Merged", "lacking", "merge", "read_bundle", "write_bundle"]
