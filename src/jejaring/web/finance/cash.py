"""The cash flow of a cooperative from what the site knows: its open bills and what was promised.

Bills move cash on the day they are due. Of promises under way, what is not billed yet moves when the
agreement says it is paid after the last day of the last month laid down; one without a month is taken to be
delivered within `ANY_TIME` days. The carriage of goods is paid by whoever receives them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.db.models import Q, QuerySet, Sum

from jejaring.clearing import clear
from jejaring.finance import (
    CashFlow,
    Closing,
    DownPayment,
    Movement,
    cash_flow,
    close_gap,
    movements_of_commitments,
)
from jejaring.finance import Commitment as Promise
from jejaring.web.agreements.models import Commitment
from jejaring.web.clearing.debts import confirmed_in, obligations_from
from jejaring.web.clearing.insolvent import insolvent_on
from jejaring.web.clearing.models import ClearingRound, PlannedSetOff
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.finance.models import CashInHand
from jejaring.web.money.billing import DOWN_PAYMENT_DAYS, down_payment_left
from jejaring.web.money.models import Obligation

ANY_TIME = 30
"""Days until a promise is taken to be delivered that names no month."""
CARRIAGE = "-angkut"
"""Ends the reference of what is paid for carrying the goods of an order."""
REMEMBERED = 300
"""Seconds for which what clearing the whole network would do is kept."""


@dataclass(frozen=True)
class Ways:
    """How down payments and earlier delivery are asked for; what the page lets people change."""

    down_payment: int = 30
    """Per cent of what is sold and neither delivered nor paid in advance."""
    earlier: int = 14
    """Days."""


@dataclass(frozen=True)
class Cash:
    """A cooperative's cash flow, and what closes how much of its gap."""

    cooperative: Cooperative
    said: CashInHand | None
    flow: CashFlow
    closing: Closing
    agreed: bool
    """Whether the clearing counted is one that was computed with everybody's consent."""


def cash_of(cooperative: Cooperative, today: date, ways: Ways) -> Cash:
    """From today on."""
    said = CashInHand.objects.filter(cooperative=cooperative).order_by("pk").last()
    promises = promises_of(cooperative, today)
    movements = [*_bills(cooperative), *movements_of_commitments(promises)]
    flow = cash_flow(movements, today, said.amount if said else 0)
    setoffs, agreed = _setoffs(cooperative, today)
    later = {one.reference: one for one in promises if one.sells}
    coming = [item for item in flow.movements if item.reference in later]
    closing = close_gap(
        flow,
        setoffs=no_more_than_moves(setoffs, flow.movements),
        down_payments=_down_payments(coming, today, ways.down_payment),
        earlier={
            item.reference: min(ways.earlier, max((later[item.reference].delivery - today).days, 0))
            for item in coming
        },
    )
    return Cash(cooperative, said, flow, closing, agreed)


def no_more_than_moves(setoffs: Mapping[str, int], movements: Iterable[Movement]) -> dict[str, int]:
    """Set-offs of what moves, at most what moves: bills may have been paid since they were computed."""
    return {
        item.reference: min(setoffs[item.reference], abs(item.amount))
        for item in movements
        if item.reference in setoffs
    }


def promises_of(cooperative: Cooperative, today: date) -> list[Promise]:
    """What is promised to and by the cooperative and not billed yet, and the carriage that it pays."""
    own = Q(giver=cooperative) | Q(receiver=cooperative)
    return [
        promise for row in open_orders().filter(own) for promise in promises_in(row, cooperative.pk, today)
    ]


def open_orders() -> "QuerySet[Commitment]":
    """Orders under way, with what of each is billed."""
    return (
        Commitment.objects.filter(state=Commitment.State.OPEN)
        .select_related("line", "giver", "receiver", "agreement__current")
        .annotate(billed=Sum("shipments__billed"))
        .order_by("pk")
    )


def promises_in(row: Any, key: int, today: date) -> Iterator[Promise]:
    """What an order of `open_orders` still moves of the cash of one of its sides."""
    sells = row.giver_id == key
    partner = row.receiver if sells else row.giver
    billed = min(row.billed or Decimal(0), row.promised)
    delivery = max(row.due or today + timedelta(days=ANY_TIME), today)
    advance = down_payment_left(row) if row.down_payment else 0
    rest = row.line.total - row.value_of(billed) - advance
    if rest > 0:
        days = row.agreement.current.payment_days if row.agreement.current else 0
        yield Promise(row.reference, partner.name, rest, delivery, sells, days)
    carriage = int(row.line.freight * (1 - billed / row.promised))
    if not sells and carriage > 0:
        yield Promise(f"{row.reference}{CARRIAGE}", "", carriage, delivery, False)


def _bills(cooperative: Cooperative) -> list[Movement]:
    own = Q(debtor=cooperative) | Q(creditor=cooperative)
    rows = Obligation.objects.filter(own, balance__gt=0).select_related("debtor", "creditor")
    return [
        Movement(row.reference, row.due, -row.balance, row.creditor.name)
        if row.debtor_id == cooperative.pk
        else Movement(row.reference, row.due, row.balance, row.debtor.name)
        for row in rows
    ]


def _down_payments(coming: list[Movement], today: date, share: int) -> list[DownPayment]:
    """So many per cent of each sale to come, a week from today, where it is not paid before."""
    day = today + timedelta(days=DOWN_PAYMENT_DAYS)
    asked = [(item, item.amount * share // 100) for item in coming if item.day > day]
    return [DownPayment(item.reference, day, amount) for item, amount in asked if amount]


def _setoffs(cooperative: Cooperative, today: date) -> tuple[Mapping[str, int], bool]:
    """What clearing takes off each bill: as it is computed in a round; else if everybody consented."""
    own = Q(obligation__debtor=cooperative) | Q(obligation__creditor=cooperative)
    ready = PlannedSetOff.objects.filter(own, round__state=ClearingRound.State.READY)
    last = ready.order_by("-round").values_list("round", flat=True).first()
    if last is not None:
        rows = ready.filter(round=last).select_related("obligation")
        return {row.obligation.reference: row.amount for row in rows}, True
    return possible_setoffs(cooperative.pk, today), False


def possible_setoffs(key: int, today: date) -> dict[str, int]:
    """What clearing all debts of the network would take off a cooperative's: reference -> rupiah."""
    name = f"possible-setoffs-{key}"
    found: dict[str, int] | None = cache.get(name)
    if found is None:
        insolvent = [str(one) for one in insolvent_on(today)]
        rows = list(confirmed_in("").values_list("pk", "debtor", "creditor", "balance", "due"))
        debts = obligations_from(rows)
        taken = dict(zip(debts.table["id"], clear(debts, insolvent).setoffs.tolist(), strict=True))
        found = {
            Obligation(pk=pk).reference: taken.get(str(pk), 0)
            for pk, debtor, creditor, _balance, _due in rows
            if key in (debtor, creditor) and taken.get(str(pk), 0)
        }
        cache.set(name, found, REMEMBERED)
    return found
