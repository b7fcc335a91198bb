"""One transfer, several bills: split to the rupiah, answered once, and the kuitansi says which."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.utils import DatabaseError
from tests.web.agreements.delivering import delivered, paid, receipt, today
from tests.web.agreements.world import chain

from jejaring.web.agreements import actions
from jejaring.web.agreements.actions import ChangedMeanwhile, NotAllowed
from jejaring.web.common.models import AuditEntry
from jejaring.web.money import actions as money
from jejaring.web.money.models import Allocation, Obligation, Payment
from jejaring.web.money.papers import receipt_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def owed(shoes):
    """Three bills of one tanner: 2,300,000, 4,600,000 and 6,900,000."""
    for quantity in (10, 20, 30):
        delivered(shoes.tanner, shoes.maker, shoes.hides, quantity)
    return list(Obligation.objects.order_by("pk"))


def reported(shoes, bills, amount, **said):
    return money.report_together(
        actor=shoes.maker.pengurus,
        bills=[(bill, bill.version) for bill in bills],
        paid=money.Paid(amount=amount, on=today(), **said),
    )


def test_it_is_split_from_the_first_due_on_and_the_last_may_stay_owed(shoes, owed):
    payment = reported(shoes, owed, 9_000_001)
    assert [part.amount for part in payment.allocations.all()] == [2_300_000, 4_600_000, 2_100_001]
    count = AuditEntry.objects.count()
    money.confirm(actor=shoes.tanner.ketua, payment=payment, version=payment.version)
    assert AuditEntry.objects.count() == count + 1
    assert list(Obligation.objects.order_by("pk").values_list("balance", "state")) == [
        (0, "lunas"),
        (0, "lunas"),
        (4_799_999, "terbuka"),
    ]
    assert [step.verb for step in owed[2].steps.all()] == ["lapor", "terima"]


def test_what_waits_to_be_confirmed_is_not_reported_again_for_any_of_its_bills(shoes, owed):
    reported(shoes, owed, 9_000_000)
    later = list(Obligation.objects.order_by("pk"))
    with pytest.raises(ValidationError, match=r"Rp4\.800\.000"):
        reported(shoes, later, 4_800_001)
    with pytest.raises(ValidationError, match="TGH-"):
        reported(shoes, later, 4_800_000)
    assert reported(shoes, later[2:], 4_800_000).amount == 4_800_000


def test_a_sum_that_does_not_reach_a_bill_says_which_to_leave_out(shoes, owed):
    with pytest.raises(ValidationError, match=owed[2].reference):
        reported(shoes, owed, 6_900_000)
    assert not Payment.objects.exists()


def test_refused_or_taken_back_it_frees_all_of_them(shoes, owed):
    payment = reported(shoes, owed[:2], 6_900_000)
    money.refuse(actor=shoes.tanner.pengurus, payment=payment, version=0, reason="Belum masuk")
    payment = reported(shoes, Obligation.objects.order_by("pk")[:2], 6_900_000)
    money.withdraw(actor=shoes.maker.pengurus, payment=payment, version=0)
    assert set(Obligation.objects.values_list("balance", flat=True)) == {2_300_000, 4_600_000, 6_900_000}


def test_bills_of_two_payees_are_two_payments(shoes, owed):
    other = chain()
    theirs = delivered(other.tanner, other.maker, other.hides, 10).obligations.get()
    with pytest.raises(NotAllowed, match="dua koperasi yang sama"):
        reported(shoes, [owed[0], theirs], 4_600_000)
    with pytest.raises(NotAllowed):
        reported(shoes, [], 1)


def test_a_bill_that_changed_meanwhile_stops_all(shoes, owed):
    paid(shoes.maker, shoes.tanner, owed[1], 1000)
    with pytest.raises(ChangedMeanwhile):
        reported(shoes, owed, 9_000_000)


def test_a_bill_that_became_less_on_the_way_is_owed_back(shoes, owed):
    payment = reported(shoes, owed, 13_800_000)
    first = owed[0].shipment
    first = actions.correct(
        actor=shoes.maker.pengurus, shipment=first, version=first.version, receipt=receipt(5, reason="Salah")
    )
    actions.confirm(actor=shoes.tanner.pengurus, shipment=first, version=first.version)
    money.confirm(actor=shoes.tanner.ketua, payment=payment, version=payment.version)
    assert Obligation.objects.get(kind="balik").balance == 5 * 230_000
    assert set(Obligation.objects.exclude(kind="balik").values_list("balance", flat=True)) == {0}


def test_the_kuitansi_names_every_bill_and_its_part(shoes, owed):
    payment = reported(shoes, owed, 9_000_001)
    money.confirm(actor=shoes.tanner.ketua, payment=payment, version=payment.version)
    data = receipt_data(payment, payment.steps.filter(verb="terima")[0])
    told = [words for name, words in data["facts"] if name == "Untuk"]
    assert [words.split(":")[0] for words in told] == ["Rp2.300.000", "Rp4.600.000", "Rp2.100.001"]
    assert all(bill.reference in words for bill, words in zip(owed, told, strict=True))
    assert data["amount"] == "Rp9.000.001"


def test_its_parts_stand_as_they_were_written(shoes, owed):
    reported(shoes, owed, 9_000_000)
    with pytest.raises(DatabaseError), transaction.atomic():
        Allocation.objects.update(amount=1)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM money_allocation")


def test_the_page(shoes, owed, client):
    client.force_login(shoes.maker.pengurus, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = f"/tagihan/bersama/{shoes.maker.cooperative.pk}/{shoes.tanner.cooperative.pk}/"
    assert address in client.get("/tagihan/").content.decode()
    page = client.get(address)
    assert page.context["form"].initial["amount"] == 13_800_000
    given = {
        "seen": page.context["seen"], "token": "sekali", "bills": [bill.pk for bill in owed[:2]],
        "amount": "9.000.000", "on": today().isoformat(), "means": "Transfer 88",
    }  # fmt: skip
    refused = client.post(address, given)
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "Yang masih harus dibayar Rp6.900.000; Anda menulis Rp9.000.000." in text
    assert 'value="Transfer 88"' in text
    assert text.count(" checked") == 2
    none = client.post(address, given | {"bills": []})
    assert none.context["form"].errors["bills"]
    led = [client.post(address, given | {"amount": "6.900.000"}) for _ in range(2)]
    assert [answer.status_code for answer in led] == [302, 302]
    assert led[0]["Location"] == led[1]["Location"]
    payment = Payment.objects.get()
    bill = client.get(led[0]["Location"], follow=True).content.decode()
    assert "Bagian dari satu pembayaran Rp6.900.000" in bill
    assert owed[1].reference in bill
    client.force_login(shoes.tanner.ketua, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(address).status_code == 200  # the payee sees it
    told = client.post(address, given | {"amount": "1", "token": "lain", "bills": [owed[2].pk]})
    assert told.status_code == 403
    assert client.post(f"/tagihan/pembayaran/{payment.pk}/terima/", {"version": 0}).status_code == 302
    payment.refresh_from_db()
    assert payment.state == Payment.State.CONFIRMED


def test_where_nothing_is_owed_any_more_one_is_led_to_the_bills(shoes, owed, client):
    reported(shoes, owed, 13_800_000)
    client.force_login(shoes.maker.pengurus, backend="allauth.account.auth_backends.AuthenticationBackend")
    both = f"{shoes.maker.cooperative.pk}/{shoes.tanner.cooperative.pk}"
    assert client.get(f"/tagihan/bersama/{both}/")["Location"] == "/tagihan/"
    assert client.get(f"/tagihan/bersama/{shoes.maker.cooperative.pk}/999999/").status_code == 404
