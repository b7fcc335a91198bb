from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from jejaring.web.cooperatives.models import Claim
from jejaring.web.rounds.models import PlannedListing, PublishedPlan, Round

pytestmark = pytest.mark.django_db


def page(person):
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get("/saya/")
    assert answer.status_code == 200
    return answer


def tasks(person):
    return [task.words for task in page(person).context["tasks"]]


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get("/saya/")["Location"] == "/akun/login/?next=/saya/"


def test_somebody_new_is_led_to_their_cooperative(person, cooperative):
    somebody = person()
    assert "Cari koperasi Anda" in tasks(somebody)[0]
    Claim.objects.create(person=somebody, cooperative=cooperative(), nik="1" * 12, role="ketua")
    assert "sedang diperiksa" in tasks(somebody)[0]


def test_a_proposal_waits_for_the_side_that_was_asked_alone(proposal):
    sent = proposal()
    assert tasks(sent.buyer) == ["1 usulan menunggu jawaban Anda."]
    assert tasks(sent.seller) == []
    for side in (sent.buyer, sent.seller):
        assert sent.receiver.name in page(side).content.decode()


def test_listings_that_run_out_are_told(person, cooperative, listing, yesterday):
    one = cooperative()
    listing(one, expires=yesterday)
    listing(one, expires=timezone.localdate() + timedelta(days=3))
    listing(one)
    assert tasks(person(one)) == [
        "1 catatan sudah lewat masa berlakunya: perpanjang atau tutup.",
        "1 catatan habis masa berlakunya minggu ini.",
    ]


def test_a_chair_is_asked_for_a_second_factor(person, cooperative):
    assert "pengaman kedua" in tasks(person(cooperative(), role="ketua"))[0]


def test_a_coordinator_sees_that_claims_wait(coordinator, person, cooperative):
    Claim.objects.create(person=person(), cooperative=cooperative(), nik="1" * 12, role="ketua")
    assert "1 orang menunggu diterima sebagai pengurus." in tasks(coordinator)


@pytest.fixture
def plan():
    return PublishedPlan.objects.create(
        market_hash="0" * 64, surplus=1, listings=2, used=1, cooperatives_gaining=1, chains=1, solver="highs"
    )


def test_what_the_last_plan_offers_is_ours_alone(person, cooperative, listing, plan):
    one, other = cooperative(), cooperative()
    for owner, gain in ((one, 1_234_567), (other, 7_654_321)):
        PlannedListing.objects.create(
            plan=plan, listing=listing(owner), cooperative=owner, level=1000, price=Decimal(7600), gain=gain
        )
    text = page(person(one)).content.decode()
    assert "Rp1.234.567" in text
    assert "7.654.321" not in text


def test_without_a_plan_it_says_so(person, cooperative):
    assert "Belum ada rencana" in page(person(cooperative())).content.decode()


def test_questions_to_the_database_do_not_grow_with_rows(
    person, cooperative, listing, proposal, plan, django_assert_max_num_queries
):
    sent = proposal()
    for _ in range(12):
        PlannedListing.objects.create(
            plan=plan,
            listing=listing(sent.sender),
            cooperative=sent.sender,
            level=1,
            price=Decimal(1),
            gain=1,
        )
    client = Client()
    client.force_login(sent.seller, backend="allauth.account.auth_backends.AuthenticationBackend")
    with django_assert_max_num_queries(20):
        client.get("/saya/")


def test_parts_of_rounds_wait_for_whoever_signs(net):
    assert "1 bagian Anda dalam putaran menunggu jawaban." in tasks(net.people["treasurer"])
    assert not any("putaran" in words for words in tasks(net.people["officer"]))


def test_a_coordinator_is_led_to_imports_claims_and_rounds(net):
    office = net.people["coordinator"]
    answer = page(office)
    told = {task.words: task.address for task in answer.context["tasks"]}
    assert told["1 berkas data koperasi belum selesai diimpor."] == "/koperasi/impor/"
    assert told["1 orang menunggu diterima sebagai pengurus."] == "/koperasi/klaim/"
    for address in ("/koperasi/impor/", "/koperasi/klaim/", "/koperasi/baru/", "/putaran/"):
        assert f'class="button second" href="{address}"' in answer.content.decode()
    assert 'href="/koperasi/impor/"' not in page(net.people["chair"]).content.decode()
    Round.objects.update(state=Round.State.READY)
    assert "Rencana putaran Putaran contoh terbukti: umumkan kepada koperasi." in tasks(office)
    assert not any("Putaran contoh" in words for words in tasks(net.people["elsewhere"]))
