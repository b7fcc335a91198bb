"""Whether a clearing is right and the largest there is, by NumPy and the obligations alone.

No circulation can take off more than

    sum over pairs of  owed * max(0, 1 + potential[creditor] - potential[debtor])

whatever whole numbers stand for the potentials, since around every loop the potentials cancel (linear
programming duality; Ford and Fulkerson 1962). A total that reaches this sum is therefore the largest.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jejaring.clearing.clear import Clearing, remaining_of
from jejaring.clearing.folder import Written, clearing_of, summary_of
from jejaring.clearing.obligations import Obligations
from jejaring.language import Language, read_phrases

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    name: str
    passed: bool
    off: int = 0
    """By how much it fails: rupiah, or how many."""

    def say(self, language: Language) -> str:
        """The check and what came of it, as one line."""
        phrases = read_phrases("jejaring.clearing")
        if self.passed:
            return phrases.say(f"check-{self.name}", language)
        return phrases.say(f"fails-{self.name}", language, off=self.off)


@dataclass(frozen=True)
class Verdict:
    """All checks of a clearing; true when every one passed."""

    checks: tuple[Check, ...]

    def __bool__(self) -> bool:
        return all(check.passed for check in self.checks)


def verify_clearing(obligations: Obligations, written: Written) -> Verdict:
    """Check set-offs against debts, net positions, the total against its bound, and what is stated.

    Parameters
    ----------
    obligations : Obligations
    written : Written
        What a folder states; see `read_clearing`.
    """
    clearing = clearing_of(obligations, written)
    setoffs, amount = clearing.setoffs, obligations.amount
    listed = len(obligations) - obligations.table.join(written.setoffs, on="id", how="semi").height
    listed += written.setoffs.height - (len(obligations) - listed)
    outside = int(((setoffs < 0) | (setoffs > amount)).sum())
    net = np.zeros(len(obligations.parties), dtype=np.int64)
    np.add.at(net, obligations.debtor, setoffs)
    np.add.at(net, obligations.creditor, -setoffs)
    left_out = frozenset(clearing.left_out)
    takes_part = np.array([party not in left_out for party in obligations.parties], dtype=np.bool_)
    between = takes_part[obligations.debtor] & takes_part[obligations.creditor]
    insolvent = int(np.abs(setoffs[~between]).sum())
    potential = np.array([clearing.potentials.get(party, 0) for party in obligations.parties], dtype=np.int64)
    each = np.maximum(0, 1 + potential[obligations.creditor] - potential[obligations.debtor])
    missing = _sum_of_products(amount[between], each[between]) - clearing.cleared
    wrong = _wrongly_stated(obligations, clearing, written)
    return Verdict(
        (
            Check("listed", listed == 0, listed),
            Check("within", outside == 0, outside),
            Check("net", not net.any(), int(np.abs(net).max(initial=0))),
            Check("insolvent", insolvent == 0, insolvent),
            Check("largest", missing == 0, abs(missing)),
            Check("stated", wrong == 0, wrong),
        )
    )


def _wrongly_stated(obligations: Obligations, clearing: Clearing, written: Written) -> int:
    """How many rows that remain and how many totals are not what they should be."""
    remaining = remaining_of(obligations, clearing)
    columns = remaining.columns
    rows = remaining.join(written.remaining, on=columns, how="anti").height
    rows += written.remaining.join(remaining, on=columns, how="anti").height
    rows += abs(written.remaining.height - remaining.height) if rows == 0 else 0
    expected = summary_of(obligations, clearing)
    return int(rows + sum(written.summary.get(name) != value for name, value in expected.items()))


def _sum_of_products(amount: Ints, each: Ints) -> int:
    """Exact, even when potentials that were tampered with would overflow."""
    if int(each.max(initial=0)) * int(amount.sum()) < 2**63:
        return int(amount @ each)
    return sum(a * e for a, e in zip(amount.tolist(), each.tolist(), strict=True))
