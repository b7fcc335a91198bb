"""Where a solve stands: the forests, the ladders' positions, the processes' levels, and all prices.

The arcs in use form a *forest*: every node but the *top* of its tree has an arc to its parent, which carries
a flow. A tree is *anchored* by what absorbs its imbalance: its top's own ladder, or a process that is
*seated* at it. As many elements stand in the basis as there are nodes:

    nodes = arcs + tops,    tops = anchoring ladders + seated processes

A ladder that does not anchor stands at a breakpoint between two steps; a process that is not seated stands
at 0 or at its bound (or, at a start, anywhere between).
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.simplex.copies import copied
from jejaring.planning.simplex.problem import Problem, Records

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NONE = -1
LADDER, FREE = -1, -2  # anchors of a top; otherwise the number of the process seated there
UNSEATED = -2  # a basic process that waits for its seat

NODE = np.dtype(
    [
        ("arc_cost", np.float64),  # of the arc to the parent
        ("toward_parent", np.float64),  # 1: the arc leads to the parent; -1: from it
        ("parent", np.int32),
        ("first_child", np.int32),
        ("next", np.int32),  # siblings
        ("previous", np.int32),
        ("top", np.int32),
        ("touched", np.int32),  # the first entry here of a basic process
        ("sheet", np.int32),
        ("anchor", np.int32),  # of a top
        ("flow", np.float64),  # on the arc to the parent
        ("used", np.float64),  # of the current step; below 0 on the first: disposed of
        ("moving", np.float64),  # scratch: how fast the imbalance under this node changes
        ("terms", np.float64),  # scratch: the size of the terms that rate is the sum of
        ("step", np.int32),  # of the ladder
        ("mark", np.int32),  # scratch
        ("first_touched", np.int32),  # of a top: the first node of its tree that basic processes touch
        ("next_touched", np.int32),  # the others of the same tree
        ("previous_touched", np.int32),
        ("spare", np.int32, 7),  # fills the second line
    ],
    align=True,
)
"""All of a node in two cache lines, what walks through trees need in the first: pivots meet nodes anew."""
TOUCHED_LISTS = ("touched", "first_touched", "next_touched", "previous_touched")

ENTRY = np.dtype(
    [
        ("quantity", np.float64),
        ("node", np.int32),
        ("process", np.int32),
        ("next", np.int32),  # the entries of basic processes at the same node
        ("previous", np.int32),
    ],
    align=True,
)

ROLE = np.dtype(
    [
        ("level", np.float64),
        ("moving", np.float64),  # scratch: how fast the level changes
        ("seat", np.int32),  # the top it anchors; NONE: not basic
        ("pending", np.int32),  # scratch: whether its price equation waits to be looked at
    ],
    align=True,
)
"""What a process does at present."""

SEARCH = np.dtype(
    [
        ("mark", np.int32),
        ("within", np.int32),
        ("number", np.int32),
        ("low", np.int32),
        ("open", np.int32),
        ("place", np.int32),
        ("came_from", np.int32),
        ("block", np.int32),
    ],
    align=True,
)
"""Scratch of the searches among tops."""

CELL = np.dtype(
    [
        ("weight", np.float64),
        ("row", np.int32),
        ("column", np.int32),
        ("next_in_row", np.int32),
        ("next_in_column", np.int32),
    ],
    align=True,
)
"""Of the equations of a block: how much of an unknown is in one of them."""

LINE = np.dtype(
    [
        ("right", np.float64),
        ("answer", np.float64),
        ("largest", np.float64),  # cell the column began with
        ("first_in_row", np.int32),
        ("first_in_column", np.int32),
        ("in_row", np.int32),  # cells other than 0
        ("place_of", np.int32),  # scratch: the cell of a row in this column
        ("used_up", np.int32),
        ("pivot", np.int32),  # the cell that the step of this number divides by
        ("first_note", np.int32),  # of a block's first line: the notes of its steps
        ("last_note", np.int32),
        ("factored", np.int32),  # of a block's first line: when its equations were made ready
    ],
    align=True,
)
"""A row and a column of a block's equations, and what they are solved for."""

NOTE = np.dtype([("factor", np.float64), ("row", np.int32), ("from_row", np.int32)], align=True)
"""So much of one row was taken from another."""

CANDIDATE = np.dtype(
    [
        ("kind", np.int32),
        ("first", np.int32),
        ("second", np.int32),
        ("third", np.int32),
        ("cost", np.float64),
        ("direction", np.float64),  # -1: it gains when there is less of it
    ],
    align=True,
)
ARC, RUNG, WORK, HAUL = 0, 1, 2, 3
"""An arc from `first` to `second` at `cost`; the ladder at `first`; process `first`; haulier `third` carrying
from `first` to `second` with `cost` kilograms a unit."""

CANDIDATES = 40  # at most, of one scan


class Basis(NamedTuple):
    """Where the solve stands, and the scratch space of its steps."""

    nodes: Records
    roles: Records
    entries: Records
    price: Floats
    """Shape (nodes,): but for what its tree has `shifted` since."""
    shifted: Floats
    """Shape (nodes,): by how much all prices of the tree of this top have risen since; see `worth`."""
    above: Floats
    """Shape (nodes,): the price from which a ladder at a breakpoint would supply more."""
    below: Floats
    """Shape (nodes,): the price under which it would supply less."""
    changes: Ints
    """Shape (sheets,): how often a price of the sheet has changed."""
    seen: Ints
    """Shape (blocks,): the changes of its sheets when a block was last found without an improvement."""
    free_hauls: Ints
    """A stack of the processes that are room for a haul."""

    counts: Ints
    """Numbers that last from pivot to pivot; see below."""
    candidates: Records
    put_at: Ints
    """Scratch: where the column puts something, and how much."""
    put_amount: Floats
    touched: Ints
    """Scratch: the nodes under their tops that the column moves."""
    tops: Ints
    """Scratch: the tops the column reaches."""
    shifts: Ints
    """Scratch: the tops whose trees have shifted."""
    offered: Floats
    """Scratch of scans: prices side by side."""
    working: Ints
    """Scratch: the processes the column moves."""
    ladders: Ints
    """Scratch: the ladders the column moves."""
    ladder_rate: Floats
    pending: Ints
    """Basic processes whose price equation may no longer hold."""
    queue: Ints
    """Scratch of searches."""
    search: Records
    block_tops: Ints
    """Scratch: tops in the order of their blocks."""
    block_ends: Ints
    open_tops: Ints
    path: Ints
    hit: Ints
    """Scratch: the mark with which something last asked for each block."""
    cells: Records
    lines: Records
    """Shape (nodes,): of each block as many, from the place of its first top in `block_tops` on."""
    left: Ints
    """Shape (nodes,): of each line the cells of its column in rows not yet used; -1: the column is done."""
    notes: Records


(
    STAMP,  # the last mark given out
    TOUCHED,  # how much of each scratch list is in use
    TOPS,
    WORKING,
    LADDERS,
    PENDING,
    BLOCKS,
    FREE_HAULS,
    FOUND,  # candidates
    SINCE_REPRICING,  # pivots
    PIVOTS,
    DEGENERATE,  # pivots in a row that moved nothing, idle pieces apart
    STALLS,
    CHANCE,  # the state of the random numbers used in a stall
    REJECTED,
    LARGEST_BLOCK,
    REPRICED,
    PASS_BLOCK,  # the block at which a pause came
    CLEAN,  # blocks in a row found without an improvement
    COLUMN,  # the mark of the present column
    STALLED,  # 1 while ties are broken by chance
    LAST_REPRICED,
    SHIFTS,
    AT_ONCE,  # 1: trees may shift without being walked through
    MET,  # tops that hang on processes and the present column reaches
    WASTED,  # trees that refused columns have reached since repricing
    TOO_SMALL,  # pivots refused as too small to divide by; -1: they are no longer
    IDLE,  # idle pieces in a row that were hung elsewhere, and nothing else moved
    PUTS,  # how much of `put_at` is in use
    GRAPH,  # the mark of tops whose blocks are known; 0: trees or seats have changed since
    CELLS,  # how much of `cells` and `notes` is in use
    NOTES,
    FACTORED,  # the mark of equations that are ready to be solved
) = range(33)
MOST_CELLS = 1_000_000  # and notes: room for blocks of some thousand trees


def empty_basis(problem: Problem) -> Basis:
    """Every node a tree of its own, its ladder at the foot; no process at work."""
    count, processes = len(problem.first_step) - 1, len(problem.processes)
    nodes = np.zeros(count, dtype=NODE)
    for name in ("parent", "first_child", "next", "previous", *TOUCHED_LISTS):
        nodes[name] = NONE
    nodes["top"], nodes["anchor"] = np.arange(count), LADDER
    nodes["toward_parent"] = 1.0
    nodes["step"], nodes["sheet"] = problem.first_step[:-1], problem.node_sheet
    roles = np.zeros(processes, dtype=ROLE)
    roles["seat"] = NONE
    entries = np.zeros(len(problem.entry_node), dtype=ENTRY)
    entries["quantity"], entries["node"] = problem.entry_quantity, problem.entry_node
    entries["process"] = np.repeat(
        np.arange(processes), problem.processes["last_entry"] - problem.processes["first_entry"]
    )
    entries["next"] = entries["previous"] = NONE
    hauls = np.arange(processes - 1, problem.first_haul - 1, -1, dtype=np.int64)
    counts = np.zeros(33, dtype=np.int64)
    counts[FREE_HAULS], counts[CHANCE] = len(hauls), 1

    def room(size: int) -> Ints:
        return np.empty(size, dtype=np.int64)

    return Basis(
        nodes=nodes,
        roles=roles,
        entries=entries,
        price=np.zeros(count),
        shifted=np.zeros(count),
        above=np.zeros(count),
        below=np.zeros(count),
        changes=np.zeros(len(problem.tiny), dtype=np.int64),
        seen=np.full(len(problem.blocks), -1, dtype=np.int64),
        free_hauls=hauls,
        counts=counts,
        candidates=np.zeros(CANDIDATES, dtype=CANDIDATE),
        put_at=room(count + len(entries) + 2),
        put_amount=np.empty(count + len(entries) + 2),
        touched=room(count),
        tops=room(count),
        shifts=room(2 * (count + 1)),
        offered=np.empty(count),
        working=room(processes + 1),
        ladders=room(count + 1),
        ladder_rate=np.empty(count + 1),
        pending=room(processes + 1),
        queue=room(count + 1),
        search=np.zeros(count, dtype=SEARCH),
        block_tops=room(count),
        block_ends=room(count + 1),
        open_tops=room(count + 1),
        path=room(count + 1),
        hit=np.zeros(count + 1, dtype=np.int64),
        cells=np.empty(MOST_CELLS, dtype=CELL),
        lines=np.zeros(count, dtype=LINE),
        left=room(count),
        notes=np.empty(MOST_CELLS, dtype=NOTE),
    )


SCRATCH = (
    "candidates", "put_at", "put_amount", "touched", "tops", "shifts", "offered", "working", "ladders",
    "ladder_rate", "queue", "block_tops", "block_ends", "open_tops", "path", "hit",
    "cells", "left", "lines", "notes",
)  # fmt: skip
"""What nothing is kept in from one call to the next."""


def copy_of(basis: Basis) -> Basis:
    """A basis that may go on from here by itself."""
    kept = {name: copied(getattr(basis, name)) for name in Basis._fields if name not in SCRATCH}
    return basis._replace(**kept, **scratch_like(basis))


def scratch_like(basis: Basis) -> dict[str, Any]:
    """Scratch space of the same size, by name: nothing of it is memory until it is used."""
    scratch = {name: getattr(basis, name) for name in SCRATCH}
    return {name: np.zeros(len(array), array.dtype) for name, array in scratch.items()}
