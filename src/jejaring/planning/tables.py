"""The tables of a plan: trades, levels, prices, gains, chains, with names instead of numbers."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.market import Market
from jejaring.planning.activities import KINDS, Activities
from jejaring.planning.chains import trace
from jejaring.planning.columns import (
    CARRIAGE_COLUMNS,
    CHAIN_COLUMNS,
    GAIN_COLUMNS,
    LEVEL_COLUMNS,
    PRICE_COLUMNS,
    TRADE_COLUMNS,
)
from jejaring.planning.fairness import Range, put_in_per_unit
from jejaring.planning.matching import sum_by
from jejaring.planning.program import Program
from jejaring.planning.trades import Deals

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
ROUNDING = 1e-9  # of a listing's value: a gain or loss smaller than this is none


@dataclass(frozen=True)
class Worth:
    """What each activity's unit is worth at the plan's prices, per kind, rupiah per unit."""

    of: dict[str, Floats]
    prices: Floats
    """Shape (commodities, periods, regions): the prices themselves."""


def worth_at(program: Program, prices: Floats) -> Worth:
    """The worth of one unit of every activity at `prices`, shape (commodities, periods, regions).

    An offer's or need's unit is worth its region's price; a capacity's what its outputs bring less what
    its inputs cost; a store's what the price rises in a month; a haulier's kilogram the most that any
    good it may carry gains by the way, never less than nothing.
    """
    activities, work = program.activities, program.work
    last = len(program.periods) - 1

    def price_of(at: Activities, later: int = 0) -> Floats:
        result: Floats = prices[at.commodity, np.minimum(at.period + later, last), at.place]
        return result

    mill, store = activities["capacities"], activities["stores"]
    entry = prices[work.commodity, mill.period[work.activity], mill.place[work.activity]]
    of = {
        "offers": price_of(activities["offers"]),
        "needs": price_of(activities["needs"]),
        "capacities": sum_by(work.activity, work.quantity * entry, len(mill)),
        "stores": price_of(store, later=1) - price_of(store),
        "haulage": _best_kilogram(program, prices),
    }
    return Worth(of, prices)


def levels_table(
    market: Market,
    program: Program,
    levels: dict[str, Floats],
    worth: Worth,
    ranges: dict[str, Range],
    agreed: dict[str, Floats] | None = None,
) -> pl.DataFrame:
    """One row per activity, used or not.

    `ranges` say per kind what a unit could have been worth, `agreed` what agreed prices add to the gain.
    """
    periods = pl.Series(program.periods, dtype=pl.String)
    frames = []
    for kind in KINDS:
        at = program.activities[kind]
        level, price = levels[kind], worth.of[kind]
        gain = gain_at(kind, at, level, worth)
        if agreed is not None:
            gain += agreed[kind]
        ids = getattr(market, kind)["id"].gather(at.listing)
        columns = {
            "listing": ids,
            "period": periods.gather(at.period),
            "level": level,
            "price": price,
            "gain": gain,
            "percent": _known(_percent(gain, level * put_in_per_unit(at.price))),
            "price_low": _known(np.minimum(ranges[kind].low, price)),
            "price_high": _known(np.maximum(ranges[kind].high, price)),
        }
        frames.append(pl.DataFrame(columns, schema=LEVEL_COLUMNS))
    return pl.concat(frames)


def gain_at(kind: str, at: Activities, level: Floats, worth: Worth) -> Floats:
    """What the activities of a kind gain, rupiah: what a unit is worth against what it asks, or would pay."""
    margin = (worth.of[kind] - at.price) * (-1.0 if kind == "needs" else 1.0)
    return np.where(np.abs(margin) <= ROUNDING * np.maximum(at.price, 1.0), 0.0, level * margin)


def _percent(gain: Floats, put_in: Floats) -> Floats:
    share = np.full(len(gain), np.nan)
    np.divide(100.0 * gain, put_in, out=share, where=put_in > 0)
    return share


def _known(values: Floats) -> pl.Series:
    """Null where there is no end, or none was worked out."""
    return pl.Series(np.where(np.isfinite(values), values, np.nan), nan_to_null=True)


def prices_table(program: Program, prices: Floats) -> pl.DataFrame:
    """One row per period, commodity and region."""
    periods, regions = len(program.periods), len(program.regions)
    commodities = len(program.goods.commodities)
    commodity, period, place = (
        index.ravel() for index in np.indices((commodities, periods, regions), dtype=np.int64)
    )
    return pl.DataFrame(
        {
            "period": pl.Series(program.periods, dtype=pl.String).gather(period),
            "commodity": pl.Series(program.goods.commodities, dtype=pl.String).gather(commodity),
            "region": pl.Series(program.regions, dtype=pl.String).gather(place),
            "price": prices.ravel(),
        },
        schema=PRICE_COLUMNS,
    )


def trades_table(market: Market, program: Program, deals: Deals, worth: Worth) -> pl.DataFrame:
    """One row per deal, in its order."""
    parcels, ids = deals.parcels, party_ids(market, program)
    commodity, period, origin = (
        column[deals.parcel] for column in (parcels.commodity, parcels.period, parcels.origin)
    )
    price_origin = worth.prices[commodity, period, origin]
    deal, haulage = deals.carried()
    carriage = sum_by(deal, worth.of["haulage"][haulage], len(deals))
    freight = parcels.freight[deals.parcel] + carriage * program.goods.kg_per_unit[commodity]
    regions = pl.Series(program.regions, dtype=pl.String)
    return pl.DataFrame(
        {
            "trade": _numbered("T", np.arange(len(deals))),
            "period": pl.Series(program.periods, dtype=pl.String).gather(period),
            "commodity": pl.Series(program.goods.commodities, dtype=pl.String).gather(commodity),
            "seller": ids.gather(deals.seller),
            "buyer": ids.gather(deals.buyer),
            "origin": regions.gather(origin),
            "destination": regions.gather(parcels.destination[deals.parcel]),
            "quantity": deals.quantity,
            "price_origin": price_origin,
            "freight": freight,
            "price_delivered": price_origin + freight,
        },
        schema=TRADE_COLUMNS,
    )


def chains_table(market: Market, program: Program, trades: pl.DataFrame, deals: Deals) -> pl.DataFrame:
    """Every served need's parts of the trades behind it; chains stand in the order of their needs' ids."""
    needs = program.columns("needs")
    by_need = (deals.buyer >= needs.start) & (deals.buyer < needs.stop)
    bought = trades["buyer"].filter(by_need)
    served = bought.unique().sort()
    need_of = np.full(len(deals), -1)
    need_of[by_need] = served.search_sorted(bought).to_numpy()
    value = (trades["quantity"] * trades["price_origin"]).to_numpy()
    need, deal, share = trace(deals, value, need_of, len(served))
    return pl.DataFrame(
        {
            "chain": _numbered("C", need),
            "need": served.gather(need),
            "trade": trades["trade"].gather(deal),
            "quantity": share * deals.quantity[deal],
        },
        schema=CHAIN_COLUMNS,
    )


def carriage_table(market: Market, program: Program, trades: pl.DataFrame, deals: Deals) -> pl.DataFrame:
    """Which haulier carries how many kilograms of which trade."""
    deal, haulage = deals.carried()
    kg_per_unit = program.goods.kg_per_unit[deals.parcels.commodity[deals.parcel[deal]]]
    return pl.DataFrame(
        {
            "trade": trades["trade"].gather(deal),
            "haulage": market.haulage["id"].gather(program.activities["haulage"].listing[haulage]),
            "kg": deals.quantity[deal] * kg_per_unit,
        },
        schema=CARRIAGE_COLUMNS,
    )


def gains_table(market: Market, levels: pl.DataFrame) -> pl.DataFrame:
    """What every cooperative with a listing gains, puts in, sells, buys and earns by work, in rupiah."""
    listings = pl.concat(
        getattr(market, kind).select(
            pl.col("id").alias("listing"), "cooperative", pl.col("price").alias("own"), kind=pl.lit(kind)
        )
        for kind in KINDS
    )
    own = pl.col("level") * pl.col("own")
    received, paid = own + pl.col("gain"), own - pl.col("gain")

    def of_kind(amount: pl.Expr, *kinds: str) -> pl.Expr:
        return pl.when(pl.col("kind").is_in(kinds)).then(amount).otherwise(0.0).sum()

    return (
        levels.join(listings, on="listing")
        .group_by("cooperative")
        .agg(
            gain=pl.col("gain").sum(),
            put_in=own.sum(),
            sales=of_kind(received, "offers"),
            purchases=of_kind(paid, "needs"),
            work=of_kind(received, "capacities", "stores", "haulage"),
        )
        .sort("cooperative")
        .match_to_schema(GAIN_COLUMNS)
    )


def party_ids(market: Market, program: Program) -> pl.Series:
    """The listing id of every party, by its column in the program."""
    ids: pl.Series = pl.concat(
        getattr(market, kind)["id"].gather(program.activities[kind].listing) for kind in KINDS[:-1]
    )
    return ids


def _numbered(prefix: str, number: Ints) -> pl.Series:
    """T1 for 0, T2 for 1, ..."""
    return prefix + pl.Series(number + 1, dtype=pl.Int64).cast(pl.String)


def _best_kilogram(program: Program, prices: Floats) -> Floats:
    """Shape (haulage activities,): the most that a kilogram of any good gains with each haulier."""
    haulage, carriage, kg = program.activities["haulage"], program.carriage, program.goods.kg_per_unit
    best = np.zeros(len(haulage))
    for commodity, may in enumerate(carriage.in_time(program.goods)):
        there = prices[commodity, haulage.period, carriage.destination]
        here = prices[commodity, haulage.period, haulage.place]
        gains = may[carriage.listing] & (there > here)
        best[gains] = np.maximum(best[gains], (there - here)[gains] / kg[commodity])
    return best
