"""Whole steps from levels: work is rounded and held; how goods then move is a transport problem.

The corners of a transport problem with whole amounts are whole, so its solution needs no rounding: where
offers are sold by the sack and shoes by the pair, sacks and pairs move. Only what hauliers carry, whose
kilograms all goods share, may come out in parts: it is rounded down and held, the rest of it goes by the
open network.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, eye_array, hstack

from jejaring.planning.activities import KINDS
from jejaring.planning.flows import parcels_of
from jejaring.planning.highs import linear_program, simplex, typical
from jejaring.planning.moves import Flows, used_moves
from jejaring.planning.parties import Side, givers_and_takers
from jejaring.planning.practical.deals import OPEN, step_down, step_up, whole_above, whole_below
from jejaring.planning.practical.listed import Listed
from jejaring.planning.practical.near import with_open_lanes
from jejaring.planning.practical.transport import Transport, commodity_of
from jejaring.planning.program import Program
from jejaring.planning.trades import Deals, deals_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
LAST_RESORT = 100.0  # times the dearest price: what a step from nowhere costs, so that there is always a way
WHOLE = 1e-6  # of a step: what is nearer to a whole number is one
STEPS = 30_000_000_000  # columns looked at in all, at most: so many simplex iterations times columns
FEASIBLE = 2  # what HiGHS calls a solution within all bounds
HOLDS = 1e-9  # of a minimum: so much less is rounding


@dataclass(frozen=True)
class Whole:
    """Trades in whole steps."""

    deals: Deals
    """Quantities in units."""
    short: Floats | None = None
    """Shape (nodes,): units that rounded work lacks there; what needs them is cut afterwards."""


def whole_deals(listed: Listed, program: Program, levels: Floats) -> Whole | None:
    """Trades in whole steps near some levels, none between nothing and a minimum.

    Parameters
    ----------
    levels : array, shape (columns,)
        Each listing's use is nothing, or its minimum or more.

    Returns
    -------
    Whole or None
        None where there is no way to carry it out, or none is found within the work allowed.
    """
    program = with_open_lanes(program)
    size = program.activity_columns
    used = np.bincount(listed.limit[:size], levels[:size], len(listed.minimum))
    is_in = used >= listed.minimum * (1 - HOLDS)
    work = _rounded_work(listed, np.where(is_in[listed.limit[:size]], levels[:size], 0.0))
    found = _transported(listed, program, is_in, *_worked(listed, program, work))
    if found is None:
        return None
    columns, short = found
    columns[program.columns("capacities")] = work[program.columns("capacities")]
    return Whole(deals_in_steps(listed, program, columns), short / _scale_of_nodes(listed, program))


def deals_in_steps(listed: Listed, program: Program, columns: Floats) -> Deals:
    """The trades of levels that are in whole steps already, quantities in units.

    Parameters
    ----------
    columns : array, shape (columns,)
    """
    levels = {kind: columns[program.columns(kind)] for kind in KINDS[:-1]}
    gives, takes = givers_and_takers(program, levels)
    of_node = _scale_of_nodes(listed, program)
    gives, takes = _in_steps(gives, of_node, whole_below), _in_steps(takes, of_node, whole_above)
    scale = 10.0 ** listed.decimals.astype(np.float64)
    moved = np.rint(columns[program.columns("moves")] * scale[program.moves.commodity])
    flows = used_moves(program.moves, moved)
    gives, takes = _nothing_left_over(listed, program, gives, takes, flows)
    deals = deals_of(parcels_of(program.nodes, flows, gives, takes), gives, takes)
    units = deals.quantity / scale[deals.parcels.commodity[deals.parcel]]
    return replace(deals, quantity=units)


def _scale_of_nodes(listed: Listed, program: Program) -> Floats:
    """Shape (nodes,): steps per unit."""
    scale: Floats = (10.0 ** listed.decimals.astype(np.float64))[commodity_of(program)]
    return scale


def _rounded_work(listed: Listed, levels: Floats) -> Floats:
    """Levels of capacities in their steps, down but for minimums; shape (columns before moves,)."""
    size = len(levels)
    step, minimum = listed.level_step[:size], listed.minimum[listed.limit[:size]]
    worker = listed.are("capacities")[:size] & (levels > 0)
    rounded = np.zeros(size)
    down = step_down(levels[worker], step[worker])
    least = np.where(down < minimum[worker], step_up(minimum[worker], step[worker]), down)
    rounded[worker] = np.minimum(least, listed.quantity[listed.limit[:size]][worker])
    return rounded


def _worked(listed: Listed, program: Program, work: Floats) -> tuple[Floats, Floats]:
    """Whole steps that work brings to each balance or takes from it, and how many work there: (nodes,)."""
    slots = listed.slots
    mine = np.flatnonzero(listed.are("capacities")[slots.activity])
    commodity = slots.commodity[mine]
    scale = 10.0 ** listed.decimals.astype(np.float64)
    amount = work[slots.activity[mine]] * slots.per_unit[mine] * scale[commodity]
    steps = np.where(amount > 0, whole_below(amount), -whole_above(-amount))
    node = program.nodes.row(commodity, slots.period[mine], slots.place[mine])
    brought: Floats = np.bincount(node, steps, program.nodes.count).astype(np.float64)
    there: Floats = np.bincount(node[steps != 0], minlength=program.nodes.count).astype(np.float64)
    return brought, there


def _transported(
    listed: Listed,
    program: Program,
    is_in: NDArray[np.bool_],
    worked: Floats,
    workers: Floats,
) -> tuple[Floats, Floats] | None:
    """The best transport of what work brings and takes.

    Rounding may leave a step too few for each that works at a node; such a step then comes from nowhere.

    Returns
    -------
    columns : array, shape (columns,)
        Units; of capacities nothing.
    short : array, shape (nodes,)
        Steps that came from nowhere.
    """
    transport = Transport(listed, program)
    nodes, size, own = program.nodes.count, program.activity_columns, transport.limit
    upper = np.where(transport.works, 0.0, transport.most)
    upper[:size] = np.where(is_in[own], upper[:size], 0.0)
    alone = np.bincount(own, minlength=len(listed.minimum))[own] == 1
    lower = np.zeros(len(upper))
    lower[:size] = whole_above(
        np.where(alone & is_in[own], listed.minimum[own], 0.0) * transport.steps[:size]
    )
    lower = np.minimum(lower, upper)
    row_lower, row_upper = transport.row_lower.copy(), transport.row_upper.copy()
    row_upper[:nodes] = np.where(row_upper[:nodes] == row_lower[:nodes], -worked, np.inf)
    row_lower[:nodes] = -worked
    for row, limit, of in transport.windows:
        least = whole_above(listed.minimum[limit : limit + 1] * transport.scale[of])[0]
        row_lower[row] = least if is_in[limit] else 0.0
        row_upper[row] = row_upper[row] if is_in[limit] else 0.0
    cost = transport.cost
    short = np.flatnonzero(workers)
    nowhere = csc_array(eye_array(len(row_lower), format="csc")[:, short])
    dear = LAST_RESORT * float(np.abs(cost).max(initial=1.0))
    rupiah = typical(cost)
    solver = simplex(3600.0)
    solver.setOptionValue("primal_feasibility_tolerance", WHOLE)
    solver.setOptionValue("simplex_iteration_limit", STEPS // len(cost))
    solver.passModel(
        linear_program(
            csc_array(hstack([transport.matrix, nowhere], format="csc")),
            np.concatenate([cost, np.full(len(short), dear)]) / rupiah,
            (np.concatenate([lower, np.zeros(len(short))]), np.concatenate([upper, workers[short]])),
            (row_lower, row_upper),
        )
    )
    solver.run()
    if solver.getInfo().primal_solution_status != FEASIBLE:
        return None
    answer = np.asarray(solver.getSolution().col_value)
    hauled = size + np.flatnonzero(program.moves.haulage >= 0)
    whole = whole_below(answer[hauled])
    if (answer[hauled] - whole > OPEN).any():
        solver.changeColsBounds(len(hauled), hauled.astype(np.int32), whole, whole)
        solver.run()
        if solver.getInfo().primal_solution_status == FEASIBLE:
            answer = np.asarray(solver.getSolution().col_value)
    units: Floats = answer[: len(cost)] / transport.steps
    missing = np.zeros(nodes)
    missing[short] = np.rint(answer[len(cost) :])
    return units, missing


def _nothing_left_over(
    listed: Listed, program: Program, gives: Side, takes: Side, flows: Flows
) -> tuple[Side, Side]:
    """Both sides, so that what offers sell is bought: of what nobody uses, work sells less or buys more.

    At each balance the largest maker keeps what is left over, or else the largest buyer that works takes it.
    """
    nodes, count = program.nodes, program.nodes.count
    over = gives.totals(count) - takes.totals(count)
    over += np.bincount(nodes.row(flows.commodity, flows.period, flows.destination), flows.quantity, count)
    over -= np.bincount(nodes.row(flows.commodity, flows.period, flows.origin), flows.quantity, count)
    works = listed.are("capacities")
    sold, bought = gives.quantity.copy(), takes.quantity.copy()
    maker = _largest(gives, works, over)
    kept = np.minimum(over[gives.node[maker]], sold[maker])
    sold[maker] -= kept
    over[gives.node[maker]] -= kept
    buyer = _largest(takes, works, over)
    bought[buyer] += over[takes.node[buyer]]
    some = sold > 0
    return Side(gives.node[some], gives.party[some], sold[some]), Side(takes.node, takes.party, bought)


def _largest(side: Side, works: NDArray[np.bool_], over: Floats) -> Ints:
    """Of those who work, the largest entry at each balance with anything left over."""
    entries = np.flatnonzero(works[side.party] & (over[side.node] > 0))
    ordered = entries[np.lexsort((-side.quantity[entries], side.node[entries]))]
    _, first = np.unique(side.node[ordered], return_index=True)
    return ordered[first]


def _in_steps(side: Side, scale: Floats, rounding: object) -> Side:
    """What each party gives or takes, in whole steps."""
    steps = rounding(side.quantity * scale[side.node])  # type: ignore[operator]
    kept = steps > 0
    return Side(side.node[kept], side.party[kept], steps[kept])
