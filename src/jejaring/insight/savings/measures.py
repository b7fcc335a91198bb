"""What the network saves: the plans of the same market with trade confined more and less, side by side."""

from collections.abc import Mapping

import polars as pl

from jejaring.market import Market
from jejaring.planning.accounts import chain_accounts
from jejaring.planning.model import Plan
from jejaring.planning.planner import plan
from jejaring.planning.progress import ProgressTold
from jejaring.planning.scopes import SCOPES, Scope, confined

SAVINGS_COLUMNS = {
    "scope": pl.String,  # "cooperative", "regency", "province", "network"
    "measure": pl.String,  # see `savings`
    "subject": pl.String,  # the commodity or recipe; empty for all together
    "quantity": pl.Float64,  # units it is the mean of; null for totals
    "value": pl.Float64,
}


def plans_of_scopes(
    market: Market, known: Plan | None = None, *, progress: ProgressTold | None = None
) -> dict[Scope, Plan]:
    """The market's plan in every scope, from each cooperative alone to the whole network.

    Parameters
    ----------
    market : Market
    known : Plan, optional
        A plan of the market that stands for its own scope and need not be made again.
    progress : callable, optional
        Told how far it has come.

    Raises
    ------
    NotSolved
        When a solver finds no optimum in time.
    """
    plans: dict[Scope, Plan] = {} if known is None else {known.scope: known}
    for number, scope in enumerate(SCOPES):
        if progress is not None:
            progress("scope", number / len(SCOPES))
        if scope not in plans:
            plans[scope] = plan(market, scope=scope)
    return {scope: plans[scope] for scope in SCOPES}


def savings(market: Market, plans: Mapping[Scope, Plan]) -> pl.DataFrame:
    """What a market comes to in every scope.

    Parameters
    ----------
    market : Market
    plans : mapping of scope to Plan
        Its plans, as `plans_of_scopes` makes them.

    Returns
    -------
    DataFrame
        Columns `SAVINGS_COLUMNS`. The measures: `surplus`, rupiah; `needs_served`, how many needs get
        anything; `needs_value`, rupiah that what they get is worth to them; `freight`, rupiah paid to the
        open network and hauliers' fees; `delivered_cost`, rupiah per unit of a commodity that reached a
        need, for material, work, storage and freight without anybody's gain; `production_cost`, rupiah per
        unit of a recipe's main output, for inputs as paid and the fee.
    """
    return pl.concat(
        _measures(market, confined(market, scope), proposal, scope) for scope, proposal in plans.items()
    )


def _measures(market: Market, cut: Market, proposal: Plan, scope: Scope) -> pl.DataFrame:
    level = proposal.levels.group_by("listing", maintain_order=True).agg(pl.col("level").sum())
    served = market.needs.join(level, left_on="id", right_on="listing", maintain_order="left").filter(
        pl.col("level") > 0
    )
    accounts = chain_accounts(cut, proposal)
    freight = accounts.filter(pl.col("part") == "freight")["rupiah"].sum()
    totals = pl.DataFrame(
        {
            "measure": ["surplus", "needs_served", "needs_value", "freight"],
            "subject": "",
            "quantity": None,
            "value": [
                proposal.surplus,
                float(served.height),
                float((served["level"] * served["price"]).sum()),
                float(freight),
            ],
        },
        schema_overrides={"quantity": pl.Float64},
    )
    rows = pl.concat([totals, _delivered(served, accounts), _produced(market, proposal)])
    return rows.with_columns(scope=pl.lit(scope)).select(list(SAVINGS_COLUMNS))


def _delivered(served: pl.DataFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    """Per commodity needed: what a unit of it cost to make and bring, nobody's gain counted."""
    cost = (
        accounts.filter(pl.col("part") != "gain")
        .group_by("need", maintain_order=True)
        .agg(pl.col("rupiah").sum())
    )
    return (
        served.join(cost, left_on="id", right_on="need", how="left", maintain_order="left")
        .group_by(subject="commodity", maintain_order=True)
        .agg(quantity=pl.col("level").sum(), rupiah=pl.col("rupiah").sum())
        .sort("subject")
        .select(
            pl.lit("delivered_cost").alias("measure"),
            "subject",
            "quantity",
            value=pl.col("rupiah") / pl.col("quantity"),
        )
    )


def _produced(market: Market, proposal: Plan) -> pl.DataFrame:
    """Per recipe: what a unit of its main output cost its makers, inputs as paid and their own fee."""
    level = proposal.levels.group_by("listing", maintain_order=True).agg(pl.col("level").sum())
    inputs = proposal.trades.group_by(listing="buyer", maintain_order=True).agg(
        paid=(pl.col("quantity") * pl.col("price_delivered")).sum()
    )
    return (
        market.capacities.select("recipe", "price", listing="id")
        .join(level, on="listing", maintain_order="left")
        .join(inputs, on="listing", how="left", maintain_order="left")
        .filter(pl.col("level") > 0)
        .group_by(subject="recipe", maintain_order=True)
        .agg(
            quantity=pl.col("level").sum(),
            rupiah=(pl.col("paid").fill_null(0.0) + pl.col("level") * pl.col("price")).sum(),
        )
        .sort("subject")
        .select(
            pl.lit("production_cost").alias("measure"),
            "subject",
            "quantity",
            value=pl.col("rupiah") / pl.col("quantity"),
        )
    )
