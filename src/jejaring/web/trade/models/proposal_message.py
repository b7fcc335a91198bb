"""What the parties of a proposal write to each other."""

from django.conf import settings
from django.db import models


class ProposalMessage(models.Model):
    """One message, seen by the two parties alone."""

    LONGEST = 1000

    proposal = models.ForeignKey("trade.Proposal", on_delete=models.PROTECT, related_name="messages")
    by = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=LONGEST)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]
