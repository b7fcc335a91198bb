"""How many processors there are to work with."""

import os


def processors() -> int:
    """How many this process may use, at least one."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
