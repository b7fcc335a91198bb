"""Propose a trade, answer, take back, write about it. Every step is checked against `steps.STEPS`."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.web.common import audit
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.trade.actions.errors import ChangedMeanwhile, NotAllowed
from jejaring.web.trade.models import Listing, Proposal, ProposalMessage, ProposalStep
from jejaring.web.trade.partners import commodity_of
from jejaring.web.trade.rules import may
from jejaring.web.trade.steps import STEPS

Verb = ProposalStep.Verb
ANSWER_WITHIN = timedelta(days=14)
MOST_RECEIVERS = 20
DEALS = {
    Listing.Kind.OFFER: Proposal.Deal.GOODS,
    Listing.Kind.NEED: Proposal.Deal.GOODS,
    Listing.Kind.CAPACITY: Proposal.Deal.WORK,
    Listing.Kind.STORE: Proposal.Deal.STORAGE,
    Listing.Kind.HAULAGE: Proposal.Deal.CARRIAGE,
}


@dataclass(frozen=True)
class Terms:
    """What is proposed: how much, for how much, where, when and on which conditions."""

    quantity: Decimal
    """Base units."""
    price: Decimal
    """Rupiah per base unit."""
    region: str
    """Where it is handed over."""
    first_month: date | None = None
    last_month: date | None = None
    terms: str = ""

    @property
    def total(self) -> int:
        """Whole rupiah, halves rounded up."""
        return int((self.quantity * self.price).quantize(Decimal(1), ROUND_HALF_UP))


@transaction.atomic
def send_proposals(
    *,
    actor: Any,
    listing: Listing,
    sender: Cooperative,
    receivers: Iterable[Cooperative],
    terms: Terms,
    expires: date | None = None,
) -> list[Proposal]:
    """A proposal to each receiver about a listing of the sender's, or to the owner about its own.

    Raises
    ------
    NotAllowed
        When the listing is nobody's of them, not open, or a cooperative would ask itself.
    """
    chosen = list({receiver.pk: receiver for receiver in receivers}.values())
    own = listing.cooperative_id == sender.pk
    if not chosen or any(receiver.pk == sender.pk for receiver in chosen):
        raise NotAllowed(_("Pilih koperasi lain yang akan diajak."))
    if len(chosen) > MOST_RECEIVERS:
        raise NotAllowed(_("Paling banyak %(most)s koperasi sekaligus.") % {"most": MOST_RECEIVERS})
    if not own and [receiver.pk for receiver in chosen] != [listing.cooperative_id]:
        raise NotAllowed(_("Usulan atas catatan koperasi lain hanya dapat dikirim kepada pemiliknya."))
    if not listing.is_open:
        raise NotAllowed(_("Catatan ini sudah tidak berlaku."))
    batch, until = uuid.uuid4(), expires or timezone.localdate() + ANSWER_WITHIN
    owner_gives = listing.kind != Listing.Kind.NEED
    proposals = []
    for receiver in chosen:
        proposal = Proposal.objects.create(
            batch=batch,
            listing=listing,
            deal=DEALS[Listing.Kind(listing.kind)],
            commodity=commodity_of(listing),
            sender=sender,
            receiver=receiver,
            sender_gives=owner_gives if own else not owner_gives,
            asked=receiver,
            expires=until,
        )
        _step(proposal, Verb.SENT, by=sender, actor=actor, terms=terms)
        audit.record("proposal.sent", proposal, actor=actor, receiver=receiver.pk, total=terms.total)
        proposals.append(proposal)
    return proposals


def counter(*, actor: Any, proposal: Proposal, version: int, terms: Terms) -> Proposal:
    """Other terms instead; the other party is asked next, and has as long to answer."""
    return _take(Verb.COUNTERED, actor=actor, proposal=proposal, version=version, terms=terms)


def accept(*, actor: Any, proposal: Proposal, version: int) -> Proposal:
    """Agree to the last terms, those of `version`."""
    return _take(Verb.ACCEPTED, actor=actor, proposal=proposal, version=version)


def refuse(*, actor: Any, proposal: Proposal, version: int, reason: str) -> Proposal:
    """Say no, and why."""
    return _take(Verb.REFUSED, actor=actor, proposal=proposal, version=version, reason=reason)


def withdraw(*, actor: Any, proposal: Proposal, version: int, reason: str = "") -> Proposal:
    """Take back one's own last terms before they are answered."""
    return _take(Verb.WITHDRAWN, actor=actor, proposal=proposal, version=version, reason=reason)


def expire_overdue(*, today: date) -> int:
    """Close the proposals whose time to answer is over; how many."""
    overdue = Proposal.objects.filter(state=Proposal.State.WAITING, expires__lt=today)
    count = 0
    for number in list(overdue.values_list("pk", flat=True)):
        with transaction.atomic():
            proposal = Proposal.objects.select_for_update().get(pk=number)
            if proposal.state == Proposal.State.WAITING and proposal.expires < today:
                _close(proposal, Verb.EXPIRED, by=None, actor=None)
                count += 1
    return count


@transaction.atomic
def write_message(*, actor: Any, proposal: Proposal, by: Cooperative, text: str) -> ProposalMessage:
    """A message of one party to the other."""
    if by.pk not in (proposal.sender_id, proposal.receiver_id):
        raise NotAllowed(_("Hanya kedua pihak yang dapat menulis di sini."))
    message = ProposalMessage.objects.create(proposal=proposal, by=by, person=actor, text=text)
    audit.record("proposal.message", proposal, actor=actor, message=message.pk)
    return message


@transaction.atomic
def _take(
    verb: ProposalStep.Verb,
    *,
    actor: Any,
    proposal: Proposal,
    version: int,
    terms: Terms | None = None,
    reason: str = "",
) -> Proposal:
    """One step, on the proposal as it is now: of two who answer at once, one does and one is told."""
    current = Proposal.objects.select_for_update().get(pk=proposal.pk)
    allowed = STEPS[verb]
    if not may(actor, allowed.permission, current):
        if current.version != version:
            raise ChangedMeanwhile
        raise NotAllowed(_("Langkah ini bukan giliran koperasi Anda."))
    if current.version != version or current.state != allowed.before:
        raise ChangedMeanwhile
    if current.expires < timezone.localdate():
        raise NotAllowed(_("Batas waktu usulan ini sudah lewat."))
    if allowed.reason and not reason.strip():
        raise NotAllowed(_("Tuliskan alasannya."))
    asked = Cooperative.objects.get(pk=current.asked_id)
    by = asked if allowed.who == "asked" else Cooperative.objects.get(pk=current.other_party_id(asked.pk))
    if terms is not None:
        current.asked_id = current.other_party_id(by.pk)
        current.expires = max(current.expires, timezone.localdate() + ANSWER_WITHIN)
    _close(current, verb, by=by, actor=actor, terms=terms, reason=reason)
    return current


def _close(
    proposal: Proposal,
    verb: ProposalStep.Verb,
    *,
    by: Cooperative | None,
    actor: Any,
    terms: Terms | None = None,
    reason: str = "",
) -> None:
    """Write the step, the state it leads to and the audit trail."""
    before = proposal.state
    proposal.state = STEPS[verb].after
    proposal.version += 1
    proposal.save()
    _step(proposal, verb, by=by, actor=actor, terms=terms, reason=reason)
    audit.record(
        f"proposal.{verb.name.lower()}",
        proposal,
        actor=actor,
        state=[str(before), str(proposal.state)],
        **({"total": terms.total} if terms else {}),
    )


def _step(
    proposal: Proposal,
    verb: ProposalStep.Verb,
    *,
    by: Cooperative | None,
    actor: Any,
    terms: Terms | None = None,
    reason: str = "",
) -> None:
    given = (
        {}
        if terms is None
        else {
            "quantity": terms.quantity,
            "price": terms.price,
            "total": terms.total,
            "region": terms.region,
            "first_month": terms.first_month,
            "last_month": terms.last_month,
            "terms": terms.terms,
        }
    )
    ProposalStep.objects.create(
        proposal=proposal,
        number=proposal.version,
        verb=verb,
        by=by,
        person=actor,
        reason=reason.strip(),
        **given,
    )
