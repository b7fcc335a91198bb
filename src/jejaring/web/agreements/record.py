"""How a cooperative has kept its word so far: counts of promises and what came of them, never a score."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Min, Q
from django.utils import timezone

from jejaring.web.agreements.models import Commitment
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.money.models import Obligation


@dataclass(frozen=True)
class Record:
    """Promises to deliver and bills to pay whose day has come, or that were settled before it."""

    promises: int
    """Promises whose last day is over, or that ended."""
    kept: int
    """Of them, delivered to within the tolerance."""
    whole: int
    """Of them, delivered to the last unit."""
    in_time: int
    """Of them, kept by the last day; all that were kept where none was laid down."""
    bills: int
    """Bills that are due, or were settled."""
    paid: int
    """Of them, settled."""
    paid_in_time: int
    """Of them, settled by the day they were due."""
    disputed: int
    """Of them, disputed now."""
    since: date | None
    """The day on which the first of all of them began."""


def record_of(cooperative: Cooperative, today: date) -> Record:
    """What the network knows on a day; two queries."""
    kept = Q(delivered_on__isnull=False)
    promises = (
        Commitment.objects.filter(giver=cooperative)
        .exclude(state=Commitment.State.CANCELLED)
        .filter(Q(state=Commitment.State.DONE) | Q(due__lt=today))
        .aggregate(
            promises=Count("pk"),
            kept=Count("pk", filter=kept),
            whole=Count("pk", filter=Q(delivered__gte=F("line__quantity"))),
            in_time=Count("pk", filter=kept & (Q(due=None) | Q(delivered_on__lte=F("due")))),
            begun=Min("made"),
        )
    )
    settled = Q(balance=0)
    bills = (
        Obligation.objects.filter(debtor=cooperative, amount__gt=0)
        .filter(settled | Q(due__lt=today))
        .aggregate(
            bills=Count("pk"),
            paid=Count("pk", filter=settled),
            paid_in_time=Count("pk", filter=settled & Q(settled_on__lte=F("due"))),
            disputed=Count("pk", filter=Q(state=Obligation.State.DISPUTED)),
            arose=Min("arose"),
        )
    )
    begun, arose = promises.pop("begun"), bills.pop("arose")
    days = [day for day in (timezone.localdate(begun) if begun else None, arose) if day]
    return Record(**promises, **bills, since=min(days, default=None))
