"""How far each group of prices may shift, the others shifting with it as they must.

A condition between two prices says that one may rise above its slack only if the other rises too. So the
most a group can rise is a shortest path from what is settled, with slacks for lengths; the most it can fall
is one the other way (the difference constraints of Bellman 1958). Conditions among more prices, as recipes
have, narrow that further: each price's room is what the others' room leaves it. Without such conditions the
room is exact.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, vstack
from scipy.sparse.csgraph import dijkstra

from jejaring.planning.fairness.conditions import FULL, PARTLY, UNUSED
from jejaring.planning.fairness.face import Face
from jejaring.planning.fairness.groups import Groups

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
ROUNDS = 60  # of narrowing by recipes: more than any chain of recipes is long
SAME = 1e-9  # of a price: narrowing by less is none


@dataclass(frozen=True)
class Pairs:
    """shift[end] <= shift[start] + slack: lanes, stores, windows; and bounds of one group, with 0."""

    start: Ints
    end: Ints
    slack: Floats


@dataclass(frozen=True)
class Woven:
    """matrix @ shift <= slack, or == where it is an equation: conditions that no pair can express."""

    matrix: csr_array
    slack: Floats
    equation: NDArray[np.bool_]


@dataclass(frozen=True)
class Room:
    """lower <= shift <= upper, shape (groups,) each; inf where nothing holds a price."""

    lower: Floats
    upper: Floats


def pairs_and_woven(face: Face, groups: Groups, use: NDArray[np.int8]) -> tuple[Pairs, Woven]:
    """The conditions on shifts, sorted by kind."""
    open_ways, hauls = _ways(face, groups)
    use = np.append(use[groups.rows], np.full(len(hauls.slack), UNUSED))
    sign = np.where(use == FULL, -1.0, 1.0)
    matrix = csr_array(vstack([groups.matrix, hauls.matrix]))
    matrix.data = matrix.data * np.repeat(sign, np.diff(matrix.indptr))
    slack = sign * np.append(groups.slack, hauls.slack)
    slack = np.where(use == PARTLY, slack, np.maximum(slack, 0.0))
    entries = np.diff(matrix.indptr)
    one = np.flatnonzero(entries == 1)
    at = matrix.indptr[one]
    alone, value = matrix.indices[at].astype(np.int64), matrix.data[at]
    two = np.flatnonzero(entries == 2)
    first, second = matrix.indptr[two], matrix.indptr[two] + 1
    opposite = matrix.data[first] == -matrix.data[second]
    first, second, both = first[opposite], second[opposite], two[opposite]
    rises = matrix.data[first] > 0
    one_way, other_way = matrix.indices[first], matrix.indices[second]
    pairs = _tightest(
        groups.count,
        np.concatenate([np.where(value > 0, 0, alone), np.where(rises, other_way, one_way), open_ways.start]),
        np.concatenate([np.where(value > 0, alone, 0), np.where(rises, one_way, other_way), open_ways.end]),
        np.concatenate(
            [slack[one] / np.abs(value), slack[both] / np.abs(matrix.data[first]), open_ways.slack]
        ),
    )
    paired = np.zeros(len(use), dtype=np.bool_)
    paired[one] = paired[both] = True
    woven = np.flatnonzero(~paired)
    return pairs, Woven(matrix[woven], slack[woven], use[woven] == PARTLY)


def _ways(face: Face, groups: Groups) -> tuple[Pairs, Woven]:
    """What all ways of all commodities ask of a shift: pairs, and where a haulier's rent may shift, hauls."""
    ground = face.matrix.shape[1]  # an imagined variable of price 0, the rent of the open network
    of, prices = np.append(groups.of, 0), np.append(groups.prices, 0.0)
    none = np.empty(0, dtype=np.int64)
    pairs = [(none, none, np.empty(0))]
    hauls = [(none, none, none, np.empty(0), np.empty(0))]
    for commodity in range(len(face.program.goods.commodities)):
        if not _may_shift(face, groups, commodity):
            continue
        ways = face.ways(commodity)
        rent = np.where(ways.rent >= 0, ways.rent, ground)
        start, end, hauled = of[ways.start], of[ways.end], of[rent]
        slack = prices[ways.start] + ways.cost + ways.kg * prices[rent] - prices[ways.end]
        open_ways, carried = np.flatnonzero((start != end) & (hauled == 0)), np.flatnonzero(hauled)
        pairs.append((start[open_ways], end[open_ways], np.maximum(slack[open_ways], 0.0)))
        hauls.append((start[carried], end[carried], hauled[carried], ways.kg[carried], slack[carried]))
    return (
        Pairs(*(np.concatenate(column) for column in zip(*pairs, strict=True))),
        _woven(groups.count, *(np.concatenate(column) for column in zip(*hauls, strict=True))),
    )


def _woven(count: int, start: Ints, end: Ints, rent: Ints, kg: Floats, slack: Floats) -> Woven:
    """shift[end] - shift[start] - kg shift[rent] <= slack, by groups; group 0 is settled."""
    number, ones = np.arange(len(slack)), np.ones(len(slack))
    row, column = np.tile(number, 3), np.concatenate([end, start, rent])
    shifts = np.flatnonzero(column)
    entries = coo_array(
        (np.concatenate([ones, -ones, -kg])[shifts], (row[shifts], column[shifts])), shape=(len(slack), count)
    )
    matrix = entries.tocsr()
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return Woven(csr_array(matrix), slack, np.zeros(len(slack), dtype=np.bool_))


def _may_shift(face: Face, groups: Groups, commodity: int) -> bool:
    """Whether a price of the commodity, or the rent of a haulier who may carry it, is in a group."""
    haulage = face.program.activities["haulage"]
    rents = groups.of[len(groups.of) - len(haulage) :]
    carried = rents[face.in_time[commodity, haulage.listing]] if len(haulage) else rents
    return bool(groups.of[face.nodes_of(commodity)].any() or carried.any())


def room_of(groups: Groups, pairs: Pairs, woven: Woven) -> Room:
    """How far each group may shift: exactly where only pairs hold it, else no less than it really can."""
    graph = csr_array((pairs.slack, (pairs.start, pairs.end)), shape=(groups.count, groups.count))
    reverse = graph.T.tocsr()
    upper, lower = _from_ground(graph), -_from_ground(reverse)
    if not len(woven.slack):
        return Room(lower, upper)
    size = size_of(groups)
    matrix, slack = one_sided(woven)
    for _ in range(ROUNDS):
        new_lower, new_upper = _narrowed(matrix, slack, lower, upper)
        if ((new_upper < upper - SAME * size) | (new_lower > lower + SAME * size)).any():
            lower, upper = _spread(graph, reverse, new_lower, new_upper)
        else:
            break
    return Room(lower, upper)


def one_sided(woven: Woven) -> tuple[csr_array, Floats]:
    """The same with every equation as two conditions: matrix @ shift <= slack."""
    back = np.flatnonzero(woven.equation)
    return csr_array(vstack([woven.matrix, -woven.matrix[back]])), np.append(woven.slack, -woven.slack[back])


def size_of(groups: Groups) -> Floats:
    """The largest price of each group, at least one rupiah."""
    size = np.ones(groups.count)
    np.maximum.at(size, groups.of, np.abs(groups.prices))
    return size


def _narrowed(matrix: csr_array, slack: Floats, lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
    """What each woven condition leaves each of its groups when the others give way as far as they can."""
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    least = np.where(matrix.data > 0, lower[matrix.indices], upper[matrix.indices]) * matrix.data
    endless = np.isinf(least)
    total = np.bincount(row, np.where(endless, 0.0, least), minlength=matrix.shape[0])
    without_end = np.bincount(row, endless, minlength=matrix.shape[0])
    others_end = without_end[row] - endless == 0
    left = slack[row] - total[row] + np.where(endless, 0.0, least)
    bound = left / matrix.data
    new_lower, new_upper = lower.copy(), upper.copy()
    rises = others_end & (matrix.data > 0)
    np.minimum.at(new_upper, matrix.indices[rises], bound[rises])
    falls = others_end & (matrix.data < 0)
    np.maximum.at(new_lower, matrix.indices[falls], bound[falls])
    # The known prices fit every condition, whatever the rounding says.
    return np.minimum(new_lower, 0.0), np.maximum(new_upper, 0.0)


def _spread(graph: csr_array, reverse: csr_array, lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
    """The bounds of some groups passed on to all that are paired with them."""
    return -_from_ground(_with_bounds(reverse, -lower)), _from_ground(_with_bounds(graph, upper))


def _from_ground(graph: csr_array) -> Floats:
    """Shape (groups,): the length of the shortest path from group 0 to each; inf where there is none."""
    length: Floats = dijkstra(graph, indices=[0])[0]
    return length


def _with_bounds(graph: csr_array, bound: Floats) -> csr_array:
    """The graph with what leaves group 0 replaced by `bound`, which is nowhere further than before."""
    held = 1 + np.flatnonzero(np.isfinite(bound[1:]))
    after = graph.indptr[1]
    indptr = graph.indptr + (len(held) - after)
    indptr[0] = 0
    return csr_array(
        (np.append(bound[held], graph.data[after:]), np.append(held, graph.indices[after:]), indptr),
        shape=graph.shape,
    )


def _tightest(count: int, start: Ints, end: Ints, slack: Floats) -> Pairs:
    """Of several conditions on the same pair the tightest; none of a group on itself."""
    differ = start != end
    start, end, slack = start[differ].astype(np.int64), end[differ].astype(np.int64), slack[differ]
    key = start * count + end
    order = np.argsort(key, kind="stable")
    key, slack = key[order], slack[order]
    first = np.flatnonzero(np.append(True, key[1:] != key[:-1])[: len(key)])
    tightest = np.minimum.reduceat(slack, first) if len(first) else slack
    return Pairs(start[order[first]], end[order[first]], tightest)
