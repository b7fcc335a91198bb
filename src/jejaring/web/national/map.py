"""Where cooperatives have committed: provinces of the country, or regencies of a province, as SVG in shades.

Regions that cannot be told apart have one shade. Everything in it is said in the table below it as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass

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
    """A shade, and from how many to how many it stands for."""

    colour: str
    low: int
    high: int

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


def shaded_map(
    rows: Sequence[Row], counts: Sequence[int], words: Sequence[str], label: str, province: str = ""
) -> Picture | None:
    """The map of these rows; None where there is nothing to draw.

    Parameters
    ----------
    rows : sequence of Row
        Of provinces; or of regencies, when a province is given.
    counts : sequence of int
        One a row, which the shade stands for.
    words : sequence of str
        One a row: what it is called when pointed at.
    label : str
        What the map shows, for those who do not see it.
    province : str, default ""
        Code of the province that the map shows, by regencies; empty: the country, by provinces.
    """
    inner = [each for each in regency_outlines() if each.code[:PROVINCE] == province]
    outlines: Sequence[Outline] = inner if province else province_outlines()
    if not outlines or not rows:
        return None
    projection = Projection.around(outlines, WIDTH, MARGIN)
    if projection.height > TALLEST:
        projection = Projection.around(outlines, WIDTH * TALLEST / projection.height, MARGIN)
    of = {code: number for number, row in enumerate(rows) for code in row.regions}
    paths: dict[int | None, str] = {}
    for each in outlines:
        number = of.get(each.code)
        paths[number] = paths.get(number, "") + svg_path(each, projection, PRECISION)
    edges = edges_of(counts)
    drawn = []
    for number, path in paths.items():
        fill = ABSENT if number is None else SHADES[_shade(counts[number], edges)]
        title = "" if number is None else f"<title>{escape(words[number])}</title>"
        drawn.append(f'<path d="{path}" fill="{fill}">{title}</path>')
    width, height = round(projection.width), round(projection.height)
    svg = (
        f'<svg role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'stroke="{BORDER}" stroke-width=".7" fill-rule="evenodd" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(label)}</title>{''.join(drawn)}</svg>"
    )
    return Picture(mark_safe(svg), _legend(counts, edges))


def edges_of(counts: Sequence[int]) -> tuple[int, ...]:
    """Least counts of the shades after the first, each four times or so the one before, at most four."""
    most = max(counts, default=0)
    found: list[int] = []
    edge = 1
    while edge <= most and len(found) < len(SHADES) - 1:
        found.append(edge)
        edge = max(edge + 1, round(most ** (len(found) / (len(SHADES) - 1))))
    return tuple(found)


def _shade(count: int, edges: Sequence[int]) -> int:
    reached = sum(count >= edge for edge in edges)
    return reached and reached + len(SHADES) - 1 - len(edges)


def _legend(counts: Sequence[int], edges: Sequence[int]) -> tuple[Shade, ...]:
    ends = [edge - 1 for edge in edges[1:]] + [max(counts, default=0)]
    ranges = [(0, 0), *zip(edges, ends, strict=True)] if edges else [(0, 0)]
    return tuple(Shade(SHADES[_shade(low, edges)], low, high) for low, high in ranges)
