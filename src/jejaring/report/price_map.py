"""Prices by province as maps and tables, one for each of the commodities most traded.

It knows shades and words. It refuses to know where prices come from: that is `prices`.
"""

from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl

from jejaring.planning.model import Plan
from jejaring.report.flow_map import SIZE_FAR, SIZE_NEAR, canvas
from jejaring.report.goods import Goods
from jejaring.report.labels import Wish, place_labels
from jejaring.report.places import Places
from jejaring.report.prices import commodities_by_value, province_prices, shade_edges, shade_of
from jejaring.report.wording import Wording

COMMODITIES = 6  # as many as there are tabs; the style sheet has room for eight
NAMED = 6  # provinces named on a map


def prices_view(plan: Plan, w: Wording, places: Places, goods: Goods) -> list[dict[str, Any]]:
    """A map and a table of prices for each of the commodities most traded by value."""
    commodities = commodities_by_value(plan)[:COMMODITIES]
    prices = province_prices(plan, commodities)
    return [
        _view_of(commodity, prices.filter(pl.col("commodity") == commodity), w, places, goods)
        for commodity in commodities
    ]


def _view_of(
    commodity: str, prices: pl.DataFrame, w: Wording, places: Places, goods: Goods
) -> dict[str, Any]:
    name, unit = goods.name(commodity), goods.unit(commodity)
    means = prices["mean"].to_numpy()
    edges = shade_edges(means)
    cheap, dear = prices.row(int(np.argmin(means)), named=True), prices.row(int(np.argmax(means)), named=True)
    one_price = prices.height == 1
    return {
        "name": name,
        "shades": {
            province: shade_of(mean, edges)
            for province, mean in prices.select("province", "mean").iter_rows()
        },
        "legend": [
            {"shade": shade, "text": _range(float(low), float(high), unit, w)}
            for shade, (low, high) in enumerate(pairwise(edges))
        ],
        "some_without": prices.height < len(places.provinces),
        "description": w.say(
            "prices-map-one" if one_price else "prices-map",
            goods=name,
            low=w.price(cheap["mean"], unit),
            cheap=places.province(cheap["province"]),
            high=w.price(dear["mean"], unit),
            dear=places.province(dear["province"]),
        ),
        "labels": _names(prices, SIZE_FAR, w, places),
        "labels_near": _names(prices, SIZE_NEAR, w, places),
        "table_title": w.say("prices-table", goods=name),
        "rows": [
            {
                "province": places.province(row["province"]),
                "mean": w.price(row["mean"], unit),
                "low": w.price(row["low"], unit),
                "high": w.price(row["high"], unit),
                "traded": w.quantity(row["quantity"], unit),
            }
            for row in prices.sort("mean").iter_rows(named=True)
        ],
    }


def _range(low: float, high: float, unit: str, w: Wording) -> str:
    if round(low) == round(high):
        return w.price(low, unit)
    return w.say("price-range", low=w.money(low), high=w.price(high, unit))


def _names(prices: pl.DataFrame, size: float, w: Wording, places: Places) -> list[Any]:
    """The dearest and the cheapest provinces, in turn, with their price."""
    projection, _ = canvas()
    by_price = prices.sort("mean").to_dicts()
    in_turn = [row for pair in zip(reversed(by_price), by_price, strict=True) for row in pair]
    chosen = list({row["province"]: row for row in in_turn[: max(NAMED, 2)]}.values())
    wishes = []
    for row in chosen:
        x, y = projection(places.middle(row["province"]))
        text = f"{places.province(row['province'])} {w.money(row['mean'])}"
        wishes.append(Wish(text, float(x), float(y), 4.0))
    return place_labels(wishes, size, projection.width, projection.height)
