"""Tawthiq (توثيق): to document, and to authenticate.

No room is imported here: each is useful alone, and the command line must start fast.
"""

from tawthiq import compiled as _compiled

__version__ = "0.1.0"
_compiled.install()
