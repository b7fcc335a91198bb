"""Where cooperatives have committed, of a hundred: by province, or by regency in a province, as SVG.

Regions that cannot be told apart have one shade. Everything in it is said in the table below it as well.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from jejaring.geography import Outline, Projection, province_outlines, regency_outlines, svg_path
from jejaring.web.national.cells import PROVINCE
from jejaring.web.national.tables import Row

WIDTH, TALLEST, MARGIN, PRECISION = 720, 640, 4, 1.0
"""Pixels."""
SHADES = ("#e9efe6", "#b9d9c6", "#7fbf9f", "#3d977a", "#0b5d4e")
"""From nothing to the most."""
ABSENT, BORDER = "#e3e0d4", "#fbfaf6"


@dataclass(frozen=True)
class Shade:
    """A shade, and what it stands for: more than `low` and no more than `high` per cent."""

    colour: str
    low: float
    high: float

    @property
    def swatch(self) -> SafeString:
        """A small square of it."""
        square = f'<rect width="16" height="16" fill="{self.colour}" stroke="#55645e"/>'
        return mark_safe(f'<svg width="16" height="16" aria-hidden="true">{square}</svg>')


@dataclass(frozen=True)
class Picture:
    """A map and what its shades mean."""

    svg: SafeString
    legend: tuple[Shade, ...]


def shaded_map(rows: Sequence[Row], words: Sequence[str], label: str, province: str = "") -> Picture | None:
    """The map of these rows; None where there is nothing to draw.

    Parameters
    ----------
    rows : sequence of Row
        Of provinces; or of regencies, when a province is given.
    words : sequence of str
        One a row: what it is called when pointed at.
    label : str
        What the map shows, for those who do not see it.
    province : str, default ""
        Code of the province that the map shows, by regencies; empty: the country, by provinces.
    """
    drawn_land = _land(province)
    if drawn_land is None or not rows:
        return None
    size, land = drawn_land
    of = {code: number for number, row in enumerate(rows) for code in row.regions}
    paths: dict[int | None, str] = {}
    for code, path in land.items():
        number = of.get(code)
        paths[number] = paths.get(number, "") + path
    shares = [share(row) for row in rows]
    step = step_of(max(shares))
    drawn = []
    for number, path in paths.items():
        fill = ABSENT if number is None else SHADES[_shade(shares[number], step)]
        title = "" if number is None else f"<title>{escape(words[number])}</title>"
        drawn.append(f'<path d="{path}" fill="{fill}">{title}</path>')
    width, height = size
    svg = (
        f'<svg role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'stroke="{BORDER}" stroke-width=".7" fill-rule="evenodd" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(label)}</title>{''.join(drawn)}</svg>"
    )
    return Picture(mark_safe(svg), _legend(step))


@lru_cache(maxsize=64)
def _land(province: str) -> tuple[tuple[int, int], Mapping[str, str]] | None:
    """Pixels across and down, and the path of every regency of the province, or of every province."""
    inner = [each for each in regency_outlines() if each.code[:PROVINCE] == province]
    outlines: Sequence[Outline] = inner if province else province_outlines()
    if not outlines:
        return None
    projection = Projection.around(outlines, WIDTH, MARGIN)
    if projection.height > TALLEST:
        projection = Projection.around(outlines, WIDTH * TALLEST / projection.height, MARGIN)
    paths = {each.code: svg_path(each, projection, PRECISION) for each in outlines}
    return (round(projection.width), round(projection.height)), paths


def share(row: Row) -> float:
    """Per cent of the row's register that have committed."""
    return 100 * (row.figures["committed"] or 0) / row.cooperatives if row.cooperatives else 0


def step_of(most: float) -> float:
    """From one shade to the next, in per cent: 1, 2, 2.5 or 5 with noughts; the last reaches the most.

    Of what is at most 100 the last shade ends at 100 or before.
    """
    if most <= 0:
        return 0
    least = most / (len(SHADES) - 1)
    power = 10.0 ** math.floor(math.log10(least))
    return next(round(each * power, 9) for each in (1, 2, 2.5, 5, 10) if each * power >= least * (1 - 1e-9))


def _shade(percent: float, step: float) -> int:
    return min(math.ceil(percent / step - 1e-9), len(SHADES) - 1) if percent > 0 else 0


def _legend(step: float) -> tuple[Shade, ...]:
    reached = range(1, len(SHADES)) if step else ()
    return (
        Shade(SHADES[0], 0, 0),
        *(Shade(SHADES[at], round((at - 1) * step, 9), round(at * step, 9)) for at in reached),
    )
