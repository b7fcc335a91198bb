"""Whether a plan is what it says it is, checked in plain loops against its market.

Uses nothing of the planner but the columns of its tables. Each check is one function that yields the faults
it finds, in words; `faults` collects them.
"""

from judge.case import case_of, unreadable
from judge.chains import chains_account_for_every_trade, chains_explain_what_was_paid
from judge.freight import (
    haulage_and_open_freight_are_paid_by_trades,
    haulage_carries_what_its_level_says,
    trades_go_where_goods_can_travel,
    trades_join_places_and_prices,
)
from judge.prices import gains_add_up, levels_carry_their_worth_and_gain, prices_leave_no_better_deal
from judge.quantities import levels_are_within_what_was_listed, trades_add_up_to_levels

CHECKS = (
    levels_are_within_what_was_listed,
    trades_add_up_to_levels,
    trades_join_places_and_prices,
    trades_go_where_goods_can_travel,
    haulage_and_open_freight_are_paid_by_trades,
    haulage_carries_what_its_level_says,
    prices_leave_no_better_deal,
    levels_carry_their_worth_and_gain,
    gains_add_up,
    chains_account_for_every_trade,
    chains_explain_what_was_paid,
)


def faults(market, plan) -> list[str]:
    """Everything wrong with a plan, in words; empty when it is right."""
    unread = list(unreadable(market, plan))
    if unread:
        return unread
    case = case_of(market, plan)
    return [fault for check in CHECKS for fault in check(case)]
