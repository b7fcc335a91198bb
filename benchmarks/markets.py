"""Makes the synthetic market of one size as CSV files: `python -m benchmarks.markets`."""

import argparse
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.sizes import GOODS, KEEPING, commodities_of, cooperatives_of
from jejaring.geography import national_freight
from jejaring.market import Market, build_market
from jejaring.market.sample import sample_market

HOURS_PER_DAY = 24.0


def main() -> None:
    """Write the market."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--listings", type=int, required=True)
    options.add_argument("--goods", choices=GOODS, required=True)
    options.add_argument("--months", type=int, required=True)
    options.add_argument("--seed", type=int, required=True)
    given = options.parse_args()
    make = _keeping if given.goods == KEEPING else _sampled
    make(given.listings, given.listings, given.months, given.seed).write(given.folder)


def _sampled(listings: int, size: int, months: int, seed: int) -> Market:
    """A market of `listings` listings with the cooperatives and commodities of one of `size`."""
    tables = sample_market(cooperatives_of(size), listings, commodities_of(size), months, seed)
    return build_market(tables)


def _keeping(listings: int, size: int, months: int, seed: int) -> Market:
    """The same of goods that keep however long their haul takes: cut from a larger market of all."""
    larger, market = listings, _only_keeping(_sampled(listings, size, months, seed))
    while market.listing_count < listings:
        larger *= 2
        market = _only_keeping(_sampled(larger, size, months, seed))
    share = listings / market.listing_count
    cut = {kind: table.head(round(table.height * share)) for kind, table in market.listings.items()}
    return build_market(market.tables | cut)


def _only_keeping(market: Market) -> Market:
    hours = national_freight().hours
    days = hours[np.isfinite(hours)].max() / HOURS_PER_DAY
    keeps = pl.col("shelf_life_days").fill_null(np.inf) >= days
    kept = market.catalogue.commodities.filter(keeps)["commodity"].implode()
    spoiling = market.catalogue.recipes.filter(~pl.col("commodity").is_in(kept))["recipe"].implode()
    of_goods = {
        kind: getattr(market, kind).filter(pl.col("commodity").is_in(kept))
        for kind in ("offers", "needs", "stores")
    }
    capacities = market.capacities.filter(~pl.col("recipe").is_in(spoiling))
    return build_market(market.tables | of_goods | {"capacities": capacities})


if __name__ == "__main__":
    main()
