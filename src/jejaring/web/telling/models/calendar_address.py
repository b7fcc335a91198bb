"""The secret address of a person's calendar."""

import secrets

from django.conf import settings
from django.db import models


def new_secret() -> str:
    """Not to be guessed."""
    return secrets.token_urlsafe(32)


class CalendarAddress(models.Model):
    """Whoever knows it sees the person's dates; it can be taken back at any time."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    secret = models.CharField(max_length=60, unique=True, default=new_secret)
    made = models.DateTimeField(auto_now_add=True)
    revoked = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "calendar addresses"
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(revoked=None), name="one_calendar_address_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.made:%Y-%m-%d}"
