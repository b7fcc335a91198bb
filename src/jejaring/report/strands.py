"""Paths that share a stretch become one strand there, as thick as all that travels on it.

It knows points and weights. It refuses to know what is carried, or where on earth it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Node = tuple[int, int]
SAME = 1e-9  # of a weight: what adding it up in another order may change


@dataclass(frozen=True)
class Strand:
    """A stretch on which the same goods travel from end to end."""

    points: NDArray[np.float64]
    """Shape (k, 2), k >= 2, in the direction in which more weight travels."""
    weights: NDArray[np.float64]
    """Shape (kinds,): weight of each kind, both directions together."""


def strands(
    paths: Sequence[NDArray[np.float64]],
    kinds: Sequence[int],
    weights: Sequence[float],
    resolution: float,
) -> list[Strand]:
    """Sum paths on the stretches they share.

    Parameters
    ----------
    paths : sequence of ndarray, each of shape (k, 2)
        The points each path passes, in order.
    kinds : sequence of int
        What travels on each path, as small numbers from 0.
    weights : sequence of float
        How much travels on each path.
    resolution : float
        Points closer than this, in the paths' own unit, are one point.

    Returns
    -------
    list of Strand
        The lightest first, so that drawing them in order leaves the heaviest on top. The weight on
        every stretch of every path is kept.
    """
    number_of_kinds = max(kinds, default=-1) + 1
    place: dict[Node, NDArray[np.float64]] = {}
    weight: dict[tuple[Node, Node], NDArray[np.float64]] = {}
    surplus: dict[tuple[Node, Node], float] = {}  # weight towards the second node less weight back
    for path, kind, amount in zip(paths, kinds, weights, strict=True):
        nodes = _nodes(path, resolution, place)
        for start, end in pairwise(nodes):
            edge = (start, end) if start < end else (end, start)
            weight.setdefault(edge, np.zeros(number_of_kinds))[kind] += amount
            surplus[edge] = surplus.get(edge, 0.0) + (amount if edge[0] == start else -amount)
    neighbours: dict[Node, list[Node]] = {}
    for start, end in weight:
        neighbours.setdefault(start, []).append(end)
        neighbours.setdefault(end, []).append(start)

    def goes_through(node: Node) -> bool:
        """Whether the same goods come and leave at a node, with nothing joining or branching off."""
        around = neighbours[node]
        if len(around) != 2:
            return False
        here, there = weight[_edge(node, around[0])], weight[_edge(node, around[1])]
        return bool((np.abs(here - there) <= SAME * np.maximum(here, there)).all())

    made: list[Strand] = []
    left = set(weight)
    starts = sorted(node for node in neighbours if not goes_through(node))
    for node in [*starts, *sorted(neighbours)]:
        for towards in sorted(neighbours[node]):
            if _edge(node, towards) not in left:
                continue
            line = [node]
            forward = 0.0
            here, there = node, towards
            while _edge(here, there) in left:
                edge = _edge(here, there)
                left.remove(edge)
                forward += surplus[edge] if edge[0] == here else -surplus[edge]
                line.append(there)
                if not goes_through(there):
                    break
                onward = neighbours[there]
                here, there = there, onward[0] if onward[1] == here else onward[1]
            points = np.array([place[stop] for stop in line])
            made.append(Strand(points if forward >= 0 else points[::-1], weight[_edge(line[0], line[1])]))
    return sorted(made, key=lambda strand: float(strand.weights.sum()))


def _edge(one: Node, other: Node) -> tuple[Node, Node]:
    return (one, other) if one < other else (other, one)


def _nodes(
    path: NDArray[np.float64], resolution: float, place: dict[Node, NDArray[np.float64]]
) -> list[Node]:
    """The nodes a path passes, none twice in a row; new ones are put in their place."""
    nodes: list[Node] = []
    for point in path:
        node = (round(float(point[0]) / resolution), round(float(point[1]) / resolution))
        place.setdefault(node, point)
        if not nodes or nodes[-1] != node:
            nodes.append(node)
    return nodes


def simplified(points: NDArray[np.float64], tolerance: float) -> NDArray[np.float64]:
    """A line with the points left out that lie within `tolerance` of it (Douglas and Peucker 1973)."""
    if len(points) < 3:
        return points
    start, end = points[0], points[-1]
    along = end - start
    length = float(np.hypot(*along))
    away = points - start
    distance = (
        np.abs(along[0] * away[:, 1] - along[1] * away[:, 0]) / length
        if length > 0
        else np.hypot(away[:, 0], away[:, 1])
    )
    farthest = int(np.argmax(distance))
    if distance[farthest] <= tolerance:
        return np.array([start, end])
    head = simplified(points[: farthest + 1], tolerance)
    tail = simplified(points[farthest:], tolerance)
    return np.concatenate([head, tail[1:]])


def arc(start: NDArray[np.float64], end: NDArray[np.float64], bend: float = 0.18) -> NDArray[np.float64]:
    """A curved line between two points, bent to the left of the way, for want of a known route."""
    middle = (start + end) / 2
    across = np.array([start[1] - end[1], end[0] - start[0]])
    control = middle + bend * across
    step = np.linspace(0.0, 1.0, 17)[:, None]
    return np.asarray((1 - step) ** 2 * start + 2 * step * (1 - step) * control + step**2 * end)
