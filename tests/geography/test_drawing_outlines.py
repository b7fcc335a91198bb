"""Outlines become SVG paths on a picture of the wanted size."""

import re

import numpy as np
import pytest

from jejaring.geography import Outline, Projection, province_outlines, regency_outlines, svg_path

SQUARE = Outline("00", (np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0], [0.0, 0.0]]),))


def corners(path: str) -> list[list[tuple[float, float]]]:
    """The corners of each ring of a path of moves, relative lines and closes."""
    rings = []
    for ring in re.findall(r"M([^z]*)z", path):
        numbers = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", ring.replace("l", " "))]
        steps = np.array(numbers).reshape(-1, 2)
        rings.append([(float(x), float(y)) for x, y in np.cumsum(steps, axis=0)])
    return rings


def test_the_box_fills_the_picture_with_north_up():
    projection = Projection(0, -1, 10, 1, width=100, height=20)
    assert projection([5, 0]) == pytest.approx([50, 10])
    assert projection([0, 0])[0] == pytest.approx(0, abs=0.01)
    assert projection([10, 0])[0] == pytest.approx(100, abs=0.01)
    assert projection([5, 1])[1] < projection([5, -1])[1]


def test_away_from_the_equator_a_degree_of_longitude_is_drawn_shorter():
    projection = Projection(0, 59, 10, 61, width=100, height=100)
    across = projection([1, 60])[0] - projection([0, 60])[0]
    up = projection([0, 59])[1] - projection([0, 60])[1]
    assert across / up == pytest.approx(0.5, abs=0.001)


def test_a_picture_around_outlines_holds_them_whole():
    projection = Projection.around(province_outlines(), width=800, margin=10)
    pixels = projection(np.concatenate([ring for outline in province_outlines() for ring in outline.rings]))
    assert pixels.min() >= 9.9
    assert pixels[:, 0].max() <= 790.1
    assert pixels[:, 1].max() <= projection.height - 9.9
    with pytest.raises(ValueError, match="no outline"):
        Projection.around([], width=800)


def test_a_square_is_drawn_as_a_square():
    projection = Projection(0, 0, 10, 10, width=100, height=100)
    ring = corners(svg_path(SQUARE, projection, precision=0.1))[0]
    assert np.allclose(ring, projection(SQUARE.rings[0][:-1]), atol=0.051)


def test_what_is_too_small_to_see_is_not_drawn():
    assert svg_path(SQUARE, Projection(0, 0, 1000, 1000, width=10, height=10)) == ""


def test_neighbours_keep_their_common_border_on_the_picture():
    projection = Projection.around(province_outlines(), width=900)
    drawn = {
        outline.code: {corner for ring in corners(svg_path(outline, projection)) for corner in ring}
        for outline in province_outlines()
    }
    assert len(drawn["33"] & drawn["34"]) > 5  # Jawa Tengah and Yogyakarta
    assert not drawn["33"] & drawn["51"]


def test_the_national_map_is_light_enough_for_a_phone():
    projection = Projection.around(province_outlines(), width=720)
    paths = [svg_path(outline, projection, precision=1.0) for outline in province_outlines()]
    assert all(paths)
    assert len("".join(paths)) < 60_000
    regencies = [svg_path(outline, projection) for outline in regency_outlines()]
    assert sum(map(bool, regencies)) > 480
