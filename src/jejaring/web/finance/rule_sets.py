"""All rule sets of people's business credit that the site knows: those it ships with, and those added."""

from jejaring.finance.kur import RuleSet, shipped_rule_sets
from jejaring.finance.kur.read import check_together
from jejaring.web.finance.models import RuleSetText


def known_rule_sets() -> tuple[RuleSet, ...]:
    """Oldest first. One that was added stands, until withdrawn, for one of its id or day shipped later."""
    added = [text.rules for text in RuleSetText.objects.filter(withdrawn=None)]
    ids, days = {one.id for one in added}, {one.first_day for one in added}
    shipped = [one for one in shipped_rule_sets() if one.id not in ids and one.first_day not in days]
    return check_together([*shipped, *added])
