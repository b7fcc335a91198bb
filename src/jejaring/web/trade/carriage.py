"""What it costs to bring a unit of a commodity from one regency to another, in time before it spoils."""

from functools import cache, lru_cache
from math import inf

import numpy as np
from numpy.typing import NDArray

from jejaring.catalogue import shipped_catalogue
from jejaring.geography import Route, national_freight, route

HOURS_A_DAY = 24.0


@cache
def _properties() -> dict[str, tuple[float, float | None, float | None]]:
    """Commodity -> kg per unit, factor of its handling (None: it stays in its region), days it keeps."""
    catalogue = shipped_catalogue()
    factors = dict(catalogue.handling.select("handling", "factor").rows())
    rows = catalogue.commodities.select("commodity", "kg_per_unit", "handling", "shelf_life_days").rows()
    return {
        commodity: (kg, factors.get(handling, 1.0) if handling else 1.0, days)
        for commodity, kg, handling, days in rows
    }


@cache
def _rupiah_per_kg(hours: float) -> NDArray[np.float64]:
    freight = national_freight()
    return freight.rupiah_per_kg if hours == inf else freight.rupiah_per_kg_within(hours)


@cache
def _nowhere_else() -> NDArray[np.float64]:
    """Of services: done where they are done."""
    size = len(national_freight().regions)
    apart = np.full((size, size), np.inf)
    np.fill_diagonal(apart, 0.0)
    return apart


def hours_it_keeps(commodity: str) -> float:
    """How long it may be on the way; inf when it keeps."""
    days = _properties()[commodity][2] if commodity in _properties() else None
    return inf if days is None else HOURS_A_DAY * days


def carriage_to(commodity: str, destination: int) -> NDArray[np.float64]:
    """Shape (regions,): rupiah per unit from each regency to one; inf where it cannot come in time."""
    return _rate(commodity)[0][:, destination] * _rate(commodity)[1]


def carriage_from(commodity: str, origin: int) -> NDArray[np.float64]:
    """Shape (regions,): rupiah per unit from one regency to each."""
    return _rate(commodity)[0][origin] * _rate(commodity)[1]


def carriage(commodity: str) -> NDArray[np.float64]:
    """Shape (regions, regions), row = origin: rupiah per unit."""
    matrix, factor = _rate(commodity)
    return matrix if factor == 1.0 else matrix * factor


def _rate(commodity: str) -> tuple[NDArray[np.float64], float]:
    kg, factor, _ = _properties().get(commodity, (1.0, 1.0, None))
    if factor is None:
        return _nowhere_else(), 1.0
    return _rupiah_per_kg(hours_it_keeps(commodity)), kg * factor


@lru_cache(maxsize=20_000)
def way(origin: str, destination: str, within_hours: float) -> Route:
    """The route between two regencies, remembered."""
    return route(origin, destination, within_hours=within_hours)
