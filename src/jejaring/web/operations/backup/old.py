"""Older backups of a folder, which go when there are enough newer ones."""

from pathlib import Path

NAMED = "jejaring-????????-??????.zip"


def forget_old(folder: Path, keep: int) -> list[Path]:
    """Remove all but the newest `keep` of those named by their time; which went."""
    old = sorted(folder.glob(NAMED))[: -max(keep, 1)]
    for path in old:
        path.unlink(missing_ok=True)
    return old
