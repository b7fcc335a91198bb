"""What stands in the papers of a delivery: the waybill, and the record of handover once it is agreed."""

from typing import Any

from jejaring.language import format_number
from jejaring.web.agreements.models import Document, Event, Shipment
from jejaring.web.agreements.papers.keep import paper
from jejaring.web.agreements.papers.typeset import typeset
from jejaring.web.agreements.route import route_of
from jejaring.web.agreements.wording import line_thing, mode_name
from jejaring.web.common.templatetags.figures import day, quantity
from jejaring.web.trade.names import place_name
from jejaring.web.trade.templatetags.trading import amount, hours


def waybill(shipment: Shipment, address_of: Any) -> Document:
    """The surat jalan; `address_of` makes the address to check it at from its token."""
    sent = shipment.events.get(verb=Event.Verb.SENT)
    return paper(
        Document.Kind.WAYBILL,
        f"{Document.Kind.WAYBILL}:{shipment.pk}",
        lambda token: typeset(
            "waybill", waybill_data(shipment, sent), address=address_of(token), made=sent.at
        ),
    )


def handover(shipment: Shipment, address_of: Any) -> Document:
    """The berita acara of what both last agreed to; corrected and agreed again, it is another paper."""
    agreed = shipment.events.filter(verb=Event.Verb.CONFIRMED).latest("number")
    return paper(
        Document.Kind.HANDOVER,
        f"{Document.Kind.HANDOVER}:{shipment.pk}:{agreed.number}",
        lambda token: typeset(
            "handover", handover_data(shipment, agreed), address=address_of(token), made=agreed.at
        ),
    )


def waybill_data(shipment: Shipment, sent: Event) -> dict[str, Any]:
    """Everything the template says; no price stands on a waybill."""
    commitment = shipment.commitment
    line, unit = commitment.line, commitment.line.unit
    materials = shipment.made_of.select_related("commitment__line", "commitment__giver")
    return {
        "number": shipment.reference,
        "facts": [
            *_who_and_where(shipment),
            ["Dikirim tanggal", day(sent.on)],
            ["Pengangkut", sent.carrier or "-"],
        ],
        "what": line_thing(line),
        "quantity": amount(shipment.sent, unit),
        "order": commitment.reference,
        "legs": [
            {
                "mode": mode_name(leg.mode),
                "from": leg.from_name,
                "to": leg.to_name,
                "distance": f"{format_number(leg.kilometres, 'id')} km",
                "hours": hours(leg.hours),
            }
            for leg in route_of(line)
        ],
        "materials": [
            f"{line_thing(one.commitment.line)} ({one.reference}, {one.commitment.giver.name})"
            for one in materials
        ],
        "signers": [
            {"role": "Pengirim", "name": commitment.giver.name},
            {"role": "Pengangkut", "name": sent.carrier or " "},
            {"role": "Penerima", "name": commitment.receiver.name},
        ],
    }


def handover_data(shipment: Shipment, agreed: Event) -> dict[str, Any]:
    """Everything the template says, as it stood when both agreed."""
    commitment = shipment.commitment
    unit = commitment.line.unit
    events = list(shipment.events.filter(number__lte=agreed.number).select_related("by"))
    receipt = next(event for event in reversed(events) if event.verb in Event.RECEIPTS)
    rejected = receipt.rejected or 0
    facts = [
        ["Diterima tanggal", day(receipt.on)],
        ["Dicocokkan tanggal", day(agreed.on)],
        *([["Berat", f"{quantity(receipt.weight)} kg"]] if receipt.weight else []),
        *([["Kadar air", f"{quantity(receipt.moisture)}%"]] if receipt.moisture is not None else []),
        *([["Mutu", receipt.grade]] if receipt.grade else []),
        *([["Alasan", receipt.reason]] if receipt.reason else []),
    ]
    return {
        "number": shipment.reference.replace("SJ", "BAST"),
        "facts": _who_and_where(shipment) + facts,
        "what": line_thing(commitment.line),
        "sent": amount(shipment.sent, unit),
        "arrived": amount(receipt.quantity, unit),
        "rejected": amount(rejected, unit),
        "accepted": amount((receipt.quantity or 0) - rejected, unit),
        "history": [
            f"{day(event.on)}: {event.by.name} {event.get_verb_display()}"
            + (f" ({event.reason})" if event.reason else "")
            for event in events
        ],
        "signers": [
            {"role": "Pengirim", "name": commitment.giver.name},
            {"role": "Penerima", "name": commitment.receiver.name},
        ],
    }


def _who_and_where(shipment: Shipment) -> list[list[str]]:
    commitment = shipment.commitment
    line = commitment.line
    return [
        ["Pengirim", f"{commitment.giver.name}, {place_name(line.origin)}"],
        ["Penerima", f"{commitment.receiver.name}, {place_name(line.destination)}"],
        ["Perjanjian", f"{commitment.agreement.number}, pesanan {commitment.reference}"],
    ]
