"""Whether every delivery that was confirmed to somebody is there, once, and none is half done."""

import hashlib
from decimal import Decimal
from pathlib import Path
from typing import Any


def lost(what: str, key: str, *said: str) -> bool:
    """Whether something confirmed about a delivery is not as it was confirmed."""
    from jejaring.web.agreements.models import Event

    if what == "printed":
        return not _printed(said[0])
    events = Event.objects.filter(shipment=key)
    if what == "sent":
        quantity, carrier = said
        found = events.filter(
            verb=Event.Verb.SENT, carrier=carrier, quantity=Decimal(quantity.replace(",", "."))
        )
    elif what == "received":
        number, quantity, picture = said
        found = events.filter(
            verb__in=Event.RECEIPTS, number=number, quantity=Decimal(quantity.replace(",", "."))
        )
        if picture:
            found = found.filter(pictures__isnull=False)
    else:
        found = events.filter(verb=what, number=said[0])
    return found.count() != 1


def half_done() -> list[str]:
    """What is there twice, or does not fit together."""
    from jejaring.web.agreements.models import Commitment, Shipment

    found = [*_sent_twice(), *_pictures(), *_papers()]
    for shipment in Shipment.objects.select_related("commitment__line"):
        found += [f"{shipment}: {fault}" for fault in _of_shipment(shipment)]
    for commitment in Commitment.objects.select_related("line"):
        counted = commitment.shipments.filter(state__in=Shipment.COUNTED)
        if commitment.delivered != sum(each.accepted for each in counted):
            found.append(f"{commitment}: {commitment.delivered} is not what its deliveries say")
    return found


def _sent_twice() -> list[str]:
    """Every lorry went once, however often the form was sent."""
    from django.db.models import Count

    from jejaring.web.agreements.models import Event

    lorries = Event.objects.filter(verb=Event.Verb.SENT).order_by().values("carrier")
    return [f"sent twice: {row}" for row in lorries.annotate(count=Count("pk")).filter(count__gt=1)]


def _of_shipment(shipment: Any) -> list[str]:
    from jejaring.web.agreements.models import Event
    from jejaring.web.common.models import AuditEntry

    events = list(shipment.events.order_by("number"))
    trail = AuditEntry.objects.filter(subject_type="agreements.shipment", subject_id=str(shipment.pk))
    told = [entry.detail["event"] for entry in trail.order_by("pk")]
    receipts = [each for each in events if each.verb in Event.RECEIPTS]
    accepted = receipts[-1].quantity - receipts[-1].rejected if receipts else 0
    agreed = any(each.verb == Event.Verb.CONFIRMED for each in events)
    state, after = shipment.State, shipment.AGREED
    last = {
        Event.Verb.SENT: state.SENT,
        Event.Verb.DISPUTED: state.DISPUTED,
        Event.Verb.CONFIRMED: state.CONFIRMED,
    }
    expected = last.get(events[-1].verb, state.RECEIVED) if events else ""
    return [
        what
        for what, well in {
            "events": [each.number for each in events] == list(range(1, shipment.version + 1)),
            "trail": told == [each.pk for each in events],
            "state": shipment.state == expected,
            "accepted": shipment.accepted == accepted,
            "billed": shipment.billed == accepted
            if shipment.state in after
            else agreed or not shipment.billed,
        }.items()
        if not well
    ]


def _pictures() -> list[str]:
    """Every photograph is the file it was kept as."""
    from jejaring.web.agreements.models import Picture

    return [f"picture {one}" for one in Picture.objects.all() if not _is(one.image, one.digest)]


def _papers() -> list[str]:
    """Every paper is the file it was kept as."""
    from jejaring.web.agreements.models import Document

    return [f"paper {one}" for one in Document.objects.all() if not _is(one.file, one.digest)]


def _printed(digest: str) -> bool:
    from jejaring.web.agreements.models import Document

    return Document.objects.filter(digest=digest).count() == 1


def _is(file: Any, digest: str) -> bool:
    path = Path(file.path)
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest
