"""Whether every payment that was confirmed to somebody is there, once, and every bill adds up."""

from typing import Any


def lost(what: str, key: str, *said: str) -> bool:
    """Whether something confirmed about a payment is not as it was confirmed."""
    from jejaring.web.money.models import Payment

    if what == "paid":
        return Payment.objects.filter(means=key, amount=said[0]).count() != 1
    return not Payment.objects.filter(pk=key, state=Payment.State.CONFIRMED).exists()


def half_done() -> list[str]:
    """What is there twice, or does not add up."""
    from jejaring.web.agreements.models import Commitment
    from jejaring.web.money.models import Obligation, Payment

    found = _paid_twice()
    for bill in Obligation.objects.prefetch_related("entries", "steps"):
        found += [f"{bill}: {fault}" for fault in _of_bill(bill)]
    for payment in Payment.objects.prefetch_related("entries"):
        entered = sum(abs(each.amount) for each in payment.entries.all())
        if entered != (payment.amount if payment.state == Payment.State.CONFIRMED else 0):
            found.append(f"{payment} is {payment.state}: {entered} entered of {payment.amount}")
    for commitment in Commitment.objects.select_related("line"):
        found += _of_promise(commitment)
    return found


def _paid_twice() -> list[str]:
    """Every transfer was reported once, however often the form was sent."""
    from django.db.models import Count

    from jejaring.web.money.models import Payment

    transfers = Payment.objects.order_by().values("means")
    return [f"paid twice: {row}" for row in transfers.annotate(count=Count("pk")).filter(count__gt=1)]


def _of_bill(bill: Any) -> list[str]:
    from jejaring.web.money.models import Entry

    entries, steps = list(bill.entries.all()), list(bill.steps.all())
    return [
        what
        for what, well in {
            "entries": [each.number for each in entries] == list(range(1, len(entries) + 1)) and entries,
            "steps": [each.number for each in steps] == list(range(1, bill.version + 1)),
            "balance": bill.balance == sum(each.amount for each in entries),
            "amount": bill.amount == sum(each.amount for each in entries if each.kind in Entry.BILLS),
            "settled": (bill.state == bill.State.SETTLED) == (bill.balance == 0),
        }.items()
        if not well
    ]


def _of_promise(commitment: Any) -> list[str]:
    """Its bills for goods are what all that was agreed costs."""
    from jejaring.web.money.billing import billed_of

    shipments = list(commitment.shipments.all())
    billed = sum(billed_of(each).goods for each in shipments)
    value = commitment.value_of(sum((each.billed for each in shipments), commitment.promised * 0))
    return [] if billed == value else [f"{commitment}: billed {billed}, worth {value}"]
