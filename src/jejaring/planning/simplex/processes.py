"""What works: capacities, stores, and room for hauls, each with what it takes and gives.

Capacities that ask the same for the same work at the same place are one process.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.activities import Activities
from jejaring.planning.program import Program
from jejaring.planning.simplex.problem import PROCESS, Records

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

ENTRIES_OF_A_HAUL = 3
ROOM_FOR_HAULS = 4  # per haulier and month, to begin with
ROOM_FOR_DEBTS = 64  # what a change leaves out of balance is carried in the same rooms


@dataclass(frozen=True)
class Processes:
    """All processes of a problem, group by group, and whose they are."""

    processes: Records
    first_process: Ints
    entry_node: Ints
    entry_quantity: Floats
    first_haul: int
    capacity_process: Ints
    store_process: Ints
    groups: list[tuple[int, Ints]]
    """Per group: the commodity it is priced after, and the sheets it touches."""


def processes_of(program: Program) -> Processes:
    """Capacities by recipe and month, stores by commodity and month, and room for hauls."""
    months = len(program.periods)
    mill, work, store = program.activities["capacities"], program.work, program.activities["stores"]
    mills, mill_group, mill_of = _merged(work.recipe * months + mill.period, mill)
    stores, store_group, store_of = _merged(store.commodity * months + store.period, store)
    made = np.bincount(work.activity, minlength=len(mill))[mills]
    first_row = np.searchsorted(work.activity, mills)
    end = np.cumsum(made)
    rows = np.repeat(first_row - (end - made), made) + np.arange(int(made.sum()))
    room = ROOM_FOR_HAULS * len(program.activities["haulage"]) + (
        ROOM_FOR_DEBTS if program.nodes.count else 0
    )
    kept, then = (
        program.nodes.row(store.commodity[stores], store.period[stores] + later, store.place[stores])
        for later in (0, 1)
    )
    activity = work.activity[rows]
    entry_node = np.concatenate(
        [
            program.nodes.row(work.commodity[rows], mill.period[activity], mill.place[activity]),
            np.column_stack([kept, then]).ravel(),
            np.zeros(ENTRIES_OF_A_HAUL * room, dtype=np.int64),
        ]
    )
    entry_quantity = np.concatenate(
        [work.quantity[rows], np.tile([-1.0, 1.0], len(stores)), np.zeros(ENTRIES_OF_A_HAUL * room)]
    )
    entries = np.concatenate([made, np.full(len(stores), 2), np.full(room, ENTRIES_OF_A_HAUL)])
    processes = np.zeros(len(entries), dtype=PROCESS)
    processes["last_entry"] = np.cumsum(entries)
    processes["first_entry"] = processes["last_entry"] - entries
    processes["cost"] = np.concatenate([mill.price[mills], store.price[stores], np.zeros(room)])
    own = len(mills) + len(stores)
    processes["upper"][:own] = np.bincount(
        np.concatenate([mill_of, np.where(store_of >= 0, store_of + len(mills), -1)]) + 1,
        weights=np.concatenate([mill.quantity, store.quantity]),
        minlength=own + 1,
    )[1:]
    processes["upper"][own:] = np.inf
    starts = np.concatenate(
        [
            np.flatnonzero(np.diff(mill_group, prepend=-1)),
            len(mills) + np.flatnonzero(np.diff(store_group, prepend=-1)),
        ]
    )
    groups = []
    for first in starts.tolist():
        if first < len(mills):
            activity_here = mills[first]
            at = slice(first_row[first], first_row[first] + made[first])
            sheets = np.unique(work.commodity[at]) * months + mill.period[activity_here]
            groups.append((int(mill.commodity[activity_here]), sheets))
        else:
            sheet = store_group[first - len(mills)]
            groups.append((int(sheet // months), np.array([sheet, sheet + 1])))
    return Processes(
        processes=processes,
        first_process=np.append(starts, own).astype(np.int64),
        entry_node=entry_node,
        entry_quantity=entry_quantity,
        first_haul=own,
        capacity_process=mill_of,
        store_process=np.where(store_of >= 0, store_of + len(mills), -1),
        groups=groups,
    )


def _merged(group: Ints, at: Activities) -> tuple[Ints, Ints, Ints]:
    """Activities of equal group, place and price as one.

    Returns the first activity of each, its group, and the number of the one that each activity is part of.
    """
    usable = np.flatnonzero(at.quantity > 0)
    order = usable[np.lexsort((at.price[usable], at.place[usable], group[usable]))]
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (np.diff(group[order]) > 0) | (np.diff(at.place[order]) != 0) | (np.diff(at.price[order]) != 0)
    number = np.full(len(at), -1, dtype=np.int64)
    number[order] = np.cumsum(new) - 1
    first = order[new]
    return first, group[first], number
