"""Work shared out: every commodity a network of its own.

A process ties commodities together. Its *share* in a commodity is what it gives and takes there, at a fee
that stands for all it does elsewhere: the process's own fee, less what the rest is worth at the present
prices of the other commodities. With shares for processes, a market falls apart into one small network for
each commodity, quickly solved. What has all its entries in one commodity, as a store has, stays whole.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array

from jejaring.planning.simplex.problem import (
    GROUP_OF_PROCESSES,
    HAULS_AS_LANES,
    LANES_OF_SHEET,
    PROCESS,
    WINDOWS_OF_COMMODITY,
    Problem,
    Records,
    blocks_of,
)

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

ROUNDS_OF_GUESSING = 10  # at most so many processes on from what is listed to what is not


@dataclass(frozen=True)
class Shares:
    """A problem whose processes are the shares of another's."""

    problem: Problem
    process: Ints
    """Shape (shares,): whose share each is."""
    entry: Ints
    """Shape (entries,): the entry of the whole problem that each is."""
    whole: NDArray[np.bool_]
    """Shape (shares,): whether it is all of its process."""
    depth: Ints
    """Shape (commodities,): how many processes stand between each and what is made of nothing."""

    @property
    def commodities(self) -> int:
        """How many networks there are; each has as many blocks as the others."""
        return len(self.depth)

    @property
    def blocks_each(self) -> int:
        """How many blocks each commodity has."""
        return len(self.problem.blocks) // max(self.commodities, 1)

    @cached_property
    def tied(self) -> NDArray[np.bool_]:
        """Shape (commodities, commodities): which have a process in common."""
        commodity = np.repeat(np.arange(self.commodities), np.diff(self.problem.first_process))
        member = coo_array(
            (np.ones(len(commodity)), (commodity, self.process)),
            shape=(self.commodities, int(self.process.max(initial=0)) + 1),
        ).tocsr()
        tied: NDArray[np.bool_] = (member @ member.T).toarray() > 0
        return tied

    @cached_property
    def size(self) -> Ints:
        """Shape (commodities,): the nodes and shares of each."""
        of_node = commodity_of_nodes(self.problem)
        nodes = np.bincount(of_node[of_node >= 0], minlength=self.commodities)
        size: Ints = nodes + np.diff(self.problem.first_process)[: self.commodities]
        return size


def share_out(problem: Problem) -> Shares:
    """The shares of a problem's processes; of its hauls there are none yet."""
    commodities = len(problem.kg_per_unit)
    months = len(problem.first_haulier) - 1
    own = problem.first_haul
    count = (problem.processes["last_entry"] - problem.processes["first_entry"])[:own]
    whose = np.repeat(np.arange(own), count)
    entries = len(whose)
    commodity = commodity_of_nodes(problem)[problem.entry_node[:entries]]
    entry = np.lexsort((np.arange(entries), whose, commodity))
    commodity, whose = commodity[entry], whose[entry]
    new = (np.diff(commodity, prepend=-1) != 0) | (np.diff(whose, prepend=-1) != 0)
    first = np.flatnonzero(new)
    process = whose[first]
    shares = np.zeros(len(first), dtype=PROCESS)
    shares["first_entry"] = first
    shares["last_entry"] = np.append(first[1:], entries)[: len(first)]
    for name in ("cost", "upper"):
        shares[name] = problem.processes[name][process]
    blocks, block_sheets = _blocks(commodities, months, len(problem.hauliers) > 0)
    return Shares(
        problem=problem._replace(
            processes=shares,
            first_process=np.searchsorted(commodity[first], np.arange(commodities + 1)).astype(np.int64),
            entry_node=problem.entry_node[entry],
            entry_quantity=problem.entry_quantity[entry],
            first_haul=len(first),
            blocks=blocks,
            block_sheets=block_sheets,
            tiny=problem.tiny.copy(),
        ),
        process=process,
        entry=entry,
        whole=shares["last_entry"] - shares["first_entry"] == count[process],
        depth=_depth(problem, commodities),
    )


def commodity_of_nodes(problem: Problem) -> Ints:
    """Shape (nodes,): the commodity of every node; -1 for a haulier's kilograms."""
    of_node: Ints = commodity_of_sheets(problem)[problem.node_sheet]
    return of_node


def commodity_of_sheets(problem: Problem) -> Ints:
    """Shape (sheets,): the commodity of every sheet; -1 for the kilograms of a month."""
    commodities, months = len(problem.kg_per_unit), len(problem.first_haulier) - 1
    of_sheet: Ints = np.concatenate(
        [np.repeat(np.arange(commodities), months), np.arange(commodities), np.full(months, -1)]
    )
    return of_sheet


def _blocks(commodities: int, months: int, hauls: bool) -> tuple[Records, Ints]:
    """For each commodity: the lanes (and hauls) of its months, its windows, and its shares."""
    rows: list[tuple[int, int, list[int]]] = []
    for c in range(commodities):
        sheets = list(range(c * months, (c + 1) * months))
        for sheet in sheets:
            rows.append((LANES_OF_SHEET, sheet, [sheet]))
            if hauls:
                rows.append((HAULS_AS_LANES, sheet, [sheet]))
        sheets.append(commodities * months + c)
        rows += [(WINDOWS_OF_COMMODITY, c, sheets), (GROUP_OF_PROCESSES, c, sheets)]
    return blocks_of(rows)


def _depth(problem: Problem, commodities: int) -> Ints:
    """How many processes stand between each commodity and what is made of nothing."""
    own = slice(0, int(problem.processes["last_entry"][: problem.first_haul].max(initial=0)))
    whose = np.repeat(
        np.arange(len(problem.processes)), problem.processes["last_entry"] - problem.processes["first_entry"]
    )[own]
    commodity = commodity_of_nodes(problem)[problem.entry_node[own]]
    takes = problem.entry_quantity[own] < 0
    depth = np.zeros(commodities, dtype=np.int64)
    for _ in range(min(commodities, ROUNDS_OF_GUESSING)):  # circles have no depth: enough is enough
        of_process = np.zeros(len(problem.processes), dtype=np.int64)
        np.maximum.at(of_process, whose[takes], depth[commodity[takes]] + 1)
        deeper = depth.copy()
        np.maximum.at(deeper, commodity[~takes], of_process[whose[~takes]])
        if (deeper == depth).all():
            break
        depth = deeper
    return depth


def guessed_prices(problem: Problem) -> Floats:
    """Shape (commodities,): what each is about worth, from what is listed, or what it is made of or into."""
    commodities = len(problem.kg_per_unit)
    of_node = commodity_of_nodes(problem)
    of_step = np.repeat(of_node, np.diff(problem.first_step))
    listed = (of_step >= 0) & np.isfinite(problem.steps["price"]) & (problem.steps["amount"] > 0)
    amount, asked = problem.steps["amount"][listed], problem.steps["price"][listed]
    total = np.bincount(of_step[listed], weights=amount, minlength=commodities)
    worth = np.bincount(of_step[listed], weights=amount * asked, minlength=commodities)
    known = total > 0
    price = np.where(known, worth / np.where(known, total, 1.0), 0.0)
    processes = problem.processes[: problem.first_haul]
    whose = np.repeat(np.arange(len(processes)), processes["last_entry"] - processes["first_entry"])
    quantity = problem.entry_quantity[: len(whose)]
    commodity = of_node[problem.entry_node[: len(whose)]]
    for _ in range(ROUNDS_OF_GUESSING):
        unknown = ~known[commodity]
        if not unknown.any():
            break
        lack = processes["cost"] - np.bincount(
            whose, weights=quantity * price[commodity], minlength=len(processes)
        )
        only = unknown & (np.bincount(whose, weights=unknown, minlength=len(processes))[whose] == 1)
        implied = np.maximum(lack[whose[only]] / quantity[only], 0.0)
        count = np.bincount(commodity[only], minlength=commodities)
        found = count > 0
        price[found] = (
            np.bincount(commodity[only], weights=implied, minlength=commodities)[found] / count[found]
        )
        known |= found
        if not found.any():
            break
    return price
