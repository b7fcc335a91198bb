"""Turn the lines of an agreement in force into commitments, and close those that are kept."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.agreements.models import (
    Agreement,
    AgreementStep,
    AgreementVersion,
    Commitment,
    Line,
    Shipment,
)
from jejaring.web.common import audit
from jejaring.web.money.billing import bill_down_payment, release_down_payment
from jejaring.web.trade.actions.errors import NotAllowed

State = Commitment.State
SAME = ("giver_id", "receiver_id", "kind", "commodity", "unit")
"""What a line keeps over all versions: other goods to somebody else are another line."""


def bring_into_force(agreement: Agreement, step: AgreementStep) -> None:
    """Make, change or cancel the commitments of the version that all have just signed; ask down payments."""
    check_against_deliveries(agreement)
    version = agreement.current
    assert version is not None
    known = {each.number: each for each in agreement.commitments.select_for_update()}
    today = timezone.localdate()
    for line in version.lines.all():
        commitment = known.pop(line.number, None)
        if commitment is None:
            commitment = _made(agreement, version, line)
            bill_down_payment(commitment, version, on=today)
        else:
            _worded_anew(commitment, version, line)
    for commitment in known.values():
        if commitment.state == State.OPEN:
            close(commitment, State.CANCELLED, actor=step.person)


def check_against_deliveries(agreement: Agreement) -> None:
    """Whether the newest version leaves alone what was delivered under the one in force.

    Raises
    ------
    NotAllowed
        When it drops or reprices a line of which something is on its way or delivered, promises less than
        that, or turns a line into another.
    """
    version = agreement.latest
    assert version is not None
    lines = {line.number: line for line in version.lines.all()}
    for commitment in agreement.commitments.select_related("line").exclude(state=State.CANCELLED):
        line, moving = lines.get(commitment.number), moving_of(commitment)
        fault = _fault(commitment, line, moving)
        if fault:
            raise NotAllowed(_("Baris %(number)s: %(fault)s") % {"number": commitment.number, "fault": fault})


def follow(commitment: Commitment, *, actor: Any) -> None:
    """Bring a commitment's figures to what its deliveries say; close it once all is delivered and agreed."""
    counted = _counted(commitment)
    commitment.delivered = sum((each.accepted for each in counted), Decimal(0))
    commitment.delivered_on = _day_kept(commitment, counted)
    whole = commitment.delivered >= commitment.promised
    open_ones = commitment.shipments.exclude(state__in=(*Shipment.AGREED, Shipment.State.RECALLED))
    if whole and commitment.state == State.OPEN and not open_ones.exists():
        close(commitment, State.DONE, actor=actor)
        return
    if not whole and commitment.state == State.DONE and not commitment.reason:
        commitment.state = State.OPEN
    commitment.version += 1
    commitment.save()


def _counted(commitment: Commitment) -> list[Shipment]:
    """Its deliveries that were received, in their order."""
    return list(commitment.shipments.filter(state__in=Shipment.COUNTED).order_by("received_on", "pk"))


def _day_kept(commitment: Commitment, counted: list[Shipment]) -> date | None:
    sofar = Decimal(0)
    for each in counted:
        sofar += each.accepted
        if sofar >= commitment.least:
            return each.received_on
    return None


def _made(agreement: Agreement, version: AgreementVersion, line: Line) -> Commitment:
    return Commitment.objects.create(
        agreement=agreement,
        number=line.number,
        line=line,
        giver_id=line.giver_id,
        receiver_id=line.receiver_id,
        tolerance=version.tolerance,
        due=Commitment.due_of(line),
    )


def _worded_anew(commitment: Commitment, version: AgreementVersion, line: Line) -> None:
    commitment.line, commitment.tolerance = line, version.tolerance
    commitment.due = Commitment.due_of(line)
    commitment.delivered_on = _day_kept(commitment, _counted(commitment))
    commitment.version += 1
    if commitment.state == State.CANCELLED or commitment.delivered < commitment.least:
        commitment.state = State.OPEN
    commitment.save()


def close(commitment: Commitment, state: str, *, actor: Any) -> None:
    """Nothing more is delivered by it; what is left of its down payment is given back."""
    before, commitment.state = commitment.state, state
    commitment.version += 1
    commitment.save()
    release_down_payment(commitment, on=timezone.localdate())
    audit.record("commitment.closed", commitment, actor=actor, state=[str(before), str(state)])


def moving_of(commitment: Commitment) -> Decimal:
    """What is delivered or on its way, in the line's unit."""
    on_its_way = commitment.shipments.filter(state=Shipment.State.SENT).aggregate(all=Sum("sent"))["all"]
    return commitment.delivered + (on_its_way or Decimal(0))


def _fault(commitment: Commitment, line: Line | None, moving: Decimal) -> str:
    if line is None:
        begun = commitment.shipments.filter(~Q(state=Shipment.State.RECALLED)).exists()
        return _("sudah ada kirimannya, jadi tidak dapat dihapus.") if begun else ""
    if any(getattr(line, name) != getattr(commitment.line, name) for name in SAME):
        return _("barang, satuan, dan kedua pihaknya tidak dapat diganti; tulis baris baru.")
    if line.quantity < moving:
        return _("sudah dikirim atau diterima lebih banyak dari jumlah itu.")
    if moving and line.price != commitment.line.price:
        return _("sudah ada kirimannya, jadi harganya tetap; tulis baris baru untuk sisanya.")
    return ""
