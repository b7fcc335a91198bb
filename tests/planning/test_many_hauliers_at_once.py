"""Where hauliers are many and short of kilograms, the goods that gain most by them are carried."""

import numpy as np
import pytest
from random_markets import HANDLING, MONTHS, REGENCIES, frames_of
from seeds import seeds

from jejaring.market import build_market
from jejaring.planning import simplex, solvers
from jejaring.planning.goods import goods_of
from jejaring.planning.lanes import Ways
from jejaring.planning.program import build_program
from jejaring.planning.solution import bound_of

GOODS = 12


def crowded_market(seed):
    """Twelve goods between eight regencies, and sixty hauliers who can carry little of it."""
    random = np.random.default_rng(seed)
    months = MONTHS[: int(random.integers(1, 3))]

    def listing(kind, number, **more):
        month = str(random.choice(months))
        return {
            "id": f"{kind}{number}",
            "cooperative": f"{kind}{number}",
            "from": month,
            "until": month,
        } | more

    def traded(kind, number, low, high):
        return listing(
            kind,
            number,
            region=str(random.choice(REGENCIES)),
            commodity=f"g{random.integers(GOODS)}",
            quantity=float(random.integers(1, 40) * 100),
            price=float(random.integers(low, high) * 100),
        )

    def haul(number):
        origin, destination = random.choice(REGENCIES, 2, replace=False)
        return listing(
            "h",
            number,
            origin=str(origin),
            destination=str(destination),
            quantity=float(random.integers(1, 30) * 100),
            hours=24.0,
            price=float(random.choice([0, 50, 200, 400, 400, 900])),
        )

    return build_market(
        frames_of(
            commodities=[
                {
                    "commodity": f"g{number}",
                    "kg_per_unit": float(random.choice([0.001, 1.0, 1.0, 25.0])),
                    "handling": str(random.choice(HANDLING)),
                }
                for number in range(GOODS)
            ],
            offers=[traded("o", number, 20, 90) for number in range(80)],
            needs=[traded("n", number, 60, 200) for number in range(80)],
            haulage=[haul(number) for number in range(60)],
        )
    )


@pytest.mark.parametrize("seed", seeds(quick=8))
def test_our_solver_carries_what_highs_carries(seed):
    market = crowded_market(seed)
    program = build_program(market, Ways(market.freight, goods_of(market)))
    highs = solvers.solve(program, solver="highs")
    ours = simplex.solve(program, again=False)  # raises when it does not prove its answer
    assert bound_of(program, ours) == pytest.approx(bound_of(program, highs), rel=1e-9, abs=1e-6)
    assert ours.flows.quantity[ours.flows.haulage >= 0].sum() > 0.0
