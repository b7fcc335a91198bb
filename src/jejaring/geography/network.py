"""The national freight network's physical facts: places, and roads, ferries, lanes and flights between them.

This module knows what the shipped files say about where goods can move and how far that is. It refuses to
know what moving costs (see `tariff`) and which way is best (see `national`).
"""

import functools
from dataclasses import dataclass
from io import StringIO

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.geography.files import read_text

NODES_FILE, EDGES_FILE = "freight_nodes.csv", "freight_edges.csv"
NODE_COLUMNS = {
    "node": pl.String,  # a regency's code, or `main_port:`, `port:` or `ferry:` and the name
    "kind": pl.String,  # `region`, `main_port` (container cranes), `port` or `ferry`
    "name": pl.String,
    "region": pl.String,  # the regency it lies in
    "lon": pl.Float64,
    "lat": pl.Float64,
}
EDGE_COLUMNS = {
    "mode": pl.String,
    "a": pl.String,
    "b": pl.String,
    "km": pl.Float64,
    "course": pl.String,
}
MODES = ("road", "highland", "ferry", "sea", "air")


@dataclass(frozen=True)
class Network:
    """Places and the links between them, the same in both directions."""

    regions: tuple[str, ...]
    """Codes of the regencies, ascending; the first nodes are their road nodes, in this order."""
    names: tuple[str, ...]
    """Name of each node: a regency's, a port's or a ferry harbour's."""
    points: NDArray[np.float64]
    """Shape (nodes, 2): longitude and latitude in degrees."""
    is_port: NDArray[np.bool_]
    """Shape (nodes,): whether goods pass from truck to ship and back here."""
    is_minor: NDArray[np.bool_]
    """Shape (nodes,): whether it is a port without container cranes."""
    mode: NDArray[np.int64]
    """Shape (edges,): index into `MODES`."""
    a: NDArray[np.int64]
    """Shape (edges,): node at one end. At a port's road it is the end on land."""
    b: NDArray[np.int64]
    """Shape (edges,): node at the other end."""
    kilometres: NDArray[np.float64]
    """Shape (edges,)."""
    courses: tuple[str, ...]
    """Corners of each edge between `a` and `b`, `lon lat` joined by semicolons, as shipped."""

    def path(self, edge: int) -> NDArray[np.float64]:
        """How to draw an edge, from `a` to `b`: longitude and latitude, shape (n, 2), n >= 2."""
        corners = [pair.split(" ") for pair in self.courses[edge].split(";") if pair]
        inner = np.array(corners, dtype=np.float64).reshape(-1, 2)
        return np.vstack([self.points[self.a[edge]], inner, self.points[self.b[edge]]])


@functools.cache
def national_network() -> Network:
    """The shipped network."""
    nodes = pl.read_csv(StringIO(read_text(NODES_FILE)), schema=NODE_COLUMNS)
    edges = pl.read_csv(StringIO(read_text(EDGES_FILE)), schema=EDGE_COLUMNS)
    rank = pl.DataFrame({"node": nodes["node"], "rank": np.arange(nodes.height)})

    def ends(side: str) -> NDArray[np.int64]:
        joined = edges.select(pl.col(side).alias("node")).join(rank, "node", "left", maintain_order="left")
        return joined["rank"].to_numpy()

    codes = nodes.filter(pl.col("kind") == "region")["node"]
    mode = edges["mode"].replace_strict(MODES, list(range(len(MODES))), return_dtype=pl.Int64)
    return Network(
        regions=tuple(codes),
        names=tuple(nodes["name"]),
        points=nodes.select("lon", "lat").to_numpy(),
        is_port=nodes["kind"].is_in(["main_port", "port"]).to_numpy(),
        is_minor=(nodes["kind"] == "port").to_numpy(),
        mode=mode.to_numpy(),
        a=ends("a"),
        b=ends("b"),
        kilometres=edges["km"].to_numpy(),
        courses=tuple(edges["course"].fill_null("")),
    )
