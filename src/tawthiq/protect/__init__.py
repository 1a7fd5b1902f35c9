"""The source is protected first: known by a pseudonym, and closed until somebody decides otherwise.

from tawthiq.protect import pseudonym, first_visibility
"""

from tawthiq.protect.pseudonym import Pseudonym, pseudonym
from tawthiq.protect.visibility import first_visibility

__all__ = ["Pseudonym", "first_visibility", "pseudonym"]
