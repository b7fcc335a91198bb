"""Minimums, whole units, and that whatever is sold was there: the quantities of a practical plan."""

import numpy as np
import polars as pl

from jejaring.planning.certificate.case import Case
from jejaring.planning.certificate.practical.case import ALLOWED, PracticalCase, share, worst
from jejaring.planning.certificate.shipping import HOURS_PER_DAY
from jejaring.planning.certificate.verdict import Check

FINENESS, MOST_DECIMALS = 1e-4, 3  # docs/model.md: the steps that goods which split are traded in


def limits(practical: PracticalCase) -> Check:
    """Every listing is used for at most its quantity and at least its minimum, or not at all.

    For offers and needs over their window, as their quantity is meant; for all others by the month.
    """
    can_keep = practical.activities.join(
        practical.case.commodity.select("c", "shelf_life_days"), on="c", how="left"
    ).with_columns(
        quantity=pl.when((pl.col("kind") == "stores") & ~practical.case.can_keep)
        .then(0.0)
        .otherwise("quantity")
    )
    by = pl.when(pl.col("kind").is_in(["offers", "needs"])).then(-1).otherwise("t")
    used = can_keep.group_by("listing", by.alias("month")).agg(
        pl.col("level").sum(), pl.col("quantity").first(), pl.col("minimum").first()
    )
    short = (
        pl.when(pl.col("level") > 0).then(pl.col("minimum").fill_null(0.0) - pl.col("level")).otherwise(0.0)
    )
    beyond = pl.max_horizontal(pl.col("level") - pl.col("quantity"), short)
    return worst("practical-limits", used.select("listing", off=share(beyond, pl.col("quantity"))))


def units(practical: PracticalCase) -> Check:
    """Quantities and the levels of work are multiples of the steps of their goods."""
    steps = _steps(practical.case)
    main = practical.case.recipe.filter(pl.col("quantity") > 0).unique(
        "recipe", keep="first", maintain_order=True
    )
    worked = (
        practical.activities.filter(kind="capacities")
        .select("listing", "recipe", amount="level")
        .join(main.select("recipe", "commodity"), on="recipe")
        .select("listing", "commodity", "amount")
    )
    traded = practical.trades.select("commodity", listing="trade", amount="quantity")
    both = pl.concat([traded.select("listing", "commodity", "amount"), worked]).join(steps, on="commodity")
    counted = pl.col("amount") * 10.0 ** pl.col("decimals")
    return worst("practical-units", both.select("listing", off=(counted - counted.round()).abs() / ALLOWED))


def _steps(case: Case) -> pl.DataFrame:
    """commodity, decimals: whole units, or a power of ten below a ten-thousandth of a typical listing.

    As many decimals at least as quantities listed have.
    """
    market = case.market
    parts = case.recipe.select("recipe", "commodity", part="quantity")
    worked = market.capacities.select("recipe", "quantity").join(parts, on="recipe")
    goods = [getattr(market, kind).select("commodity", "quantity") for kind in ("offers", "needs", "stores")]
    sizes = pl.concat(
        [*goods, worked.select("commodity", quantity=pl.col("quantity") * pl.col("part").abs())]
    ).filter(pl.col("quantity") > 0)
    written = pl.concat([*goods, worked.filter(pl.col("part") == 1).select("commodity", "quantity")])
    off = [
        (pl.col("quantity") * ten - (pl.col("quantity") * ten).round()).abs() > ALLOWED
        for ten in (1.0, 10.0, 100.0)
    ]
    needed = pl.when(off[2]).then(3).when(off[1]).then(2).when(off[0]).then(1).otherwise(0)
    wanted = -(pl.col("size") * FINENESS).log(10)
    steps: pl.DataFrame = (
        case.commodity.select("commodity")
        .join(sizes.group_by("commodity").agg(size=pl.col("quantity").median()), on="commodity", how="left")
        .join(written.group_by("commodity").agg(needed=needed.max()), on="commodity", how="left")
        .join(market.catalogue.commodities.select("commodity", "divisible"), on="commodity", how="left")
        .with_columns(fine=(wanted - 1e-9).ceil().fill_null(0.0).clip(0, MOST_DECIMALS))
        .with_columns(fine=pl.max_horizontal("fine", pl.col("needed").fill_null(0)))
        .select("commodity", decimals=pl.when(~pl.col("divisible")).then(0.0).otherwise("fine"))
    )
    return steps


def balances(practical: PracticalCase) -> Check:
    """Offers and needs trade what they are used for; work and stores sell what comes of what they buy."""
    case, activities = practical.case, practical.activities
    recipe = case.recipe.join(case.commodity, on="commodity").select("recipe", "c", part="quantity")
    worked = (
        activities.filter(kind="capacities")
        .drop("c")
        .join(recipe, on="recipe")
        .with_columns(gives=pl.col("part") > 0, amount=pl.col("part").abs() * pl.col("level"))
    )
    stores = activities.filter(kind="stores")
    columns = ("kind", "listing", "gives", "t", "c", "r", "amount")
    expected = pl.concat(
        frame.select(columns)
        for frame in (
            activities.filter(kind="offers").with_columns(gives=pl.lit(True), amount="level"),
            activities.filter(kind="needs").with_columns(gives=pl.lit(False), amount="level"),
            worked,
            stores.with_columns(gives=pl.lit(False), amount="level"),
            stores.with_columns(gives=pl.lit(True), amount="level", t=pl.col("t") + 1),
        )
    ).filter(pl.col("amount") > 0)
    trades = practical.trades
    key = ["listing", "gives", "t", "c", "r"]
    traded = pl.concat(
        [
            trades.select("quantity", listing="seller", gives=pl.lit(True), t="t", c="c", r="r_from"),
            trades.select("quantity", listing="buyer", gives=pl.lit(False), t="t", c="c", r="r_to"),
        ]
    )
    both = (
        expected.group_by("kind", *key)
        .agg(pl.col("amount").sum())
        .join(traded.group_by(key).agg(pl.col("quantity").sum()), on=key, how="full", coalesce=True)
        .with_columns(pl.col("amount", "quantity").fill_null(0.0))
    )
    more = pl.col("amount") - pl.col("quantity")
    may_rest = pl.col("kind").is_in(["capacities", "stores"])
    off = (
        pl.when(may_rest & pl.col("gives"))
        .then(-more)
        .when(may_rest)
        .then(more)
        .otherwise(more.abs())
        .clip(lower_bound=0.0)
    )
    whole = pl.max_horizontal("amount", "quantity")
    goods = both.select("listing", off=share(off, whole))
    return worst("practical-balances", pl.concat([goods, _loads(practical)]))


def _loads(practical: PracticalCase) -> pl.DataFrame:
    """listing, off: each carriage is its trade, whole and in time; each haulier's use is its carriages."""
    carriage = practical.carriage
    whole = pl.col("quantity") * pl.col("kg_per_unit")
    late = pl.col("hours").fill_null(0.0) > HOURS_PER_DAY * pl.col("shelf_life_days").fill_null(np.inf)
    each = carriage.select(
        listing="haulage",
        off=pl.when(late | pl.col("factor").is_null())
        .then(np.inf)
        .otherwise(share((pl.col("kg") - whole).abs(), whole)),
    )
    loads = (
        practical.activities.filter(kind="haulage")
        .select("listing", "t", "level")
        .join(
            carriage.group_by(pl.col("haulage").alias("listing"), "t").agg(pl.col("kg").sum()),
            on=["listing", "t"],
            how="left",
        )
        .with_columns(pl.col("kg").fill_null(0.0))
    )
    used = share((pl.col("kg") - pl.col("level")).abs(), pl.max_horizontal("kg", "level"))
    return pl.concat([each, loads.select("listing", off=used)])
