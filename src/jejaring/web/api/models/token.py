"""A key by which a program acts for a person in one cooperative, or as coordinator."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a token may be used for. The person's roles bound it as they bound the person."""

    READ = "read", _("Membaca")
    TRADE = "trade", _("Catatan dan usulan")
    AGREEMENTS = "agreements", _("Perjanjian")
    DELIVERIES = "deliveries", _("Pengiriman dan penerimaan")
    MONEY = "money", _("Tagihan dan pembayaran")
    ROUNDS = "rounds", _("Putaran dan perjumpaan utang")
    FINANCE = "finance", _("Kas dan pembiayaan")
    REGISTER = "register", _("Data koperasi")
    WEBHOOKS = "webhooks", _("Pemberitahuan otomatis")


class Token(models.Model):
    """Its text is shown once and kept as a hash. What it reaches ends with the person's own roles."""

    SIGNING = (Scope.AGREEMENTS, Scope.MONEY, Scope.ROUNDS)
    """Scopes that sign: given only to those with a second factor."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    cooperative = models.ForeignKey(
        "cooperatives.Cooperative", null=True, on_delete=models.CASCADE, related_name="api_tokens"
    )
    """For which it acts; null: for none, but in the person's territories."""
    name = models.CharField(_("nama"), max_length=60)
    """What it is for, in the person's words."""
    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of its text, which is random enough to need no salt."""
    beginning = models.CharField(max_length=12)
    """Of its text, by which the person tells it from others."""
    scopes = models.JSONField(default=list)
    made = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)
    """When last, to the hour."""
    revoked = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "revoked"])]

    def __str__(self) -> str:
        return f"{self.name} ({self.beginning}…)"

    @property
    def stands(self) -> bool:
        """Whether it opens anything now."""
        return self.revoked is None and self.expires > timezone.now()

    @property
    def scope_names(self) -> list[str]:
        """Its scopes in words."""
        return [str(scope.label) for scope in Scope if scope in self.scopes]
