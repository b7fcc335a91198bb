"""What became of one listing in a plan of a round."""

from django.db import models


class Outcome(models.Model):
    """How much of a listing is used, and what one unit of it is worth there."""

    attempt = models.ForeignKey("rounds.Attempt", on_delete=models.CASCADE, related_name="outcomes")
    listing = models.ForeignKey("trade.Listing", on_delete=models.PROTECT, related_name="+")
    cooperative = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="+")
    level = models.DecimalField(max_digits=18, decimal_places=3)
    """Base units used by what is to be signed."""
    price = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    """Rupiah per unit that the listing asked, or a need offered, when it was frozen. Null: the round is older
    than this column."""
    worth = models.DecimalField(max_digits=18, decimal_places=2)
    """Rupiah per unit. An offer, work, store or haulage left out is in when it asks less, a need when it pays
    more. Not `exact`: what a unit is worth in the best of its months; to be in, it may have to go beyond."""
    exact = models.BooleanField(default=False)
    """Whether `worth` is the very price at which it would be in; zero: at none."""
    gain = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "listing"], name="one_outcome_a_listing")]
        indexes = [models.Index(fields=["cooperative", "attempt"])]

    def __str__(self) -> str:
        return f"{self.listing_id}: {self.level}"
