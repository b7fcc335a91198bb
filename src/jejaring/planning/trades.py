"""Parcels between regions become trades between listings: few and large.

At each region the givers fill the parcels that leave it, largest with largest; at each destination the
parcels fill the takers; and inside a parcel its givers are matched with its takers the same way. Each
matching of m with n has at most m + n - 1 pieces (`match`), so a parcel has at most as many trades as it
has givers and takers, less one.

What a listing is used for is then what it trades: the levels are taken from the trades.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jejaring.planning.activities import KINDS
from jejaring.planning.flows import Hauls, Parcels, carriers, parcels_of
from jejaring.planning.matching import ROUNDING, match, sum_by
from jejaring.planning.parties import Side, givers_and_takers
from jejaring.planning.program import Program
from jejaring.planning.solution import Solution

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
NOTHING = 5e-13  # of a listing's quantity, or of the most any is used: so little is used by rounding alone


@dataclass(frozen=True)
class Deals:
    """Trades by the numbers of their parties, in the order of their parcels; arrays have shape (deals,)."""

    seller: Ints
    """The activity that gives, by its column in the program."""
    buyer: Ints
    parcel: Ints
    """Its number among `parcels`."""
    quantity: Floats
    parcels: Parcels

    def __len__(self) -> int:
        return len(self.seller)

    def carried(self) -> tuple[Ints, Ints]:
        """Every deal and haulage activity that carries it, in the order of the ways."""
        return carriers(self.parcels.way[self.parcel], self.parcels.hauls)


def trade(
    program: Program, solution: Solution, pinned: Deals | None = None
) -> tuple[dict[str, Floats], Deals]:
    """The levels of all activities (per kind) and the trades that use them, pinned ones first."""
    least = {kind: program.least[program.columns(kind)] for kind in KINDS[:-1]}
    levels = _snapped(program, solution)
    while True:
        gives, takes = givers_and_takers(program, levels)
        if pinned is not None:
            parcel = pinned.parcels
            gives = gives.beside(parcel.from_node[pinned.parcel], pinned.seller, pinned.quantity)
            takes = takes.beside(parcel.to_node[pinned.parcel], pinned.buyer, pinned.quantity)
        deals = deals_of(parcels_of(program.nodes, solution.flows, gives, takes), gives, takes)
        if pinned is not None:
            deals = joined(pinned, deals)
        idle = _works_for_no_need(program, levels, deals, pinned)
        busy = {kind: activities & (levels[kind] > least[kind]) for kind, activities in idle.items()}
        if not any(activities.any() for activities in busy.values()):
            return levels | _levels_of_trades(program, deals), deals
        for kind, activities in busy.items():
            levels[kind][activities] = least[kind][activities]


def levels_as_solved(program: Program, solution: Solution) -> dict[str, Floats]:
    """The levels of all activities (per kind), rounding taken out, without the trades that use them."""
    flows = solution.flows
    carried = flows.haulage >= 0
    kg = flows.quantity[carried] * program.goods.kg_per_unit[flows.commodity[carried]]
    haulage = program.activities["haulage"]
    by_haulier = sum_by(flows.haulage[carried], kg, len(haulage))
    return _snapped(program, solution) | {
        "haulage": _snap(by_haulier, haulage.quantity, float(kg.max(initial=0.0)))
    }


def _snapped(program: Program, solution: Solution) -> dict[str, Floats]:
    """The levels of all activities but haulage, rounding taken out."""
    most_used = float(solution.columns[: program.activity_columns].max(initial=0.0))
    return {
        kind: np.maximum(
            _snap(solution.levels(program, kind), program.activities[kind].quantity, most_used),
            program.least[program.columns(kind)],
        )
        for kind in KINDS[:-1]
    }


def joined(first: Deals, second: Deals) -> Deals:
    """The deals of the one, then those of the other."""
    one, other = first.parcels, second.parcels
    before, hauls = len(one.quantity), len(one.hauls.haulage)
    both = {
        name: np.concatenate([getattr(one, name), getattr(other, name)])
        for name in Parcels.__annotations__
        if name not in ("way", "hauls")
    }
    parcels = Parcels(
        **both,
        way=np.concatenate([one.way, np.where(other.way >= 0, other.way + hauls, -1)]),
        hauls=Hauls(
            np.concatenate([one.hauls.haulage, other.hauls.haulage]),
            np.concatenate([one.hauls.then, np.where(other.hauls.then >= 0, other.hauls.then + hauls, -1)]),
        ),
    )
    return Deals(
        seller=np.concatenate([first.seller, second.seller]),
        buyer=np.concatenate([first.buyer, second.buyer]),
        parcel=np.concatenate([first.parcel, second.parcel + before]),
        quantity=np.concatenate([first.quantity, second.quantity]),
        parcels=parcels,
    )


def surplus_of(program: Program, levels: dict[str, Floats], deals: Deals) -> float:
    """Rupiah: what served needs would pay, less what offers ask, less fees, less freight."""
    own = {kind: float(levels[kind] @ program.activities[kind].price) for kind in KINDS}
    value = own.pop("needs")
    freight = float(deals.quantity @ deals.parcels.freight[deals.parcel])
    return value - sum(own.values()) - freight


def deals_of(parcels: Parcels, gives: Side, takes: Side) -> Deals:
    """All trades of a solution, in the order of its parcels."""
    sold = match(gives.node, gives.quantity, parcels.from_node, parcels.quantity)
    bought = match(parcels.to_node, parcels.quantity, takes.node, takes.quantity)
    pieces = match(sold.taker, sold.quantity, bought.giver, bought.quantity)
    return Deals(
        seller=gives.party[sold.giver[pieces.giver]],
        buyer=takes.party[bought.taker[pieces.taker]],
        parcel=sold.taker[pieces.giver],
        quantity=pieces.quantity,
        parcels=parcels,
    )


def _snap(levels: Floats, quantity: Floats, most_used: float) -> Floats:
    """Levels within rounding of nothing or of the whole quantity become exactly that."""
    least = NOTHING * np.minimum(quantity, most_used)
    snapped = np.where(levels <= least, 0.0, levels)
    return np.where(levels >= (1 - ROUNDING) * quantity, quantity, snapped)


def _works_for_no_need(
    program: Program, levels: dict[str, Floats], deals: Deals, pinned: Deals | None
) -> dict[str, Bools]:
    """Capacities and stores that work, but not for any need: possible where none of it costs anything.

    They sell nothing, or only to each other in circles. What is pinned is needed.
    """
    leads_to_need = np.zeros(program.activity_columns, dtype=np.bool_)
    leads_to_need[program.columns("needs")] = True
    if pinned is not None:
        leads_to_need[pinned.buyer] = leads_to_need[pinned.seller] = True
    further = True
    while further:
        sellers = deals.seller[leads_to_need[deals.buyer]]
        further = not leads_to_need[sellers].all()
        leads_to_need[sellers] = True
    return {
        kind: (levels[kind] > 0) & ~leads_to_need[program.columns(kind)] for kind in ("capacities", "stores")
    }


def _levels_of_trades(program: Program, deals: Deals) -> dict[str, Floats]:
    """What offers sell, needs buy and hauliers carry."""
    columns = program.activity_columns
    sold = sum_by(deals.seller, deals.quantity, columns)
    bought = sum_by(deals.buyer, deals.quantity, columns)
    deal, haulage = deals.carried()
    kg = deals.quantity[deal] * program.goods.kg_per_unit[deals.parcels.commodity[deals.parcel[deal]]]
    return {
        "offers": sold[program.columns("offers")],
        "needs": bought[program.columns("needs")],
        "haulage": sum_by(haulage, kg, len(program.activities["haulage"])),
    }
