"""What a unit more would bring in each region, and what it would cost there, at a plan's prices.

A price stands for every commodity everywhere; but one that nobody trades at is no offer. What one unit more
would bring is the price where it is bought (or what an unserved need there would pay), less the freight to
that place; what it would cost is the price where it is sold (or what an unused offer there asks), and the
freight from it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.market import Market
from jejaring.planning import Plan
from jejaring.planning.activities import activities_of, number_of
from jejaring.planning.goods import Goods, goods_of
from jejaring.planning.lanes import Ways

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Values:
    """Rupiah per unit, by (commodity, period, region), all of shape (commodities, periods, regions)."""

    goods: Goods
    ways: Ways
    bought: Floats
    """What somebody in the region itself would pay for a unit more; -inf where nobody would."""
    sold: Floats
    """What somebody in the region itself would take for a unit more; inf where nobody has any."""

    def brings(self) -> Floats:
        """What a unit more in each region would bring, wherever it is best sold; 0 where nowhere."""
        best = np.zeros_like(self.bought)
        for commodity in range(len(best)):
            cost = self.ways.rupiah_per_unit(commodity)
            for period in range(best.shape[1]):
                buyers = np.flatnonzero(np.isfinite(self.bought[commodity, period]))
                if len(buyers):
                    left = self.bought[commodity, period, buyers][None, :] - cost[:, buyers]
                    best[commodity, period] = np.maximum(left.max(axis=1), 0.0)
        return best

    def costs(self) -> Floats:
        """What a unit more in each region would cost, from where it is cheapest; inf: from nowhere."""
        best = np.full_like(self.sold, np.inf)
        for commodity in range(len(best)):
            cost = self.ways.rupiah_per_unit(commodity)
            for period in range(best.shape[1]):
                sellers = np.flatnonzero(np.isfinite(self.sold[commodity, period]))
                if len(sellers):
                    delivered = self.sold[commodity, period, sellers][:, None] + cost[sellers]
                    best[commodity, period] = delivered.min(axis=0)
        return best


def values_of(market: Market, plan: Plan) -> Values:
    """The values at a plan's prices.

    Parameters
    ----------
    market : Market
    plan : Plan
        Of `market`, the whole network.
    """
    goods = goods_of(market)
    ways = Ways(market.freight, goods)
    shape = (len(goods.commodities), len(market.periods), len(market.freight.regions))
    place = _places(goods, market)
    prices = np.zeros(shape)
    prices[place(plan.prices, "region")] = plan.prices["price"].to_numpy()
    bought, sold = np.full(shape, -np.inf), np.full(shape, np.inf)
    activities = activities_of(market, goods)
    level = _left(market, plan)
    for kind, into, best in (("needs", bought, np.maximum), ("offers", sold, np.minimum)):
        at = activities[kind]
        left = level[kind][at.listing] > 0
        best.at(into, (at.commodity[left], at.period[left], at.place[left]), at.price[left])
    # Where it is traded, the price is what one more is worth.
    for into, end in ((bought, "destination"), (sold, "origin")):
        traded = place(plan.trades, end)
        into[traded] = prices[traded]
    return Values(goods, ways, bought, sold)


def _places(goods: Goods, market: Market) -> Callable[[pl.DataFrame, str], tuple[Ints, Ints, Ints]]:
    """How the rows of a plan's table are found in the arrays, by the column that names their region."""
    months = {month: number for number, month in enumerate(market.periods)}
    regions = {code: number for number, code in enumerate(market.freight.regions)}

    def place(table: pl.DataFrame, region: str) -> tuple[Ints, Ints, Ints]:
        names = (("commodity", goods.number), ("period", months), (region, regions))
        columns = [number_of(table[name], number) for name, number in names]
        return columns[0], columns[1], columns[2]

    return place


def _left(market: Market, plan: Plan) -> dict[str, Floats]:
    """Per kind how much of each offer and need is not used."""
    used = plan.levels.group_by("listing", maintain_order=True).agg(pl.col("level").sum())
    return {
        kind: getattr(market, kind)
        .join(used, left_on="id", right_on="listing", how="left", maintain_order="left")
        .select(pl.col("quantity") - pl.col("level").fill_null(0.0))
        .to_series()
        .to_numpy()
        for kind in ("offers", "needs")
    }
