"""A first basis: every place clears its own market, and no process works.

Where needs and offers meet at a node, the ladder stands where supply is demand. Nodes where nothing is
listed hang under the place from which goods would reach them most cheaply.
"""

import numpy as np

from jejaring.planning.simplex.basis import NONE, Basis
from jejaring.planning.simplex.compiled import compiled, entry
from jejaring.planning.simplex.forest import hang, label, set_breakpoint
from jejaring.planning.simplex.problem import NETWORK, Problem
from jejaring.planning.simplex.references import basis_by_reference, problem_by_reference


@compiled
def clear_locally(problem: Problem, basis: Basis) -> None:
    """Bring every ladder to where it needs nothing from elsewhere, and take its price."""
    nodes, steps = basis.nodes, problem.steps
    for node in range(len(nodes)):
        step, last = problem.first_step[node], problem.first_step[node + 1] - 1
        if steps[last].price < np.inf:
            last += 1  # what is artificial may supply
        needed = problem.taken[node]  # from this step on
        while needed > steps[step].amount and step + 1 < last:
            needed -= steps[step].amount
            step += 1
        if needed == steps[step].amount and step == problem.first_step[node] and step + 1 < last:
            step, needed = step + 1, 0.0  # at the price of the first offer, not for nothing
        nodes[node].step = step
        nodes[node].used = min(needed, steps[step].amount)
        basis.price[node] = steps[step].price
        set_breakpoint(basis, steps, problem.first_step, node)


@compiled
def hang_empty_nodes(problem: Problem, basis: Basis) -> None:
    """Hang the nodes of sparse networks where nothing is listed under their cheapest source."""
    origin, destination = problem.lane_origin, problem.lane_destination
    for sheet in range(len(problem.sheets)):
        if problem.sheets[sheet].kind != NETWORK:
            continue
        first, rate = problem.sheets[sheet].first_node, problem.sheets[sheet].rate
        places = 0
        while first + places < len(problem.node_sheet) and problem.node_sheet[first + places] == sheet:
            places += 1
        worth = np.full(places, np.inf)
        source = np.full(places, NONE)
        through = np.zeros(places)
        listed = np.zeros(places, dtype=np.bool_)
        for place in range(places):
            node = first + place
            listed[place] = (
                problem.first_step[node + 1] - problem.first_step[node] > 2 or problem.taken[node] != 0.0
            )
            if listed[place]:
                worth[place] = basis.price[node]
        improved = True
        while improved:
            improved = False
            for lane in range(len(origin)):
                there, cost = destination[lane], problem.lane_rupiah_per_kg[lane] * rate
                if not listed[there] and worth[origin[lane]] + cost < worth[there]:
                    worth[there] = worth[origin[lane]] + cost
                    source[there], through[there] = origin[lane], cost
                    improved = True
        for place in range(places):
            if source[place] >= 0:
                node = first + place
                basis.nodes[node].used = 0.0
                basis.nodes[node].step = problem.first_step[node] + 1
                basis.nodes[node].anchor = NONE
                hang(basis.nodes, node, first + source[place], through[place], -1.0, 0.0)
                basis.price[node] = worth[place]
                set_breakpoint(basis, problem.steps, problem.first_step, node)
        for place in range(places):
            if listed[place]:
                label(basis.nodes, first + place)


@entry
def begin(by_problem: Problem, by_basis: Basis) -> None:
    """The first basis, into an empty one."""
    problem, basis = problem_by_reference(by_problem), basis_by_reference(by_basis)
    clear_locally(problem, basis)
    hang_empty_nodes(problem, basis)


@entry
def clear_all(by_problem: Problem, by_basis: Basis) -> None:
    """Every place clears its own market, each a tree of its own."""
    clear_locally(problem_by_reference(by_problem), basis_by_reference(by_basis))
