"""Cash in hand, rule sets, assessments, and files for banks; one record in each file."""

from jejaring.web.finance.models.cash_in_hand import CashInHand
from jejaring.web.finance.models.financing_file import FinancingFile
from jejaring.web.finance.models.kept_assessment import KeptAssessment
from jejaring.web.finance.models.look import Look
from jejaring.web.finance.models.rule_set_text import RuleSetText

__all__ = ["CashInHand", "FinancingFile", "KeptAssessment", "Look", "RuleSetText"]
