"""Land masses: which regencies share an island, whatever sea lies between the rest.

An island is what is left when the regencies' outlines and the lakes are melted together. Pieces less than
200 m apart are one island: the outlines leave cracks along rivers and in deltas (Mahakam, Kapuas, Musi)
where there is no sea to cross. Bridges are not looked at: Java and Madura are two islands.

Islands are numbered from 1 by area, the largest first: 1 Kalimantan, 2 Sumatra, 3 Papua, 4 Sulawesi, 5 Java.
Only the Indonesian part of an island counts.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geography.boundaries import Boundaries

CRACK = 0.0018
"""Degrees (about 200 m): pieces of land nearer than this are one island."""


@dataclass(frozen=True)
class Islands:
    """Every piece of land and the island it belongs to."""

    pieces: NDArray[np.object_]
    """Shape (k,): polygons, longitude and latitude in degrees, lakes filled."""
    number: NDArray[np.int64]
    """Shape (k,): island of each piece, from 1, largest island first."""

    def of_point(self, lat: float, lon: float) -> int:
        """Number of the island nearest to a point."""
        return int(self.number[np.argmin(shapely.distance(self.pieces, shapely.Point(lon, lat)))])


def group(pieces: NDArray[np.object_], distance: float) -> NDArray[np.int64]:
    """For each piece the lowest index among all pieces it hangs together with over gaps up to `distance`."""
    label = np.arange(len(pieces))
    near, far = shapely.STRtree(pieces).query(pieces, predicate="dwithin", distance=distance)
    while True:  # every pass hands the lowest label on to the neighbours, until nothing changes
        lowest = label.copy()
        np.minimum.at(lowest, near, label[far])
        lowest = lowest[lowest]
        if np.array_equal(lowest, label):
            return label
        label = lowest


def find_islands(boundaries: Boundaries) -> Islands:
    """All land masses, numbered by area."""
    land = shapely.union_all([*boundaries.regencies, *boundaries.lakes])
    pieces = np.array(shapely.get_parts(shapely.normalize(land)), dtype=object)
    label = group(pieces, CRACK)
    # Degrees of longitude shrink with the cosine of latitude; good enough to put islands in order.
    area = shapely.area(pieces) * np.cos(np.radians(shapely.get_y(shapely.centroid(pieces))))
    total = np.bincount(label, weights=area, minlength=len(pieces))
    leaders = np.unique(label)
    ranked = leaders[np.argsort(-total[leaders], kind="stable")]
    rank = np.zeros(len(pieces), dtype=np.int64)
    rank[ranked] = np.arange(1, len(ranked) + 1)
    return Islands(pieces, rank[label])
