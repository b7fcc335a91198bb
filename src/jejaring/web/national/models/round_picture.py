"""What a round's first announced plan brings between provinces, and what the network saves by it."""

from django.db import models

from jejaring.web.common.append_only import AppendOnly


class RoundPicture(AppendOnly):
    """Of one attempt of a round; none is made of later ones, which side by side would show single chains."""

    round = models.OneToOneField("rounds.Round", on_delete=models.PROTECT, related_name="picture")
    attempt = models.ForeignKey("rounds.Attempt", on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    ways = models.JSONField(null=True)
    """As `national.ways.ways_of`; null: too few cooperatives."""
    scopes = models.JSONField(null=True)
    """Surplus in whole rupiah and needs served by the scope of trade; null: not computed, or too few."""

    def __str__(self) -> str:
        return str(self.attempt)
