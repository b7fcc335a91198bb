"""Payments of a document: reported by who paid, confirmed by who was paid."""

from django.utils.translation import gettext as _

from jejaring.valueflows import EconomicEvent
from jejaring.web.agreements.models import Commitment
from jejaring.web.api.actions import documents
from jejaring.web.api.models import Scope, Taken
from jejaring.web.api.problems import Problem
from jejaring.web.api.tokens import guarded_person
from jejaring.web.api.valueflows.names import key_of, mark_of
from jejaring.web.api.valueflows.reading import Reading
from jejaring.web.money import actions
from jejaring.web.money.ledger import frees_of
from jejaring.web.money.models import Obligation, Payment
from jejaring.web.money.visible import bills_of, payments_of
from jejaring.web.trade.models.listing import own_cooperatives

LONGEST_MEANS = 120


def payment_taken(reading: Reading, told: EconomicEvent) -> tuple[bool, str]:
    """Whether it is new here, and where it stands."""
    payer, payee = reading.cooperative(told.provider), reading.cooperative(told.receiver)
    mark = mark_of(told.id, told.created, payer.pk, payee.pk)
    known = _known(reading, told, mark)
    if known is None:
        made = _reported(reading, told, payer.pk, payee.pk, mark)
        return True, f"/payments/{made.pk}"
    own = set(own_cooperatives(reading.person).values_list("cooperative", flat=True))
    path = f"/payments/{known.pk}"
    if known.state != Payment.State.REPORTED or known.payee_id not in own:
        return False, path
    reading.permit(Scope.MONEY)
    guarded_person(reading.person)
    actions.confirm(actor=reading.person, payment=known, version=known.version)
    return True, path


def _known(reading: Reading, told: EconomicEvent, mark: str) -> Payment | None:
    rows = payments_of(reading.person)
    taken = Taken.objects.filter(mark=mark).first()
    if taken is not None:
        return rows.filter(pk=taken.key).first()
    key = key_of(told.id, "payment")
    return rows.filter(pk=key, made=told.created).first() if key and told.created else None


def _reported(reading: Reading, told: EconomicEvent, payer: int, payee: int, mark: str) -> Payment:
    reading.permit(Scope.MONEY)
    measure, faults = told.resource_quantity, []
    if measure is None or measure.unit != "IDR" or measure.value % 1:
        faults.append(("resourceQuantity", _("Tulis rupiah bulat, dalam IDR.")))
    if told.has_point_in_time is None:
        faults.append(("hasPointInTime", _("Wajib diisi.")))
    if len(told.note) > LONGEST_MEANS:
        faults.append(("note", _("Paling panjang %(limit)s.") % {"limit": LONGEST_MEANS}))
    if not told.fulfills:
        faults.append(("fulfills", _("Sebutkan untuk pesanan mana.")))
    if faults or measure is None or told.has_point_in_time is None:
        raise Problem("not-valid", "", faults)
    paid = actions.Paid(amount=int(measure.value), on=told.has_point_in_time, means=told.note)
    orders = [reading.paid_order(ref) for ref in told.fulfills]
    bills = _bills(reading, orders, payer, payee, paid.amount)

    def verb() -> Payment:
        return actions.report_together(actor=reading.person, bills=bills, paid=paid)

    return documents.take(actor=reading.person, mark=mark, said=told.id, verb=verb)


def _bills(
    reading: Reading, orders: list[Commitment], payer: int, payee: int, amount: int
) -> list[tuple[Obligation, int]]:
    """Open bills of these promises that the sum reaches, the first due first."""
    rows = bills_of(reading.person).filter(
        commitment__in=orders, debtor=payer, creditor=payee, state=Obligation.State.OPEN
    )
    found, left = list(rows.order_by("due", "pk")), amount
    frees, chosen = frees_of(found), []
    for bill in found:
        if left > 0 and frees[bill.pk]:
            chosen.append((bill, bill.version))
            left -= frees[bill.pk]
    if not chosen:
        raise Problem("not-now", _("Belum ada tagihan yang dapat dibayar dengannya."))
    return chosen
