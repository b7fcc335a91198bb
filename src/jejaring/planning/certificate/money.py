"""Does the money add up: freight, surplus, gains and chains?"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.planning.certificate.case import KINDS, Case
from jejaring.planning.certificate.shipping import Shipping, Ways, ways_of
from jejaring.planning.certificate.verdict import Check
from jejaring.planning.certificate.worth import Worth

Floats = NDArray[np.float64]
ALLOWED = 1e-6  # of an amount


def trade_prices(case: Case) -> Check:
    """Every trade is paid at the price of its origin and its destination; the difference is its freight.

    A pinned one is paid at its agreed prices.
    """
    trades = case.trades
    origin, delivered = trades["price_origin"].to_numpy(), trades["price_delivered"].to_numpy()
    allowed = ALLOWED * np.maximum(delivered, 1e-6)
    off = np.abs(origin + trades["freight"].to_numpy() - delivered)
    for price, place in ((origin, "r_from"), (delivered, "r_to")):
        as_planned = np.abs(price - case.price_at(trades, region=place))
        off = np.maximum(off, np.where(_is_pinned(case), 0.0, as_planned))
    return _worst("trade-prices", off / allowed, trades["trade"])


def open_freight(case: Case, worth: Worth) -> Floats:
    """Shape (trades,): rupiah per unit each trade pays to the open network, haulage taken off."""
    hauliers, per_kg = case.activities["haulage"], worth.of["haulage"][0]
    prices = hauliers.select("t", haulage="listing", worth=pl.Series(per_kg))
    agreed = case.plan.pinned_carriage.select("trade", "haulage", agreed="price")
    number = case.trades.select("trade", "t", "c", number=pl.int_range(pl.len()))
    hauled = (
        case.plan.carriage.join(number, on="trade")
        .join(prices, on=["haulage", "t"])
        .join(agreed.unique(["trade", "haulage"], keep="last"), on=["trade", "haulage"], how="left")
        .join(case.commodity.select("c", "kg_per_unit"), on="c")
        .group_by("number")
        .agg(rupiah=(pl.coalesce("agreed", "worth") * pl.col("kg_per_unit")).sum())
    )
    rupiah = np.zeros(case.trades.height)
    rupiah[hauled["number"].to_numpy()] = hauled["rupiah"].to_numpy()
    freight: Floats = case.trades["freight"].to_numpy() - rupiah
    return freight


def freight(case: Case, shipping: Shipping, paid: Floats) -> Check:
    """No trade claims a cheaper way than there is: what it pays per unit covers the cheapest way.

    A pinned one pays what was agreed.
    """
    trades = case.trades
    allowed = ALLOWED * np.maximum(trades["price_delivered"].to_numpy(), 1e-6)
    cheapest = shipping.least(trades["c"].to_numpy(), _ways(case), paid + allowed)
    short = np.where(_is_pinned(case), 0.0, np.maximum(cheapest - paid, 0.0))
    return _worst("freight", short / allowed, trades["trade"])


def surplus_of(case: Case, paid: Floats) -> float:
    """Rupiah: what served needs would pay, less what offers ask, less fees, less freight."""
    own = {kind: float((frame["level"] * frame["own"]).sum()) for kind, frame in case.activities.items()}
    costs = sum(own[kind] for kind in KINDS if kind != "needs")
    return own["needs"] - costs - float(case.trades["quantity"].to_numpy() @ paid)


def turnover(case: Case) -> float:
    """Rupiah: what everything used is worth to those who list it."""
    return sum(float((frame["level"] * frame["own"]).sum()) for frame in case.activities.values())


def gains(case: Case) -> Check:
    """Every cooperative's account is the sum of its listings', and all gains together are the surplus."""
    rows = pl.concat(
        frame.select("cooperative", "gain", "level", "own", "price", kind=pl.lit(kind))
        for kind, frame in case.activities.items()
    )
    own = pl.col("level") * pl.col("own")
    received, paid = own + pl.col("gain"), own - pl.col("gain")
    by_kind = {
        "sales": (received, ["offers"]),
        "purchases": (paid, ["needs"]),
        "work": (received, ["capacities", "stores", "haulage"]),
    }
    expected = rows.group_by("cooperative").agg(
        gain=pl.col("gain").sum(),
        put_in=own.sum(),
        turnover=(pl.col("level") * (pl.col("own") + pl.col("price").abs())).sum(),
        **{
            name: pl.when(pl.col("kind").is_in(kinds)).then(amount).otherwise(0.0).sum()
            for name, (amount, kinds) in by_kind.items()
        },
    )
    if case.plan.gains["cooperative"].is_duplicated().any():
        return Check("gains", np.inf, "cooperative")
    both = expected.join(case.plan.gains, on="cooperative", how="full", coalesce=True, suffix="_stated")
    allowed = ALLOWED * np.maximum(both["turnover"].fill_null(0.0).to_numpy(), 1e-3)
    off = np.zeros(both.height)
    for column in ("gain", "put_in", *by_kind):
        difference = (both[column] - both[f"{column}_stated"]).fill_null(np.inf).to_numpy()
        off = np.maximum(off, np.abs(difference) / allowed)
    total = float(expected["gain"].sum())
    missing = abs(total - case.plan.surplus) / (ALLOWED * max(float(expected["turnover"].sum()), 1.0))
    check = _worst("gains", off, both["cooperative"])
    return check if check.off_by >= missing else Check("gains", missing)


def chains(case: Case) -> Check:
    """Every trade's parts in the chains make it whole; every need served has one chain.

    Where trades were pinned, what they were for may be gone: then parts make at most the whole.
    """
    parts = case.plan.chains
    by_trade = parts.group_by("trade").agg(pl.col("quantity").sum().alias("in_chains"))
    both = (
        case.trades.select("trade", "quantity")
        .join(by_trade, on="trade", how="full", coalesce=True)
        .with_columns(pl.col("quantity", "in_chains").fill_null(0.0))
    )
    whole = both.select(pl.max_horizontal("quantity", "in_chains")).to_series().to_numpy()
    beyond = (both["in_chains"] - both["quantity"]).to_numpy()
    wrong_by = np.maximum(beyond, 0.0) if case.plan.pinned.height else np.abs(beyond)
    off = wrong_by / (ALLOWED * np.maximum(whole, 1e-12))
    check = _worst("chains", off, both["trade"])
    if not check.passed:
        return check
    if parts.height and parts["quantity"].min() <= 0:  # type: ignore[operator]
        return Check("chains", np.inf, "quantity")
    pairs = parts.select("chain", "need").unique()
    bought = case.trades.select("trade", need="buyer").join(
        case.market.needs.select(need="id"), on="need", how="semi"
    )
    served, told = bought.select("need").unique(), pairs.select("need").unique()
    if served.height != told.height or told.join(served, on="need", how="anti").height:
        return Check("chains", np.inf, "need")
    if pairs["chain"].is_duplicated().any() or pairs["need"].is_duplicated().any():
        return Check("chains", np.inf, "need")
    delivered = parts.join(bought, on="trade", suffix="_bought")
    wrong = delivered.filter(pl.col("need") != pl.col("need_bought"))
    return Check("chains", np.inf, str(wrong["trade"][0])) if wrong.height else check


def _ways(case: Case) -> Ways:
    """How trades go by the open network, hauliers taking them part of the way."""
    number = case.trades.select("trade", number=pl.int_range(pl.len()))
    haulage = case.activities["haulage"].unique("listing").select("r", "to", haulage="listing")
    carried = case.plan.carriage.join(number, on="trade", maintain_order="left").join(
        haulage, on="haulage", maintain_order="left"
    )
    regions = (case.trades[name].to_numpy() for name in ("r_from", "r_to"))
    return ways_of(*regions, *(carried[name].to_numpy() for name in ("number", "r", "to")))


def _is_pinned(case: Case) -> NDArray[np.bool_]:
    """Shape (trades,): which trades were accepted before the plan was made."""
    return case.trades["trade"].is_in(case.plan.pinned["trade"].implode()).to_numpy()


def _worst(name: str, off: Floats, where: pl.Series) -> Check:
    if not len(off):
        return Check(name, 0.0)
    off = np.where(np.isnan(off), np.inf, off)
    at = int(off.argmax())
    return Check(name, float(off[at]), str(where[at]))
