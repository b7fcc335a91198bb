"""The rule sets that ship with the product, and which of several is in force on a day."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from jejaring.finance.faults import FinanceFault, refuse
from jejaring.finance.kur.read import check_together, read_rule_set
from jejaring.finance.kur.rules import RuleSet


@cache
def shipped_rule_sets() -> tuple[RuleSet, ...]:
    """The rule sets that ship with the product, oldest first."""
    folder = files("jejaring.finance").joinpath("data", "kur")
    found = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    texts = {file.name: file.read_text(encoding="utf-8") for file in found}
    return check_together([read_rule_set(texts[name], name) for name in sorted(texts)])


def rule_set_of(day: date, rule_sets: Sequence[RuleSet]) -> RuleSet:
    """The rule set in force on a day: the latest that has begun, if it has not ended.

    Raises
    ------
    FinanceFaults
        For a day before the first rule set, or in a gap between two. The nearest one is not taken.
    """
    begun = [rules for rules in rule_sets if rules.first_day <= day]
    if not begun:
        first = min(rule_sets, key=lambda rules: rules.first_day, default=None)
        refuse(
            [FinanceFault("rules-none", {"day": day})]
            if first is None
            else [FinanceFault("rules-before", {"day": day, "first": first.first_day, "title": first.title})]
        )
    rules = max(begun, key=lambda rules: rules.first_day)
    if day > rules.last_day:
        refuse([FinanceFault("rules-ended", {"day": day, "last": rules.last_day, "title": rules.title})])
    return rules
