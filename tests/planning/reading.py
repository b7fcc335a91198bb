"""What a market says, in plain Python: the common ground of the oracle and the judge.

Reads the market's frames by the written rules (windows, shelf lives, lanes) and knows nothing of how the
planner reads them. Slow and small on purpose.
"""

import math
from dataclasses import dataclass

from jejaring.market.model import LISTING_TABLES

MIN_SHELF_LIFE_TO_STORE = 60.0  # days: what spoils sooner is not stored
HOURS_PER_DAY = 24.0


@dataclass(frozen=True)
class Good:
    kg: float
    shelf_life: float | None  # days
    factor: float | None  # times the freight rate; None: cannot leave its region

    def may_travel(self, hours: float | None) -> bool:
        if self.factor is None:
            return False
        return self.shelf_life is None or hours is None or hours <= HOURS_PER_DAY * self.shelf_life

    def may_be_stored(self) -> bool:
        return self.shelf_life is None or self.shelf_life >= MIN_SHELF_LIFE_TO_STORE


@dataclass(frozen=True)
class Listing:
    id: str
    kind: str  # the table it stands in
    cooperative: str
    what: str  # commodity or recipe; empty for haulage
    quantity: float
    price: float
    months: range  # positions in the horizon
    region: str  # of haulage: where it starts
    destination: str  # of haulage
    hours: float | None  # of haulage


@dataclass(frozen=True)
class Facts:
    months: tuple[str, ...]
    regions: tuple[str, ...]
    goods: dict[str, Good]
    recipes: dict[str, dict[str, float]]
    listings: dict[str, tuple[Listing, ...]]  # by table
    lanes: dict[tuple[str, str], tuple[float, float | None]]  # rupiah per kg and hours of the open network

    def every_listing(self) -> list[Listing]:
        return [listing for kind in LISTING_TABLES for listing in self.listings[kind]]

    def open_lanes(self, commodity: str) -> dict[tuple[str, str], float]:
        """Lanes the commodity may take, with rupiah per base unit."""
        good = self.goods[commodity]
        return {
            pair: good.kg * good.factor * rate
            for pair, (rate, hours) in self.lanes.items()
            if good.may_travel(hours)
        }


def read_plainly(market) -> Facts:
    months = _horizon(market)
    position = {month: number for number, month in enumerate(months)}
    home = {row["id"]: row["region"] for row in market.cooperatives.to_dicts()}
    listings = {
        kind: tuple(_listing(kind, row, position, home) for row in getattr(market, kind).to_dicts())
        for kind in LISTING_TABLES
    }
    lanes = _lanes(market)
    regions = {region for pair in lanes for region in pair}
    for group in listings.values():
        for listing in group:
            regions |= {listing.region, listing.destination} - {""}
    recipes: dict[str, dict[str, float]] = {}
    for row in market.catalogue.recipes.to_dicts():
        amounts = recipes.setdefault(row["recipe"], {})
        amounts[row["commodity"]] = amounts.get(row["commodity"], 0.0) + row["quantity"]
    return Facts(months, tuple(sorted(regions)), _goods(market), recipes, listings, lanes)


def _listing(kind, row, position, home) -> Listing:
    first, last = row["from"], row["until"]
    start = 0 if first is None else position[first]
    end = len(position) - 1 if last is None else position[last]
    return Listing(
        id=row["id"],
        kind=kind,
        cooperative=row["cooperative"],
        what=row.get("commodity") or row.get("recipe") or "",
        quantity=row["quantity"],
        price=row["price"],
        months=range(start, end + 1),
        region=_regency(row.get("origin") or row.get("region") or home[row["cooperative"]]),
        destination=_regency(row.get("destination") or ""),
        hours=_number(row.get("hours")),
    )


def _horizon(market) -> tuple[str, ...]:
    named = [
        month
        for kind in LISTING_TABLES
        for row in getattr(market, kind).to_dicts()
        for month in (row["from"], row["until"])
        if month is not None
    ]
    if not named:
        return ("all",)
    month, months = min(named), []
    while month <= max(named):
        months.append(month)
        year, number = int(month[:4]), int(month[5:])
        month = f"{year + number // 12:04d}-{number % 12 + 1:02d}"
    return tuple(months)


def _lanes(market) -> dict[tuple[str, str], tuple[float, float | None]]:
    if market.freight_table is not None:
        return {
            (_regency(row["origin"]), _regency(row["destination"])): (
                row["rupiah_per_kg"],
                _number(row["hours"]),
            )
            for row in market.freight_table.to_dicts()
        }
    freight = market.freight
    return {
        (origin, destination): (float(freight.rupiah_per_kg[i, j]), _number(float(freight.hours[i, j])))
        for i, origin in enumerate(freight.regions)
        for j, destination in enumerate(freight.regions)
        if i != j and math.isfinite(freight.rupiah_per_kg[i, j])
    }


def _goods(market) -> dict[str, Good]:
    factors = {row["handling"]: _number(row["factor"]) for row in market.catalogue.handling.to_dicts()}
    return {
        row["commodity"]: Good(
            kg=row["kg_per_unit"],
            shelf_life=_number(row["shelf_life_days"]),
            factor=1.0 if row["handling"] is None else factors[row["handling"]],
        )
        for row in market.catalogue.commodities.to_dicts()
    }


def _regency(code: str) -> str:
    return code[:5]


def _number(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else float(value)
