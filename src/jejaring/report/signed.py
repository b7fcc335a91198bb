"""What is signed: the practical plan, in whole units and whole rupiah, and what it loses against the best.

It shows trades. It refuses to know why they were chosen.
"""

from typing import Any

import polars as pl

from jejaring.language import isolated
from jejaring.market.model import Market
from jejaring.planning.model import Plan
from jejaring.report.goods import Goods
from jejaring.report.listings import listing_frame
from jejaring.report.places import Places
from jejaring.report.wording import Wording

ROWS = 15
LITTLE = 1e-5  # of the best possible: less is told as nothing


def signed_view(market: Market, plan: Plan, w: Wording, places: Places, goods: Goods) -> dict[str, Any]:
    """The practical plan's largest trades, and how near the best it comes."""
    listed = listing_frame(market).select("listing", "cooperative", "name")
    trades = (
        plan.practical_trades.join(listed, left_on="seller", right_on="listing")
        .join(listed, left_on="buyer", right_on="listing", suffix="_buyer")
        .filter(pl.col("cooperative") != pl.col("cooperative_buyer"))
        .sort("paid", "trade", descending=[True, False])
    )
    within = plan.practical_trades.height - trades.height
    key = "signed-loss-little" if plan.practical_loss < LITTLE else "signed-loss"
    return {
        "gain": w.say("signed-gain", gain=w.money(plan.practical_surplus)),
        "loss": w.say(key, loss=w.percent(plan.practical_loss, 3)),
        "rest": w.say("signed-rest", count=w.number(trades.height - ROWS)) if trades.height > ROWS else "",
        "caption": w.say("signed-caption", count=w.number(trades.height)),
        "within": w.say("signed-within", count=w.number(within)) if within else "",
        "rows": [_row(row, w, places, goods) for row in trades.head(ROWS).iter_rows(named=True)],
    }


def _row(row: dict[str, Any], w: Wording, places: Places, goods: Goods) -> dict[str, str]:
    ends = dict.fromkeys(places.name(row[end]) for end in ("origin", "destination"))
    return {
        "seller": isolated(row["name"]),
        "buyer": isolated(row["name_buyer"]),
        "way": " → ".join(ends),
        "when": w.period(row["period"]),
        "goods": goods.name(row["commodity"]),
        "quantity": w.quantity(row["quantity"], goods.unit(row["commodity"])),
        "received": w.money(row["received"]),
        "freight": w.money(row["paid"] - row["received"]),
        "paid": w.money(row["paid"]),
    }
