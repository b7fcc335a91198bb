"""Take an optimal basis up again in another market, mostly the same one changed.

Trees, ladders, levels and seats stand where they stood, as far as the market still has them. A tree that has
lost its anchor gets a ladder of its own, and what does not balance any more is carried by debts, which pivots
pay off. Where little has changed there is little to do.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.planning.program import Program
from jejaring.planning.simplex.answer import state_of
from jejaring.planning.simplex.basis import FREE, FREE_HAULS, LADDER, NONE, Basis, empty_basis
from jejaring.planning.simplex.blocks import weight_in
from jejaring.planning.simplex.compiled import entry
from jejaring.planning.simplex.coordinate import await_all
from jejaring.planning.simplex.debts import carry, pay_off
from jejaring.planning.simplex.forest import hang, label, set_breakpoint
from jejaring.planning.simplex.forests import anchor_at_nearest
from jejaring.planning.simplex.layout import Layout, with_more_room
from jejaring.planning.simplex.problem import NETWORK, PAIRS, Problem
from jejaring.planning.simplex.proof import balance_of
from jejaring.planning.simplex.references import basis_by_reference, problem_by_reference
from jejaring.planning.simplex.seats import touch
from jejaring.planning.simplex.standing import NODE_KEY, PROCESS_KEY, Standing, node_keys, process_keys
from jejaring.planning.simplex.start import clear_all
from jejaring.planning.simplex.worth import price_below
from jejaring.planning.solution import NotSolved

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

BALANCED = 1e-11  # of what passes through a node: the rest is rounding
MOST_DEBTS = 20_000  # more than that is another market


def resume(
    program: Program, hauliers: pl.Series, layout: Layout, standing: Standing, deadline: float
) -> tuple[Layout, Basis]:
    """The optimal basis of a layout, starting from where another solve stood.

    Parameters
    ----------
    program : Program
        What the layout was made of.
    hauliers : Series
        Ids of the haulage listings.
    layout : Layout
        Fresh.
    standing : Standing
    deadline : float
        Seconds by `time.perf_counter`.

    Raises
    ------
    NotSolved
        When too little is the same, rounding leads astray, or time runs out.
    """
    while len(standing.hauls) > layout.problem.processes.shape[0] - layout.problem.first_haul:
        layout, _ = with_more_room(layout, empty_basis(layout.problem))
    problem = layout.problem
    basis = empty_basis(problem)
    node = _same(standing.nodes, node_keys(program, hauliers, layout), NODE_KEY)
    process = _same(standing.processes, process_keys(program, layout), PROCESS_KEY)
    clear_all(problem, basis)
    _place(problem, basis, standing, node)
    _hang(problem, basis, standing, node)
    known = process >= 0
    level = standing.processes["level"].to_numpy()[known]
    basis.roles["level"][process[known]] = np.minimum(level, problem.processes["upper"][process[known]])
    seated = _seats(standing.processes["seat"].to_numpy()[known], node)
    hauls, haul_seats = _hauls(problem, basis, standing, node)
    take_seats(
        problem,
        basis,
        np.concatenate([process[known], hauls]),
        np.concatenate([seated, haul_seats]),
    )
    _leave_out_unseated(basis, hauls)
    await_all(basis)
    balance, size = balance_of(problem, basis, state_of(problem, basis))
    owed = np.flatnonzero(np.abs(balance) > BALANCED * size)
    if len(owed) > MOST_DEBTS:
        raise NotSolved("simplex: too much has changed")
    layout, basis, debts = carry(layout, basis, owed, balance[owed])
    return pay_off(layout, basis, debts, deadline)


def _same(old: pl.DataFrame, new: pl.DataFrame, key: tuple[str, ...]) -> Ints:
    """The row of `new` with the key of each row of `old`; -1: there is none."""
    numbered = new.select(*key, row=pl.int_range(pl.len(), dtype=pl.Int64)).unique(
        key, keep="first", maintain_order=True
    )
    found = old.select(*key).join(numbered, on=list(key), how="left", maintain_order="left")
    rows: Ints = found["row"].fill_null(-1).to_numpy().astype(np.int64)
    return rows


def _seats(seat: Ints, node: Ints) -> Ints:
    return np.where(seat >= 0, node[np.maximum(seat, 0)], NONE) if len(node) else np.full(len(seat), NONE)


def _place(problem: Problem, basis: Basis, standing: Standing, node: Ints) -> None:
    """Every ladder stands where it stood."""
    known = node >= 0
    columns = (standing.nodes[name].to_numpy()[known] for name in ("price", "below", "used", "anchors"))
    place_ladders(problem, basis, node[known], *columns)


def _hang(problem: Problem, basis: Basis, standing: Standing, node: Ints) -> None:
    """Hang every node where it hung, if the arc is still there."""
    parent, up = standing.nodes["parent"].to_numpy(), standing.nodes["up"].to_numpy()
    flow = standing.nodes["flow"].to_numpy()
    rows = np.flatnonzero(parent >= 0)
    rows = rows[(node[rows] >= 0) & (node[parent[rows]] >= 0)]
    child, above = node[rows], node[parent[rows]]
    cost = _arc_costs(problem, np.where(up[rows], child, above), np.where(up[rows], above, child))
    real = np.isfinite(cost)
    hang_all(
        problem,
        basis,
        child[real],
        above[real],
        cost[real],
        np.where(up[rows[real]], 1.0, -1.0),
        flow[rows[real]],
    )


def _arc_costs(problem: Problem, origin: Ints, destination: Ints) -> Floats:
    """What a unit pays along arcs of the forests; inf: there is no such arc."""
    cost = np.full(len(origin), np.inf)
    traded = (problem.node_sheet[origin] < len(problem.sheets)) & (
        problem.node_sheet[destination] == problem.node_sheet[origin]
    )
    sheet = problem.sheets[np.where(traded, problem.node_sheet[origin], 0)] if len(problem.sheets) else None
    if sheet is not None:
        here, there = origin - sheet["first_node"], destination - sheet["first_node"]
        pairs = np.flatnonzero(traded & (sheet["kind"] == PAIRS))
        cost[pairs] = (
            problem.matrices[sheet["matrix"][pairs], here[pairs], there[pairs]] * sheet["rate"][pairs]
        )
        lanes = np.flatnonzero(traded & (sheet["kind"] == NETWORK))
        if len(lanes):
            places = int(max(problem.lane_origin.max(), problem.lane_destination.max())) + 1
            key = problem.lane_origin * places + problem.lane_destination
            order = np.lexsort((problem.lane_rupiah_per_kg, key))
            wanted = here[lanes] * places + there[lanes]
            at = np.minimum(np.searchsorted(key[order], wanted), len(order) - 1)
            found = key[order][at] == wanted
            per_kg = problem.lane_rupiah_per_kg[order][at]
            cost[lanes] = np.where(found, per_kg * sheet["rate"][lanes], np.inf)
    first_window = problem.first_window_node[0] if len(problem.first_window_node) else 0
    window = np.where(destination >= first_window, destination, origin)
    month = np.where(destination >= first_window, origin, destination)
    windows = problem.windows
    of_window = (window >= first_window) & (window < first_window + len(windows)) & (month < first_window)
    which = np.flatnonzero(of_window)
    if len(which):
        row = windows[window[which] - first_window]
        later, rest = np.divmod(month[which] - row["first_node"], row["stride"])
        right_way = (row["offers"] == 1) == (origin[which] == window[which])
        cost[which[(rest == 0) & (later >= 0) & (later < row["months"]) & right_way]] = 0.0
    return cost


def _hauls(problem: Problem, basis: Basis, standing: Standing, node: Ints) -> tuple[Ints, Ints]:
    """The hauls in use, in rooms of their own, and the nodes they are seated at."""
    if not len(standing.hauls):
        nothing: Ints = np.empty(0, dtype=np.int64)
        return nothing, nothing
    ends = [node[standing.hauls[name].to_numpy()] for name in ("origin", "destination", "kilograms")]
    known = (ends[0] >= 0) & (ends[1] >= 0) & (ends[2] >= 0)
    known[known] = _on_the_way(problem, *(end[known] for end in ends))
    count = int(known.sum())
    basis.counts[FREE_HAULS] -= count
    room = basis.free_hauls[basis.counts[FREE_HAULS] : basis.counts[FREE_HAULS] + count].copy()
    at = problem.processes["first_entry"][room].astype(np.int64)
    kg = problem.kg_per_unit[problem.sheets["commodity"][problem.node_sheet[ends[0][known]]]]
    for number, quantity in enumerate((-1.0, 1.0, -kg)):
        basis.entries["node"][at + number] = ends[number][known]
        basis.entries["quantity"][at + number] = quantity
    basis.roles["level"][room] = standing.hauls["level"].to_numpy()[known]
    return room, _seats(standing.hauls["seat"].to_numpy()[known], node)


def _leave_out_unseated(basis: Basis, hauls: Ints) -> None:
    """Hauls are there only while they are basic: of those without a seat any more, nothing is carried."""
    unseated = hauls[basis.roles["seat"][hauls] < 0]
    basis.roles["level"][unseated] = 0.0
    free = basis.counts[FREE_HAULS]
    basis.free_hauls[free : free + len(unseated)] = unseated
    basis.counts[FREE_HAULS] += len(unseated)


def _on_the_way(problem: Problem, origin: Ints, destination: Ints, kilograms: Ints) -> Bools:
    """Whether each haul still goes where its haulier does."""
    haulier = problem.hauliers[kilograms - problem.first_haulier_node]
    first = problem.sheets["first_node"]
    start, end = (node - first[problem.node_sheet[node]] for node in (origin, destination))
    same: Bools = (start == haulier["origin"]) & (end == haulier["destination"])
    return same


@entry
def place_ladders(
    by_problem: Problem,
    by_basis: Basis,
    nodes: Ints,
    price: Floats,
    below: Floats,
    used: Floats,
    anchors: Bools,
) -> None:
    """Let ladders stand where they would at these prices, with those steps used that were."""
    problem, basis = problem_by_reference(by_problem), basis_by_reference(by_basis)
    steps = problem.steps
    for place in range(len(nodes)):
        node = nodes[place]
        step, last = problem.first_step[node], problem.first_step[node + 1] - 1
        while step < last and (steps[step].price < price[place] or steps[step].price <= below[place]):
            step += 1
        basis.nodes[node].step = step
        basis.nodes[node].used = 0.0
        if anchors[place] and step < last and steps[step].price == price[place]:
            first = step == problem.first_step[node]
            basis.nodes[node].used = (
                min(used[place], steps[step].amount)
                if first
                else min(max(used[place], 0.0), steps[step].amount)
            )
        elif step == problem.first_step[node]:
            basis.nodes[node].step = step + 1  # a first step has no lower end to stand at
        if not (anchors[place] and step < last and steps[step].price == price[place]):
            basis.nodes[node].anchor = FREE
        basis.price[node] = price[place]
        set_breakpoint(basis, steps, problem.first_step, node)


@entry
def hang_all(
    by_problem: Problem,
    by_basis: Basis,
    children: Ints,
    parents: Ints,
    cost: Floats,
    toward: Floats,
    flow: Floats,
) -> None:
    """Hang nodes under others by arcs."""
    basis = basis_by_reference(by_basis)
    for place in range(len(children)):
        hang(basis.nodes, children[place], parents[place], cost[place], toward[place], flow[place])
        basis.nodes[children[place]].anchor = NONE
    for node in range(len(basis.nodes)):
        if basis.nodes[node].parent < 0:
            label(basis.nodes, node)


@entry
def take_seats(by_problem: Problem, by_basis: Basis, processes: Ints, seats: Ints) -> None:
    """Seat processes where they sat; trees left without an anchor get the nearest-priced ladder."""
    problem, basis = problem_by_reference(by_problem), basis_by_reference(by_basis)
    nodes = basis.nodes
    for place in range(len(processes)):
        process, top = processes[place], seats[place]
        if top < 0 or nodes[top].parent >= 0 or nodes[top].anchor != FREE:
            continue
        if weight_in(problem, basis, process, top) == 0.0:
            continue
        touch(problem, basis, process)
        basis.roles[process].seat = top
        nodes[top].anchor = process
    for top in range(len(nodes)):
        if nodes[top].parent >= 0:
            continue
        if nodes[top].anchor == LADDER:
            basis.price[top] = problem.steps[nodes[top].step].price
            price_below(basis, top, top)
        elif nodes[top].anchor >= 0:
            price_below(basis, top, top)
    for top in range(len(nodes)):
        if nodes[top].parent < 0 and nodes[top].anchor == FREE:
            price_below(basis, top, top)
            anchor_at_nearest(problem, basis, top)
