"""What is an outage: the database is away or the disk is full, nothing that the page itself did wrong."""

import errno

from django.db import InterfaceError, OperationalError

AGAIN_IN = 10
"""Seconds after which whoever met an outage is asked to come again."""
FULL = (errno.ENOSPC, errno.EDQUOT)


def is_outage(fault: BaseException | None) -> bool:
    """Whether a fault is one."""
    if isinstance(fault, OSError):
        return fault.errno in FULL
    return isinstance(fault, OperationalError | InterfaceError)
