"""What every scope comes to by commodity and region; each measure adds up to that of the whole market."""

from collections.abc import Mapping

import polars as pl

from jejaring.market import Market
from jejaring.planning.accounts import chain_accounts
from jejaring.planning.model import Plan
from jejaring.planning.scopes import PROVINCE_LENGTH, Scope, confined

REGION_COLUMNS = {
    "scope": pl.String,  # "cooperative", "regency", "province", "network"
    "measure": pl.String,  # see `savings_by_region`
    "subject": pl.String,  # the commodity or recipe; empty of the surplus
    "region": pl.String,
    "quantity": pl.Float64,  # units it is the mean of; null of totals
    "value": pl.Float64,
}


def savings_by_region(
    market: Market, plans: Mapping[Scope, Plan], length: int = PROVINCE_LENGTH
) -> pl.DataFrame:
    """What a market comes to in every scope, by commodity and region.

    Parameters
    ----------
    market : Market
    plans : mapping of scope to Plan
        Its plans, as `plans_of_scopes` makes them.
    length : int
        Characters of a region's code: 2 for provinces, 5 for regencies.

    Returns
    -------
    DataFrame
        Columns `REGION_COLUMNS`. `surplus`: what the cooperatives seated there gain together. By commodity
        and the region of the need: `needs_served`, `needs_value`, `freight` of all that these took,
        `delivered_cost`. By recipe and the region of the work: `production_cost`. As in `savings`.
    """
    return pl.concat(_of_scope(market, scope, proposal, length) for scope, proposal in plans.items())


def _of_scope(market: Market, scope: Scope, proposal: Plan, length: int) -> pl.DataFrame:
    level = proposal.levels.group_by(id="listing", maintain_order=True).agg(pl.col("level").sum())
    seats = market.cooperatives.select(cooperative="id", region=pl.col("region").str.head(length))
    surplus = (
        proposal.gains.join(seats, on="cooperative", maintain_order="left")
        .group_by("region", maintain_order=True)
        .agg(value=pl.col("gain").sum())
    )
    parts = [
        surplus.with_columns(measure=pl.lit("surplus"), subject=pl.lit(""), quantity=None),
        *_of_needs(market, confined(market, scope), proposal, level, length),
        _of_work(market, proposal, level, length),
    ]
    frames = [part.with_columns(pl.col("quantity").cast(pl.Float64), scope=pl.lit(scope)) for part in parts]
    return pl.concat(frame.match_to_schema(REGION_COLUMNS) for frame in frames).sort(
        "measure", "subject", "region"
    )


def _of_needs(
    market: Market, cut: Market, proposal: Plan, level: pl.DataFrame, length: int
) -> list[pl.DataFrame]:
    accounts = chain_accounts(cut, proposal).filter(pl.col("part") != "gain")
    by_need = accounts.group_by(id="need", maintain_order=True).agg(
        cost=pl.col("rupiah").sum(), freight=pl.col("rupiah").filter(pl.col("part") == "freight").sum()
    )
    served = (
        market.needs.join(level, on="id", maintain_order="left")
        .filter(pl.col("level") > 0)
        .join(by_need, on="id", how="left", maintain_order="left")
        .with_columns(pl.col("cost", "freight").fill_null(0.0), region=pl.col("region").str.head(length))
    )
    by = served.group_by("region", subject="commodity", maintain_order=True).agg(
        needs_served=pl.len().cast(pl.Float64),
        needs_value=(pl.col("level") * pl.col("price")).sum(),
        freight=pl.col("freight").sum(),
        delivered_cost=pl.col("cost").sum() / pl.col("level").sum(),
        units=pl.col("level").sum(),
    )
    means = {"delivered_cost"}
    return [
        by.select(
            "subject",
            "region",
            measure=pl.lit(measure),
            quantity=pl.col("units") if measure in means else pl.lit(None, pl.Float64),
            value=measure,
        )
        for measure in ("needs_served", "needs_value", "freight", "delivered_cost")
    ]


def _of_work(market: Market, proposal: Plan, level: pl.DataFrame, length: int) -> pl.DataFrame:
    inputs = proposal.trades.group_by(id="buyer", maintain_order=True).agg(
        paid=(pl.col("quantity") * pl.col("price_delivered")).sum()
    )
    return (
        market.capacities.join(level, on="id", maintain_order="left")
        .filter(pl.col("level") > 0)
        .join(inputs, on="id", how="left", maintain_order="left")
        .group_by(subject="recipe", region=pl.col("region").str.head(length), maintain_order=True)
        .agg(
            quantity=pl.col("level").sum(),
            rupiah=(pl.col("paid").fill_null(0.0) + pl.col("level") * pl.col("price")).sum(),
        )
        .select(
            "subject",
            "region",
            "quantity",
            measure=pl.lit("production_cost"),
            value=pl.col("rupiah") / pl.col("quantity"),
        )
    )
