"""Compiling: the loops that try millions of steps run as machine code, made once per machine and version."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

Loop = TypeVar("Loop", bound=Callable[..., object])

NEVER = 1 << 60
"""A cost that is never paid."""


def _version(folder: Path) -> str:
    """A hash of all sources here: what is kept of one is not valid when another that it calls has changed."""
    return hashlib.sha256(b"".join(source.read_bytes() for source in sorted(folder.glob("*.py")))).hexdigest()[:16]


_here = Path(__file__).parent
numba.config.CACHE_DIR = str(_here / "__pycache__" / _version(_here))  # type: ignore[attr-defined]


_PLAIN: dict[str, Any] = {"_nrt": False}
"""Without reference counts: the arrays are the caller's, and to count costs a third of the time."""


def compiled(loop: Loop) -> Loop:
    """The same function as machine code; the first call on a machine makes it."""
    return cast(Loop, numba.njit(cache=True, nogil=True, **_PLAIN)(loop))


def inlined(loop: Loop) -> Loop:
    """The same, written out where it is called: for what is called in the innermost loop."""
    return cast(Loop, numba.njit(inline="always", **_PLAIN)(loop))
