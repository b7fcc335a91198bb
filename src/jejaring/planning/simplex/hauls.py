"""Hauls: lanes at their haulier's fee where it has kilograms enough, else processes that share what it has.

While every commodity is solved alone all hauls are lanes. Of most hauliers no more is wanted than they have:
their hauls stay lanes among all commodities too, and tie no commodity to another. Only where kilograms are
*scarce*, because more is wanted or because they were found to be worth more than the fee, what such lanes
carry becomes hauls. What a haulier lacks then it gets, to begin with, from the artificial step of its ladder
at the price of the moment. That price rises, step by step, where the step is in use: so that each good gives
way at its time.
"""

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.simplex.artificial import ROUNDING
from jejaring.planning.simplex.basis import FREE_HAULS, Basis
from jejaring.planning.simplex.compiled import entry
from jejaring.planning.simplex.forest import cut, label
from jejaring.planning.simplex.layout import Layout, with_more_room
from jejaring.planning.simplex.problem import Floats, Ints, Problem
from jejaring.planning.simplex.references import basis_by_reference, problem_by_reference
from jejaring.planning.simplex.seats import touch

Bools = NDArray[np.bool_]


def hauls_for_lanes(layout: Layout, basis: Basis, *, of_all: bool = False) -> tuple[Layout, Basis, int]:
    """Turn arcs that are hauls of hauliers whose kilograms have become scarce, or `of_all`, into hauls.

    Returns the problem and basis, with room enough, and for how many hauliers it was done.
    """
    children, hauliers, kg = arcs_of_hauliers(layout.problem, basis)
    own, fee = own_and_fee(layout.problem)
    carried = carried_by_lanes(basis, (children, hauliers, kg), len(own))
    plenty = layout.problem.hauliers["scarce"] == 0
    node = layout.problem.hauliers["node"].astype(np.int64)
    scarce = plenty & (of_all | (carried > own * (1.0 + ROUNDING)) | (basis.price[node] > fee))
    if not scarce.any():
        return layout, basis, 0
    chosen = scarce[hauliers]
    children, hauliers, kg = children[chosen], hauliers[chosen], kg[chosen]
    while basis.counts[FREE_HAULS] < len(children):
        layout, basis = with_more_room(layout, basis)
    problem = layout.problem
    seat_hauls(problem, basis, children, hauliers, kg)
    fill_ladders(problem, basis, scarce, carried)
    problem.hauliers["scarce"][scarce] = 1
    return layout, basis, int(np.count_nonzero(scarce))


def own_and_fee(problem: Problem) -> tuple[Floats, Floats]:
    """Shape (hauliers,) each: the kilograms a haulier has, and its fee for one."""
    last = problem.first_step[problem.hauliers["node"].astype(np.int64) + 1] - 1
    return problem.steps["amount"][last - 1], problem.steps["price"][last - 1]


def carried_by_lanes(basis: Basis, arcs: tuple[Ints, Ints, Floats], hauliers: int) -> Floats:
    """Shape (hauliers,): the kilograms that `arcs` which are hauls carry."""
    children, which, kg = arcs
    carried = np.zeros(hauliers)
    np.add.at(carried, which, kg * basis.nodes["flow"][children])
    return carried


def arcs_of_hauliers(problem: Problem, basis: Basis) -> tuple[Ints, Ints, Floats]:
    """The nodes whose arc to the parent is a haul, the haulier of each, and the kilograms of a unit.

    Only of hauliers whose kilograms are not scarce: of the others no arc is a haul.
    """
    months, nodes, hauliers = len(problem.first_haulier) - 1, basis.nodes, problem.hauliers
    child = np.flatnonzero((nodes["parent"] >= 0) & (problem.node_sheet < len(problem.sheets)))
    parent = nodes["parent"][child].astype(np.int64)
    within = problem.node_sheet[child] == problem.node_sheet[parent]
    child, parent = child[within], parent[within]
    sheet = problem.node_sheet[child]
    commodity, first = sheet // months, problem.sheets["first_node"][sheet]
    upward = nodes["toward_parent"][child] > 0
    origin, destination = np.where(upward, child, parent) - first, np.where(upward, parent, child) - first
    places = (
        int(max(origin.max(initial=0), destination.max(initial=0), hauliers["destination"].max(initial=0)))
        + 1
    )
    wanted = (sheet % months * places + origin) * places + destination
    month = np.repeat(np.arange(months), np.diff(problem.first_haulier))
    offered = (month * places + hauliers["origin"]) * places + hauliers["destination"]
    fee = basis.price[hauliers["node"]]
    order = np.lexsort((fee, offered))
    kg, cost = problem.kg_per_unit[commodity], nodes["arc_cost"][child]
    found = np.full(len(child), -1)
    place = np.searchsorted(offered[order], wanted)
    open_arcs = np.arange(len(child))
    while len(open_arcs):  # several hauliers may go the same way
        open_arcs = open_arcs[place[open_arcs] < len(order)]
        number = order[place[open_arcs]]
        same_way = offered[number] == wanted[open_arcs]
        open_arcs, number = open_arcs[same_way], number[same_way]
        fits = (
            (kg[open_arcs] * fee[number] == cost[open_arcs])
            & problem.in_time[commodity[open_arcs], hauliers["listing"][number]]
            & (hauliers["scarce"][number] == 0)
        )
        found[open_arcs[fits]] = number[fits]
        open_arcs = open_arcs[~fits]
        place[open_arcs] += 1
    real = found >= 0
    return child[real], found[real], kg[real]


@entry
def seat_hauls(by_problem: Problem, by_basis: Basis, children: Ints, hauliers: Ints, kg: Floats) -> None:
    """Cut the arcs off; what hung by each is anchored by a haul instead."""
    problem, basis = problem_by_reference(by_problem), basis_by_reference(by_basis)
    nodes = basis.nodes
    for number in range(len(children)):
        child = children[number]
        basis.counts[FREE_HAULS] -= 1
        process = basis.free_hauls[basis.counts[FREE_HAULS]]
        parent, upward = nodes[child].parent, nodes[child].toward_parent > 0
        entry = problem.processes[process].first_entry
        basis.entries[entry].node = child if upward else parent
        basis.entries[entry].quantity = -1.0
        basis.entries[entry + 1].node = parent if upward else child
        basis.entries[entry + 1].quantity = 1.0
        basis.entries[entry + 2].node = problem.hauliers[hauliers[number]].node
        basis.entries[entry + 2].quantity = -kg[number]
        basis.roles[process].level = nodes[child].flow
        basis.roles[process].seat = child
        cut(nodes, child)
        nodes[child].flow = 0.0
        nodes[child].anchor = process
        touch(problem, basis, process)
    for number in range(len(children)):
        label(nodes, children[number])


def fill_ladders(problem: Problem, basis: Basis, which: Bools, carried: Floats) -> None:
    """Let ladders of hauliers supply what is carried; what they lack costs what a kilogram is worth now."""
    node = problem.hauliers["node"][which].astype(np.int64)
    last = problem.first_step[node + 1] - 1
    own, fee = (values[which] for values in own_and_fee(problem))
    asked, price = carried[which], basis.price[node]
    beyond = asked > own * (1.0 + ROUNDING)
    problem.steps["price"][last] = np.where(beyond | (price > fee), price, np.inf)
    basis.nodes["step"][node] = np.where(beyond, last, last - 1)
    basis.nodes["used"][node] = np.where(beyond, asked - own, np.minimum(asked, own))
