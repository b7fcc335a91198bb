"""Loops of mutual supply: A supplies B, B supplies C, C supplies A. What goes round them could be set off.

As many rupiah as can go round within what each sells to each: the same largest circulation that clears debts
(`jejaring.clearing`), taken apart into loops, each the smallest sale along it.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.clearing.circulation import largest_circulation

Ints = NDArray[np.int64]
LOOP_COLUMNS = {
    "loop": pl.Int64,  # from 1, the largest first
    "step": pl.Int64,  # from 1
    "seller": pl.String,  # cooperatives
    "buyer": pl.String,  # the seller of the next step; of the last step that of the first
    "rupiah": pl.Int64,  # what goes round the loop
}


def loops(dealings: pl.DataFrame) -> pl.DataFrame:
    """The loops of a plan, `LOOP_COLUMNS`.

    Parameters
    ----------
    dealings : DataFrame
        See `dealings`.
    """
    pairs = (
        dealings.filter(pl.col("seller_cooperative") != pl.col("buyer_cooperative"))
        .group_by(seller="seller_cooperative", buyer="buyer_cooperative", maintain_order=True)
        .agg(pl.col("value").sum().floor().cast(pl.Int64))
        .filter(pl.col("value") > 0)
        .sort("seller", "buyer")
    )
    names = pl.concat([pairs["seller"], pairs["buyer"]]).unique().sort()
    number = {name: at for at, name in enumerate(names)}
    seller, buyer = (
        pairs[end].replace_strict(number, return_dtype=pl.Int64).to_numpy().astype(np.int64)
        for end in ("seller", "buyer")
    )
    flow = largest_circulation(seller, buyer, pairs["value"].to_numpy(), len(names))
    found = sorted(_taken_apart(seller, buyer, flow), key=lambda loop: (-loop[1], loop[0]))
    rows = [
        (at, step, names[one], names[round_[step % len(round_)]], rupiah)
        for at, (round_, rupiah) in enumerate(found, 1)
        for step, one in enumerate(round_, 1)
    ]
    return pl.DataFrame(rows, schema=LOOP_COLUMNS, orient="row")


def _taken_apart(tail: Ints, head: Ints, flow: Ints) -> list[tuple[list[int], int]]:
    """A circulation as loops: the nodes of each in order, and what goes round it."""
    left: dict[int, dict[int, int]] = {}
    for one, other, amount in zip(tail.tolist(), head.tolist(), flow.tolist(), strict=True):
        if amount > 0:
            left.setdefault(one, {})[other] = amount
    found = []
    for start in sorted(left):
        while start in left:
            ring = _ring(left, start)
            arcs = list(zip(ring, [*ring[1:], ring[0]], strict=True))
            amount = min(left[one][other] for one, other in arcs)
            for one, other in arcs:
                left[one][other] -= amount
                if not left[one][other]:
                    del left[one][other]
                if not left[one]:
                    del left[one]
            found.append((ring, amount))
    return found


def _ring(left: dict[int, dict[int, int]], start: int) -> list[int]:
    """The first loop that one comes to from a node, always onward to the lowest number."""
    walk, place = [start], {start: 0}
    while (onward := min(left[walk[-1]])) not in place:
        place[onward] = len(walk)
        walk.append(onward)
    return walk[place[onward] :]
