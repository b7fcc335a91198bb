"""By token: what a plan makes of one's listings and means for the network, where goods come from, figures."""

import pytest
from tests.web.api.test_a_deal_is_made_by_two_programs import done
from tests.web.api.world import Program, token_of

pytestmark = pytest.mark.django_db


def program(net, role, **more):
    return Program(token_of(net, role, **more))


def test_a_token_says_what_it_is(net):
    told = done(program(net, "chair", scopes=("trade",)).get("/token"))
    assert told["cooperative"]["id"] == net.cooperative.pk
    assert (told["role"], told["territories"], told["scopes"]) == ("ketua", [], ["trade"])
    told = done(program(net, "coordinator").get("/token"))
    assert (told["cooperative"], told["role"]) == (None, None)
    assert told["territories"]
    assert Program().get("/token").status_code == 401


def test_listings_left_out_are_told_why(net):
    path = f"/rounds/{net.keys['rounds:round']['pk']}"
    (left_out,) = done(program(net, "chair").get(f"{path}/outcomes"))["items"]
    assert left_out["cooperative"]["id"] == net.cooperative.pk
    assert "6.500" in left_out["why"]
    (used,) = done(program(net, "partner").get(f"{path}/outcomes"))["items"]
    assert (float(used["level"]), used["why"]) == (500, "")
    assert program(net, "stranger").get(f"{path}/outcomes").status_code == 404  # of too few cooperatives
    (attempt,) = done(program(net, "chair").get(path))["attempts"]
    assert attempt["answers"] == {"waiting": 2, "accepted": 0, "declined": 0, "silent": 0}


def test_what_a_plan_means_is_told_whole_to_its_coordinators_alone(net):
    path = f"/rounds/{net.keys['rounds:insight']['pk']}/insight"
    whole, own = program(net, "coordinator"), program(net, "chair")
    assert len(done(whole.get(f"{path}/partners"))) == 2
    assert done(whole.get(f"{path}/savings"))
    (mine,) = done(own.get(f"{path}/partners"))
    assert mine["cooperative"] == str(net.cooperative.pk)
    assert own.get(f"{path}/savings").status_code == 404
    assert program(net, "stranger").get(f"{path}/partners").status_code == 403


def test_goods_are_followed_back_and_ahead(net):
    chair, stranger = program(net, "chair"), program(net, "stranger")
    shipment = net.keys["agreements:trace"]["pk"]
    told = done(chair.get(f"/shipments/{shipment}/origins"))
    assert (told[0]["depth"], told[0]["shipment"]) == (0, shipment)
    assert stranger.get(f"/shipments/{shipment}/origins").status_code == 404
    order = net.keys["agreements:order"]["pk"]
    assert isinstance(done(chair.get(f"/orders/{order}/route")), list)
    assert stranger.get(f"/orders/{order}/route").status_code == 404


def test_bills_tell_their_history_and_cooperatives_their_record(net):
    bills = done(program(net, "chair").get("/bills"))["items"]
    assert {step["verb"] for bill in bills for step in bill["steps"]}
    own = done(Program().get(f"/listings?cooperative={net.cooperative.pk}"))["items"]
    assert {each["cooperative"]["id"] for each in own} == {net.cooperative.pk}
    record = done(Program().get(f"/cooperatives/{net.cooperative.pk}/record"))
    assert record["kept"] <= record["promises"]
    assert record["paid"] <= record["bills"]


def test_what_one_could_gain_is_nothing_before_there_is_a_plan(net):
    assert done(program(net, "chair").get("/my/outlook")) == {"made": None, "gain": 0, "items": []}


def test_figures_of_the_country_are_everybodys_of_a_territory_its_coordinators(net):
    anybody = Program()
    assert done(anybody.get("/national-figures"))
    assert anybody.get("/national-figures?time=1999-1").status_code == 422
    code = net.keys["national:territory"]["code"]
    assert done(program(net, "coordinator").get(f"/national-figures/{code}"))
    for other in ("chair", "elsewhere"):
        assert program(net, other).get(f"/national-figures/{code}").status_code == 403
    assert done(anybody.get(f"/rounds/{net.keys['national:round']['pk']}/picture"))
    quarter = net.keys["national:report"]["quarter"]
    for kind, start in (("paper", b"%PDF"), ("workbook", b"PK")):
        answer = anybody.get(f"/reports/{quarter}/{kind}")
        assert (answer.status_code, answer.content.startswith(start)) == (200, True)
    assert anybody.get("/reports/1999-1/paper").status_code == 404
