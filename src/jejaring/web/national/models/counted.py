"""What releases have counted of one cooperative so far. Shown to nobody."""

from django.db import models


class Counted(models.Model):
    """The sums over all releases; what has changed since is counted by the next."""

    cooperative = models.OneToOneField(
        "cooperatives.Cooperative", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    committed = models.PositiveSmallIntegerField(default=0)
    """1 once it has signed an agreement."""
    agreements = models.BigIntegerField(default=0)
    """Signed by all, of which it is the first party."""
    value = models.BigIntegerField(default=0)
    """Whole rupiah that it is promised for what it gives."""
    needs = models.BigIntegerField(default=0)
    """Its orders of goods that were delivered as promised."""

    class Meta:
        verbose_name_plural = "counted"

    def __str__(self) -> str:
        return str(self.cooperative_id)
