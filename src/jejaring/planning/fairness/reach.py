"""How far goods reach that nobody lists yet: prices where a commodity is only given, or only taken.

The program leaves out lanes that no plan needs: to where a commodity is only given, from where it is only
taken. Yet no price may exceed what the cheapest supply from elsewhere would come to, nor fall short of what
the best use elsewhere would leave.
"""

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.lanes import Lanes
from jejaring.planning.program import Program

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def lanes_of(program: Program, commodity: int) -> Lanes:
    """All lanes of a commodity between places that deal in it, in any one period."""
    gives, takes = program.gives[commodity], program.takes[commodity]
    if program.ways.by_network(commodity, gives, takes) or not program.ways.travels()[commodity]:
        return program.lanes(commodity)
    deals = gives | takes
    return program.ways.pairs(commodity, deals, deals)


def within_reach(program: Program, prices: Floats) -> Floats:
    """The prices, moved where a commodity is only given or only taken as far as the lanes left out demand."""
    moved = prices.copy()
    for commodity, places in enumerate(program.nodes.places.tolist()):
        gives, takes = program.gives[commodity], program.takes[commodity]
        ways = program.ways
        if ways.by_network(commodity, gives, takes) or not ways.travels()[commodity]:
            continue
        cost = ways.rupiah_per_unit(commodity)
        given, taken = np.flatnonzero(gives & ~takes), np.flatnonzero(takes & ~gives)
        from_givers, to_any = cost[np.ix_(gives, given)], cost[np.ix_(taken, gives | takes)]
        first = int(program.nodes.base[commodity])
        for month in range(len(program.periods)):
            here = moved[first + month * places : first + month * places + len(gives)]
            supplied = (here[gives, None] + from_givers).min(axis=0, initial=np.inf)
            here[given] = np.minimum(here[given], supplied)
            used = (here[None, gives | takes] - to_any).max(axis=1, initial=-np.inf)
            here[taken] = np.maximum(here[taken], used)
    return moved
