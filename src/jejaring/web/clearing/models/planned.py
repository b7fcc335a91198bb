"""What a clearing round takes off one debt."""

from django.db import models
from django.db.models import F, Q


class PlannedSetOff(models.Model):
    """Computed from what was owed at that moment; once the round is posted it stands as it is."""

    round = models.ForeignKey("clearing.ClearingRound", on_delete=models.PROTECT, related_name="planned")
    obligation = models.ForeignKey(
        "money.Obligation", on_delete=models.PROTECT, related_name="planned_set_offs"
    )
    before = models.BigIntegerField()
    """Whole rupiah owed before."""
    amount = models.BigIntegerField()
    """Whole rupiah taken off."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "obligation"], name="set_off_once_a_round"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, amount__lte=F("before")), name="no_more_than_is_owed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id}: {self.amount} of {self.before}"

    @property
    def after(self) -> int:
        """Whole rupiah owed afterwards."""
        return self.before - self.amount
