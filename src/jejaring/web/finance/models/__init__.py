"""Cash in hand, rule sets that were added, assessments that were kept; one record in each file."""

from jejaring.web.finance.models.cash_in_hand import CashInHand
from jejaring.web.finance.models.kept_assessment import KeptAssessment
from jejaring.web.finance.models.rule_set_text import RuleSetText

__all__ = ["CashInHand", "KeptAssessment", "RuleSetText"]
