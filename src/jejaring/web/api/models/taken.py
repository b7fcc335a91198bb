"""What of a document was taken, so that it is taken once."""

from django.db import models


class Taken(models.Model):
    """A thing that came in a ValueFlows document and what it is here."""

    mark = models.CharField(max_length=64, unique=True)
    """SHA-256 of its id, of when it was written and of whom it concerns (`valueflows.names.mark_of`)."""
    key = models.BigIntegerField()
    """Of the agreement, listing, event or payment that it became; of a promise the number of its line."""
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.mark[:8]} {self.key}"
