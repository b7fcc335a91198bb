import itertools
from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from jejaring.geography import national_freight, read_tariff, regencies, route
from jejaring.geography.freight import Freight


@pytest.fixture(scope="module")
def freight() -> Freight:
    return national_freight()


def cost(freight: Freight, origin: str, destination: str) -> float:
    return float(freight.rupiah_per_kg[freight.regions.index(origin), freight.regions.index(destination)])


def test_every_regency_reaches_every_other(freight: Freight) -> None:
    assert freight.regions == tuple(regencies()["code"].sort())
    assert len(freight.regions) == 514
    assert np.isfinite(freight.rupiah_per_kg).all()
    assert np.isfinite(freight.hours).all()
    apart = ~np.eye(514, dtype=bool)
    assert (freight.rupiah_per_kg[apart] >= 50).all()
    assert (freight.hours[apart] >= 12).all()
    assert not freight.rupiah_per_kg.diagonal().any()
    assert not freight.hours.diagonal().any()


def test_there_and_back_cost_and_last_the_same(freight: Freight) -> None:
    assert np.allclose(freight.rupiah_per_kg, freight.rupiah_per_kg.T, rtol=0, atol=1e-9)
    assert np.allclose(freight.hours, freight.hours.T, rtol=0, atol=1e-9)


def test_a_relay_never_costs_less_than_the_direct_haul(freight: Freight) -> None:
    rates = freight.rupiah_per_kg
    for stop in range(len(rates)):
        assert (rates[:, [stop]] + rates[[stop], :] - rates).min() > -1e-9


def test_the_sparse_network_costs_what_the_matrix_says(freight: Freight) -> None:
    network = freight.network
    assert network is not None
    assert network.nodes < 1_500
    assert len(network.origin) < 9_000
    arcs = (network.rupiah_per_kg, (network.origin, network.destination))
    graph = csr_array(arcs, shape=(network.nodes, network.nodes))
    found = dijkstra(graph, indices=np.arange(514))[:, :514]
    assert np.allclose(found, freight.rupiah_per_kg, rtol=1e-9, atol=0)


def test_legs_add_up_to_the_matrix(freight: Freight) -> None:
    pairs = np.random.default_rng(4).integers(0, 514, size=(200, 2))
    for origin, destination in pairs:
        found = route(freight.regions[origin], freight.regions[destination])
        rate, hours = freight.rupiah_per_kg[origin, destination], freight.hours[origin, destination]
        assert found.rupiah_per_tonne / 1000 == pytest.approx(rate, rel=1e-9)
        assert found.hours == pytest.approx(hours, rel=1e-9)
        assert all(leg.rupiah_per_tonne > 0 and leg.hours > 0 for leg in found.legs)


def test_legs_follow_one_another() -> None:
    legs = route("32.73", "82.71").legs
    assert [leg.mode for leg in legs] == ["road", "sea", "road"]
    assert legs[0].from_name == "Kota Bandung"
    assert legs[-1].to_name == "Kota Ternate"
    for before, after in itertools.pairwise(legs):
        assert before.to_name == after.from_name
        assert np.array_equal(before.path[-1], after.path[0])


def test_a_route_to_itself_has_no_legs() -> None:
    assert route("35.78", "35.78.01").legs == ()


def test_an_unknown_code_is_named() -> None:
    with pytest.raises(ValueError, match=r"'99\.99' is not the code of a regency"):
        route("99.99", "35.78")


def test_the_name_changes_with_the_tariff(freight: Freight) -> None:
    tariff = read_tariff()
    dearer = replace(tariff, sea=replace(tariff.sea, rupiah_per_tonne_km=200.0))
    other = national_freight(dearer)
    assert other.name != freight.name
    assert cost(other, "35.78", "93.01") > cost(freight, "35.78", "93.01")
    assert national_freight() is freight
