"""The command line is a contract: JSON Lines on stdout with --json, words and progress on stderr, exit codes as said.

0 done and true · 1 done, and something is wrong with the evidence · 2 bad usage or input · 3 and up as the error tree
says. No traceback reaches a user for bad input; each command's code is imported only when it runs.
"""

from tawthiq.cli.main import main

__all__ = ["main"]
