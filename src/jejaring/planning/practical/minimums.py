"""Which minimums to keep in a market of some size: the program with a yes or no for every minimum.

    minimise    what offers ask + fees + freight - what needs would pay
    such that   every listing is used for at most its quantity, and at least its minimum or not at all
                balances, windows and hauliers' kilograms hold as in the linear program
                nothing is left lying but where somebody works who makes or takes it

Goods split freely here: whole steps come afterwards. HiGHS has a limit on nodes and none on seconds, so that
the same market gives the same plan.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, hstack

from jejaring.planning.highs import typical
from jejaring.planning.practical.listed import Listed, worked_at
from jejaring.planning.program import Program

Floats = NDArray[np.float64]
MOST_COLUMNS, MOST_CHOICES = 50_000, 600
"""Of a market whose minimums are chosen at once: columns of its program, and minimums."""
NODES = 200
GAP = 5e-4  # of the surplus


def is_medium(listed: Listed, program: Program) -> bool:
    """Whether all minimums of the market can be chosen at once."""
    return len(program.cost) <= MOST_COLUMNS and int((listed.minimum > 0).sum()) <= MOST_CHOICES


def best_minimums(listed: Listed, program: Program) -> Floats | None:
    """Shape (columns,): the best levels HiGHS finds, none between nothing and a minimum.

    None where it finds none, and where nothing has a minimum.
    """
    limit = listed.limit[: program.activity_columns]
    asks = np.flatnonzero(listed.minimum > 0)
    asks = asks[np.isin(asks, limit)]
    if not len(asks):
        return None
    number = np.full(len(listed.minimum), -1)
    number[asks] = np.arange(len(asks))
    member = np.flatnonzero(number[limit] >= 0)
    columns, choices = len(program.cost), len(asks)
    used = coo_array((np.ones(len(member)), (number[limit[member]], member)), shape=(choices, columns))
    unit, rupiah = typical(program.upper), typical(program.cost)

    def when(amount: Floats) -> csr_array:
        yes = coo_array((-amount / unit, (np.arange(choices), np.arange(choices))))
        return csr_array(hstack([used, yes]))

    row_upper = program.row_upper.copy()
    exactly = np.flatnonzero(~worked_at(listed, program))
    row_upper[exactly] = program.row_lower[exactly]
    wide = csr_array(hstack([program.matrix, csr_array((len(row_upper), choices))]))
    found = milp(
        c=np.concatenate([program.cost / rupiah, np.zeros(choices)]),
        integrality=np.concatenate([np.zeros(columns), np.ones(choices)]),
        bounds=Bounds(0, np.concatenate([program.upper / unit, np.ones(choices)])),
        constraints=[
            LinearConstraint(wide, program.row_lower / unit, row_upper / unit),
            LinearConstraint(when(listed.quantity[asks]), -np.inf, 0.0),
            LinearConstraint(when(listed.minimum[asks]), 0.0, np.inf),
        ],
        options={"node_limit": NODES, "mip_rel_gap": GAP},
    )
    if found.x is None:
        return None
    levels: Floats = found.x[:columns] * unit
    return levels
