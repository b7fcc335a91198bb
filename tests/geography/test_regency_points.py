"""Every regency has a point in it, on the island its government sits on."""

import csv
from pathlib import Path

import numpy as np
import pytest

from jejaring.geography import regencies

REFERENCE = Path(__file__).parents[2].parent / "shared" / "data" / "regencies.csv"
ISLAND = dict(regencies().select("code", "island").iter_rows())
POINT = {code: (lat, lon) for code, lat, lon in regencies().select("code", "lat", "lon").iter_rows()}


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance by the haversine formula."""
    lat_a, lon_a, lat_b, lon_b = np.radians([*a, *b])
    h = np.sin((lat_b - lat_a) / 2) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    return float(2 * 6371.0 * np.arcsin(np.sqrt(h)))


@pytest.mark.parametrize(
    ("code", "place", "lat", "lon"),
    [
        ("32.05", "Garut", -7.21, 107.90),
        ("35.78", "Surabaya", -7.25, 112.75),
        ("91.71", "Jayapura", -2.53, 140.72),
        ("11.71", "Banda Aceh", 5.55, 95.32),
        ("53.71", "Kupang", -10.17, 123.60),
        ("13.09", "Tuapejat", -2.03, 99.59),
        ("81.08", "Tiakur", -8.15, 127.80),
        ("65.03", "Nunukan", 4.14, 117.66),
    ],
)
def test_the_point_is_the_seat_of_government(code, place, lat, lon):
    assert kilometres(POINT[code], (lat, lon)) < 12, place


def test_one_island_has_one_number_and_straits_part_islands():
    java = {ISLAND[code] for code in ISLAND if code[:2] in {"32", "33", "34", "36"}}
    assert len(java) == 1
    assert ISLAND["35.78"] in java  # Surabaya
    madura = {ISLAND[code] for code in ("35.26", "35.27", "35.28", "35.29")}
    assert len(madura) == 1
    assert not madura & java  # the Suramadu bridge joins roads, not land
    assert ISLAND["51.71"] not in java | {ISLAND["52.71"]}  # Bali, Lombok
    assert ISLAND["63.71"] == ISLAND["61.71"] == ISLAND["65.01"] == 1  # Kalimantan
    assert ISLAND["12.71"] == ISLAND["18.71"] == 2  # Sumatra
    assert ISLAND["12.17"] == 2  # Samosir: an island in a lake is no island at sea
    assert ISLAND["65.71"] != 1  # Tarakan
    assert ISLAND["82.71"] != ISLAND["82.72"]  # Ternate, Tidore


@pytest.mark.skipif(not REFERENCE.exists(), reason="no reference points beside this checkout")
def test_points_agree_with_independent_ones():
    with REFERENCE.open(encoding="utf-8", newline="") as file:
        reference = {row["code"]: row for row in csv.DictReader(file)}
    far = [
        code
        for code, row in reference.items()
        if kilometres(POINT[code], (float(row["lat"]), float(row["lon"]))) > 40
    ]
    assert set(reference) == set(POINT)
    assert len(reference) - len(far) >= 490, far


@pytest.mark.skipif(not REFERENCE.exists(), reason="no reference islands beside this checkout")
def test_islands_agree_with_independent_ones():
    with REFERENCE.open(encoding="utf-8", newline="") as file:
        theirs = {row["code"]: row["island"] for row in csv.DictReader(file)}
    # Where the seat stands on another island than the point of the reference.
    elsewhere = {"14.03", "51.05", "63.02", "65.03", "82.04", "82.72", "81.08"}
    codes = [code for code in ISLAND if code not in elsewhere]
    pairs = {(ISLAND[code], theirs[code]) for code in codes}
    assert len(pairs) == len({ours for ours, _ in pairs}) == len({other for _, other in pairs})
