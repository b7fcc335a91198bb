"""The plan a question is asked of: of this market, of the whole network, verified, and not empty."""

from jejaring.insight.faults import InsightFault
from jejaring.market import Market
from jejaring.planning import Plan, verify


def check_asked(market: Market, plan: Plan, *, whole: bool = True, empty: bool = False) -> None:
    """Make sure that a question about a plan has an answer that can be trusted.

    Parameters
    ----------
    market : Market
    plan : Plan
    whole : bool
        Whether it must be a plan of the whole network, around no accepted trades.
    empty : bool
        Whether it may have no trades.

    Raises
    ------
    InsightFault
        When it is a plan of another market, is confined where it may not be, does not verify, or has no
        trades where it must.
    """
    if plan.market_hash != market.hash:
        raise InsightFault("other-market")
    if whole and (plan.scope != "network" or plan.pinned.height):
        raise InsightFault("not-whole")
    verdict = verify(market, plan)
    if not verdict:
        raise InsightFault("not-verified", check=verdict.faults[0].name)
    if not empty and not plan.trades.height:
        raise InsightFault("empty-plan")
