"""Those who found no partner, and what it would take.

It knows how to say it kindly. It refuses to guess what a new plan would do: the region's price is
where the line is today.
"""

from typing import Any

import polars as pl

from jejaring.report.goods import Goods
from jejaring.report.places import Places
from jejaring.report.use import unserved_needs, unused_listings
from jejaring.report.wording import Wording, inside_sentence

ROWS = 25
FITS = 1e-6  # of the price: nearer than this to the region's price, a price fits
OUT_OF_REACH = 10.0  # times its own price: a region's price beyond it means that nothing gets there


def left_view(use: pl.DataFrame, w: Wording, places: Places, goods: Goods) -> dict[str, Any]:
    """Unused listings and unserved needs, each with its price beside what it is worth.

    Parameters
    ----------
    use : DataFrame
        What `use_of_listings` gives.
    """
    unused, unserved = unused_listings(use), unserved_needs(use)
    return {
        "intro": w.say("left-intro" if unused.height or unserved.height else "left-none"),
        "unused": {
            "title": w.say("unused-title"),
            "caption": _caption("unused-caption", unused.height, w),
            "what": w.say("offered"),
            "own": w.say("asked-price"),
            "rows": [_row(row, w, places, goods) for row in unused.head(ROWS).iter_rows(named=True)],
        },
        "unserved": {
            "title": w.say("unserved-title"),
            "caption": _caption("unserved-caption", unserved.height, w),
            "what": w.say("missing"),
            "own": w.say("bid-price"),
            "rows": [_row(row, w, places, goods) for row in unserved.head(ROWS).iter_rows(named=True)],
        },
    }


def _caption(key: str, count: int, w: Wording) -> str:
    return w.say(f"{key}-some" if count > ROWS else key, shown=w.number(ROWS), count=w.number(count))


def _row(row: dict[str, Any], w: Wording, places: Places, goods: Goods) -> dict[str, str]:
    unit = "kg" if row["kind"] == "haulage" else goods.unit(row["commodity"])
    return {
        "name": row["name"],
        "place": places.full(row["region"]),
        "what": w.say(
            f"kind-{row['kind']}",
            quantity=w.quantity(row["quantity"], unit),
            missing=w.quantity(row.get("missing") or 0.0, unit),
            goods=inside_sentence(goods.name(row["commodity"] or "")),
            place=places.name(row["destination"] or ""),
        ),
        "own": w.price(row["price"], unit),
        "worth": "–" if row["worth"] is None else w.price(max(row["worth"], 0.0), unit),
        "needed": _needed(row, unit, w),
    }


def _needed(row: dict[str, Any], unit: str, w: Wording) -> str:
    """What would have to change, in a few words."""
    need = row["kind"] == "need"
    worth, price = row["worth"], row["price"]
    if worth is None or (need and worth > OUT_OF_REACH * price) or (not need and worth <= 0):
        return w.say("needs-goods-buyer" if need else "needs-goods")
    if row["gap"] is None or row["gap"] <= FITS:
        return w.say("needs-supply" if need else "needs-buyer")
    return w.say(
        "needs-higher" if need else "needs-lower",
        difference=w.price(abs(worth - price), unit),
        percent=w.percent(row["gap"]),
    )
