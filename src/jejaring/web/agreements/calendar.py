"""Orders month by month, as a cooperative has to deliver them or can expect them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db.models import F, QuerySet
from django.utils import timezone

from jejaring.web.agreements.models import Commitment

MOST = 200
"""Orders that one page tells."""


@dataclass(frozen=True)
class Month:
    """The orders due in one month."""

    first: date | None
    """Its first day; None: those for which no month is laid down."""
    outgoing: list[Commitment] = field(default_factory=list)
    incoming: list[Commitment] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Whether what is still open in it is late."""
        return self.first is not None and self.first < timezone.localdate().replace(day=1)


def calendar(rows: "QuerySet[Commitment]", mine: Iterable[int]) -> list[Month]:
    """Open orders by the month in which they are due, the earliest first, those without one last."""
    own = set(mine)
    chosen = rows.filter(state=Commitment.State.OPEN).order_by(F("due").asc(nulls_last=True), "pk")[:MOST]
    return [
        Month(
            first,
            outgoing=[one for one in orders if one.giver_id in own],
            incoming=[one for one in orders if one.receiver_id in own],
        )
        for first, group in groupby(chosen, key=lambda one: one.due.replace(day=1) if one.due else None)
        for orders in [list(group)]
    ]
