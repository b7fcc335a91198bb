"""The tables of a plan: trades, levels, prices, gains, chains, with names instead of numbers."""

from collections.abc import Sequence
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
from jejaring.planning.parties import Party
from jejaring.planning.program import Program
from jejaring.planning.trades import Deal

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
    activities, work, moves = program.activities, program.work, program.moves
    last = len(program.periods) - 1

    def price_of(at: Activities, later: int = 0) -> Floats:
        result: Floats = prices[at.commodity, np.minimum(at.period + later, last), at.place]
        return result

    mill, store, haulage = activities["capacities"], activities["stores"], activities["haulage"]
    entry = prices[work.commodity, mill.period[work.activity], mill.place[work.activity]]
    carried = moves.haulage >= 0
    goods, period = moves.commodity[carried], moves.period[carried]
    rise = prices[goods, period, moves.destination[carried]] - prices[goods, period, moves.origin[carried]]
    per_kg = np.zeros(len(haulage))
    np.maximum.at(per_kg, moves.haulage[carried], rise / program.goods.kg_per_unit[goods])
    of = {
        "offers": price_of(activities["offers"]),
        "needs": price_of(activities["needs"]),
        "capacities": _sum_by(work.activity, work.quantity * entry, len(mill)),
        "stores": price_of(store, later=1) - price_of(store),
        "haulage": per_kg,
    }
    return Worth(of, prices)


def levels_table(market: Market, program: Program, levels: dict[str, Floats], worth: Worth) -> pl.DataFrame:
    """One row per activity, used or not."""
    periods = np.array(program.periods)
    frames = []
    for kind in KINDS:
        at = program.activities[kind]
        level, price = levels[kind], worth.of[kind]
        margin = at.price - price if kind == "needs" else price - at.price
        gain = np.where(np.abs(margin) <= ROUNDING * np.maximum(at.price, 1.0), 0.0, level * margin)
        ids = getattr(market, kind)["id"].gather(at.listing)
        columns = {"listing": ids, "period": periods[at.period], "level": level, "price": price, "gain": gain}
        frames.append(pl.DataFrame(columns, schema=LEVEL_COLUMNS))
    return pl.concat(frames)


def prices_table(program: Program, prices: Floats) -> pl.DataFrame:
    """One row per period, commodity and region."""
    periods, regions = len(program.periods), len(program.regions)
    commodities = len(program.goods.commodities)
    commodity, period, place = (
        index.ravel() for index in np.indices((commodities, periods, regions), dtype=np.int64)
    )
    return pl.DataFrame(
        {
            "period": np.array(program.periods)[period],
            "commodity": pl.Series(program.goods.commodities, dtype=pl.String).gather(commodity),
            "region": pl.Series(program.regions, dtype=pl.String).gather(place),
            "price": prices.ravel(),
        },
        schema=PRICE_COLUMNS,
    )


def trades_table(market: Market, program: Program, deals: Sequence[Deal], worth: Worth) -> pl.DataFrame:
    """One row per deal, in its order."""
    commodity, period, origin, destination = _where(deals)
    price_origin = worth.prices[commodity, period, origin]
    carriage = np.array(
        [sum(worth.of["haulage"][activity] for activity in deal.parcel.haulage) for deal in deals],
        dtype=np.float64,
    )
    freight = (
        np.array([deal.parcel.freight for deal in deals], dtype=np.float64)
        + carriage * program.goods.kg_per_unit[commodity]
    )
    regions = pl.Series(program.regions, dtype=pl.String)
    return pl.DataFrame(
        {
            "trade": [f"T{number}" for number in range(1, len(deals) + 1)],
            "period": np.array(program.periods)[period],
            "commodity": pl.Series(program.goods.commodities, dtype=pl.String).gather(commodity),
            "seller": party_ids(market, program, [deal.seller for deal in deals]),
            "buyer": party_ids(market, program, [deal.buyer for deal in deals]),
            "origin": regions.gather(origin),
            "destination": regions.gather(destination),
            "quantity": [deal.quantity for deal in deals],
            "price_origin": price_origin,
            "freight": freight,
            "price_delivered": price_origin + freight,
        },
        schema=TRADE_COLUMNS,
    )


def chains_table(market: Market, trades: pl.DataFrame, deals: Sequence[Deal]) -> pl.DataFrame:
    """Every served need's parts of the trades behind it."""
    served = trades["buyer"].filter(trades["buyer"].is_in(market.needs["id"].implode())).unique().sort()
    number = pl.DataFrame({"buyer": served}).with_row_index("need")
    need_of = trades.join(number, on="buyer", how="left", maintain_order="left")["need"]
    value = (trades["quantity"] * trades["price_origin"]).to_numpy()
    need, deal, share = trace(deals, value, need_of.cast(pl.Int64).fill_null(-1).to_numpy(), len(served))
    return pl.DataFrame(
        {
            "chain": [f"C{one + 1}" for one in need.tolist()],
            "need": served.gather(need),
            "trade": trades["trade"].gather(deal),
            "quantity": share * trades["quantity"].to_numpy()[deal],
        },
        schema=CHAIN_COLUMNS,
    )


def carriage_table(
    market: Market, program: Program, trades: pl.DataFrame, deals: Sequence[Deal]
) -> pl.DataFrame:
    """Which haulier carries how many kilograms of which trade."""
    ids = _activity_ids(market, program, "haulage")
    kg = program.goods.kg_per_unit
    rows = [
        (trade, ids[activity], deal.quantity * kg[deal.parcel.commodity])
        for trade, deal in zip(trades["trade"], deals, strict=True)
        for activity in deal.parcel.haulage
    ]
    return pl.DataFrame(rows, schema=CARRIAGE_COLUMNS, orient="row")


def gains_table(market: Market, levels: pl.DataFrame) -> pl.DataFrame:
    """What every cooperative with a listing gains, puts in, sells, buys and earns by work, in rupiah."""
    listings = pl.concat(
        getattr(market, kind).select(
            pl.col("id").alias("listing"), "cooperative", pl.col("price").alias("own"), kind=pl.lit(kind)
        )
        for kind in KINDS
    )
    paid = pl.col("level") * pl.col("price")

    def of_kind(*kinds: str) -> pl.Expr:
        return pl.when(pl.col("kind").is_in(kinds)).then(paid).otherwise(0.0).sum()

    return (
        levels.join(listings, on="listing")
        .group_by("cooperative")
        .agg(
            gain=pl.col("gain").sum(),
            put_in=(pl.col("level") * pl.col("own")).sum(),
            sales=of_kind("offers"),
            purchases=of_kind("needs"),
            work=of_kind("capacities", "stores", "haulage"),
        )
        .sort("cooperative")
        .match_to_schema(GAIN_COLUMNS)
    )


def _sum_by(group: Ints, values: Floats, groups: int) -> Floats:
    return np.bincount(group, values, minlength=groups).astype(np.float64)


def party_ids(market: Market, program: Program, parties: Sequence[Party]) -> list[str]:
    """The listing id of each party."""
    ids = {kind: _activity_ids(market, program, kind) for kind in KINDS[:-1]}
    return [ids[party.kind][party.activity] for party in parties]


def _activity_ids(market: Market, program: Program, kind: str) -> list[str]:
    ids: pl.Series = getattr(market, kind)["id"]
    return ids.gather(program.activities[kind].listing).to_list()


def _where(deals: Sequence[Deal]) -> tuple[Ints, Ints, Ints, Ints]:
    parcels = [
        (deal.parcel.commodity, deal.parcel.period, deal.parcel.origin, deal.parcel.destination)
        for deal in deals
    ]
    table = np.array(parcels, dtype=np.int64).reshape(-1, 4)
    return table[:, 0], table[:, 1], table[:, 2], table[:, 3]
