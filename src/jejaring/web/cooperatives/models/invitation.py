"""A cooperative asks a person to act for it."""

import secrets

from django.conf import settings
from django.db import models

from jejaring.web.cooperatives.models.membership import Membership


def new_token() -> str:
    """What the invitation's link carries: nobody can guess it."""
    return secrets.token_urlsafe(24)


class Invitation(models.Model):
    """A link that makes the person who opens it a member of the cooperative's board, once."""

    cooperative = models.ForeignKey(
        "cooperatives.Cooperative", on_delete=models.CASCADE, related_name="invitations"
    )
    role = models.CharField(max_length=10, choices=Membership.Role.choices)
    name = models.CharField(max_length=120)
    """Whom it is for."""
    token = models.CharField(max_length=40, unique=True, default=new_token)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    accepted = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name}: {self.role}, {self.cooperative}"
