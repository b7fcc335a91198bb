"""Do the quantities hold: bounds, balances, and kilograms carried?"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.planning.certificate.case import KINDS, Case
from jejaring.planning.certificate.shipping import HOURS_PER_DAY
from jejaring.planning.certificate.verdict import Check

Floats = NDArray[np.float64]
ALLOWED = 1e-6  # of a quantity
WORTHLESS = 1e-14  # of the highest price of all: what is worth no more than this may be left lying


def bounds(case: Case) -> Check:
    """Every listing is used between nothing and its quantity, over its window or by the month."""
    worst = Check("bounds", 0.0)
    for kind in KINDS:
        frame = case.activities[kind]
        if kind in ("offers", "needs"):
            used = frame.group_by("listing").agg(
                pl.col("level").sum(), pl.col("level").min().alias("least"), pl.col("quantity").first()
            )
        else:
            used = frame.with_columns(least=pl.col("level"))
        if kind == "stores":
            used = used.with_columns(quantity=pl.when(case.can_keep).then("quantity").otherwise(0.0))
        beyond = pl.max_horizontal(pl.col("level") - pl.col("quantity"), -pl.col("least"), 0.0)
        worst = _worse(worst, used.select("listing", off=_share(beyond, pl.col("quantity"))))
    return worst


def balances(case: Case) -> Check:
    """What every listing gives and takes, in each month, is the sum of its trades."""
    key = ["listing", "gives", "t", "c", "r"]
    trades = case.trades
    traded = pl.concat(
        [
            trades.select(listing="seller", gives=pl.lit(True), t="t", c="c", r="r_from", traded="quantity"),
            trades.select(listing="buyer", gives=pl.lit(False), t="t", c="c", r="r_to", traded="quantity"),
        ]
    )
    if trades.height and trades["quantity"].min() <= 0:  # type: ignore[operator]
        return Check("balances", np.inf, "quantity")
    both = (
        _expected(case)
        .filter(pl.col("amount") != 0)
        .group_by(key)
        .agg(pl.col("amount").sum(), pl.col("may_rest").any())
        .join(
            traded.group_by(key).agg(pl.col("traded").sum()),
            on=key,
            how="full",
            coalesce=True,
            nulls_equal=True,
        )
        .with_columns(pl.col("amount", "traded").fill_null(0.0), pl.col("may_rest").fill_null(False))
    )
    worthless = case.price_at(both) <= WORTHLESS * max(float(case.prices.max(initial=0.0)), 1.0)
    left_over = pl.col("may_rest") & pl.Series("worthless", worthless)
    missing = pl.col("amount") - pl.col("traded")
    off = pl.when(left_over).then(pl.max_horizontal(-missing, 0.0)).otherwise(missing.abs())
    whole = pl.max_horizontal("amount", "traded")
    return _worse(Check("balances", 0.0), both.select("listing", off=_share(off, whole)))


def carriage(case: Case) -> Check:
    """Every haulier carries the kilograms of the trades that name it, each of them whole."""
    carried = case.plan.carriage.join(case.trades, on="trade", how="left").join(
        case.commodity.select("c", "kg_per_unit", "factor", "shelf_life_days"), on="c", how="left"
    )
    if carried["quantity"].null_count():
        return Check("carriage", np.inf, "trade")
    late = pl.col("hours").fill_null(0.0) > HOURS_PER_DAY * pl.col("shelf_life_days").fill_null(np.inf)
    forbidden = carried.join(
        case.market.haulage.select(haulage="id", hours="hours"), on="haulage", how="left"
    ).filter(late | pl.col("factor").is_null())["trade"]
    if case.market.carries is not None:
        forbidden.extend(carried.join(case.market.carries, on=["haulage", "commodity"], how="anti")["trade"])
    if len(forbidden):
        return Check("carriage", np.inf, str(forbidden[0]))
    whole = pl.col("quantity") * pl.col("kg_per_unit")
    each = carried.select(listing="haulage", off=_share((pl.col("kg") - whole).abs(), whole))
    by_haulier = carried.group_by("haulage", "t").agg(pl.col("kg").sum())
    levels = case.activities["haulage"].select(pl.col("listing").alias("haulage"), "t", "level")
    both = levels.join(by_haulier, on=["haulage", "t"], how="full", coalesce=True).with_columns(
        pl.col("kg", "level").fill_null(0.0)
    )
    total = both.select(
        listing="haulage",
        off=_share((pl.col("kg") - pl.col("level")).abs(), pl.max_horizontal("kg", "level")),
    )
    return _worse(Check("carriage", 0.0), pl.concat([each, total]))


def _expected(case: Case) -> pl.DataFrame:
    """What each listing gives and takes at its level: listing, gives, t, c, r, amount, may_rest.

    What is made or kept may rest unsold where it is worth nothing; an offer is used only if it is sold.
    """
    columns = ("listing", "gives", "t", "c", "r", "amount", "may_rest")
    activities = case.activities
    recipe = case.recipe.join(case.commodity, on="commodity").select("recipe", "c", per_unit="quantity")
    worked = (
        activities["capacities"]
        .join(recipe, on="recipe")
        .with_columns(gives=pl.col("per_unit") > 0, amount=pl.col("per_unit").abs() * pl.col("level"))
    )
    stored = activities["stores"].filter(pl.col("level") > 0)
    frames = [
        activities["offers"].with_columns(gives=pl.lit(True), amount="level"),
        activities["needs"].with_columns(gives=pl.lit(False), amount="level"),
        worked,
        stored.with_columns(gives=pl.lit(False), amount="level"),
        stored.with_columns(gives=pl.lit(True), amount="level", t=pl.col("t") + 1),
    ]
    listed, made = frames[:2], frames[2:]
    return pl.concat(
        frame.with_columns(may_rest=pl.col("gives") & pl.lit(rests)).select(columns)
        for group, rests in ((listed, False), (made, True))
        for frame in group
    )


def _share(off: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """A deviation as a share of what is allowed of the whole; nothing is allowed of nothing."""
    return pl.when(off <= 0).then(0.0).otherwise(off / (ALLOWED * whole))


def _worse(check: Check, found: pl.DataFrame) -> Check:
    """The check, or the worst row of `found` (listing, off) where that is worse."""
    if not found.height:
        return check
    off = found["off"].fill_nan(np.inf).fill_null(np.inf)
    at = off.arg_max()
    assert at is not None
    value = float(off[at])
    return Check(check.name, value, str(found["listing"][at])) if value > check.off_by else check
