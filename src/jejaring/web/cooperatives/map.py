"""Where a cooperative is: its province with the regencies, its own marked, as SVG."""

from functools import lru_cache

import numpy as np
import polars as pl
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from jejaring.geography import Projection, regencies, regency_outlines, svg_path

WIDTH = 340
"""Pixels."""
TALLEST = 420
MARGIN = 4
PRECISION = 1.0
LAND, OWN, BORDER, MARK = "#e3e0d4", "#bcd9cf", "#fbfaf6", "#a3201d"


def place_map(region: str, label: str, point: tuple[float, float] | None = None) -> SafeString | None:
    """The map of the province that `region` lies in.

    Parameters
    ----------
    region : str
        Kemendagri code of any level.
    label : str
        What it shows, in words, for those who do not see it.
    point : (float, float), optional
        Longitude and latitude; without it the seat of the regency is marked.

    Returns
    -------
    SafeString or None
        None where the code has no outline.
    """
    drawn = _land(region[:2], region[:5])
    if drawn is None:
        return None
    projection, paths = drawn
    mark = ""
    where = point or _seat(region[:5])
    if where is not None:
        x, y = (float(each) for each in projection(np.array(where)))
        mark = f'<circle cx="{x:.0f}" cy="{y:.0f}" r="6" fill="{MARK}" stroke="#fff" stroke-width="2"/>'
    width, height = round(projection.width), round(projection.height)
    svg = f'<svg role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    return mark_safe(f"{svg}<title>{escape(label)}</title>{paths}{mark}</svg>")


@lru_cache(maxsize=600)
def _land(province: str, regency: str) -> tuple[Projection, str] | None:
    outlines = [each for each in regency_outlines() if each.code.startswith(province + ".")]
    if not outlines:
        return None
    projection = Projection.around(outlines, WIDTH, MARGIN)
    if projection.height > TALLEST:
        projection = Projection.around(outlines, WIDTH * TALLEST / projection.height, MARGIN)
    others = "".join(
        svg_path(each, projection, PRECISION)
        for each in outlines
        if each.code != regency and regency != province
    )
    own = "".join(
        svg_path(each, projection, PRECISION) for each in outlines if regency in (each.code, province)
    )
    return projection, "".join(
        f'<path d="{path}" fill="{fill}" stroke="{BORDER}"/>'
        for path, fill in ((others, LAND), (own, OWN))
        if path
    )


def _seat(regency: str) -> tuple[float, float] | None:
    found = regencies().filter(pl.col("code") == regency).select("lon", "lat").rows()
    return found[0] if found else None
