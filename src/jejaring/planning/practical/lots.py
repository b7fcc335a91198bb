"""Which listings with a minimum are in and which are out: the program solved again until none is between.

At the exact optimum few listings stand between nothing and their minimum: those at the margin. The surest of
them are taken in (at least their minimum) or left out, whichever is nearer, and the program is solved again
from where it stood; what that leaves between is decided next. When none is between, the decisions are turned
over one by one, and a turn that gains something stays. Where there is no room for what is taken in, it is
left out. Solves are counted, not timed, so that the same market gives the same plan.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.practical.listed import Listed, worked_at
from jejaring.planning.practical.repeated import Repeated
from jejaring.planning.program import Program
from jejaring.planning.solution import Solution

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
BETWEEN = 1e-7  # of a minimum: nearer to nothing, or to the minimum, is there
AT_ONCE = 4  # of those between, one in so many is decided before the program is solved again,
FOR_ONE = (
    20_000  # but one at least for every so many columns: the larger a market, the less each of them counts
)
MIDDLE = 0.5  # of the minimum: below it a listing is left out
FEWEST, COLUMNS_SOLVED = 50, 3_000_000
"""How often a program is solved anew: so many times, and as many more as make so many columns in all."""
WORTH_A_TURN = 1e-7  # of the surplus: a turn that gains less is none


@dataclass(frozen=True)
class Choice:
    """What is taken in and left out, shape (limits,) each, and what comes of it."""

    taken_in: Bools
    left_out: Bools
    levels: Floats
    """Shape (columns before moves,) or more."""
    surplus: float


class Lots:
    """The program of a market, and what is decided about its minimums."""

    def __init__(self, listed: Listed, program: Program, solution: Solution, enough: float) -> None:
        """`enough`: rupiah of surplus with which it leaves off turning decisions over.

        Nothing is left lying but where somebody works who takes or makes it: who sells all or nothing wants a
        buyer for all of it, and a worker may buy more than it uses.
        """
        self.listed, self._whole, self._enough = listed, program, enough
        self._solver = Repeated(program, solution)
        self.solves = FEWEST + COLUMNS_SOLVED // len(self.program.cost)
        self._solver.balance_exactly(np.flatnonzero(~worked_at(listed, program)))
        self._size = program.activity_columns
        self._limit = listed.limit[: self._size]
        limits = len(listed.quantity)
        members = np.bincount(self._limit, minlength=limits)
        order = np.argsort(self._limit, kind="stable")
        self._members = np.split(order, np.cumsum(members)[:-1])
        self._asked: dict[int, int] = {}
        self._reserve: Floats = np.zeros(program.nodes.count)
        self._barred = np.zeros(limits, dtype=np.bool_)
        self._now = np.zeros(limits, dtype=np.bool_), np.zeros(limits, dtype=np.bool_)

    @property
    def program(self) -> Program:
        """The program with the moves that have been considered."""
        return self._solver.program

    @property
    def is_spent(self) -> bool:
        """Whether all the work has been done that may be done for a market of its size."""
        return self._solver.is_spent

    def choose(self, levels: Floats, surplus: float) -> Choice:
        """Levels at which no listing is between nothing and its minimum.

        Parameters
        ----------
        levels : array, shape (columns before moves,) or more
            The exact optimum's.
        surplus : float
            Rupiah, of the exact optimum.
        """
        nothing = np.zeros(len(self.listed.minimum), dtype=np.bool_)
        return self._with_turns(self._dive(Choice(nothing, nothing, levels, surplus)))

    def given(self, levels: Floats) -> Choice:
        """Levels that keep every minimum, as a choice: whoever is not used is left out."""
        nothing = np.zeros(len(self.listed.minimum), dtype=np.bool_)
        choice = Choice(nothing, nothing, levels, -float(self._whole.cost @ levels))
        asks = self.listed.minimum > 0
        used = self._used(choice) > MIDDLE * self.listed.minimum
        return Choice(asks & used, asks & ~used, levels, choice.surplus)

    def taking(self, levels: Floats) -> Choice:
        """The best levels where the same listings are used as in `levels`, shape (columns,).

        They are the best already: no decision is turned over afterwards.
        """
        self._enough = -np.inf
        decided = self.given(levels)
        return self._dive(self._solved(decided, decided.taken_in, decided.left_out, or_out=decided.taken_in))

    def with_reserve(self, choice: Choice, reserve: Floats) -> Choice:
        """The choice with `reserve`, shape (nodes,), left over at every balance from now on."""
        nodes = np.flatnonzero(reserve)
        self._reserve[nodes] += reserve[nodes]
        self._solver.balance(nodes, (self.program.row_lower[: len(reserve)] + self._reserve)[nodes])
        return self._dive(self._solved(choice, choice.taken_in, choice.left_out, or_out=choice.taken_in))

    def without(self, choice: Choice, short: Bools) -> Choice:
        """The choice without some more listings, `short` of shape (limits,), which stay out from now on."""
        self._barred |= short
        left_out = choice.left_out | short
        return self._with_turns(
            self._dive(self._solved(choice, choice.taken_in & ~short, left_out, or_out=short))
        )

    def _dive(self, choice: Choice) -> Choice:
        """Decide until nothing is between; what cannot be decided within the solves is left out."""
        while (between := self._between(choice)).any() and not self.is_spent:
            used = self._used(choice)
            share = used / np.where(between, self.listed.minimum, 1.0)
            unsure = np.where(between, np.abs(share - np.rint(share)), np.inf)
            fewest = 1 + len(self.program.cost) // FOR_ONE
            count = max(int(between.sum()) // AT_ONCE, fewest) if self.solves > 0 else int(between.sum())
            now = np.zeros_like(between)
            now[np.argsort(unsure, kind="stable")[:count]] = True
            now &= between
            into = now & (share >= MIDDLE) & ~choice.left_out & (self.solves > 0)
            choice = self._solved(
                choice, choice.taken_in | into, choice.left_out | (now & ~into), or_out=into
            )
        return choice

    def _with_turns(self, best: Choice) -> Choice:
        """Turn decisions over one by one, those that leave out first, as long as that gains."""
        turned = True
        while turned and self.solves > 0 and best.surplus < self._enough:
            turned = False
            out = np.flatnonzero(best.left_out & ~self._barred)
            for limit in [*out.tolist(), *np.flatnonzero(best.taken_in).tolist()]:
                if self.solves <= 0 or best.surplus >= self._enough:
                    break
                one = np.zeros_like(best.left_out)
                one[limit] = True
                if best.left_out[limit]:
                    other = self._solved(best, best.taken_in | one, best.left_out & ~one, or_out=one)
                else:
                    other = self._solved(best, best.taken_in & ~one, best.left_out | one, or_out=one)
                if other.surplus <= best.surplus * (1 + WORTH_A_TURN):
                    continue
                other = self._dive(other)
                if other.surplus > best.surplus * (1 + WORTH_A_TURN):
                    best, turned = other, True
        return best

    def _used(self, choice: Choice) -> Floats:
        levels = choice.levels[: self._size]
        used: Floats = np.bincount(self._limit, levels, len(self.listed.minimum)).astype(np.float64)
        return used

    def _between(self, choice: Choice) -> Bools:
        used, least = self._used(choice), self.listed.minimum
        between: Bools = (used > BETWEEN * least) & (used < (1 - BETWEEN) * least)
        return between

    def _solved(self, choice: Choice, taken_in: Bools, left_out: Bools, or_out: Bools) -> Choice:
        """The best levels of decisions; where there are none, with `or_out` left out, or nothing taken in.

        What was chosen before, where the work is spent.
        """
        nothing = np.zeros_like(taken_in)
        for into, out in (
            (taken_in, left_out),
            (taken_in & ~or_out, left_out | or_out),
            (nothing, left_out | taken_in),
        ):
            self._decide(into, out)
            self.solves -= 1
            levels = self._solver.solve()
            if levels is not None:
                return Choice(into, out, levels, -float(self.program.cost @ levels))
            if self.is_spent:
                self.solves = 0
                return choice
        raise AssertionError("nothing at all is always possible")

    def _decide(self, taken_in: Bools, left_out: Bools) -> None:
        """Bound every listing whose decision differs from what the solver was told last."""
        was_in, was_out = self._now
        for limit in np.flatnonzero((taken_in != was_in) | (left_out != was_out)).tolist():
            members = self._members[limit]
            most = np.zeros(len(members)) if left_out[limit] else self.program.most[members]
            least = np.zeros(len(members))
            if limit in self._asked:
                self._solver.ask_no_more(self._asked.pop(limit))
            if taken_in[limit] and len(members) == 1:
                least[:] = self.listed.minimum[limit]
            elif taken_in[limit]:
                self._asked[limit] = self._solver.ask(members, float(self.listed.minimum[limit]))
            self._solver.bound(members, least, most)
        self._now = taken_in, left_out
