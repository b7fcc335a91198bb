"""The program of a market in whole steps, without what work makes and takes: a transport problem."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from jejaring.planning.practical.deals import whole_below
from jejaring.planning.practical.listed import Listed, worked_at
from jejaring.planning.program import Program

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Transport:
    """minimise cost @ x such that row_lower <= matrix @ x <= row_upper, 0 <= x <= most, x in steps.

    Nothing is left lying but where somebody works who makes or takes it: who sells all or nothing wants a
    buyer for all of it, and a worker may buy more than it uses.
    """

    scale: Floats
    """Shape (commodities,): steps per unit."""
    steps: Floats
    """Shape (columns,): steps per unit of each column; of work, of its main output."""
    limit: Ints
    """Shape (columns before moves,): the limit that holds each activity."""
    works: Bools
    """Shape (columns,): the levels of capacities, which do not move anything here."""

    def __init__(self, listed: Listed, program: Program) -> None:
        size, nodes = program.activity_columns, program.nodes.count
        self.scale = 10.0 ** listed.decimals.astype(np.float64)
        self.steps = self.scale[np.concatenate([listed.commodity[:size], program.moves.commodity])]
        self.limit = listed.limit[:size]
        self.works = np.zeros(len(program.cost), dtype=np.bool_)
        self.works[program.columns("capacities")] = True
        self.cost = program.cost / self.steps
        self.most = np.concatenate(
            [whole_below(program.most * self.steps[:size]), np.full(len(program.moves), np.inf)]
        )
        of_row = np.ones(program.matrix.shape[0])
        of_row[:nodes] = self.scale[commodity_of(program)]
        self.windows = windows_of(listed, program)
        for row, _, commodity in self.windows:
            of_row[row] = self.scale[commodity]
        still = diags_array(np.where(self.works, 0.0, 1 / self.steps))
        self.matrix = csr_array(diags_array(of_row) @ program.matrix @ still)
        self.row_lower, self.row_upper = program.row_lower * of_row, program.row_upper * of_row
        for row, _, _ in self.windows:
            self.row_upper[row] = whole_below(self.row_upper[row : row + 1])[0]
        exactly = np.flatnonzero(~worked_at(listed, program))
        self.row_upper[exactly] = self.row_lower[exactly]


def windows_of(listed: Listed, program: Program) -> list[tuple[int, int, int]]:
    """Row, limit and commodity of every offer or need that is spread over several months."""
    found = []
    row = program.nodes.count
    for kind in ("offers", "needs"):
        columns = program.columns(kind)
        limit, first, members = np.unique(listed.limit[columns], return_index=True, return_counts=True)
        for one, at in zip(limit[members > 1].tolist(), first[members > 1].tolist(), strict=True):
            found.append((row, one, int(listed.commodity[columns.start + at])))
            row += 1
    return found


def commodity_of(program: Program) -> Ints:
    """Shape (nodes,): the commodity of each balance."""
    nodes = program.nodes
    return np.searchsorted(nodes.base, np.arange(nodes.count), side="right") - 1
