"""The stages that rebuild the map give the same result again, and keep a coverage whole."""

import sys
from pathlib import Path

import numpy as np
import pytest

shapely = pytest.importorskip("shapely")

NOWHERE = np.array([], dtype=object)
TOOLS = Path(__file__).parents[2] / "tools"


@pytest.fixture(scope="module", autouse=True)
def _tools_can_be_imported():
    sys.path.insert(0, str(TOOLS))
    yield
    sys.path.remove(str(TOOLS))


@pytest.fixture
def country():
    """Two neighbours with a wavy common border, and a small island of the first's."""
    wave = [(1 + 0.05 * np.sin(9 * y), y) for y in np.linspace(0, 2, 60)]
    west = shapely.Polygon([(0, 0), *wave, (0, 2)])
    east = shapely.Polygon([(2.2, 0), (2.2, 2), *wave[::-1]])
    islet = shapely.box(5, 5, 5.01, 5.01)
    return np.array([shapely.MultiPolygon([west, islet]), east], dtype=object)


def test_simplifying_keeps_the_common_border_common(country):
    from geography.outlines import simplify

    simple = simplify(country, NOWHERE, smallest=0.0004, grid=0.001, tolerance=0.02)
    assert shapely.coverage_is_valid(simple)
    assert shapely.get_num_coordinates(simple).sum() < shapely.get_num_coordinates(country).sum() / 2
    assert shapely.area(simple) == pytest.approx(shapely.area(country), rel=0.02)
    corners = shapely.get_coordinates(simple)
    assert np.abs(corners - np.round(corners, 3)).max() < 1e-9


def test_small_islands_go_but_not_a_seat_nor_the_last_of_a_region(country):
    from geography.outlines import without_small_islands

    kept = without_small_islands(country, NOWHERE, smallest=0.0004)
    assert [len(each.geoms) for each in kept] == [1, 1]
    seated = without_small_islands(country, shapely.points([[5.005, 5.005]]), smallest=0.0004)
    assert [len(each.geoms) for each in seated] == [2, 1]
    lonely = np.array([country[0].geoms[1], country[1]], dtype=object)
    assert not any(shapely.is_empty(without_small_islands(lonely, NOWHERE, smallest=0.0004)))


def test_the_same_input_gives_the_same_bytes(country, tmp_path):
    from geography.outlines import melt, simplify, write_outlines

    contents = []
    for run in ("first", "second"):
        simple = simplify(country, NOWHERE, smallest=0.0004, grid=0.001, tolerance=0.02)
        regencies = dict(zip(("98.01", "98.02"), simple, strict=True))
        for name, shapes in (("regencies", regencies), ("provinces", melt(regencies))):
            write_outlines(tmp_path / f"{run}-{name}.gz", shapes)
        contents.append([(tmp_path / f"{run}-{n}.gz").read_bytes() for n in ("regencies", "provinces")])
    assert contents[0] == contents[1]
    assert list(melt(regencies)) == ["98"]


def test_overlaps_and_cracks_between_neighbours_are_closed():
    from geography.boundaries import clean

    left = shapely.box(0, 0, 1.005, 1)
    right = shapely.Polygon([(1, 0), (2, 0), (2, 1), (1.01, 1), (1.01, 0.5)])
    assert shapely.coverage_is_valid(clean([left, right]))


def test_land_within_a_crack_is_one_island_and_across_a_strait_is_not():
    from geography.boundaries import Boundaries
    from geography.islands import find_islands

    mainland, delta = shapely.box(0, 0, 1, 1), shapely.box(1.001, 0, 1.2, 1)
    across, lake = shapely.box(1.3, 0, 1.4, 1), shapely.box(0, 1, 1, 1.5)
    shore = shapely.box(0, 1.5, 1, 1.6)
    boundaries = Boundaries(("98.01", "98.02", "98.03", "98.04"), (mainland, delta, across, shore), (lake,))
    islands = find_islands(boundaries)
    assert islands.of_point(lat=0.5, lon=0.5) == islands.of_point(lat=0.5, lon=1.1) == 1
    assert islands.of_point(lat=1.55, lon=0.5) == 1  # the far shore of a lake
    assert islands.of_point(lat=0.5, lon=1.35) == 2


def test_names_with_and_without_rank_are_told_apart():
    from geography.boundaries import name_key

    assert name_key("Kota Bandung") != name_key("Bandung") == name_key("Kabupaten Bandung")
    assert name_key("Kota Baru") == name_key("Kabupaten Kotabaru")
    assert name_key("Kota Administrasi Jakarta Timur") == name_key("Kota Jakarta Timur")


def test_a_seat_is_told_by_its_mark_then_by_its_name():
    from geography.seats import Place, choose_seat

    marked, named, larger = (
        Place("Karang", 0, 0, "PPLA2", 0),
        Place("Sabang", 0, 0, "PPL", 10),
        Place("Kota Besar", 0, 0, "PPL", 999),
    )
    assert choose_seat("98.01", "Kabupaten Sabang", [marked, named, larger], {}) is marked
    assert choose_seat("98.71", "Kota Sabang", [named, larger], {}) is named
    assert choose_seat("98.01", "Kabupaten Sabang", [marked, larger], {"98.01": "Kota Besar"}) is larger
    assert choose_seat("98.01", "Kabupaten Lain", [named, larger], {}) is None


def test_a_seat_on_the_wrong_side_of_the_coast_is_moved_inside():
    from geography.seats import Place, moved_inside

    land = shapely.box(0, 0, 1, 1)
    moved = moved_inside(Place("Bandar", 0.5, 1.01, "PPLA2", 0), land)
    assert land.contains(shapely.Point(moved.lon, moved.lat))
    assert (moved.lat, moved.lon) == pytest.approx((0.5, 1.0), abs=0.001)


def test_a_changed_file_is_reported(tmp_path):
    from build_geography import differences

    for folder, text in (("shipped", "a"), ("rebuilt", "b")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "regencies.csv").write_text(text)
        (tmp_path / folder / "same.csv").write_text("same")
    (tmp_path / "shipped" / "left-over.csv").write_text("")
    (tmp_path / "shipped" / "NOTICE.md").write_text("")
    assert differences(tmp_path / "shipped", tmp_path / "rebuilt") == ["left-over.csv", "regencies.csv"]
