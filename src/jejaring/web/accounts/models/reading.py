"""Somebody was shown a person's name, number or address."""

from django.conf import settings
from django.db import models


class Reading(models.Model):
    """One page or answer that told of one person; kept for two years (`accounts.reading`)."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    """Null: somebody who was not signed in."""
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    page = models.CharField(max_length=60)
    """Name of its address, as `cooperatives:people`."""
    about = models.CharField(max_length=40, blank=True)
    """The numbers in its address, as that of the cooperative."""
    token = models.BigIntegerField(null=True)
    """Of the API, when a program asked."""

    class Meta:
        indexes = [models.Index(fields=["person", "at"])]

    def __str__(self) -> str:
        return f"{self.reader_id} {self.person_id} {self.page}"
