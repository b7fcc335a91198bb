"""How many hauls tie commodities together: `python -m benchmarks.nation.hauls`.

A nation over months with hauliers, counted where its commodities have been brought to agree, and at the
optimum, where all hauls are processes: how many of its hauliers' months are worth more than the fee, how many
hauls have a seat, and how many of these carry nothing.
"""

import argparse
import math
import sys

import numpy as np

from benchmarks.nation.program import Nation
from jejaring.planning.simplex.basis import Basis
from jejaring.planning.simplex.coordinate import coordinated
from jejaring.planning.simplex.hauls import own_and_fee
from jejaring.planning.simplex.layout import Layout, lay_out
from jejaring.planning.simplex.solve import optimal_basis

DEARER = 1.0 + 1e-4  # times the fee
NOTHING = 1e-9  # units


def main() -> int:
    """Solve a nation, and print what is counted."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.nation.hauls", description=__doc__)
    options.add_argument("--listings", type=int, default=20_000)
    options.add_argument("--commodities", type=int, default=100)
    options.add_argument("--months", type=int, default=6)
    options.add_argument("--haulage", type=float, default=0.00833, help="share of the listings")
    options.add_argument("--seed", type=int, default=102)
    given = options.parse_args()
    program = Nation(
        given.listings, given.commodities, given.months, 0.01, given.haulage, given.seed
    ).program()
    print("                 scarce  dearer than the fee  of   hauls seated  carrying nothing", flush=True)
    tell("brought to agree", *coordinated(lay_out(program), math.inf))
    tell("at the optimum", *optimal_basis(lay_out(program), math.inf))
    return 0


def tell(when: str, layout: Layout, basis: Basis) -> None:
    """Count hauliers' months and hauls, and print a line."""
    problem = layout.problem
    _, fee = own_and_fee(problem)
    dearer = basis.price[problem.hauliers["node"]] > fee * DEARER
    hauls = basis.roles[problem.first_haul :]
    seated = hauls["seat"] >= 0
    idle = seated & (hauls["level"] <= NOTHING)
    scarce = int(problem.hauliers["scarce"].sum())
    counts = (np.count_nonzero(dearer), len(fee), np.count_nonzero(seated), np.count_nonzero(idle))
    print(f"{when:16} {scarce:6d} {counts[0]:20d} {counts[1]:5d} {counts[2]:12d} {counts[3]:17d}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
