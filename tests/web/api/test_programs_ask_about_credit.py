"""By token: which credit fits, how it would be paid back, files for banks, rules, what a territory needs."""

import pytest
from tests.web.api.test_a_deal_is_made_by_two_programs import done
from tests.web.api.world import Program, token_of

from jejaring.finance.kur.rules import FACTS
from jejaring.web.api.shapes.credit import Facts
from jejaring.web.finance.models import FinancingFile
from jejaring.web.finance.rule_sets import known_rule_sets

pytestmark = pytest.mark.django_db
WISH = {"kind": "group", "amount": 400_000_000, "purpose": "working-capital", "day": "2026-02-02"}


@pytest.fixture
def chair(net):
    return Program(token_of(net, "chair"))


@pytest.fixture
def own(net):
    return f"/cooperatives/{net.cooperative.pk}"


def test_facts_are_those_of_the_rules():
    assert {name.replace("_", "-") for name in Facts.model_fields} | {"agreement"} == set(FACTS)


def test_what_fits_is_told_with_every_reason_and_kept(net, chair, own):
    made = done(chair.post(f"{own}/assessments", WISH | {"members": 10, "facts": {"npwp": True}}), 201)
    assert made["rule_set"] in {one.id for one in known_rule_sets()}
    assert made["schemes"]
    assert all(each["reasons"] for each in made["schemes"])
    path = f"/assessments/{made['id']}"
    english = done(chair.get(path, Accept_Language="en"))
    assert english["schemes"][0]["verdict"] == made["schemes"][0]["verdict"]
    assert english["indication"] != made["indication"]
    assert made in done(chair.get("/assessments"))["items"]
    partner = Program(token_of(net, "partner"))
    assert partner.get(path).status_code == 404
    assert partner.post(f"{own}/assessments", WISH).status_code == 403


def test_a_day_without_rules_is_told(chair, own):
    refused = chair.post(f"{own}/assessments", WISH | {"day": "1990-01-01"})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["message"]


def test_a_loan_is_reckoned_and_nothing_kept(chair, own):
    asked = f"{own}/instalments?amount=12000000&start=2026-12-01&months=6"
    told = done(chair.get(asked))
    assert sum(each["principal"] for each in told["instalments"]) == told["amount"] == 12_000_000
    assert sum(each["interest"] for each in told["instalments"]) == told["interest"]
    assert told["late"][0]["days"] == 0
    refused = chair.get(f"{asked}&grace=6")
    assert [each["field"] for each in refused.json()["errors"]] == ["grace"]


def test_a_file_for_a_bank_is_made_by_those_who_sign_and_its_link_is_not_told(net, chair, own):
    wish = {"bank": "Bank Contoh", "purpose": "membeli gabah", "amount": 50_000_000, "start": "2026-12-01"}
    officer = Program(token_of(net, "officer"))
    assert officer.post(f"{own}/financing-files", wish).status_code == 403
    answer = chair.post(f"{own}/financing-files", wish)
    made = FinancingFile.objects.get(pk=done(answer, 201)["id"])
    assert made.token not in answer.content.decode()
    refused = chair.post(f"{own}/financing-files", wish | {"agreement": "PKS-0"})
    assert [each["field"] for each in refused.json()["errors"]] == ["agreement"]


def test_rules_are_told_to_all_and_changed_by_coordinators_of_the_country(net, chair):
    told = done(chair.get("/credit-rules"))
    assert [each["id"] for each in told] == [one.id for one in reversed(known_rule_sets())]
    added = net.keys["finance:withdraw-rules"]["pk"]
    assert added in [each["added"] for each in told]
    for role in ("chair", "coordinator"):
        program = Program(token_of(net, role))
        assert program.post("/credit-rules", {"text": "x"}).status_code == 403
        assert program.post(f"/credit-rules/{added}/withdraw").status_code == 403
    from jejaring.web.cooperatives.models import Territory

    Territory.objects.create(person=net.people["coordinator"], region="", office="Kementerian Contoh")
    country = Program(token_of(net, "coordinator"))
    left = done(country.post(f"/credit-rules/{added}/withdraw"))
    assert added not in [each["added"] for each in left]
    refused = country.post("/credit-rules", {"text": "x"})
    assert [each["field"] for each in refused.json()["errors"]] == ["text"]


def test_coordinators_are_told_what_their_territory_needs(net, chair):
    program = Program(token_of(net, "coordinator"))
    told = done(program.get("/financing-need"))
    assert told == done(program.get("/financing-need?region=32"))
    assert sum(each["before"] for each in told["shares"]) == told["before"] >= told["after"]
    assert program.get("/financing-need?region=51").status_code == 403
    assert chair.get("/financing-need").status_code == 403
