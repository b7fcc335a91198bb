"""Releases as tables: by province or by regency, over one release or several. All of it is sums of cells.

The page, the report and the open data all come from here, so they cannot differ.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jejaring.web.national.draft import MEASURES
from jejaring.web.national.models import Release

YEAR = 4
"""Quarters."""


@dataclass(frozen=True)
class Row:
    """One group of regions that cannot be told apart."""

    regions: tuple[str, ...]
    """Codes of provinces, or of regencies."""
    cooperatives: int
    """In the register when it was last counted."""
    figures: Mapping[str, Any]
    """Measure -> its change over the releases; None where all of them held it back."""


def releases() -> list[Release]:
    """All that count what the last one counts: cooperatives, or where there are none, examples."""
    found = list(Release.objects.all())
    return [each for each in found if each.example == found[-1].example] if found else []


def of_last_year(all_releases: Sequence[Release]) -> list[Release]:
    """Those of the four quarters up to the last."""
    if not all_releases:
        return []
    first = all_releases[-1].period.later(1 - YEAR)
    return [each for each in all_releases if each.period >= first]


def rows_by(level: int, chosen: Sequence[Release]) -> list[Row]:
    """The finest table of which every release has the parts.

    Parameters
    ----------
    level : int
        `PROVINCE` or `REGENCY`: characters of a code.
    chosen : sequence of Release
        In their order; the register is that of the last.
    """
    group = _joined({code[:level] for code in cell["regions"]} for each in chosen for cell in each.cells)
    members: dict[str, list[str]] = {}
    for code in sorted(group):
        members.setdefault(group[code], []).append(code)
    register = dict.fromkeys(members, 0)
    sums: dict[str, dict[str, Any]] = {name: dict.fromkeys(MEASURES) for name in members}
    for each in chosen:
        for cell in each.cells:
            name = group[cell["regions"][0][:level]]
            if each is chosen[-1]:
                register[name] += cell["cooperatives"]
            for measure in MEASURES:
                if cell[measure] is not None:
                    sums[name][measure] = (sums[name][measure] or 0) + cell[measure]
    return [Row(tuple(codes), register[name], sums[name]) for name, codes in members.items()]


def total_of(rows: Iterable[Row]) -> Row:
    """Their sum."""
    listed = list(rows)
    figures = {each: _sum(row.figures[each] for row in listed) for each in MEASURES}
    regions = tuple(sorted(code for row in listed for code in row.regions))
    return Row(regions, sum(row.cooperatives for row in listed), figures)


def inside(rows: Iterable[Row], code: str) -> list[Row]:
    """Those that have a part of the province or regency with this code."""
    return [row for row in rows if any(each.startswith(code) for each in row.regions)]


def _sum(values: Iterable[int | None]) -> int | None:
    known = [each for each in values if each is not None]
    return sum(known) if known else None


def _joined(sets: Iterable[set[str]]) -> dict[str, str]:
    """Each code -> the first code of all those that are tied to it by sets they share."""
    leads: dict[str, str] = {}

    def lead(code: str) -> str:
        leads.setdefault(code, code)
        while leads[code] != code:
            leads[code] = code = leads[leads[code]]
        return code

    for codes in sets:
        first, *others = sorted(codes)
        for other in others:
            one, two = sorted((lead(first), lead(other)))
            leads[two] = one
        lead(first)
    return {code: lead(code) for code in leads}
