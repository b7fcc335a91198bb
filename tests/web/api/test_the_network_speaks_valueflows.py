"""What a cooperative may see goes out as ValueFlows, and its intents come back as the same listings."""

import json

import pytest
from tests.web.api.world import Program, token_of

from jejaring.valueflows import Agreement, Commitment, EconomicEvent, Proposal, RecipeProcess, read
from jejaring.web.trade.models import Listing

pytestmark = pytest.mark.django_db
SAME = (
    *("cooperative_id", "kind", "commodity", "recipe", "quantity", "price", "minimum", "region"),
    *("destination", "first_month", "last_month", "note"),
)


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
    assert graph.of(EconomicEvent)
    ids = {thing.id for thing in graph.things}
    for thing in graph.things:  # nothing is referred to that is not told
        for side in ("provider", "receiver", "resource_conforms_to", "clause_of", "realization_of"):
            assert getattr(thing, side, "") in ids | {""}, (thing.id, side)

    taken = program.post("/valueflows", document).json()
    assert [each["problem"] for each in taken["items"]] == [None] * len(before), taken
    after = Listing.objects.in_bulk([each["listing"] for each in taken["items"]])
    for old, each in zip(before, taken["items"], strict=True):
        new = after[each["listing"]]
        assert {name: getattr(new, name) for name in SAME} == {name: getattr(old, name) for name in SAME}


def test_nobody_writes_for_another(net):
    document = json.loads(Program(token_of(net, "chair")).get("/valueflows").content)
    taken = Program(token_of(net, "stranger")).post("/valueflows", document).json()["items"]
    assert {each["problem"]["status"] for each in taken} == {403}
    told = Program(token_of(net, "stranger")).get("/valueflows").content.decode()
    assert "PKS-" not in told
