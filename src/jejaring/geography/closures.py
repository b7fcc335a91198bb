"""The national freight network with regions or links shut: what a flood, a strike or a broken bridge does.

A shut region lets nothing in, out or through: not its roads, nor the harbours that lie in it. A shut link
lets nothing pass directly between two regions, by whatever mode; goods may still go round it. This module
refuses to know what is traded.
"""

import functools
from collections.abc import Iterable
from dataclasses import replace
from io import StringIO

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.geography.files import read_text
from jejaring.geography.freight import Freight
from jejaring.geography.national import HOUR_COUNTS, NO_EDGE, PricedNetwork, freight_of_ways, price
from jejaring.geography.network import NODE_COLUMNS, NODES_FILE
from jejaring.geography.tariff import read_tariff

Bools = NDArray[np.bool_]


def has_link(a: str, b: str) -> bool:
    """Whether some road, ferry, sea lane or flight joins two regencies directly."""
    return bool(_joins(price(read_tariff()), a, b).any())


@functools.lru_cache(maxsize=8)
def national_freight_without(regions: frozenset[str], links: frozenset[tuple[str, str]]) -> Freight:
    """Cost and hours between all regencies over what is left of the national network.

    Parameters
    ----------
    regions : frozenset of str
        Codes of the regencies that are shut.
    links : frozenset of (str, str)
        Pairs of regencies between which nothing passes directly, in neither direction.

    Returns
    -------
    Freight
        As `national_freight` gives it; inf and nan where no way is left.
    """
    whole = price(read_tariff())
    shut = np.zeros(len(whole.origin), dtype=np.bool_)
    for code in regions:
        shut |= _touches(whole, code)
    for a, b in links:
        shut |= _joins(whole, a, b)
    left = replace(
        whole,
        origin=whole.origin[~shut],
        destination=whole.destination[~shut],
        rupiah_per_tonne=whole.rupiah_per_tonne[~shut],
        hours=whole.hours[~shut],
        edge=whole.edge[~shut],
    )
    freight: Freight | None = None
    for hour_counts in reversed(HOUR_COUNTS):
        freight = freight_of_ways(left, hour_counts, freight)
    assert freight is not None
    told = ", ".join([*sorted(regions), *_told(links)])
    return replace(freight, name=f"{freight.name} without {told}")


def _told(links: Iterable[tuple[str, str]]) -> list[str]:
    return sorted(":".join(sorted(link)) for link in links)


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


def _region_of(priced: PricedNetwork, nodes: NDArray[np.int64]) -> NDArray[np.str_]:
    """The regency in which each node of the priced network lies."""
    lies_in = np.concatenate([np.array(priced.network.regions), _regions_of_places()])
    found: NDArray[np.str_] = lies_in[nodes]
    return found


@functools.cache
def _regions_of_places() -> NDArray[np.str_]:
    places = pl.read_csv(StringIO(read_text(NODES_FILE)), schema=NODE_COLUMNS)
    return np.array(places["region"].to_list())
