"""The map's outlines cover the country once: right areas, no gaps, no overlaps, borders in common."""

import csv
from pathlib import Path

import numpy as np
import pytest

from jejaring.geography import Outline, province_outlines, regencies, regency_outlines, region_codes

shapely = pytest.importorskip("shapely")

REFERENCE = Path(__file__).parents[2].parent / "shared" / "data" / "regencies.csv"
EARTH_RADIUS = 6371.0072  # km, of the sphere with the earth's surface


def square_kilometres(outline: Outline) -> float:
    """Area on the sphere: outer rings count up, holes down."""
    total = 0.0
    for ring in outline.rings:
        lon, height = np.radians(ring[:, 0]), np.sin(np.radians(ring[:, 1]))
        total -= float(np.sum(np.diff(lon) * (height[1:] + height[:-1]) / 2))
    return total * EARTH_RADIUS**2


def shape(outline: Outline):
    """The outline as polygons: each hole belongs to the outer ring before it."""
    polygons = []
    for ring in outline.rings:
        if shapely.is_ccw(shapely.linearrings(ring)):
            polygons.append((ring, []))
        else:
            polygons[-1][1].append(ring)
    return shapely.MultiPolygon(polygons)


@pytest.fixture(scope="module")
def regency_shapes():
    return {outline.code: shape(outline) for outline in regency_outlines()}


def test_every_province_and_regency_has_an_outline():
    assert {outline.code for outline in province_outlines()} == region_codes("province")
    assert {outline.code for outline in regency_outlines()} == region_codes("regency")
    for outline in (*province_outlines(), *regency_outlines()):
        assert outline.rings, outline.code
        for ring in outline.rings:
            assert ring.shape[1] == 2
            assert len(ring) >= 4
            assert np.array_equal(ring[0], ring[-1])


def test_regencies_neither_overlap_nor_gape(regency_shapes):
    shapes = np.array(list(regency_shapes.values()), dtype=object)
    assert all(shapely.is_valid(shapes))
    assert shapely.coverage_is_valid(shapes)


def test_a_province_is_exactly_its_regencies(regency_shapes):
    for outline in province_outlines():
        own = [each for code, each in regency_shapes.items() if code.startswith(outline.code)]
        assert shapely.coverage_union_all(own).equals(shape(outline)), outline.code


def test_every_regency_lies_about_its_point(regency_shapes):
    for code, lat, lon in regencies().select("code", "lat", "lon").iter_rows():
        # Simplifying moves coasts by up to 3 km, and towns sit on coasts.
        assert regency_shapes[code].distance(shapely.Point(lon, lat)) < 0.03, code


@pytest.mark.parametrize(
    ("code", "name", "official"),
    [
        ("11", "Aceh", 56_839),
        ("32", "Jawa Barat", 37_041),
        ("33", "Jawa Tengah", 34_337),
        ("34", "Daerah Istimewa Yogyakarta", 3_171),
        ("35", "Jawa Timur", 48_037),
        ("51", "Bali", 5_590),
        ("62", "Kalimantan Tengah", 153_444),
    ],
)
def test_provinces_have_their_official_area(code, name, official):
    area = {outline.code: square_kilometres(outline) for outline in province_outlines()}
    assert area[code] == pytest.approx(official, rel=0.02), name


def test_the_country_has_its_official_area():
    # 1,892,410 km2 in the ministry's list of 2022.
    assert sum(map(square_kilometres, province_outlines())) == pytest.approx(1_892_410, rel=0.01)


@pytest.mark.skipif(not REFERENCE.exists(), reason="no reference areas beside this checkout")
def test_most_regencies_have_their_official_area():
    with REFERENCE.open(encoding="utf-8", newline="") as file:
        official = {r["code"]: float(r["area_km2"]) for r in csv.DictReader(file) if r["area_km2"]}
    area = {outline.code: square_kilometres(outline) for outline in regency_outlines()}
    close = [code for code, size in official.items() if abs(area[code] / size - 1) < 0.2]
    assert len(close) >= 0.95 * len(official)


def test_outlines_cannot_be_changed_by_mistake():
    with pytest.raises(ValueError, match="read-only"):
        province_outlines()[0].rings[0][0, 0] = 0.0
