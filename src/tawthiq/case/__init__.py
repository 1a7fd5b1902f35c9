"""Opens a case, wires the ports to their stores, and runs the flow: it derives whatever the record lacks.

Nothing that is derived is truth: the cache can be deleted at any moment, and `rebuild` makes it again.
"""

from tawthiq.case.case import Case
from tawthiq.case.folder import find_case, init_case

__all__ = ["Case", "find_case", "init_case"]
