"""What each cooperative receives, pays and gains.

It sums and ranks. It refuses to judge who deserves what.
"""

from typing import Any

import polars as pl

from jejaring.language.rounding import round_to_sum
from jejaring.market.model import Market
from jejaring.planning.model import Plan
from jejaring.report.listings import cooperative_names
from jejaring.report.places import Places
from jejaring.report.wording import Wording

ROWS = 40
NOTHING = "–"
AMOUNTS = ("sales", "work", "purchases", "gain")


def gains_view(market: Market, plan: Plan, w: Wording, places: Places) -> dict[str, Any]:
    """The table of gains: the largest in rows of their own, the others and all together as sums."""
    named = cooperative_names(market).rename({"id": "cooperative"})
    gains = (
        plan.gains.filter((pl.col("put_in") > 0) | (pl.col("gain") > 0))
        .join(named, on="cooperative", how="left")
        .sort("gain", "cooperative", descending=[True, False])
    )
    whole = gains.with_columns(pl.Series(name, round_to_sum(gains[name]), pl.Int64) for name in AMOUNTS)
    shown, others = whole.head(ROWS), whole.slice(ROWS)
    most = max(whole["gain"].max() or 0, 1)
    sums = [(w.say("gains-all"), whole)]
    if others.height:
        sums.insert(0, (w.say("gains-others", count=w.number(others.height)), others))
    return {
        "caption": w.say("gains-caption", count=w.number(whole.height)),
        "rows": [
            {
                "name": row["name"],
                "place": w.say("outside", place=places.full(row["region"]))
                if row["outside"]
                else places.full(row["region"]),
                "share": round(100 * max(row["gain"], 0) / most, 1),
                **_amounts(row, w),
            }
            for row in shown.iter_rows(named=True)
        ],
        "sums": [
            {"name": name, **_amounts(frame.select(*AMOUNTS, "put_in").sum().row(0, named=True), w)}
            for name, frame in sums
        ],
    }


def _amounts(row: dict[str, Any], w: Wording) -> dict[str, str]:
    """The amounts of a row as they are shown; a dash for nothing."""
    amounts = {name: w.money(row[name]) if row[name] else NOTHING for name in AMOUNTS}
    percent = w.percent(row["gain"] / row["put_in"]) if row["put_in"] else NOTHING
    return amounts | {"percent": percent}
