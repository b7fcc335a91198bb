from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jejaring.report.strands import arc, simplified, strands

points = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=8)
journeys = st.lists(st.tuples(points, st.integers(0, 2), st.floats(1, 100)), max_size=6)


def tonne_steps(paths, weights):
    """Weight times steps that go anywhere: what the lines on a map stand for."""
    return sum(
        weight * sum(tuple(a) != tuple(b) for a, b in pairwise(path))
        for path, weight in zip(paths, weights, strict=True)
    )


def test_two_paths_through_one_strait_are_one_thick_strand_there():
    north = np.array([[0.0, 0], [1, 1], [2, 1], [3, 2]])
    south = np.array([[0.0, 2], [1, 1], [2, 1], [3, 0]])
    made = strands([north, south], [0, 1], [5.0, 7.0], resolution=0.1)
    assert len(made) == 5
    assert made[-1].weights.tolist() == [5.0, 7.0]
    assert made[-1].points.tolist() == [[1, 1], [2, 1]]


def test_a_strand_points_where_more_of_the_weight_goes():
    path = np.array([[0.0, 0], [1, 0], [2, 0]])
    [strand] = strands([path, path[::-1]], [0, 0], [3.0, 9.0], resolution=0.1)
    assert strand.points[0].tolist() == [2, 0]
    assert strand.weights.tolist() == [12.0]


@given(journeys)
def test_no_weight_is_lost_or_made_on_any_stretch(journeys):
    paths = [np.array(path, dtype=float) for path, _, _ in journeys]
    weights = [weight for _, _, weight in journeys]
    made = strands(paths, [kind for _, kind, _ in journeys], weights, resolution=0.5)
    drawn = tonne_steps([strand.points for strand in made], [strand.weights.sum() for strand in made])
    assert np.isclose(drawn, tonne_steps(paths, weights))


def test_a_simplified_line_keeps_its_ends_and_stays_near():
    line = np.column_stack([np.linspace(0, 10, 101), np.sin(np.linspace(0, 10, 101))])
    short = simplified(line, 0.05)
    assert short[0].tolist() == line[0].tolist()
    assert short[-1].tolist() == line[-1].tolist()
    assert len(short) < 30
    assert np.abs(np.interp(line[:, 0], short[:, 0], short[:, 1]) - line[:, 1]).max() < 0.1


def test_an_arc_starts_and_ends_where_the_goods_do():
    line = arc(np.array([0.0, 0.0]), np.array([4.0, 0.0]))
    assert line[0].tolist() == [0, 0]
    assert line[-1].tolist() == [4, 0]
    assert abs(line[8, 1]) > 0.2
