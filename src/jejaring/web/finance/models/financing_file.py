"""A file for one bank: what a cooperative wants financed, and what the site knows about it."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    """What the secret link ends with: nobody guesses it."""
    return secrets.token_urlsafe(24)


class FinancingFile(models.Model):
    """Taken down when it was made; whoever has the link may look until it is revoked."""

    cooperative = models.ForeignKey(
        "cooperatives.Cooperative", on_delete=models.PROTECT, related_name="financing_files"
    )
    bank = models.CharField(_("bank"), max_length=120)
    """Whom it is for, in words."""
    purpose = models.CharField(_("untuk apa"), max_length=300)
    amount = models.BigIntegerField()
    """Whole rupiah asked for."""
    content = models.JSONField()
    """Everything it says: see `jejaring.web.finance.financing.content_of`."""
    token = models.CharField(max_length=40, unique=True, default=new_token)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    revoked = models.DateTimeField(null=True)
    """Since when nobody outside may look any more."""

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """`BKP-000012`, as it stands on paper."""
        return f"BKP-{self.pk:06d}"
