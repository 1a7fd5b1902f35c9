"""OCFL 1.0 and 1.1: objects and storage roots, read and written."""

from tawthiq.preserve.ocfl.check import check_object
from tawthiq.preserve.ocfl.root import check_root, is_root

__all__ = ["check_object", "check_root", "is_root"]
