"""Is the practical plan one that can be signed: minimums, whole units, whole rupiah, nobody at a loss?

It stands on its own: it may use listings otherwise than the exact plan does. What ties the two together is
the bound, which no plan exceeds, so that the loss stated is at least the true one.
"""

import numpy as np

from jejaring.planning.certificate.case import Case
from jejaring.planning.certificate.practical import money, quantities
from jejaring.planning.certificate.practical.case import PracticalCase
from jejaring.planning.certificate.shipping import Shipping
from jejaring.planning.certificate.verdict import Check


def practical_checks(case: Case, shipping: Shipping) -> tuple[Check, ...]:
    """All that is demanded of the practical plan."""
    practical = PracticalCase(case)
    readable = _readable(practical)
    if not readable.passed:
        return (readable,)
    return (
        readable,
        quantities.limits(practical),
        quantities.units(practical),
        quantities.balances(practical),
        money.freight(practical, shipping),
        money.money(practical),
        money.gains(practical),
    )


def _readable(practical: PracticalCase) -> Check:
    """Every row names what the market has, none twice, and no number is missing or below zero."""
    trades, carriage, plan = practical.trades, practical.carriage, practical.case.plan
    levels = plan.practical_levels.join(practical.case.period, on="period", how="left")
    unknown = levels.join(practical.activities, on=["listing", "t"], how="anti")["listing"]
    twice = trades["trade"].is_duplicated().any() or levels.select("listing", "period").is_duplicated().any()
    missing = trades.select("t", "c", "r_from", "r_to").null_count().sum_horizontal().item()
    amounts = [
        *(trades[name] for name in ("quantity", "received", "freight", "paid")),
        *(carriage[name] for name in ("kg", "amount")),
        *(levels[name] for name in ("level", "received", "paid", "own")),
    ]
    numbers = all(bool((column.is_finite() & (column >= 0)).fill_null(False).all()) for column in amounts)
    used = bool((trades["quantity"] > 0).all()) and bool((levels["level"] > 0).all())
    nobody = carriage["haulier"].null_count()
    if len(unknown) or twice or missing or nobody or not numbers or not used:
        return Check("practical-readable", np.inf, str(unknown[0]) if len(unknown) else "")
    return Check("practical-readable", 0.0)
