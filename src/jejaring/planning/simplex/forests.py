"""Forests as wholes: trees cut off, and anchored anew at a ladder of their own."""

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.simplex.basis import LADDER, NONE, Basis
from jejaring.planning.simplex.compiled import compiled, entry
from jejaring.planning.simplex.forest import cut, following, label, set_breakpoint, turn
from jejaring.planning.simplex.problem import Ints, Problem
from jejaring.planning.simplex.references import basis_by_reference, problem_by_reference
from jejaring.planning.simplex.seats import untouch
from jejaring.planning.simplex.worth import price_below

Bools = NDArray[np.bool_]


@compiled
def anchor_at_nearest(problem: Problem, basis: Basis, top: int) -> None:
    """Anchor a tree at the ladder whose price is nearest to its node's."""
    nodes = basis.nodes
    nearest, nearest_gap, down = top, np.inf, False
    node = top
    while node >= 0:
        rise, fall = basis.above[node] - basis.price[node], basis.price[node] - basis.below[node]
        if rise < nearest_gap:
            nearest, nearest_gap, down = node, rise, False
        if fall < nearest_gap and nodes[node].step > problem.first_step[node]:
            nearest, nearest_gap, down = node, fall, True
        node = following(nodes, node, top)
    turn(nodes, nearest)
    nodes[nearest].anchor = LADDER
    if down:
        nodes[nearest].step -= 1
        nodes[nearest].used = problem.steps[nodes[nearest].step].amount
    basis.price[nearest] = problem.steps[nodes[nearest].step].price
    set_breakpoint(basis, problem.steps, problem.first_step, nearest)
    price_below(basis, nearest, nearest)


@entry
def anchor_at_ladders(by_problem: Problem, by_basis: Basis, stays: Bools) -> None:
    """Unseat all processes but those that stay; their trees are anchored at the nearest-priced ladder."""
    problem, basis = problem_by_reference(by_problem), basis_by_reference(by_basis)
    for process in range(len(stays)):
        top = basis.roles[process].seat
        if top < 0 or stays[process]:
            continue
        untouch(problem, basis, process)
        basis.roles[process].seat = NONE
        anchor_at_nearest(problem, basis, top)


@entry
def detach(by_problem: Problem, by_basis: Basis, children: Ints) -> None:
    """Cut these nodes off their parents; each piece is anchored at its nearest-priced ladder."""
    problem, basis = problem_by_reference(by_problem), basis_by_reference(by_basis)
    for child in children:
        cut(basis.nodes, child)
        basis.nodes[child].flow = 0.0
    for child in children:
        label(basis.nodes, child)
    for child in children:
        anchor_at_nearest(problem, basis, child)


@entry
def anchor_at_real_steps(by_problem: Problem, by_basis: Basis) -> None:
    """Trees anchored at an artificial step that supplies nothing get a real one for an anchor."""
    problem, basis = problem_by_reference(by_problem), basis_by_reference(by_basis)
    nodes = basis.nodes
    for node in range(len(nodes)):
        if np.isfinite(basis.above[node]):  # a real step; all others are looked at without their records
            continue
        artificial = nodes[node].step == problem.first_step[node + 1] - 1 and nodes[node].used <= 0.0
        if artificial and nodes[node].parent < 0 and nodes[node].anchor == LADDER:
            anchor_at_nearest(problem, basis, node)
