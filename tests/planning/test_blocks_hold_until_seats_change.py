"""Blocks found for one column serve the next: what absorbs it is what a search from nothing would find."""

import math

import numpy as np
import polars as pl
import pytest

from jejaring.market import build_market
from jejaring.market.sample import sample_market
from jejaring.planning.goods import goods_of
from jejaring.planning.lanes import Ways
from jejaring.planning.program import build_program
from jejaring.planning.simplex.basis import BLOCKS, GRAPH, LARGEST_BLOCK, PIVOTS, WORKING
from jejaring.planning.simplex.column import absorb, begin_column, put
from jejaring.planning.simplex.compiled import entry
from jejaring.planning.simplex.coordinate import coordinated
from jejaring.planning.simplex.layout import lay_out
from jejaring.planning.simplex.pivots import PAUSED, optimise
from jejaring.planning.simplex.references import basis_by_reference, problem_by_reference


@entry
def find_rates(by_problem, by_basis, node, rates):
    """How fast each process works more for a unit more at a node; whether that has an answer."""
    problem, basis = problem_by_reference(by_problem), basis_by_reference(by_basis)
    begin_column(basis)
    put(basis, node, 1.0)
    found = absorb(problem, basis)
    for place in range(basis.counts[WORKING]):
        process = basis.working[place]
        rates[process] = basis.roles[process].moving
    return found


def busy_market(seed):
    """Over months, with stores, and with hauliers who are cheap and have too little room."""
    tables = sample_market(200, 2_000, 20, months=3, stores=0.1, haulage=0.05, seed=seed)
    cheap = {"price": pl.lit(1.0), "quantity": pl.lit(100.0)}
    return build_market(tables | {"haulage": tables["haulage"].with_columns(**cheap)})


def rates_at(problem, basis, node):
    rates = np.zeros(len(problem.processes))
    assert find_rates(problem, basis, node, rates)
    return rates


@pytest.mark.parametrize("seed", [8, 10, 11])  # with blocks of several trees
def test_a_column_is_absorbed_as_if_blocks_were_found_anew(seed):
    market = busy_market(seed)
    program = build_program(market, Ways(market.freight, goods_of(market)))
    layout, basis = coordinated(lay_out(program), math.inf)
    problem, random, held = layout.problem, np.random.default_rng(seed), 0
    for _ in range(400):
        if optimise(problem, basis, 0, len(problem.blocks), int(basis.counts[PIVOTS]) + 3) != PAUSED:
            break
        if not (basis.counts[GRAPH] and basis.counts[BLOCKS]):
            continue
        held += 1
        nodes = random.integers(len(problem.taken), size=5)
        known = [rates_at(problem, basis, node) for node in nodes]
        basis.counts[GRAPH] = 0
        for node, rates in zip(nodes, known, strict=True):
            np.testing.assert_allclose(rates, rates_at(problem, basis, node), rtol=1e-6, atol=1e-9)
    assert held > 20
    assert basis.counts[LARGEST_BLOCK] > 1
