"""Hauls are lanes of hauliers who have kilograms enough; what is crowded later is shared from then on."""

import math

import numpy as np
import polars as pl
import pytest

from jejaring.market import build_market
from jejaring.market.sample import sample_market
from jejaring.planning import solvers
from jejaring.planning.goods import goods_of
from jejaring.planning.lanes import Ways
from jejaring.planning.program import build_program
from jejaring.planning.simplex.coordinate import coordinated
from jejaring.planning.simplex.hauls import (
    arcs_of_hauliers,
    carried_by_lanes,
    hauls_for_lanes,
    own_and_fee,
)
from jejaring.planning.simplex.layout import lay_out
from jejaring.planning.simplex.solve import pivot_to_optimum


def program_with_hauliers(seed, kilograms):
    tables = sample_market(200, 2_000, 20, months=2, stores=0.05, haulage=0.05, seed=seed)
    cheap = {"price": pl.lit(1.0), "quantity": pl.lit(kilograms)}
    market = build_market(tables | {"haulage": tables["haulage"].with_columns(**cheap)})
    return build_program(market, Ways(market.freight, goods_of(market)))


def scarce_and_crowded(layout, basis):
    """Which hauliers' kilograms are scarce, and of which others more is carried than they have."""
    own, _ = own_and_fee(layout.problem)
    carried = carried_by_lanes(basis, arcs_of_hauliers(layout.problem, basis), len(own))
    scarce = layout.problem.hauliers["scarce"] == 1
    return scarce, ~scarce & (carried > own * (1 + 1e-9))


@pytest.mark.parametrize("seed", [2, 3])
def test_what_is_crowded_later_is_shared_from_then_on(seed):
    program = program_with_hauliers(seed, kilograms=2_000.0)
    layout, basis = pivot_to_optimum(*coordinated(lay_out(program), math.inf), math.inf)
    before, crowded = scarce_and_crowded(layout, basis)
    assert before.any()  # some share
    assert not before.all()  # others have plenty
    assert crowded.any()
    layout, basis, found = hauls_for_lanes(layout, basis)
    assert found == np.count_nonzero(crowded)
    after, still = scarce_and_crowded(layout, basis)
    np.testing.assert_array_equal(after, before | crowded)
    assert not still.any()


def test_in_the_end_all_hauls_are_processes():
    program = program_with_hauliers(2, kilograms=2_000.0)
    layout, basis = solvers.solve(program, solver="simplex").basis
    assert (layout.problem.hauliers["scarce"] == 1).all()
    assert len(arcs_of_hauliers(layout.problem, basis)[0]) == 0
