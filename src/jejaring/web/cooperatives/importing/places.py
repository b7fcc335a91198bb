"""Places as register files write them, as official codes: whole columns, each distinct place once."""

from collections.abc import Mapping
from functools import cache

import polars as pl

from jejaring.catalogue.names import fold
from jejaring.geography import LEVELS, Level, find_regions, region, region_names
from jejaring.web.cooperatives.importing.columns import PLACES

NAMED: tuple[Level, ...] = LEVELS


def resolve(cells: pl.DataFrame) -> pl.DataFrame:
    """Codes for the place columns of a file.

    Parameters
    ----------
    cells : pl.DataFrame
        Some of `PLACES`, text or null.

    Returns
    -------
    pl.DataFrame
        The distinct places of `cells` with `code` (null: none known), and `doubt`: the first column whose
        place is not known, or null.
    """
    given = [name for name in PLACES if name in cells.columns]
    distinct = cells.select(given).unique()
    found = [_resolve(dict(zip(given, row, strict=True))) for row in distinct.iter_rows()]
    return distinct.with_columns(
        pl.Series("code", [code for code, _doubt in found], dtype=pl.String),
        pl.Series("doubt", [doubt for _code, doubt in found], dtype=pl.String),
    )


def _resolve(written: Mapping[str, str | None]) -> tuple[str | None, str | None]:
    """The finest place known, and the first column that names none."""
    whole = written.get("region")
    if whole:
        code = _coded(whole)
        return code, None if code else "region"
    outer: str | None = None
    for level in NAMED:
        text = written.get(level)
        if not text:
            continue
        code = _inside(text, level, outer)
        if code is None:
            return outer, level
        outer = code
    return outer, None


@cache
def _coded(text: str) -> str | None:
    if region(text):
        return text
    found = find_regions(text)
    return found[0].code if len(found) == 1 else None


def _inside(text: str, level: Level, outer: str | None) -> str | None:
    found = _children(level).get((outer or "", fold(text)))
    if found:
        return found
    several = find_regions(text, level, outer)
    return several[0].code if len(several) == 1 else None


@cache
def _children(level: Level) -> dict[tuple[str, str], str]:
    """(code of what it lies in, folded name) -> code, where that names one."""
    found: dict[tuple[str, str], str] = {}
    twice = set()
    for code, name in region_names(level).items():
        key = (code.rpartition(".")[0], fold(name))
        if key in found:
            twice.add(key)
        found[key] = code
    return {key: code for key, code in found.items() if key not in twice}
