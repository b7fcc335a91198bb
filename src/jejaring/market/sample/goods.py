"""What a synthetic market trades: price levels, appetite, where and when things grow, and how much is needed.

Knows the shipped goods' typical figures (data/goods.csv: orders of magnitude for examples, unverified)
and makes up numbered example goods when a market asks for more. It refuses to know single listings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.catalogue import COMMODITY_COLUMNS, RECIPE_COLUMNS, shipped_catalogue
from jejaring.market.sample.draws import draws

MADE_BY_RECIPE = 0.85
"""Share of a product's requirement that recipes make; the rest is offered ready-made."""
RAW_SHARE = (2, 3)
"""Of the made-up goods, two in three are raw; the others are made from them."""
ROUNDS = 24
"""Rounds of working requirements back through recipes; longer chains than this do not occur."""


FRESH_DAYS = 2.0
"""Days: what keeps no longer than this is needed where it comes from."""
KEPT_DAYS = 60.0
"""Days: only what keeps at least this long is stored or sold after its harvest."""


@dataclass(frozen=True)
class Good:
    """One commodity as a synthetic market sees it."""

    commodity: str
    price: float
    """Rupiah per base unit, a typical level."""
    appetite: int
    """How much of all spending goes to it, relative to other goods."""
    provinces: tuple[str, ...]
    """Where it comes from; empty: from anywhere."""
    harvest: frozenset[int]
    """Months of the year 1-12 in which it is sold; empty: all year."""
    shelf_life_days: float | None
    local: bool
    """A service, which cannot travel."""


@dataclass(frozen=True)
class Assortment:
    """The goods and recipes of one synthetic market."""

    goods: tuple[Good, ...]
    recipes: Mapping[str, tuple[tuple[str, float], ...]]
    """Recipe -> (commodity, quantity) rows, main output first."""
    own_commodities: pl.DataFrame
    """The made-up commodities, columns of `COMMODITY_COLUMNS`."""
    own_recipes: pl.DataFrame
    """The made-up recipes, columns of `RECIPE_COLUMNS`."""


def assortment(commodities: int | None, seed: int) -> Assortment:
    """The first `commodities` goods of the sample file (None: all of it), and made-up ones beyond its end.

    Recipes are those of the shipped catalogue that use and make nothing else, and the made-up ones.
    """
    shipped = _shipped_goods()
    wanted = len(shipped) if commodities is None else commodities
    goods = shipped[:wanted]
    known = {good.commodity for good in goods}
    rows = shipped_catalogue().recipes.group_by("recipe", maintain_order=True).agg("commodity", "quantity")
    recipes = {
        recipe: tuple(zip(names, quantities, strict=True))
        for recipe, names, quantities in rows.iter_rows()
        if known.issuperset(names)
    }
    own_goods, own_recipes = _example_goods(wanted - len(goods), seed)
    return Assortment(
        goods=(*goods, *own_goods),
        recipes=recipes | own_recipes,
        own_commodities=_commodity_frame(own_goods),
        own_recipes=pl.DataFrame(
            [(recipe, *row) for recipe, rows in own_recipes.items() for row in rows],
            schema=RECIPE_COLUMNS,
            orient="row",
        ),
    )


def requirements(
    goods: Sequence[Good], recipes: Mapping[str, tuple[tuple[str, float], ...]]
) -> dict[str, float]:
    """Base units of every good that are needed where people spend according to their appetites.

    A good is needed for itself and as an input of what is made from it. Spending adds up to one rupiah.
    """
    appetites = sum(good.appetite for good in goods)
    wanted = {good.commodity: good.appetite / appetites / good.price for good in goods}
    ways = ways_to_make(recipes)
    required = dict(wanted)
    for _ in range(ROUNDS):
        following = dict(wanted)
        for rows in recipes.values():
            main = rows[0][0]
            level = MADE_BY_RECIPE * required[main] / ways[main]
            for commodity, quantity in rows:
                if quantity < 0:
                    following[commodity] += level * -quantity
        required = following
    return required


def is_bound(good: Good) -> bool:
    """Whether a good is used where it comes from: a service, or too fresh to travel far."""
    return good.local or (good.shelf_life_days is not None and good.shelf_life_days <= FRESH_DAYS)


def keeps(good: Good) -> bool:
    """Whether a good can be stored from one month to the next."""
    return good.shelf_life_days is None or good.shelf_life_days >= KEPT_DAYS


def typical_prices(goods: Sequence[Good]) -> NDArray[np.float64]:
    """Shape (goods,): typical prices in rupiah per base unit."""
    return np.array([good.price for good in goods])


def ways_to_make(recipes: Mapping[str, tuple[tuple[str, float], ...]]) -> dict[str, int]:
    """How many recipes have each commodity as their main output."""
    ways: dict[str, int] = {}
    for rows in recipes.values():
        ways[rows[0][0]] = ways.get(rows[0][0], 0) + 1
    return ways


def _shipped_goods() -> list[Good]:
    catalogue = shipped_catalogue().commodities.select("commodity", "shelf_life_days", "handling")
    figures = pl.read_csv(
        files("jejaring.market.sample").joinpath("data", "goods.csv").read_bytes(),
        schema_overrides={"price": pl.Float64, "provinces": pl.String, "harvest": pl.String},
    )
    return [
        Good(
            commodity=row["commodity"],
            price=row["price"],
            appetite=row["appetite"],
            provinces=tuple((row["provinces"] or "").split()),
            harvest=_months(row["harvest"] or ""),
            shelf_life_days=row["shelf_life_days"],
            local=row["handling"] == "setempat",
        )
        for row in figures.join(catalogue, on="commodity", how="inner", maintain_order="left").iter_rows(
            named=True
        )
    ]


def _months(spans: str) -> frozenset[int]:
    """Months of spans such as `3-5 8-9`."""
    months: set[int] = set()
    for span in spans.split():
        first, last = span.split("-")
        months.update(range(int(first), int(last) + 1))
    return frozenset(months)


def _example_goods(count: int, seed: int) -> tuple[list[Good], dict[str, tuple[tuple[str, float], ...]]]:
    """`count` made-up goods, raw ones first, and one or two recipes for each that is not raw."""
    if count <= 0:
        return [], {}
    chance = draws(seed, "example goods")
    raw = max(1, count * RAW_SHARE[0] // RAW_SHARE[1])
    names = [f"contoh-{number:03d}" for number in range(1, count + 1)]
    spread = chance.share(count)
    prices = [float(round(2_000 + 60_000 * share * share * share)) for share in spread]
    recipes: dict[str, tuple[tuple[str, float], ...]] = {}
    for product in range(raw, count):
        costs = []
        for variant in range(1 + int(chance.below(2, 1)[0])):
            pool = raw if chance.below(10, 1)[0] < 7 else product
            inputs = chance.chosen(min(pool, 1 + int(chance.below(3, 1)[0])), pool)
            tenths = (
                11 + chance.below(5, len(inputs)) if len(inputs) == 1 else 5 + chance.below(8, len(inputs))
            )
            rows = [(names[i], -int(tenth) / 10) for i, tenth in zip(inputs, tenths, strict=True)]
            costs.append(sum(prices[i] * int(tenth) / 10 for i, tenth in zip(inputs, tenths, strict=True)))
            recipes[f"olah-{names[product]}-{variant + 1}"] = ((names[product], 1.0), *rows)
        prices[product] = float(round(1.25 * max(costs) + 500 + 2_500 * spread[product]))
    goods = [
        Good(
            name,
            price,
            appetite=4 if n < raw else 12,
            provinces=(),
            harvest=frozenset(),
            shelf_life_days=None,
            local=False,
        )
        for n, (name, price) in enumerate(zip(names, prices, strict=True))
    ]
    return goods, recipes


def _commodity_frame(goods: Sequence[Good]) -> pl.DataFrame:
    rows = [
        (
            good.commodity,
            f"Barang contoh {good.commodity.removeprefix('contoh-')}",
            f"Example good {good.commodity.removeprefix('contoh-')}",
            "kg",
            1.0,
            None,
            "umum",
            True,
        )
        for good in goods
    ]
    return pl.DataFrame(rows, schema=COMMODITY_COLUMNS, orient="row")
