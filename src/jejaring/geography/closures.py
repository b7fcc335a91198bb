"""The national freight network with parts shut: what a flood, a strike or a broken bridge does.

A shut region lets nothing in, out or through: not its roads, nor the harbours that lie in it. A shut link
lets nothing pass directly between two regions, by whatever mode; a shut port no ship, a shut ferry nothing
between its two harbours. Goods may still go round. This module refuses to know what is traded.
"""

import functools
from dataclasses import dataclass, replace
from io import StringIO

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.geography.files import read_text
from jejaring.geography.freight import Freight
from jejaring.geography.national import HOUR_COUNTS, NO_EDGE, PricedNetwork, freight_of_ways, price
from jejaring.geography.network import MODES, NODE_COLUMNS, NODES_FILE, national_network
from jejaring.geography.tariff import read_tariff

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Closures:
    """What of the national freight network is shut."""

    regions: frozenset[str] = frozenset()
    """Codes of regencies."""
    links: frozenset[tuple[str, str]] = frozenset()
    """Pairs of codes, the lower first, between which nothing passes directly, in neither direction."""
    ports: frozenset[str] = frozenset()
    """Names of ports, see `ports`."""
    ferries: frozenset[tuple[str, str]] = frozenset()
    """Pairs of harbours, see `ferries`."""

    def __bool__(self) -> bool:
        return bool(self.regions or self.links or self.ports or self.ferries)

    def __str__(self) -> str:
        pairs = (":".join(pair) for pair in self.links | self.ferries)
        return ", ".join([*sorted(self.regions), *sorted(self.ports), *sorted(pairs)])


def has_link(a: str, b: str) -> bool:
    """Whether some road, ferry, sea lane or flight joins two regencies directly."""
    return bool(_joins(price(read_tariff()), a, b).any())


@functools.cache
def ports() -> tuple[str, ...]:
    """The names of all ports of the national network, sorted."""
    network = national_network()
    return tuple(sorted(network.names[node] for node in np.flatnonzero(network.is_port)))


@functools.cache
def ferries() -> tuple[tuple[str, str], ...]:
    """The two harbours of every ferry, in alphabetical order, sorted."""
    network = national_network()
    lines = np.flatnonzero(network.mode == MODES.index("ferry"))
    ends = ((network.names[network.a[line]], network.names[network.b[line]]) for line in lines)
    return tuple(sorted((min(pair), max(pair)) for pair in ends))


@functools.lru_cache(maxsize=8)
def national_freight_without(shut: Closures) -> Freight:
    """Cost and hours between all regencies over what is left of the national network.

    Returns
    -------
    Freight
        As `national_freight` gives it; inf and nan where no way is left.
    """
    whole = price(read_tariff())
    gone = np.zeros(len(whole.origin), dtype=np.bool_)
    for code in shut.regions:
        gone |= _touches(whole, code)
    for a, b in shut.links:
        gone |= _joins(whole, a, b)
    for name in shut.ports:
        gone |= _calls_at(whole, name)
    for pair in shut.ferries:
        gone |= _by_ferry(whole, pair)
    left = replace(
        whole,
        origin=whole.origin[~gone],
        destination=whole.destination[~gone],
        rupiah_per_tonne=whole.rupiah_per_tonne[~gone],
        hours=whole.hours[~gone],
        edge=whole.edge[~gone],
    )
    freight: Freight | None = None
    for hour_counts in reversed(HOUR_COUNTS):
        freight = freight_of_ways(left, hour_counts, freight)
    assert freight is not None
    return replace(freight, name=f"{freight.name} without {shut}")


def _joins(priced: PricedNetwork, a: str, b: str) -> Bools:
    """Shape (arcs,): the arcs between places of the one regency and places of the other."""
    start, end = _region_of(priced, priced.origin), _region_of(priced, priced.destination)
    between = ((start == a) & (end == b)) | ((start == b) & (end == a))
    joins: Bools = between & (priced.edge != NO_EDGE)
    return joins


def _touches(priced: PricedNetwork, code: str) -> Bools:
    touches: Bools = (_region_of(priced, priced.origin) == code) | (
        _region_of(priced, priced.destination) == code
    )
    return touches


def _calls_at(priced: PricedNetwork, port: str) -> Bools:
    """The arcs to and from a port."""
    network = priced.network
    here = network.is_port & (np.array(network.names) == port)
    nodes = len(network.regions) + np.flatnonzero(here)
    calls: Bools = np.isin(priced.origin, nodes) | np.isin(priced.destination, nodes)
    return calls


def _by_ferry(priced: PricedNetwork, pair: tuple[str, str]) -> Bools:
    """The arcs of the ferry between two harbours."""
    network, names = priced.network, np.array(priced.network.names)
    ends = np.sort(np.stack([names[network.a], names[network.b]]), axis=0)
    line = (network.mode == MODES.index("ferry")) & (ends == np.array(sorted(pair))[:, None]).all(axis=0)
    crosses: Bools = np.isin(priced.edge, np.flatnonzero(line))
    return crosses


def _region_of(priced: PricedNetwork, nodes: NDArray[np.int64]) -> NDArray[np.str_]:
    """The regency in which each node of the priced network lies."""
    lies_in = np.concatenate([np.array(priced.network.regions), _regions_of_places()])
    found: NDArray[np.str_] = lies_in[nodes]
    return found


@functools.cache
def _regions_of_places() -> NDArray[np.str_]:
    places = pl.read_csv(StringIO(read_text(NODES_FILE)), schema=NODE_COLUMNS)
    return np.array(places["region"].to_list())
