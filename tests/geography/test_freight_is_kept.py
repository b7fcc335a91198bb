"""Freight worked out once is the same when it is taken from the cache, and a bad cache is no cache."""

import numpy as np
import pytest

from jejaring.geography import kept as keeping
from jejaring.geography import national
from jejaring.geography.closures import Closures, national_freight_without
from jejaring.geography.freight import relayed
from jejaring.geography.packed import packed, unpacked
from jejaring.geography.tariff import read_tariff


@pytest.fixture(scope="module")
def freight():
    return national._worked_out(read_tariff())


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "jejaring"


def kept(made_of, work_out):
    return keeping.kept(made_of, work_out, packed, unpacked)


def never():
    raise AssertionError("it was worked out again")


def assert_same(one, other):
    assert (one.regions, one.name, one.kept_as) == (other.regions, other.name, other.kept_as)
    assert np.array_equal(one.rupiah_per_kg, other.rupiah_per_kg)
    assert np.array_equal(one.hours, other.hours, equal_nan=True)
    assert not other.rupiah_per_kg.flags.writeable
    assert (one.network is None) == (other.network is None)
    if one.network is not None:
        assert one.network.nodes == other.network.nodes
        for name in ("origin", "destination", "rupiah_per_kg"):
            assert np.array_equal(getattr(one.network, name), getattr(other.network, name))
    assert (one.express is None) == (other.express is None)
    if one.express is not None:
        assert_same(one.express, other.express)


def test_the_second_time_it_is_taken_from_the_cache(freight, cache):
    assert kept("a", lambda: freight) is freight
    assert_same(freight, kept("a", never))


def test_of_something_else_it_is_worked_out(freight, cache):
    kept("a", lambda: freight)
    with pytest.raises(AssertionError):
        kept("b", never)


@pytest.mark.parametrize(
    "spoil", [lambda b: b"", lambda b: b[: len(b) // 2], lambda b: b[:5000] + b"x" + b[5001:]]
)
def test_a_damaged_file_is_made_anew(freight, cache, spoil):
    kept("a", lambda: freight)
    (file,) = cache.glob("*.npz")
    file.write_bytes(spoil(file.read_bytes()))
    assert kept("a", lambda: freight) is freight
    assert_same(freight, kept("a", never))


def test_where_nothing_can_be_kept_it_is_worked_out(freight, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert kept("a", lambda: freight) is freight


def test_relays_are_kept_too(freight, cache):
    def within_a_day():
        return unpacked(packed(freight)).cheapest_within(24.0)  # of a freight that remembers nothing

    first = within_a_day()
    (file,) = cache.glob("*.npz")
    assert np.array_equal(first, relayed(freight.rupiah_per_kg_within(24.0)))
    np.savez(file, relayed=first + 1.0)
    assert np.array_equal(within_a_day(), first + 1.0)
    assert not within_a_day().flags.writeable


def test_relays_of_a_network_with_parts_shut_are_not_kept(freight, cache):
    shut = national_freight_without(Closures(regions=frozenset({"32.05"})))
    shut.cheapest_within(24.0)
    assert not list(cache.glob("*.npz"))
