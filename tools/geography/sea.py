"""Where ships can go: a grid of sea cells, and the shortest way over it between two of them.

A cell of 0.05 degree (about 5.5 km) is sea when at least a quarter of it is, so that the straits between
islands stay open; and since ships pass neither over land nor between two cells that touch land on both
sides of a diagonal, lanes go round islands. Depth, traffic schemes and weather are not known here.
"""

import functools
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.ndimage import label
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra

from geography.boundaries import read_boundaries
from geography.sources import fetch
from geography.topojson import country_polygons

WEST, SOUTH, EAST, NORTH = 94.5, -11.5, 142.0, 7.0
CELL = 0.05
"""Degrees."""
SAMPLES = 4
"""Points per cell and axis that are asked whether they are land."""
SEA_SHARE = 0.25
EARTH_RADIUS_KM = 6371.0
NEIGHBOURS = ("458", "096", "702", "608", "764", "036", "598", "626")
"""Malaysia, Brunei, Singapore, Philippines, Thailand, Australia, Papua New Guinea, Timor-Leste."""
STEPS = tuple(
    (row, column)
    for row, column in ((r, c) for r in range(4) for c in range(-3, 4))
    if (row, column) > (0, 0) and np.gcd(row, abs(column)) == 1
)
"""Moves from a cell to one up to three cells away, one of each pair of opposite directions."""

THROUGH = np.arange(1, 12) / 12
"""Where on the way of a move the cells it passes are looked up."""

Points = NDArray[np.float64]
"""Shape (n, 2): longitude and latitude in degrees."""


def kilometres(a: Points, b: Points) -> NDArray[np.float64]:
    """Great-circle distance between each point of `a` and the one in the same row of `b`."""
    lon_a, lat_a, lon_b, lat_b = (np.radians(x) for x in (a[..., 0], a[..., 1], b[..., 0], b[..., 1]))
    half = np.sin((lat_b - lat_a) / 2) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half))


@dataclass(frozen=True)
class Grid:
    """Cells of land and of sea between (WEST, SOUTH) and (EAST, NORTH)."""

    fine_land: NDArray[np.bool_]
    """Shape (rows x SAMPLES, columns x SAMPLES): whether a sample point is land, from the south-west."""
    sea: NDArray[np.bool_]
    """Shape (rows, columns): whether ships can pass the cell; all such cells hang together."""

    @functools.cached_property
    def shore(self) -> NDArray[np.bool_]:
        """Shape (rows, columns): whether a road can pass the cell, that is, any of it is land."""
        rows, columns = self.sea.shape
        return np.asarray(self.fine_land.reshape(rows, SAMPLES, columns, SAMPLES).any(axis=(1, 3)))

    def is_land(self, points: Points) -> NDArray[np.bool_]:
        """Whether each point is land, to the nearest sample point."""
        step = CELL / SAMPLES
        row = np.clip(((points[:, 1] - SOUTH) / step).astype(int), 0, self.fine_land.shape[0] - 1)
        column = np.clip(((points[:, 0] - WEST) / step).astype(int), 0, self.fine_land.shape[1] - 1)
        return np.asarray(self.fine_land[row, column])


def centres(shape: tuple[int, int]) -> Points:
    """Shape (rows x columns, 2): the middle of every cell, row by row."""
    rows, columns = np.indices(shape)
    return np.column_stack([WEST + (columns.ravel() + 0.5) * CELL, SOUTH + (rows.ravel() + 0.5) * CELL])


def sample_land(polygons: list[shapely.Polygon]) -> NDArray[np.bool_]:
    """Whether each sample point lies in one of `polygons`."""
    step = CELL / SAMPLES
    rows, columns = round((NORTH - SOUTH) / step), round((EAST - WEST) / step)
    land = np.zeros((rows, columns), dtype=bool)
    for polygon in polygons:
        west, south, east, north = polygon.bounds
        left, right = max(0, int((west - WEST) / step)), min(columns, int((east - WEST) / step) + 1)
        low, high = max(0, int((south - SOUTH) / step)), min(rows, int((north - SOUTH) / step) + 1)
        if left >= right or low >= high:
            continue
        shapely.prepare(polygon)
        lon, lat = np.meshgrid(
            WEST + (np.arange(left, right) + 0.5) * step, SOUTH + (np.arange(low, high) + 0.5) * step
        )
        land[low:high, left:right] |= shapely.contains_xy(polygon, lon, lat)
    return land


@functools.cache
def read_grid() -> Grid:
    """The grid over Indonesia and its neighbours' land; lakes count as land, enclosed waters are not sea."""
    boundaries = read_boundaries()
    atlas = fetch("world-atlas") / "countries-10m.json"
    polygons = [p for shape in (*boundaries.regencies, *boundaries.lakes) for p in shapely.get_parts(shape)]
    polygons += [p for country in NEIGHBOURS for p in country_polygons(atlas, country)]
    land = sample_land(polygons)
    rows, columns = land.shape[0] // SAMPLES, land.shape[1] // SAMPLES
    water = 1 - land.reshape(rows, SAMPLES, columns, SAMPLES).mean(axis=(1, 3))
    pieces, _ = label(water >= SEA_SHARE)
    largest = 1 + np.argmax(np.bincount(pieces.ravel())[1:])
    return Grid(land, np.asarray(pieces == largest))


def moves(free: NDArray[np.bool_]) -> csr_array:
    """The graph of moves between free cells, weighted with kilometres.

    A move of several cells needs every cell it passes over to be free; a diagonal needs one of its corners.
    """
    rows, columns = free.shape
    index = np.arange(rows * columns).reshape(free.shape)
    middle = centres(free.shape)
    padded = np.pad(free, 3)

    def at(row: int, column: int) -> NDArray[np.bool_]:
        return padded[3 + row : 3 + row + rows, 3 + column : 3 + column + columns]

    starts, ends = [], []
    for row, column in STEPS:
        passable = free & at(row, column)
        if (row, abs(column)) == (1, 1):
            passable &= at(0, column) | at(1, 0)
        for cell in np.unique(np.rint(np.outer(THROUGH, (row, column))).astype(int), axis=0):
            passable &= at(*cell)
        start = index[passable]
        starts.append(start)
        ends.append(start + row * columns + column)
    start, end = np.concatenate(starts), np.concatenate(ends)
    length = kilometres(middle[start], middle[end])
    graph = coo_array((length, (start, end)), shape=(free.size, free.size))
    return csr_array(graph + graph.T)


def nearest_cell(free: NDArray[np.bool_], point: Points) -> int:
    """Index of the free cell whose middle is nearest to `point` (shape (2,))."""
    candidates = np.flatnonzero(free.ravel())
    return int(candidates[np.argmin(kilometres(centres(free.shape)[candidates], point[None, :]))])


def shortest(
    free: NDArray[np.bool_], cells: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """Kilometres from each of `cells` to every cell, and the cell before it on the way.

    Returns
    -------
    tuple
        Shapes (cells, all cells) both; inf and a negative number where there is no way.
    """
    distance, before = dijkstra(moves(free), indices=cells, return_predecessors=True)
    return distance, before


def walk_back(before: NDArray[np.int32], end: int) -> list[int]:
    """The cells from the origin of `before` (shape (cells,)) to `end`."""
    path = [end]
    while before[path[-1]] >= 0:
        path.append(int(before[path[-1]]))
    return path[::-1]


def straighten(free: NDArray[np.bool_], path: list[int]) -> Points:
    """The corners of a path over cells: as few as leave every straight line on free cells."""
    middle = centres(free.shape)

    def clear(a: int, b: int) -> bool:
        count = 2 + int(np.abs(middle[b] - middle[a]).max() / (CELL / 4))
        line = middle[a] + np.linspace(0, 1, count)[:, None] * (middle[b] - middle[a])
        row, column = ((line[:, 1] - SOUTH) / CELL).astype(int), ((line[:, 0] - WEST) / CELL).astype(int)
        return bool(free[row, column].all())

    def corners(low: int, high: int) -> list[int]:
        a, b = path[low], path[high]
        if high - low < 2 or clear(a, b):
            return [b]
        chord = middle[b] - middle[a]
        offsets = middle[path[low + 1 : high]] - middle[a]
        far = low + 1 + int(np.argmax(np.abs(offsets[:, 0] * chord[1] - offsets[:, 1] * chord[0])))
        return corners(low, far) + corners(far, high)

    return middle[[path[0], *corners(0, len(path) - 1)]]
