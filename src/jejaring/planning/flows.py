"""Where each unit came from: flows over the freight network as parcels from region to region.

A solved program says how much passes along each lane. Here every unit that a region takes is followed
back along the lanes to the region that gave it. A region's wants are met from its own supply first,
then from what arrives. A cheapest flow runs in no circles, so the places can be taken in waves: each
place after all those it sends to.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.circles import without_circles
from jejaring.planning.matching import match, places_of
from jejaring.planning.moves import Flows
from jejaring.planning.parties import Side
from jejaring.planning.rows import Nodes

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
RESIDUE = 1e-14  # of a quantity: what subtracting its parts leaves of it by rounding


class Arcs(NamedTuple):
    """What passes from one balance row to another; every array has shape (arcs,)."""

    origin: Ints
    destination: Ints
    quantity: Floats
    freight: Floats
    """Rupiah per unit paid to the open network; nothing where a haulier carries."""
    haulage: Ints
    """The haulage activity that carries it, or -1."""


class Wants(NamedTuple):
    """Quantities wanted, each followed back to the place reached so far; every array has shape (wants,)."""

    node: Ints
    """Balance row reached."""
    destination: Ints
    """Balance row where it is wanted."""
    quantity: Floats
    freight: Floats
    """Rupiah per unit to the open network, from here to the destination."""
    way: Ints
    """The hauliers from here to the destination, see `Hauls`; -1 for none."""


class Hauls(NamedTuple):
    """Hauliers one after the other, as linked lists; every array has shape (hauls,)."""

    haulage: Ints
    then: Ints
    """The haul that follows on the same way, -1 at its end."""


NOWHERE, NO_AMOUNT = np.empty(0, dtype=np.int64), np.empty(0)
NOTHING_WANTED = Wants(NOWHERE, NOWHERE, NO_AMOUNT, NO_AMOUNT, NOWHERE)
NO_HAULS = Hauls(NOWHERE, NOWHERE)


@dataclass(frozen=True)
class Parcels:
    """Quantities that travel from one region to another in one period; every array has shape (parcels,)."""

    commodity: Ints
    period: Ints
    origin: Ints
    """Region by its number."""
    destination: Ints
    from_node: Ints
    """Balance row of the origin."""
    to_node: Ints
    quantity: Floats
    freight: Floats
    """Rupiah per unit paid to the open network on the way."""
    way: Ints
    """The first of the `hauls` on the way, -1 for none."""
    hauls: Hauls


def carriers(way: Ints, hauls: Hauls) -> tuple[Ints, Ints]:
    """Every way (by its place in `way`) and haulage activity that carries it, in the order of the ways."""
    on, steps = np.flatnonzero(way >= 0), []
    at = way[on]
    while len(at):
        steps.append((on, hauls.haulage[at]))
        goes_on = hauls.then[at] >= 0
        on, at = on[goes_on], hauls.then[at[goes_on]]
    if not steps:
        return NOWHERE, NOWHERE
    carried, haulage = (np.concatenate(column) for column in zip(*steps, strict=True))
    order = np.argsort(carried, kind="stable")
    return carried[order], haulage[order]


def parcels_of(nodes: Nodes, flows: Flows, gives: Side, takes: Side) -> Parcels:
    """All parcels of a solution, those that stay in their region included.

    Parameters
    ----------
    nodes : Nodes
    flows : Flows
        What a solution moves.
    gives, takes : Side
        The two sides of the market at the solution's levels.
    """
    arcs = _arcs_of(nodes, flows)
    supply, demand = gives.totals(nodes.count), takes.totals(nodes.count)
    wave = _waves(nodes.count, arcs)
    waiting, hauls = NOTHING_WANTED, NO_HAULS
    found: list[Wants] = []
    for number, taking in enumerate(_in_order(np.flatnonzero(demand), wave)):
        own = Wants(taking, taking, demand[taking], np.zeros(len(taking)), np.full(len(taking), -1))
        now = wave[waiting.node] == number
        wants, waiting = _joined(own, _those(waiting, now)), _those(waiting, ~now)
        here = _met_from_own_supply(wants, supply, demand)
        counts = here > RESIDUE * np.minimum(demand[wants.destination], supply[wants.node])
        found.append(_those(wants._replace(quantity=here), counts))
        left = wants.quantity - here
        unmet = _those(wants._replace(quantity=left), left > RESIDUE * wants.quantity)
        further, hauls = _asked_upstream(unmet, arcs, hauls)
        waiting = _joined(waiting, further)
    return _as_parcels(nodes, _joined(*found), hauls)


def _arcs_of(nodes: Nodes, flows: Flows) -> Arcs:
    """The flows between balance rows, without circles, ordered by destination."""
    origin = nodes.row(flows.commodity, flows.period, flows.origin)
    destination = nodes.row(flows.commodity, flows.period, flows.destination)
    quantity = without_circles(origin, destination, flows.quantity, nodes.count)
    freight = np.where(flows.haulage >= 0, 0.0, flows.rupiah_per_unit)
    order = np.argsort(destination, kind="stable")
    order = order[quantity[order] > 0]
    return Arcs._make(column[order] for column in (origin, destination, quantity, freight, flows.haulage))


def _waves(nodes: int, arcs: Arcs) -> Ints:
    """The wave of each node, shape (nodes,): 0 for those that send nothing on, else after all it sends to."""
    wave = np.zeros(nodes, dtype=np.int64)
    sends = np.bincount(arcs.origin, minlength=nodes)
    done = np.flatnonzero(sends == 0)
    number = 0
    while len(done):
        number += 1
        origin, times = np.unique(arcs.origin[places_of(done, arcs.destination)[1]], return_counts=True)
        wave[origin] = number
        sends[origin] -= times
        done = origin[sends[origin] == 0]
    return wave


def _in_order(nodes: Ints, wave: Ints) -> list[Ints]:
    """The nodes of each wave."""
    order = np.argsort(wave[nodes], kind="stable")
    until = np.searchsorted(wave[nodes[order]], np.arange(1, int(wave.max(initial=0)) + 1))
    return np.split(nodes[order], until)


def _met_from_own_supply(wants: Wants, supply: Floats, demand: Floats) -> Floats:
    """What each want gets from the supply of the place it has reached; the place itself comes first."""
    met = np.minimum(wants.quantity, supply[wants.node])
    others = np.flatnonzero(wants.node != wants.destination)
    place = np.unique(wants.node[others])
    left = np.maximum(supply[place] - demand[place], 0.0)
    met[others] = 0.0
    pieces = match(place, left, wants.node[others], wants.quantity[others])
    met[others[pieces.taker]] = pieces.quantity
    return met


def _asked_upstream(wants: Wants, arcs: Arcs, hauls: Hauls) -> tuple[Wants, Hauls]:
    """The wants passed on to the places they arrive from, with the hauls that this adds to their ways."""
    arriving = places_of(np.unique(wants.node), arcs.destination)[1]
    pieces = match(arcs.destination[arriving], arcs.quantity[arriving], wants.node, wants.quantity)
    arc, want = arriving[pieces.giver], pieces.taker
    way = wants.way[want]
    carried = arcs.haulage[arc] >= 0
    more = Hauls(arcs.haulage[arc[carried]], way[carried])
    way[carried] = len(hauls.haulage) + np.arange(len(more.haulage))
    further = Wants(
        node=arcs.origin[arc],
        destination=wants.destination[want],
        quantity=pieces.quantity,
        freight=wants.freight[want] + arcs.freight[arc],
        way=way,
    )
    return further, Hauls._make(np.concatenate(column) for column in zip(hauls, more, strict=True))


def _as_parcels(nodes: Nodes, found: Wants, hauls: Hauls) -> Parcels:
    """The wants where they were met, ordered by commodity, period, destination and origin."""
    order = np.lexsort((found.way, found.node, found.destination))
    found = _those(found, order)
    commodity = np.searchsorted(nodes.base, found.node, side="right") - 1
    places = nodes.places[commodity]
    period, origin = np.divmod(found.node - nodes.base[commodity], places)
    return Parcels(
        commodity=commodity,
        period=period,
        origin=origin,
        destination=(found.destination - nodes.base[commodity]) % places,
        from_node=found.node,
        to_node=found.destination,
        quantity=found.quantity,
        freight=found.freight,
        way=found.way,
        hauls=hauls,
    )


def _those(wants: Wants, which: Ints | Bools) -> Wants:
    return Wants._make(column[which] for column in wants)


def _joined(*parts: Wants) -> Wants:
    return Wants._make(np.concatenate(column) for column in zip(*parts, strict=True))
