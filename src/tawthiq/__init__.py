"""Tawthiq (توثيق): to document, and to authenticate.

Nothing is imported here: each room is useful alone, and the command line must start fast.
"""

__version__ = "0.1.0"
