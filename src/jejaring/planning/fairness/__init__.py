"""The fairest of all optimal prices: those under which relative gains are as equal as the optimum allows.

`face` writes down which prices are optimal; `groups` finds those that move together, `room` how far, `pieces`
which of them depend on each other; `squares` finds the fairest point of a piece; `prices` is the order of the
method; `ranges` says between which bounds each price could lie.
"""

from jejaring.planning.fairness.conditions import put_in_per_unit
from jejaring.planning.fairness.prices import FairPrices, as_solved, fair_prices, settled_prices
from jejaring.planning.fairness.ranges import Range

__all__ = ["FairPrices", "Range", "as_solved", "fair_prices", "put_in_per_unit", "settled_prices"]
