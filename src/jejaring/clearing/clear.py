"""Clear a network of debts, in the order of the method."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.clearing.circulation import largest_circulation, potentials_of
from jejaring.clearing.obligations import Obligations

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Clearing:
    """What is taken off each obligation, and what proves that no more can be."""

    setoffs: Ints
    """Shape (obligations,), in their order: whole rupiah."""
    potentials: dict[str, int]
    """A whole number for every party that takes part; see `verify_clearing`."""
    left_out: tuple[str, ...]
    """Parties in insolvency, whose debts and claims stay as they are."""

    @property
    def cleared(self) -> int:
        """Rupiah taken off in all."""
        return int(self.setoffs.sum())


def clear(obligations: Obligations, insolvent: Iterable[str] = ()) -> Clearing:
    """Take as much as possible off all obligations together.

    Nobody's net position moves, nobody comes to owe a party they did not owe before, and no set-off exceeds
    its obligation. What is taken off the debts of one party to another comes off the oldest first.

    Parameters
    ----------
    obligations : Obligations
    insolvent : iterable of str
        Parties that must not set off.
    """
    left_out = frozenset(insolvent) & frozenset(obligations.parties)
    parties = np.array([party not in left_out for party in obligations.parties], dtype=np.bool_)
    takes_part = parties[obligations.debtor] & parties[obligations.creditor]
    taking = np.flatnonzero(takes_part)
    pair, tail, head, owed = _pairs(obligations, taking)
    nodes = len(obligations.parties)
    flow = largest_circulation(tail, head, owed, nodes)
    potentials = potentials_of(tail, head, owed, flow, nodes)
    setoffs = np.zeros(len(obligations), dtype=np.int64)
    setoffs[taking] = _oldest_first(pair, obligations.amount[taking], flow)
    return Clearing(
        setoffs=setoffs,
        potentials={
            party: int(potential)
            for party, potential, takes in zip(obligations.parties, potentials, parties, strict=True)
            if takes
        },
        left_out=tuple(sorted(left_out)),
    )


def _pairs(obligations: Obligations, taking: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """The pair of each obligation, and of each pair the debtor, the creditor and what is owed in all."""
    nodes = len(obligations.parties)
    key = obligations.debtor[taking] * nodes + obligations.creditor[taking]
    pairs, pair = np.unique(key, return_inverse=True)
    owed = np.zeros(len(pairs), dtype=np.int64)
    np.add.at(owed, pair, obligations.amount[taking])
    return pair, pairs // max(nodes, 1), pairs % max(nodes, 1), owed


def _oldest_first(pair: Ints, amount: Ints, flow: Ints) -> Ints:
    """What each obligation gives to the flow of its pair, earlier ones first."""
    order = np.argsort(pair, kind="stable")
    before = np.cumsum(amount[order]) - amount[order]
    first = np.searchsorted(pair[order], np.arange(len(flow)))
    earlier = before - before[first][pair[order]] if len(order) else before
    setoffs = np.empty_like(amount)
    setoffs[order] = np.clip(flow[pair[order]] - earlier, 0, amount[order])
    return setoffs


def remaining_of(obligations: Obligations, clearing: Clearing) -> pl.DataFrame:
    """The obligations that remain, with what remains of each; those cancelled whole are not there."""
    left = obligations.table.with_columns(amount=obligations.amount - clearing.setoffs)
    return left.filter(pl.col("amount") > 0)
