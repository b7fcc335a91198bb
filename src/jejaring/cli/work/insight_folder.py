"""A folder for the answer to a question: new, or one of an earlier answer that may be replaced."""

from collections.abc import Collection
from pathlib import Path

from jejaring.cli.work.places import check_writable
from jejaring.insight.faults import InsightFault


def check_folder(out: Path, files: Collection[str], *, replace: bool) -> None:
    """Make sure that an answer may be written to the folder `out`, before any work is done for it.

    Parameters
    ----------
    files : collection of str
        The files of such an answer.
    replace : bool
        Whether an earlier answer may be replaced. Anything else never is.

    Raises
    ------
    InsightFault
        When it may not.
    OSError
        When nothing can be written there.
    """
    check_writable(out)
    if out.exists() and (not out.is_dir() or not {file.name for file in out.iterdir()} <= set(files)):
        raise InsightFault("other-files", folder=out)
    if out.exists() and any(out.iterdir()) and not replace:
        raise InsightFault("exists", folder=out)
