"""A chain of a plan: all that serves one need."""

from django.db import models


class Chain(models.Model):
    """One need served by an attempt: its trades, and the parts that cooperatives are asked about.

    A trade that serves several needs stands in the chain of the one that it serves most.
    """

    attempt = models.ForeignKey("rounds.Attempt", on_delete=models.CASCADE, related_name="chains")
    name = models.CharField(max_length=20)
    """C1, C2, ... as in the plan's files."""
    need = models.ForeignKey("trade.Listing", on_delete=models.PROTECT, related_name="+")
    commodity = models.CharField(max_length=60)
    region = models.CharField(max_length=13)
    """Where the need is."""
    paid = models.BigIntegerField()
    """Whole rupiah that the need pays."""
    gain = models.BigIntegerField()
    """Whole rupiah that its parts gain together."""
    parties = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "name"], name="chains_are_named_once")]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.name}"
