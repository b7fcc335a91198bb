"""Is the practical plan one that can be signed: minimums, whole units, whole rupiah, nobody at a loss?

It stands on its own: it may use listings otherwise than the exact plan does. What ties the two together is
the bound, which no plan exceeds, so that the loss stated is at least the true one.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from jejaring.planning.certificate.case import Case
from jejaring.planning.certificate.shipping import HOURS_PER_DAY, Shipping
from jejaring.planning.certificate.verdict import Check

ALLOWED = 1e-6  # of a quantity
RUPIAH = 1e-2  # beside whole rupiah: what a product of decimals may be off by
FINENESS, MOST_DECIMALS = 1e-4, 3  # docs/model.md: the steps that goods which split are traded in


@dataclass(frozen=True)
class PracticalCase:
    """The practical plan laid out beside its market."""

    case: Case

    @cached_property
    def activities(self) -> pl.DataFrame:
        """Every listing in every month, with what the practical plan uses it for, if anything."""
        levels = self.case.plan.practical_levels.join(self.case.period, on="period", how="left")
        columns = ("listing", "cooperative", "t", "quantity", "own_price", "r", "c", "recipe", "to", "hours")
        frames = [
            frame.rename({"own": "own_price"})
            .select(pl.lit(kind).alias("kind"), *(name for name in columns if name in _own_names(frame)))
            .join(_minimums(self.case, kind), on="listing", how="left")
            for kind, frame in self.case.activities.items()
        ]
        listed = pl.concat(frames, how="diagonal_relaxed")
        used: pl.DataFrame = listed.join(levels.drop("period"), on=["listing", "t"], how="left")
        return used.with_columns(pl.col("level", "received", "paid", "own", "gain").fill_null(0))

    @cached_property
    def trades(self) -> pl.DataFrame:
        """The trades with t, c, r_from, r_to; null where a name is not the market's."""
        case = self.case
        trades: pl.DataFrame = (
            case.plan.practical_trades.join(case.period, on="period", how="left")
            .join(
                case.commodity.select("commodity", "c", "kg_per_unit", "factor", "shelf_life_days"),
                on="commodity",
                how="left",
            )
            .join(case.region.rename({"region": "origin", "r": "r_from"}), on="origin", how="left")
            .join(case.region.rename({"region": "destination", "r": "r_to"}), on="destination", how="left")
        )
        return trades

    @cached_property
    def carriage(self) -> pl.DataFrame:
        """The carriages with their trade and their haulier's way."""
        haulage = self.activities.filter(kind="haulage").select(
            "r", "to", "hours", "t", haulage="listing", haulier=pl.lit(True)
        )
        carriage: pl.DataFrame = self.case.plan.practical_carriage.join(
            self.trades.drop("freight", "paid", "received"), on="trade", how="left", maintain_order="left"
        ).join(haulage, on=["haulage", "t"], how="left", maintain_order="left")
        return carriage


def practical_checks(case: Case, shipping: Shipping) -> tuple[Check, ...]:
    """All that is demanded of the practical plan."""
    practical = PracticalCase(case)
    readable = _readable(practical)
    if not readable.passed:
        return (readable,)
    return (
        readable,
        _limits(practical),
        _units(practical),
        _balances(practical),
        _freight(practical, shipping),
        _money(practical),
        _gains(practical),
    )


def _readable(practical: PracticalCase) -> Check:
    """Every row names what the market has, none twice, and no number is missing or below zero."""
    trades, carriage, plan = practical.trades, practical.carriage, practical.case.plan
    levels = plan.practical_levels.join(practical.case.period, on="period", how="left")
    unknown = levels.join(practical.activities, on=["listing", "t"], how="anti")["listing"]
    twice = trades["trade"].is_duplicated().any() or levels.select("listing", "period").is_duplicated().any()
    missing = trades.select("t", "c", "r_from", "r_to").null_count().sum_horizontal().item()
    amounts = [
        *(trades[name] for name in ("quantity", "received", "freight", "paid")),
        *(carriage[name] for name in ("kg", "amount")),
        *(levels[name] for name in ("level", "received", "paid", "own")),
    ]
    numbers = all(bool((column.is_finite() & (column >= 0)).fill_null(False).all()) for column in amounts)
    used = bool((trades["quantity"] > 0).all()) and bool((levels["level"] > 0).all())
    nobody = carriage["haulier"].null_count()
    if len(unknown) or twice or missing or nobody or not numbers or not used:
        return Check("practical-readable", np.inf, str(unknown[0]) if len(unknown) else "")
    return Check("practical-readable", 0.0)


def _limits(practical: PracticalCase) -> Check:
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
    return _worst("practical-limits", used.select("listing", off=_share(beyond, pl.col("quantity"))))


def _units(practical: PracticalCase) -> Check:
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
    return _worst("practical-units", both.select("listing", off=(counted - counted.round()).abs() / ALLOWED))


def _steps(case: Case) -> pl.DataFrame:
    """commodity, decimals: whole units, or a power of ten below a ten-thousandth of a typical listing."""
    market = case.market
    parts = case.recipe.select("recipe", "commodity", part=pl.col("quantity").abs())
    sizes = pl.concat(
        [
            *(
                getattr(market, kind).select("commodity", "quantity")
                for kind in ("offers", "needs", "stores")
            ),
            market.capacities.select("recipe", "quantity")
            .join(parts, on="recipe")
            .select("commodity", quantity=pl.col("quantity") * pl.col("part")),
        ]
    ).filter(pl.col("quantity") > 0)
    typical = sizes.group_by("commodity").agg(pl.col("quantity").median().alias("size"))
    wanted = -(pl.col("size") * FINENESS).log(10)
    steps: pl.DataFrame = (
        case.commodity.select("commodity")
        .join(typical, on="commodity", how="left")
        .join(market.catalogue.commodities.select("commodity", "divisible"), on="commodity", how="left")
        .with_columns(fine=(wanted - 1e-9).ceil().fill_null(0.0).clip(0, MOST_DECIMALS))
        .select("commodity", decimals=pl.when(~pl.col("divisible")).then(0.0).otherwise("fine"))
    )
    return steps


def _balances(practical: PracticalCase) -> Check:
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
    goods = both.select("listing", off=_share(off, whole))
    return _worst("practical-balances", pl.concat([goods, _loads(practical)]))


def _loads(practical: PracticalCase) -> pl.DataFrame:
    """listing, off: each carriage is its trade, whole and in time; each haulier's use is its carriages."""
    carriage = practical.carriage
    whole = pl.col("quantity") * pl.col("kg_per_unit")
    late = pl.col("hours").fill_null(0.0) > HOURS_PER_DAY * pl.col("shelf_life_days").fill_null(np.inf)
    each = carriage.select(
        listing="haulage",
        off=pl.when(late | pl.col("factor").is_null())
        .then(np.inf)
        .otherwise(_share((pl.col("kg") - whole).abs(), whole)),
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
    used = _share((pl.col("kg") - pl.col("level")).abs(), pl.max_horizontal("kg", "level"))
    return pl.concat([each, loads.select("listing", off=used)])


def _freight(practical: PracticalCase, shipping: Shipping) -> Check:
    """What a trade pays the open network covers the cheapest way there is, but for hauliers' parts."""
    trades = practical.trades
    ways = [[origin, destination] for origin, destination in trades.select("r_from", "r_to").iter_rows()]
    number = {trade: index for index, trade in enumerate(trades["trade"])}
    for trade, pick_up, set_down in practical.carriage.select("trade", "r", "to").iter_rows():
        ways[number[trade]][-1:-1] = (pick_up, set_down)
    cheapest = np.zeros(trades.height)
    goods = trades["c"].to_numpy()
    for c in np.unique(goods):
        cost = shipping.rupiah_per_unit(int(c))
        for index in np.flatnonzero(goods == c):
            stops = ways[int(index)]
            cheapest[index] = sum(cost[a, b] for a, b in zip(stops[::2], stops[1::2], strict=True))
    owed = cheapest * trades["quantity"].to_numpy()
    off = np.maximum(owed - trades["freight"].to_numpy(), 0.0) / (RUPIAH + ALLOWED * owed)
    off = np.where(np.isfinite(owed), off, np.inf)
    return _worst("practical-freight", pl.DataFrame({"listing": trades["trade"], "off": off}))


def _money(practical: PracticalCase) -> Check:
    """Every rupiah a buyer pays arrives; every listing's sums are those of its trades; nobody loses."""
    trades = practical.trades
    hauled = practical.carriage.group_by("trade").agg(pl.col("amount").sum())
    paid = trades.join(hauled, on="trade", how="left").select(
        listing="trade",
        off=(pl.col("received") + pl.col("freight") + pl.col("amount").fill_null(0) - pl.col("paid")).cast(
            pl.Float64
        ),
    )
    # A store sells a month after the one it is used in.
    stores = practical.case.market.stores["id"].implode()
    sold = pl.col("t") - pl.col("seller").is_in(stores).cast(pl.Int64)
    received = pl.concat(
        [
            trades.select(listing="seller", t=sold, sum="received"),
            practical.carriage.select(listing="haulage", t="t", sum="amount"),
        ]
    )
    spent = trades.select(listing="buyer", t="t", sum="paid")
    rows = practical.activities
    for name, amounts in (("in", received), ("out", spent)):
        total = amounts.group_by("listing", "t").agg(pl.col("sum").sum().alias(name))
        rows = rows.join(total, on=["listing", "t"], how="left").with_columns(pl.col(name).fill_null(0))
    need = pl.col("kind") == "needs"
    value = pl.col("level") * pl.col("own_price")
    above = pl.when(need).then(value - pl.col("own")).otherwise(pl.col("own") - value)
    slack = RUPIAH + 1e-9 * value
    gain = pl.col("received") - pl.col("paid") + pl.when(need).then(1).otherwise(-1) * pl.col("own")
    right = (
        (pl.col("in") == pl.col("received"))
        & (pl.col("out") == pl.col("paid"))
        & above.is_between(-slack, 1 + slack)
        & (pl.col("gain") == gain)
        & (pl.col("gain") >= 0)
    )
    listings = rows.select("listing", off=pl.when(right).then(0.0).otherwise(np.inf))
    return _worst("practical-money", pl.concat([paid.with_columns(pl.col("off").abs() * 2), listings]))


def _gains(practical: PracticalCase) -> Check:
    """Every cooperative's account is the sum of its listings', and all gains are the surplus stated."""
    used = practical.activities.filter(pl.col("level") > 0)
    own = pl.col("own")
    expected = used.group_by("cooperative").agg(
        pl.col("gain", "received", "paid").sum(),
        costs=own.filter(pl.col("kind") != "needs").sum(),
        value=own.filter(pl.col("kind") == "needs").sum(),
    )
    stated = practical.case.plan.practical_gains
    columns = ["cooperative", "gain", "received", "paid", "costs", "value"]
    same = expected.select(columns).sort("cooperative").equals(stated.select(columns).sort("cooperative"))
    total = used["gain"].sum() == practical.case.plan.practical_surplus
    return Check("practical-gains", 0.0 if same and total else np.inf)


def _minimums(case: Case, kind: str) -> pl.DataFrame:
    table: pl.DataFrame = getattr(case.market, kind)
    least = "minimum" if "minimum" in table.columns else pl.lit(None, dtype=pl.Float64).alias("minimum")
    return table.select(pl.col("id").alias("listing"), least)


def _own_names(frame: pl.DataFrame) -> set[str]:
    return {"own_price" if name == "own" else name for name in frame.columns}


def _share(off: pl.Expr, whole: pl.Expr) -> pl.Expr:
    return pl.when(off <= 0).then(0.0).otherwise(off / (ALLOWED * whole))


def _worst(name: str, found: pl.DataFrame) -> Check:
    """The worst row of `found` (listing, off)."""
    if not found.height:
        return Check(name, 0.0)
    off = found["off"].fill_nan(np.inf).fill_null(np.inf)
    at = off.arg_max()
    assert at is not None
    return Check(name, float(off[at]), str(found["listing"][at]) if off[at] > 0 else "")
