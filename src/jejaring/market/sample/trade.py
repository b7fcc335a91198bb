"""What a synthetic market offers, needs and can make, so that most of it finds its match."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from jejaring.market.columns import TABLES
from jejaring.market.sample.draws import Draws
from jejaring.market.sample.goods import (
    MADE_BY_RECIPE,
    Assortment,
    is_bound,
    requirements,
    typical_prices,
    ways_to_make,
)
from jejaring.market.sample.places import Homes, Places, homes_of_recipes
from jejaring.market.sample.rows import listing_rows, lots, pick, round_price, whole
from jejaring.market.sample.windows import harvest_windows, need_windows

OFFER_SURPLUS = 1.15
"""Offered, relative to what is needed and used."""
CAPACITY_SURPLUS, SEASONAL_PEAK = 1.3, 2.0
"""Working capacity a month, relative to the even pace; and how much more of it a season takes."""
ASK, ASK_DEVIATION = 0.92, 0.12
BID, BID_DEVIATION = 1.12, 0.15
"""What offers ask and needs would pay, relative to the good's typical price, and how far they differ."""
FEE, LEAST_FEE, FEE_DEVIATION = 0.7, 0.03, 0.2
"""What work asks, relative to what it adds to its inputs at typical prices; at least this part of its
product's price; and how far fees differ."""


@dataclass(frozen=True)
class Setting:
    """What is the same for all listings of one synthetic market."""

    stock: Assortment
    places: Places
    homes: Homes
    """Of the goods, in their order."""
    months: int
    spending: float
    """Rupiah that all needs together would pay at typical prices."""

    @property
    def required(self) -> dict[str, float]:
        """Base units of every good needed or used over the horizon."""
        units = requirements(self.stock.goods, self.stock.recipes)
        return {commodity: self.spending * unit for commodity, unit in units.items()}


def offers(size: int, setting: Setting, chance: Draws) -> pl.DataFrame:
    """`size` offers: of what grows, and the part of what is made that recipes here do not make."""
    goods, places = setting.stock.goods, setting.places
    made, required = ways_to_make(setting.stock.recipes), setting.required
    values = [
        OFFER_SURPLUS
        * required[good.commodity]
        * good.price
        * (1.0 - MADE_BY_RECIPE if good.commodity in made else 1.0)
        for good in goods
    ]
    which, value = lots(values, size, chance)
    typical = typical_prices(goods)[which]
    place = setting.homes.draw(which, chance)
    level = 0.5 + 0.5 * places.price_level[place]
    return listing_rows(
        "P",
        place,
        pick([good.commodity for good in goods], which).alias("commodity"),
        whole(value / typical),
        round_price(typical * ASK * level * chance.near_one(ASK_DEVIATION, size)),
        places,
        chance,
    ).with_columns(**harvest_windows(goods, which, setting.months, chance))


def needs(size: int, setting: Setting, chance: Draws) -> pl.DataFrame:
    """`size` needs by appetite: of what cannot travel where it comes from, of all else where people live."""
    goods, places = setting.stock.goods, setting.places
    appetites = sum(good.appetite for good in goods)
    which, value = lots([setting.spending * good.appetite / appetites for good in goods], size, chance)
    typical = typical_prices(goods)[which]
    bound = np.array([is_bound(good) for good in goods])[which]
    anywhere = places.place[chance.below(len(places.place), size)]
    place = np.where(bound, setting.homes.draw(which, chance), anywhere)
    return listing_rows(
        "B",
        place,
        pick([good.commodity for good in goods], which).alias("commodity"),
        whole(value / typical),
        round_price(typical * BID * places.price_level[place] * chance.near_one(BID_DEVIATION, size)),
        places,
        chance,
    ).with_columns(**need_windows(goods, which, setting.months, chance))


def capacities(size: int, setting: Setting, chance: Draws) -> pl.DataFrame:
    """`size` capacities: room to make what is needed of each product, shared among the ways to make it."""
    if size == 0:
        return pl.DataFrame(schema=TABLES["capacities"])
    stock = setting.stock
    recipes = list(stock.recipes.values())
    price = {good.commodity: good.price for good in stock.goods}
    product_price = np.array([price[rows[0][0]] for rows in recipes])
    which, value = lots(_capacity_values(setting), size, chance)
    place = homes_of_recipes(recipes, stock.goods, setting.homes).draw(which, chance)
    fee = np.array([_fee(rows, price) for rows in recipes])[which]
    return listing_rows(
        "K",
        place,
        pick(list(stock.recipes), which).alias("recipe"),
        whole(value / product_price[which]),
        round_price(fee * chance.near_one(FEE_DEVIATION, size)),
        setting.places,
        chance,
    )


def _capacity_values(setting: Setting) -> list[float]:
    """Rupiah of product that each recipe has room for in a month."""
    price = {good.commodity: good.price for good in setting.stock.goods}
    seasonal = {good.commodity for good in setting.stock.goods if good.harvest}
    ways, required = ways_to_make(setting.stock.recipes), setting.required
    values = []
    for rows in setting.stock.recipes.values():
        product = rows[0][0]
        in_season = setting.months > 1 and any(commodity in seasonal for commodity, _ in rows)
        surplus = CAPACITY_SURPLUS * (SEASONAL_PEAK if in_season else 1.0)
        values.append(surplus * required[product] * price[product] / ways[product] / setting.months)
    return values


def _fee(rows: Sequence[tuple[str, float]], price: dict[str, float]) -> float:
    """Rupiah per unit of the product."""
    product = rows[0][0]
    inputs = sum(-quantity * price[commodity] for commodity, quantity in rows if quantity < 0)
    return max(FEE * (price[product] - inputs), LEAST_FEE * price[product])
