"""The shipped map: province and regency outlines, small enough to send, whose shared borders stay shared.

Four steps, each keeping the coverage whole: leave out islands too small to see, put every corner on a grid,
thin out corners (Visvalingam and Whyatt's rule, on each shared border once), and melt regencies into
provinces. Corners are only ever removed, never moved off the grid, so integers describe the result exactly
and a province's border runs along its regencies'.

References
----------
M. Visvalingam and J. D. Whyatt (1993), Line generalisation by repeated elimination of points.
The Cartographic Journal 30(1), 46-51.
"""

import csv
import gzip
import json
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from geography.boundaries import read_boundaries

GRID = 0.001
"""Degrees (about 110 m): corners lie on this grid."""

SMALLEST_ISLAND = 0.0004
"""Square degrees (about 5 km2): smaller islands are left out, but not a regency's largest or its seat's."""

TOLERANCE = 0.01
"""Degrees: a corner goes when the triangle it makes with its neighbours is below this squared (1.2 km2)."""


def build(out: Path) -> None:
    """Write `province_outlines.json.gz` and `regency_outlines.json.gz`."""
    boundaries = read_boundaries()
    shapes = np.array([*boundaries.regencies, *boundaries.lakes], dtype=object)
    thinned = simplify(shapes, read_points(out / "regencies.csv"), SMALLEST_ISLAND, GRID, TOLERANCE)
    regencies = dict(zip(boundaries.codes, thinned, strict=False))
    write_outlines(out / "regency_outlines.json.gz", regencies)
    write_outlines(out / "province_outlines.json.gz", melt(regencies))


def read_points(path: Path) -> NDArray[np.object_]:
    """The regencies' points, as the gazetteer has them."""
    with path.open(encoding="utf-8", newline="") as file:
        return shapely.points([(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)])


def simplify(
    shapes: NDArray[np.object_],
    points: NDArray[np.object_],
    smallest: float,
    grid: float,
    tolerance: float,
) -> NDArray[np.object_]:
    """The same coverage with small islands left out, corners on the grid, and fewer of them."""
    kept = without_small_islands(shapes, points, smallest)
    return shapely.coverage_simplify(put_on_grid(kept, grid), tolerance)


def without_small_islands(
    shapes: NDArray[np.object_], points: NDArray[np.object_], smallest: float
) -> NDArray[np.object_]:
    """The shapes without land masses under `smallest` square degrees.

    Each shape keeps its largest part, and the land masses the `points` lie on stay.
    """
    masses = shapely.get_parts(shapely.union_all(shapes))
    parts, owner = shapely.get_parts(shapes, return_index=True)
    found, mass = shapely.STRtree(masses).query(shapely.point_on_surface(parts), predicate="within")
    mass_of = np.empty(len(parts), dtype=np.int64)
    mass_of[found] = mass
    kept = shapely.area(masses) >= smallest
    kept[shapely.STRtree(masses).query(points, predicate="within")[1]] = True
    for index in range(len(shapes)):
        own = np.flatnonzero(owner == index)
        # The whole mass stays, neighbours' parts too, or their common border would become a coast.
        kept[mass_of[own[np.argmax(shapely.area(parts[own]))]]] = True
    return np.array(
        [shapely.MultiPolygon(list(parts[(owner == index) & kept[mass_of]])) for index in range(len(shapes))],
        dtype=object,
    )


def put_on_grid(shapes: NDArray[np.object_], grid: float) -> NDArray[np.object_]:
    """The same coverage with every corner on the grid.

    All borders are rounded together, so that those of two neighbours fall on the same corners; the faces
    between them are then given back to whoever holds their inside.
    """
    lines = shapely.union_all(shapely.boundary(shapes), grid_size=grid)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    face, owner = shapely.STRtree(shapes).query(shapely.point_on_surface(faces), predicate="within")
    return np.array(
        [shapely.coverage_union_all(faces[face[owner == index]]) for index in range(len(shapes))],
        dtype=object,
    )


def melt(regencies: dict[str, shapely.Geometry]) -> dict[str, shapely.Geometry]:
    """Province code -> the union of its regencies."""
    provinces = sorted({code[:2] for code in regencies})
    return {
        province: shapely.coverage_union_all(
            [shape for code, shape in regencies.items() if code[:2] == province]
        )
        for province in provinces
    }


def ring_steps(ring: shapely.LinearRing) -> list[int]:
    """A ring as whole grid steps: its first corner, then the step to each next, without the closing one."""
    corners = np.round(np.array(ring.coords)[:-1] / GRID).astype(np.int64)
    return [int(step) for step in np.concatenate([corners[:1], np.diff(corners, axis=0)]).ravel()]


def write_outlines(path: Path, shapes: dict[str, shapely.Geometry]) -> None:
    """JSON `{"grid": degrees, "outlines": {code: [ring, ...]}}`: outer rings anticlockwise, holes not."""
    outlines = {
        code: [
            ring_steps(ring)
            for polygon in shapely.get_parts(shapely.orient_polygons(shapely.normalize(shape)))
            for ring in (polygon.exterior, *polygon.interiors)
        ]
        for code, shape in shapes.items()
    }
    text = json.dumps({"grid": GRID, "outlines": outlines}, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode("ascii"), compresslevel=9, mtime=0))
