"""Roads between neighbouring regencies of one island.

Neighbours share a border, or lie near and next to each other (an edge of the Delaunay triangulation of
their points); where no road crosses the border (`inputs/no_road.csv`; in Papua, where most borders have none,
`inputs/papua_roads.csv` lists those that have) they are not joined. A road is as long as the shortest way
over land times the detour factor of its island: no road is known by its course, only by this estimate.
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import Delaunay

from geography.boundaries import read_boundaries
from geography.ports import read_rows
from geography.sea import CELL, Grid, Points, kilometres, nearest_cell, shortest, straighten, walk_back

BORDER = 0.01
"""Degrees (about 1 km): outlines nearer than this share a border."""
NEAR_KM = 150.0
"""Regencies that share no border are joined only where their points are nearer than this."""
OVER_WATER = 0.04
"""Share of a straight line that may be water before the road goes round."""
PAPUA = ("91", "92", "93", "94", "95", "96")


@dataclass(frozen=True)
class Edge:
    """One link of the network, the same in both directions."""

    mode: str
    """`road`, `highland` (a mountain track), `ferry`, `sea` or `air`."""
    a: str
    """Name of the node at one end: a regency's code, or `main_port:`, `port:` or `ferry:` and a name."""
    b: str
    km: float
    path: Points
    """Shape (n, 2): how to draw it, from `a` to `b`."""


@dataclass(frozen=True)
class Place:
    """A regency's road node."""

    code: str
    island: int
    point: Points


def detours(codes: Iterable[str]) -> dict[str, float]:
    """Regency -> kilometres of road per kilometre of the shortest way over land."""
    listed = {code: float(row["detour"]) for row in read_rows("detours") for code in row["codes"].split()}
    return {code: listed.get(code, listed[code[:2]]) for code in codes}


def bordering(codes: Iterable[str]) -> set[tuple[str, str]]:
    """Pairs of regencies whose outlines touch."""
    boundaries = read_boundaries()
    wanted = set(codes)
    names = [c for c in boundaries.codes if c in wanted]
    shapes = [s for c, s in zip(boundaries.codes, boundaries.regencies, strict=True) if c in wanted]
    pairs = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=BORDER)
    return {(names[i], names[j]) for i, j in pairs.T if i < j}


def triangulated(places: list[Place]) -> set[tuple[str, str]]:
    """Near pairs joined in the Delaunay triangulation of one island's points."""
    if len(places) < 4:
        return set()
    point = {p.code: p.point for p in places}
    corners = Delaunay(np.array([p.point for p in places])).simplices
    codes = np.array([p.code for p in places])
    pairs = {
        tuple(sorted((str(codes[t[i]]), str(codes[t[j]]))))
        for t in corners
        for i, j in ((0, 1), (1, 2), (0, 2))
    }
    return {(a, b) for a, b in pairs if kilometres(point[a], point[b]) < NEAR_KM}


def crossed(a: Points, b: Points) -> list[str]:
    """Codes of the regencies the straight line from `a` to `b` passes, in its order."""
    boundaries = read_boundaries()
    line = a + np.linspace(0, 1, 2 + int(np.abs(b - a).max() / CELL))[:, None] * (b - a)
    at, regency = shapely.STRtree(boundaries.regencies).query(shapely.points(line), predicate="within")
    codes = [boundaries.codes[i] for i in regency[np.argsort(at, kind="stable")]]
    return [code for n, code in enumerate(codes) if n == 0 or codes[n - 1] != code]


def listed_pairs(name: str) -> set[tuple[str, str]]:
    """The pairs of regencies of one of the hand-checked lists, the lower code first."""
    return {
        (min(r["from_regency"], r["to_regency"]), max(r["from_regency"], r["to_regency"]))
        for r in read_rows(name)
    }


def barred(a: Points, b: Points) -> bool:
    """Whether the straight line from `a` to `b` crosses a border that no road crosses."""
    passed = crossed(a, b)
    return bool(listed_pairs("no_road") & {(min(pair), max(pair)) for pair in itertools.pairwise(passed)})


def candidates(places: list[Place]) -> set[tuple[str, str]]:
    """Pairs of regencies that may have a road between them."""
    island = {p.code: p.island for p in places}
    point = {p.code: p.point for p in places}
    closed, papua = listed_pairs("no_road"), listed_pairs("papua_roads")
    papua_island = island[min(papua)[0]]
    borders = {pair for pair in bordering(island) if island[pair[0]] == island[pair[1]]} - closed
    near = set()
    for number in sorted(set(island.values()) - {papua_island}):
        extra = triangulated([p for p in places if p.island == number]) - borders - closed
        near |= {(a, b) for a, b in extra if not barred(point[a], point[b])}
    return {pair for pair in borders if island[pair[0]] != papua_island} | near | papua


def over_land(grid: Grid, pairs: list[tuple[Points, Points]]) -> list[Points]:
    """How to draw the shortest way over land between the points of each pair, straight where it can be."""
    paths: list[Points] = [np.array(pair) for pair in pairs]
    crooked = []
    for number, (a, b) in enumerate(pairs):
        count = 2 + int(np.abs(b - a).max() / (CELL / 4))
        line = a + np.linspace(0, 1, count)[:, None] * (b - a)
        water = ~grid.is_land(line)
        if water.mean() > OVER_WATER and water.sum() > 4:
            crooked.append(number)
    free = grid.shore
    starts = sorted({nearest_cell(free, pairs[n][0]) for n in crooked})
    _, before = shortest(free, np.array(starts))
    for number in crooked:
        a, b = pairs[number]
        start, end = nearest_cell(free, a), nearest_cell(free, b)
        cells = walk_back(before[starts.index(start)], end)
        if cells[0] == start and len(cells) > 1:
            paths[number] = np.vstack([a, straighten(free, cells)[1:-1], b])
    return paths


def roads(grid: Grid, places: list[Place]) -> list[Edge]:
    """All roads between neighbouring regencies, before any is left out."""
    point = {p.code: p.point for p in places}
    factor = detours(point)
    kind = {tuple(sorted((r["from_regency"], r["to_regency"]))): r["kind"] for r in read_rows("papua_roads")}
    pairs = sorted(candidates(places))
    paths = over_land(grid, [(point[a], point[b]) for a, b in pairs])
    edges = []
    for (a, b), path in zip(pairs, paths, strict=True):
        straight = float(kilometres(path[1:], path[:-1]).sum())
        detour = (factor[a] + factor[b]) / 2
        edges.append(Edge(kind.get((a, b), "road"), a, b, straight * detour, path))
    return edges
