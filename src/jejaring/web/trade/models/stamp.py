"""How many times the listings of one thing have changed: what tells a process that its memory is old."""

from django.db import models


class Stamp(models.Model):
    """One number for each kind and thing, raised in the transaction that changes a listing of it.

    Its row is locked until that transaction ends, so the numbers that listings carry (`Listing.stamp`) become
    visible in their order: whoever has read up to n misses nothing by reading what lies above n.
    """

    thing = models.CharField(max_length=75, primary_key=True)
    """As `offers:beras`, `capacities:giling-gabah`."""
    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.thing}: {self.number}"
