"""Clearing a nation's debts, beside the bare call of the same flow solver.

    python -m benchmarks.clearing --debts 300000 --firms 40000 --seed 1

The bare call gets the same arrays and does no more than find the flow: no pairs, no potentials, no set-offs
in due order. Each run does both, one after the other, on the same debts; ratios are within a run.
"""

import argparse
import resource
import statistics
import sys
import time

import numpy as np
import polars as pl
from ortools.graph.python import min_cost_flow

from jejaring.clearing import Obligations, clear


def main() -> int:
    """Measure; fail where the two clear different totals."""
    given = _options()
    debts = random_debts(given.debts, given.firms, given.seed)
    ratios = []
    print(f"{given.debts:,} debts among {given.firms:,} firms, seed {given.seed}")
    for run in range(given.repeat):
        started = time.perf_counter()
        clearing = clear(debts)
        ours = time.perf_counter() - started
        started = time.perf_counter()
        bare = bare_flow(debts)
        theirs = time.perf_counter() - started
        if clearing.cleared != bare:
            print(f"cleared {clearing.cleared}, the bare call {bare}", file=sys.stderr)
            return 1
        ratios.append(ours / theirs)
        print(f"run {run + 1}: {ours:.2f} s, bare OR-Tools {theirs:.2f} s, ratio {ratios[-1]:.2f}")
    share = clearing.cleared / debts.gross
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"median ratio {statistics.median(ratios):.2f}; cleared {share:.1%}; peak memory {memory:,.0f} MB")
    return 0


def random_debts(debts: int, firms: int, seed: int) -> Obligations:
    """Debts among firms of very different sizes: few owe and are owed much, many little."""
    rng = np.random.default_rng(seed)
    weight = rng.pareto(1.2, firms) + 0.1
    debtor, creditor = rng.choice(firms, (2, debts), p=weight / weight.sum())
    creditor = np.where(debtor == creditor, (creditor + 1) % firms, creditor)
    amount = np.ceil(np.exp(rng.normal(14, 1.5, debts))).astype(np.int64)
    firm = pl.Series([f"F{number}" for number in range(firms)])
    table = pl.DataFrame(
        {
            "id": [f"U{number}" for number in range(debts)],
            "debtor": firm.gather(debtor),
            "creditor": firm.gather(creditor),
            "amount": amount,
            "due": pl.Series(rng.integers(20_000, 20_365, debts)).cast(pl.Int32).cast(pl.Date),
        }
    )
    return Obligations.of(table)


def bare_flow(debts: Obligations) -> int:
    """What OR-Tools' minimum-cost flow clears of the whole network."""
    solver = min_cost_flow.SimpleMinCostFlow()
    cost = np.full(len(debts), -1, dtype=np.int64)
    arcs = solver.add_arcs_with_capacity_and_unit_cost(debts.debtor, debts.creditor, debts.amount, cost)
    assert solver.solve() == solver.OPTIMAL
    return int(solver.flows(arcs).sum())


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="python -m benchmarks.clearing", description=__doc__)
    options.add_argument("--debts", type=int, default=300_000)
    options.add_argument("--firms", type=int, default=40_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--repeat", type=int, default=5)
    return options.parse_args()


if __name__ == "__main__":
    sys.exit(main())
