"""Measure the shipped freight network: its size, its speed, and its roads beside known ones.

    python tools/measure_freight.py

`tools/geography/inputs/known_roads.csv` holds road distances from memory, unverified; the detour factors of
`detours.csv` were set so that each island's median comes out near one.
"""

import csv
import statistics
import time
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from jejaring.geography import national_freight, route
from jejaring.geography.network import MODES, Network, national_network

KNOWN_ROADS = Path(__file__).parent / "geography" / "inputs" / "known_roads.csv"
ISLANDS = {
    "1": "Sumatra",
    "3": "Java",
    "5": "Bali, Nusa Tenggara",
    "6": "Kalimantan",
    "7": "Sulawesi",
    "9": "Papua",
}
EXAMPLES = (
    ("35.78", "93.01"), ("31.71", "35.78"), ("31.71", "12.71"), ("36.72", "18.71"), ("35.10", "51.71"),
    ("73.71", "71.71"), ("91.03", "95.01"),
)  # fmt: skip


def road_kilometres(network: Network) -> csr_array:
    """Shape (nodes, nodes): roads only."""
    road = network.mode == MODES.index("road")
    size = len(network.names)
    return csr_array((network.kilometres[road], (network.a[road], network.b[road])), shape=(size, size))


def main() -> None:
    """Print what docs/freight.md quotes."""
    start = time.perf_counter()
    freight = national_freight()
    seconds = time.perf_counter() - start
    network = national_network()
    counts = dict(zip(MODES, np.bincount(network.mode, minlength=len(MODES)).tolist(), strict=True))
    print(f"{freight.name}: {len(network.names)} places, edges {counts}")
    print(f"planner's network: {freight.network.nodes} nodes, {len(freight.network.origin)} arcs")
    print(f"matrices and network in {seconds:.2f} s")

    graph = road_kilometres(network)
    ratios: dict[str, list[float]] = {}
    with KNOWN_ROADS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            a, b = network.regions.index(row["from"]), network.regions.index(row["to"])
            found = float(dijkstra(graph, directed=False, indices=a)[b])
            ratios.setdefault(ISLANDS[row["from"][0]], []).append(found / float(row["km"]))
    for island, values in ratios.items():
        middle = statistics.median(values)
        spread = f"{min(values):.2f} to {max(values):.2f}"
        print(f"roads, {island}: {len(values)} known, {middle:.2f} ({spread}) of their length")

    for origin, destination in EXAMPLES:
        found = route(origin, destination)
        modes = "-".join(leg.mode for leg in found.legs)
        print(
            f"{origin} to {destination}: {found.kilometres:,.0f} km, {found.hours:.0f} h, "
            f"Rp{found.rupiah_per_tonne / 1000:,.0f} a kg, {modes}"
        )


if __name__ == "__main__":
    main()
