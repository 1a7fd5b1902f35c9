"""WARC (ISO 28500): records read with their places and digests."""

from tawthiq.preserve.warc.read import Record, read_warc

__all__ = ["Record", "read_warc"]
