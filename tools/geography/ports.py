"""The ports of the freight network, and where each meets the sea.

`inputs/ports.csv` is the hand-checked list: public cargo ports, at least one on every island with a regency.
Where the World Port Index or GeoNames (in the package harborly) know a port, its coordinates are theirs;
elsewhere they were set by hand and are checked here against the outlines.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import shapely

from geography.boundaries import read_boundaries
from geography.sea import Grid, Points, centres, kilometres, nearest_cell
from geography.sources import fetch

INPUTS = Path(__file__).parent / "inputs"
RIVER = 1.3
"""Length of a river over the straight line from a port to the open sea. Unverified."""
HARBOUR_KM = 8.0
"""A port nearer than this to a sea cell lies at the sea, and what is between is harbour, not river."""
SHORE_KM = 12.0
"""A port may lie this far outside its regency's outline: outlines are simplified, coordinates rounded."""


@dataclass(frozen=True)
class Port:
    """A place where goods pass between truck and ship."""

    node: str
    """`main_port:` (container cranes, ships of every line) or `port:`, and the name."""
    regency: str
    """Code of the regency it lies in."""
    point: Points
    """Shape (2,)."""
    sea_cell: int
    """Index of the cell of the sea grid at which lanes to it begin."""
    approach_km: float
    """From that cell up the river or into the harbour."""


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the hand-checked lists in `inputs/`."""
    with (INPUTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def registry_points() -> dict[str, Points]:
    """`WPI Name` or `GEONAMES Name` -> point, for Indonesia's entries of the port registry."""
    path = fetch("harborly") / "harborly" / "data" / "port_registry.parquet"
    registry = pl.read_parquet(path).filter(pl.col("country_code") == "ID")
    columns = registry.select(
        pl.col("provider").str.replace("NGA_WPI", "WPI") + " " + pl.col("canonical_name"),
        "longitude",
        "latitude",
    )
    return {name: np.array([lon, lat]) for name, lon, lat in columns.iter_rows()}


def read_ports(grid: Grid) -> list[Port]:
    """All ports, each checked to lie in or beside the regency the list says.

    Raises
    ------
    ValueError
        When ports lie elsewhere than the list says.
    """
    boundaries = read_boundaries()
    outline = dict(zip(boundaries.codes, boundaries.regencies, strict=True))
    known = registry_points()
    middle = centres(grid.sea.shape)
    ports, faults = [], []
    for row in read_rows("ports"):
        registry = row["registry"]
        point = known[registry] if registry else np.array([float(row["lon"]), float(row["lat"])])
        off = 111.0 * float(shapely.distance(outline[row["regency"]], shapely.Point(point)))
        if off > SHORE_KM:
            faults.append(f"{row['name']} lies {off:.0f} km outside {row['regency']}")
        cell = nearest_cell(grid.sea, point)
        straight = float(kilometres(middle[cell], point))
        approach = straight if straight < HARBOUR_KM else straight * RIVER
        ports.append(Port(f"{row['kind']}:{row['name']}", row["regency"], point, cell, approach))
    if faults:
        raise ValueError("ports.csv: " + "; ".join(faults))
    return ports
