"""What is wrong with an entry is said beside its field; nothing is changed, nothing typed is lost."""

import io
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from tests.web.agreements.delivering import delivered, received, sent, today
from tests.web.agreements.world import side

from jejaring.web.agreements.models import Commitment, Document, Event, Picture, Shipment
from jejaring.web.common.models import AuditEntry
from jejaring.web.money.models import Obligation, Payment

pytestmark = pytest.mark.django_db


@pytest.fixture
def enter(client):
    def as_(person):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return as_


def refused(answer, field, words, *typed):
    """The page says it at the field, and shows what was typed."""
    page = answer.content.decode()
    assert answer.status_code == 422, page[:2000]
    form = answer.context["form"]
    assert any(words in each for each in form.errors[field]), form.errors
    assert f'id="id_{field}_error"' in page or "errorlist" in page
    for value in typed:
        assert f'value="{value}"' in page, value


SENDING = {"quantity": "141,5", "unit": "m2", "carrier": "Truk B 1234 XY", "on": today().isoformat()}


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"quantity": "200"}, "quantity", "paling banyak 147"),
        ({"quantity": "-5"}, "quantity", "lebih dari nol"),
        ({"quantity": "banyak"}, "quantity", "angka"),
        ({"on": "2019-02-29"}, "on", ""),
        ({"on": (today() - timedelta(days=366)).isoformat()}, "on", "Tahunnya"),
        ({"on": (today() + timedelta(days=2)).isoformat()}, "on", "belum tiba"),
    ],
)
def test_a_delivery_that_can_not_be(shoes, enter, change, field, words):
    before = AuditEntry.objects.count()
    answer = enter(shoes.tanner.pengurus).post(
        f"/perjanjian/pesanan/{shoes.hides.pk}/kirim/", SENDING | change
    )
    refused(answer, field, words, "Truk B 1234 XY", (SENDING | change)["quantity"])
    assert not Shipment.objects.exists()
    assert AuditEntry.objects.count() == before


def test_what_is_on_its_way_is_not_proposed_to_be_sent_again(shoes, enter):
    sent(shoes.tanner, shoes.hides, 100)
    page = enter(shoes.tanner.pengurus).get(f"/perjanjian/pesanan/{shoes.hides.pk}/kirim/")
    assert page.context["form"]["quantity"].value() == "40"


def test_who_got_enough_closes_an_order_without_a_reason(shoes, enter):
    page, client = f"/perjanjian/pesanan/{shoes.hides.pk}/", enter(shoes.maker.pengurus)
    assert client.get(page).context["reason_form"]["reason"].field.required
    delivered(shoes.tanner, shoes.maker, shoes.hides, 135)  # of 140, within 5%
    shown = client.get(page)
    assert shown.context["may_finish"]
    assert not shown.context["reason_form"]["reason"].field.required
    shoes.hides.refresh_from_db()
    client.post(page + "tutup/", {"version": shoes.hides.version, "reason": ""})
    shoes.hides.refresh_from_db()
    assert shoes.hides.state == Commitment.State.DONE


def receipt(shipment, **change):
    return {
        "version": shipment.version, "quantity": "100", "unit": "m2", "rejected": "", "weight": "110",
        "moisture": "12,5", "grade": "Mutu A", "on": today().isoformat(), "reason": "", **change,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"weight": "-110"}, "weight", "lebih dari nol"),
        ({"moisture": "130"}, "moisture", "antara 0 dan 100"),
        ({"on": (today() - timedelta(days=5)).isoformat()}, "on", "baru dikirim"),
        ({"quantity": "170"}, "quantity", "centang"),
        ({"quantity": "99999999999", "keep": "on"}, "quantity", "Periksa nolnya"),
        ({"rejected": "20"}, "reason", "mengapa ditolak"),
        ({"rejected": "120", "reason": "Rusak"}, "rejected", "paling banyak"),
    ],
)
def test_a_receipt_that_can_not_be(shoes, enter, change, field, words):
    shipment = sent(shoes.tanner, shoes.hides, 100, on=today() - timedelta(days=2))
    given = receipt(shipment, **change)
    answer = enter(shoes.maker.pengurus).post(f"/perjanjian/kiriman/{shipment.pk}/terima/", given)
    refused(answer, field, words, "Mutu A", given["quantity"])
    assert shipment.events.count() == 1


def photograph(size=(40, 30)):
    drawn = io.BytesIO()
    Image.new("RGB", size).save(drawn, "JPEG")
    return SimpleUploadedFile("f.jpg", drawn.getvalue())


def test_a_photograph_of_30_megabytes(shoes, enter):
    shipment = sent(shoes.tanner, shoes.hides, 100)
    huge = SimpleUploadedFile("f.jpg", b"x" * 30 * 2**20)
    answer = enter(shoes.maker.pengurus).post(
        f"/perjanjian/kiriman/{shipment.pk}/terima/", receipt(shipment, pictures=huge)
    )
    refused(answer, "pictures", "terlalu besar (30 MB)", "110", "Mutu A")
    assert not Picture.objects.exists()


def test_a_receipt_with_photographs_is_kept_and_shown_to_the_two_sides(shoes, enter):
    shipment = sent(shoes.tanner, shoes.hides, 100)
    client = enter(shoes.maker.pengurus)
    answer = client.post(
        f"/perjanjian/kiriman/{shipment.pk}/terima/",
        receipt(shipment, pictures=[photograph(), photograph((50, 30)), photograph()]),
    )
    assert answer["Location"] == f"/perjanjian/kiriman/{shipment.pk}/"
    event = shipment.events.get(verb=Event.Verb.RECEIVED)
    assert (event.weight, event.moisture, event.grade) == (110, Decimal("12.5"), "Mutu A")
    first, _second = event.pictures.all()
    assert client.get(f"/perjanjian/foto/{first.pk}/")["Content-Type"] == "image/jpeg"
    assert enter(shoes.shop.ketua).get(f"/perjanjian/foto/{first.pk}/").status_code == 404


def test_an_order_of_somebody_else(shoes, enter):
    client = enter(side("32.05").ketua)
    answer = client.get("/perjanjian/pesanan/", {"nomor": shoes.hides.reference})
    assert answer.status_code == 404
    assert f"Tidak ada pesanan bernomor “{shoes.hides.reference}”" in answer.content.decode()
    assert client.get(f"/perjanjian/pesanan/{shoes.hides.pk}/kirim/").status_code == 404
    ours = enter(shoes.maker.ketua)
    assert ours.get("/perjanjian/pesanan/", {"nomor": f" {shoes.hides.pk}"}).status_code == 302


def test_a_material_of_somebody_else(shoes, enter):
    hide = received(shoes.maker, sent(shoes.tanner, shoes.hides, 100))
    answer = enter(shoes.maker.pengurus).post(
        f"/perjanjian/pesanan/{shoes.shoes.pk}/kirim/",
        SENDING | {"quantity": "10", "unit": "pasang", "materials": [str(hide.pk), "999999"]},
    )
    refused(answer, "materials", "999999", "Truk B 1234 XY")


def test_a_form_sent_twice_is_one_delivery(shoes, enter):
    client = enter(shoes.tanner.pengurus)
    given = SENDING | {"quantity": "20", "token": "sekali"}
    first, second = (client.post(f"/perjanjian/pesanan/{shoes.hides.pk}/kirim/", given) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Shipment.objects.count() == 1


def test_more_is_paid_than_is_owed(shoes, enter):
    bill = delivered(shoes.tanner, shoes.maker, shoes.hides, 10).obligations.get()
    given = {
        "version": bill.version,
        "amount": "2.400.000",
        "on": today().isoformat(),
        "means": "Transfer 77",
    }
    answer = enter(shoes.maker.pengurus).post(f"/tagihan/{bill.pk}/bayar/", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Yang masih harus dibayar Rp2.300.000; Anda menulis Rp2.400.000." in page
    assert 'value="Transfer 77"' in page
    assert not Payment.objects.exists()


def test_one_and_a_half_rupiah_are_not_taken_for_two(shoes, enter):
    """Whoever writes 1,5 may mean millions."""
    bill = delivered(shoes.tanner, shoes.maker, shoes.hides, 10).obligations.get()
    given = {"version": bill.version, "amount": "1,5", "on": today().isoformat()}
    page = enter(shoes.maker.pengurus).post(f"/tagihan/{bill.pk}/bayar/", given).content.decode()
    assert "Tulis angka bulat, tanpa koma." in page
    assert not Payment.objects.exists()


def test_a_session_that_ran_out_gives_the_form_back(shoes, client):
    address = f"/perjanjian/pesanan/{shoes.hides.pk}/kirim/"
    client.post(address, SENDING)
    client.session.save()
    shoes.tanner.pengurus.set_password("sandi-contoh-panjang")
    shoes.tanner.pengurus.save()
    person = shoes.tanner.pengurus
    client.post(f"/akun/login/?next={address}", {"login": person.email, "password": "sandi-contoh-panjang"})
    assert 'value="Truk B 1234 XY"' in client.get(address).content.decode()


def test_a_paper_is_checked_by_anyone_without_seeing_what_it_says(shoes, enter, client):
    paper = enter(shoes.tanner.ketua).get(f"/perjanjian/{shoes.agreement.pk}/versi/1.pdf")
    assert paper["Content-Type"] == "application/pdf"
    document = Document.objects.get()
    client.logout()
    page = client.get(f"/periksa/{document.token}/").content.decode()
    assert document.digest in page
    said = re.sub(r"[\w-]{20,}", "", page).replace("Rp10.000", "")  # a digest may hold any three digits
    for secret in ("Koperasi Contoh", "230", "Kulit", "Rp"):
        assert secret not in said, secret
    same = SimpleUploadedFile("p.pdf", paper.content)
    other = SimpleUploadedFile("p.pdf", paper.content + b" ")
    assert client.post(f"/periksa/{document.token}/", {"paper": same}).context["same"] is True
    assert client.post(f"/periksa/{document.token}/", {"paper": other}).context["same"] is False


def test_the_code_on_a_waybill_leads_its_receiver_to_the_delivery(shoes, enter):
    shipment = sent(shoes.tanner, shoes.hides, 10)
    enter(shoes.tanner.ketua).get(f"/perjanjian/kiriman/{shipment.pk}/surat-jalan.pdf")
    token = Document.objects.get().token
    led = f"/perjanjian/kiriman/{shipment.pk}/"
    assert led in enter(shoes.maker.pengurus).get(f"/periksa/{token}/").content.decode()
    assert led not in enter(shoes.shop.ketua).get(f"/periksa/{token}/").content.decode()


def test_what_was_said_in_english(shoes, enter):
    client = enter(shoes.tanner.pengurus)
    client.cookies["django_language"] = "en"
    answer = client.post(f"/perjanjian/pesanan/{shoes.hides.pk}/kirim/", SENDING | {"quantity": "200"})
    assert "at most 147 m² more" in answer.content.decode()
    assert Commitment.objects.get(pk=shoes.hides.pk).delivered == 0
    assert not Obligation.objects.exists()
