"""The working capital that a territory or a planning round needs, before and after clearing, by scheme.

Of a territory: for each of its cooperatives the gap of its cash flow (open bills and orders, no cash to
begin with), and the gap that is left when debts inside the territory are cleared. Of a round: what each
cooperative of the plan pays for what it buys, and what is left of that when the debts of the plan's trades
are cleared. What is missing is sorted into the first scheme of the day whose limits it keeps, as they stand.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl
from django.db.models import Q

from jejaring.clearing import Clearing, Obligations, clear
from jejaring.clearing.obligations import COLUMNS
from jejaring.finance import FinanceFaults, Movement, cash_flow, close_gap, movements_of_commitments
from jejaring.finance.kur import Applicant, RuleSet, assess
from jejaring.web.clearing.debts import confirmed_in, obligations_from
from jejaring.web.clearing.insolvent import insolvent_on
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.finance.cash import no_more_than_moves, open_orders, promises_in
from jejaring.web.finance.rule_sets import known_rule_sets
from jejaring.web.money.models import Obligation
from jejaring.web.rounds.models import Attempt, Round, Trade

NONE = ""
"""Stands for no scheme that is large enough."""


@dataclass(frozen=True)
class Gap:
    """What one cooperative lacks: whole rupiah."""

    before: int
    after: int


@dataclass(frozen=True)
class Share:
    """What of the need falls to one scheme."""

    scheme: str
    """Its name; `NONE` where no scheme is large enough."""
    before: int
    count_before: int
    after: int
    count_after: int


@dataclass(frozen=True)
class Need:
    """The whole, and by scheme."""

    cooperatives: int
    """How many were looked at."""
    before: int
    after: int
    shares: tuple[Share, ...]


def need_of_territory(region: str, today: date) -> Need:
    """Of all cooperatives in a region that owe, are owed, buy or sell."""
    movements = _movements(region, today)
    rows = list(confirmed_in(region).values_list("pk", "debtor", "creditor", "balance", "due"))
    debts = obligations_from(rows)
    cleared = clear(debts, [str(one) for one in insolvent_on(today)])
    taken = {
        Obligation(pk=int(key)).reference: amount
        for key, amount in zip(debts.table["id"], cleared.setoffs.tolist(), strict=True)
        if amount
    }
    gaps = []
    for own in movements.values():
        flow = cash_flow(own, today)
        closing = close_gap(flow, setoffs=no_more_than_moves(taken, own))
        gaps.append(Gap(flow.gap, closing.to_finance))
    return by_scheme(gaps, today, known_rule_sets())


def need_of_round(round: Round, today: date) -> Need:
    """Of all cooperatives in the last plan of a round that was announced."""
    attempt = round.attempts.filter(state__in=Attempt.SHOWN, published__isnull=False).latest()
    rows = Trade.objects.filter(chain__attempt=attempt).values_list(
        "pk", "receiver", "giver", "received", "paid"
    )
    bought: defaultdict[int, int] = defaultdict(int)
    debts = []
    for key, receiver, giver, received, paid in rows:
        bought[receiver] += paid
        if receiver != giver and received:
            debts.append((str(key), str(receiver), str(giver), received, today))
    owed = Obligations.of(pl.DataFrame(debts, schema=COLUMNS, orient="row"))
    saved = _by_debtor(owed, clear(owed))
    return by_scheme(
        [Gap(paid, paid - saved.get(key, 0)) for key, paid in bought.items()], today, known_rule_sets()
    )


def by_scheme(gaps: list[Gap], today: date, rules: tuple[RuleSet, ...]) -> Need:
    """Sorted into schemes; the shares add up to the whole."""
    before: defaultdict[str, list[int]] = defaultdict(list)
    after: defaultdict[str, list[int]] = defaultdict(list)
    for gap in gaps:
        for table, amount in ((before, gap.before), (after, gap.after)):
            if amount:
                table[scheme_for(amount, today, rules)].append(amount)
    names = dict.fromkeys([*before, *after])
    shares = [
        Share(name, sum(before[name]), len(before[name]), sum(after[name]), len(after[name]))
        for name in names
    ]
    return Need(
        len(gaps),
        sum(gap.before for gap in gaps),
        sum(gap.after for gap in gaps),
        tuple(sorted(shares, key=lambda share: (share.scheme == NONE, -share.before, share.scheme))),
    )


def scheme_for(amount: int, today: date, rules: tuple[RuleSet, ...]) -> str:
    """Name of the day's first scheme that no rule speaks against, verified or not; `NONE` without one."""
    try:
        found = assess(Applicant("cooperative"), amount, "working-capital", today, rule_sets=rules)
    except FinanceFaults:
        return NONE
    for assessed in found.schemes:
        if all(reason.found != "failed" for reason in assessed.reasons):
            return assessed.scheme.name
    return NONE


def _movements(region: str, today: date) -> Mapping[int, list[Movement]]:
    """Key of each cooperative in the region -> what moves its cash."""
    inside = set(_inside(region))
    found: defaultdict[int, list[Movement]] = defaultdict(list)
    for key, debtor, creditor, balance, due in Obligation.objects.filter(balance__gt=0).values_list(
        "pk", "debtor", "creditor", "balance", "due"
    ):
        reference = Obligation(pk=key).reference
        for side, amount in ((debtor, -balance), (creditor, balance)):
            if side in inside:
                found[side].append(Movement(reference, due, amount))
    for row in open_orders():
        for side in {row.giver_id, row.receiver_id} & inside:
            found[side] += movements_of_commitments(list(promises_in(row, side, today)))
    return found


def _inside(region: str) -> Iterator[int]:
    rows = Cooperative.objects.all()
    if region:
        rows = rows.filter(Q(region=region) | Q(region__startswith=f"{region}."))
    yield from rows.values_list("pk", flat=True).iterator()


def _by_debtor(debts: Obligations, cleared: Clearing) -> dict[int, int]:
    """Key of each cooperative -> what clearing takes off its debts."""
    taken = debts.table.select("debtor").with_columns(taken=pl.Series(cleared.setoffs, dtype=pl.Int64))
    sums = taken.group_by("debtor").agg(pl.col("taken").sum())
    return {int(key): amount for key, amount in sums.iter_rows()}
