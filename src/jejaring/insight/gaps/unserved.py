"""Needs that get less than they ask: whether anybody could serve them, and from what price on."""

from typing import Literal

import numpy as np
import polars as pl

from jejaring.insight.gaps.reach import reachable
from jejaring.market import Market
from jejaring.planning import Plan
from jejaring.planning.activities import activities_of
from jejaring.planning.entering import entering_prices
from jejaring.planning.goods import goods_of
from jejaring.planning.pinned import Pins
from jejaring.planning.planner import solve_market

Reason = Literal["nobody", "no-way", "price"]
UNSERVED_COLUMNS = {
    "need": pl.String,
    "cooperative": pl.String,
    "commodity": pl.String,
    "region": pl.String,
    "quantity": pl.Float64,
    "unserved": pl.Float64,  # what of it is not served
    "bid": pl.Float64,  # rupiah per unit that the need would pay
    "reason": pl.String,  # nobody: none is offered or can be made; no-way: none can get there in time; price
    "price": pl.Float64,  # rupiah per unit above which it would be served; null where at no price
    "exact": pl.Boolean,  # whether that price was found by solving; else it is the plan's price there
}
LEAST = 1e-9
"""Of a need's quantity: less than that is rounding."""


def unserved(market: Market, plan: Plan, count: int = 20) -> pl.DataFrame:
    """Every need that gets less than it asks, those that would pay most first.

    Parameters
    ----------
    market : Market
    plan : Plan
        Of `market`, the whole network.
    count : int
        For how many needs the price is found by solving anew: the first that get nothing.

    Returns
    -------
    DataFrame
        `UNSERVED_COLUMNS`.

    Raises
    ------
    NotSolved
        When an optimum is not found.
    """
    months = plan.levels.group_by(need="listing", maintain_order=True).agg(
        pl.col("level").sum(), pl.col("price").min().alias("price")
    )
    rows = (
        market.needs.select("cooperative", "commodity", "region", "quantity", need="id", bid="price")
        .with_columns(reason=_reasons(market))
        .join(months, on="need", how="left", maintain_order="left")
        .with_columns(unserved=pl.col("quantity") - pl.col("level").fill_null(0.0), exact=pl.lit(False))
        .filter(pl.col("unserved") > LEAST * pl.col("quantity"))
        .with_columns(
            price=pl.when(pl.col("reason") == "price").then(pl.max_horizontal("price", "bid")),
        )
        .sort(pl.col("unserved") * pl.col("bid"), "need", descending=[True, False])
    )
    asked = rows.filter((pl.col("level") <= 0) & (pl.col("reason") == "price"))["need"].head(count)
    found = _exact_prices(market, plan, asked) if len(asked) else {}
    exact = pl.DataFrame(
        {"need": list(found), "found": list(found.values())},
        schema={"need": pl.String, "found": pl.Float64},
    )
    return (
        rows.join(exact, on="need", how="left", maintain_order="left")
        .with_columns(exact=pl.col("found").is_not_null(), price=pl.coalesce("found", "price"))
        .match_to_schema(UNSERVED_COLUMNS, extra_columns="ignore")
    )


def _exact_prices(market: Market, plan: Plan, needs: pl.Series) -> dict[str, float | None]:
    pins = Pins(plan.pinned, plan.pinned_carriage)
    return dict(entering_prices(solve_market(market, scope=plan.scope, pinned=pins), needs))


def _reasons(market: Market) -> pl.Series:
    """Of every need why it might not be served, as far as that is no question of price."""
    goods, had = goods_of(market), reachable(market)
    needs = activities_of(market, goods)["needs"]
    rows = market.needs.height
    somewhere, here = np.zeros(rows, dtype=np.bool_), np.zeros(rows, dtype=np.bool_)
    somewhere[needs.listing] = np.asarray(had.any(axis=(1, 2)))[needs.commodity]
    at = needs.listing[had[needs.commodity, needs.period, needs.place]]
    here[at] = True
    reasons: list[Reason] = [
        "price" if reaches else "no-way" if known else "nobody"
        for known, reaches in zip(somewhere.tolist(), here.tolist(), strict=True)
    ]
    return pl.Series(reasons, dtype=pl.String)
