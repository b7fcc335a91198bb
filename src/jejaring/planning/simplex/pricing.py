"""Which column would improve the basis: those whose reduced cost is below nothing.

Columns are looked at block by block: the lanes and ladders of a sheet, the windows of a commodity, the
processes of a group, the hauls of a month. A block is looked at again only when a price it depends on has
changed. What a scan finds becomes a short list of candidates; the best of them is taken again and again,
at the prices of the moment, until none is left (multiple partial pricing).

A gain counts only when it is more than the rounding of the prices it is made of.
"""

from jejaring.planning.simplex.basis import ARC, CANDIDATES, FOUND, HAUL, NONE, RUNG, WORK, Basis
from jejaring.planning.simplex.compiled import compiled
from jejaring.planning.simplex.problem import (
    GROUP_OF_PROCESSES,
    HAULS_AS_LANES,
    HAULS_OF_SHEET,
    LANES_OF_SHEET,
    NETWORK,
    PAIRS,
    WINDOWS_OF_COMMODITY,
    Floats,
    Problem,
)
from jejaring.planning.simplex.worth import price_of

ROUNDING = 1e-11  # of a price


@compiled
def note(basis: Basis, kind: int, first: int, second: int, third: int, cost: float) -> bool:
    """Add a candidate; True: the list is full."""
    count = basis.counts[FOUND]
    candidate = basis.candidates[count]
    candidate.kind = kind
    candidate.first = first
    candidate.second = second
    candidate.third = third
    candidate.cost = cost
    basis.counts[FOUND] = count + 1
    return bool(count + 1 >= CANDIDATES)


@compiled
def scan(problem: Problem, basis: Basis, block: int, start: int) -> int:
    """List what could improve the basis in a block, from `start` on; returns where to go on, 0 at its end."""
    basis.counts[FOUND] = 0
    kind, index = problem.blocks[block].kind, problem.blocks[block].index
    if kind == LANES_OF_SHEET:
        return scan_sheet(problem, basis, index, start)
    if kind == WINDOWS_OF_COMMODITY:
        return scan_windows(problem, basis, index)
    if kind == GROUP_OF_PROCESSES:
        return scan_group(problem, basis, index, start)
    if kind == HAULS_OF_SHEET:
        return scan_hauls(problem, basis, index, start, HAUL)
    if kind == HAULS_AS_LANES:
        return scan_hauls(problem, basis, index, start, ARC)
    return scan_hauliers(problem, basis, index)


@compiled
def scan_sheet(problem: Problem, basis: Basis, sheet: int, start: int) -> int:
    """The ladders of a sheet, then its lanes."""
    first = problem.sheets[sheet].first_node
    if start == 0:
        node = first
        while node < len(problem.node_sheet) and problem.node_sheet[node] == sheet:
            if scan_ladder(problem, basis, node, problem.tiny[sheet]):
                return 0
            node += 1
    kind = problem.sheets[sheet].kind
    if kind == NETWORK:
        return scan_network(problem, basis, sheet, start)
    if kind == PAIRS:
        return scan_pairs(problem, basis, sheet, start)
    return 0


@compiled
def scan_ladder(problem: Problem, basis: Basis, node: int, tiny: float) -> bool:
    """A ladder at a breakpoint, if the node's price has left its stretch."""
    price = price_of(basis, node)
    slack = ROUNDING * price + tiny
    if price - slack > basis.above[node] or price + slack < basis.below[node]:
        return note(basis, RUNG, node, NONE, NONE, 0.0)
    return False


@compiled
def side_by_side(problem: Problem, basis: Basis, sheet: int) -> Floats:
    """The prices at all places of a sheet."""
    first, node = problem.sheets[sheet].first_node, problem.sheets[sheet].first_node
    while node < len(problem.node_sheet) and problem.node_sheet[node] == sheet:
        basis.offered[node - first] = price_of(basis, node)
        node += 1
    return basis.offered


@compiled
def scan_network(problem: Problem, basis: Basis, sheet: int, start: int) -> int:
    """The lanes of the sparse network, beginning at `start` and around."""
    first, rate, tiny = (
        problem.sheets[sheet].first_node,
        problem.sheets[sheet].rate,
        problem.tiny[sheet],
    )
    origin, destination, per_kg = problem.lane_origin, problem.lane_destination, problem.lane_rupiah_per_kg
    price = side_by_side(problem, basis, sheet)
    for lane in range(start, len(origin)):
        cost = per_kg[lane] * rate
        if price[destination[lane]] * (1.0 - ROUNDING) - tiny > price[origin[lane]] + cost and note(
            basis, ARC, first + origin[lane], first + destination[lane], NONE, cost
        ):
            return lane + 1
    return 0


@compiled
def scan_pairs(problem: Problem, basis: Basis, sheet: int, start: int) -> int:
    """The lanes from everywhere a commodity can come from to everywhere it can go."""
    first, rate, c = (
        problem.sheets[sheet].first_node,
        problem.sheets[sheet].rate,
        problem.sheets[sheet].commodity,
    )
    tiny = problem.tiny[sheet]
    matrix = problem.matrices[problem.sheets[sheet].matrix]
    takers = problem.takers[problem.first_taker[c] : problem.first_taker[c + 1]]
    givers = problem.givers[problem.first_giver[c] : problem.first_giver[c + 1]]
    price = basis.offered
    dearest = 0.0
    for number in range(len(takers)):
        price[number] = price_of(basis, first + takers[number])
        dearest = max(dearest, price[number])
    dearest -= ROUNDING * dearest + tiny
    for number in range(start, len(givers)):
        origin = givers[number]
        floor = price_of(basis, first + origin)
        if floor >= dearest:
            continue
        per_kg = matrix[origin]
        for taker in range(len(takers)):
            place = takers[taker]
            cost = per_kg[place] * rate
            if price[taker] * (1.0 - ROUNDING) - tiny > floor + cost:
                if place != origin:
                    note(basis, ARC, first + origin, first + place, NONE, cost)
                if basis.counts[FOUND] >= CANDIDATES:
                    return int(number + 1)
    return 0


@compiled
def scan_windows(problem: Problem, basis: Basis, commodity: int) -> int:
    """The ladders of a commodity's windows, and the arcs between them and their months."""
    for number in range(problem.first_window[commodity], problem.first_window[commodity + 1]):
        window = problem.windows[number]
        node = window.node
        tiny = problem.tiny[problem.node_sheet[node]]
        if scan_ladder(problem, basis, node, tiny):
            return 0
        for month in range(window.months):
            there = window.first_node + month * window.stride
            origin, destination = (node, there) if window.offers == 1 else (there, node)
            if price_of(basis, destination) * (1.0 - ROUNDING) - tiny > price_of(basis, origin) and note(
                basis, ARC, origin, destination, NONE, 0.0
            ):
                return 0
    return 0


@compiled
def gain_of_process(problem: Problem, basis: Basis, process: int) -> tuple[float, float]:
    """What a unit more (or, at a direction of -1, less) of a process saves: (gain, direction)."""
    role, work, entries = basis.roles[process], problem.processes[process], basis.entries
    if role.seat >= 0:
        return 0.0, 1.0
    gain, size = -work.cost, abs(work.cost)
    for entry in range(work.first_entry, work.last_entry):
        part = entries[entry].quantity * price_of(basis, entries[entry].node)
        gain += part
        size += abs(part)
    slack = ROUNDING * size
    if gain > slack and role.level < work.upper:
        return gain, 1.0
    if gain < -slack and role.level > 0.0:
        return -gain, -1.0
    return 0.0, 1.0


@compiled
def scan_group(problem: Problem, basis: Basis, group: int, start: int) -> int:
    """Capacities of one recipe in one month, or stores of one commodity."""
    first = problem.first_process[group]
    for process in range(first + start, problem.first_process[group + 1]):
        if gain_of_process(problem, basis, process)[0] > 0.0 and note(basis, WORK, process, NONE, NONE, 0.0):
            return int(process + 1 - first)
    return 0


@compiled
def scan_hauliers(problem: Problem, basis: Basis, month: int) -> int:
    """The ladders of the hauliers of a month."""
    for number in range(problem.first_haulier[month], problem.first_haulier[month + 1]):
        node = problem.hauliers[number].node
        if scan_ladder(problem, basis, node, problem.tiny[problem.node_sheet[node]]):
            return 0
    return 0


@compiled
def scan_hauls(problem: Problem, basis: Basis, sheet: int, start: int, kind: int) -> int:
    """What every haulier of the month could carry of a sheet's good, if it is in time.

    It is of that `kind`, but an arc where its kilograms are not scarce.
    """
    months = len(problem.first_haulier) - 1
    commodity, month = sheet // months, sheet % months
    first, last = problem.first_haulier[month], problem.first_haulier[month + 1]
    kg, tiny, here = problem.kg_per_unit[commodity], problem.tiny[sheet], problem.sheets[sheet].first_node
    for number in range(first + start, last):
        haulier = problem.hauliers[number]
        origin, destination = here + haulier.origin, here + haulier.destination
        fee = kg * price_of(basis, haulier.node)
        own_kind = kind if haulier.scarce == 1 else ARC
        if (
            price_of(basis, destination) * (1.0 - ROUNDING) - tiny > price_of(basis, origin) + fee
            and problem.in_time[commodity, haulier.listing]
            and note(basis, own_kind, origin, destination, number, kg if own_kind == HAUL else fee)
        ):
            return int(number + 1 - first)
    return 0
