"""WACZ 1.1.1: read (with 1.0 and the draft of 1.2.0) and written."""

from tawthiq.preserve.wacz.check import check_wacz

__all__ = ["check_wacz"]
