"""Assessments on the site: for member, group and cooperative; kept as made; rules added without code."""

from datetime import date
from importlib.resources import files

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.agreements.world import chain
from tests.web.clearing.world import coordinator
from tests.web.network_financed import LATEST, newer_rules

from jejaring.finance import FinanceFaults
from jejaring.finance.kur import Applicant
from jejaring.web.finance import actions
from jejaring.web.finance.models import KeptAssessment, RuleSetText
from jejaring.web.finance.rule_sets import known_rule_sets
from jejaring.web.trade.actions.errors import NotAllowed

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LATEST_TEXT = files("jejaring.finance").joinpath("data", "kur", LATEST).read_text("utf-8")
ASKED = {
    "amount": "60jt",
    "purpose": "working-capital",
    "day": "2025-07-01",
    "kind": "group",
    "members": "12",
}


@pytest.fixture
def page():
    made = chain()
    client = Client()
    client.force_login(made.maker.pengurus, backend=BACKEND)
    return made, client, reverse("finance:kur", args=[made.maker.cooperative.pk])


def test_each_kind_of_applicant_is_answered_with_rule_article_and_source(page):
    made, client, address = page
    shown = {}
    for kind in ("member", "group", "cooperative"):
        asked = ASKED | {"kind": kind, "agreement": made.agreement.number if kind == "group" else ""}
        shown[kind] = client.post(address, asked, follow=True).content.decode()
        for words in ("Ini indikasi", "KUR Mikro", "Pasal 24", "belum diverifikasi", "pasal.id"):
            assert words in shown[kind], (kind, words)
    assert f"Ada: perjanjian kerja sama dengan offtaker, {made.agreement.number}" in shown["group"]
    assert "bank" in shown["cooperative"]
    assert KeptAssessment.objects.count() == 3


def test_a_day_without_rules_gets_a_clear_answer_beside_the_day(page):
    _made, client, address = page
    answer = client.post(address, ASKED | {"day": "2017-12-31"})
    assert answer.status_code == 422
    assert "2018-01-01" in str(answer.context["form"].errors["day"])
    assert not KeptAssessment.objects.exists()


def test_a_new_rule_set_counts_from_its_day_and_what_was_assessed_stays():
    made, person = chain(), coordinator()

    def kept(day):
        return actions.keep_assessment(
            actor=made.maker.pengurus,
            cooperative=made.maker.cooperative,
            applicant=Applicant("member"),
            amount=5_000_000,
            purpose="working-capital",
            day=day,
        )

    before = kept(date(2027, 6, 1))
    with pytest.raises(NotAllowed):
        actions.add_rule_set(actor=coordinator("32"), text=newer_rules())
    added = actions.add_rule_set(actor=person, text=newer_rules())
    after = kept(date(2027, 6, 1))
    assert (before.rule_set, after.rule_set) == ("permenko-1-2026", "aturan-2027")
    assert kept(date(2026, 12, 31)).rule_set == "permenko-1-2026"
    before.refresh_from_db()
    assert before.record["id"]["rule_set"] == "permenko-1-2026"
    unreadable = newer_rules().replace("verified = true", "verified = 1")
    for text in (newer_rules(key="lain"), newer_rules(first_day="2028-01-01"), unreadable):
        with pytest.raises(FinanceFaults):
            actions.add_rule_set(actor=person, text=text)
    actions.withdraw_rule_set(actor=person, rules=added)
    with pytest.raises(NotAllowed):
        actions.withdraw_rule_set(actor=person, rules=added)
    assert kept(date(2027, 6, 1)).rule_set == "permenko-1-2026"
    assert after.rule_set == "aturan-2027"
    assert actions.add_rule_set(actor=person, text=newer_rules()).withdrawn is None


def test_of_two_added_at_the_same_moment_the_second_is_told_so(monkeypatch):
    person, seen_before = coordinator(), known_rule_sets()
    actions.add_rule_set(actor=person, text=newer_rules())
    answers = iter((seen_before, known_rule_sets()))
    monkeypatch.setattr("jejaring.web.finance.actions.rules.known_rule_sets", lambda: next(answers))
    with pytest.raises(FinanceFaults, match="aturan-2027"):
        actions.add_rule_set(actor=person, text=newer_rules())
    assert RuleSetText.objects.count() == 1


def test_one_that_was_added_stands_for_one_shipped_later_with_its_day():
    shipped, person = known_rule_sets(), coordinator()
    text = newer_rules(str(shipped[-1].first_day), "aturan-koordinator")
    RuleSetText.objects.create(
        key="aturan-koordinator", first_day=shipped[-1].first_day, text=text, person=person
    )
    assert [one.id for one in known_rule_sets()] == [*(one.id for one in shipped[:-1]), "aturan-koordinator"]


def test_a_coordinator_edits_the_latest_text_and_every_fault_is_told_at_once():
    client = Client()
    client.force_login(coordinator(), backend=BACKEND)
    page = reverse("finance:add-rules")
    shown = client.get(page).context["form"].initial["text"]
    assert shown == LATEST_TEXT
    bad = newer_rules().replace('kind = "rate"', 'kind = "rat"', 1)
    bad = bad.replace("first_day_verified", "verifid", 1)
    answer = client.post(page, {"text": bad})
    assert answer.status_code == 422
    assert len(answer.context["form"].errors["text"]) >= 3
    assert not RuleSetText.objects.exists()
    assert client.post(page, {"text": newer_rules()}).status_code == 302
    assert known_rule_sets()[-1].id == "aturan-2027"
    session_over = Client()
    session_over.post(page, {"text": bad})
    session_over.force_login(coordinator(), backend=BACKEND)
    assert session_over.get(page).context["form"].initial["text"] == bad
    assert "aturan-2027" in client.get(reverse("finance:rules")).content.decode()
