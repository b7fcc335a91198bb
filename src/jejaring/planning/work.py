"""What capacities make and use: their recipes, entry by entry."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jejaring.market import Market
from jejaring.planning.activities import Activities
from jejaring.planning.goods import Goods

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Work:
    """What capacities make (quantity > 0) and use (< 0) per unit of main output; one entry per good."""

    activity: Ints
    commodity: Ints
    quantity: Floats
    recipe: Ints
    """Shape (capacity activities,): the number of each one's recipe, in the order of `Goods.main_output`."""


def work_of(market: Market, goods: Goods, capacities: Activities) -> Work:
    """One entry per capacity activity and row of its recipe."""
    recipe = goods.recipes["recipe"].to_numpy()
    number = {name: index for index, name in enumerate(goods.main_output)}
    entries = np.array([number[name] for name in recipe], dtype=np.int64)
    by_recipe = np.argsort(entries, kind="stable")
    size = np.bincount(entries, minlength=len(number))
    first = np.cumsum(size) - size
    listed = np.array([number[name] for name in market.capacities["recipe"]], dtype=np.int64)
    of_activity = listed[capacities.listing]
    length = size[of_activity]
    activity = np.repeat(np.arange(len(capacities)), length)
    start_of_run = np.repeat(np.cumsum(length) - length, length)
    entry = by_recipe[first[of_activity[activity]] + np.arange(len(activity)) - start_of_run]
    return Work(
        activity=activity,
        commodity=goods.recipes["commodity"].to_numpy()[entry],
        quantity=goods.recipes["quantity"].to_numpy()[entry],
        recipe=of_activity,
    )
