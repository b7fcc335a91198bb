"""Chains: every need served is traced back through trades and work to the offers it came from.

A capacity or store is a worker: it sells some trades and buys others. Lay its sales end to end on a
line, each as long as its share of what they bring in; lay its purchases of each commodity on the same
line the same way. The stretch that a sale and a purchase have in common is the part of the purchase
that the sale is made from. So every purchase is used up exactly by the sales, and the pieces stay few.

Where recipes feed each other in a circle, a line could close it: what a worker buys from the circle
would all go back into it. There every purchase goes into all sales in proportion instead. Followed from
the needs backwards until only offers are left, this gives each trade's parts among the chains; what goes
round in circles is the solution of a linear system.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csc_array, csr_array, diags_array, eye_array, hstack
from scipy.sparse.linalg import splu

from jejaring.planning.circles import in_circles
from jejaring.planning.matching import match, places_of, sum_by
from jejaring.planning.trades import Deals

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
AT_ONCE = 256  # exits of circles solved for together: bounds the memory


def trace(deals: Deals, value: Floats, need_of: Ints, needs: int) -> tuple[Ints, Ints, Floats]:
    """Each trade's parts among the chains.

    Parameters
    ----------
    deals : Deals
        d of them.
    value : array, shape (d,)
        What each trade's seller is paid, rupiah.
    need_of : array, shape (d,)
        Number of the need that buys the trade, -1 where the buyer is a worker.
    needs : int
        How many needs there are.

    Returns
    -------
    need, deal, share : arrays, shape (parts,)
        Sorted by need, then deal; the shares of a deal sum to one.
    """
    final = np.flatnonzero(need_of >= 0)
    step = csr_array((np.ones(len(final)), (final, need_of[final])), shape=(len(deals), needs))
    made_from = _circles_solved(_made_from(deals, value, need_of < 0))
    total = step
    while step.nnz:
        step = made_from @ step
        total = total + step
    parts = coo_array(total)
    order = np.lexsort((parts.coords[0], parts.coords[1]))
    return parts.coords[1][order].astype(np.int64), parts.coords[0][order].astype(np.int64), parts.data[order]


def _made_from(deals: Deals, value: Floats, bought_for_work: Bools) -> csr_array:
    """Shape (d, d): the share of each purchase for work (row) that goes into each sale (column)."""
    parties = int(max(deals.seller.max(initial=0), deals.buyer.max(initial=0))) + 1
    between = np.flatnonzero(bought_for_work)
    circling = np.zeros(parties, dtype=np.bool_)
    circling[deals.buyer[between[in_circles(deals.seller[between], deals.buyer[between], parties)]]] = True
    brings = sum_by(deals.seller, value, parties)
    by_quantity = brings <= 0
    while True:
        weight = np.where(by_quantity[deals.seller], deals.quantity, value)
        made_from = _laid(deals, weight, between, circling)
        if not circling.any():
            return made_from
        # What brings something in may all go round and round, and what leaves the circle bring nothing.
        closed = deals.buyer[between[~_lead_to_needs(made_from, ~bought_for_work)[between]]]
        if not len(closed):
            return made_from
        by_quantity[closed] = True


def _laid(deals: Deals, weight: Floats, purchases: Ints, circling: Bools) -> csr_array:
    """The shares of the purchases in the sales, when the sales of a worker divide its line by `weight`."""
    commodity = deals.parcels.commodity[deals.parcel[purchases]]
    goods = int(commodity.max(initial=0)) + 1
    lines, line_of = np.unique(deals.buyer[purchases] * goods + commodity, return_inverse=True)
    worker = lines // goods  # every worker has a line for each commodity it buys
    bought = deals.quantity[purchases] / np.bincount(line_of, deals.quantity[purchases])[line_of]
    by_seller = np.argsort(deals.seller, kind="stable")
    sold_on, place = places_of(worker, deals.seller[by_seller])
    sale = by_seller[place]
    sold = weight[sale] / np.bincount(sold_on, weight[sale], minlength=len(worker))[sold_on]

    one, other = ~circling[worker[line_of]], ~circling[worker[sold_on]]
    laid = match(line_of[one], bought[one], sold_on[other], sold[other])
    length = np.bincount(laid.giver, laid.quantity, minlength=int(one.sum()))
    rows, columns = [purchases[one][laid.giver]], [sale[other][laid.taker]]
    shares = [laid.quantity / length[laid.giver]]

    # Where work runs in circles, every purchase of the line goes into every sale of it.
    bought_again, at = places_of(line_of[~one], sold_on[~other])
    rows.append(purchases[~one][bought_again])
    columns.append(sale[~other][at])
    shares.append(sold[~other][at])
    entries = (np.concatenate(shares), (np.concatenate(rows), np.concatenate(columns)))
    return csr_array(entries, shape=(len(deals), len(deals)))


def _lead_to_needs(made_from: csr_array, leads: Bools) -> Bools:
    """Which trades some need is served by, shape (d,), those that serve one themselves (`leads`) included."""
    while True:
        further = leads | (made_from @ leads.astype(np.float64) > 0)
        if (further == leads).all():
            return leads
        leads = further


def _circles_solved(made_from: csr_array) -> csr_array:
    """The same shares, with each trade in a circle given as parts of the trades that leave the circle.

    What goes round, x = inside @ x + outside @ y, comes to x = (1 - inside)^-1 @ outside @ y.
    """
    entries = coo_array(made_from)
    row, column = (index.astype(np.int64) for index in entries.coords)
    going_round = in_circles(row, column, made_from.shape[0])
    if not going_round.any():
        return made_from
    circling = np.unique(row[going_round])
    number = np.full(made_from.shape[0], -1)
    number[circling] = np.arange(len(circling))
    inside = csc_array(
        (entries.data[going_round], (number[row[going_round]], number[column[going_round]])),
        shape=(len(circling), len(circling)),
    )
    leaving = ~going_round & (number[row] >= 0)
    exits, exit_of = np.unique(column[leaving], return_inverse=True)
    outside = csc_array(
        (entries.data[leaving], (number[row[leaving]], exit_of)), shape=(len(circling), len(exits))
    )
    solver = splu(csc_array(eye_array(len(circling)) - inside))
    solved = hstack(
        [
            csc_array(np.maximum(solver.solve(outside[:, start : start + AT_ONCE].toarray()), 0.0))
            for start in range(0, len(exits), AT_ONCE)
        ]
    )
    parts = coo_array(diags_array(1.0 / solved.sum(axis=1)) @ solved)
    straight = number[row] < 0
    return csr_array(
        (
            np.concatenate([entries.data[straight], parts.data]),
            (
                np.concatenate([row[straight], circling[parts.coords[0]]]),
                np.concatenate([column[straight], exits[parts.coords[1]]]),
            ),
        ),
        shape=made_from.shape,
    )
