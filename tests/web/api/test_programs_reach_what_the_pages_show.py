"""By token: cash, bank files, taxes, insolvency, papers, pictures, the inbox, prices, national figures."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.api.test_a_deal_is_made_by_two_programs import done
from tests.web.api.world import Program, token_of

from jejaring.web.api import rates
from jejaring.web.api.models import Webhook
from jejaring.web.cooperatives.models import Cooperative, Membership
from jejaring.web.finance.models import CashInHand

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair(net):
    return Program(token_of(net, "chair"))


@pytest.fixture
def partner(net):
    return Program(token_of(net, "partner"))


def key(net, page):
    return net.keys[page]["pk"]


def test_cash_is_said_and_its_flow_told(net, chair, partner):
    own = net.cooperative.pk
    assert chair.post(f"/cooperatives/{own}/cash", {"amount": 5_000_000}).status_code == 204
    assert CashInHand.objects.get(cooperative=own).amount == 5_000_000
    told = done(chair.get(f"/cooperatives/{own}/cash-flow?down_payment=50&earlier=7"))
    assert (told["said"], told["opening"]) == (True, 5_000_000)
    assert {each["way"] for each in told["ways"]} == {"clearing", "down-payments", "earlier"}
    assert told["opening"] + sum(each["amount"] for each in told["movements"]) >= told["lowest"]
    assert partner.get(f"/cooperatives/{own}/cash-flow").status_code == 403


def test_files_for_banks_are_told_without_their_link_and_revoked(net, chair, partner):
    path = f"/financing-files/{key(net, 'finance:file')}"
    told = done(chair.get(path))
    assert told["bank"] == "Bank Contoh"
    assert net.keys["finance:shared"]["token"] not in str(done(chair.get("/financing-files")))
    assert partner.get(path).status_code == 404
    assert done(chair.post(f"{path}/revoke"))["revoked"]


def test_whoever_signs_says_whether_taxes_are_due(net, chair):
    path = f"/cooperatives/{net.cooperative.pk}/tax-status"
    assert done(chair.get(path))["taxable"] is False
    assert done(chair.post(path, {"taxable": True, "since": "2026-01-01"}))["taxable"] is True
    officer = Program(token_of(net, "officer"))
    assert officer.post(path, {"taxable": False, "since": "2026-01-02"}).status_code == 403


def test_coordinators_say_who_is_insolvent(net, chair):
    path = f"/cooperatives/{net.cooperative.pk}/insolvency"
    said = {"insolvent": True, "since": "2026-01-01", "source": "Putusan contoh"}
    program = Program(token_of(net, "coordinator"))
    assert done(program.post(path, said), 201)["source"] == "Putusan contoh"
    assert [each["insolvent"] for each in done(program.get(path))] == [True]
    for other in (chair, Program(token_of(net, "elsewhere"))):
        assert other.post(path, said).status_code == 403


def test_papers_and_pictures_are_files(net, chair, partner):
    agreement, shipment = key(net, "agreements:agreement-paper"), key(net, "agreements:handover")
    picture = key(net, "agreements:picture")
    stranger = Program(token_of(net, "stranger"))
    for path, kind in (
        (f"/agreements/{agreement}/versions/1/paper", "application/pdf"),
        (f"/shipments/{shipment}/handover", "application/pdf"),
        (f"/payments/{key(net, 'money:receipt')}/receipt", "application/pdf"),
        (f"/pictures/{picture}", "image/jpeg"),
    ):
        for program in (chair, partner):
            answer = program.get(path)
            assert (answer.status_code, answer["Content-Type"]) == (200, kind), path
        assert stranger.get(path).status_code == 404
    assert [each["id"] for each in done(chair.get(f"/shipments/{shipment}/pictures"))] == [picture]


def test_one_payment_pays_several_bills(net, chair, partner):
    mine = Membership.objects.get(person=net.people["partner"]).cooperative_id
    bills = [
        each
        for each in done(partner.get("/bills"))["items"]
        if each["debtor"]["id"] == mine and each["state"] == "terbuka" and each["balance"]
    ][:2]
    assert bills
    said = {"on": timezone.localdate().isoformat(), "amount": 1}
    seen = [{"id": each["id"], "version": each["version"]} for each in bills]
    answer = partner.post("/payments", said | {"bills": seen[:1]})
    assert done(answer, 201)["bills"] == [{"bill": seen[0]["id"], "amount": 1}]
    assert partner.post("/payments", said | {"bills": seen[:1]}).status_code == 409  # not seen as it is now
    assert Program(token_of(net, "stranger")).post("/payments", said | {"bills": seen}).status_code == 422


def test_the_inbox_is_told_and_marked(net, chair):
    waiting = done(chair.get("/inbox"))
    assert waiting
    assert not any(each["read"] for each in waiting)
    assert chair.post("/inbox/read", {"items": [waiting[0]["key"], "nothing:0"]}).status_code == 204
    assert [each["read"] for each in done(chair.get("/inbox"))].count(True) == 1


def test_prices_and_national_figures_are_everybodys(net):
    anybody = Program()
    guide = done(anybody.get("/price-guide?kind=offers&thing=gkg&region=32.04"))
    assert guide["others"] >= 1
    columns = {each["name"] for each in done(anybody.get("/national/kamus")) if each["table"] == "nasional"}
    (release, *_more) = done(anybody.get("/national/nasional"))
    assert columns == set(release)
    assert date.fromisoformat(release["on"])


@pytest.fixture
def asked(chair, monkeypatch):
    """How many questions a request of a chair asks of the database."""
    monkeypatch.setattr(rates, "MINUTE", 10**10)  # no new minute begins between, whose meter would be made

    def questions(path):
        chair.get(path)  # whatever is read once
        with CaptureQueriesContext(connection) as made:
            assert chair.get(path).status_code == 200
        return len(made)

    return questions


def test_the_directory_asks_no_more_questions_for_more_rows(net, asked):
    few = asked("/cooperatives")
    for number in range(8):
        Cooperative.objects.create(name=f"Koperasi Contoh {number}", region="32.04", example=True)
    assert asked("/cooperatives") == few


@pytest.mark.parametrize(
    ("path", "questions"),
    [("/agreements", 12), ("/shipments", 6), ("/bills", 10), ("/payments", 5), ("/proposals", 6)],
)
def test_what_is_told_with_each_row_is_read_for_all_rows_at_once(net, chair, asked, path, questions):
    assert len(chair.get(path).json()["items"]) > 1
    assert asked(path) == questions


def test_webhooks_are_made_and_ended_on_the_site(net):
    client = net.client("chair")
    sent = {"acts": net.cooperative.pk, "url": "https://1.1.1.1/masuk"}
    page = client.post("/api/pemberitahuan/", sent)
    assert (page.status_code, page["Cache-Control"]) == (201, "no-store")
    assert "whsec_" in page.content.decode()
    page = client.get("/api/pemberitahuan/").content.decode()
    assert "https://1.1.1.1/masuk" in page
    assert "whsec_" not in page
    inside = client.post("/api/pemberitahuan/", sent | {"url": "https://127.0.0.1/x"})
    assert inside.status_code == 422
    webhook = Webhook.objects.get(ended=None)
    stranger = net.client("stranger")
    assert stranger.post(f"/api/pemberitahuan/{webhook.pk}/akhiri/").status_code == 404
    client.post(f"/api/pemberitahuan/{webhook.pk}/akhiri/")
    assert not Webhook.objects.filter(ended=None).exists()
