"""Everything that stands in the tables about what was agreed, read as it stands; and the laws that hold.

Read by plain SQL and reckoned by plain loops: nothing here is the site's own.
"""

from collections import defaultdict, namedtuple
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from django.db import connection

TABLES = {
    "steps": "agreements_agreementstep",
    "lines": "agreements_line",
    "events": "agreements_event",
    "allocations": "money_allocation",
    "entries": "money_entry",
    "said": "money_moneystep",
    "set_offs": "money_setoff",
    "agreements": "agreements_agreement",
    "commitments": "agreements_commitment",
    "shipments": "agreements_shipment",
    "bills": "money_obligation",
    "payments": "money_payment",
}
PAST = ("steps", "lines", "events", "allocations", "entries", "said", "set_offs")
"""Of these no row ever changes."""
COUNTED = ("diterima", "dipersoalkan", "cocok", "kembali")
AGREED = ("cocok", "kembali")
BILLS = ("tagih", "pajak", "muka", "koreksi")
GOODS = ("tagih", "koreksi")


def read() -> dict[str, list]:
    """All rows of all tables, in the order in which they were written."""
    found = {}
    with connection.cursor() as cursor:
        for name, table in TABLES.items():
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")
            row = _row(table, tuple(column[0] for column in cursor.description))
            found[name] = [row(*each) for each in cursor.fetchall()]
    return found


@cache
def _row(table, names):
    return namedtuple(table, names)


def exact(number) -> Decimal:
    """A quantity as it was written; SQLite keeps it as a float."""
    return Decimal(str(number)).quantize(Decimal("0.001"))


class Books:
    """What stands about one agreement."""

    def __init__(self, rows: dict[str, list], agreement: int) -> None:
        self.rows = rows
        self.agreement = next(one for one in rows["agreements"] if one.id == agreement)
        self.lines = {line.id: line for line in rows["lines"]}
        self.commitments = [one for one in rows["commitments"] if one.agreement_id == agreement]
        keys = {one.id for one in self.commitments}
        self.shipments = [one for one in rows["shipments"] if one.commitment_id in keys]
        self.bills = [one for one in rows["bills"] if one.commitment_id in keys]
        bills = {bill.id for bill in self.bills}
        self.entries = [one for one in rows["entries"] if one.obligation_id in bills]
        paid = {one.payment_id for one in rows["allocations"] if one.obligation_id in bills}
        self.payments = [one for one in rows["payments"] if one.id in paid]

    def of_commitment(self, commitment) -> list:
        """Its deliveries."""
        return [one for one in self.shipments if one.commitment_id == commitment.id]


def past_stands(before: dict[str, list], now: dict[str, list]) -> None:
    """What was written down stands as it was, everywhere."""
    for name in PAST:
        assert now[name][: len(before[name])] == before[name], name


def deliveries_add_up_and_too_much_is_flagged(books: Books) -> None:
    for commitment in books.commitments:
        shipments = books.of_commitment(commitment)
        counted = [one for one in shipments if one.state in COUNTED]
        delivered = exact(commitment.delivered)
        promised = exact(books.lines[commitment.line_id].quantity)
        assert delivered == sum(exact(one.accepted) for one in counted)
        most = promised * (100 + exact(commitment.tolerance)) / 100
        least = promised * (100 - exact(commitment.tolerance)) / 100
        assert delivered <= most or any(one.over for one in counted)
        assert (commitment.delivered_on is None) == (delivered < least or not counted)


def bills_add_up(books: Books) -> None:
    entries = defaultdict(list)
    for entry in books.entries:
        entries[entry.obligation_id].append(entry)
    for bill in books.bills:
        mine = entries[bill.id]
        assert bill.balance == sum(one.amount for one in mine) >= 0
        assert bill.amount == sum(one.amount for one in mine if one.kind in BILLS)
        assert (bill.state == "lunas") == (bill.balance == 0)


def parts_cost_what_the_whole_costs(books: Books, slack: int) -> None:
    """`slack`: rupiah; a line worded anew may round another way."""
    bills = {bill.id: bill for bill in books.bills}
    goods = defaultdict(int)
    for entry in books.entries:
        bill = bills[entry.obligation_id]
        if entry.kind in GOODS and entry.event_id is not None and bill.shipment_id is not None:
            goods[bill.commitment_id] += -entry.amount if bill.kind == "balik" else entry.amount
    for commitment in books.commitments:
        line = books.lines[commitment.line_id]
        billed = sum((exact(one.billed) for one in books.of_commitment(commitment)), Decimal(0))
        value = (line.total * billed / exact(line.quantity)).quantize(Decimal(1), ROUND_HALF_UP)
        assert abs(goods[commitment.id] - value) <= slack


def money_goes_nowhere(books: Books) -> None:
    """What came is what was entered, to the rupiah; and set-offs leave everybody where they were."""
    entered, allocated, net = defaultdict(int), defaultdict(int), defaultdict(int)
    bills = {bill.id: bill for bill in books.bills}
    for entry in books.entries:
        if entry.payment_id is not None:
            entered[entry.payment_id] += abs(entry.amount)
        if entry.set_off_id is not None:
            net[entry.set_off_id, bills[entry.obligation_id].debtor_id] += entry.amount
            net[entry.set_off_id, bills[entry.obligation_id].creditor_id] -= entry.amount
    for part in books.rows["allocations"]:
        allocated[part.payment_id] += part.amount
    for payment in books.payments:
        assert entered[payment.id] == (payment.amount if payment.state == "diterima" else 0)
        assert allocated[payment.id] == payment.amount
    assert not any(net.values())


def an_agreement_ends_when_nothing_waits(books: Books) -> None:
    waits = (
        any(one.state == "berjalan" for one in books.commitments)
        or any(one.state not in (*AGREED, "ditarik") for one in books.shipments)
        or any(bill.balance > 0 for bill in books.bills)
    )
    assert books.agreement.state in ("berlaku" if waits else "selesai", "diubah")
