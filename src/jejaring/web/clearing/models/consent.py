"""Whether a cooperative lets its debts and claims be set off in a clearing round."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Consent(models.Model):
    """One for each cooperative with confirmed debts in the round's territory. Who is silent takes no part."""

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "tanya", _("Menunggu jawaban")
        GIVEN = "setuju", _("Setuju")
        REVOKED = "cabut", _("Tidak ikut")

    round = models.ForeignKey("clearing.ClearingRound", on_delete=models.PROTECT, related_name="consents")
    cooperative = models.ForeignKey(
        "cooperatives.Cooperative", on_delete=models.PROTECT, related_name="clearing_consents"
    )
    state = models.CharField(max_length=6, choices=State.choices, default=State.ASKED)
    version = models.PositiveIntegerField(default=1)
    answered = models.DateTimeField(null=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(max_length=10, blank=True)
    """The person's role at that moment."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "cooperative"], name="asked_once_a_round")]
        indexes = [models.Index(fields=["cooperative", "state"])]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.cooperative_id} {self.state}"
