"""The tables of an attempt's insight, as files beside its plan."""

from dataclasses import dataclass, fields
from pathlib import Path

import polars as pl

from jejaring.web.rounds.models import Attempt

FOLDER = "insight-{}"
"""Named by the digest of its plan, so that it is never taken for another's."""
DIGITS = 16


@dataclass(frozen=True)
class Insight:
    """Tables as `jejaring.insight` makes them; cooperatives and listings are named by their keys here."""

    provinces: pl.DataFrame
    partners: pl.DataFrame
    """`PARTNER_COLUMNS` with `STEP_COLUMNS`."""
    loops: pl.DataFrame
    savings: pl.DataFrame | None = None
    """Of larger markets, and of plans made around what was accepted, this and what follows is None."""
    ranking: pl.DataFrame | None = None
    hurt: pl.DataFrame | None = None
    stronger: pl.DataFrame | None = None
    unserved: pl.DataFrame | None = None
    openings: pl.DataFrame | None = None

    def write(self, folder: Path) -> None:
        """A Parquet file for each table there is."""
        for field in fields(self):
            table = getattr(self, field.name)
            if table is not None:
                table.write_parquet(folder / f"{field.name}.parquet")


def folder_of(attempt: Attempt) -> Path:
    """Where it lies once it is whole."""
    return attempt.folder / FOLDER.format(attempt.digest[:DIGITS])


def insight_of(attempt: Attempt) -> Insight | None:
    """What was worked out for an attempt; None as long as nothing is."""
    folder = folder_of(attempt)
    files = {field.name: folder / f"{field.name}.parquet" for field in fields(Insight)}
    if not folder.is_dir():
        return None
    return Insight(**{name: pl.read_parquet(file) for name, file in files.items() if file.exists()})
