"""Ways over water: sea lanes between ports, and ferries that carry loaded trucks."""

import numpy as np

from geography.ports import Port, read_rows
from geography.roads import Edge
from geography.sea import Grid, kilometres, nearest_cell, shortest, straighten, walk_back
from geography.spanner import spanner

SEA_WAY = 1.03
"""Length of a ship's track over the shortest way across the sea grid.

Lanes left out add about another hundredth. Together they meet the distances pilots' tables give.
"""
LANE_TOLERANCE = 0.02
"""A lane is left out where lanes by way of other ports are at most this share longer."""
SHORT_FERRY_KM = 25.0
"""A shorter crossing is drawn and measured straight, for straits are narrower than cells of the sea grid."""


def sea_lanes(grid: Grid, ports: list[Port]) -> list[Edge]:
    """A sparse set of lanes by which ships reach every port from every other."""
    cells = np.array([port.sea_cell for port in ports])
    distance, before = shortest(grid.sea, cells)
    approach = np.array([port.approach_km for port in ports])
    km = SEA_WAY * distance[:, cells] + approach[:, None] + approach
    start, end = np.triu_indices(len(ports), k=1)
    kept = spanner(len(ports), start, end, km[start, end], LANE_TOLERANCE)
    edges = []
    for link in kept:
        a, b = ports[start[link]], ports[end[link]]
        track = straighten(grid.sea, walk_back(before[start[link]], b.sea_cell))
        path = np.vstack([a.point, track, b.point])
        edges.append(Edge("sea", a.node, b.node, float(km[start[link], end[link]]), path))
    return edges


def ferries(grid: Grid) -> list[Edge]:
    """The ferries of `inputs/ferries.csv`; their harbours are nodes `ferry:Name`."""
    edges = []
    for row in read_rows("ferries"):
        a, b = (np.array([float(row[f"{side}_lon"]), float(row[f"{side}_lat"])]) for side in ("from", "to"))
        path, km = np.array([a, b]), float(kilometres(a, b))
        if km > SHORT_FERRY_KM:
            start, end = nearest_cell(grid.sea, a), nearest_cell(grid.sea, b)
            distance, before = shortest(grid.sea, np.array([start]))
            path = np.vstack([a, straighten(grid.sea, walk_back(before[0], end)), b])
            km = float(distance[0, end])
        edges.append(
            Edge("ferry", f"ferry:{row['from_name']}", f"ferry:{row['to_name']}", SEA_WAY * km, path)
        )
    return edges
