"""Compiled functions: Python that numba turns into machine code the first time it runs.

The code is kept for the next process in a folder named after what all modules of this package say, so that
no function ever runs together with an older version of another.
"""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba

from jejaring.cache import cache_folder

Function = TypeVar("Function", bound=Callable[..., object])


def _digest_of_package() -> str:
    digest = hashlib.sha256(numba.__version__.encode())
    for module in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()[:16]


CODE_FOLDER = Path(os.environ.get("NUMBA_CACHE_DIR") or cache_folder() / "code" / _digest_of_package())
PLAIN_PYTHON = bool(numba.config.DISABLE_JIT)  # type: ignore[attr-defined]
"""Whether numba is told to compile nothing, so that a debugger can follow every step."""
if "NUMBA_CACHE_DIR" not in os.environ:
    numba.config.CACHE_DIR = str(CODE_FOLDER)  # type: ignore[attr-defined]


def is_compiled() -> bool:
    """Whether an earlier process has left the machine code, so that the first solve need not wait."""
    return any(CODE_FOLDER.rglob("pivots.optimise*.nbc"))


def compiled(function: Function) -> Function:
    """Run `function` as machine code, called by other compiled functions only."""
    return _machine_code(function, no_cpython_wrapper=True, no_cfunc_wrapper=True)


def entry(function: Function) -> Function:
    """Run `function` as machine code, called from Python."""
    return _machine_code(function)


def _machine_code(function: Function, **options: bool) -> Function:
    compile_with: Any = numba.njit
    machine: Function = compile_with(cache=True, nogil=True, error_model="numpy", **options)(function)
    return machine
