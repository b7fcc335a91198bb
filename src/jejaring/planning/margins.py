"""What one unit more or less of something is worth at the optimum, and what would change for it.

The best surplus of a market is a concave function of how much of a listing is used. Its slope, where the
listing is used for nothing, is the price at which it would come in; where it is used wholly, the price up to
which it would stay so. A slope is found as the best direction in which the optimum could move (the
sensitivity of a linear program from one side: Gal 1979): every column may rise where it is at nothing, fall
where it is at its bound, and do both between; what the direction is made of says why.

It knows the program. It refuses to know names and words.
"""

from dataclasses import dataclass, replace

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, vstack

from jejaring.planning.activities import KINDS
from jejaring.planning.highs import QuietHighs, linear_program, simplex, typical
from jejaring.planning.program import Program
from jejaring.planning.solution import NotSolved

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
NOTHING = 1e-8  # of a typical quantity: the solver's rounding
FIXED = 1e-12  # of a bound: what is left between it and what is promised is rounding
PART = 1e-9  # of the largest part of a direction: a smaller one is rounding


@dataclass(frozen=True)
class Slope:
    """What one unit of a listing is worth, and what the optimum would change for it."""

    rupiah: float
    """Per unit."""
    columns: Ints
    """The program's columns that would change, the listing's own left out."""
    change: Floats
    """Shape of `columns`: by how much each rises (> 0) or falls (< 0) for one unit."""


@dataclass(frozen=True)
class Corner:
    """An optimum of the program, with the listing's use free or held, from which slopes are taken."""

    columns: Floats
    basis: highspy.HighsBasis


class Margins:
    """Slopes of the best surplus of `program` in the use of one listing."""

    def __init__(self, program: Program, kind: str, listing: int, time_limit: float = 3600.0) -> None:
        """Look at the listing in row `listing` of its table.

        Parameters
        ----------
        program : Program
        kind : str
            One of `KINDS`.
        listing : int
        time_limit : float
            Seconds for each solve.
        """
        self.program = program
        self.kind = kind
        self.time_limit = time_limit
        at = program.activities[kind]
        self.activities = np.flatnonzero(at.listing == listing)
        self.own, self.weight = _columns_of(program, kind, self.activities)
        once = kind in ("offers", "needs")
        quantity = at.quantity[self.activities]
        self.whole = float(quantity[:1].sum() if once else quantity.sum())
        """How much of it there is over the horizon: what it is used for when it is used wholly."""
        count = len(program.cost)
        use = csr_array((self.weight, (np.zeros(len(self.own), int), self.own)), shape=(1, count))
        self.matrix = csc_array(vstack([program.matrix, use]))
        self.unit, self.rupiah = typical(program.upper), typical(program.cost)

    def enters(self) -> Slope | None:
        """What the first unit is worth, or costs to serve; None where no price could serve a need.

        None too for what can never be used, and for what accepted trades use at any price.
        """
        corner = self._corner(0.0) if self.whole > 0 else None
        if corner is None:
            return None
        return self._slope_of_use(corner, self._cone(corner, held_at_nothing=True), 1.0)

    def fills(self) -> Slope | None:
        """What the last unit is worth, or costs to serve; None where no price could use all of it."""
        corner = self._corner(self.whole) if self.whole > 0 else None
        if corner is None:
            return None
        return self._slope_of_use(corner, self._cone(corner), -1.0)

    def price_at(self, amount: float) -> float | None:
        """What a unit is worth, or costs to serve, where `amount` is used at once; None where it cannot be.

        It is the mean over all units: at a better price, using `amount` is better than using nothing.
        """
        nothing = self._corner(0.0) if len(self.own) else None
        corner = None if nothing is None else self._corner(amount)
        if nothing is None or corner is None:
            return None
        cost = self.program.cost.copy()
        cost[self.own] = 0.0
        worth = float(cost @ (nothing.columns - corner.columns)) / amount
        return -worth if self.kind == "needs" else worth

    def balances(self) -> Ints:
        """The balances (rows) at which a need's units are taken."""
        at = self.program.activities[self.kind]
        own = self.activities
        return self.program.nodes.row(at.commodity[own], at.period[own], at.place[own])

    def range_of(self, activity: int) -> tuple[Slope | None, Slope | None]:
        """The least and the most that one of the listing's activities is worth at any optimal prices.

        The least is what one unit more of the same would be worth there and then; the most what it would take
        to do with one less. The most is None where nothing could replace it.
        """
        corner = self._corner(None)
        assert corner is not None  # every market has a plan: doing nothing
        rows, amounts = _touches(self.program, self.kind, activity)
        fee = float(self.program.activities["haulage"].price[activity]) if self.kind == "haulage" else 0.0
        slopes = []
        for more in (1.0, -1.0):
            bounds = self._cone(corner)
            bounds.row_lower[rows] -= more * amounts
            bounds.row_upper[rows] -= more * amounts
            slope = self._slope(corner, bounds, more)
            slopes.append(slope and replace(slope, rupiah=slope.rupiah + fee))
        return slopes[0], slopes[1]

    def _corner(self, use: float | None) -> Corner | None:
        """The optimum with the listing used for exactly `use`, or freely; None where there is none."""
        program = self.program
        held = (-np.inf, np.inf) if use is None else (use, use)
        bounds = _Bounds(
            program.lower / self.unit,
            program.upper / self.unit,
            np.append(program.row_lower, held[0]) / self.unit,
            np.append(program.row_upper, held[1]) / self.unit,
        )
        highs = self._solver(bounds, program.cost)
        if not _solve(highs):
            return None
        columns = np.asarray(highs.getSolution().col_value) * self.unit
        return Corner(np.clip(columns, program.lower, program.upper), highs.getBasis())

    def _cone(self, corner: Corner, held_at_nothing: bool = False) -> "_Bounds":
        """How every column and row may move from the corner."""
        program, x = self.program, corner.columns
        room = program.upper - program.lower
        close = np.minimum(NOTHING * self.unit, room / 2)
        fixed = np.isfinite(room) & (room <= FIXED * program.upper)
        at_least = fixed | (x <= program.lower + close)
        at_bound = fixed | (x >= program.upper - close)
        column_lower = np.where(at_least, 0.0, -np.inf)
        column_upper = np.where(at_bound, 0.0, np.inf)
        activity = program.matrix @ x
        tight_below = activity <= program.row_lower + NOTHING * self.unit
        tight_above = activity >= program.row_upper - NOTHING * self.unit
        row_lower = np.append(np.where(tight_below, 0.0, -np.inf), -np.inf)
        row_upper = np.append(np.where(tight_above, 0.0, np.inf), np.inf)
        if held_at_nothing:  # then its own bounds are far away
            column_upper[self.own] = np.inf
            limits = program.matrix[:, self.own].nonzero()[0]
            row_upper[limits[limits >= program.nodes.count]] = np.inf
        return _Bounds(column_lower, column_upper, row_lower, row_upper)

    def _slope_of_use(self, corner: Corner, bounds: "_Bounds", more: float) -> Slope | None:
        """The slope in the listing's use itself, its own price not counted."""
        bounds.row_lower[-1] = bounds.row_upper[-1] = more
        return self._slope(corner, bounds, more, own_price=False)

    def _slope(self, corner: Corner, bounds: "_Bounds", more: float, own_price: bool = True) -> Slope | None:
        cost = self.program.cost.copy()
        if not own_price:
            cost[self.own] = 0.0
        highs = self._solver(bounds, cost)
        highs.setBasis(corner.basis)
        if not _solve(highs):
            return None
        direction = np.asarray(highs.getSolution().col_value)
        costs = float(cost @ direction)
        changed = np.abs(direction) > PART * np.abs(direction).max(initial=0.0)
        if not own_price:
            changed[self.own] = False
        worth = costs if self.kind == "needs" and not own_price else -costs
        columns = np.flatnonzero(changed)
        return Slope(worth * more, columns, direction[columns])

    def _solver(self, bounds: "_Bounds", cost: Floats) -> QuietHighs:
        highs = simplex(self.time_limit)
        columns, rows = (bounds.column_lower, bounds.column_upper), (bounds.row_lower, bounds.row_upper)
        highs.passModel(linear_program(self.matrix, cost / self.rupiah, columns, rows))
        return highs


@dataclass(frozen=True)
class _Bounds:
    """Bounds of columns and rows, the row of the listing's use last."""

    column_lower: Floats
    column_upper: Floats
    row_lower: Floats
    row_upper: Floats


def _solve(highs: QuietHighs) -> bool:
    """Whether there is an optimum.

    Raises
    ------
    NotSolved
        When time ran out, or the solver lost its way.
    """
    highs.run()
    status = highs.getModelStatus()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return False
    if status != highspy.HighsModelStatus.kOptimal:
        raise NotSolved(f"HiGHS: {highs.modelStatusToString(status)}")
    return True


def _columns_of(program: Program, kind: str, activities: Ints) -> tuple[Ints, Floats]:
    """The columns of a listing's activities, and how much of the listing one unit of each uses."""
    if kind != "haulage":
        columns = program.columns(kind).start + activities
        return columns, np.ones(len(columns))
    moves = np.flatnonzero(np.isin(program.moves.haulage, activities))
    kilograms = program.goods.kg_per_unit[program.moves.commodity[moves]]
    return program.columns("moves").start + moves, kilograms


def _touches(program: Program, kind: str, activity: int) -> tuple[Ints, Floats]:
    """The rows that one more unit of an activity would change, and by how much."""
    if kind == "haulage":  # one kilogram more to carry
        first = len(program.row_upper) - len(program.activities["haulage"])
        return np.array([first + activity]), np.array([-1.0])
    column = program.matrix[:, [program.columns(kind).start + activity]].tocoo()
    rows = column.coords[0]
    balances = rows < program.nodes.count
    sign = -1.0 if kind == "needs" else 1.0
    return rows[balances].astype(np.int64), sign * column.data[balances]


def parts_of(program: Program, slope: Slope) -> dict[str, tuple[Ints, Floats]]:
    """Per kind of activity, "moves" included: which entries change for one unit, and by how much."""
    parts = {}
    for kind in (*KINDS[:-1], "moves"):
        columns = program.columns(kind)
        among = (slope.columns >= columns.start) & (slope.columns < columns.stop)
        parts[kind] = (slope.columns[among] - columns.start, slope.change[among])
    return parts
