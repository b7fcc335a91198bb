"""What is wrong with files and plans, told to the person at the terminal.

It knows the errors of every package. It refuses to hide any other: those are faults of the program.
"""

import errno

from jejaring.clearing import ClearingFault
from jejaring.cli.console import Speaker
from jejaring.finance import FinanceFaults
from jejaring.insight.faults import InsightFault
from jejaring.language import format_number
from jejaring.market.faults import Faults, MarketFaults
from jejaring.planning import NotSolved, PlanFault

FAULTS_SHOWN = 50  # of a market; the rest are counted
KNOWN_REASONS = {
    errno.EACCES: "permission",
    errno.EPERM: "permission",
    errno.EROFS: "permission",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.ENOTDIR: "not-a-folder",
    errno.EEXIST: "exists",
    errno.EISDIR: "a-folder",
    errno.ENOENT: "missing",
    errno.ENAMETOOLONG: "name-too-long",
    errno.ELOOP: "links-in-a-circle",
    errno.EIO: "broken",
}
"""What the operating system may say, and the phrase that says it in both languages."""


def tell_error(speaker: Speaker, error: Exception) -> bool:
    """Say what is wrong and what would be right; False for an error that is no fault of the input."""
    if isinstance(error, Faults):
        _tell_faults(speaker, error)
    elif isinstance(error, PlanFault | ClearingFault | FinanceFaults | InsightFault):
        speaker.complain(error.say(speaker.language))
    elif isinstance(error, NotSolved):
        speaker.complain(speaker.phrase("not-solved", why=error))
    elif isinstance(error, MemoryError):
        speaker.complain(speaker.phrase("memory"))
    elif isinstance(error, OSError):
        speaker.complain(speaker.phrase("system", file=error.filename or "?", why=reason_of(speaker, error)))
    else:
        return False
    return True


def reason_of(speaker: Speaker, error: OSError) -> str:
    """Why the operating system refused, and what to do."""
    known = KNOWN_REASONS.get(error.errno or 0)
    return speaker.phrase(f"system-{known}") if known else str(error.strerror or error)


def _tell_faults(speaker: Speaker, error: Faults) -> None:
    count = len(error.faults)
    shown = format_number(count, speaker.language)
    what = "faults" if isinstance(error, MarketFaults) else "file-faults"
    speaker.complain(speaker.phrase(f"{what}-one" if count == 1 else what, count=shown))
    for fault in error.faults[:FAULTS_SHOWN]:
        speaker.complain(f"  {fault.say(speaker.language)}")
    if count > FAULTS_SHOWN:
        more = format_number(count - FAULTS_SHOWN, speaker.language)
        speaker.complain(speaker.phrase("faults-more", count=more))
