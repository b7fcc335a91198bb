"""A verified plan of the site's listings, with the files that anyone can check it by."""

from pathlib import Path
from typing import Self

from django.conf import settings
from django.db import models


class PublishedPlan(models.Model):
    """One plan: when it was made, how much it gains, and where its files lie."""

    made = models.DateTimeField(auto_now_add=True, db_index=True)
    market_hash = models.CharField(max_length=64)
    surplus = models.BigIntegerField()
    """Whole rupiah."""
    listings = models.PositiveIntegerField()
    used = models.PositiveIntegerField()
    cooperatives_gaining = models.PositiveIntegerField()
    chains = models.PositiveIntegerField()
    solver = models.CharField(max_length=80)

    class Meta:
        get_latest_by = "made"

    def __str__(self) -> str:
        return f"{self.made:%Y-%m-%d %H:%M}, Rp{self.surplus:,}"

    @classmethod
    def last(cls) -> Self | None:
        """The newest plan, if there is any."""
        return cls.objects.order_by("-made").first()

    @property
    def folder(self) -> Path:
        """Where its market (`market/`) and its plan (`plan/`) lie as files."""
        return Path(settings.PLANS_ROOT) / str(self.pk)
