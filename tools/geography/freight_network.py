"""The shipped freight network: `freight_nodes.csv` and `freight_edges.csv`, physical facts only.

Nodes are regencies (their road nodes), ports and ferry harbours; edges are roads, highland tracks, ferries,
sea lanes and flights, each with its kilometres and its course for drawing. What using them costs, and
how long it takes, is the tariff's business.
"""

import csv
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from geography.boundaries import read_boundaries
from geography.gazetteer import csv_text
from geography.islands import Islands, find_islands
from geography.lanes import ferries, sea_lanes
from geography.ports import read_ports, read_rows
from geography.roads import PAPUA, Edge, Place, barred, detours, over_land, roads
from geography.sea import Grid, Points, kilometres, read_grid
from geography.spanner import spanner

ROAD_TOLERANCE = 0.02
"""A road is left out where other roads are at most this share longer."""
ACCESS = 3
"""A port or ferry harbour is joined by road to so many of its island's nearest regencies, its own first.

In Papua, where few roads cross borders, only to its own.
"""
ACCESS_KM = 150.0


def read_places(out: Path) -> tuple[dict[str, str], list[Place]]:
    """Names and places of the regencies, from the gazetteer."""
    with (out / "regencies.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    places = [Place(r["code"], int(r["island"]), np.array([float(r["lon"]), float(r["lat"])])) for r in rows]
    return {r["code"]: r["name"] for r in rows}, places


def access_roads(
    grid: Grid, islands: Islands, places: list[Place], harbours: dict[str, tuple[str, Points]]
) -> list[Edge]:
    """Roads from ports and ferry harbours (node -> own regency and point) to regencies of the same island.

    Raises
    ------
    ValueError
        When one lies on an island where no regency has its point.
    """
    factor = detours(place.code for place in places)
    point = {place.code: place.point for place in places}
    links: list[tuple[str, str]] = []
    for node, (regency, at) in harbours.items():
        island = islands.of_point(at[1], at[0])
        near = sorted((float(kilometres(p.point, at)), p.code) for p in places if p.island == island)
        if not near:
            raise ValueError(f"{node} lies on an island without a regency's road node")
        own = [code for _, code in near if code == regency]
        others = [
            code
            for km, code in near
            if code != regency and km < ACCESS_KM and regency[:2] not in PAPUA and not barred(point[code], at)
        ]
        links += [(code, node) for code in [*own, *others][:ACCESS]]
    paths = over_land(grid, [(point[code], harbours[node][1]) for code, node in links])
    return [
        Edge("road", code, node, float(kilometres(path[1:], path[:-1]).sum()) * factor[code], path)
        for (code, node), path in zip(links, paths, strict=True)
    ]


def straight_edges(mode: str, file: str, places: list[Place]) -> list[Edge]:
    """Flights or bridges: straight from point to point."""
    point = {place.code: place.point for place in places}
    factor = detours(point) if mode == "road" else dict.fromkeys(point, 1.0)
    rows = [(r["from_regency"], r["to_regency"]) for r in read_rows(file)]
    return [
        Edge(mode, a, b, float(kilometres(point[a], point[b])) * factor[a], np.array([point[a], point[b]]))
        for a, b in rows
    ]


def thin(edges: list[Edge]) -> list[Edge]:
    """Roads without those that others make needless."""
    names = sorted({name for edge in edges for name in (edge.a, edge.b)})
    index = {name: number for number, name in enumerate(names)}
    start = np.array([index[edge.a] for edge in edges])
    end = np.array([index[edge.b] for edge in edges])
    kept = spanner(len(names), start, end, np.array([edge.km for edge in edges]), ROAD_TOLERANCE)
    return [edges[number] for number in kept]


def build(out: Path) -> None:
    """Write `freight_nodes.csv` and `freight_edges.csv`; needs the gazetteer's `regencies.csv`."""
    grid, islands = read_grid(), find_islands(read_boundaries())
    names, places = read_places(out)
    ports, crossings = read_ports(grid), ferries(grid)
    harbours: dict[str, tuple[str, Points]] = {p.node: (p.regency, p.point) for p in ports}
    for row, edge in zip(read_rows("ferries"), crossings, strict=True):
        harbours[edge.a] = (row["from_regency"], edge.path[0])
        harbours[edge.b] = (row["to_regency"], edge.path[-1])
    over_roads = [
        *roads(grid, places),
        *straight_edges("road", "bridges", places),
        *access_roads(grid, islands, places, harbours),
    ]
    edges = [
        *thin(over_roads),
        *crossings,
        *sea_lanes(grid, ports),
        *straight_edges("air", "air", places),
    ]
    point = {place.code: place.point for place in places} | {node: at for node, (_, at) in harbours.items()}
    write_network(out, names, {node: regency for node, (regency, _) in harbours.items()}, point, edges)


def write_network(
    out: Path, names: dict[str, str], regency: dict[str, str], point: dict[str, Points], edges: Iterable[Edge]
) -> None:
    """Nodes in the order regencies, ports, ferry harbours; edges sorted by mode and nodes."""
    rows = [(code, "region", names[code], code) for code in names]
    rows += [(node, *node.split(":", 1), regency[node]) for node in sorted(regency, key=port_first)]
    nodes = [(*row, f"{point[row[0]][0]:.3f}", f"{point[row[0]][1]:.3f}") for row in rows]
    links = sorted((edge.mode, edge.a, edge.b, f"{edge.km:.1f}", drawn(edge.path)) for edge in edges)
    for name, header, table in (
        ("freight_nodes.csv", "node,kind,name,region,lon,lat", nodes),
        ("freight_edges.csv", "mode,a,b,km,course", links),
    ):
        (out / name).write_text(csv_text(header, table), encoding="utf-8")


def port_first(node: str) -> tuple[bool, str]:
    """Sorts ports before ferry harbours."""
    return (node.startswith("ferry:"), node)


def drawn(path: Points) -> str:
    """The corners between the two nodes, `lon lat` in hundredths of a degree, joined by semicolons."""
    return ";".join(f"{lon:.2f} {lat:.2f}" for lon, lat in path[1:-1])
