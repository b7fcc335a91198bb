"""Stores and haulage of a synthetic market: what keeps goods, and what carries them."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from jejaring.market.columns import TABLES
from jejaring.market.sample.draws import Draws
from jejaring.market.sample.goods import Good, typical_prices
from jejaring.market.sample.places import Homes, Places
from jejaring.market.sample.rows import ids, listing_rows, pick, round_price, whole

STORE_VALUE = 120_000_000.0
"""Rupiah: what fits into the average store."""
ROAD_START, ROAD_KG_KM, ROAD_KM_HOUR = 60.0, 0.6, 35.0
SEA_START, SEA_KG_KM, SEA_KM_HOUR = 150.0, 0.16, 22.0
"""Rupiah per kg to begin with and per kg and km, and km an hour: what hauliers ask, unverified."""
LOADING_HOURS, HARBOUR_HOURS = 4.0, 48.0
LOAD = 20_000.0
"""Kg a month: the average haulier."""
KM_A_DEGREE = 111.0
"""Near the equator, north and east alike."""


def stores_of_goods(
    size: int, goods: Sequence[Good], kept: Sequence[int], places: Places, homes: Homes, chance: Draws
) -> pl.DataFrame:
    """Stores for goods that keep, where they come from, at half to two per cent of their price a month."""
    if size == 0:
        return pl.DataFrame(schema=TABLES["stores"])
    which = np.array(kept, dtype=np.int64)[chance.below(len(kept), size)]
    price = typical_prices(goods)[which]
    return listing_rows(
        "G",
        homes.draw(which, chance),
        pick([good.commodity for good in goods], which).alias("commodity"),
        whole(STORE_VALUE * chance.lot_sizes(size) / price),
        round_price(price * (0.005 + 0.015 * chance.share(size))),
        places,
        chance,
    )


def haulage_between(size: int, places: Places, chance: Draws) -> pl.DataFrame:
    """Lorries and boat space from a haulier's own regency to another, at about what the way costs."""
    if size == 0:
        return pl.DataFrame(schema=TABLES["haulage"])
    haulier = chance.below(len(places.place), size)
    origin = places.place[haulier]
    drawn = places.place[chance.below(len(places.place), size)]
    destination = np.where(drawn == origin, (origin + 1) % len(places.codes), drawn)
    # Kilometres along meridian and parallel: good enough for a price.
    apart = np.abs(places.points[origin] - places.points[destination])
    km = KM_A_DEGREE * (apart[:, 0] + apart[:, 1])
    road = places.islands[origin] == places.islands[destination]
    fee = np.where(road, ROAD_START + ROAD_KG_KM * km, SEA_START + SEA_KG_KM * km)
    hours = np.where(road, LOADING_HOURS + km / ROAD_KM_HOUR, HARBOUR_HOURS + km / SEA_KM_HOUR)
    return pl.DataFrame(
        {
            "id": ids("A", size),
            "cooperative": ids("C", len(places.place)).gather(haulier),
            "origin": pick(places.codes, origin),
            "destination": pick(places.codes, destination),
            "quantity": whole(LOAD * chance.lot_sizes(size)),
            "price": round_price(fee * chance.near_one(0.15, size)),
            "hours": np.rint(hours),
            "from": pl.repeat(None, size, dtype=pl.String, eager=True),
            "until": pl.repeat(None, size, dtype=pl.String, eager=True),
        }
    )
