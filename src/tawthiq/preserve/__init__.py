"""Verdicts on what is kept: one changed byte anywhere is found, and nothing missing is ever called valid.

from tawthiq.preserve import Report, Verdict, check_objects, check_release
"""

from tawthiq.preserve.fixity import Expected, check_objects
from tawthiq.preserve.release import MANIFEST, check_release
from tawthiq.preserve.verdict import Gravity, Problem, Report, Verdict, worst

__all__ = [
    "MANIFEST",
    "Expected",
    "Gravity",
    "Problem",
    "Report",
    "Verdict",
    "check_objects",
    "check_release",
    "worst",
]
