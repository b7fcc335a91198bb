"""What a page tells of a cooperative's word: promises kept, whole, on time, bills paid on time: in counts."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.web.agreements.delivering import delivered, paid, today
from tests.web.agreements.world import promise, signed

from jejaring.web.agreements import actions
from jejaring.web.agreements.models import Commitment
from jejaring.web.agreements.record import record_of
from jejaring.web.money.models import Obligation

pytestmark = pytest.mark.django_db
LATE = timedelta(days=3)


@pytest.fixture
def told(shoes):
    """Promises of the tanner to the maker: whole, short within tolerance, late, not kept; and one open."""
    lines = [promise(shoes.tanner, shoes.maker, "kulit-tersamak", 100, 230000, "m2") for _ in range(5)]
    orders = list(signed([shoes.tanner, shoes.maker], lines).commitments.order_by("number"))
    for order, quantity in zip(orders, (100, 96, 100, 50), strict=False):
        delivered(shoes.tanner, shoes.maker, order, quantity)
    for order in (orders[1], orders[3]):
        order.refresh_from_db()
        actions.finish(actor=shoes.maker.ketua, commitment=order, version=order.version, reason="Cukup")
    Commitment.objects.filter(pk=orders[2].pk).update(due=today() - LATE)
    bills = list(Obligation.objects.order_by("pk"))
    for bill in bills[:2]:
        paid(shoes.maker, shoes.tanner, bill)
    Obligation.objects.filter(pk=bills[1].pk).update(due=today() - LATE)
    Obligation.objects.filter(pk=bills[2].pk).update(due=today() - LATE)
    return shoes


def test_promises_and_bills_are_counted(told):
    giver = record_of(told.tanner.cooperative, timezone.localdate())
    assert (giver.promises, giver.kept, giver.whole, giver.in_time) == (4, 3, 2, 2)
    assert giver.bills == 0
    payer = record_of(told.maker.cooperative, timezone.localdate())
    assert (payer.bills, payer.paid, payer.paid_in_time, payer.disputed) == (3, 2, 1, 0)
    assert payer.promises == 0
    assert payer.since == giver.since == today()


def test_anyone_reads_the_counts_on_the_page_of_the_cooperative(told, client):
    page = " ".join(client.get(f"/koperasi/{told.tanner.cooperative.pk}/").content.decode().split())
    assert "ditepati, dalam toleransi</dt><dd>3 dari 4</dd>" in page
    assert "tepat waktu</dt><dd>2 dari 4</dd>" in page
    page = client.get(f"/koperasi/{told.maker.cooperative.pk}/").content.decode()
    assert "dibayar tepat waktu</dt><dd>1 dari 3</dd>" in page


def test_what_is_not_due_yet_says_nothing(shoes, client):
    assert record_of(shoes.maker.cooperative, today()).since is None
    assert "Janji kirim" not in client.get(f"/koperasi/{shoes.maker.cooperative.pk}/").content.decode()
