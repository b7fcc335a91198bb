"""The way goods take between two regencies, leg by leg.

This module knows how to tell one cheapest way: by what, from where to where, how far, how long, for how much.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra

from jejaring.geography.national import NO_EDGE, PricedNetwork, price
from jejaring.geography.network import MODES
from jejaring.geography.tariff import Tariff, read_tariff

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
    """The cheapest way from one regency to another; no legs from a regency to itself."""

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


def route(origin: str, destination: str, tariff: Tariff | None = None) -> Route:
    """The cheapest way between two regencies.

    Parameters
    ----------
    origin, destination : str
        Codes of regencies, such as `35.78`; of a finer region only the regency counts.
    tariff : Tariff, optional
        By default the shipped one.

    Raises
    ------
    ValueError
        When a code is no regency's.
    """
    priced = price(tariff or read_tariff())
    start, end = (regency_number(priced, code) for code in (origin, destination))
    regions = priced.network.regions
    return Route(regions[start], regions[end], legs_of(priced, arcs_between(priced, start, end)))


def regency_number(priced: PricedNetwork, code: str) -> int:
    """Position of the regency a code belongs to."""
    try:
        return priced.network.regions.index(code[:5])
    except ValueError:
        raise ValueError(
            f"{code!r} is not the code of a regency such as 35.78, or of a region in one"
        ) from None


def arcs_between(priced: PricedNetwork, start: int, end: int) -> NDArray[np.int64]:
    """Arcs of the cheapest way between two regions, in order."""
    _, before = dijkstra(priced.graph, indices=np.array([start]), return_predecessors=True)
    nodes = [end]
    while before[0, nodes[-1]] >= 0:
        nodes.append(int(before[0, nodes[-1]]))
    way = np.array(nodes[::-1], dtype=np.int64)
    return priced.arc(way[:-1], way[1:])


def legs_of(priced: PricedNetwork, arcs: NDArray[np.int64]) -> tuple[Leg, ...]:
    """Arcs joined to legs, the charges at ports moved from the roads there to the sea legs between them."""
    network, tariff = priced.network, priced.tariff
    moving = [int(arc) for arc in arcs if priced.edge[arc] != NO_EDGE]
    stretches: list[list[int]] = []
    for arc in moving:
        mode = mode_of(priced, arc)
        if stretches and mode_of(priced, stretches[-1][-1]) == mode:
            stretches[-1].append(arc)
        else:
            stretches.append([arc])
    legs = []
    for number, stretch in enumerate(stretches):
        mode = mode_of(priced, stretch[0])
        cost, hours = float(priced.rupiah_per_tonne[stretch].sum()), float(priced.hours[stretch].sum())
        call_before = number > 0 and mode_of(priced, stretches[number - 1][-1]) == "sea"
        call_after = number + 1 < len(stretches) and mode_of(priced, stretches[number + 1][0]) == "sea"
        charges = [
            (tariff.collection, 1 if number == 0 else 0),
            (tariff.delivery, 1 if number + 1 == len(stretches) else 0),
            (tariff.loading, 1 if mode == "sea" else -1 if call_after else 0),
            (tariff.unloading, 1 if mode == "sea" else -1 if call_before else 0),
        ]
        first, last = (
            int(n) - len(network.regions)
            for n in (priced.origin[stretch[0]], priced.destination[stretch[-1]])
        )
        legs.append(
            Leg(
                mode=mode,
                from_name=network.names[first],
                to_name=network.names[last],
                kilometres=float(network.kilometres[priced.edge[stretch]].sum()),
                hours=hours + sum(times * rate.time(0) for rate, times in charges),
                rupiah_per_tonne=cost + sum(times * rate.cost(0) for rate, times in charges),
                path=np.vstack([course(priced, arc) for arc in stretch]),
            )
        )
    return tuple(legs)


def mode_of(priced: PricedNetwork, arc: int) -> str:
    """What a leg with this arc is called."""
    return LEG_MODE[MODES[priced.network.mode[priced.edge[arc]]]]


def course(priced: PricedNetwork, arc: int) -> NDArray[np.float64]:
    """The arc's edge drawn in the direction of travel."""
    edge = int(priced.edge[arc])
    path = priced.network.path(edge)
    forward = priced.origin[arc] - len(priced.network.regions) == priced.network.a[edge]
    return path if forward else path[::-1]
