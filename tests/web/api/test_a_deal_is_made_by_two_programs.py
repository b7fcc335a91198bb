"""Two programs trade: proposed, countered, agreed, signed, sent, received, billed, paid."""

import pytest
from django.utils import timezone
from tests.web.api.world import Program, token_of

from jejaring.web.common.models import AuditEntry

pytestmark = pytest.mark.django_db


def done(answer, status=200):
    """What an answer says that had to be given."""
    assert answer.status_code == status, (answer.status_code, answer.content)
    return answer.json()


def stepped(program, path, body=None, status=200):
    """A step by somebody who has just looked."""
    thing = path.rsplit("/", 1)[0]
    seen = program.get(thing)
    return done(program.post(path, body, If_Match=seen["ETag"]), status)


def test_from_a_proposal_to_the_last_rupiah(net):
    seller, buyer = Program(token_of(net, "chair")), Program(token_of(net, "partner"))
    today = timezone.localdate().isoformat()
    own, other = net.cooperative.pk, seller.get("/proposals").json()["items"][0]["receiver"]["id"]
    listing = done(
        seller.post(
            "/listings",
            {"cooperative": own, "kind": "offers", "commodity": "gkg", "quantity": 900, "price": 7000},
        ),
        201,
    )
    terms = {"quantity": 100, "price": 7000, "region": "32.04"}
    asked = {"sender": other, "receivers": [own], **terms}
    (proposal,) = done(buyer.post(f"/listings/{listing['id']}/proposals", asked), 201)
    path = f"/proposals/{proposal['id']}"
    assert stepped(seller, f"{path}/counter", terms | {"price": 7500})["asked"] == other
    assert stepped(buyer, f"{path}/accept")["state"] == "diterima"

    made = done(seller.post(f"{path}/agreement", {"payment_days": 7, "down_payment": 0}), 201)
    assert made["latest"]["lines"][0]["total"] == 750_000
    path = f"/agreements/{made['id']}"
    changed = seller.ask("PATCH", path, {"place": "Gudang"}, If_Match=seller.get(path)["ETag"])
    assert done(changed)["latest"]["payment_days"] == 7
    assert stepped(seller, f"{path}/propose")["waited_for"] == sorted([own, other])
    stepped(seller, f"{path}/accept")
    assert stepped(buyer, f"{path}/accept")["state"] == "berlaku"
    (order,) = buyer.get(path).json()["orders"]

    sent = done(seller.post(f"/orders/{order}/shipments", {"quantity": 100, "on": today}), 201)
    path = f"/shipments/{sent['id']}"
    stepped(buyer, f"{path}/receive", {"quantity": 100, "rejected": 4, "reason": "basah", "on": today})
    stepped(seller, f"{path}/confirm")
    bill = next(each for each in buyer.get("/bills").json()["items"] if each["shipment"] == sent["id"])
    assert (bill["balance"], bill["debtor"]["id"]) == (720_000, other)
    paid = stepped(buyer, f"/bills/{bill['id']}/payments", {"amount": 720_000, "on": today}, 201)
    assert stepped(seller, f"/payments/{paid['id']}/confirm")["state"] == "diterima"
    assert buyer.get(f"/bills/{bill['id']}").json()["state"] == "lunas"
    tokens = {
        entry.detail.get("by_token") for entry in AuditEntry.objects.filter(verb__startswith="payment.")
    }
    assert len(tokens - {None}) == 2


def test_who_does_not_sign_or_is_not_guarded_is_told(net):
    part = net.keys["rounds:part"]["pk"]
    seen = Program(token_of(net, "chair")).get(f"/parts/{part}")
    for role, guarded in (("officer", True), ("treasurer", False)):
        program = Program(token_of(net, role, guarded=guarded))
        assert program.post(f"/parts/{part}/accept", If_Match=seen["ETag"]).status_code == 403
    assert Program(token_of(net, "partner")).get(f"/parts/{part}").status_code == 404
