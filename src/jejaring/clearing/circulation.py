"""The largest circulation: as much as can go round in loops within what each party owes each other.

A set-off takes the same amount off what a party owes and off what it is owed, so set-offs form a circulation
in the network of debts. Its largest total is a minimum-cost flow without supplies, each rupiah cancelled
costing -1 (Simić and Milanović 1992; Fleischman, Dini and Littera 2020). Loops never leave a strongly
connected component, so each arc between two components stays as it is. OR-Tools solves it in whole numbers
(Bünnagel, Korte and Vygen 1998, cost scaling). OR-Tools and SciPy are read when the first circulation is
asked for: whatever else deals with money starts sooner.
"""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class NoCirculation(RuntimeError):
    """The flow solver gave up; with checked amounts it never should."""


def largest_circulation(tail: Ints, head: Ints, capacity: Ints, nodes: int) -> Ints:
    """The flow on each arc of a circulation with the largest total.

    Parameters
    ----------
    tail, head : arrays, shape (m,)
        Nodes 0 .. nodes - 1 that each arc joins; no arc twice, none from a node to itself.
    capacity : array, shape (m,)
        Whole, at least 0; their sum below 2**62.

    Returns
    -------
    flow : array, shape (m,)
        Whole, between 0 and the capacity; what flows into a node flows out of it.

    Raises
    ------
    NoCirculation
        When the solver reports anything but an optimum.
    """
    flow = np.zeros(len(tail), dtype=np.int64)
    if len(tail) == 0:
        return flow
    inside = in_a_loop(tail, head, nodes)
    if not inside.any():
        return flow
    from ortools.graph.python import min_cost_flow

    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        tail[inside], head[inside], capacity[inside], np.full(int(inside.sum()), -1, dtype=np.int64)
    )
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise NoCirculation(str(status))
    flow[inside] = solver.flows(arcs)
    return flow


def in_a_loop(tail: Ints, head: Ints, nodes: int) -> Bools:
    """Which arcs have both ends in one strongly connected component, shape (m,)."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    graph = csr_array((np.ones(len(tail), dtype=np.int8), (tail, head)), shape=(nodes, nodes))
    _, component = connected_components(graph, directed=True, connection="strong")
    inside: Bools = component[tail] == component[head]
    return inside


def potentials_of(tail: Ints, head: Ints, capacity: Ints, flow: Ints, nodes: int) -> Ints:
    """Node potentials that prove a circulation the largest, shape (nodes,).

    They are the lengths of the shortest ways in the residual network, where an arc with room costs -1 and
    undoing an arc with flow costs 1; there are no loops of negative length left exactly when the
    circulation is largest. Found by relaxing all arcs at once until nothing changes (Bellman 1958).

    Raises
    ------
    NoCirculation
        When lengths keep falling: the circulation is not the largest.
    """
    room, used = flow < capacity, flow > 0
    start = np.concatenate([tail[room], head[used]])
    end = np.concatenate([head[room], tail[used]])
    length = np.concatenate([np.full(int(room.sum()), -1), np.full(int(used.sum()), 1)])
    potential = np.zeros(nodes, dtype=np.int64)
    if len(start) == 0:
        return potential
    order = np.argsort(end, kind="stable")
    start, end, length = start[order], end[order], length[order]
    reached, first = np.unique(end, return_index=True)
    for _ in range(nodes + 1):
        shortest = np.minimum(potential[reached], np.minimum.reduceat(potential[start] + length, first))
        if (shortest == potential[reached]).all():
            return potential
        potential[reached] = shortest
    raise NoCirculation("the circulation found is not the largest")
