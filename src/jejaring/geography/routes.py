"""The way goods take between two regencies, leg by leg.

This module knows how to tell one cheapest way: by what, from where to where, how far, how long, for how much.
"""

import math
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from jejaring.geography.national import HOUR_COUNTS, NO_EDGE, PricedNetwork, price
from jejaring.geography.network import MODES
from jejaring.geography.tariff import Rate, Tariff, read_tariff

LEG_MODE = {mode: "road" if mode == "highland" else mode for mode in MODES}
"""Tracks are told as roads."""


@dataclass(frozen=True)
class Leg:
    """A stretch of a route on one kind of vehicle."""

    mode: str
    """`road`, `ferry`, `sea` or `air`."""
    from_name: str
    """A regency, a port or a ferry harbour."""
    to_name: str
    kilometres: float
    hours: float
    """With what is waited on it: in a queue, for a ship, at a berth."""
    rupiah_per_tonne: float
    """With its charges: collection on the first leg, delivery on the last, port calls on a sea leg."""
    path: NDArray[np.float64]
    """Shape (n, 2): longitude and latitude in degrees, in the direction of travel."""


@dataclass(frozen=True)
class Route:
    """A way from one regency to another; no legs from a regency to itself."""

    origin: str
    """Code of the regency."""
    destination: str
    legs: tuple[Leg, ...]

    @property
    def kilometres(self) -> float:
        """Of all legs."""
        return sum(leg.kilometres for leg in self.legs)

    @property
    def hours(self) -> float:
        """Of all legs: the entry of `Freight.hours`."""
        return sum(leg.hours for leg in self.legs)

    @property
    def rupiah_per_tonne(self) -> float:
        """Of all legs: the entry of `Freight.rupiah_per_kg`, times 1,000."""
        return sum(leg.rupiah_per_tonne for leg in self.legs)


def route(
    origin: str, destination: str, tariff: Tariff | None = None, within_hours: float = math.inf
) -> Route:
    """The cheapest way between two regencies, or the cheapest known that takes at most `within_hours`.

    Parameters
    ----------
    origin, destination : str
        Codes of regencies, such as `35.78`; of a finer region only the regency counts.
    tariff : Tariff, optional
        By default the shipped one.
    within_hours : float
        By default any number. Where no way is so fast, the fastest known is told.

    Raises
    ------
    ValueError
        When a code is no regency's.
    """
    priced = price(tariff or read_tariff())
    start, end = (regency_number(priced, code) for code in (origin, destination))
    regions = priced.network.regions
    for hour_counts in HOUR_COUNTS:
        way = Route(
            regions[start], regions[end], legs_of(priced, arcs_between(priced, start, end, hour_counts))
        )
        if way.hours <= within_hours:
            break
    return way


def regency_number(priced: PricedNetwork, code: str) -> int:
    """Position of the regency a code belongs to."""
    try:
        return priced.network.regions.index(code[:5])
    except ValueError:
        raise ValueError(
            f"{code!r} is not the code of a regency such as 35.78, or of a region in one"
        ) from None


def arcs_between(priced: PricedNetwork, start: int, end: int, hour_counts: float) -> NDArray[np.int64]:
    """Arcs of the way between two regions that is best where an hour counts so much, in order."""
    before = priced.before(start, hour_counts)
    nodes = [end]
    while before[nodes[-1]] >= 0:
        nodes.append(int(before[nodes[-1]]))
    way = np.array(nodes[::-1], dtype=np.int64)
    return priced.arc(way[:-1], way[1:])


def legs_of(priced: PricedNetwork, arcs: NDArray[np.int64]) -> tuple[Leg, ...]:
    """Arcs joined to legs, the port calls moved from the roads to the ports to the sea legs between them."""
    network, tariff = priced.network, priced.tariff
    moving = arcs[priced.edge[arcs] != NO_EDGE]
    charges = np.array([[priced.rupiah_per_tonne[arc], priced.hours[arc]] for arc in moving]).reshape(-1, 2)
    stretches = [
        list(group) for _, group in groupby(range(len(moving)), lambda n: mode_of(priced, moving[n]))
    ]
    for before, after in pairwise(stretches):
        at_sea, on_land = (
            (before, after[0]) if mode_of(priced, moving[before[0]]) == "sea" else (after, before[-1])
        )
        if mode_of(priced, moving[at_sea[0]]) == "sea":
            call = port_call(priced, moving[on_land])
            charges[at_sea[0]] += call
            charges[on_land] -= call
    for end, rate in ((0, tariff.collection), (-1, tariff.delivery)):
        if len(moving):
            charges[end] += rate.cost(0.0), rate.time(0.0)
    legs = []
    for stretch in stretches:
        first, last = priced.origin[moving[stretch[0]]], priced.destination[moving[stretch[-1]]]
        rupiah_per_tonne, hours = charges[stretch].sum(axis=0)
        legs.append(
            Leg(
                mode=mode_of(priced, moving[stretch[0]]),
                from_name=network.names[first - len(network.regions)],
                to_name=network.names[last - len(network.regions)],
                kilometres=float(network.kilometres[priced.edge[moving[stretch]]].sum()),
                hours=float(hours),
                rupiah_per_tonne=float(rupiah_per_tonne),
                path=np.vstack([course(priced, moving[n]) for n in stretch]),
            )
        )
    return tuple(legs)


def port_call(priced: PricedNetwork, arc: np.int64) -> NDArray[np.float64]:
    """Rupiah per tonne and hours of the loading or unloading in a port's road, shape (2,)."""
    network = priced.network
    edge = priced.edge[arc]
    rate: Rate = getattr(priced.tariff, MODES[network.mode[edge]])
    kilometres = float(network.kilometres[edge])
    return np.array(
        [priced.rupiah_per_tonne[arc] - rate.cost(kilometres), priced.hours[arc] - rate.time(kilometres)]
    )


def mode_of(priced: PricedNetwork, arc: np.int64) -> str:
    """What a leg with this arc is called."""
    return LEG_MODE[MODES[priced.network.mode[priced.edge[arc]]]]


def course(priced: PricedNetwork, arc: np.int64) -> NDArray[np.float64]:
    """The arc's edge drawn in the direction of travel."""
    edge = int(priced.edge[arc])
    path = priced.network.path(edge)
    forward = priced.origin[arc] - len(priced.network.regions) == priced.network.a[edge]
    return path if forward else path[::-1]
