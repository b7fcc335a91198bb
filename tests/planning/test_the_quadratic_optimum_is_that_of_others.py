"""The gains are those that another solver finds for another way of writing the same question down.

Here every price and rent is a variable, no deal may pay, all rents together are the surplus (strong duality,
where the plan uses complementary slackness), and the sum of gain^2 / put-in is least. HiGHS' quadratic solver
answers it.
"""

from collections import defaultdict

import highspy
import numpy as np
import pytest
from oracle import optimum, write_program
from reading import read_plainly
from scipy.sparse import csr_array
from seeds import market_and_plan, seeds

NEAR = 1e-4  # of the gains of all: HiGHS ends its quadratic walk with this much to spare
SPARE = (1e-9, 1e-8, 1e-7)  # of the surplus: how much more all rents may be, where HiGHS finds no way without


def gains_by_highs(market, spare: float) -> dict | None:
    """Gain by limit, (listing,) or (listing, month); None where HiGHS finds no answer."""
    facts = read_plainly(market)
    variables, limits = write_program(facts)
    best = optimum(market).surplus
    price = {listing.id: listing.price or 1.0 for listing in facts.every_listing()}
    nodes = dict.fromkeys(node for variable in variables.values() for node in variable.flows)
    column = {key: number for number, key in enumerate([*nodes, *limits])}
    # Prices in thousands of rupiah and quantities as shares of the surplus: numbers near 1.
    unit = 1e3
    entries = [
        (row, column[key], amount)
        for row, variable in enumerate(variables.values())
        for key, amount in [*variable.flows.items(), *((k, -use) for k, use in variable.limits.items())]
    ]
    entries += [
        (len(variables), column[key], quantity * unit / best) for key, quantity in limits.items() if quantity
    ]
    rows, columns, amounts = (np.array(part) for part in zip(*entries, strict=True))
    matrix = csr_array((amounts, (rows, columns)), shape=(len(variables) + 1, len(column)))
    weight = np.zeros(len(column))
    for key, quantity in limits.items():
        weight[column[key]] = 2.0 * quantity / price[key[0]] * unit**2 / best
    model = highspy.HighsModel()
    lp, hessian = model.lp_, model.hessian_
    lp.num_row_, lp.num_col_ = matrix.shape
    lp.col_cost_ = np.zeros(len(column))
    lp.col_lower_, lp.col_upper_ = np.zeros(len(column)), np.full(len(column), np.inf)
    lp.row_lower_ = np.full(matrix.shape[0], -np.inf)
    lp.row_upper_ = np.array([*(-v.worth / unit for v in variables.values()), 1.0 + spare])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = matrix.indptr, matrix.indices
    lp.a_matrix_.value_ = matrix.data
    curved = np.flatnonzero(weight)
    hessian.dim_ = len(column)
    hessian.format_ = highspy.HessianFormat.kTriangular
    hessian.start_ = np.searchsorted(curved, np.arange(len(column) + 1))
    hessian.index_, hessian.value_ = curved, weight[curved]
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("time_limit", 2.0)
    highs.passModel(model)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    rent = np.asarray(highs.getSolution().col_value) * unit
    return {key: quantity * rent[column[key]] for key, quantity in limits.items()}


@pytest.mark.parametrize("seed", seeds(quick=25))
def test_gains_are_those_of_highs(seed):
    market, proposal = market_and_plan(seed)
    if proposal.surplus <= 0:
        return
    answers = (gains_by_highs(market, spare) for spare in SPARE)
    theirs = next((answer for answer in answers if answer is not None), None)
    if theirs is None:
        pytest.skip("HiGHS found no answer")
    months = read_plainly(market).months
    ours: dict = defaultdict(float)
    for row in proposal.levels.to_dicts():
        ours[(row["listing"], months.index(row["period"]))] += row["gain"]
    for key, gain in theirs.items():
        own = ours[key] if len(key) == 2 else sum(ours[key[0], t] for t in range(len(months)))
        assert own == pytest.approx(gain, abs=NEAR * proposal.surplus), key
