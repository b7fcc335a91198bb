"""What the network pays: the last plan's prices, kept to be shown beside price fields."""

from django.db import models


class PriceGuide(models.Model):
    """What a commodity is worth in a regency by the last plan published."""

    commodity = models.CharField(max_length=60)
    region = models.CharField(max_length=5)
    """Code of a regency."""
    price = models.DecimalField(max_digits=15, decimal_places=2)
    """Rupiah per base unit."""
    as_of = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commodity", "region"], name="one_guide_a_commodity_and_region")
        ]

    def __str__(self) -> str:
        return f"{self.commodity} {self.region}: {self.price}"
