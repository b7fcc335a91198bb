"""What can be done about money to come: one transaction and one row of the audit trail each."""

from jejaring.web.finance.actions.assessments import keep_assessment
from jejaring.web.finance.actions.cash import say_cash
from jejaring.web.finance.actions.files import look_at, revoke_file, share_file
from jejaring.web.finance.actions.rules import add_rule_set, withdraw_rule_set

__all__ = [
    "add_rule_set",
    "keep_assessment",
    "look_at",
    "revoke_file",
    "say_cash",
    "share_file",
    "withdraw_rule_set",
]
