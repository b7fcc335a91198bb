"""Where one more mill, tannery or store would gain most.

A new capacity of the usual size and fee is thought of in every regency: what its outputs would bring, less
what its inputs would cost there. The most promising, one for each recipe or good and province, are planned
in.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.insight.extra import NEW, Extra, checked
from jejaring.insight.values import Values, values_of
from jejaring.market import AddListing, Market
from jejaring.planning import Plan
from jejaring.planning.activities import STORABLE_FROM_DAYS
from jejaring.planning.warm import Planner

Floats = NDArray[np.float64]


def openings(market: Market, plan: Plan, planner: Planner, count: int = 10) -> pl.DataFrame:
    """The most promising new capacities and stores, checked by replanning.

    Parameters
    ----------
    market : Market
    plan : Plan
        Of `market`, the whole network.
    planner : Planner
        Of `market`.
    count : int
        How many are replanned.

    Returns
    -------
    DataFrame
        `EXTRA_COLUMNS`, those that bring most first. Size and fee are the medians of those that are listed
        for the same recipe or good; where nobody lists any, none is thought of.

    Raises
    ------
    NotSolved
        When an optimum is not found.
    """
    values = values_of(market, plan)
    return checked(planner, [*new_capacities(market, values), *new_stores(market, values)], count)


def new_capacities(market: Market, values: Values) -> Iterator[Extra]:
    """A capacity of every recipe that somebody lists, where it promises most in each province."""
    brings, costs = values.brings(), values.costs()
    for recipe, size, fee in _usual(market.capacities, "recipe"):
        earns = np.full(brings.shape[1:], -fee)
        entries = market.catalogue.recipes.filter(pl.col("recipe") == recipe)
        for commodity, quantity in entries.select("commodity", "quantity").iter_rows():
            good = values.goods.number[commodity]
            earns += quantity * (brings[good] if quantity > 0 else costs[good])
        yield from _best(market, "capacity", recipe, size, fee, np.maximum(earns, 0.0).sum(axis=0))


def new_stores(market: Market, values: Values) -> Iterator[Extra]:
    """A store of every good that somebody stores, where it promises most in each province."""
    brings, costs = values.brings(), values.costs()
    for commodity, size, fee in _usual(market.stores, "commodity"):
        good = values.goods.number[commodity]
        if values.goods.shelf_life_days[good] >= STORABLE_FROM_DAYS:
            earns = brings[good, 1:] - costs[good, :-1] - fee
            yield from _best(market, "store", commodity, size, fee, np.maximum(earns, 0.0).sum(axis=0))


def _usual(table: pl.DataFrame, subject: str) -> list[tuple[str, float, float]]:
    """Every subject with its median quantity and fee."""
    usual = (
        table.filter(pl.col("quantity") > 0)
        .group_by(subject, maintain_order=True)
        .agg(pl.col("quantity").median(), pl.col("price").median())
        .sort(subject)
    )
    return usual.rows()


def _best(
    market: Market, kind: str, subject: str, size: float, fee: float, per_unit: Floats
) -> Iterator[Extra]:
    """The regency of each province where a unit promises most, if it promises anything."""
    regions = market.freight.regions
    seen: set[str] = set()
    table, name = ("capacities", "recipe") if kind == "capacity" else ("stores", "commodity")
    for place in np.argsort(-per_unit, kind="stable").tolist():
        if per_unit[place] <= 0:
            return
        region = regions[place]
        if region[:2] in seen:
            continue
        seen.add(region[:2])
        cells = {
            "id": NEW,
            "cooperative": market.cooperatives["id"][0],
            name: subject,
            "region": region,
            "quantity": size,
            "price": fee,
        }
        promised = size * float(per_unit[place])
        yield Extra(kind, subject, region, size, fee, promised, AddListing(table, cells))
