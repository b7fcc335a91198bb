"""The best whole steps of a small market: all of it as one mixed-integer program.

    minimise    what offers ask + fees + freight - what needs would pay
    such that   work sells no more than it makes and buys what it uses, at most as much again, in whole steps
                every listing is used for at most its quantity, and at least its minimum or not at all
                balances, windows and hauliers' kilograms hold as in the linear program

Whole are the levels of work, what it sells and buys, what hauliers carry, and the yes or no of every minimum.
Once they are, the rest is a transport problem, whose corners are whole. HiGHS has a limit on nodes and none
on seconds, so that the same market gives the same plan.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, hstack

from jejaring.planning.practical.deals import whole_above, whole_below
from jejaring.planning.practical.listed import Listed
from jejaring.planning.practical.transport import Transport
from jejaring.planning.program import Program

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
MOST_COLUMNS, MOST_CHOICES = 1_500, 300
"""Of a small market: columns of its program, and levels and minimums to choose."""
NODES = 500
GAP = 1e-4  # of the surplus
AGAIN = 2.0  # times what it uses is the most that a worker buys, as where a supplier sells all or nothing


def is_small(listed: Listed, program: Program) -> bool:
    """Whether the whole market can be chosen at once."""
    choices = int((listed.minimum > 0).sum()) + int(listed.are("capacities").sum())
    return len(program.cost) <= MOST_COLUMNS and choices <= MOST_CHOICES


def best_whole(listed: Listed, program: Program) -> Floats | None:
    """Shape (columns,): the levels of the best plan in whole steps that HiGHS finds; None for none."""
    transport = Transport(listed, program)
    limits = len(listed.minimum)
    asks = np.flatnonzero(listed.minimum > 0)
    asks = asks[np.isin(asks, transport.limit)]
    slots = listed.slots
    pieces = np.flatnonzero(listed.are("capacities")[slots.activity])
    columns, count = len(program.cost), len(program.cost) + len(pieces) + len(asks)
    of_piece, of_asks = columns + np.arange(len(pieces)), columns + len(pieces) + np.arange(len(asks))

    worker = slots.activity[pieces]
    sign = np.sign(slots.per_unit[pieces])
    per_step = (
        np.abs(slots.per_unit[pieces]) * transport.scale[slots.commodity[pieces]] / transport.steps[worker]
    )
    node = program.nodes.row(slots.commodity[pieces], slots.period[pieces], slots.place[pieces])
    balances = _entries(node, of_piece, sign, (len(transport.row_lower), count))
    row_upper = transport.row_upper.copy()
    nodes = program.nodes.count  # what is left lying is what work does not sell, or buys beyond what it uses
    row_upper[:nodes] = transport.row_lower[:nodes]
    row = np.arange(len(pieces))
    worked = _entries(
        np.concatenate([row, row]),
        np.concatenate([of_piece, worker]),
        np.concatenate([sign, -sign * per_step]),
        (len(pieces), count),
    )
    number = np.full(limits, -1)
    number[asks] = np.arange(len(asks))
    member = np.flatnonzero(number[transport.limit] >= 0)
    yes = number[transport.limit[member]]
    used = _entries(yes, member, np.ones(len(member)), (len(asks), count))
    first = member[np.unique(yes, return_index=True)[1]]
    most = whole_below(listed.quantity[asks] * transport.steps[first])
    least = whole_above(listed.minimum[asks] * transport.steps[first])
    own = np.arange(len(asks))

    def when(amount: Floats) -> csr_array:
        return csr_array(used - _entries(own, of_asks, amount, (len(asks), count)))

    buys = sign < 0
    again = np.maximum(
        AGAIN * per_step, per_step + 1.0
    )  # at least what one step of work needs, in whole steps
    bought = _entries(
        np.concatenate([row[buys], row[buys]]),
        np.concatenate([of_piece[buys], worker[buys]]),
        np.concatenate([np.ones(int(buys.sum())), -again[buys]]),
        (len(pieces), count),
    )
    upper = np.concatenate([transport.most, np.full(len(pieces), np.inf), np.ones(len(asks))])
    integral = np.zeros(count, dtype=np.int64)
    hauled = program.activity_columns + np.flatnonzero(program.moves.haulage >= 0)
    integral[np.concatenate([np.flatnonzero(transport.works), hauled, of_piece, of_asks])] = 1
    wide = csr_array(hstack([transport.matrix, csr_array((len(transport.row_lower), count - columns))]))
    found = milp(
        c=np.concatenate([transport.cost, np.zeros(count - columns)]),
        integrality=integral,
        bounds=Bounds(np.zeros(count), upper),
        constraints=[
            LinearConstraint(wide + balances, transport.row_lower, row_upper),
            LinearConstraint(worked, -np.inf, 0.0),
            LinearConstraint(bought, -np.inf, 0.0),
            LinearConstraint(when(most), -np.inf, 0.0),
            LinearConstraint(when(least), 0.0, np.inf),
        ],
        options={"node_limit": NODES, "mip_rel_gap": GAP},
    )
    if found.x is None:
        return None
    levels: Floats = np.rint(found.x[:columns]) / transport.steps
    return levels


def _entries(row: Ints, column: Ints, value: Floats, shape: tuple[int, int]) -> csr_array:
    return csr_array(coo_array((value, (row, column)), shape=shape))
