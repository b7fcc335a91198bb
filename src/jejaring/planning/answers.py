"""What became of one listing: how far it is used, at what price, for whom, and what it would have taken.

It reads the plan. It does not replan, so what it says of a listing left over is the price its work or
goods are worth in this plan.
"""

from dataclasses import dataclass

import polars as pl
from rapidfuzz import process

from jejaring.market import Market
from jejaring.planning.activities import KINDS
from jejaring.planning.model import Plan


class UnknownListing(KeyError):
    """No listing of the market has this id."""

    def __init__(self, listing: str, nearest: tuple[str, ...]) -> None:
        super().__init__(listing)
        self.nearest = nearest


@dataclass(frozen=True)
class Answer:
    """One listing in a plan."""

    kind: str
    """offers, needs, capacities, stores or haulage."""
    listing: dict[str, object]
    """Its row in the market."""
    cooperative: str
    """Name of its cooperative."""
    unit: str
    """What its quantity is counted in."""
    months: pl.DataFrame
    """Its rows of the plan's levels, one per period of its window."""
    trades: pl.DataFrame
    """The trades it sells, buys or carries, largest first."""
    served: pl.DataFrame
    """need, quantity: the needs whose chains these trades belong to, largest first, and how much of them."""

    signed: float
    """How much of it is used over the horizon by what is to be signed, the practical plan; in its unit."""

    @property
    def minimum(self) -> float | None:
        """The least it would be used for at once, if it says so."""
        least = self.listing.get("minimum")
        return None if least is None else float(str(least))

    @property
    def used(self) -> float:
        """How much of it is used over the horizon, in its unit."""
        return float(self.months["level"].sum())

    @property
    def gain(self) -> float:
        """What it gains over the horizon, rupiah."""
        return float(self.months["gain"].sum())

    @property
    def worth(self) -> float:
        """Rupiah per unit: the best price of its window; for a need, the lowest it could be had for."""
        price = self.months["price"]
        return float((price.min() if self.kind == "needs" else price.max()) or 0.0)  # type: ignore[arg-type]


def what_became_of(market: Market, plan: Plan, listing: str) -> Answer:
    """What the plan does with a listing, and why.

    Raises
    ------
    UnknownListing
        When the market has no such listing; it names those spelt most like it.
    """
    for kind in KINDS:
        table: pl.DataFrame = getattr(market, kind)
        rows = table.filter(pl.col("id") == listing)
        if rows.height:
            return _answer(market, plan, kind, rows.row(0, named=True))
    ids = [one for kind in KINDS for one in getattr(market, kind)["id"]]
    raise UnknownListing(listing, tuple(match[0] for match in process.extract(listing, ids, limit=3)))


def _answer(market: Market, plan: Plan, kind: str, row: dict[str, object]) -> Answer:
    listing = row["id"]
    carried = plan.carriage.filter(pl.col("haulage") == listing)["trade"]
    party = (
        (pl.col("seller") == listing)
        | (pl.col("buyer") == listing)
        | pl.col("trade").is_in(carried.implode())
    )
    trades = plan.trades.filter(party).sort("quantity", "trade", descending=[True, False])
    served = (
        plan.chains.filter(pl.col("trade").is_in(trades["trade"].implode()))
        .group_by("need")
        .agg(pl.col("quantity").sum())
        .sort("quantity", "need", descending=[True, False])
    )
    names = market.cooperatives.filter(pl.col("id") == row["cooperative"])["name"]
    return Answer(
        kind=kind,
        listing=row,
        cooperative=names[0],
        unit=_unit_of(market, kind, row),
        months=plan.levels.filter(pl.col("listing") == listing),
        trades=trades,
        served=served,
        signed=float(plan.practical_levels.filter(pl.col("listing") == listing)["level"].sum()),
    )


def _unit_of(market: Market, kind: str, row: dict[str, object]) -> str:
    if kind == "haulage":
        return "kg"
    commodity = row.get("commodity")
    if kind == "capacities":
        made = market.catalogue.recipes.filter((pl.col("recipe") == row["recipe"]) & (pl.col("quantity") > 0))
        commodity = made["commodity"][0]
    return str(market.catalogue.commodities.filter(pl.col("commodity") == commodity)["unit"][0])
