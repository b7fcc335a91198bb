"""The debts that a clearing round may touch: confirmed by both sides, both of them in its territory."""

from datetime import date

import polars as pl
from django.db.models import Q, QuerySet

from jejaring.clearing import Obligations
from jejaring.clearing.obligations import COLUMNS
from jejaring.web.clearing.insolvent import insolvent_on
from jejaring.web.clearing.models import ClearingRound, Consent
from jejaring.web.money.ledger import waiting_for_each
from jejaring.web.money.models import Obligation


def confirmed_in(region: str) -> "QuerySet[Obligation]":
    """Debts that both sides stand by and of which something is owed, both sides in the region."""
    rows = Obligation.objects.filter(state=Obligation.State.OPEN, balance__gt=0)
    for side in ("debtor", "creditor") if region else ():
        inside = Q(**{f"{side}__region": region}) | Q(**{f"{side}__region__startswith": f"{region}."})
        rows = rows.filter(inside)
    return rows


def parties_of(region: str, today: date) -> list[int]:
    """Keys of all who owe or are owed there, but for those in insolvency, in their order."""
    pairs = confirmed_in(region).values_list("debtor", "creditor").distinct()
    return sorted({one for pair in pairs for one in pair} - insolvent_on(today))


def debts_of(round: ClearingRound, today: date) -> tuple[Obligations, dict[int, int]]:
    """What may be set off now among those who consent, and what is owed in all of each of those debts.

    Parties are named by their keys, debts by theirs. What a reported payment waits to cover is not offered.
    """
    consent = round.consents.filter(state=Consent.State.GIVEN)
    taking = set(consent.values_list("cooperative", flat=True)) - insolvent_on(today)
    rows = [
        row
        for row in confirmed_in(round.region).values_list("pk", "debtor", "creditor", "balance", "due")
        if row[1] in taking and row[2] in taking
    ]
    return obligations_from(rows), {key: balance for key, _debtor, _creditor, balance, _due in rows}


def obligations_from(rows: list[tuple[int, int, int, int, date]]) -> Obligations:
    """Rows of (key, debtor, creditor, balance, due) as debts of what no reported payment waits to cover."""
    waiting = waiting_for_each()
    free = [
        (str(key), str(debtor), str(creditor), balance - waiting.get(key, 0), due)
        for key, debtor, creditor, balance, due in rows
        if balance > waiting.get(key, 0)
    ]
    return Obligations.of(pl.DataFrame(free, schema=COLUMNS, orient="row"))
