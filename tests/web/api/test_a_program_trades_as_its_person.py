"""A program lists, changes and finds partners by token, as its person would on the pages."""

import pytest
from django.test import override_settings
from tests.web.api.world import Program, token_of

from jejaring.web.api.models import Answer, Token
from jejaring.web.common.models import AuditEntry
from jejaring.web.cooperatives.models import Cooperative, Membership
from jejaring.web.trade.models import Listing

pytestmark = pytest.mark.django_db
RICE = {"kind": "offers", "commodity": "gkg", "quantity": "1200.5", "price": 7100, "last_month": None}


@pytest.fixture
def officer(net):
    return Program(token_of(net, "officer"))


@pytest.fixture
def offer(net):
    return RICE | {"cooperative": net.cooperative.pk}


def test_a_listing_is_written_read_changed_and_closed(net, officer, offer):
    made = officer.post("/listings", offer)
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["quantity"], told["unit"], told["region"]) == ("1200.500", "kg", net.cooperative.region)
    path = f"/listings/{told['id']}"
    read = officer.get(path)
    assert (read.json(), read["ETag"]) == (told, made["ETag"])
    assert officer.get(path, If_None_Match=read["ETag"]).status_code == 304

    changed = officer.ask("PATCH", path, {"price": "7200"}, If_Match=read["ETag"])
    assert changed.json()["price"] == "7200.00"
    assert changed.json()["quantity"] == "1200.500"
    closed = officer.post(f"{path}/close", If_Match=changed["ETag"])
    assert closed.json()["state"] == "tutup"
    assert Program().get(path).status_code == 404
    entry = AuditEntry.objects.filter(verb="listing.changed").latest("pk")
    assert (
        entry.detail
        == {
            "price": ["7100.00", "7200"],
            "by_token": Token.objects.get(name="officer").pk,
        }
        or entry.detail["by_token"] == Token.objects.get(name="officer").pk
    )


def test_nobody_writes_over_what_they_have_not_seen(officer, offer):
    path = f"/listings/{officer.post('/listings', offer).json()['id']}"
    old = officer.get(path)["ETag"]
    assert officer.ask("PATCH", path, {"price": 1}).status_code == 428
    assert officer.ask("PATCH", path, {"price": 7300}, If_Match=old).status_code == 200
    refused = officer.ask("PATCH", path, {"price": 7400}, If_Match=old)
    assert (refused.status_code, refused["Content-Type"]) == (412, "application/problem+json")
    assert officer.get(path).json()["price"] == "7300.00"


def test_the_same_key_does_nothing_twice(officer, offer):
    first = officer.post("/listings", offer, Idempotency_Key="a-1")
    again = officer.post("/listings", offer, Idempotency_Key="a-1")
    assert (again.status_code, again.content, again["ETag"]) == (201, first.content, first["ETag"])
    assert again["Idempotency-Replayed"] == "true"
    other = officer.post("/listings", offer | {"price": 1}, Idempotency_Key="a-1")
    assert (other.status_code, other.json()["type"]) == (422, "/api/#other-request")
    assert Listing.objects.filter(quantity="1200.5").count() == 1
    refused = officer.post("/listings", offer | {"price": -1}, Idempotency_Key="a-2")
    assert refused.status_code == 400
    assert not Answer.objects.filter(key="a-2").exists()  # nothing was done, so the key may be used again


@pytest.mark.parametrize(
    ("language", "title", "message"),
    [
        ("id", "Isian belum benar", "Tidak boleh lebih dari jumlahnya."),
        ("en-GB,en;q=0.9", "Not filled in right yet", "Cannot be more than the quantity."),
    ],
)
def test_faults_are_told_by_field_in_the_callers_language(officer, offer, language, title, message):
    refused = officer.post("/listings", offer | {"minimum": 5000}, Accept_Language=language)
    told = refused.json()
    assert (refused.status_code, told["title"]) == (422, title)
    assert told["errors"] == [{"field": "minimum", "message": message}]
    malformed = officer.post("/listings", offer | {"kwantity": 1}, Accept_Language=language)
    assert malformed.status_code == 400
    assert [error["field"] for error in malformed.json()["errors"]] == ["kwantity"]


@pytest.mark.parametrize(("language", "last"), [("id", " atau 'haulage'"), ("en", " or 'haulage'")])
def test_what_may_be_chosen_is_listed_in_the_callers_language(officer, offer, language, last):
    refused = officer.post("/listings", offer | {"kind": "offer"}, Accept_Language=language)
    assert refused.status_code == 400
    assert last in refused.json()["errors"][0]["message"]


def test_a_token_reaches_one_cooperative_and_what_its_scopes_say(net, offer):
    person = net.people["officer"]
    other = Cooperative.objects.create(name="Koperasi Contoh Kedua", region="32.04", example=True)
    reader = Program(token_of(net, "officer", ("read",)))
    writer = Program(token_of(net, "officer", ("read", "trade")))
    Membership.objects.create(person=person, cooperative=other, role="ketua")
    assert reader.post("/listings", offer).status_code == 403
    assert writer.post("/listings", offer).status_code == 201
    assert writer.post("/listings", offer | {"cooperative": other.pk}).status_code == 403
    listed = {each["cooperative"]["id"] for each in writer.get("/my/listings").json()["items"]}
    assert listed == {net.cooperative.pk}


def test_tokens_are_given_and_revoked_on_the_site(net):
    client = net.client("officer")
    data = {"name": "gudang", "acts": net.cooperative.pk, "scopes": ["read", "trade"], "days": "90"}
    page = client.post("/api/token/", data)
    text = page.context["text"]
    assert page.status_code == 201
    assert text in page.content.decode()
    assert text not in client.get("/api/token/").content.decode()
    token = Token.objects.get(name="gudang")
    assert text not in (token.digest, token.beginning)
    assert Program(text).get("/my/listings").status_code == 200
    net.client("chair").post(f"/api/token/{token.pk}/cabut/")
    assert Program(text).get("/my/listings").status_code == 200
    client.post(f"/api/token/{token.pk}/cabut/")
    assert Program(text).get("/my/listings").status_code == 401
    verbs = AuditEntry.objects.filter(subject_type="api.token").values_list("verb", flat=True)
    assert set(verbs) == {"token.given", "token.revoked"}


def test_a_token_that_signs_asks_for_a_second_factor(net):
    client = net.client("treasurer", second_factor=False)
    data = {"name": "kas", "acts": net.cooperative.pk, "scopes": ["money"], "days": "30"}
    assert client.post("/api/token/", data).status_code == 422
    assert net.client("treasurer").post("/api/token/", data).status_code == 201


def test_who_asks_too_often_is_told_when_to_come_back(officer):
    with override_settings(API_RATE=2):
        answers = [officer.get("/cooperatives") for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert answers[0]["RateLimit-Remaining"] == "1"
    assert 0 < int(answers[2]["Retry-After"]) <= 60


def test_pages_lead_on_without_gap_or_repetition(net, officer, offer):
    for price in range(5):
        officer.post("/listings", offer | {"price": price})
    found, after = [], ""
    while after is not None:
        page = officer.get(f"/my/listings?limit=2&after={after}").json()
        found += [each["id"] for each in page["items"]]
        after = page["next"]
    own = Listing.objects.filter(cooperative=net.cooperative).order_by("-pk")
    assert found == list(own.values_list("pk", flat=True))


def test_partners_are_found(net, officer):
    own = Listing.objects.filter(cooperative=net.cooperative, kind="offers", state="buka").first()
    found = officer.get(f"/listings/{own.pk}/partners").json()
    assert found["count"] == len(found["items"]) == 1
    assert found["items"][0]["listing"]["commodity"] == "gkg"
