"""A piece that carries nothing is hung elsewhere without a column, and only where nothing else could move.

0 -> 1 -> 2      3      two trees; 3 -> 2 enters, or 2 -> 3
"""

import numpy as np
import pytest
from tests.planning.machine_code import sampled

from jejaring.planning.goods import goods_of
from jejaring.planning.lanes import Ways
from jejaring.planning.program import build_program
from jejaring.planning.simplex.basis import LADDER, empty_basis
from jejaring.planning.simplex.compiled import entry
from jejaring.planning.simplex.forest import hang
from jejaring.planning.simplex.idle import hung_elsewhere
from jejaring.planning.simplex.layout import lay_out
from jejaring.planning.simplex.references import basis_by_reference, problem_by_reference
from jejaring.planning.simplex.seats import touch
from jejaring.planning.simplex.worth import price_below

AWAY, TOWARD = -1.0, 1.0


@entry
def hang_by_hand(by_basis, node, parent, cost, toward_parent, flow):
    basis = basis_by_reference(by_basis)
    hang(basis.nodes, node, parent, cost, toward_parent, flow)
    top = parent
    while basis.nodes[top].parent >= 0:
        top = basis.nodes[top].parent
    price_below(basis, top, top)


@entry
def touch_by_hand(by_problem, by_basis, process):
    touch(problem_by_reference(by_problem), basis_by_reference(by_basis), process)


@entry
def hung(by_basis, origin, destination, cost):
    return hung_elsewhere(basis_by_reference(by_basis), origin, destination, cost)


@pytest.fixture(scope="module")
def problem():
    market = sampled()
    return lay_out(build_program(market, Ways(market.freight, goods_of(market)))).problem


def two_trees(problem, first_flow, second_flow, direction=AWAY):
    basis = empty_basis(problem)
    basis.nodes["anchor"] = LADDER
    basis.price[[0, 3]] = 100.0, 20.0
    hang_by_hand(basis, 1, 0, 10.0, direction, first_flow)
    hang_by_hand(basis, 2, 1, 5.0, direction, second_flow)
    return basis


def hangs(basis, node):
    return tuple(
        basis.nodes[name][node].item() for name in ("parent", "arc_cost", "toward_parent", "flow", "top")
    )


def test_only_what_hangs_by_the_nearest_empty_arc_moves(problem):
    basis = two_trees(problem, 0.0, 0.0)
    assert hung(basis, 3, 2, 1.0)
    assert hangs(basis, 2) == (3, 1.0, AWAY, 0.0, 3)
    assert hangs(basis, 1) == (0, 10.0, AWAY, 0.0, 0)
    assert basis.price[[1, 2]].tolist() == [110.0, 21.0]


def test_what_flows_within_the_piece_goes_on_flowing(problem):
    basis = two_trees(problem, 0.0, 4.0)
    assert hung(basis, 3, 2, 1.0)
    assert hangs(basis, 2) == (3, 1.0, AWAY, 0.0, 3)
    assert hangs(basis, 1) == (2, 5.0, TOWARD, 4.0, 3)
    assert basis.price[[1, 2]].tolist() == [16.0, 21.0]


def test_a_source_that_sends_nothing_finds_a_dearer_place(problem):
    basis = two_trees(problem, 0.0, 0.0, TOWARD)
    assert basis.price[2] == 85.0
    basis.price[3] = 120.0
    assert hung(basis, 2, 3, 1.0)
    assert hangs(basis, 2) == (3, 1.0, TOWARD, 0.0, 3)
    assert basis.price[2] == 119.0


@pytest.mark.parametrize(
    ("first_flow", "second_flow", "direction", "arc"),
    [
        pytest.param(4.0, 4.0, AWAY, (3, 2), id="all carry something"),
        pytest.param(0.0, 0.0, TOWARD, (3, 2), id="they would carry more"),
        pytest.param(0.0, 4.0, AWAY, (1, 2), id="it begins in the piece"),
    ],
)
def test_else_a_column_is_needed(problem, first_flow, second_flow, direction, arc):
    basis = two_trees(problem, first_flow, second_flow, direction)
    before = basis.nodes.copy()
    assert not hung(basis, *arc, 1.0)
    assert (basis.nodes == before).all()


def test_what_a_basic_process_touches_needs_a_column(problem):
    basis = two_trees(problem, 0.0, 0.0)
    process = 0
    entries = slice(problem.processes["first_entry"][process], problem.processes["last_entry"][process])
    basis.entries["node"][entries] = np.arange(2, 2 + entries.stop - entries.start)
    touch_by_hand(problem, basis, process)
    assert not hung(basis, 3, 2, 1.0)
