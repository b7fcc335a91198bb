"""What no practical plan exceeds: the linear program with a yes or no for every minimum, as HiGHS bounds it.

Goods split freely here and rupiah are not whole, so that the bound holds for whatever is signed. Nothing is
left lying but where somebody works.
"""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, hstack

from jejaring.planning.goods import goods_of
from jejaring.planning.lanes import Ways
from jejaring.planning.practical.listed import listed, worked_at
from jejaring.planning.program import build_program


def bound_with_minimums(market, seconds: float = 120.0) -> float:
    """Rupiah that no plan exceeds in which every minimum is kept."""
    program = build_program(market, Ways(market.freight, goods_of(market)))
    activities = listed(market)
    size = program.activity_columns
    limit = activities.limit[:size]
    asks = np.flatnonzero(activities.minimum > 0)
    asks = asks[np.isin(asks, limit)]
    number = np.full(len(activities.minimum), -1)
    number[asks] = np.arange(len(asks))
    member = np.flatnonzero(number[limit] >= 0)
    columns, choices = len(program.cost), len(asks)
    of = coo_array((np.ones(len(member)), (number[limit[member]], member)), shape=(choices, columns))

    def against(amount):
        return csr_array(hstack([of, coo_array((-amount, (np.arange(choices),) * 2))]))

    row_upper = program.row_upper.copy()
    exactly = np.flatnonzero(~worked_at(activities, program))
    row_upper[exactly] = program.row_lower[exactly]
    wide = csr_array(hstack([program.matrix, csr_array((len(row_upper), choices))]))
    solved = milp(
        c=np.concatenate([program.cost, np.zeros(choices)]),
        integrality=np.concatenate([np.zeros(columns), np.ones(choices)]),
        bounds=Bounds(0, np.concatenate([program.upper, np.ones(choices)])),
        constraints=[
            LinearConstraint(wide, program.row_lower, row_upper),
            LinearConstraint(against(activities.quantity[asks]), -np.inf, 0.0),
            LinearConstraint(against(activities.minimum[asks]), 0.0, np.inf),
        ],
        options={"time_limit": seconds, "mip_rel_gap": 1e-5},
    )
    return -float(solved.mip_dual_bound)
