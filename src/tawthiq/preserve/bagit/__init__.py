"""BagIt (RFC 8493): bags read from version 0.93 to 1.0, and written as 1.0."""

from tawthiq.preserve.bagit.check import check_bag

__all__ = ["check_bag"]
