"""Which people's business credit (KUR) of a day fits, and why: dated rules, each with its source.

The rules are data, one file for each rule set, so that a coordinator adds the next one without code and an
old assessment keeps the rules of its day. What rests on a value nobody has verified needs the bank's word. An
assessment is an indication; this package refuses to say that anything is granted.
"""

from jejaring.finance.kur.applicant import Applicant
from jejaring.finance.kur.assess import Assessment, Reason, SchemeAssessment, assess
from jejaring.finance.kur.read import read_folder, read_rule_set
from jejaring.finance.kur.rules import Rule, RuleSet, Scheme
from jejaring.finance.kur.sets import rule_set_of, shipped_rule_sets

__all__ = [
    "Applicant",
    "Assessment",
    "Reason",
    "Rule",
    "RuleSet",
    "Scheme",
    "SchemeAssessment",
    "assess",
    "read_folder",
    "read_rule_set",
    "rule_set_of",
    "shipped_rule_sets",
]
