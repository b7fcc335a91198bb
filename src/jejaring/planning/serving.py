"""The chain behind one unit: who would sell, work and carry for it, in the order the goods go.

The way an optimum moves for one unit (see `margins`) is a small flow. From the place where the unit is wanted
it is followed back: at every balance to what would bring more there, or take less from there, and from that
to what it would use in its turn. What others would have to do without is part of the chain: often a unit is
cheapest where somebody else gets one less. What comes of it besides, such as a by-product sold, stands at the
end.
"""

from collections import defaultdict

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import coo_array, csc_array

from jejaring.market import Market
from jejaring.planning.activities import KINDS
from jejaring.planning.margins import Slope
from jejaring.planning.program import Program

Ints = NDArray[np.int64]
STEP_COLUMNS = {
    "kind": pl.String,  # offers, needs, capacities or stores; "haulage" or "lane" for what is carried
    "listing": pl.String,  # null of a lane
    "cooperative": pl.String,  # null of a lane
    "period": pl.String,
    "commodity": pl.String,  # what is sold, bought, stored or carried; of a capacity its main output
    "origin": pl.String,  # regency
    "destination": pl.String,  # regency; where nothing is carried, the same
    "change": pl.Float64,  # units more (> 0) or less (< 0), of what is carried too
    "price": pl.Float64,  # rupiah per unit: its own price, or freight
}
PART = 1e-9  # of the largest part at a balance: a smaller one is rounding


def steps_behind(market: Market, program: Program, slope: Slope, wanted: Ints) -> pl.DataFrame:
    """What would have to change for one unit, the source of all at the head.

    Parameters
    ----------
    market : Market
    program : Program
        Of `market`.
    slope : Slope
        How its optimum moves for the unit.
    wanted : array
        The balances (rows of the program) where the unit may be taken.

    Returns
    -------
    DataFrame
        `STEP_COLUMNS`.
    """
    place = np.array(_followed_back(program, slope, wanted), dtype=np.int64)
    column, change = slope.columns[place], slope.change[place]
    frames = []
    for kind in (*KINDS[:-1], "moves"):
        own = program.columns(kind)
        among = np.flatnonzero((column >= own.start) & (column < own.stop))
        named = _moves if kind == "moves" else _activities
        frame = named(market, program, kind, column[among] - own.start)
        frames.append(frame.with_columns(change=change[among], step=among))
    return (
        pl.concat(frame.match_to_schema(STEP_COLUMNS | {"step": pl.Int64}) for frame in frames)
        .sort("step")
        .drop("step")
    )


def _followed_back(program: Program, slope: Slope, wanted: Ints) -> list[int]:
    """The parts of a slope, by number, each after what it uses."""
    own = csc_array(program.matrix)[:, slope.columns]
    parts = coo_array(own * slope.change)
    row, part = parts.coords
    largest = np.zeros(parts.shape[0])
    np.maximum.at(largest, row, np.abs(parts.data))
    share = parts.data / largest[row]
    share[row >= program.nodes.count] *= -1.0  # of a limit: what makes room in it
    bringing: dict[int, list[int]] = defaultdict(list)
    lacking: dict[int, list[int]] = defaultdict(list)
    for at, number, brought in zip(row.tolist(), part.tolist(), share.tolist(), strict=True):
        if brought > PART:
            bringing[at].append(number)
        elif brought < -PART:
            lacking[number].append(at)
    order: list[int] = []
    seen: set[int] = set()
    every = [(number, False) for number in reversed(range(len(slope.columns)))]
    waiting = every + [(number, False) for at in wanted.tolist() for number in bringing[at]]
    while waiting:
        number, sources_told = waiting.pop()
        if sources_told:
            order.append(number)
        elif number not in seen:
            seen.add(number)
            waiting.append((number, True))
            waiting.extend((source, False) for at in lacking[number] for source in bringing[at])
    return order


def _activities(market: Market, program: Program, kind: str, activity: Ints) -> pl.DataFrame:
    at = program.activities[kind]
    listed = getattr(market, kind)[at.listing[activity]]
    place = pl.Series(program.regions, dtype=pl.String).gather(at.place[activity])
    named: pl.DataFrame = listed.select(
        "price",
        kind=pl.lit(kind),
        listing="id",
        cooperative="cooperative",
        period=pl.Series(program.periods, dtype=pl.String).gather(at.period[activity]),
        commodity=pl.Series(program.goods.commodities, dtype=pl.String).gather(at.commodity[activity]),
        origin=place,
        destination=place,
    )
    return named


def _moves(market: Market, program: Program, _: str, move: Ints) -> pl.DataFrame:
    moves, regions = program.moves.only(move), pl.Series(program.regions, dtype=pl.String)
    open_road = -1  # where no haulage is numbered
    frame = pl.DataFrame(
        {
            "row": np.append(program.activities["haulage"].listing, open_road)[moves.haulage],
            "kind": np.where(moves.haulage >= 0, "haulage", "lane"),
            "period": pl.Series(program.periods, dtype=pl.String).gather(moves.period),
            "commodity": pl.Series(program.goods.commodities, dtype=pl.String).gather(moves.commodity),
            "origin": regions.gather(moves.origin),
            "destination": regions.gather(moves.destination),
            "price": moves.rupiah_per_unit,
        },
    )
    hauls = market.haulage.select(listing="id", cooperative="cooperative").with_row_index("row")
    return frame.join(hauls.cast({"row": pl.Int64}), on="row", how="left", maintain_order="left").drop("row")
