"""Chains: every need served is traced back through trades and work to the offers it came from.

A capacity or store is a worker: it sells some trades and buys others. Lay its sales end to end on a
line, each as long as its share of what they bring in, largest first; lay its purchases of each
commodity on the same line the same way. The stretch that a sale and a purchase have in common is the
part of the purchase that the sale is made from. So every purchase is used up exactly by the sales, and
the pieces stay few. Followed from the needs backwards until only offers are left, this gives each
trade's parts among the chains; where recipes feed each other in a circle, the parts are the limit of
going round it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from jejaring.planning.parties import Party
from jejaring.planning.trades import Deal, match

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
NEGLIGIBLE = 1e-13  # of a trade: what is left of a circle when it is no longer followed


def trace(deals: Sequence[Deal], value: Floats, need_of: Ints, needs: int) -> tuple[Ints, Ints, Floats]:
    """Each trade's parts among the chains.

    Parameters
    ----------
    deals : sequence of Deal, length d
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
    shape = (len(deals), needs)
    step = csr_array((np.ones(len(final)), (final, need_of[final])), shape=shape)
    made_from = _made_from(deals, value)
    total = step
    while step.nnz:
        step = made_from @ step
        step.data[step.data < NEGLIGIBLE] = 0.0
        step.eliminate_zeros()
        total = total + step
    parts = coo_array(total)
    order = np.lexsort((parts.coords[0], parts.coords[1]))
    return parts.coords[1][order].astype(np.int64), parts.coords[0][order].astype(np.int64), parts.data[order]


def _made_from(deals: Sequence[Deal], value: Floats) -> csr_array:
    """Shape (d, d): the share of each purchase (row) that each sale (column) is made from."""
    sales: dict[Party, list[int]] = defaultdict(list)
    purchases: dict[Party, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, deal in enumerate(deals):
        sales[deal.seller].append(number)
        purchases[deal.buyer][deal.parcel.commodity].append(number)
    rows: list[int] = []
    columns: list[int] = []
    shares: list[float] = []
    for worker in sorted(sales.keys() & purchases.keys()):
        sold = _on_a_line(sales[worker], [value[number] for number in sales[worker]])
        for bought in purchases[worker].values():
            laid = _on_a_line(bought, [deals[number].quantity for number in bought])
            for purchase, sale, part in _in_common(laid, sold):
                rows.append(purchase)
                columns.append(sale)
                shares.append(part)
    return csr_array((shares, (rows, columns)), shape=(len(deals), len(deals)))


def _in_common(
    purchases: list[tuple[int, float]], sales: list[tuple[int, float]]
) -> Iterator[tuple[int, int, float]]:
    """The parts of each purchase that go into each sale; the parts of a purchase sum to one."""
    pieces = list(match(purchases, sales))
    used: dict[int, float] = defaultdict(float)
    for purchase, _, part in pieces:
        used[purchase] += part
    for purchase, sale, part in pieces:
        yield purchase, sale, part / used[purchase]
    for purchase, _ in purchases:
        if purchase not in used:  # beyond the end of the sales by rounding
            yield purchase, sales[-1][0], 1.0


def _on_a_line(numbers: list[int], sizes: list[float]) -> list[tuple[int, float]]:
    """The trades laid end to end on a line of length one, largest first."""
    whole = sum(sizes)
    shares = [size / whole if whole > 0 else 1 / len(sizes) for size in sizes]
    return sorted(zip(numbers, shares, strict=True), key=lambda entry: (-entry[1], entry[0]))
