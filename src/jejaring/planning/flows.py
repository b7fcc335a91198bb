"""Where each unit came from: flows over the freight network as parcels from region to region.

A solved program says how much passes along each lane. Here every unit that a region takes is followed
back along the lanes to the region that gave it. A region's wants are met from its own supply first,
then from what arrives. A cheapest flow runs in no circles, so the places can be taken in an order in
which nothing is left downstream.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from jejaring.planning.parties import ROUNDING, Floats, Side
from jejaring.planning.program import Program


@dataclass(frozen=True)
class Parcel:
    """A quantity of one commodity that travels from one region to another in one period."""

    commodity: int
    period: int
    origin: int
    destination: int
    quantity: float
    freight: float
    """Rupiah per unit paid to the open network on the way."""
    haulage: tuple[int, ...]
    """The haulage activities that carry it, in the order of the way."""


@dataclass
class Want:
    """A quantity wanted at a destination, followed back to the place reached so far."""

    destination: int
    quantity: float
    freight: float
    haulage: tuple[int, ...]


@dataclass
class Flow:
    """What passes along one lane or with one haulier."""

    origin: int
    destination: int
    quantity: float
    freight: float
    haulage: tuple[int, ...]


def parcels_of(program: Program, flow_levels: Floats, gives: Side, takes: Side) -> list[Parcel]:
    """All parcels of a solution, those that stay in their region included.

    Parameters
    ----------
    flow_levels : array, shape (moves,)
        Units along each column of haulage and lanes.
    gives, takes : Side
        The two sides of the market at the solution's levels.
    """
    flows = _flows_by_market(program, flow_levels)
    supply, demand = _totals(gives), _totals(takes)
    parcels: list[Parcel] = []
    for market in sorted(demand):
        parcels += _follow_back(market, flows.get(market, []), supply.get(market, {}), demand[market])
    return parcels


def _flows_by_market(program: Program, levels: Floats) -> dict[tuple[int, int], list[Flow]]:
    """The flows that carry anything, by (commodity, period)."""
    moves = program.moves
    used = levels > 0
    columns = (moves.commodity, moves.period, moves.origin, moves.destination, levels)
    rows = zip(
        *(column[used].tolist() for column in (*columns, moves.rupiah_per_unit, moves.haulage)), strict=True
    )
    flows: dict[tuple[int, int], list[Flow]] = defaultdict(list)
    for commodity, period, origin, destination, quantity, rupiah, haulage in rows:
        carried = haulage >= 0
        flow = Flow(origin, destination, quantity, 0.0 if carried else rupiah, (haulage,) if carried else ())
        flows[commodity, period].append(flow)
    return flows


def _totals(side: Side) -> dict[tuple[int, int], dict[int, float]]:
    """Per (commodity, period) what each place gives or takes."""
    totals: dict[tuple[int, int], dict[int, float]] = defaultdict(dict)
    for node in side.at:
        totals[node.commodity, node.period][node.place] = side.total(node)
    return totals


def _follow_back(
    market: tuple[int, int], flows: list[Flow], supply: dict[int, float], demand: dict[int, float]
) -> Iterator[Parcel]:
    """The parcels of one commodity in one period."""
    arriving: dict[int, list[Flow]] = defaultdict(list)
    for flow in flows:
        arriving[flow.destination].append(flow)
    wanted: dict[int, list[Want]] = defaultdict(list)
    left = dict(supply)
    for place, quantity in demand.items():
        wanted[place].append(Want(place, quantity, 0.0, ()))
    for place in _last_places_first(flows, demand):
        sources = sorted(arriving[place], key=lambda flow: -flow.quantity)
        for want in wanted.pop(place, []):
            here = min(want.quantity, left.get(place, 0.0))
            if here > ROUNDING * min(demand[want.destination], supply.get(place, 0.0)):
                yield Parcel(*market, place, want.destination, here, want.freight, want.haulage)
            if here > 0:
                left[place] -= here
            _ask_upstream(want, want.quantity - here, sources, wanted)


def _ask_upstream(want: Want, quantity: float, sources: list[Flow], wanted: dict[int, list[Want]]) -> None:
    """Pass `quantity` of a want on to the places it arrives from, using up `sources`."""
    while quantity > 0 and sources:
        flow = sources[0]
        part = min(quantity, flow.quantity)
        if part > 0:
            freight, haulage = want.freight + flow.freight, flow.haulage + want.haulage
            wanted[flow.origin].append(Want(want.destination, part, freight, haulage))
        quantity -= part
        flow.quantity -= part
        if flow.quantity <= 0:
            sources.pop(0)


def _last_places_first(flows: list[Flow], places: Iterable[int]) -> list[int]:
    """All places, each after every place it sends to; circles are taken out of the flows on the way."""
    while True:
        sends_to: dict[int, set[int]] = {place: set() for place in places}
        for flow in flows:
            if flow.quantity > 0:
                sends_to.setdefault(flow.origin, set()).add(flow.destination)
        try:
            return list(TopologicalSorter(sends_to).static_order())
        except CycleError as error:
            _take_out_circle(flows, error.args[1])


def _take_out_circle(flows: list[Flow], circle: list[int]) -> None:
    """Lessen the flows around a circle (each place sends to the one before it) until one of them is nothing.

    Only flows that cost nothing can run in a circle at an optimum, so nothing is lost.
    """
    around = []
    for destination, origin in pairwise(circle):
        candidates = [flow for flow in flows if (flow.origin, flow.destination) == (origin, destination)]
        around.append(max(candidates, key=lambda flow: flow.quantity))
    least = min(flow.quantity for flow in around)
    for flow in around:
        flow.quantity -= least
