import re
from datetime import timedelta
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from jejaring.web.common.models import AuditEntry
from jejaring.web.trade.actions import ChangedMeanwhile, change_listing
from jejaring.web.trade.models import Listing, Submission

pytestmark = pytest.mark.django_db
GOOD = {
    "kind": "offers",
    "commodity": "Gabah kering",
    "quantity": "5",
    "unit": "ton",
    "price": "7.500",
    "price_unit": "kg",
    "region": "Garut",
    "first_month": "",
    "last_month": "",
    "note": "",
}


@pytest.fixture
def officer(client, person, cooperative):
    owner = cooperative()
    made = person(owner)
    made.cooperative = owner
    client.force_login(made, backend="allauth.account.auth_backends.AuthenticationBackend")
    return made


def text(page):
    return page.content.decode()


def test_one_thing_is_asked_at_a_time(client, officer):
    page = client.get("/pasar/baru/", {"kind": "offers"})
    asked = re.findall(r'<(?:input|select)[^>]* name="(\w+)"', text(page))
    assert [name for name in asked if name in GOOD and name != "kind"] == ["commodity"]
    said = {"kind": "offers", "dari": "apa", "commodity": "gabah kering"}
    page = client.get("/pasar/baru/", said)
    assert "Berapa banyak?" in text(page)
    page = client.get("/pasar/baru/", said | {"dari": "jumlah", "quantity": "5", "unit": "ton"})
    assert "Berapa harganya?" in text(page)
    assert 'name="quantity" value="5"' in text(page)  # carried along, so that nothing is lost on the way back


def test_a_wrong_answer_is_asked_again_where_it_was_given(client, officer):
    page = client.get("/pasar/baru/", {"kind": "offers", "dari": "apa", "commodity": "emas"})
    assert "Tidak ada komoditas bernama" in text(page)
    assert 'value="emas"' in text(page)


def test_what_was_said_last_time_is_filled_in(client, officer, listing):
    listing(officer.cooperative, price=7650, region="32.05.22")
    page = client.get("/pasar/baru/", {"kind": "offers", "commodity": "gkg", "ke": "harga"})
    assert 'value="7.650"' in text(page)
    page = client.get("/pasar/baru/", {"kind": "offers", "commodity": "gkg", "ke": "tempat"})
    assert "Cikajang, Kabupaten Garut" in text(page)


def test_it_is_kept_in_base_units(client, officer):
    page = client.post("/pasar/baru/", GOOD, follow=True)
    listing = Listing.objects.get()
    assert (listing.commodity, listing.quantity, listing.price) == ("gkg", 5000, 7500)
    assert "5 ton (5.000 kg)" in text(page)
    assert AuditEntry.objects.filter(verb="listing.created", actor=officer).count() == 1


def test_a_price_for_the_tonne_is_kept_for_the_kilo(client, officer):
    client.post("/pasar/baru/", GOOD | {"price": "7,5 jt", "price_unit": "ton"})
    assert Listing.objects.get().price == 7500


def test_every_kind_can_be_listed(client, officer):
    client.post("/pasar/baru/", GOOD | {"kind": "needs"})
    client.post("/pasar/baru/", GOOD | {"kind": "stores"})
    client.post("/pasar/baru/", GOOD | {"kind": "capacities", "recipe": "giling-gabah"})
    client.post("/pasar/baru/", GOOD | {"kind": "haulage", "destination": "Denpasar", "hours": "30"})
    assert set(Listing.objects.values_list("kind", flat=True)) == {"needs", "stores", "capacities", "haulage"}
    assert Listing.objects.get(kind="haulage").destination == "51.71"


def test_a_line_is_shown_for_confirmation_before_it_is_kept(client, officer):
    page = client.get("/pasar/tulis/", {"baris": "jual 5 ton gabah kering 7500/kg"})
    assert "5 ton = 5 ton (5.000 kg)" in text(page)
    assert not Listing.objects.exists()
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', text(page)))
    fields |= {
        name: re.search(rf'name="{name}".*?<option value="([^"]*)" selected', text(page), re.S)[1]
        for name in ("unit", "price_unit")
    }
    client.post("/pasar/baru/", fields)
    assert (Listing.objects.get().quantity, Listing.objects.get().price) == (5000, 7500)


def test_what_a_line_leaves_open_is_asked_with_answers_to_tap(client, officer):
    page = client.get("/pasar/tulis/", {"baris": "butuh kulit 200 lembar di Gianyar"})
    assert "“kulit” yang mana?" in text(page)
    tapped = next(
        answer
        for answer in re.findall(r'href="\?([^"]*)"', text(page))
        if "commodity=kulit-sapi-mentah" in answer
    )
    page = client.get(f"/pasar/tulis/?{tapped.replace('&amp;', '&')}")
    assert "200 lembar = 5 ton (5.000 kg)" in text(page)
    assert "belum diverifikasi" in text(page)


def test_a_line_that_does_not_say_whether_it_sells_or_buys_asks_that_first(client, officer):
    page = client.get("/pasar/tulis/", {"baris": "beras 3 ton 13rb/kg"})
    assert "Anda menjual atau mencari?" in text(page)


def test_sending_twice_keeps_one(client, officer):
    for _ in range(3):
        page = client.post("/pasar/baru/", GOOD | {"token": "sekali"})
        assert page["Location"] == f"/pasar/{Listing.objects.get().pk}/"
    assert Listing.objects.count() == Submission.objects.count() == 1


def test_an_expired_session_keeps_what_was_typed(client, officer):
    client.logout()
    page = client.post("/pasar/baru/", GOOD | {"ke": "periksa"})
    assert page["Location"].startswith("/akun/login/?next=")
    back = parse_qs(urlsplit(page["Location"]).query)["next"][0]
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(back)
    assert 'value="Gabah kering giling"' in text(page)
    assert 'value="7.500"' in text(page)
    assert '<option value="ton" selected>' in text(page)


def test_an_expired_session_keeps_changes_too(client, officer, listing):
    own = listing(officer.cooperative)
    client.logout()
    page = client.post(f"/pasar/{own.pk}/ubah/", {"price": "8.125", "version": "1"})
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert 'value="8.125"' in text(client.get(parse_qs(urlsplit(page["Location"]).query)["next"][0]))
    assert "8.125" not in page["Location"]  # nor in anybody's log


def test_an_expired_session_keeps_a_message_and_whom_a_proposal_goes_to(client, proposal, cooperative):
    sent, third = proposal(), cooperative()
    chosen = [str(sent.receiver_id), str(third.pk)]
    for address, said in (
        (f"/pasar/usulan/{sent.pk}/pesan/", {"text": "Bisa bulan depan?"}),
        (f"/pasar/{sent.listing_id}/ajukan/", {"terms": "tunai", "kepada": chosen}),
    ):
        client.logout()
        back = parse_qs(urlsplit(client.post(address, said)["Location"]).query)["next"][0]
        client.force_login(sent.seller, backend="allauth.account.auth_backends.AuthenticationBackend")
        answer = client.get(back, follow=True)
        assert answer.status_code == 200
        assert next(iter(said.values())) in text(answer)
    assert {str(one.pk) for one in answer.context["receivers"]} == set(chosen)


def test_two_people_change_one_listing(client, officer, listing):
    own = listing(officer.cooperative)
    change_listing(actor=officer, listing=own, version=1, price=Decimal(8000))
    page = client.post(f"/pasar/{own.pk}/ubah/", GOOD | {"price": "9.000", "version": "1"})
    assert page.status_code == 409
    assert "Rp8.000/kg" in text(page)  # what the other wrote
    assert 'value="9.000"' in text(page)  # what was typed
    assert Listing.objects.get().price == 8000
    page = client.post(f"/pasar/{own.pk}/ubah/", GOOD | {"price": "9.000", "version": "2"})
    assert page.status_code == 302
    assert Listing.objects.get().price == 9000


def test_an_old_version_is_refused_whoever_asks(officer, listing):
    own = listing(officer.cooperative)
    with pytest.raises(ChangedMeanwhile):
        change_listing(actor=officer, listing=own, version=7, price=Decimal(1))


def test_a_listing_that_ran_out_is_hidden_until_renewed_with_one_tap(client, officer, listing, yesterday):
    own = listing(officer.cooperative, expires=yesterday)
    assert not Listing.objects.open_on(timezone.localdate()).exists()
    assert "Perpanjang" in text(client.get(reverse("trade:mine")))
    client.post(f"/pasar/{own.pk}/perpanjang/")
    assert Listing.objects.open_on(timezone.localdate()).get().version == 2
    client.post(f"/pasar/{own.pk}/perpanjang/")
    assert Listing.objects.get().version == 2  # a second tap changes nothing


def test_a_listing_never_outlives_its_last_month(officer, listing, this_month):
    own = listing(officer.cooperative, last_month=this_month)
    assert own.expires < this_month + timedelta(days=31)
    assert own.expires >= timezone.localdate()


def test_closing_hides_it_and_it_can_be_opened_again(client, officer, listing):
    own = listing(officer.cooperative)
    client.post(f"/pasar/{own.pk}/tutup/")
    client.post(f"/pasar/{own.pk}/tutup/")
    assert Listing.objects.get().state == "tutup"
    client.post(f"/pasar/{own.pk}/perpanjang/")
    assert Listing.objects.get().is_open
    assert AuditEntry.objects.filter(verb="listing.closed").count() == 1
