"""All rule sets of people's business credit that the site knows: those it ships with, and those added."""

from jejaring.finance.kur import RuleSet, shipped_rule_sets
from jejaring.finance.kur.read import check_together
from jejaring.web.finance.models import RuleSetText


def known_rule_sets() -> tuple[RuleSet, ...]:
    """Oldest first."""
    added = [text.rules for text in RuleSetText.objects.filter(withdrawn=None)]
    return check_together([*shipped_rule_sets(), *added])
