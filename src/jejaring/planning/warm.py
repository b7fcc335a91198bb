"""A market kept solved: every change starts from the last optimum, and takes but a few pivots.

For one plan `plan` is enough. A `Planner` is for many questions asked of one market: what if this listing
were gone, dearer, larger; what if that road were shut. A change of quantity or price is made in the solved
program itself; other changes build the program anew and take the basis up where it still fits.
"""

import time
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path

import numpy as np

from jejaring.market import Change, ChangeListing, Market, RemoveListing, changed
from jejaring.planning.activities import KINDS
from jejaring.planning.edits import Listing, Terms, edit, numbers_in, with_terms
from jejaring.planning.folder import PlanFault
from jejaring.planning.goods import goods_of
from jejaring.planning.lanes import Ways
from jejaring.planning.model import Plan
from jejaring.planning.outcome import Outcome, outcome_of
from jejaring.planning.planner import Solved
from jejaring.planning.program import Program, build_program
from jejaring.planning.progress import ProgressTold
from jejaring.planning.simplex.answer import state_of
from jejaring.planning.simplex.basis import Basis
from jejaring.planning.simplex.draft import Draft
from jejaring.planning.simplex.layout import Layout, lay_out
from jejaring.planning.simplex.proof import cost_of
from jejaring.planning.simplex.resume import resume
from jejaring.planning.simplex.solve import answer, optimal_basis
from jejaring.planning.simplex.standing import Standing, standing_of
from jejaring.planning.solution import Astray, NotSolved, Solution
from jejaring.planning.solvers import announce_compilation


class Planner:
    """A market and its optimum, from which changed ones are found quickly.

    Parameters
    ----------
    market : Market
    standing : Standing, optional
        Where an earlier solve of this market or one like it stood; see `read_standing`.
    time_limit : float
        Seconds a solve may take.
    progress : callable, optional
        Told when machine code is made first.

    Raises
    ------
    NotSolved
        When no optimum is found in time.
    """

    def __init__(
        self,
        market: Market,
        *,
        standing: Standing | None = None,
        time_limit: float = 3600.0,
        progress: ProgressTold | None = None,
    ) -> None:
        self._base, self._made = market, []
        self.time_limit = time_limit
        announce_compilation(progress)
        self._solve(market, standing)

    def _solve(self, market: Market, standing: Standing | None) -> None:
        self._base = market
        self._program = build_program(market, Ways(market.freight, goods_of(market)))
        layout, deadline = lay_out(self._program), time.perf_counter() + self.time_limit
        self._layout, self._basis = _optimum(self._program, market, layout, standing, deadline)

    _base: Market
    """The market the program was built of."""
    _made: list[Change]
    """Changes made in the solved program since."""
    _program: Program
    """With the quantities and prices those changes gave listings; what they took out has none left."""
    _layout: Layout
    _basis: Basis

    @cached_property
    def market(self) -> Market:
        """The market as it is now."""
        return changed(self._base, self._made) if self._made else self._base

    @property
    def base(self) -> Market:
        """The market the program was built of, before changes made in the program itself."""
        return self._base

    @cached_property
    def surplus(self) -> float:
        """Rupiah: what the best plan of the market is worth."""
        needs = self._program.activities["needs"]
        first = np.flatnonzero(np.diff(needs.listing, prepend=-1))
        worth = float(needs.price[first] @ needs.quantity[first])
        state = state_of(self._layout.problem, self._basis)
        return worth - cost_of(self._layout.problem, state)

    def changed(self, changes: Iterable[Change]) -> "Planner":
        """The planner of the changed market; this one stays as it is.

        Raises
        ------
        MarketFaults
            When a change cannot be made.
        NotSolved
            When no optimum is found in time.
        """
        changes = list(changes)
        other = object.__new__(Planner)
        other.time_limit = self.time_limit
        if (edits := self._edits(changes)) is not None:
            try:
                other._take_over(self, changes, edits)
            except NotSolved:
                pass  # rounding may have led astray; from the beginning it need not
            else:
                return other
        other._made = []
        other._solve(changed(self.market, changes), self.standing)
        return other

    def plan(self, *, progress: ProgressTold | None = None) -> Plan:
        """The plan of the market as it is now, like `jejaring.planning.plan` makes it.

        Raises
        ------
        NotSolved
            When no proven optimum is found in time.
        """
        started = time.perf_counter()
        if self._made:  # its numbers are not those of the market's own program any more
            standing, market = self.standing, self.market
            self._made = []
            self._solve(market, standing)
        solved = Solved(self.market, self.market.hash, self._program, self.solution(), started)
        return solved.plan(progress=progress)

    def solution(self) -> Solution:
        """The proven solution of the program.

        Raises
        ------
        NotSolved
            When it does not prove optimal.
        """
        started = time.perf_counter()
        return answer(self._program, self._layout, self._basis, started, started + self.time_limit)

    def outcome(self) -> Outcome:
        """What everybody does and gains in the market as it is now.

        Its rows are those of `base`: what was taken out since is used for nothing.

        Raises
        ------
        NotSolved
            When no proven optimum is found.
        """
        return outcome_of(self._program, self.solution())

    @property
    def standing(self) -> Standing:
        """Where the solve stands, by names: to be kept and taken up again."""
        return standing_of(self._program, self._base.haulage["id"], self._layout, self._basis)

    @cached_property
    def _row_of(self) -> dict[str, Listing]:
        return {
            listing: (kind, row)
            for kind in KINDS
            for row, listing in enumerate(getattr(self._base, kind)["id"].to_list())
        }

    def _edits(self, changes: list[Change]) -> list[tuple[Listing, Terms]] | None:
        """The changes as new terms of listings; None where they are more than that."""
        edits = []
        for change in changes:
            listing = self._row_of.get(getattr(change, "listing", ""))
            if listing is None:
                return None
            quantity, price = self._terms_of(listing)
            if isinstance(change, RemoveListing):
                edits.append((listing, (0.0, price)))
            elif isinstance(change, ChangeListing) and (new := numbers_in(change.cells)) is not None:
                edits.append((listing, (new.get("quantity", quantity), new.get("price", price))))
            else:
                return None
        return edits

    def _terms_of(self, listing: Listing) -> Terms:
        kind, row = listing
        at = self._program.activities[kind]
        first = int(np.searchsorted(at.listing, row))
        return float(at.quantity[first]), float(at.price[first])

    def _take_over(self, other: "Planner", changes: list[Change], edits: list[tuple[Listing, Terms]]) -> None:
        """Become the other planner with these edits made.

        Raises
        ------
        NotSolved
            When they cannot be made in the solved program.
        """
        self._base, self._program = other._base, other._program
        self.__dict__["_row_of"] = other._row_of
        self._made = other._made + changes
        draft = Draft(other._layout, other._basis)
        now: dict[Listing, Terms] = {}
        for listing, terms in edits:
            edit(draft, self._program, listing, now.get(listing) or self._terms_of(listing), terms)
            now[listing] = terms
        self._program = with_terms(self._program, draft.layout, now)
        self._layout, self._basis = draft.solve(self.time_limit)


def read_standing(folder: Path) -> Standing:
    """Where an earlier solve stood, as `Planner.standing.write` kept it.

    Raises
    ------
    PlanFault
        When it is not there, or not what was written.
    """
    try:
        return Standing.read(folder)
    except ValueError as error:
        raise PlanFault("basis", folder=folder) from error


def _optimum(
    program: Program, market: Market, layout: Layout, standing: Standing | None, deadline: float
) -> tuple[Layout, Basis]:
    if standing is not None:
        try:
            return resume(program, market.haulage["id"], layout, standing, deadline)
        except NotSolved:
            layout = lay_out(program)
    with suppress(Astray):
        return optimal_basis(layout, deadline)
    return optimal_basis(lay_out(program), deadline, another=True)
