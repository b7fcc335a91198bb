"""What can be done about money to come: one transaction and one row of the audit trail each."""

from jejaring.web.finance.actions.assessments import keep_assessment
from jejaring.web.finance.actions.cash import say_cash
from jejaring.web.finance.actions.rules import add_rule_set, withdraw_rule_set

__all__ = ["add_rule_set", "keep_assessment", "say_cash", "withdraw_rule_set"]
