"""An officer says: this cooperative from the register is ours."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jejaring.web.cooperatives.models.membership import Membership


class Claim(models.Model):
    """A person's claim to act for a cooperative; a coordinator of its territory confirms or refuses it."""

    class State(models.TextChoices):
        """Where a claim stands."""

        WAITING = "menunggu", _("Menunggu")
        CONFIRMED = "diterima", _("Diterima")
        REFUSED = "ditolak", _("Ditolak")
        WITHDRAWN = "dibatalkan", _("Dibatalkan")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="claims")
    cooperative = models.ForeignKey(
        "cooperatives.Cooperative", on_delete=models.CASCADE, related_name="claims"
    )
    nik = models.CharField(max_length=16)
    """As the claimant typed it."""
    role = models.CharField(max_length=10, choices=Membership.Role.choices)
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    made = models.DateTimeField(auto_now_add=True)
    decided = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "cooperative"],
                condition=models.Q(state="menunggu"),
                name="one_waiting_claim_a_person_and_cooperative",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} -> {self.cooperative}: {self.state}"
