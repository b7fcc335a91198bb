"""A basis for HiGHS at a known optimum, so that what changes afterwards takes a few pivots and not a solve.

A basis has as many columns and slacks as there are rows. What is strictly between its bounds belongs to it:
the moves that carry join balances into trees, everything else between bounds anchors one tree or other row.
What has no anchor yet hangs by what is nearest to paying: a shortest spanning tree over reduced costs, whose
root is everything that is anchored. Where that is not quite a basis, HiGHS mends it.
"""

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csc_array
from scipy.sparse.csgraph import connected_components, maximum_bipartite_matching, minimum_spanning_tree

from jejaring.planning.program import Program

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
INSIDE = 1e-9  # of a bound: nearer to it is at it
LOOSE = 1e-7  # of what comes and goes at a row: less left over is none
EQUAL = 1e-15  # of a price: reduced costs below it are equal


def basis_at(program: Program, columns: Floats, duals: Floats) -> highspy.HighsBasis:
    """The basis of an optimal vertex of `program`.

    Parameters
    ----------
    columns : array, shape (columns,)
    duals : array, shape (rows,)
        Rupiah per unit; of windows and kilograms below nothing.
    """
    matrix, moves, size = csc_array(program.matrix), program.moves, program.activity_columns
    rows = np.arange(matrix.shape[0])
    inside = (columns > INSIDE * np.minimum(program.upper, 1.0)) & (columns < program.upper * (1 - INSIDE))
    origin = program.nodes.row(moves.commodity, moves.period, moves.origin)
    destination = program.nodes.row(moves.commodity, moves.period, moves.destination)

    carrying = np.flatnonzero(inside[size:] & (moves.haulage < 0))
    links = coo_array(
        (np.ones(len(carrying)), (origin[carrying], destination[carrying])), shape=(len(rows),) * 2
    )
    trees, labels = connected_components(links, directed=False)
    tree: Ints = labels.astype(np.int64)

    balance = matrix @ columns
    left = np.where(rows < program.nodes.count, balance - program.row_lower, program.row_upper - balance)
    loose = np.flatnonzero(left > LOOSE * np.maximum(abs(matrix) @ columns, 1.0))
    others = np.setdiff1d(np.flatnonzero(inside), size + carrying)
    entries = csc_array(matrix[:, others]).tocoo()
    anchors, anchored = _matched(
        np.concatenate([entries.col, len(others) + np.arange(len(loose))]),
        tree[np.concatenate([entries.row, loose])],
        (len(others) + len(loose), trees),
    )

    # Every column, every slack and every anchored tree may hang a tree on another, or on the root.
    first_entry = matrix.indices[matrix.indptr[:size]]
    root = np.full(size + len(moves) + len(rows), trees)
    root[size : size + len(moves)] = tree[destination]
    reduced = np.abs(program.cost - matrix.T @ duals)
    price = np.concatenate([np.abs(program.cost[:size]), np.abs(duals[origin]) + np.abs(duals[destination])])
    away = np.concatenate([reduced / np.maximum(price, 1.0), np.ones(len(rows))])
    known = np.flatnonzero(anchored)
    hung = _spanning(
        np.concatenate([tree[np.concatenate([first_entry, origin, rows])], known]),
        np.concatenate([root, np.full(len(known), trees)]),
        np.concatenate([EQUAL + np.minimum(away, 1.0), np.full(len(known), EQUAL / 2)]),
        trees + 1,
    )
    basic = np.zeros(len(columns) + len(rows) + len(known), dtype=np.bool_)
    basic[size + carrying] = True
    basic[np.concatenate([others, len(columns) + loose])[anchors]] = True
    basic[hung] = True
    at_most = np.concatenate(
        [(columns > program.upper / 2) & (program.upper > 0), rows >= program.nodes.count]
    )
    return _as_highs(basic[: len(at_most)], at_most, len(columns))


def _matched(one: Ints, other: Ints, shape: tuple[int, int]) -> tuple[Bools, Bools]:
    """Which of the ones, by pairs of numbers, get another each; and which of the others are taken."""
    pairs = coo_array((np.ones(len(one)), (one, other)), shape=shape).tocsr()
    match = maximum_bipartite_matching(pairs, perm_type="column")
    taken = np.zeros(shape[1], dtype=np.bool_)
    taken[match[match >= 0]] = True
    return match >= 0, taken


def _spanning(one: Ints, other: Ints, weight: Floats, count: int) -> Ints:
    """The edges of a shortest spanning tree, by number; of those between the same two the shortest counts."""
    low, high = np.minimum(one, other), np.maximum(one, other)
    ordered = np.lexsort((weight, high, low))
    ordered = ordered[low[ordered] != high[ordered]]
    edge = ordered[(np.diff(low[ordered], prepend=-1) != 0) | (np.diff(high[ordered], prepend=-1) != 0)]
    ends, shape = (low[edge], high[edge]), (count, count)
    chosen = minimum_spanning_tree(coo_array((weight[edge], ends), shape=shape)).tocoo()
    number = coo_array((edge + 1, ends), shape=shape).tocsr()
    found: Ints = np.asarray(number[chosen.row, chosen.col]).ravel().astype(np.int64) - 1
    return found


def _as_highs(basic: Bools, at_most: Bools, columns: int) -> highspy.HighsBasis:
    """In HiGHS' form: what is not basic is at its least or at its most; columns first, then rows."""
    status = highspy.HighsBasisStatus
    names = (status.kLower, status.kUpper, status.kBasic)
    stands = [names[number] for number in np.where(basic, 2, at_most).tolist()]
    basis = highspy.HighsBasis()
    basis.col_status, basis.row_status = stands[:columns], stands[columns:]
    basis.valid = True
    return basis
