"""Freight between all regencies over the national network: cheapest ways, their cost, hours and course.

This module knows how a network and a tariff become matrices and routes. A haul leaves its region by being
collected and enters another by being delivered; in a port it is loaded or unloaded. So a direct haul
never costs more than a relay, and passing through a region without stopping costs nothing there.
"""

import functools
import hashlib
from collections.abc import Callable
from dataclasses import astuple, dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from jejaring.geography.files import read_text
from jejaring.geography.freight import Freight, FreightNetwork
from jejaring.geography.kept import kept
from jejaring.geography.network import EDGES_FILE, MODES, NODES_FILE, Network, national_network
from jejaring.geography.packed import packed, unpacked
from jejaring.geography.tariff import STEPS, Rate, Tariff, read_tariff

KG_PER_TONNE = 1000.0
HOUR_COUNTS = (1e-7, 1_000.0, 20_000.0)
"""Rupiah per tonne that an hour counts when ways are compared; what is paid is the tariff alone.

First for goods that keep: the cheapest way, and of two that cost the same the faster. Then for goods in more
and more of a hurry, which leave the ship for the road and the ferry.
"""
NO_EDGE = -1
"""Edge of the arcs that are no way between places: collection and delivery."""


@dataclass(frozen=True)
class PricedNetwork:
    """Every step a haul can take, in one direction each, with its cost and time.

    Nodes 0 .. n-1 are the n regions, where goods are offered and needed; node n + i is node i of the
    physical network.
    """

    network: Network
    tariff: Tariff
    origin: NDArray[np.int64]
    """Shape (arcs,), ascending by (origin, destination), no pair of them twice."""
    destination: NDArray[np.int64]
    """Shape (arcs,)."""
    rupiah_per_tonne: NDArray[np.float64]
    """Shape (arcs,)."""
    hours: NDArray[np.float64]
    """Shape (arcs,)."""
    edge: NDArray[np.int64]
    """Shape (arcs,): edge of the physical network, or NO_EDGE."""

    @property
    def nodes(self) -> int:
        """Number of nodes, regions first."""
        return len(self.network.regions) + len(self.network.names)

    def graph(self, hour_counts: float) -> csr_array:
        """Shape (nodes, nodes): what ways are compared by, where an hour counts so many rupiah per tonne."""
        entries = (self.rupiah_per_tonne + hour_counts * self.hours, (self.origin, self.destination))
        return csr_array(entries, shape=(self.nodes, self.nodes))

    def before(self, start: int, hour_counts: float) -> NDArray[np.int32]:
        """Shape (nodes,): the node before each on its best way from `start`; negative: there is none.

        Kept once it was asked for: 7 kB a region and value of an hour.
        """
        if (start, hour_counts) not in self._before:
            _, before = dijkstra(self.graph(hour_counts), indices=np.array([start]), return_predecessors=True)
            self._before[start, hour_counts] = before[0]
        return self._before[start, hour_counts]

    @functools.cached_property
    def _before(self) -> dict[tuple[int, float], NDArray[np.int32]]:
        return {}

    def arc(self, origin: NDArray[np.int64], destination: NDArray[np.int64]) -> NDArray[np.int64]:
        """Index of the arc between each pair of nodes, which must exist."""
        keys = self.origin * self.nodes + self.destination
        return np.searchsorted(keys, origin * self.nodes + destination)


@functools.lru_cache(maxsize=4)
def price(tariff: Tariff) -> PricedNetwork:
    """The national network under a tariff.

    Each edge is walked both ways at its mode's rate; on a port's road the way to the port ends with loading,
    the way from it begins with unloading, both dearer
    in a minor port. Every region adds collection and delivery.
    """
    network = national_network()
    regions = np.arange(len(network.regions))
    rates = [getattr(tariff, mode) for mode in MODES]
    by_mode = np.array([[r.rupiah_per_tonne, r.rupiah_per_tonne_km, r.hours, r.km_per_hour] for r in rates])
    fixed, per_km, waiting, speed = by_mode[network.mode].T
    cost, hours = fixed + per_km * network.kilometres, waiting + network.kilometres / speed
    port_road = network.is_port[network.b] & ~network.is_port[network.a]
    minor_port = port_road & network.is_minor[network.b]
    place = len(regions) + np.arange(len(network.names))
    a, b, edge = place[network.a], place[network.b], np.arange(len(network.a))
    no_edge = np.full(len(regions), NO_EDGE)
    ones = np.ones(len(regions))
    origin = np.concatenate([regions, place[regions], a, b])
    destination = np.concatenate([place[regions], regions, b, a])
    edge = np.concatenate([no_edge, no_edge, edge, edge])

    def both_ways(of_edges: NDArray[np.float64], charge: Callable[[Rate], float]) -> NDArray[np.float64]:
        collected, delivered = charge(tariff.collection) * ones, charge(tariff.delivery) * ones
        minor = minor_port * charge(tariff.minor_port)
        loaded, unloaded = port_road * charge(tariff.loading), port_road * charge(tariff.unloading)
        return np.concatenate([collected, delivered, of_edges + loaded + minor, of_edges + unloaded + minor])

    cost = both_ways(cost, lambda rate: rate.cost(0.0))
    hours = both_ways(hours, lambda rate: rate.time(0.0))
    order = np.lexsort((hours, cost, destination, origin))
    first = np.ones(len(order), dtype=bool)  # the cheapest of parallel arcs
    first[1:] = (np.diff(origin[order]) != 0) | (np.diff(destination[order]) != 0)
    kept = order[first]
    return PricedNetwork(
        network, tariff, origin[kept], destination[kept], cost[kept], hours[kept], edge[kept]
    )


def national_freight(tariff: Tariff | None = None) -> Freight:
    """Cost and hours between all regencies over the national network.

    Parameters
    ----------
    tariff : Tariff, optional
        By default the shipped one.

    Returns
    -------
    Freight
        Regions ascending by code. `hours` are those of the cheapest way. `network` has the arcs that lie on
        some cheapest way between two regions; its cheapest paths cost what the matrix says. `express` has the
        ways of goods in a hurry.
    """
    return _national_freight(tariff or read_tariff())


@functools.lru_cache(maxsize=4)
def _national_freight(tariff: Tariff) -> Freight:
    return kept(fingerprint(tariff), lambda: _worked_out(tariff), packed, unpacked)


def _worked_out(tariff: Tariff) -> Freight:
    priced = price(tariff)
    express: Freight | None = None
    for hour_counts in reversed(HOUR_COUNTS):
        express = freight_of_ways(priced, hour_counts, express)
    assert express is not None
    return replace(express, kept_as=fingerprint(tariff))


def freight_of_ways(priced: PricedNetwork, hour_counts: float, express: Freight | None) -> Freight:
    """Cost and hours of the ways that are best where an hour counts so many rupiah per tonne.

    inf and nan where there is no way.
    """
    count = len(priced.network.regions)
    _, before = dijkstra(priced.graph(hour_counts), indices=np.arange(count), return_predecessors=True)
    rupiah_per_tonne, hours = sums_along(priced, before, np.stack([priced.rupiah_per_tonne, priced.hours]))
    cheapest = hour_counts == HOUR_COUNTS[0]
    nowhere = before[:, :count] < 0
    np.fill_diagonal(nowhere, False)
    freight = Freight(
        regions=priced.network.regions,
        rupiah_per_kg=np.where(nowhere, np.inf, rupiah_per_tonne[:, :count] / KG_PER_TONNE),
        hours=np.where(nowhere, np.nan, hours[:, :count]),
        network=used_part(priced, before) if cheapest else None,
        name=fingerprint(priced.tariff) if cheapest else "",
        express=express,
    )
    for matrix in (freight.rupiah_per_kg, freight.hours):
        matrix.flags.writeable = False
    return freight


def sums_along(
    priced: PricedNetwork, before: NDArray[np.int32], of_arcs: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What the arcs of the ways from each region to every node add up to.

    Parameters
    ----------
    priced : PricedNetwork
        The network.
    before : NDArray
        Shape (regions, nodes): the node before each on the way from the row's region; negative at the region.
    of_arcs : NDArray
        Shape (k, arcs): k things to add up, such as rupiah and hours.

    Returns
    -------
    NDArray
        Shape (k, regions, nodes); 0 where there is no way. Every node adds what its ancestor has gathered
        and jumps to the ancestor's ancestor, so a way of s steps takes about log2(s) rounds.
    """
    reached = before >= 0
    row, node = np.nonzero(reached)
    totals = np.zeros((len(of_arcs), *before.shape))
    totals[:, row, node] = of_arcs[:, priced.arc(before[row, node].astype(np.int64), node)]
    # Ancestors as positions in the flattened matrix, so that one lookup serves.
    own = np.arange(before.size).reshape(before.shape)
    ancestor = np.where(reached, before + own[:, :1], own).ravel()
    flat = totals.reshape(len(of_arcs), -1)
    while True:
        further = ancestor[ancestor]
        flat += flat[:, ancestor]
        if np.array_equal(further, ancestor):
            return totals
        ancestor = further


def used_part(priced: PricedNetwork, before: NDArray[np.int32]) -> FreightNetwork:
    """The arcs that lie on the cheapest ways of `before` between regions, nodes renumbered, regions first."""
    count = len(priced.network.regions)
    used = np.zeros(len(priced.origin), dtype=bool)
    passed = np.zeros(before.shape, dtype=bool)
    reached = np.zeros(before.shape, dtype=bool)
    reached[:, :count] = True
    while reached.any():
        row, node = np.nonzero(reached)
        previous = before[row, node].astype(np.int64)
        row, node, previous = (each[previous >= 0] for each in (row, node, previous))
        used[priced.arc(previous, node)] = True
        passed |= reached
        reached = np.zeros(before.shape, dtype=bool)
        reached[row, previous] = True
        reached &= ~passed
    origin, destination = priced.origin[used], priced.destination[used]
    places = np.unique(np.concatenate([np.arange(count), origin, destination]))
    return FreightNetwork(
        nodes=len(places),
        origin=np.searchsorted(places, origin),
        destination=np.searchsorted(places, destination),
        rupiah_per_kg=priced.rupiah_per_tonne[used] / KG_PER_TONNE,
    )


def fingerprint(tariff: Tariff) -> str:
    """A name that changes whenever the network's files or the tariff's numbers do."""
    rates = [astuple(getattr(tariff, step)) for step in STEPS]
    text = read_text(NODES_FILE) + read_text(EDGES_FILE) + repr(rates)
    return f"national {tariff.date} {hashlib.sha256(text.encode()).hexdigest()[:12]}"
