"""Other quantities and prices of listings, made in a solved program and in its numbers.

It knows where a listing stands in a processing network. It refuses to know how the network is solved again.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from jejaring.market.change import Cell
from jejaring.planning.program import Program
from jejaring.planning.simplex.draft import Draft
from jejaring.planning.simplex.layout import Layout
from jejaring.planning.solution import NotSolved

Listing = tuple[str, int]  # kind, row of its table
Terms = tuple[float, float]  # quantity, price


def numbers_in(cells: Mapping[str, Cell]) -> dict[str, float] | None:
    """A changed quantity and price, where nothing else is changed and both are plain numbers."""
    numbers = {name: value for name, value in cells.items() if isinstance(value, int | float)}
    good = cells and len(numbers) == len(cells) and set(cells) <= {"quantity", "price"}
    if not good or not all(0 <= value < np.inf for value in numbers.values()):
        return None
    return {name: float(value) for name, value in numbers.items()}


def edit(draft: Draft, program: Program, listing: Listing, old: Terms, new: Terms) -> None:
    """Give a listing other terms."""
    kind, row = listing
    if kind in ("offers", "needs"):
        _edit_ladder(draft, kind, row, old, new)
        return
    at = program.activities[kind]
    for activity in range(*np.searchsorted(at.listing, [row, row + 1]).tolist()):
        if kind == "haulage":
            by_month = np.argsort(at.period, kind="stable")
            node = int(draft.layout.problem.hauliers["node"][int(np.flatnonzero(by_month == activity)[0])])
            _move_supply(draft, draft.step_at(node, old[1]), old, new)
        else:
            _edit_process(draft, kind, activity, old, new)


def with_terms(program: Program, layout: Layout, terms: Mapping[Listing, Terms]) -> Program:
    """The program with other quantities and prices of some listings."""
    activities = dict(program.activities)
    for kind in {kind for kind, _ in terms}:
        at = activities[kind]
        quantity, price = at.quantity.copy(), at.price.copy()
        usable = layout.store_process >= 0 if kind == "stores" else np.ones(len(at), dtype=np.bool_)
        for (of_kind, row), (amount, rupiah) in terms.items():
            if of_kind == kind:
                own = slice(*np.searchsorted(at.listing, [row, row + 1]).tolist())
                quantity[own], price[own] = np.where(usable[own], amount, 0.0), rupiah
        activities[kind] = replace(at, quantity=quantity, price=price)
    return replace(program, activities=activities)


def _move_supply(draft: Draft, step: int, old: Terms, new: Terms) -> int:
    """Let what a listing supplies at one step be supplied on other terms; returns its new step."""
    if old[1] == new[1]:
        draft.supply(step, new[0] - old[0])
        return step
    node = draft.node_of(step)
    draft.supply(step, -old[0])
    step = draft.step_at(node, new[1])
    draft.supply(step, new[0])
    return step


def _edit_ladder(draft: Draft, kind: str, row: int, old: Terms, new: Terms) -> None:
    steps, sizes = ("offer_step", "offered") if kind == "offers" else ("need_step", "needed")
    step = int(getattr(draft.layout, steps)[row])
    if step < 0:
        raise NotSolved("simplex: the listing has no place in the program yet")
    node = draft.node_of(step)
    step = _move_supply(draft, step, old, new)
    if kind == "needs":
        draft.demand(node, new[0] - old[0])
    step_of, size_of = (getattr(draft.layout, name).copy() for name in (steps, sizes))
    step_of[row], size_of[row] = step, new[0]
    draft.layout = replace(draft.layout, **{steps: step_of, sizes: size_of})


def _edit_process(draft: Draft, kind: str, activity: int, old: Terms, new: Terms) -> None:
    name = "capacity_process" if kind == "capacities" else "store_process"
    process = int(getattr(draft.layout, name)[activity])
    if process < 0:
        if kind == "stores":  # it can keep nothing in this month
            return
        raise NotSolved("simplex: the listing has no place in the program yet")
    if old[1] == new[1]:
        draft.work(process, new[0] - old[0])
        return
    draft.work(process, -old[0])
    process = draft.process_at(process, new[1])
    draft.work(process, new[0])
    process_of = getattr(draft.layout, name).copy()
    process_of[activity] = process
    draft.layout = replace(draft.layout, **{name: process_of})
