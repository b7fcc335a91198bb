"""Who is bound by an agreement."""

from django.db import models


class Party(models.Model):
    """A cooperative in an agreement. Who they are does not change: other parties make another agreement."""

    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, related_name="parties")
    cooperative = models.ForeignKey(
        "cooperatives.Cooperative", on_delete=models.PROTECT, related_name="parties"
    )
    number = models.PositiveSmallIntegerField()
    """First party, second party, ..."""

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "cooperative"], name="a_party_is_bound_once"),
            models.UniqueConstraint(fields=["agreement", "number"], name="parties_are_numbered"),
        ]
        verbose_name_plural = "parties"

    def __str__(self) -> str:
        return f"{self.number}. {self.cooperative_id}"
