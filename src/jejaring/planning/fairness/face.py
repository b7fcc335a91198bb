"""The optimal prices of a market as a polyhedron, written down from one optimal plan.

Prices are optimal exactly when they leave nobody in the plan a better deal (complementary slackness): what
is used in part is worth what it asks, what is used in full at least that, what is unused at most that; goods
that move are worth their freight more where they arrive; what is left lying is worth nothing. Any optimal
plan gives the same polyhedron. This module writes those conditions down; it refuses to know how a point of it
is chosen.

Variables stand in this order: the price at every node; the worth of every listing with a window of several
months (an offer's is the most, a need's the least it trades at); the rent of every haulier's kilogram.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from jejaring.planning.activities import KINDS
from jejaring.planning.fairness.carrying import add_hauls, add_rests, add_ties
from jejaring.planning.fairness.conditions import Conditions, least_of
from jejaring.planning.fairness.reach import lanes_of, within_reach
from jejaring.planning.fairness.worth import add_trades, add_works
from jejaring.planning.program import Program
from jejaring.planning.solution import Solution

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Ways:
    """Where one commodity may move: the price at the end is at most that at the start, cost and rent."""

    start: Ints
    end: Ints
    cost: Floats
    rent: Ints
    """The variable that is the rent of the haulier's kilogram; -1: the open network, which has none."""
    kg: Floats
    """Kilograms per unit."""


@dataclass(frozen=True)
class Face:
    """Conditions on prices: matrix @ prices <=, == or >= limit, by `use`; and those of `ways`, all <=."""

    program: Program
    matrix: csr_array
    """Shape (conditions, variables)."""
    limit: Floats
    """What each thing asks, rupiah."""
    use: NDArray[np.int8]
    """UNUSED, PARTLY or FULL."""
    weight: Floats
    """Where `use` is FULL quantity^2 / put-in, so that weight x rent^2 is gain^2 / put-in; else 0."""
    known: Floats
    """Shape (variables,): one point of the polyhedron, the solver's, to within its tolerance."""
    of_activity: dict[str, Ints]
    """Per kind: the condition that compares each activity's worth with what it asks; -1: none."""
    in_time: NDArray[np.bool_]
    """Shape (commodities, haulage listings): what a haulier may carry."""

    def nodes_of(self, commodity: int) -> slice:
        """The variables that are prices of a commodity."""
        nodes = self.program.nodes
        first = int(nodes.base[commodity])
        return slice(first, first + int(nodes.places[commodity]) * len(self.program.periods))

    def ways(self, commodity: int) -> Ways:
        """All ways of a commodity in all periods, by the open network and with hauliers."""
        program, lanes = self.program, lanes_of(self.program, commodity)
        first = (
            self.nodes_of(commodity).start
            + np.arange(len(program.periods))[:, None] * program.nodes.places[commodity]
        )
        haulage, kg = program.activities["haulage"], program.goods.kg_per_unit[commodity]
        carries = np.flatnonzero(self.in_time[commodity, haulage.listing] & (haulage.quantity > 0))
        month = first[haulage.period[carries], 0]
        rents = self.matrix.shape[1] - len(haulage)
        open_ways = len(first) * len(lanes.origin)
        return Ways(
            start=np.append((first + lanes.origin).ravel(), month + haulage.place[carries]),
            end=np.append((first + lanes.destination).ravel(), month + program.carriage.destination[carries]),
            cost=np.append(np.tile(lanes.rupiah_per_unit, len(first)), kg * haulage.price[carries]),
            rent=np.append(np.full(open_ways, -1), rents + carries),
            kg=np.full(open_ways + len(carries), kg),
        )


def face_of(program: Program, solution: Solution, levels: dict[str, Floats]) -> Face:
    """The optimal prices of `program`.

    Parameters
    ----------
    program : Program
    solution : Solution
        Any optimum; its prices say what rounding leaves open.
    levels : dict
        Per kind the level of every activity, as the plan will state it.
    """
    activities, nodes, least = program.activities, program.nodes, least_of(program)
    known = within_reach(program, solution.prices)
    rows = Conditions()
    of_activity = {kind: np.full(len(activities[kind]), -1) for kind in KINDS}
    variables = [known]
    count = nodes.count
    for kind, sign in (("offers", 1.0), ("needs", -1.0)):
        worth = add_trades(
            program, rows, kind, sign, levels[kind], least[kind], known, count, of_activity[kind]
        )
        variables.append(worth)
        count += len(worth)
    add_works(program, rows, levels, least, known, of_activity)
    rent = add_hauls(
        program, solution, rows, levels["haulage"], least["haulage"], known, count, of_activity["haulage"]
    )
    variables.append(rent)
    count += len(rent)
    add_rests(program, solution, rows, levels, known)
    add_ties(program, solution, rows, known)
    matrix = coo_array(
        (np.concatenate(rows.values), (np.concatenate(rows.rows), np.concatenate(rows.columns))),
        shape=(rows.count, count),
    ).tocsr()
    return Face(
        program=program,
        matrix=matrix,
        limit=np.concatenate(rows.limits),
        use=np.concatenate(rows.uses),
        weight=np.concatenate(rows.weights),
        known=np.concatenate(variables),
        of_activity=of_activity,
        in_time=program.carriage.in_time(program.goods),
    )
