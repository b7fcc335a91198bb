"""What a plan would do with one listing."""

from django.db import models


class PlannedListing(models.Model):
    """How much of a listing the plan uses over its horizon, at which price, and what that gains."""

    plan = models.ForeignKey("rounds.PublishedPlan", on_delete=models.CASCADE, related_name="lines")
    listing = models.ForeignKey("trade.Listing", on_delete=models.CASCADE, related_name="planned")
    cooperative = models.ForeignKey(
        "cooperatives.Cooperative", on_delete=models.CASCADE, related_name="planned"
    )
    level = models.DecimalField(max_digits=18, decimal_places=3)
    """Base units used."""
    price = models.DecimalField(max_digits=15, decimal_places=2)
    """Rupiah per base unit: the mean over what is used; of an unused listing, the mean of the months."""
    gain = models.BigIntegerField()
    """Whole rupiah."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "listing"], name="one_line_a_plan_and_listing")
        ]
        indexes = [models.Index(fields=["cooperative", "plan"])]

    def __str__(self) -> str:
        return f"{self.listing_id}: {self.level}"
