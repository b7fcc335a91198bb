"""Add a rule set, or take one back that was added."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.finance.kur import read_rule_set
from jejaring.finance.kur.read import check_together
from jejaring.web.accounts.second_factor import has_second_factor
from jejaring.web.common import audit
from jejaring.web.cooperatives.rules import coordinates_region
from jejaring.web.finance.models import RuleSetText
from jejaring.web.finance.rule_sets import known_rule_sets
from jejaring.web.trade.actions.errors import NotAllowed


@transaction.atomic
def add_rule_set(*, actor: Any, text: str) -> RuleSetText:
    """From its first day on it counts; what was assessed before stays as it was.

    Raises
    ------
    FinanceFaults
        Everything wrong with the text, or that another rule set has its id or its first day.
    NotAllowed
        To all but coordinators of the whole country, since the rules are everybody's.
    """
    _coordinates_everything(actor)
    rules = read_rule_set(text)
    check_together([*known_rule_sets(), rules])
    try:
        with transaction.atomic():
            made = RuleSetText.objects.create(
                key=rules.id, first_day=rules.first_day, text=text, digest=rules.digest, person=actor
            )
    except IntegrityError:  # somebody added one at the same moment, and was first
        check_together([*known_rule_sets(), rules])
        raise
    audit.record("rules.added", made, actor=actor, id=rules.id, first_day=rules.first_day.isoformat())
    return made


@transaction.atomic
def withdraw_rule_set(*, actor: Any, rules: RuleSetText) -> RuleSetText:
    """It counts no more, and may be added again in another wording."""
    _coordinates_everything(actor)
    current = RuleSetText.objects.select_for_update(of=("self",)).get(pk=rules.pk)
    if current.withdrawn is not None:
        raise NotAllowed(_("Aturan ini sudah ditarik."))
    current.withdrawn = timezone.now()
    current.save(update_fields=["withdrawn"])
    audit.record("rules.withdrawn", current, actor=actor, id=current.key)
    return current


def _coordinates_everything(actor: Any) -> None:
    if not coordinates_region(actor, ""):
        raise NotAllowed(_("Hanya koordinator nasional yang dapat mengubah aturan KUR."))
    if not has_second_factor(actor):
        raise NotAllowed(_("Pasang pengaman kedua dahulu."))
