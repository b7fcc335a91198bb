"""What it costs, and how long it takes, to move goods from one region to another.

A `Freight` is the planner's whole view of transport: two matrices over a list of regions, and,
where it is known, the sparse network whose shortest paths they are. Where the figures come from
(the national network, or a market's own table) is decided elsewhere.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from jejaring.geography.kept import kept


@dataclass(frozen=True)
class FreightNetwork:
    """A sparse network whose cheapest paths cost exactly what the matrix of its `Freight` says.

    Nodes 0 .. n-1 are the regions of the `Freight`, in its order; nodes n .. nodes-1 are places goods
    only pass through (a road junction, a quay, a ship). No path enters one region's node to leave it
    again at a lower cost than the matrix gives.
    """

    nodes: int
    """Number of nodes, regions first."""
    origin: NDArray[np.int64]
    """Shape (arcs,): node each arc leaves."""
    destination: NDArray[np.int64]
    """Shape (arcs,): node each arc enters."""
    rupiah_per_kg: NDArray[np.float64]
    """Shape (arcs,): cost of moving one kilogram along each arc, >= 0."""


@dataclass(frozen=True)
class Freight:
    """Cost and hours between any two regions."""

    regions: tuple[str, ...]
    """Region codes (regencies, `32.05`), in the order of rows and columns."""
    rupiah_per_kg: NDArray[np.float64]
    """Shape (n, n), row = origin, column = destination; inf where nothing can ship; diagonal 0."""
    hours: NDArray[np.float64]
    """Shape (n, n): hours on the way; nan where not given; diagonal 0."""
    network: FreightNetwork | None = None
    """The sparse network behind the matrix, or None when the matrix is all there is."""
    name: str = ""
    """What identifies these figures in a market's hash; empty for a table of the market's own."""
    express: "Freight | None" = None
    """The same regions by faster and dearer ways, for goods that would spoil on these, if there are."""
    kept_as: str = ""
    """What identifies these figures in the user's cache, where relays are kept; empty: they are not kept."""

    def rupiah_per_kg_within(self, hours: float) -> NDArray[np.float64]:
        """Shape (n, n): rupiah per kg of the cheapest way that takes at most `hours`; inf where none does.

        A way whose hours are not given is always in time.
        """
        in_time = np.where(self.hours > hours, np.inf, self.rupiah_per_kg)
        return (
            in_time if self.express is None else np.minimum(in_time, self.express.rupiah_per_kg_within(hours))
        )

    def cheapest_within(self, hours: float) -> NDArray[np.float64]:
        """Shape (n, n): the same by any number of hauls, each of which takes at most `hours`.

        Worked out once; where every way is in time and a network is known, the matrix has them already.
        """
        if hours not in self._relayed:
            self._relayed[hours] = self._cheapest_within(hours)
        return self._relayed[hours]

    def _cheapest_within(self, hours: float) -> NDArray[np.float64]:
        if self.network is not None and not (self.hours > hours).any():
            return self.rupiah_per_kg
        if not self.kept_as:
            return relayed(self.rupiah_per_kg_within(hours))
        return kept(
            f"{self.kept_as} relayed within {hours!r}",
            lambda: relayed(self.rupiah_per_kg_within(hours)),
            lambda matrix: {"relayed": matrix},
            lambda arrays: arrays["relayed"],
        )

    @cached_property
    def _relayed(self) -> dict[float, NDArray[np.float64]]:
        return {}

    def __getstate__(self) -> dict[str, object]:
        """What another process is sent: what can be worked out again is not."""
        return {name: value for name, value in self.__dict__.items() if name != "_relayed"}


def relayed(direct: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shape (n, n): the least that any number of steps costs, each as in `direct`; inf: none (Floyd 1962)."""
    from scipy.sparse.csgraph import csgraph_from_dense, floyd_warshall  # slow to load, and seldom needed

    least: NDArray[np.float64] = floyd_warshall(csgraph_from_dense(direct, null_value=np.inf))
    return least
