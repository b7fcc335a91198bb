"""Whatever ValueFlows can say is said in JSON-LD and read back the same."""

import json
from dataclasses import fields
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jejaring.valueflows import Graph, Intent, Measure, NotValueFlows, Organization, read, write
from jejaring.valueflows.things import KINDS

TEXT = st.text(max_size=8)
MEASURES = st.builds(Measure, st.decimals(allow_nan=False, allow_infinity=False), TEXT)
VALUES = {
    Measure | None: st.none() | MEASURES,
    str: TEXT,
    bool: st.booleans(),
    tuple[str, ...]: st.lists(TEXT, max_size=3).map(tuple),
    date | None: st.none() | st.dates(),
    datetime | None: st.none() | st.datetimes(),
}
"""What a field of each type may hold."""


@st.composite
def graphs(draw):
    """Things of all kinds, each with an id of its own."""
    things = []
    for number, kind in enumerate(draw(st.lists(st.sampled_from(list(KINDS.values())), max_size=5))):
        values = {each.name: draw(VALUES[each.type]) for each in fields(kind)[1:]}
        things.append(kind(id=f"urn:x:{number}", **values))
    return Graph(tuple(things))


@settings(max_examples=60)
@given(graphs())
def test_what_is_written_is_read_again(graph):
    again = read(json.loads(json.dumps(write(graph))))
    assert again == graph
    assert again.unread == ()


def test_names_of_others_are_understood_and_what_is_unknown_is_told():
    document = {
        "@graph": [
            {"id": "urn:a", "type": "vf:Organization", "vf:name": "Koperasi Contoh", "vf:image": "x"},
            {
                "@id": "urn:i",
                "@type": "Intent",
                "action": "transfer",
                "provider": {"@id": "urn:a"},
                "resourceQuantity": {"om2:hasNumericalValue": 2.5, "om2:hasUnit": "kg"},
            },
            {"@id": "urn:p", "@type": "Plan"},
        ]
    }
    graph = read(document)
    agent, intent = graph.things
    assert agent == Organization("urn:a", "Koperasi Contoh")
    assert isinstance(intent, Intent)
    assert (intent.provider, str(intent.resource_quantity.value)) == ("urn:a", "2.5")
    assert graph.unread == ("urn:a: image", "urn:p: Plan")


def test_every_fault_is_told_at_once():
    document = {
        "@graph": [
            {"@type": "Intent"},
            {"@id": "urn:i", "@type": "Intent", "action": "transfer", "hasBeginning": "soon"},
            {"@id": "urn:c", "@type": "Commitment"},
            "x",
        ]
    }
    with pytest.raises(NotValueFlows) as told:
        read(document)
    assert told.value.faults == [
        "@graph[0]: @id is missing",
        "urn:i: hasBeginning: 'soon'",
        "urn:c: action is missing",
        "@graph[3]: not a thing",
    ]
