"""A solved market about to be changed: ladders, processes and lanes, one by one.

Every change leaves prices and flows as they are and notes at which nodes there is now too much or too
little. `solve` then carries that as debts and pivots on: a few pivots for one listing, whatever the size of
the market. The layout and the basis that the draft was made of stay as they were.
"""

import time
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.simplex.basis import LADDER, Basis, copy_of
from jejaring.planning.simplex.closing import empty, make_dear
from jejaring.planning.simplex.copies import copied, inserted
from jejaring.planning.simplex.debts import carry, pay_off
from jejaring.planning.simplex.layout import Layout
from jejaring.planning.simplex.problem import PROCESS, STEP

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

OWN_COPIES = ("steps", "taken", "processes")


class Draft:
    """A layout with its optimal basis, being changed."""

    def __init__(self, layout: Layout, basis: Basis) -> None:
        copies: dict[str, Any] = {name: copied(getattr(layout.problem, name)) for name in OWN_COPIES}
        self.layout = replace(layout, problem=layout.problem._replace(**copies))
        self.basis = copy_of(basis)
        self.owed: dict[int, float] = {}
        """Node -> what there is too much of there; below 0: too little."""
        self.shut: Ints = np.empty(0, dtype=np.int64)
        """The lanes along which nothing is to move."""

    def node_of(self, step: int) -> int:
        """The node at whose ladder a step is."""
        return int(np.searchsorted(self.layout.problem.first_step, step, side="right")) - 1

    def supply(self, step: int, by: float) -> None:
        """A step of a ladder offers so much more, or less."""
        problem, nodes = self.layout.problem, self.basis.nodes
        node = self.node_of(step)
        amount = max(float(problem.steps["amount"][step]) + by, 0.0)
        change = amount - float(problem.steps["amount"][step])
        problem.steps["amount"][step] = amount
        at, used = int(nodes["step"][node]), float(nodes["used"][node])
        if step < at:
            self._owe(node, change)
        elif step == at and used > amount:
            nodes["used"][node] = amount
            self._owe(node, amount - used)
        self._seen_anew(node)

    def demand(self, node: int, by: float) -> None:
        """All needs of a node together take so much more, or less."""
        self.layout.problem.taken[node] += by
        self._owe(node, -by)

    def work(self, process: int, by: float) -> None:
        """A process may do so much more, or less."""
        problem, roles = self.layout.problem, self.basis.roles
        upper = max(float(problem.processes["upper"][process]) + by, 0.0)
        problem.processes["upper"][process] = upper
        beyond = float(roles["level"][process]) - upper
        entries = self._entries(process)
        if beyond > 0:
            roles["level"][process] = upper
        for node, quantity in entries:
            if beyond > 0:
                self._owe(node, -quantity * beyond)
            self._seen_anew(node)

    def step_at(self, node: int, price: float) -> int:
        """The step of a node's ladder at a price; a new one, of nothing yet, where there is none."""
        problem, basis = self.layout.problem, self.basis
        first, last = int(problem.first_step[node]), int(problem.first_step[node + 1]) - 1
        if price <= 0:
            return first
        asked = problem.steps["price"][first + 1 : last]
        step = first + 1 + int(np.searchsorted(asked, price))
        if step < last and problem.steps["price"][step] == price:
            return step
        first_step = copied(problem.first_step)
        first_step[node + 1 :] += 1
        new = np.array([(price, 0.0)], dtype=STEP)
        self.layout = replace(
            self.layout,
            problem=problem._replace(first_step=first_step, steps=inserted(problem.steps, step, new)),
            offer_step=_moved_on(self.layout.offer_step, step),
            need_step=_moved_on(self.layout.need_step, step),
        )
        basis.nodes["step"][node + 1 :] += 1
        at, anchors = int(basis.nodes["step"][node]), basis.nodes["parent"][node] < 0
        if step < at or (step == at and anchors and basis.nodes["anchor"][node] == LADDER):
            basis.nodes["step"][node] += 1  # else the ladder stands before the new step
        self._set_breakpoint(node)
        return step

    def process_at(self, process: int, cost: float) -> int:
        """A new process like another, that may do nothing yet, for a fee."""
        problem, basis = self.layout.problem, self.basis
        at = int(np.searchsorted(problem.first_process, process, side="right"))
        new = int(problem.first_process[at])
        entry = int(problem.processes["last_entry"][new - 1])
        like = slice(
            int(problem.processes["first_entry"][process]), int(problem.processes["last_entry"][process])
        )
        more = like.stop - like.start
        processes = copied(problem.processes)
        for name in ("first_entry", "last_entry"):
            processes[name][new:] += more
        processes = inserted(processes, new, np.array([(entry, entry + more, cost, 0.0)], dtype=PROCESS))
        first_process = problem.first_process.copy()
        first_process[at:] += 1
        self.layout = replace(
            self.layout,
            problem=problem._replace(
                processes=processes,
                first_process=first_process,
                entry_node=inserted(problem.entry_node, entry, problem.entry_node[like]),
                entry_quantity=inserted(problem.entry_quantity, entry, problem.entry_quantity[like]),
                first_haul=problem.first_haul + 1,
            ),
            capacity_process=_moved_on(self.layout.capacity_process, new),
            store_process=_moved_on(self.layout.store_process, new),
        )
        copies = basis.entries[like].copy()
        copies["next"] = copies["previous"] = -1
        entries = copied(basis.entries)
        for name in ("next", "previous"):
            entries[name][entries[name] >= entry] += more
        entries["process"][entry:] += 1
        copies["process"] = new
        basis.nodes["touched"][basis.nodes["touched"] >= entry] += more
        basis.nodes["anchor"][basis.nodes["anchor"] >= new] += 1
        room = np.zeros(1, dtype=np.int64)
        role = np.zeros(1, dtype=basis.roles.dtype)
        role["seat"] = -1
        self.basis = basis._replace(
            entries=inserted(entries, entry, copies),
            roles=inserted(basis.roles, new, role),
            free_hauls=np.append(basis.free_hauls + 1, room),
            pending=np.append(basis.pending, room),
            working=np.append(basis.working, room),
            put_at=np.empty(len(basis.put_at) + more, dtype=np.int64),
            put_amount=np.empty(len(basis.put_amount) + more),
        )
        return new

    def close(self, lanes: Ints) -> None:
        """Nothing moves along these lanes of the sparse network any more."""
        problem = self.layout.problem
        per_kg = problem.lane_rupiah_per_kg.copy()
        per_kg[lanes] = np.inf
        self.layout = replace(self.layout, problem=problem._replace(lane_rupiah_per_kg=per_kg))
        self.shut = np.union1d(self.shut, lanes)

    def solve(self, time_limit: float = 3600.0) -> tuple[Layout, Basis]:
        """The changed market with its optimal basis.

        Raises
        ------
        NotSolved
            When rounding leads astray, or time runs out.
        """
        deadline = time.perf_counter() + time_limit
        owed = {node: amount for node, amount in self.owed.items() if amount != 0.0}
        nodes = np.fromiter(owed, dtype=np.int64, count=len(owed))
        amounts = np.fromiter(owed.values(), dtype=np.float64, count=len(owed))
        layout, basis, debts = carry(self.layout, self.basis, nodes, amounts)
        if not len(self.shut):
            return pay_off(layout, basis, debts, deadline)
        dear = make_dear(layout.problem, basis, self.shut)
        layout, basis = pay_off(layout, basis, debts, deadline)
        return empty(layout, basis, self.shut, dear, deadline)

    def _owe(self, node: int, amount: float) -> None:
        self.owed[node] = self.owed.get(node, 0.0) + amount

    def _entries(self, process: int) -> list[tuple[int, float]]:
        row = self.layout.problem.processes[process]
        entries = self.basis.entries[int(row["first_entry"]) : int(row["last_entry"])]
        return list(zip(entries["node"].tolist(), entries["quantity"].tolist(), strict=True))

    def _seen_anew(self, node: int) -> None:
        """What is priced after the node's sheet is to be looked at again."""
        self.basis.changes[self.layout.problem.node_sheet[node]] += 1

    def _set_breakpoint(self, node: int) -> None:
        problem, basis = self.layout.problem, self.basis
        step, first = int(basis.nodes["step"][node]), int(problem.first_step[node])
        basis.above[node] = problem.steps["price"][step]
        basis.below[node] = problem.steps["price"][step - 1] if step > first else -1.0


def _moved_on(number: Ints, new: int) -> Ints:
    """Numbers after one more has come in at `new`."""
    return number + (number >= new)
