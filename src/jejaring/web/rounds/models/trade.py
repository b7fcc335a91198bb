"""A trade to be signed: so much of this from one listing to another, in whole rupiah."""

from django.db import models


class Trade(models.Model):
    """One row of an attempt's practical plan."""

    chain = models.ForeignKey("rounds.Chain", on_delete=models.CASCADE, related_name="trades")
    name = models.CharField(max_length=20)
    """P1, P2, ... as in the plan's files."""
    month = models.DateField(null=True)
    """First day of the month of delivery; null: the plan has only one period."""
    commodity = models.CharField(max_length=60)
    seller = models.ForeignKey("trade.Listing", on_delete=models.PROTECT, related_name="+")
    buyer = models.ForeignKey("trade.Listing", on_delete=models.PROTECT, related_name="+")
    giver = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=5)
    destination = models.CharField(max_length=5)
    quantity = models.DecimalField(max_digits=18, decimal_places=3)
    """Base units."""
    received = models.BigIntegerField()
    """Whole rupiah that the giver gets."""
    freight = models.BigIntegerField()
    """Whole rupiah to the open network."""
    paid = models.BigIntegerField()
    """Whole rupiah that the receiver pays, hauliers included."""
    agreement = models.ForeignKey(
        "agreements.Agreement", null=True, on_delete=models.PROTECT, related_name="planned_trades"
    )
    """In which it was agreed; null: not yet, or never."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "name"], name="trades_are_named_once")]

    def __str__(self) -> str:
        return self.name
