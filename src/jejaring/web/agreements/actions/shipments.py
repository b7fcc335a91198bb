"""What happens to deliveries: sent, received, corrected, confirmed, disputed, recalled, taken back."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.agreements.actions.commitments import follow, moving_of
from jejaring.web.agreements.actions.completion import end_or_reopen
from jejaring.web.agreements.actions.pictures import keep_pictures
from jejaring.web.agreements.actions.taking import acting, allowed_step
from jejaring.web.agreements.models import Commitment, Event, MadeOf, Shipment
from jejaring.web.agreements.receipt import Receipt, Sending, check_receipt, check_sending
from jejaring.web.agreements.steps import COMMITMENT, SHIPMENT, Allowed
from jejaring.web.common import audit
from jejaring.web.money.billing import bill_delivery
from jejaring.web.trade.actions.errors import NotAllowed
from jejaring.web.trade.photos import Picture as Drawn

Verb, State = Event.Verb, Shipment.State


@transaction.atomic
def send(*, actor: Any, commitment: Commitment, sending: Sending) -> Shipment:
    """Something of what was promised leaves the giver.

    Raises
    ------
    ValidationError
        For each field that does not fit the promise; see `receipt.check_sending`.
    NotAllowed
        When the person acts not for the giver, or nothing is to be delivered by it any more.
    """
    current = _locked_commitment(commitment.pk)
    allowed_step(COMMITMENT, Commitment.Verb.SENT, current, current.version)
    _by, role = acting(actor, [current.giver_id], signs=False)
    if not current.agreement.is_binding:
        raise NotAllowed(_("Perjanjiannya tidak sedang berlaku."))
    check_sending(sending, current, moving_of(current))
    shipment = Shipment.objects.create(commitment=current, sent=sending.quantity, sent_on=sending.on)
    for material in sending.materials:
        MadeOf.objects.create(product=shipment, material=material)
    _happen(
        shipment, Verb.SENT, actor, current.giver_id, role,
        on=sending.on, quantity=sending.quantity, carrier=sending.carrier,
    )  # fmt: skip
    return shipment


@transaction.atomic
def receive(
    *, actor: Any, shipment: Shipment, version: int, receipt: Receipt, pictures: Sequence[Drawn] = ()
) -> Shipment:
    """It arrived: how much, how heavy, how dry, how good, and what of it is refused."""
    return _receipt(Verb.RECEIVED, actor, shipment, version, receipt, pictures)


@transaction.atomic
def correct(
    *, actor: Any, shipment: Shipment, version: int, receipt: Receipt, pictures: Sequence[Drawn] = ()
) -> Shipment:
    """Another receipt in the last one's stead, and why. A bill follows once the giver has confirmed it.

    An agreement that was completed is in force again until then.
    """
    return _receipt(Verb.CORRECTED, actor, shipment, version, receipt, pictures)


@transaction.atomic
def confirm(*, actor: Any, shipment: Shipment, version: int) -> Shipment:
    """The giver agrees to the receipt: what was accepted is billed."""
    current, allowed = _locked(shipment, Verb.CONFIRMED, version)
    _by, role = acting(actor, [current.commitment.giver_id], signs=False)
    current.state = allowed.after
    receipt = _last_receipt(current)
    event = _happen(
        current, Verb.CONFIRMED, actor, current.commitment.giver_id, role,
        on=timezone.localdate(), quantity=receipt.quantity, rejected=receipt.rejected,
    )  # fmt: skip
    bill_delivery(current, event)
    follow(current.commitment, actor=actor)
    end_or_reopen(current.commitment.agreement)
    return current


@transaction.atomic
def dispute(*, actor: Any, shipment: Shipment, version: int, reason: str) -> Shipment:
    """The giver does not agree to the receipt, and says why."""
    return _giver_says(Verb.DISPUTED, actor, shipment, version, reason)


@transaction.atomic
def recall(*, actor: Any, shipment: Shipment, version: int, reason: str) -> Shipment:
    """It did not leave after all, or came back on the way."""
    return _giver_says(Verb.RECALLED, actor, shipment, version, reason)


@transaction.atomic
def take_back(*, actor: Any, shipment: Shipment, version: int, on: date | None = None) -> Shipment:
    """What the receiver refused is back with the giver."""
    current, allowed = _locked(shipment, Verb.RETURNED, version)
    _by, role = acting(actor, [current.commitment.giver_id], signs=False)
    if not current.rejected:
        raise NotAllowed(_("Tidak ada yang ditolak dari kiriman ini."))
    current.state = allowed.after
    _happen(
        current, Verb.RETURNED, actor, current.commitment.giver_id, role,
        on=on or timezone.localdate(), quantity=current.rejected,
    )  # fmt: skip
    return current


def _receipt(
    verb: Event.Verb,
    actor: Any,
    shipment: Shipment,
    version: int,
    receipt: Receipt,
    pictures: Sequence[Drawn],
) -> Shipment:
    current, allowed = _locked(shipment, verb, version)
    commitment = current.commitment
    _by, role = acting(
        actor, [commitment.receiver_id], signs=False, reason=receipt.reason if allowed.reason else None
    )
    if not commitment.agreement.is_binding and verb == Verb.RECEIVED:
        raise NotAllowed(_("Perjanjiannya tidak sedang berlaku."))
    others = commitment.shipments.filter(state__in=Shipment.COUNTED).exclude(pk=current.pk)
    over = check_receipt(receipt, current, others.aggregate(all=Sum("accepted"))["all"] or Decimal(0))
    current.state = allowed.after
    current.accepted, current.rejected = receipt.accepted, receipt.rejected
    current.received_on, current.over = receipt.on, over
    corrected = _last_receipt(current) if verb == Verb.CORRECTED else None
    event = _happen(
        current, verb, actor, commitment.receiver_id, role,
        on=receipt.on, quantity=receipt.quantity, rejected=receipt.rejected, weight=receipt.weight,
        moisture=receipt.moisture, grade=receipt.grade, reason=receipt.reason.strip(), over=over,
        corrects=corrected,
    )  # fmt: skip
    keep_pictures(event, pictures)
    follow(commitment, actor=actor)
    end_or_reopen(commitment.agreement)
    return current


def _giver_says(verb: Event.Verb, actor: Any, shipment: Shipment, version: int, reason: str) -> Shipment:
    current, allowed = _locked(shipment, verb, version)
    giver = current.commitment.giver_id
    _by, role = acting(actor, [giver], signs=False, reason=reason if allowed.reason else None)
    current.state = allowed.after
    _happen(current, verb, actor, giver, role, on=timezone.localdate(), reason=reason.strip())
    follow(current.commitment, actor=actor)
    end_or_reopen(current.commitment.agreement)
    return current


def _locked_commitment(key: int) -> Commitment:
    rows = Commitment.objects.select_for_update(of=("self",)).select_related("line", "agreement")
    return rows.get(pk=key)


def _locked(shipment: Shipment, verb: Event.Verb, version: int) -> tuple[Shipment, Allowed]:
    """The delivery as it is now, its commitment locked first: whoever changes one changes both."""
    commitment = _locked_commitment(shipment.commitment_id)
    current = Shipment.objects.select_for_update().get(pk=shipment.pk)
    current.commitment = commitment
    return current, allowed_step(SHIPMENT, verb, current, version)


def _last_receipt(shipment: Shipment) -> Event:
    return shipment.events.filter(verb__in=Event.RECEIPTS).latest("number")


def _happen(shipment: Shipment, verb: Event.Verb, actor: Any, by_id: int, role: str, **said: Any) -> Event:
    """Write the event, the delivery as it now is, and the audit trail."""
    shipment.version += 1
    shipment.save()
    event = Event.objects.create(
        shipment=shipment, number=shipment.version, verb=verb, by_id=by_id, person=actor, role=role, **said
    )
    audit.record(
        f"shipment.{verb.name.lower()}", shipment, actor=actor, state=str(shipment.state), event=event.pk
    )
    return event
