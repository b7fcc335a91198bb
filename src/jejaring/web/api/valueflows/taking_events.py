"""Deliveries of a document: each event by the verb of the side that it is for, with all its checks."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from jejaring.valueflows import EconomicEvent
from jejaring.web.agreements import actions
from jejaring.web.agreements.models import Commitment, Event, Shipment
from jejaring.web.agreements.receipt import Receipt, Sending
from jejaring.web.agreements.visible import shipments_of
from jejaring.web.api.actions import documents
from jejaring.web.api.models import Scope, Taken
from jejaring.web.api.problems import Problem
from jejaring.web.api.valueflows.names import key_of, mark_of, spec_of
from jejaring.web.api.valueflows.reading import Reading
from jejaring.web.api.valueflows.telling_events import HAPPENED

Verb = Event.Verb
LONGEST_REASON, LONGEST_CARRIER = 300, 120


@dataclass
class Deliveries:
    """The deliveries of a document, as far as they were gone through."""

    reading: Reading

    def __post_init__(self) -> None:
        self.told = {each.id: each for each in self.reading.graph.of(EconomicEvent)}
        self.here: dict[str, Event] = {}
        """Those that stand here, by their id in the document."""
        self.broken: dict[str, str] = {}
        """Deliveries of which an event was refused: the first of their events -> the one refused."""
        self.refused: dict[str, Decimal] = defaultdict(Decimal)
        """Of receipts, what is only held until it goes back."""
        for each in self.told.values():
            if self.is_refusal(each):
                self.refused[each.triggered_by] += _quantity(each)

    def is_refusal(self, event: EconomicEvent) -> bool:
        """Whether it says what of a receipt was refused: custody without the rest."""
        receipt = self.told.get(event.triggered_by)
        held = event.action == "transferCustody" and receipt is not None and receipt.action == "transfer"
        return held and receipt is not None and event.provider == receipt.provider

    def first_of(self, event: EconomicEvent) -> str:
        """The first event of its delivery."""
        seen: set[str] = set()
        while event.id not in seen:
            seen.add(event.id)
            before = self.told.get(event.corrects or event.triggered_by)
            if before is None:
                break
            event = before
        return event.id


def event_taken(deliveries: Deliveries, told: EconomicEvent) -> tuple[bool, str]:
    """Whether it is new here, and where its delivery stands.

    Raises
    ------
    Problem, or what the verb raises
        When it can not be taken; then nothing later of the same delivery is.
    """
    if deliveries.is_refusal(told):
        return _refusal(deliveries, told)
    first = deliveries.first_of(told)
    if first in deliveries.broken:
        raise Problem(
            "not-now", _("Menunggu %(event)s, yang mendahuluinya.") % {"event": deliveries.broken[first]}
        )
    try:
        return _taken(deliveries, told)
    finally:
        if told.id not in deliveries.here:
            deliveries.broken[first] = told.id


def _refusal(deliveries: Deliveries, told: EconomicEvent) -> tuple[bool, str]:
    """It is taken with its receipt."""
    receipt = deliveries.here.get(told.triggered_by)
    if receipt is None:
        raise Problem("not-now", _("Menunggu %(event)s, yang mendahuluinya.") % {"event": told.triggered_by})
    return False, f"/shipments/{receipt.shipment_id}"


def _taken(deliveries: Deliveries, told: EconomicEvent) -> tuple[bool, str]:
    reading = deliveries.reading
    if len(told.fulfills) != 1:
        raise Problem("not-valid", "", [("fulfills", _("Sebutkan satu pesanan."))])
    order = reading.order(told.fulfills[0])
    mark = mark_of(told.id, told.created, order.pk)
    known = _known(reading, told, order, mark)
    if known is not None:
        deliveries.here[told.id] = known
        if not _says(deliveries, told, known):
            raise Problem(
                "not-now",
                _("Sudah tercatat, dengan isi lain: yang terjadi hanya dibetulkan dengan koreksi."),
            )
        return False, f"/shipments/{known.shipment_id}"
    reading.permit(Scope.DELIVERIES)
    _check(reading, told, order)

    def verb() -> Event:
        shipment = _happens(deliveries, told, order)
        happened: Event = shipment.events.latest("number")
        return happened

    event = documents.take(actor=reading.person, mark=mark, said=told.id, verb=verb)
    deliveries.here[told.id] = event
    return True, f"/shipments/{event.shipment_id}"


def _known(reading: Reading, told: EconomicEvent, order: Commitment, mark: str) -> Event | None:
    events = Event.objects.filter(shipment__commitment=order).select_related("shipment__commitment__line")
    taken = Taken.objects.filter(mark=mark).first()
    if taken is not None:
        return events.filter(pk=taken.key).first()
    key = key_of(told.id, "event")
    return events.filter(pk=key, at=told.created).first() if key and told.created else None


def _says(deliveries: Deliveries, told: EconomicEvent, known: Event) -> bool:
    """Whether what stands here is what the document says."""
    quantity, rejected = _quantity(told), deliveries.refused[told.id]
    if known.verb in Event.RECEIPTS:
        same = (known.quantity or 0) - (known.rejected or 0) == quantity and (known.rejected or 0) == rejected
    else:
        same = (known.quantity or Decimal(0)) == quantity
    return same and known.on == told.has_point_in_time and HAPPENED.get(Verb(known.verb)) == told.action


def _check(reading: Reading, told: EconomicEvent, order: Commitment) -> None:
    """Whether it is of this promise, between its two sides, in its unit."""
    faults = []
    sides = [reading.cooperative(told.provider).pk, reading.cooperative(told.receiver).pk]
    ways = [order.giver_id, order.receiver_id]
    if told.action == "transferCustody":
        ways.reverse()
    if sides != ways:
        faults.append(
            ("provider", _("Pemberi dan penerimanya bukan kedua pihak pesanan ini, searah dengannya."))
        )
    if told.resource_conforms_to not in ("", spec_of(order.line)):
        faults.append(("resourceConformsTo", _("Bukan yang dijanjikan oleh pesanan ini.")))
    if told.resource_quantity is None or told.resource_quantity.unit != order.line.unit:
        faults.append(("resourceQuantity", _("Tulis jumlah dalam %(unit)s.") % {"unit": order.line.unit}))
    elif told.resource_quantity.value.as_tuple().exponent < -3:  # type: ignore[operator]
        faults.append(("resourceQuantity", _("Paling banyak tiga angka di belakang koma.")))
    if told.has_point_in_time is None:
        faults.append(("hasPointInTime", _("Wajib diisi.")))
    longest = LONGEST_CARRIER if told.action == "pickup" and not told.corrects else LONGEST_REASON
    if len(told.note) > longest:
        faults.append(("note", _("Paling panjang %(limit)s.") % {"limit": longest}))
    if faults:
        raise Problem("not-valid", "", faults)


def _happens(deliveries: Deliveries, told: EconomicEvent, order: Commitment) -> Shipment:
    """By the verb of the site."""
    person, on = deliveries.reading.person, told.has_point_in_time
    assert on is not None
    if told.action == "pickup" and not told.corrects:
        sending = Sending(quantity=_quantity(told), on=on, carrier=told.note)
        return actions.send(actor=person, commitment=order, sending=sending)
    before = _before(deliveries, told, order)
    shipment = Shipment.objects.get(pk=before.shipment_id)
    moved: dict[str, Any] = {"actor": person, "shipment": shipment, "version": shipment.version}
    if told.action == "pickup":
        if _quantity(told):
            raise Problem("not-valid", _("Pengiriman hanya dapat ditarik: jumlahnya menjadi nol."))
        return actions.recall(**moved, reason=told.note)
    if told.action == "transferCustody":
        if _quantity(told) != shipment.rejected:
            raise Problem("not-valid", _("Yang kembali bukan sejumlah yang ditolak."))
        return actions.take_back(**moved, on=on)
    if told.action != "transfer":
        raise Problem("not-valid", "", [("action", _("Tindakan ini bukan untuk kiriman."))])
    rejected = deliveries.refused[told.id]
    receipt = Receipt(
        quantity=_quantity(told) + rejected, on=on, rejected=rejected, reason=told.note, keep=True
    )
    return (actions.correct if told.corrects else actions.receive)(**moved, receipt=receipt)


def _before(deliveries: Deliveries, told: EconomicEvent, order: Commitment) -> Event:
    """The event that it follows or corrects, of the same promise; the last receipt, where it corrects one."""
    ref = told.corrects or told.triggered_by
    found = deliveries.here.get(ref)
    if found is None and ref not in deliveries.told:
        rows = Event.objects.filter(shipment__in=shipments_of(deliveries.reading.person))
        found = rows.filter(pk=key_of(ref, "event")).select_related("shipment").first()
    if found is None or found.shipment.commitment_id != order.pk:
        name = "corrects" if told.corrects else "triggeredBy"
        raise Problem("not-valid", "", [(name, _("Sebutkan kejadian kiriman ini yang mendahuluinya."))])
    if told.action == "transfer" and told.corrects:
        last = found.shipment.events.filter(verb__in=Event.RECEIPTS).last()
        if last is None or last.pk != found.pk:
            raise Problem("not-now", _("Yang dibetulkan bukan penerimaan yang terakhir."))
    return found


def _quantity(told: EconomicEvent) -> Decimal:
    return told.resource_quantity.value if told.resource_quantity else Decimal(0)
