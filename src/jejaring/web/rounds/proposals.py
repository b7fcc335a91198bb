"""What a plan proposes, as frames shaped like the tables: chains, trades, loads, parts and outcomes.

It knows the plan and its market. It refuses to know the database, so that a nation's proposals are made in
seconds.
"""

from dataclasses import dataclass

import polars as pl

from jejaring.market import Market
from jejaring.planning import Plan
from jejaring.planning.signed_chains import signed_chains

MOST = 1e12
"""Rupiah per unit: what is worth more is not to be had."""
KINDS = ("offers", "needs", "capacities", "stores", "haulage")
CRUMB = 1e-9
"""Of a trade: a chain that takes no more of it takes nothing."""


@dataclass(frozen=True)
class Proposals:
    """Frames without keys; rows refer to each other by the names of chains and trades."""

    chains: pl.DataFrame
    """chain, need, commodity, region, paid, gain, parties."""
    trades: pl.DataFrame
    """chain, trade, month, commodity, seller, buyer, giver, receiver, origin, destination, quantity,
    received, freight, paid."""
    feeds: pl.DataFrame
    """trade, chain: which other chains it serves."""
    loads: pl.DataFrame
    """trade, listing, carrier, kg, amount."""
    parts: pl.DataFrame
    """chain, cooperative, gain, put_in, received, paid, prints: the fingerprints of its trades."""
    outcomes: pl.DataFrame
    """listing, cooperative, price, level, worth, gain, exact."""


def proposals_of(market: Market, plan: Plan) -> Proposals:
    """What everybody is asked by a plan of listings whose ids are their keys on the site."""
    owner = pl.concat(
        getattr(market, kind).select("id", "cooperative", "price", kind=pl.lit(kind)) for kind in KINDS
    )
    pieces = (
        signed_chains(market, plan)
        .join(plan.practical_trades.select("trade", whole="quantity"), on="trade")
        .filter(pl.col("quantity") > CRUMB * pl.col("whole"))
        .sort("quantity", "chain", descending=[True, False])
    )
    trades = _trades(plan, pieces, owner)
    loads = _loads(plan, trades, owner)
    sides = _sides(plan, trades, loads, owner)
    parts = (
        sides.group_by("chain", "cooperative")
        .agg(
            pl.col("gain", "put_in", "received", "paid").sum(),
            prints=pl.col("print").unique().sort(),
        )
        .sort("chain", "cooperative")
    )
    return Proposals(
        chains=_chains(market, trades, parts),
        trades=trades.drop("print"),
        feeds=pieces.select("trade", "chain").join(trades, on=["trade", "chain"], how="anti"),
        loads=loads,
        parts=parts,
        outcomes=_outcomes(plan, owner),
    )


def prints_of(plan: Plan) -> pl.DataFrame:
    """trade, print: what tells whether a trade of another plan is the same to everybody in it."""
    carried = plan.practical_carriage.group_by("trade", maintain_order=True).agg(
        carried=pl.format("{}:{}", "haulage", "amount").str.join("+")
    )
    return plan.practical_trades.join(carried, on="trade", how="left", maintain_order="left").select(
        "trade",
        print=pl.concat_str(
            *("period", "commodity", "seller", "buyer", "quantity", "received", "freight", "paid"),
            pl.col("carried").fill_null(""),
            separator="|",
        ),
    )


def _trades(plan: Plan, pieces: pl.DataFrame, owner: pl.DataFrame) -> pl.DataFrame:
    """Every trade in the chain that takes most of it."""
    most = pieces.unique("trade", keep="first", maintain_order=True).select("trade", "chain")
    who = owner.select("id", "cooperative")
    return (
        plan.practical_trades.join(most, on="trade", how="left", maintain_order="left")
        .join(who.rename({"id": "seller", "cooperative": "giver"}), on="seller", maintain_order="left")
        .join(who.rename({"id": "buyer", "cooperative": "receiver"}), on="buyer", maintain_order="left")
        .join(prints_of(plan), on="trade", maintain_order="left")
        .with_columns(
            # what a worker buys beyond use serves no need: it goes with the worker's other purchases
            chain=pl.coalesce("chain", pl.col("chain").drop_nulls().first().over("buyer")),
            month=pl.when(pl.col("period") != "all")
            .then(pl.col("period") + "-01")
            .str.to_date("%Y-%m-%d", strict=False),
        )
        .filter(pl.col("chain").is_not_null())
    )


def _loads(plan: Plan, trades: pl.DataFrame, owner: pl.DataFrame) -> pl.DataFrame:
    return (
        plan.practical_carriage.join(trades.select("trade"), on="trade", how="semi", maintain_order="left")
        .join(owner.select(haulage="id", carrier="cooperative"), on="haulage", maintain_order="left")
        .select("trade", "carrier", "kg", "amount", listing="haulage")
    )


def _sides(plan: Plan, trades: pl.DataFrame, loads: pl.DataFrame, owner: pl.DataFrame) -> pl.DataFrame:
    """One row for each trade and cooperative that gives, receives or carries, with its share of the gain.

    What a listing gains over all its months is shared among what it sells (a need: buys, a haulier: carries)
    in proportion to the money, in whole rupiah that sum exactly. What a cooperative sells to itself is
    paid by nobody, its freight apart.
    """
    nothing = pl.lit(0, pl.Int64)
    columns = ["chain", "trade", "print"]
    within = pl.col("giver") == pl.col("receiver")
    gives = trades.select(
        *columns,
        listing="seller",
        cooperative="giver",
        received=pl.when(within).then(0).otherwise("received"),
        paid=nothing,
        weight="received",
    )
    takes = trades.select(
        *columns,
        listing="buyer",
        cooperative="receiver",
        received=nothing,
        paid=pl.col("paid") - pl.when(within).then("received").otherwise(0),
        weight="paid",
    )
    carries = loads.join(trades.select(*columns), on="trade", maintain_order="left").select(
        *columns,
        listing="listing",
        cooperative="carrier",
        received="amount",
        paid=nothing,
        weight="amount",
    )
    needs = owner.filter(kind="needs")["id"].implode()
    counts = pl.col("earns") | pl.col("listing").is_in(needs)
    totals = plan.practical_levels.group_by("listing").agg(
        all_gain=pl.col("gain").sum(), all_own=pl.col("own").sum()
    )
    return (
        pl.concat(
            [
                gives.with_columns(earns=pl.lit(True)),
                takes.with_columns(earns=pl.lit(False)),
                carries.with_columns(earns=pl.lit(True)),
            ]
        )
        .join(totals, on="listing", how="left", maintain_order="left")
        .with_columns(weight=pl.when(counts).then(pl.col("weight") + 1e-6).otherwise(0.0))
        .with_columns(gain=_shared("all_gain"), put_in=_shared("all_own"))
        .with_columns(pl.col("gain", "put_in").fill_null(0))
    )


def _shared(total: str) -> pl.Expr:
    """Whole parts of a listing's total, by weight: each the difference of two rounded running sums."""
    upto = pl.col("weight").cum_sum().over("listing")
    whole = pl.col("weight").sum().over("listing")
    reached = (pl.col(total) * upto / whole).round().cast(pl.Int64)
    before = (pl.col(total) * (upto - pl.col("weight")) / whole).round().cast(pl.Int64)
    return pl.when(pl.col("weight") > 0).then(reached - before).otherwise(0)


def _chains(market: Market, trades: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    ends = trades.join(
        market.needs.select(buyer="id", need="id", of="commodity", region="region"), on="buyer"
    )
    told = ends.group_by("chain").agg(
        pl.col("need", "region").first(), commodity=pl.col("of").first(), paid=pl.col("paid").sum()
    )
    summed = parts.group_by("chain").agg(pl.col("gain").sum(), parties=pl.len())
    return told.join(summed, on="chain").sort("chain")


def _outcomes(plan: Plan, owner: pl.DataFrame) -> pl.DataFrame:
    """Every listing of the market: what is signed of it, and what a unit of it is worth in its best month."""
    signed = plan.practical_levels.group_by("listing").agg(pl.col("level", "gain").sum())
    worth = plan.levels.group_by("listing").agg(low=pl.col("price").min(), high=pl.col("price").max())
    return (
        owner.select("kind", "cooperative", "price", listing="id")
        .join(worth, on="listing", how="left", maintain_order="left")
        .join(signed, on="listing", how="left", maintain_order="left")
        .select(
            "listing",
            "cooperative",
            "price",
            pl.col("level").fill_null(0.0),
            worth=pl.when(pl.col("kind") == "needs")
            .then("low")
            .otherwise("high")
            .fill_null(0.0)
            .clip(0, MOST)
            .round(2),
            gain=pl.col("gain").fill_null(0),
            exact=pl.lit(False),
        )
    )


def with_exact(outcomes: pl.DataFrame, prices: dict[str, float | None]) -> pl.DataFrame:
    """The outcomes with the very prices at which listings left out would be in."""
    known = pl.DataFrame(
        {"listing": list(prices), "enters": list(prices.values())},
        schema={"listing": pl.String, "enters": pl.Float64},
    ).with_columns(known=pl.lit(True))
    return (
        outcomes.join(known, on="listing", how="left", maintain_order="left")
        .with_columns(
            exact=pl.col("known").fill_null(False),
            worth=pl.when("known")
            .then(pl.col("enters").fill_null(0.0).clip(0, MOST).round(2))
            .otherwise("worth"),
        )
        .drop("enters", "known")
    )
