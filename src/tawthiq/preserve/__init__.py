"""Verdicts on what is kept: one changed byte anywhere is found, and nothing missing is ever called valid.

from tawthiq.preserve import Report, Verdict, check_objects, check_release, check_proof
from tawthiq.preserve.rfc3161 import check_stamp     # apart, since reading certificates is slow to import
"""

from tawthiq.preserve.fixity import Expected, check_objects
from tawthiq.preserve.headers import Header, by_height, read_header
from tawthiq.preserve.ots_check import OtsStamp, check_proof
from tawthiq.preserve.release import MANIFEST, check_release
from tawthiq.preserve.verdict import Gravity, Problem, Report, Verdict, worst

__all__ = [
    "MANIFEST",
    "Expected",
    "Gravity",
    "Header",
    "OtsStamp",
    "Problem",
    "Report",
    "Verdict",
    "by_height",
    "check_objects",
    "check_proof",
    "check_release",
    "read_header",
    "worst",
]
