"""The shares of a process come closer to agreeing while commodities are still solved alone.

When sweeps move hardly anything any more, the shares of some processes still disagree. At present prices
such a process earns its fee very nearly, and so do others like it: its product's commodity has chosen the
one, its material's the other. So it gets a *bias*: it is asked a hundredth of what it gives
more than its fee, or less, and in all its shares alike. One of them says which, in one sweep that of its
product, in the next that of its material. Where the shares of a process agree its bias fades.

The last ones stay while kilograms are priced. The whole is solved at the fees as they are.
"""

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.simplex.basis import Basis
from jejaring.planning.simplex.problem import Problem
from jejaring.planning.simplex.shares import Shares

Floats = NDArray[np.float64]

BIAS = 0.01  # of what a unit of a process gives is worth
FADING = 0.5  # of a bias is left after each sweep in which shares agree
AGREED = 1e-9  # of a process's bound


def renew_biases(problem: Problem, shares: Shares, basis: Basis, bias: Floats, *, product_says: bool) -> None:
    """Give processes whose shares disagree a bias; that of others fades.

    Parameters
    ----------
    bias : array, shape (processes,)
        Rupiah a unit of each process is asked beyond its fee; changed in place.
    product_says : bool
        Whether the share that gives most says what is to be done, or the one that takes most.
    """
    alone, level = shares.problem, basis.roles["level"]
    upper = problem.processes["upper"]
    least, most, given = upper.copy(), np.zeros(len(upper)), np.zeros(len(upper))
    np.minimum.at(least, shares.process, level)
    np.maximum.at(most, shares.process, level)
    share = np.repeat(
        np.arange(len(alone.processes)), alone.processes["last_entry"] - alone.processes["first_entry"]
    )
    worth = np.bincount(
        share, weights=alone.entry_quantity * basis.price[alone.entry_node], minlength=len(alone.processes)
    )
    np.add.at(given, shares.process, np.maximum(worth, 0.0))
    order = np.lexsort((worth if product_says else -worth, shares.process))
    says = order[np.flatnonzero(np.diff(shares.process[order], append=-1))]
    works = np.zeros(len(upper), dtype=np.bool_)
    works[shares.process[says]] = level[says] > 0.5 * upper[shares.process[says]]
    disagree = most - least > AGREED * upper
    bias[:] = np.where(disagree, np.where(works, -BIAS, BIAS) * given, FADING * bias)
