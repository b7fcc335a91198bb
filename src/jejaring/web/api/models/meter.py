"""How often somebody has asked in a minute."""

from django.db import models


class Meter(models.Model):
    """One row a caller and minute; old ones are removed daily."""

    who = models.CharField(max_length=64)
    """`token:12`, or a hash of the address of somebody without a token."""
    minute = models.PositiveIntegerField(db_index=True)
    """Since 1970."""
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["who", "minute"], name="one_meter_a_minute")]

    def __str__(self) -> str:
        return f"{self.who} {self.minute}: {self.count}"
