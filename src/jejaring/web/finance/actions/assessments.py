"""Assess a wish for a loan and keep what came out."""

from datetime import date
from typing import Any

from django.db import transaction

from jejaring.finance.kur import Applicant, assess
from jejaring.web.agreements.actions.taking import acting
from jejaring.web.common import audit
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.finance.models import KeptAssessment
from jejaring.web.finance.rule_sets import known_rule_sets


@transaction.atomic
def keep_assessment(
    *,
    actor: Any,
    cooperative: Cooperative,
    applicant: Applicant,
    amount: int,
    purpose: str,
    day: date,
    months: int | None = None,
) -> KeptAssessment:
    """Every scheme of the day against it, with all reasons, in both languages.

    Raises
    ------
    FinanceFaults
        What cannot be; or that no rules are known for the day.
    """
    acting(actor, [cooperative.pk], signs=False)
    found = assess(applicant, amount, purpose, day, months=months, rule_sets=known_rule_sets())
    made = KeptAssessment.objects.create(
        cooperative=cooperative,
        amount=amount,
        day=day,
        rule_set=found.rules.id,
        digest=found.rules.digest,
        record={"id": found.record("id"), "en": found.record("en")},
        person=actor,
    )
    audit.record("assessment.kept", made, actor=actor, cooperative=cooperative.pk, rules=found.rules.id)
    return made
