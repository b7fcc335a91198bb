import csv
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from jejaring.geography import national_freight, read_tariff, route
from jejaring.geography.network import MODES, Network, national_network

KNOWN_ROADS = Path(__file__).parents[2] / "tools" / "geography" / "inputs" / "known_roads.csv"
SEA_DISTANCES = Path(__file__).parents[2].parent / "shared" / "data" / "sea_distances_check.csv"
KM_PER_MILE = 1.852
PORTS = {"Surabaya": "Tanjung Perak (Surabaya)", "Pontianak": "Dwikora (Pontianak)"}


def kilometres(network: Network, modes: set[str], start: int) -> np.ndarray:
    chosen = np.isin(network.mode, [MODES.index(mode) for mode in modes])
    a, b, km = network.a[chosen], network.b[chosen], network.kilometres[chosen]
    graph = csr_array(
        (np.r_[km, km], (np.r_[a, b], np.r_[b, a])), shape=(len(network.names), len(network.names))
    )
    return dijkstra(graph, indices=start)


def box(origin: str, destination: str) -> float:
    """Million rupiah for 18 t from quay to quay."""
    legs = [leg for leg in route(origin, destination).legs if leg.mode == "sea"]
    return 18 * sum(leg.rupiah_per_tonne for leg in legs) / 1e6


def test_roads_are_about_as_long_as_known() -> None:
    network = national_network()
    ratios: dict[str, list[float]] = {}
    with KNOWN_ROADS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            start, end = network.regions.index(row["from"]), network.regions.index(row["to"])
            ratio = float(kilometres(network, {"road"}, start)[end]) / float(row["km"])
            assert 0.65 < ratio < 1.35, row
            ratios.setdefault(row["from"][0], []).append(ratio)
    for island, values in ratios.items():
        assert 0.9 < np.median(values) < 1.1, (island, values)


@pytest.mark.parametrize(
    ("origin", "destination", "low", "high"),
    [("31.71", "35.78", 760, 830), ("12.71", "11.71", 560, 640), ("73.71", "71.71", 1600, 1900)],
)
def test_three_long_roads(origin: str, destination: str, low: float, high: float) -> None:
    network = national_network()
    found = kilometres(network, {"road"}, network.regions.index(origin))
    assert low < found[network.regions.index(destination)] < high


@pytest.mark.skipif(not SEA_DISTANCES.exists(), reason="the table of sea distances is not there")
def test_ships_sail_as_far_as_pilots_say() -> None:
    network = national_network()
    with SEA_DISTANCES.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            start, end = (network.names.index(PORTS.get(row[s], row[s])) for s in ("from", "to"))
            miles = kilometres(network, {"sea"}, start)[end] / KM_PER_MILE
            assert 0.99 * float(row["low_nm"]) < miles < 1.01 * float(row["high_nm"]), (row, miles)


def test_a_box_to_merauke_costs_what_was_paid() -> None:
    assert 6 <= box("35.78", "93.01") <= 11


def test_highlands_are_reached_by_air_at_the_price_of_flights() -> None:
    freight = national_freight()
    wamena, sentani = freight.regions.index("95.01"), freight.regions.index("91.03")
    assert [leg.mode for leg in route("91.03", "95.01").legs] == ["air"]
    assert 12_500 < freight.rupiah_per_kg[sentani, wamena] < 13_500
    highlands = ["95.02", "95.03", "95.04", "95.05", "95.06", "95.07", "95.08", "94.02", "94.05", "94.07"]
    for code in highlands:
        assert "air" in {leg.mode for leg in route("31.71", code).legs}, code


def test_no_truck_crosses_the_sea_but_by_ferry_and_suramadu() -> None:
    assert {leg.mode for leg in route("35.78", "35.26").legs} == {"road"}
    assert "ferry" in {leg.mode for leg in route("35.10", "51.01").legs}
    assert "ferry" in {leg.mode for leg in route("36.72", "18.01").legs}


def test_a_truck_from_jakarta_to_surabaya() -> None:
    tariff = read_tariff()
    network = national_network()
    km = kilometres(network, {"road"}, network.regions.index("31.71"))[network.regions.index("35.78")]
    truck = tariff.collection.cost(0) + tariff.road.cost(km) + tariff.delivery.cost(0)
    assert 6.5 * 1.21 < truck * 15 / 1e6 < 6.5 * 1.25 * 1.15  # 2015 for 15 t, risen in 2022, and since
