"""Circles in flows or in work: where they are, and flows without them."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def in_circles(origin: Ints, destination: Ints, nodes: int) -> Bools:
    """Which arcs, from node to node, lie on some circle of arcs."""
    arcs = coo_array((np.ones(len(origin)), (origin, destination)), shape=(nodes, nodes))
    _, component = connected_components(arcs.tocsr(), connection="strong")
    on_circle: Bools = component[origin] == component[destination]
    return on_circle


def without_circles(origin: Ints, destination: Ints, quantity: Floats, nodes: int) -> Floats:
    """The quantities on arcs from node to node, lessened around every circle until one of its arcs is empty.

    Only flows that cost nothing can run in a circle at an optimum, so nothing is lost.
    """
    left = quantity.copy()
    while True:
        used = np.flatnonzero(left > 0)
        arcs = used[in_circles(origin[used], destination[used], nodes)]
        if not len(arcs):
            return left
        circle = _circle_among(arcs, origin, destination)
        least = left[circle].min()
        left[circle] -= least
        left[circle[left[circle] <= 0]] = 0.0


def _circle_among(arcs: Ints, origin: Ints, destination: Ints) -> Ints:
    """One circle among arcs that all lie on circles: from the first, always on by the first that leads on."""
    leaving: dict[int, int] = {}
    for arc in arcs.tolist():
        leaving.setdefault(int(origin[arc]), arc)
    at = int(origin[arcs[0]])
    path: dict[int, int] = {}
    while at not in path:
        path[at] = leaving[at]
        at = int(destination[leaving[at]])
    nodes = list(path)
    return np.array([path[node] for node in nodes[nodes.index(at) :]], dtype=np.int64)
