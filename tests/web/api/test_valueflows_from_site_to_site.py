"""What two cooperatives agreed, delivered and paid on one site is taken by another and told the same."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests import shares
from tests.web.api.valueflows_world import canonical, happened, site, taken_over

from jejaring.web.agreements.models import Agreement, Event, Line
from jejaring.web.trade.line.goods import main_output

pytestmark = pytest.mark.django_db
GOODS = st.sampled_from(
    [
        ("kulit-tersamak", "m2", {}),
        ("sepatu-kulit", "pasang", {}),
        (main_output("giling-gabah"), "kg", {"kind": Line.Kind.WORK, "recipe": "giling-gabah"}),
        ("beras", "kg", {"kind": Line.Kind.STORAGE}),
        ("", "kg", {"kind": Line.Kind.CARRIAGE}),
    ]
)
MONTHS = st.sampled_from([None, date(2027, 3, 1)])
LINES = st.lists(
    st.tuples(st.booleans(), GOODS, st.sampled_from([20, 40, 41]), st.sampled_from(["", "karung"]), MONTHS),
    min_size=1,
    max_size=3,
)
STEPS = st.lists(
    st.sampled_from(["receive", "confirm", "pay", "correct", "confirm", "take_back", "pay", "recall"]),
    max_size=6,
)
DELIVERIES = st.lists(st.tuples(st.integers(0, 2), st.sampled_from([8, 20]), STEPS), max_size=4)


@settings(
    max_examples=3 if not shares.whole else 150,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(lines=LINES, deliveries=DELIVERIES)
def test_nothing_that_valueflows_can_say_is_lost(lines, deliveries):
    with site() as first:
        happened(first, lines, deliveries)
        document = first.told()
    with site(turned=True) as second:
        taken_over(second, document)
        assert canonical(second.told()) == canonical(document)
        for program in second.programs:  # known by both, as both sites tell it
            for known in (document, second.told()):
                outcomes = {each["outcome"] for each in program.post("/valueflows", known).json()["items"]}
                assert outcomes == {"known"}


def test_each_side_says_only_what_is_its_own():
    """Who only sends takes the sendings; receipts wait for who receives, and what follows waits for them."""
    steps = ["receive", "confirm", "take_back", "correct", "confirm", "pay"]
    with site() as first:
        happened(first, [(True, ("beras", "kg", {}), 40, "", None)], [(0, 20, steps)])
        document = first.told()
    with site() as second:
        giver = second.programs[0]
        assert outcomes(giver, document) == {"Agreement": ["taken"], "EconomicEvent": ["refused"] * 7}
        assert Agreement.objects.get().state == Agreement.State.PROPOSED
        taken_over(second, document)
        verbs = list(Event.objects.order_by("number").values_list("verb", flat=True))
        assert verbs == ["kirim", "terima", "cocok", "kembali", "koreksi", "cocok"]


def outcomes(program, document):
    """What came of agreements and events."""
    told = {}
    for each in program.post("/valueflows", json.loads(json.dumps(document))).json()["items"]:
        if each["kind"] in ("Agreement", "EconomicEvent"):
            told.setdefault(each["kind"], []).append(each["outcome"])
    return told
