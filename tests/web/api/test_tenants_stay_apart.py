"""Two tenants try each other's ids on everything that the site and the API can do: nothing opens or leaks.

Each is answered just as if there were nothing under that id.
"""

import json
from itertools import product

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.openapi import from_wsgi
from tests.web.api.test_a_deal_is_made_by_two_programs import done, stepped
from tests.web.api.world import API, Program, one_connection, token_of
from tests.web.network import SECRETS

from jejaring.web.common.models import AuditEntry
from jejaring.web.cooperatives.models import Membership
from jejaring.web.wsgi import application

pytestmark = pytest.mark.django_db
NOBODY = 999_999_999
OWNED = {
    "proposals": "trade proposal counter accept refuse withdraw write",
    "agreements": "agreements agreement amend propose accept decline withdraw",
    "orders": "agreements order send finish",
    "shipments": "agreements shipment receive confirm dispute recall take-back trace waybill handover",
    "bills": "money bill pay dispute uphold",
    "payments": "money payment confirm refuse withdraw receipt",
    "parts": "rounds part accept decline",
    "consents": "clearing consent give revoke statement-pdf statement-xlsx",
    "listings": "trade listing change close renew add-photo partners propose",
    "webhooks": "",
}
"""What belongs to somebody: its place in the API, and its addresses on the site."""


@pytest.fixture(scope="module")
def tenants(net, django_db_blocker):
    """Two chairs of two cooperatives, each with one of everything; and their programs."""
    with (
        django_db_blocker.unblock(),
        override_settings(API_RATE=10**9, API_RATE_ANYBODY=10**9, WEBHOOKS_ANYWHERE=True),
    ):
        ours, theirs = Program(token_of(net, "chair")), Program(token_of(net, "stranger"))
        for role, program in (("chair", ours), ("stranger", theirs)):
            deal(net, role, program, Program(token_of(net, "partner")))
        yield {"chair": ours, "stranger": theirs}


def deal(net, role, seller, buyer):
    """One of everything, between the tenant and the partner; the closed listing is nobody's else to see."""
    own, other = (Membership.objects.get(person=net.people[one]).cooperative_id for one in (role, "partner"))
    today = timezone.localdate().isoformat()
    offer = {"cooperative": own, "kind": "offers", "commodity": "gkg", "quantity": 900, "price": 7000}
    listing = done(seller.post("/listings", offer), 201)
    terms = {"quantity": 100, "price": 7000, "region": "32.04", "terms": "rahasia dua pihak"}
    asked = {"sender": other, "receivers": [own], **terms}
    (sent,) = done(buyer.post(f"/listings/{listing['id']}/proposals", asked), 201)
    stepped(seller, f"/proposals/{sent['id']}/accept")
    agreement = done(seller.post(f"/proposals/{sent['id']}/agreement", {"down_payment": 0}), 201)
    path = f"/agreements/{agreement['id']}"
    stepped(seller, f"{path}/propose")
    stepped(seller, f"{path}/accept")
    stepped(buyer, f"{path}/accept")
    (order,) = buyer.get(path).json()["orders"]
    shipment = done(seller.post(f"/orders/{order}/shipments", {"quantity": 60, "on": today}), 201)
    path = f"/shipments/{shipment['id']}"
    stepped(buyer, f"{path}/receive", {"quantity": 60, "on": today})
    stepped(seller, f"{path}/confirm")
    bill = next(each for each in seller.get("/bills").json()["items"] if each["shipment"] == shipment["id"])
    stepped(buyer, f"/bills/{bill['id']}/payments", {"amount": 1000, "on": today}, 201)
    stepped(seller, f"/listings/{listing['id']}/close")
    done(seller.post("/webhooks", {"cooperative": own, "url": "http://127.0.0.1:9/x"}), 201)


def ids(program, kind):
    """What of a kind a program is told of as its own."""
    path = "/my/listings" if kind == "listings" else f"/{kind}"
    told = done(program.get(path))
    rows = told if isinstance(told, list) else told["items"]
    return {each["id"] for each in rows if kind != "listings" or each["state"] == "tutup"}


def foreign(tenants, role, kind):
    """An id of the other tenant's that is not the tenant's own."""
    other = next(one for one in tenants if one != role)
    found = ids(tenants[other], kind) - ids(tenants[role], kind)
    assert found or kind in ("parts", "consents"), kind  # of those only one tenant has any
    return max(found, default=None)


def tried(program, known, examples):
    """Every operation on the other's ids, of each kind one; how many requests were refused."""
    schema = from_wsgi(f"{API}/openapi.json", application)
    headers = program.headers | {"Accept-Encoding": "identity"}
    count = 0

    def alike(case):
        nonlocal count
        with transaction.atomic():
            answer = case.call(headers=headers)
            case.path_parameters = case.path_parameters | {"id": NOBODY}
            nothing = case.call(headers=headers)
            transaction.set_rollback(True)
        assert answer.status_code == nothing.status_code == 404, (case.operation.label, answer.content)
        assert answer.content == nothing.content
        count += 1

    for result in schema.get_all_operations():
        operation = result.ok()
        kind = operation.path.removeprefix(f"{API}/").split("/")[0]
        if "{id}" in operation.path and known.get(kind):
            strategy = operation.as_strategy(path_parameters={"id": known[kind]})
            still = [Phase.generate]
            kept = settings(
                max_examples=examples, database=None, phases=still, suppress_health_check=list(HealthCheck)
            )
            kept(given(strategy)(alike))()
    return count


def pages(net, tenants, role):
    """Every page of the site under the other's ids: answered as for nothing, and nothing private told."""
    client = net.client(role)
    for kind, addresses in OWNED.items():
        space, *names = addresses.split() or [""]
        key = foreign(tenants, role, kind)
        for name, method in product(names if key else (), ("get", "post")):
            with transaction.atomic():
                answer, nothing = (
                    getattr(client, method)(reverse(f"{space}:{name}", args=[each]), {"version": "1"})
                    for each in (key, NOBODY)
                )
                transaction.set_rollback(True)
            assert answer.status_code == nothing.status_code in (302, 404), (space, name, method)
            told = [each.get("Location", "") for each in (answer, nothing)]
            assert told[0].replace(str(key), "") == told[1].replace(str(NOBODY), "")
            assert "rahasia" not in answer.content.decode(errors="replace")


@pytest.mark.parametrize("role", ["chair", "stranger"])
def test_nothing_of_the_other_opens_by_api_or_on_the_site(net, tenants, role):
    done_before = AuditEntry.objects.count()
    known = {kind: foreign(tenants, role, kind) for kind in OWNED}
    with one_connection():
        assert tried(tenants[role], known, examples=1) > 20
    pages(net, tenants, role)
    assert AuditEntry.objects.count() == done_before


def test_no_body_names_the_others(net, tenants):
    stranger = tenants["stranger"]
    own = net.cooperative.pk
    offer = {"cooperative": own, "kind": "offers", "commodity": "gkg", "quantity": 1, "price": 1}
    assert stranger.post("/listings", offer).status_code == 403
    assert stranger.post("/webhooks", {"cooperative": own, "url": "http://127.0.0.1:9/y"}).status_code == 422
    listing = net.keys["trade:listing"]["pk"]
    terms = {"sender": own, "receivers": [own], "quantity": 1, "price": 1, "region": "32.04"}
    assert stranger.post(f"/listings/{listing}/proposals", terms).status_code == 422
    changed = stranger.ask("PATCH", f"/listings/{listing}", {"price": 1}, If_Match="*")
    assert changed.status_code == 403
    for path in ("/valueflows", "/bulk/my-listings", "/my/listings"):
        answer = stranger.get(path)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert all(secret not in text.decode() for secret, _may in SECRETS.values())
        assert f'"cooperative": {own}' not in json.dumps(text.decode())


@pytest.mark.prove
@pytest.mark.parametrize("role", ["chair", "stranger"])
def test_nothing_opens_whatever_is_sent(net, tenants, role):
    known = {kind: foreign(tenants, role, kind) for kind in OWNED}
    with one_connection():
        assert tried(tenants[role], known, examples=40) > 800
