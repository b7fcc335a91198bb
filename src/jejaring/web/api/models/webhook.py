"""Where a program of a cooperative wants to be told of what happens."""

import secrets

from django.conf import settings
from django.db import models


def new_salt() -> str:
    """What makes the secret of one webhook another than that of the next."""
    return secrets.token_hex(16)


class Webhook(models.Model):
    """An address that is told; ended, it is told nothing more."""

    MOST = 10
    """Of one cooperative at once."""

    cooperative = models.ForeignKey(
        "cooperatives.Cooperative", on_delete=models.CASCADE, related_name="webhooks"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    url = models.URLField(max_length=300)
    kinds = models.JSONField(default=list)
    """Beginnings of what is told, as `proposal` or `proposal.accepted`; none: everything."""
    salt = models.CharField(max_length=32, default=new_salt)
    """From it and the site's secret comes the one that messages are signed with: kept nowhere."""
    made = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["cooperative", "ended"])]

    def __str__(self) -> str:
        return self.url

    def wants(self, verb: str) -> bool:
        """Whether it is told of that."""
        return not self.kinds or any(verb == kind or verb.startswith(f"{kind}.") for kind in self.kinds)
