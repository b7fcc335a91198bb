"""Which extra capacity or lane would help most.

More of what is used to its limit: its rent, the dual price of that limit, says what a unit more is worth. And
new lanes, cheaper than the way there is: prices on both sides say what a kilogram moved there is worth.
"""

from collections.abc import Iterator
from itertools import islice

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.insight.extra import EXTRA_COLUMNS, NEW, Extra, checked
from jejaring.insight.values import values_of
from jejaring.market import AddListing, ChangeListing, Market
from jejaring.planning import Plan
from jejaring.planning.warm import Planner

Floats = NDArray[np.float64]
KIND = {"capacities": "capacity", "stores": "store", "haulage": "haulage"}
SHARE = 0.1
"""By how much what is used to its limit grows."""
LANE_FEE = 0.5
"""What a new lane asks, as a share of what the cheapest way there costs now."""


def strengthenings(market: Market, plan: Plan, planner: Planner, count: int = 10) -> pl.DataFrame:
    """What would help most, checked by replanning.

    Parameters
    ----------
    market : Market
    plan : Plan
        Of `market`, the whole network.
    planner : Planner
        Of `market`.
    count : int
        How many of either are replanned: extra capacity (a tenth more of a capacity, store or haulage that is
        used up), and new lanes (haulage for half the freight there is now, of as many kilograms as a typical
        trade).

    Returns
    -------
    DataFrame
        `EXTRA_COLUMNS`.
    """
    more = checked(planner, limits_of(market, plan), count)
    lanes = checked(planner, islice(lanes_of(market, plan), count), count)
    return pl.concat([more, lanes]).match_to_schema(EXTRA_COLUMNS)


def limits_of(market: Market, plan: Plan, share: float = SHARE) -> Iterator[Extra]:
    """A share more of every capacity, store and haulage, where a unit more is worth something."""
    rent = plan.levels.group_by("listing", maintain_order=True).agg(rent=(pl.col("gain") * share).sum())
    for kind, name in KIND.items():
        region = "origin" if kind == "haulage" else "region"
        subject = pl.col("id")
        rows = (
            getattr(market, kind)
            .join(rent, left_on="id", right_on="listing", maintain_order="left")
            .filter((pl.col("rent") > 0) & (pl.col("quantity") > 0))
            .select(subject, pl.col(region).str.head(5), "quantity", "price", "rent")
        )
        for listing, place, quantity, fee, promised in rows.iter_rows():
            change = ChangeListing(listing, {"quantity": quantity * (1.0 + share)})
            yield Extra(name, listing, place, quantity * share, fee, promised, change)


def lanes_of(market: Market, plan: Plan, fee: float = LANE_FEE) -> Iterator[Extra]:
    """New lanes for a share of the freight there is, best first; one to each province."""
    kilograms = typical_load(market, plan)
    if kilograms <= 0:
        return
    asks = fee * _freight_now(market)
    worth = np.maximum(worth_of_moving(market, plan) - asks[None], 0.0)
    promised = worth.sum(axis=0) * kilograms
    seen: set[str] = set()
    regions = market.freight.regions
    for place in np.argsort(-promised, axis=None, kind="stable").tolist():
        a, b = divmod(place, len(regions))
        if promised[a, b] <= 0:
            return
        origin, destination = regions[a], regions[b]
        if destination[:2] in seen:
            continue
        seen.add(destination[:2])
        cells = {
            "id": NEW,
            "cooperative": market.cooperatives["id"][0],
            "origin": origin,
            "destination": destination,
            "quantity": kilograms,
            "price": float(asks[a, b]),
        }
        yield Extra(
            "lane",
            f"{origin}:{destination}",
            None,
            kilograms,
            float(asks[a, b]),
            float(promised[a, b]),
            AddListing("haulage", cells),
        )


def typical_load(market: Market, plan: Plan) -> float:
    """Kilograms of the median trade between two regencies; 0 where there is none."""
    weight = market.catalogue.commodities.select("commodity", "kg_per_unit")
    far = plan.trades.filter(pl.col("origin") != pl.col("destination")).join(
        weight, on="commodity", maintain_order="left"
    )
    return float(far.select((pl.col("quantity") * pl.col("kg_per_unit")).median()).item() or 0.0)


def worth_of_moving(market: Market, plan: Plan) -> Floats:
    """Shape (periods, n, n): the most a kilogram of any good would bring there, less its cost here."""
    values = values_of(market, plan)
    brings, costs, goods = values.brings(), values.costs(), values.goods
    regions = len(market.freight.regions)
    best = np.zeros((len(plan.periods), regions, regions))
    for commodity in np.flatnonzero(values.ways.travels()):
        rise = brings[commodity][:, None, :] - costs[commodity][:, :, None]
        np.maximum(best, rise / goods.kg_per_unit[commodity], out=best)
    return best


def _freight_now(market: Market) -> Floats:
    """Shape (n, n): rupiah per kg of the cheapest way; where there is none, that of the dearest there is."""
    per_kg = market.freight.rupiah_per_kg
    dearest = per_kg[np.isfinite(per_kg)].max(initial=0.0)
    return np.where(np.isfinite(per_kg), per_kg, dearest)
