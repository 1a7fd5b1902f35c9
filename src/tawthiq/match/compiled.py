"""Kernels are compiled the same way everywhere: no fast-math, the interpreter's lock let go, kept on disk where that can be.

A kernel holds no state and calls nothing of Python's, so threads may run it side by side. Each is held by its tests to a slow
reference, in SQL, NumPy or plain Python. Modules of kernels are slow to import, so whoever uses one imports it late.
"""

import os
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """`function` compiled by numba on first use; kept beside the source or in the user's cache where either is writable."""
    try:
        kernel: Any = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # no place to keep it
        kernel = numba.njit(nogil=True)(function)
    return cast("F", kernel)


def workers() -> int:
    """How many threads may compute at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
