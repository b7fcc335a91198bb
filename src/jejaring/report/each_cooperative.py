"""What each cooperative wants to know: what it sells and buys, why at this price, what it would get alone.

It knows how an answer is put. It refuses to know how prices come about: that is `reasons`.
"""

from typing import Any

import polars as pl

from jejaring.market.model import Market
from jejaring.planning.model import Plan
from jejaring.report.goods import Goods
from jejaring.report.listings import cooperative_names
from jejaring.report.places import Places
from jejaring.report.reasons import ONCE, reasons_of
from jejaring.report.wording import Wording, inside_sentence

TOLD = 60  # cooperatives told one by one, those that gain most
LISTED = 12  # listings of each
IN_ALL = 200  # listings of all: where cooperatives have many, fewer of them are told
SAME = 1e-4  # of a price: nearer than this, two prices are one


def each_view(
    market: Market, plan: Plan, w: Wording, places: Places, goods: Goods, alone: pl.DataFrame | None
) -> dict[str, Any]:
    """A fold-out for each cooperative, by name, so that it is found; `alone` are its gains by itself."""
    trading = plan.gains.filter((pl.col("put_in") > 0) | (pl.col("gain") > 0)).sort(
        "gain", "cooperative", descending=[True, False]
    )
    reasons = reasons_of(market, plan, trading["cooperative"].head(TOLD))
    told = _as_many_as_fit(trading.head(TOLD), reasons).join(
        cooperative_names(market).rename({"id": "cooperative"}), on="cooperative"
    )
    partners = _names_of_listings(market, reasons["partner"])
    listed = reasons.partition_by("cooperative", as_dict=True)
    could, gains = _could_trade_alone(market), _gains_alone(alone)
    return {
        "rest": w.say("each-rest", count=w.number(trading.height - told.height))
        if trading.height > told.height
        else "",
        "cooperatives": [
            {
                "name": row["name"],
                "place": places.full(row["region"]),
                "gain": w.say("each-gain", money=w.money(row["gain"])),
                "listings": [
                    _listing(one, partners, w, places, goods)
                    for one in listed[(row["cooperative"],)].head(LISTED).iter_rows(named=True)
                ],
                "more": _more(listed[(row["cooperative"],)].height, w),
                "alone": _alone(row["cooperative"], could, gains, w),
            }
            for row in told.sort("name", "cooperative").iter_rows(named=True)
        ],
    }


def _as_many_as_fit(cooperatives: pl.DataFrame, reasons: pl.DataFrame) -> pl.DataFrame:
    """The first cooperatives whose listings are not too many together; at least one."""
    listings = reasons.group_by("cooperative").agg(listings=pl.len().clip(upper_bound=LISTED))
    counted = cooperatives.join(listings, on="cooperative", maintain_order="left")
    return counted.filter((pl.col("listings").cum_sum() <= IN_ALL) | (pl.int_range(pl.len()) == 0))


def _more(count: int, w: Wording) -> str:
    return w.say("each-more", count=w.number(count - LISTED)) if count > LISTED else ""


def _listing(
    row: dict[str, Any], partners: dict[str, str], w: Wording, places: Places, goods: Goods
) -> dict[str, str]:
    """One listing: what is done, at what price, what that gains, and why at this price."""
    unit = "kg" if row["kind"] == "haulage" else goods.unit(row["commodity"])
    all_of_it = row["whole"] and row["kind"] in ONCE
    named = {
        "quantity": w.quantity(row["used"], unit),
        "whole": w.quantity(row["quantity"], unit),
        "goods": inside_sentence(goods.name(row["commodity"] or "")),
        "place": places.name(row["destination"] or ""),
    }
    return {
        "what": w.say(f"does-{row['kind']}{'-whole' if all_of_it else ''}", **named),
        "account": w.say(
            f"account-{'need' if row['kind'] == 'need' else 'other'}",
            own=w.price(row["price"], unit),
            worth=_worth(row, unit, w),
            gain=w.money(row["gain"]),
            share=w.percent(row["gain"] / (row["used"] * (row["price"] or 1.0))),
        ),
        "why": _why(row, unit, partners, w, places),
        "range": _range(row, unit, w),
    }


def _worth(row: dict[str, Any], unit: str, w: Wording) -> str:
    if row["high"] - row["low"] <= SAME * row["high"]:
        return w.price(row["worth"], unit)
    return w.say("price-months", low=w.money(row["low"]), high=w.price(row["high"], unit))


def _why(row: dict[str, Any], unit: str, partners: dict[str, str], w: Wording, places: Places) -> str:
    """Why at this price."""
    if not row["whole"]:
        return w.say(f"why-part-{row['kind']}", own=w.price(row["price"], unit))
    if row["kind"] == "capacity":
        return w.say(
            "why-whole-capacity",
            made=w.price(row["made"], unit),
            material=w.price(row["material"], unit),
            worth=w.price(row["made"] - row["material"], unit),
        )
    if row["partner"] is None or row["kind"] in ("store", "haulage"):
        return w.say(f"why-whole-{row['kind']}")
    here = row["way"] <= 0
    return w.say(
        f"why-whole-{row['kind']}-here" if here else f"why-whole-{row['kind']}-far",
        partner=partners[row["partner"]],
        place=places.name(row["partner_place"]),
        price=w.price(row["partner_price"], unit),
        way=w.price(row["way"], unit),
        worth=w.price(row["partner_price"] + (row["way"] if row["kind"] == "need" else -row["way"]), unit),
    )


def _range(row: dict[str, Any], unit: str, w: Wording) -> str:
    """Between which prices the same trades would have been as good for all together; "" where that is one."""
    least, most = row["least"], row["most"]
    if least is None or most is None or most - least <= SAME * abs(most):
        return ""
    return w.say("why-range", least=w.money(least), most=w.price(most, unit))


def _names_of_listings(market: Market, listings: pl.Series) -> dict[str, str]:
    """Whose each of these listings is, by name."""
    owners = pl.concat(frame.select("id", "cooperative") for frame in market.listings.values())
    named = (
        owners.filter(pl.col("id").is_in(listings.drop_nulls().unique().implode()))
        .join(cooperative_names(market).select(cooperative="id", name="name"), on="cooperative")
        .select("id", "name")
    )
    return dict(named.iter_rows())


def _gains_alone(alone: pl.DataFrame | None) -> dict[str, float] | None:
    return None if alone is None else dict(alone.select("cooperative", "gain").iter_rows())


def _alone(cooperative: str, could: frozenset[str], gains: dict[str, float] | None, w: Wording) -> str:
    """What it would get by itself: the figure where that has been planned, or what can be said without."""
    if cooperative not in could:
        return w.say("alone-nothing")
    if gains is None:
        return w.say("alone-maybe")
    return w.say("alone-figure", money=w.money(gains.get(cooperative, 0.0)))


def _could_trade_alone(market: Market) -> frozenset[str]:
    """Cooperatives that both need something and have or make something: alone they might serve themselves."""
    supply = pl.concat([market.offers["cooperative"], market.capacities["cooperative"]])
    needing = market.needs["cooperative"]
    return frozenset(needing.filter(needing.is_in(supply.unique().implode())))
