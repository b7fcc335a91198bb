"""Which moves are worth thinking of: at the prices of an optimum few are tight, and few more ever pay.

A nation has millions of lanes. A program that is solved again and again begins with those that cost nothing
at its exact prices, and takes in others as they would pay at the prices of a solve.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.planning.moves import NO_MOVES, Flows, Moves, haulage_moves, joined, lane_moves
from jejaring.planning.program import Program

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
KEY = ("commodity", "period", "origin", "destination", "haulage")
TIGHT = 1e-9  # of the prices at both ends: a reduced cost that is nothing
PAYS = 1e-6  # of them: what pays less is within what a solver leaves open


class _Priced(NamedTuple):
    """Moves, each with what it costs beyond the difference of the prices at its ends."""

    moves: Moves
    reduced: Floats
    """Rupiah per unit; below nothing where it would pay."""
    size: Floats
    """The prices it is made of, added up."""


def near_moves(program: Program, prices: Floats, rents: Floats) -> Moves:
    """The moves that cost nothing at optimal prices, and for every place the nearest to that, in and out.

    All that carry something are among the first; the others hold the prices of places where nothing moves.

    Parameters
    ----------
    prices : array, shape (nodes,)
    rents : array, shape (haulage activities,)
        Rupiah per kilogram of each haulier, each month.
    """
    found = []
    for priced in _priced(program, prices, rents, 1.0):
        tight = np.flatnonzero(priced.reduced <= TIGHT * priced.size)
        nearest = _best(priced, np.arange(len(priced.moves)))
        found.append(priced.moves.only(np.union1d(tight, nearest)))
    return joined(NO_MOVES, *found)


def paying_moves(program: Program, prices: Floats, rents: Floats, counted: float = 1.0) -> Moves:
    """For every place the move that pays best at some prices, into it and out of it; where one does.

    Parameters
    ----------
    prices, rents : array
        As above. A price of what may not be left over can be below nothing.
    counted : float
        How much of a move's own cost counts: 0 where prices are of what cannot be had at any price.
    """
    found = []
    for priced in _priced(program, prices, rents, counted):
        pays = np.flatnonzero(priced.reduced < -PAYS * priced.size)
        found.append(priced.moves.only(_best(priced, pays)))
    return joined(NO_MOVES, *found)


def carried_by(program: Program, flows: Flows) -> Floats:
    """Shape (moves,): what each move of `program` carries."""
    known = pl.DataFrame({name: getattr(program.moves, name) for name in KEY}).with_row_index("move")
    carried = pl.DataFrame({name: getattr(flows, name) for name in KEY})
    move = carried.join(known, on=KEY, how="left", maintain_order="left")["move"].to_numpy()
    quantity: Floats = np.bincount(move, flows.quantity, len(program.moves)).astype(np.float64)
    return quantity


def with_open_lanes(program: Program) -> Program:
    """The program with the open network's lane beside every haul considered, where there is one."""
    moves = program.moves
    hauls = moves.only(moves.haulage >= 0)
    if not len(hauls):
        return program
    rupiah = np.empty(len(hauls))
    for commodity in np.unique(hauls.commodity).tolist():
        mine = hauls.commodity == commodity
        rupiah[mine] = program.ways.rupiah_per_unit(commodity)[hauls.origin[mine], hauls.destination[mine]]
    lanes = replace(hauls, rupiah_per_unit=rupiah, haulage=np.full(len(hauls), -1))
    both = joined(moves, lanes.only(np.isfinite(rupiah)))
    _, first = np.unique(np.column_stack([getattr(both, name) for name in KEY]), axis=0, return_index=True)
    return replace(program, considered=both.only(np.sort(first)))


def _best(priced: _Priced, among: Ints) -> Ints:
    """The moves with the least reduced cost into each place and out of it, each once, by number."""
    ordered = among[np.argsort(priced.reduced[among], kind="stable")]
    _, first_in = np.unique(priced.moves.destination[ordered], return_index=True)
    _, first_out = np.unique(priced.moves.origin[ordered], return_index=True)
    return ordered[np.union1d(first_in, first_out)]


def _priced(program: Program, prices: Floats, rents: Floats, counted: float) -> Iterator[_Priced]:
    """All moves: commodity by commodity and month by month those of the open network, then all hauls."""
    for commodity in range(len(program.goods.commodities)):
        lanes = lane_moves([program.lanes(commodity)], 1)
        if not len(lanes):
            continue
        own = replace(lanes, commodity=lanes.commodity + commodity)
        for month in range(len(program.periods)):
            yield _reduced(program, replace(own, period=own.period + month), prices, rents, counted)
    hauls = haulage_moves(program.goods, program.activities["haulage"], program.carriage)
    if len(hauls):
        yield _reduced(program, hauls, prices, rents, counted)


def _reduced(program: Program, moves: Moves, prices: Floats, rents: Floats, counted: float) -> _Priced:
    here = prices[program.nodes.row(moves.commodity, moves.period, moves.origin)]
    there = prices[program.nodes.row(moves.commodity, moves.period, moves.destination)]
    carried = moves.haulage >= 0
    rent = np.zeros(len(moves))
    rent[carried] = rents[moves.haulage[carried]] * program.goods.kg_per_unit[moves.commodity[carried]]
    reduced = counted * moves.rupiah_per_unit + rent + here - there
    return _Priced(moves, reduced, np.abs(here) + np.abs(there) + rent)
