"""The parts of a synthetic market put together."""

import polars as pl

from jejaring.market.columns import TABLES
from jejaring.market.sample.draws import draws
from jejaring.market.sample.goods import assortment, keeps
from jejaring.market.sample.places import homes_of_goods, place_cooperatives
from jejaring.market.sample.rows import cooperative_rows, with_minimums
from jejaring.market.sample.services import haulage_between, stores_of_goods
from jejaring.market.sample.trade import Setting, capacities, needs, offers

NEEDS_SHARE, CAPACITIES_SHARE = 5 / 12, 1 / 12
"""Of offers, needs and capacities together; the rest are offers."""
LOT_VALUE = 40_000_000.0
"""Rupiah: what the average need would pay for all it wants over the horizon."""


def sample_market(
    cooperatives: int,
    listings: int,
    commodities: int | None = None,
    months: int = 1,
    seed: int = 0,
    *,
    stores: float = 0.01,
    haulage: float = 0.002,
    minimums: float = 0.0,
) -> dict[str, pl.DataFrame]:
    """The tables of a synthetic market, ready for `build_market`.

    Parameters
    ----------
    cooperatives
        How many, at least 1, placed by population.
    listings
        How many of all kinds together, at least 1.
    commodities
        How many goods are traded; beyond the shipped catalogue's, numbered example goods with recipes of
        their own are added. None: the whole shipped catalogue.
    months
        Length of the horizon from January 2026; 1 names no month, which is one period.
    seed
        A whole number >= 0. The same arguments give the same market on any machine.
    stores, haulage
        Shares of the listings; stores only where there is more than one month.
    minimums
        Share of offers and needs that take no less than a quarter of their quantity.

    Returns
    -------
    dict of DataFrame
        Every table of `TABLES` but `freight`: the market uses the national network.

    Raises
    ------
    ValueError
        When a number is out of its range.
    """
    for name, value, least in (
        ("cooperatives", cooperatives, 1),
        ("listings", listings, 1),
        ("commodities", 1 if commodities is None else commodities, 1),
        ("months", months, 1),
        ("seed", seed, 0),
    ):
        if value < least:
            raise ValueError(f"{name} is {value}; it must be at least {least}")
    for name, share in (("stores", stores), ("haulage", haulage), ("minimums", minimums)):
        if not 0 <= share <= 0.5:
            raise ValueError(f"{name} is {share}; it must be between 0 and 0.5")
    stock = assortment(commodities, seed)
    places = place_cooperatives(cooperatives, draws(seed, "cooperatives"))
    homes = homes_of_goods(stock.goods, places, draws(seed, "homes"))
    stored = [n for n, good in enumerate(stock.goods) if keeps(good) and not good.local]
    haulage_count = int(listings * haulage) if len(places.codes) > 1 else 0
    store_count = int(listings * stores) if months > 1 and stored else 0
    traded = listings - haulage_count - store_count
    capacity_count = int(traded * CAPACITIES_SHARE) if stock.recipes else 0
    need_count = int(traded * NEEDS_SHARE)
    offer_count = traded - capacity_count - need_count
    spending = LOT_VALUE * max(need_count, 1)
    setting = Setting(stock, places, homes, months, spending)
    offered = offers(offer_count, setting, draws(seed, "offers"))
    needed = needs(need_count, setting, draws(seed, "needs"))
    frames = {
        "cooperatives": cooperative_rows(places, draws(seed, "types")),
        "offers": with_minimums(offered, minimums, draws(seed, "offer minimums")),
        "needs": with_minimums(needed, minimums, draws(seed, "need minimums")),
        "capacities": capacities(capacity_count, setting, draws(seed, "capacities")),
        "stores": stores_of_goods(store_count, stock.goods, stored, places, homes, draws(seed, "stores")),
        "haulage": haulage_between(haulage_count, places, draws(seed, "haulage")),
        "commodities": stock.own_commodities,
        "recipes": stock.own_recipes,
    }
    return {
        name: pl.DataFrame(frame.select(list(TABLES[name])), schema_overrides=TABLES[name])
        for name, frame in frames.items()
    }
