"""What a cooperative's haulage carries of a trade."""

from django.db import models


class Load(models.Model):
    """So many kilograms of a trade on one haulage listing."""

    trade = models.ForeignKey("rounds.Trade", on_delete=models.CASCADE, related_name="loads")
    listing = models.ForeignKey("trade.Listing", on_delete=models.PROTECT, related_name="+")
    carrier = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="+")
    kg = models.DecimalField(max_digits=18, decimal_places=3)
    amount = models.BigIntegerField()
    """Whole rupiah that the carrier gets."""

    def __str__(self) -> str:
        return f"{self.trade_id}: {self.kg} kg"
