"""What a cooperative may see goes out as ValueFlows, and comes back as the same or is known."""

import json
from collections import Counter

import pytest
from django.utils import timezone
from tests.web.api.world import Program, token_of

from jejaring.valueflows import Agreement, Commitment, EconomicEvent, Proposal, RecipeProcess, read
from jejaring.web.agreements.models import Event
from jejaring.web.api.models import Scope
from jejaring.web.common.models import AuditEntry
from jejaring.web.trade.models import Listing

pytestmark = pytest.mark.django_db
SAME = (
    *("cooperative_id", "kind", "commodity", "recipe", "quantity", "price", "minimum", "region"),
    *("destination", "first_month", "last_month", "note"),
)


def outcomes(answer):
    """How many of each kind came out how."""
    assert answer.status_code == 200, answer.content
    return Counter((each["kind"], each["outcome"]) for each in answer.json()["items"])


def elsewhere(document, kinds=("Proposal",)):
    """The same things, written at another moment: another site's."""
    graph = [
        each | {"created": "2020-01-01T00:00:00+00:00"} if each["@type"] in kinds else each
        for each in document["@graph"]
    ]
    return document | {"@graph": graph}


def test_everything_goes_out_and_intents_come_back(net):
    program = Program(token_of(net, "chair"))
    own = net.cooperative.pk
    haul = {"cooperative": own, "kind": "haulage", "region": "32.04", "destination": "51.04"}
    assert program.post("/listings", haul | {"quantity": 5000, "price": 900}).status_code == 201
    making = {"cooperative": own, "kind": "capacities", "recipe": "giling-gabah", "quantity": 70}
    assert program.post("/listings", making | {"price": 300, "minimum": 10}).status_code == 201
    document = json.loads(program.get("/valueflows").content)
    graph = read(document)
    assert not graph.unread
    before = list(Listing.objects.filter(cooperative=own).order_by("pk"))
    assert len(graph.of(Proposal)) == len(before)
    assert len(graph.of(RecipeProcess)) > 50
    assert graph.of(Agreement)
    assert graph.of(Commitment)
    assert {each.action for each in graph.of(EconomicEvent)} == {"pickup", "transfer", "transferCustody"}
    ids = {thing.id for thing in graph.things}
    for thing in graph.things:  # nothing is referred to that is not told
        for name in (
            "provider",
            "receiver",
            "resource_conforms_to",
            "clause_of",
            "realization_of",
            "corrects",
        ):
            assert getattr(thing, name, "") in ids | {""}, (thing.id, name)
        assert {*getattr(thing, "fulfills", ()), getattr(thing, "triggered_by", "")} <= ids | {""}

    trail = AuditEntry.objects.count()
    assert {outcome for _kind, outcome in outcomes(program.post("/valueflows", document))} == {"known"}
    assert AuditEntry.objects.count() == trail

    taken = program.post("/valueflows", elsewhere(document)).json()
    taken = [each for each in taken["items"] if each["kind"] == "Proposal"]
    assert [each["outcome"] for each in taken] == ["taken"] * len(before), taken
    assert outcomes(program.post("/valueflows", elsewhere(document)))["Proposal", "taken"] == 0
    for old, each in zip(before, taken, strict=True):
        new = Listing.objects.get(pk=each["path"].rpartition("/")[2])
        assert {name: getattr(new, name) for name in SAME} == {name: getattr(old, name) for name in SAME}


def test_nobody_writes_for_another(net):
    document = json.loads(Program(token_of(net, "chair")).get("/valueflows").content)
    stranger = Program(token_of(net, "stranger"))
    events = Event.objects.count()
    for sent in (document, elsewhere(document, ("Proposal", "Agreement", "EconomicEvent"))):
        taken = outcomes(stranger.post("/valueflows", sent))
        acts = [count for (kind, outcome), count in taken.items() if outcome == "taken"]
        assert acts == []
        assert taken["EconomicEvent", "known"] == taken["Agreement", "known"] == 0
    assert Event.objects.count() == events
    assert "PKS-" not in stranger.get("/valueflows").content.decode()


def test_a_token_takes_only_what_it_is_for(net):
    document = json.loads(Program(token_of(net, "chair")).get("/valueflows").content)
    program = Program(token_of(net, "chair", (Scope.READ, Scope.TRADE)))
    sent = elsewhere(document, ("Proposal", "Agreement"))
    taken = outcomes(program.post("/valueflows", sent))
    assert taken["Proposal", "taken"]
    assert (taken["Agreement", "taken"], taken["Agreement", "refused"]) == (0, 1)
    only_reads = Program(token_of(net, "chair", (Scope.READ,)))
    assert only_reads.post("/valueflows", sent).status_code == 403


def test_what_is_known_and_says_something_else_is_told(net):
    program = Program(token_of(net, "chair"), Accept_Language="en")
    document = json.loads(program.get("/valueflows").content)
    for each in document["@graph"]:
        if each["@type"] in ("Commitment", "EconomicEvent") and each.get("action") != "transferCustody":
            each["resourceQuantity"]["hasNumericalValue"] = "7"
    items = program.post("/valueflows", document).json()["items"]
    said = {each["kind"]: each["problem"]["detail"] for each in items if each["outcome"] == "refused"}
    assert "with other content" in said["Agreement"]
    assert "with other content" in said["EconomicEvent"]
    assert {each["outcome"] for each in items} == {"known", "refused"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"resourceQuantity": {"hasNumericalValue": "10", "hasUnit": "ton"}}, "in kg"),
        ({"resourceConformsTo": "urn:jejaring:commodity:kucing"}, "not in the catalogue"),
        ({"atLocation": "99.99"}, "99.99"),
        ({"provider": "urn:jejaring:cooperative:999999999"}, "999999999"),
        ({"action": "move"}, "action"),
    ],
)
def test_an_agreement_that_is_not_right_is_refused_whole(net, change, words):
    program = Program(token_of(net, "chair"), Accept_Language="en")
    own, other = net.cooperative.pk, net.keys["money:pay-together"]["debtor"]
    sides = {"provider": f"urn:jejaring:cooperative:{own}", "receiver": f"urn:jejaring:cooperative:{other}"}
    promise = sides | {
        "@id": "urn:x:1",
        "@type": "Commitment",
        "action": "transfer",
        "resourceConformsTo": "urn:jejaring:commodity:gkg",
        "resourceQuantity": {"hasNumericalValue": "10", "hasUnit": "kg"},
        "clauseOf": "urn:x:a",
        "due": "2027-03-10",
    }
    pay = {
        "@id": "urn:x:2",
        "@type": "Commitment",
        "action": "transfer",
        "provider": sides["receiver"],
        "receiver": sides["provider"],
        "resourceConformsTo": "urn:jejaring:commodity:IDR",
        "resourceQuantity": {"hasNumericalValue": "70000", "hasUnit": "IDR"},
        "clauseOf": "urn:x:a",
    }
    agreement = {"@id": "urn:x:a", "@type": "Agreement", "name": "Gabah"}
    if "provider" in change:
        pay |= {"receiver": change["provider"]}
    (item,) = program.post("/valueflows", {"@graph": [agreement, promise | change, pay]}).json()["items"]
    assert item["outcome"] == "refused"
    assert words in json.dumps(item["problem"])
    pay |= {"receiver": sides["provider"]}
    agreement |= {"name": "Ga\0bah\u202e", "note": "\ud800"}
    (item,) = program.post("/valueflows", {"@graph": [agreement, promise, pay]}).json()["items"]
    assert item["outcome"] == "taken", item
    made = program.get(item["path"]).json()
    assert (made["state"], made["waited_for"]) == ("diajukan", sorted([own, other]))
    assert made["title"] == "Gabah"
    assert made["latest"]["lines"][0]["note"] == "by 10 Mar 2027 at the latest"


@pytest.mark.parametrize(
    "bad",
    [
        {"@id": "urn:x:\0"},
        {"@id": "urn:x:\ud800"},
        {"@id": "urn:x:" + "y" * 10_000},
        {"provider": "urn:x:\0"},
        {"fulfills": ["urn:x:\ud800"]},
        {"created": "0001-01-01T00:00:00+14:00"},
        {"hasPointInTime": "9999-12-31"},
        {"resourceQuantity": {"hasNumericalValue": "9e999999", "hasUnit": "kg"}},
        {"resourceQuantity": {"hasNumericalValue": "1e-400", "hasUnit": "kg"}},
        {"resourceQuantity": {"hasNumericalValue": "1." + "3" * 90, "hasUnit": "kg"}},
        {"resourceQuantity": {"hasNumericalValue": "1", "hasUnit": "k\0g"}},
    ],
)
def test_what_makes_no_sense_is_refused_with_the_document(net, bad):
    program = Program(token_of(net, "chair"))
    event = {"@id": "urn:x", "@type": "EconomicEvent", "action": "pickup"} | bad
    answer = program.post("/valueflows", {"@graph": [event]})
    assert answer.status_code == 422, answer.content
    unread = program.post("/valueflows", {"@graph": [event | {"@type": "Plan\ud800"}]})
    assert unread.status_code == 200
    assert unread.json()["items"] == []


def test_an_own_delivery_is_told_by_ids_that_the_document_does_not_tell_of(net):
    """As a program does that keeps its own books: its event, of an order of this site."""
    order = net.keys["agreements:order"]["pk"]
    sides = {"provider": f"urn:jejaring:cooperative:{net.cooperative.pk}"}
    sides["receiver"] = f"urn:jejaring:cooperative:{net.keys['money:pay-together']['debtor']}"
    event = sides | {
        "@id": "urn:uuid:7",
        "@type": "EconomicEvent",
        "action": "pickup",
        "resourceQuantity": {"hasNumericalValue": "5", "hasUnit": "kg"},
        "hasPointInTime": timezone.localdate().isoformat(),
        "fulfills": [f"urn:jejaring:order:{order}"],
    }
    for outcome in ("taken", "known"):
        (item,) = Program(token_of(net, "chair")).post("/valueflows", {"@graph": [event]}).json()["items"]
        assert item["outcome"] == outcome, item
    partner = Program(token_of(net, "partner"))
    (item,) = partner.post("/valueflows", {"@graph": [event | {"@id": "urn:uuid:8"}]}).json()["items"]
    assert (item["outcome"], item["problem"]["status"]) == ("refused", 403)
