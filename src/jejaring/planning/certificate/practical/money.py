"""Freight, payments, accounts: the money of a practical plan, in whole rupiah."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.planning.certificate.practical.case import ALLOWED, RUPIAH, PracticalCase, worst
from jejaring.planning.certificate.shipping import Shipping, ways_of
from jejaring.planning.certificate.verdict import Check

Floats = NDArray[np.float64]
PARTIES = ["period", "commodity", "seller", "buyer", "origin", "destination"]
"""What a trade is known by, whatever its number."""


def freight(practical: PracticalCase, shipping: Shipping) -> Check:
    """What a trade pays the open network covers the cheapest way there is, but for hauliers' parts.

    One that was accepted before pays what was agreed, though ways have become dearer since.
    """
    trades = practical.trades
    number = trades.select("trade", number=pl.int_range(pl.len()))
    carried = practical.carriage.join(number, on="trade", maintain_order="left")
    ways = ways_of(
        *(trades[name].to_numpy() for name in ("r_from", "r_to")),
        *(carried[name].to_numpy() for name in ("number", "r", "to")),
    )
    quantity = trades["quantity"].to_numpy()
    enough = (trades["freight"].to_numpy() + RUPIAH) / quantity
    owed = np.minimum(shipping.least(trades["c"].to_numpy(), ways, enough) * quantity, _agreed(practical))
    off = np.maximum(owed - trades["freight"].to_numpy(), 0.0) / (RUPIAH + ALLOWED * owed)
    off = np.where(np.isfinite(owed), off, np.inf)
    return worst("practical-freight", pl.DataFrame({"listing": trades["trade"], "off": off}))


def _agreed(practical: PracticalCase) -> Floats:
    """Shape (trades,): rupiah that accepted trades were to pay the open network; inf for the others."""
    pinned = practical.case.plan.pinned.group_by(PARTIES).agg(pl.col("freight").max())
    hauled = practical.carriage.group_by("trade").agg(pl.col("amount").sum())
    agreed = (
        practical.trades.select("trade", *PARTIES, "quantity")
        .join(pinned, on=PARTIES, how="left")
        .join(hauled, on="trade", how="left")
        .select(pl.col("freight") * pl.col("quantity") - pl.col("amount").fill_null(0))
    )
    rupiah: Floats = agreed.to_series().clip(lower_bound=0.0).fill_null(np.inf).to_numpy()
    return rupiah


def money(practical: PracticalCase) -> Check:
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
    return worst("practical-money", pl.concat([paid.with_columns(pl.col("off").abs() * 2), listings]))


def gains(practical: PracticalCase) -> Check:
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
