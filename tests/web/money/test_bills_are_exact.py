"""Down payments, taxes, swaps, part payments, refunds: whole rupiah, and sums exact."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from tests.web.agreements.delivering import delivered, paid, receipt, today
from tests.web.agreements.world import GARUT, GIANYAR, chain, promise, side, signed

from jejaring.web.agreements import actions
from jejaring.web.agreements.actions import NotAllowed
from jejaring.web.agreements.models import Agreement, Commitment
from jejaring.web.agreements.terms import Terms
from jejaring.web.money import actions as money
from jejaring.web.money.models import Entry, Obligation, SetOff
from jejaring.web.money.set_offs import set_off
from jejaring.web.money.taxes import tax_on, taxes

pytestmark = pytest.mark.django_db


def test_a_down_payment_is_taken_off_the_first_bills():
    made = chain(Terms(down_payment=Decimal(30)))
    total = made.hides.line.total
    delivered(made.tanner, made.maker, made.hides, 20)
    delivered(made.tanner, made.maker, made.hides, 120)
    bills = made.hides.obligations.order_by("pk")
    assert [bill.kind for bill in bills] == ["muka", "kiriman", "kiriman"]
    assert bills[0].amount == total * 3 // 10
    assert bills[1].amount == 0  # all of it covered by the down payment
    assert bills[1].state == "lunas"
    assert sum(bill.amount for bill in bills) == total


def test_what_is_left_of_a_down_payment_comes_back_when_less_is_delivered():
    made = chain(Terms(down_payment=Decimal(50)))
    paid(made.maker, made.tanner, made.hides.obligations.get())
    delivered(made.tanner, made.maker, made.hides, 14)
    hides = Commitment.objects.get(pk=made.hides.pk)
    actions.finish(actor=made.maker.ketua, commitment=hides, version=hides.version, reason="cukup")
    refund = made.hides.obligations.get(kind="balik")
    assert (refund.debtor, refund.creditor) == (made.tanner.cooperative, made.maker.cooperative)
    assert refund.amount == hides.line.total * 4 // 10


def test_an_agreement_that_ended_goes_on_when_its_down_payment_comes_after_all():
    farm, hens = side(GARUT), side(GIANYAR)
    lines = [promise(farm, hens, "jagung-pipil", 1000, 5000, "kg")]
    agreement = signed([farm, hens], lines, Terms(down_payment=Decimal(50)))
    bill = Obligation.objects.get(commitment__agreement=agreement)
    payment = money.report(
        actor=hens.ketua, obligation=bill, version=bill.version, paid=money.Paid(amount=700, on=today())
    )
    maize = agreement.commitments.get()
    actions.finish(actor=hens.ketua, commitment=maize, version=maize.version, reason="cukup")
    assert Agreement.objects.get(pk=agreement.pk).state == "selesai"
    money.confirm(actor=farm.ketua, payment=payment, version=payment.version)
    refund = Obligation.objects.get(commitment__agreement=agreement, kind="balik")
    assert refund.balance == 700
    assert Agreement.objects.get(pk=agreement.pk).state == "berlaku"
    paid(farm, hens, refund)
    assert Agreement.objects.get(pk=agreement.pk).state == "selesai"


def test_a_bill_paid_and_then_corrected_is_owed_back(shoes):
    shipment = delivered(shoes.tanner, shoes.maker, shoes.hides, 100)
    bill = shipment.obligations.get()
    paid(shoes.maker, shoes.tanner, bill)
    for quantity, amount in ((80, 4600000), (85, None)):
        shipment = actions.correct(
            actor=shoes.maker.ketua,
            shipment=shipment,
            version=shipment.version,
            receipt=receipt(quantity, reason="salah"),
        )
        shipment = actions.confirm(actor=shoes.tanner.ketua, shipment=shipment, version=shipment.version)
        if amount:
            assert shipment.obligations.get(kind="balik").amount == amount
    sums = [
        (one.amount if one.kind == "kiriman" else -one.amount) for one in shipment.obligations.order_by("pk")
    ]
    assert sum(sums) == 85 * 230000


def test_maize_is_swapped_for_eggs_and_only_the_difference_is_paid():
    farm, hens = side(GARUT), side(GIANYAR)
    lines = [
        promise(farm, hens, "jagung-pipil", 1000, 5000, "kg"),
        promise(hens, farm, "telur-ayam", 200, 27000, "kg"),
    ]
    agreement = signed([farm, hens], lines, Terms(offset=True))
    maize, eggs = agreement.commitments.order_by("number")
    delivered(farm, hens, maize, 1000)
    assert not SetOff.objects.exists()
    delivered(hens, farm, eggs, 200)
    done = SetOff.objects.get()
    assert (done.kind, done.amount) == ("tukar", 10000000)
    left = Obligation.objects.get(balance__gt=0)
    assert (left.debtor, left.balance) == (farm.cooperative, 400000)
    paid(farm, hens, left)
    agreement.refresh_from_db()
    assert agreement.state == Agreement.State.COMPLETED


def test_nothing_is_set_off_that_would_change_anybodys_position(shoes):
    bill = delivered(shoes.tanner, shoes.maker, shoes.hides, 10).obligations.get()
    with pytest.raises(ValueError, match="net position"):
        set_off(actor=None, kind=SetOff.Kind.CLEARING, parts=[(bill, 5)], on=today())
    with pytest.raises(ValueError, match="can not be set off"):
        set_off(actor=None, kind=SetOff.Kind.CLEARING, parts=[(bill, bill.balance + 1)], on=today())


@pytest.fixture
def taxed():
    seller, buyer = side(GARUT), side(GIANYAR)
    lines = [promise(seller, buyer, "kulit-tersamak", 7, "142.86", "m2", total=1000, tax="ppn")]
    return seller, buyer, signed([seller, buyer], lines).commitments.get()


def test_no_tax_unless_the_seller_says_it_is_taxable(taxed):
    seller, buyer, commitment = taxed
    assert delivered(seller, buyer, commitment, 3).obligations.get().amount == 429
    with pytest.raises(NotAllowed):
        money.say_taxable(actor=seller.pengurus, cooperative=seller.cooperative, taxable=True, since=today())
    money.say_taxable(actor=seller.ketua, cooperative=seller.cooperative, taxable=True, since=today())
    bill = delivered(seller, buyer, commitment, 4).obligations.get()
    entries = {entry.kind: (entry.amount, entry.note) for entry in bill.entries.all()}
    assert entries == {Entry.Kind.BILLED: (571, ""), Entry.Kind.TAX: (63, "ppn 0.1100")}


def test_taxes_are_dated_and_say_where_they_come_from():
    assert tax_on("ppn", date(2024, 12, 31)) is None
    assert tax_on("ppn", date(2026, 1, 1)).on(1_000_000) == 110_000
    assert tax_on("ppn-tani", date(2026, 1, 1)).on(1_000_000) == 11_000
    assert not tax_on("ppn", date(2026, 1, 1)).bears("beras-medium")
    assert all(each.source and each.status in "SU" for each in taxes())


def test_parts_are_paid_and_confirmed_and_the_rest_stays_owed(shoes):
    bill = delivered(shoes.tanner, shoes.maker, shoes.hides, 140).obligations.get()
    for part in (10_000_000, 20_000_000):
        paid(shoes.maker, shoes.tanner, bill, part)
    bill.refresh_from_db()
    assert (bill.balance, bill.state) == (2_200_000, "terbuka")
    with pytest.raises(ValidationError, match=r"Rp2\.200\.000"):
        paid(shoes.maker, shoes.tanner, bill, 2_200_001)
    paid(shoes.maker, shoes.tanner, bill)
    bill.refresh_from_db()
    assert (bill.balance, bill.state, bill.settled_on) == (0, "lunas", today())


def test_what_waits_to_be_confirmed_is_not_reported_twice(shoes):
    bill = delivered(shoes.tanner, shoes.maker, shoes.hides, 1).obligations.get()
    told = money.Paid(amount=200_000, on=today())
    money.report(actor=shoes.maker.ketua, obligation=bill, version=bill.version, paid=told)
    bill.refresh_from_db()
    with pytest.raises(ValidationError, match=r"Rp30\.000"):
        money.report(actor=shoes.maker.ketua, obligation=bill, version=bill.version, paid=told)
    late = money.Paid(amount=1, on=today() - timedelta(days=400))
    with pytest.raises(ValidationError, match=r"Tahunnya|terlalu awal"):
        money.report(actor=shoes.maker.ketua, obligation=bill, version=bill.version, paid=late)
