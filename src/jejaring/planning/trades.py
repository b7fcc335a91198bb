"""Parcels between regions become trades between listings: few and large.

At each region the givers, largest first, fill the parcels that leave it, largest first; at each
destination the parcels fill the takers; and inside a parcel its givers are matched with its takers the
same way. Each matching of m with n has at most m + n - 1 pieces (the north-west corner rule), so a
parcel has at most as many trades as it has givers and takers, less one.

What a listing is used for is then what it trades: the levels are taken from the trades.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from jejaring.planning.activities import KINDS
from jejaring.planning.flows import Parcel, parcels_of
from jejaring.planning.parties import ROUNDING, Floats, Node, Party, Side, givers_and_takers
from jejaring.planning.program import Program
from jejaring.planning.solution import Solution

NOTHING = 1e-12  # of a listing's quantity: so little of it is used by the solver's rounding alone

Left = TypeVar("Left")
Right = TypeVar("Right")


@dataclass(frozen=True)
class Deal:
    """A trade by the numbers of its parties; the plan's table names them."""

    seller: Party
    buyer: Party
    parcel: Parcel
    quantity: float


def trade(program: Program, solution: Solution) -> tuple[dict[str, Floats], list[Deal]]:
    """The levels of all activities (per kind) and the trades that use them."""
    levels = {
        kind: _snap(solution.levels(program, kind), program.activities[kind].quantity) for kind in KINDS[:-1]
    }
    flows = solution.levels(program, "moves")
    while True:
        gives, takes = givers_and_takers(program, levels)
        deals = deals_of(parcels_of(program, flows, gives, takes), gives, takes)
        idle = _works_for_nothing(levels, deals)
        if not idle:
            return levels | _levels_of_trades(program, deals), deals
        for worker in idle:
            levels[worker.kind][worker.activity] = 0.0


def surplus_of(program: Program, levels: dict[str, Floats], deals: Sequence[Deal]) -> float:
    """Rupiah: what served needs would pay, less what offers ask, less fees, less freight."""
    own = {kind: float(levels[kind] @ program.activities[kind].price) for kind in KINDS}
    value = own.pop("needs")
    freight = sum(deal.quantity * deal.parcel.freight for deal in deals)
    return value - sum(own.values()) - freight


def _snap(levels: Floats, quantity: Floats) -> Floats:
    """Levels within rounding of nothing or of the whole quantity become exactly that."""
    snapped = np.where(levels <= NOTHING * quantity, 0.0, levels)
    return np.where(levels >= (1 - ROUNDING) * quantity, quantity, snapped)


def _works_for_nothing(levels: dict[str, Floats], deals: Sequence[Deal]) -> list[Party]:
    """Capacities and stores that work but sell nothing: possible where nothing of it costs anything."""
    sells = {deal.seller for deal in deals}
    workers = (
        Party(kind, int(activity))
        for kind in ("capacities", "stores")
        for activity in np.flatnonzero(levels[kind])
    )
    return [worker for worker in workers if worker not in sells]


def _levels_of_trades(program: Program, deals: Sequence[Deal]) -> dict[str, Floats]:
    """What offers sell, needs buy and hauliers carry."""
    levels = {kind: np.zeros(len(program.activities[kind])) for kind in ("offers", "needs", "haulage")}
    for deal in deals:
        if deal.seller.kind == "offers":
            levels["offers"][deal.seller.activity] += deal.quantity
        if deal.buyer.kind == "needs":
            levels["needs"][deal.buyer.activity] += deal.quantity
        for activity in deal.parcel.haulage:
            kg_per_unit = program.goods.kg_per_unit[deal.parcel.commodity]
            levels["haulage"][activity] += deal.quantity * kg_per_unit
    return levels


def match(
    givers: Sequence[tuple[Left, float]], takers: Sequence[tuple[Right, float]]
) -> Iterator[tuple[Left, Right, float]]:
    """Match two lists of quantities in their order: (giver, taker, quantity) pieces.

    Whatever one side has more than the other is left over. A piece that is next to nothing for both its
    giver and its taker is rounding, and is left out.
    """
    g = t = 0
    giver_left, taker_left = _quantity(givers, 0), _quantity(takers, 0)
    while g < len(givers) and t < len(takers):
        part = min(giver_left, taker_left)
        if part > ROUNDING * min(givers[g][1], takers[t][1]):
            yield givers[g][0], takers[t][0], part
        giver_left -= part
        taker_left -= part
        if giver_left <= 0:
            g += 1
            giver_left = _quantity(givers, g)
        if taker_left <= 0:
            t += 1
            taker_left = _quantity(takers, t)


def deals_of(parcels: Sequence[Parcel], gives: Side, takes: Side) -> list[Deal]:
    """All trades of a solution, in the order of its parcels."""
    sellers = _shares(parcels, gives, "origin")
    buyers = _shares(parcels, takes, "destination")
    return [
        Deal(seller, buyer, parcel, quantity)
        for number, parcel in enumerate(parcels)
        for seller, buyer, quantity in match(sellers[number], buyers[number])
    ]


def _quantity(side: Sequence[tuple[object, float]], index: int) -> float:
    return side[index][1] if index < len(side) else 0.0


def _shares(parcels: Sequence[Parcel], side: Side, end: str) -> dict[int, list[tuple[Party, float]]]:
    """For each parcel the parties at its `end` ("origin" or "destination") and their parts of it."""
    parcels_at: dict[Node, list[tuple[int, float]]] = defaultdict(list)
    for number, parcel in enumerate(parcels):
        node = Node(parcel.commodity, parcel.period, getattr(parcel, end))
        parcels_at[node].append((number, parcel.quantity))
    shares: dict[int, list[tuple[Party, float]]] = defaultdict(list)
    for node, numbered in parcels_at.items():
        numbered.sort(key=lambda entry: (-entry[1], entry[0]))
        for party, number, quantity in match(side.at[node], numbered):
            shares[number].append((party, quantity))
    return shares
