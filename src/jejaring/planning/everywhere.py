"""Prices everywhere: what a commodity would cost where nobody lists it, or nobody can deliver it.

The program prices the places that deal in a commodity. Anywhere else it costs what the cheapest supply
that could reach there would come to; where no supply reaches, it is worth what could be had for it
elsewhere. Prices so extended still prove the plan: no lane between any two regions pays.
"""

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.lanes import Ways
from jejaring.planning.program import Program

Floats = NDArray[np.float64]


def prices_everywhere(program: Program, ways: Ways, prices: Floats) -> Floats:
    """Shape (commodities, periods, regions): the price of every commodity in every period and region.

    Parameters
    ----------
    program : Program
    ways : Ways
        The cheapest ways the program's lanes stand for.
    prices : array, shape (nodes,)
        Optimal duals of the program's balances.
    """
    periods, regions = len(program.periods), len(program.regions)
    result = np.empty((len(program.goods.commodities), periods, regions))
    for commodity in range(len(result)):
        cost = ways.rupiah_per_unit(commodity)
        gives, takes = program.gives[commodity], program.takes[commodity]
        for period in range(periods):
            first = program.nodes.base[commodity] + period * program.nodes.places[commodity]
            listed = prices[first : first + regions]
            delivered = (listed[gives, None] + cost[gives]).min(axis=0, initial=np.inf)
            reached = np.isfinite(delivered)
            known = np.where(reached, delivered, np.where(takes, listed, 0.0))
            elsewhere = (known[None, :] - cost[~reached]).max(axis=1, initial=0.0)
            result[commodity, period] = known
            result[commodity, period, ~reached] = elsewhere
    return result
