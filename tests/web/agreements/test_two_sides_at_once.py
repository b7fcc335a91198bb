"""People of two sides at the same moment, each on a connection of their own; shown by PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from tests.web.agreements.delivering import received, sent, today
from tests.web.agreements.world import chain

from jejaring.web.agreements import actions
from jejaring.web.agreements.actions import ChangedMeanwhile, NotAllowed
from jejaring.web.agreements.models import Agreement
from jejaring.web.agreements.terms import Promise, Terms
from jejaring.web.money import actions as money
from jejaring.web.money.models import Obligation

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="the test database is in memory"),
]
AT_ONCE = 4


def together(do):
    """What `do` gives when several threads call it at the same moment; None where it was refused."""
    barrier = Barrier(AT_ONCE)

    def run(number):
        barrier.wait(timeout=20)
        try:
            return do(number)
        except (ChangedMeanwhile, NotAllowed, ValidationError):
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return [one for one in threads.map(run, range(AT_ONCE)) if one is not None]


def test_no_more_leaves_than_was_promised():
    made = chain()
    assert len(together(lambda _: sent(made.tanner, made.hides, 70))) == 2


def test_a_receipt_is_billed_once_and_a_bill_paid_once():
    made = chain()
    one = received(made.maker, sent(made.tanner, made.hides, 70))
    done = together(lambda _: actions.confirm(actor=made.tanner.ketua, shipment=one, version=one.version))
    assert len(done) == 1
    bill = Obligation.objects.get()
    paid = money.Paid(amount=bill.balance, on=today())
    told = together(
        lambda _: money.report(actor=made.maker.ketua, obligation=bill, version=bill.version, paid=paid)
    )
    assert len(told) == 1
    together(lambda _: money.confirm(actor=made.tanner.ketua, payment=told[0], version=0))
    bill.refresh_from_db()
    assert (bill.balance, sum(entry.amount for entry in bill.entries.all())) == (0, 0)


def test_a_source_is_drafted_once():
    made = chain()
    lines = [
        Promise(
            giver=made.tanner.cooperative, receiver=made.maker.cooperative, quantity=Decimal(1), unit="m2",
            price=Decimal(5), total=5, origin="32.05", destination="51.04", commodity="kulit-tersamak",
        )
    ]  # fmt: skip
    parties = [made.tanner.cooperative, made.maker.cooperative]
    drafted = together(
        lambda _: actions.draft(
            actor=None, title="X", parties=parties, lines=lines, terms=Terms(), source="round:1/C1"
        )
    )
    assert len({one.pk for one in drafted}) == 1
    assert len(drafted) == AT_ONCE
    assert Agreement.objects.filter(source="round:1/C1").count() == 1
