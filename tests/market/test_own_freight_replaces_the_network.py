import numpy as np
from market_files import read_files

TABLE = "origin,destination,rupiah_per_kg,hours\n32.05.01,Kota Bandung,150,\n11.10,32.05,900,72\n"


def test_pairs_not_listed_cannot_ship(tmp_path):
    freight = read_files(tmp_path, freight=TABLE).freight
    assert freight.regions == ("11.10", "32.05", "32.73")
    expected = np.array([[0, 900, np.inf], [np.inf, 0, 150], [np.inf, np.inf, 0]])
    np.testing.assert_array_equal(freight.rupiah_per_kg, expected)
    hours = np.array([[0, 72, np.nan], [np.nan, 0, np.nan], [np.nan, np.nan, 0]])
    np.testing.assert_array_equal(freight.hours, hours)
    assert freight.network is None


def test_without_a_table_the_national_network_serves(tmp_path):
    market = read_files(tmp_path)
    assert market.freight_table is None
    assert len(market.freight.regions) == 514
