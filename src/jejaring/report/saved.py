"""What the network saves: the same market with trade confined to each cooperative, regency and province.

It shows measures side by side. It refuses to plan.
"""

from typing import Any

import polars as pl

from jejaring.report.goods import Goods
from jejaring.report.wording import Wording

SCOPES = ("cooperative", "regency", "province", "network")
ROWS = 12  # commodities, those with most value on the network
NOTHING = "–"


def saved_view(savings: pl.DataFrame | None, w: Wording, goods: Goods) -> dict[str, Any]:
    """A row for each scope, and the delivered cost of the goods most is paid for."""
    if savings is None:
        return {"scopes": [], "goods": []}
    whole = savings.filter(pl.col("subject") == "")
    totals = {
        (scope, measure): value
        for scope, measure, value in whole.select("scope", "measure", "value").iter_rows()
    }
    return {
        "scopes": [
            {
                "name": w.say(f"scope-{scope}"),
                "surplus": w.money(totals[scope, "surplus"]),
                "served": w.number(totals[scope, "needs_served"]),
                "value": w.money(totals[scope, "needs_value"]),
                "freight": w.money(totals[scope, "freight"]),
            }
            for scope in SCOPES
        ],
        "goods": _goods(savings.filter(pl.col("measure") == "delivered_cost"), w, goods),
    }


def _goods(costs: pl.DataFrame, w: Wording, goods: Goods) -> list[dict[str, Any]]:
    """What a unit costs when it has arrived, nobody's gain counted, in every scope."""
    cost = {
        (scope, subject): value
        for scope, subject, value in costs.select("scope", "subject", "value").iter_rows()
    }
    network = costs.filter((pl.col("scope") == "network") & (pl.col("quantity") > 0))
    largest = network.sort(pl.col("quantity") * pl.col("value"), "subject", descending=[True, False])
    return [
        {
            "name": goods.name(subject),
            "costs": [
                w.price(cost[scope, subject], goods.unit(subject))
                if cost.get((scope, subject)) is not None
                else NOTHING
                for scope in SCOPES
            ],
        }
        for subject in largest["subject"].head(ROWS)
    ]
