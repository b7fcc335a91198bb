"""Why a listing is used or not, and why at this price: the prices at which that would change, and for whom.

The market's program is solved anew with the listing held at nothing, or at its whole quantity, and the slope
of the surplus is taken there (see `margins`). So a price named here is exact: replanned a rupiah on the one
side of it the listing is used, a rupiah on the other it is not.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.market import ChangeListing, Market, changed
from jejaring.market.columns import REGENCY_LENGTH
from jejaring.planning.activities import KINDS, ONCE_PER_WINDOW
from jejaring.planning.answers import what_became_of
from jejaring.planning.goods import goods_of
from jejaring.planning.lanes import Ways
from jejaring.planning.margins import Margins, Slope, parts_of
from jejaring.planning.model import Plan
from jejaring.planning.pinned import Pins
from jejaring.planning.pins import hold
from jejaring.planning.program import Program, build_program
from jejaring.planning.scopes import confined
from jejaring.planning.serving import steps_behind

Floats = NDArray[np.float64]
PART_COLUMNS = {
    "kind": pl.String,
    "listing": pl.String,
    "cooperative": pl.String,
    "change": pl.Float64,  # units more (> 0) or less (< 0) for one unit of the listing asked about
    "own": pl.Float64,  # rupiah per unit: its own price
}
REGIONS_TRIED = 5  # the nearest that look good enough: each takes a solve


@dataclass(frozen=True)
class Threshold:
    """A price at which something would change, and what one unit would change for everybody else."""

    price: float
    """Rupiah per unit."""
    parts: pl.DataFrame
    """Who would be used more or less, `PART_COLUMNS`."""
    freight: float
    """Rupiah more (> 0) or less paid to the open network."""


@dataclass(frozen=True)
class Reasons:
    """What keeps a listing where it is."""

    enters: Threshold | None
    """Used at all below this price (a need: above it); None where it would not be at any price."""
    fills: Threshold | None
    """Used wholly below this price (a need: above it); None where it could not be at any price."""
    low: Threshold | None
    """Its price could not be lower, where it is used: what one unit more would be worth to others."""
    high: Threshold | None
    """Its price could not be higher: what others would take to replace one unit; None: nobody could."""
    nearest: str | None
    """Where else it would be used at its own price: the nearest of a few regencies tried, if any."""
    chain: pl.DataFrame | None
    """Of an unserved need: the cheapest chain that could serve a unit of it, `serving.STEP_COLUMNS`."""
    at_minimum: float | None
    """Its `minimum` would be used at once below this price (a need: above it).

    None without a minimum, for one of every month, and where so much could not be used at any price.
    """


def reasons_for(market: Market, plan: Plan, listing: str, time_limit: float = 3600.0) -> Reasons:
    """Why a listing is used as it is in a plan.

    Parameters
    ----------
    market : Market
    plan : Plan
        The plan of `market`.
    listing : str
    time_limit : float
        Seconds for each solve.

    Raises
    ------
    UnknownListing
        When the market has no such listing.
    NotSolved
        When a solver finds no optimum in time.
    """
    answer = what_became_of(market, plan, listing)
    kind, cut = answer.kind, confined(market, plan.scope)
    row = _row(cut, kind, listing)
    program = _program(cut, Pins(plan.pinned, plan.pinned_carriage))
    margins = Margins(program, kind, row, time_limit)
    low = high = None
    if answer.used > 0:
        busiest = int(np.argmax(answer.months["level"].to_numpy()))
        low, high = margins.range_of(int(margins.activities[busiest]))
    unused_here = answer.used <= 0 and margins.whole > 0
    enters = margins.enters()
    chain = None
    if kind == "needs" and unused_here and enters is not None:
        chain = steps_behind(cut, program, enters, margins.balances())
    at_once = kind in ONCE_PER_WINDOW or len(margins.activities) == 1  # else a minimum is each month's
    minimum = answer.minimum if at_once and (answer.minimum or np.inf) <= margins.whole else None
    movable = plan.scope == "network" and not plan.pinned.height and kind != "haulage"
    return Reasons(
        enters=_told(cut, program, enters),
        fills=_told(cut, program, margins.fills()),
        low=_told(cut, program, low),
        high=_told(cut, program, high),
        nearest=_nearest(market, plan, kind, listing, time_limit) if unused_here and movable else None,
        chain=chain,
        at_minimum=None if minimum is None else margins.price_at(minimum),
    )


def _row(market: Market, kind: str, listing: str) -> int:
    found = getattr(market, kind)["id"].index_of(listing)
    return int(found)


def _program(market: Market, pins: Pins) -> Program:
    program = build_program(market, Ways(market.freight, goods_of(market)))
    return hold(market, program, pins)[1] if pins else program


def _told(market: Market, program: Program, slope: Slope | None) -> Threshold | None:
    """A slope with names instead of numbers."""
    if slope is None:
        return None
    parts = parts_of(program, slope)
    moves, change = parts.pop("moves")
    open_road = program.moves.haulage[moves] < 0
    freight = float(change[open_road] @ program.moves.rupiah_per_unit[moves[open_road]])
    kilograms = change * program.goods.kg_per_unit[program.moves.commodity[moves]]
    parts["haulage"] = program.moves.haulage[moves[~open_road]], kilograms[~open_road]
    frames = []
    for kind in KINDS:
        activity, amount = parts[kind]
        listed = getattr(market, kind)[program.activities[kind].listing[activity]]
        frames.append(
            listed.select(
                kind=pl.lit(kind),
                listing="id",
                cooperative="cooperative",
                change=pl.Series(amount, dtype=pl.Float64),
                own="price",
            )
        )
    both = ["kind", "listing", "cooperative", "own"]
    summed = pl.concat(frames).group_by(both, maintain_order=True).agg(pl.col("change").sum())
    return Threshold(slope.rupiah, summed.match_to_schema(PART_COLUMNS), freight)


def _nearest(market: Market, plan: Plan, kind: str, listing: str, time_limit: float) -> str | None:
    """The nearest regency where an unused listing would be used at its own price, of the likeliest few."""
    here = getattr(market, kind).row(by_predicate=pl.col("id") == listing, named=True)
    regions = list(market.freight.regions)
    home = regions.index(here["region"][:REGENCY_LENGTH])
    far = market.freight.rupiah_per_kg[home]
    worth = _worth_by_region(market, plan, kind, here)
    better = worth < here["price"] if kind == "needs" else worth > here["price"]
    likely = [int(place) for place in np.argsort(far, kind="stable") if better[place] and place != home]
    for place in likely[:REGIONS_TRIED]:
        moved = changed(market, [ChangeListing(listing, {"region": regions[place]})])
        slope = Margins(_program(moved, Pins()), kind, _row(moved, kind, listing), time_limit).enters()
        if slope is None:
            continue
        if slope.rupiah < here["price"] if kind == "needs" else slope.rupiah > here["price"]:
            return regions[place]
    return None


def _worth_by_region(market: Market, plan: Plan, kind: str, here: dict[str, object]) -> Floats:
    """Shape (regions,): the best a unit of a listing would be worth in each region, at the plan's prices."""
    months = {month: number for number, month in enumerate(plan.periods)}
    first, last = months.get(str(here["from"]), 0), months.get(str(here["until"]), len(months) - 1)
    entries = {here.get("commodity"): 1.0}
    if kind == "capacities":
        recipe = market.catalogue.recipes.filter(pl.col("recipe") == here["recipe"])
        entries = dict(recipe.select("commodity", "quantity").iter_rows())
    shape = (len(plan.periods), len(market.freight.regions))
    price = np.zeros(shape)
    for commodity, quantity in entries.items():
        rows = plan.prices.filter(pl.col("commodity") == commodity)["price"].to_numpy()
        price += quantity * rows.reshape(shape)
    if kind == "stores":
        price = np.diff(price, axis=0, append=price[-1:])
    window = price[first : last + 1]
    best: Floats = window.min(axis=0) if kind == "needs" else window.max(axis=0)
    return best
