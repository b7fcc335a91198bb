"""Freight worked out once is the same when it is taken from the cache, and a bad cache is no cache."""

import numpy as np
import pytest

from jejaring.geography import kept as keeping
from jejaring.geography import national
from jejaring.geography.tariff import read_tariff


@pytest.fixture(scope="module")
def freight():
    return national._worked_out(read_tariff())


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "jejaring"


def never():
    raise AssertionError("it was worked out again")


def assert_same(one, other):
    assert (one.regions, one.name) == (other.regions, other.name)
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
    assert keeping.kept("a", lambda: freight) is freight
    assert_same(freight, keeping.kept("a", never))


def test_of_something_else_it_is_worked_out(freight, cache):
    keeping.kept("a", lambda: freight)
    with pytest.raises(AssertionError):
        keeping.kept("b", never)


@pytest.mark.parametrize(
    "spoil", [lambda b: b"", lambda b: b[: len(b) // 2], lambda b: b[:5000] + b"x" + b[5001:]]
)
def test_a_damaged_file_is_made_anew(freight, cache, spoil):
    keeping.kept("a", lambda: freight)
    (file,) = cache.glob("*.npz")
    file.write_bytes(spoil(file.read_bytes()))
    assert keeping.kept("a", lambda: freight) is freight
    assert_same(freight, keeping.kept("a", never))


def test_where_nothing_can_be_kept_it_is_worked_out(freight, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert keeping.kept("a", lambda: freight) is freight
