"""Verify a plan against its market.

Most checks know nothing of each other and are made at once, as many as there are processors.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import numpy as np

from jejaring.market import Market
from jejaring.planning.certificate import money, quantities
from jejaring.planning.certificate.case import Case, Unreadable
from jejaring.planning.certificate.practical import practical_checks
from jejaring.planning.certificate.promises import pinned
from jejaring.planning.certificate.provenance import provenance
from jejaring.planning.certificate.shipping import Shipping
from jejaring.planning.certificate.verdict import Check, Verdict
from jejaring.planning.certificate.worth import Worth
from jejaring.planning.columns import digest_of
from jejaring.planning.model import Plan
from jejaring.planning.processors import processors
from jejaring.planning.scopes import SCOPES, confined

GAP = 1e-6  # of the surplus: how far it may be from the bound
STATED = 1e-6  # of a total: how far what the plan states may be from what comes out
ROUNDING = 1e-14  # of all that changes hands: a sum of it is not known more exactly


def verify(market: Market, plan: Plan) -> Verdict:
    """Recompute everything a plan claims from the plan and its market alone.

    A plan of confined trade is held against the market so confined.

    Parameters
    ----------
    market : Market
        The market the plan says it is of.
    plan : Plan

    Returns
    -------
    Verdict
        True if the plan is feasible, its money adds up, nobody loses, and its prices prove that no other
        plan has more surplus (weak duality): the gap is within a millionth.
    """
    with ThreadPoolExecutor(processors()) as threads:
        sealed = threads.submit(_sealed, plan)
        found = _found(market, plan, threads)
    same = plan.market_hash == market.hash and plan.periods == market.periods
    seals = (Check("market", 0.0 if same else np.inf), sealed.result())
    return replace(found, checks=(*seals, *found.checks))


def _found(market: Market, plan: Plan, threads: ThreadPoolExecutor) -> Verdict:
    """What is found of a plan, its seals aside."""
    if plan.scope not in SCOPES:
        return _unreadable("scope")
    try:
        return _verdict(Case(confined(market, plan.scope), plan), threads)
    except Unreadable as fault:
        return _unreadable(str(fault))


def _unreadable(what: str) -> Verdict:
    return Verdict((Check("readable", np.inf, what),), np.nan, np.nan)


def _verdict(case: Case, threads: ThreadPoolExecutor) -> Verdict:
    shipping = Shipping(case)
    worth = Worth(case, shipping)
    known, kept = _known_names(case), pinned(case)
    if not (known.passed and kept.passed):
        return Verdict((known, kept), np.nan, np.nan)
    paid = money.open_freight(case, worth)
    practical = threads.submit(practical_checks, case, shipping)  # takes longest
    ways = threads.submit(worth.lanes)
    alone = (
        partial(quantities.bounds, case),
        partial(quantities.balances, case),
        partial(quantities.carriage, case),
        worth.listings,
        worth.stated,
        partial(money.trade_prices, case),
        partial(money.freight, case, shipping, paid),
        partial(money.gains, case),
        partial(money.chains, case),
        partial(provenance, case),
    )
    exact = [threads.submit(check) for check in alone]
    lanes, slack = ways.result()
    surplus = money.surplus_of(case, paid)
    bound = worth.best + slack
    size = max(abs(bound), 1.0, ROUNDING / GAP * money.turnover(case))
    checks = (
        known,
        kept,
        lanes,
        *(check.result() for check in exact),
        *practical.result(),
        _facts(case.plan),
        Check("surplus", abs(case.plan.surplus - surplus) / (STATED * size)),
        Check("bound", abs(case.plan.bound - bound) / (STATED * size)),
        Check("gap", abs(bound - surplus) / (GAP * size)),
    )
    return Verdict(checks, surplus, bound)


def _sealed(plan: Plan) -> Check:
    """The tables say what they said when the plan was made."""
    return Check("sealed", 0.0 if plan.digest == digest_of(plan.tables) else np.inf)


def _facts(plan: Plan) -> Check:
    """The gap, the loss and the counts that a plan's folder states are those of its totals and tables."""
    states_right = plan.stated is None or plan.stated == {
        "gap": plan.gap,
        "practical_loss": plan.practical_loss,
        "counts": plan.counts,
    }
    return Check("facts", 0.0 if states_right else np.inf)


def _known_names(case: Case) -> Check:
    """Every row names what the market has; what a case cannot even be laid out from is found before."""
    months = case.trades.select("trade", "t")
    haulage = case.activities["haulage"].select("t", haulage="listing")
    unknown = case.plan.carriage.join(months, on="trade", how="left", maintain_order="left").join(
        haulage, on=["haulage", "t"], how="anti", maintain_order="left"
    )
    if unknown.height:
        trade, haulier = unknown.row(0)[:2]
        return Check("readable", np.inf, f"carriage: {trade}, {haulier}")
    return Check("readable", 0.0)
