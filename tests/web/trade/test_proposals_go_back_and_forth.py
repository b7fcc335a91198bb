from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from jejaring.web.common.models import AuditEntry
from jejaring.web.trade import actions
from jejaring.web.trade.actions import ChangedMeanwhile, NotAllowed, Terms
from jejaring.web.trade.models import Proposal, ProposalStep
from jejaring.web.trade.steps import STEPS

pytestmark = pytest.mark.django_db
State = Proposal.State
TERMS = {
    "quantity": "1",
    "unit": "ton",
    "price": "7.400",
    "price_unit": "kg",
    "region": "Garut",
    "terms": "tunai",
}


@pytest.fixture
def login(client):
    def do(person):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return do


def cheaper(terms):
    return Terms(quantity=terms.quantity, price=terms.price - 200, region=terms.region, terms="tunai")


def test_the_first_countered_by_the_second_accepted_by_the_first(login, proposal):
    sent = proposal()
    page = login(sent.buyer).post(
        f"/pasar/usulan/{sent.pk}/tawar/", TERMS | {"price": "7.000", "version": "1"}, follow=True
    )
    assert "Rp7.000.000" in page.content.decode()
    page = login(sent.seller).post(f"/pasar/usulan/{sent.pk}/terima/", {"version": "2"}, follow=True)
    assert "Usulan diterima." in page.content.decode()
    sent.refresh_from_db()
    assert sent.state == State.ACCEPTED
    assert list(sent.steps.values_list("number", "verb")) == [(1, "kirim"), (2, "tawar"), (3, "terima")]
    assert set(AuditEntry.objects.filter(subject_type="trade.proposal").values_list("verb", flat=True)) == {
        "proposal.sent",
        "proposal.countered",
        "proposal.accepted",
    }


def test_one_proposal_goes_to_several_at_once(login, person, cooperative, listing):
    owner, others = cooperative(), [cooperative() for _ in range(3)]
    own = listing(owner)
    client = login(person(owner))
    data = TERMS | {"kepada": [one.pk for one in others], "token": "sekali"}
    for _ in range(2):  # a double click
        assert client.post(f"/pasar/{own.pk}/ajukan/", data)["Location"] == "/pasar/usulan/"
    assert Proposal.objects.count() == 3
    assert Proposal.objects.values("batch").distinct().count() == 1
    assert set(Proposal.objects.values_list("receiver", flat=True)) == {one.pk for one in others}


@pytest.mark.parametrize(("kind", "gives"), [("offers", False), ("needs", True)])
def test_who_gives_and_who_pays_follows_from_the_listing(login, person, cooperative, listing, kind, gives):
    theirs, asker = listing(kind=kind), cooperative()
    login(person(asker)).post(f"/pasar/{theirs.pk}/ajukan/", TERMS)
    sent = Proposal.objects.get()
    assert sent.sender_gives is gives
    assert sent.giver_id == (asker.pk if gives else theirs.cooperative_id)
    assert sent.receiver_id == theirs.cooperative_id


def test_amounts_are_exact_and_totals_whole_rupiah():
    assert Terms(Decimal("0.333"), Decimal("7500.50"), "32.05").total == 2498  # 2497.6665
    assert Terms(Decimal("99999999999.999"), Decimal("99999.99"), "32.05").total == 9999998999999900


@pytest.mark.parametrize("state", [state for state in State if state != State.WAITING])
@pytest.mark.parametrize("verb", ["counter", "accept", "refuse", "withdraw"])
def test_nothing_follows_an_end(proposal, terms, state, verb):
    sent = proposal(state=state)
    more = {"counter": {"terms": terms}, "refuse": {"reason": "penuh"}}.get(verb, {})
    actor = sent.seller if verb == "withdraw" else sent.buyer
    with pytest.raises(ChangedMeanwhile):
        getattr(actions, verb)(actor=actor, proposal=sent, version=sent.version, **more)
    assert sent.steps.count() == 1


@pytest.mark.parametrize("verb", ["counter", "accept", "refuse"])
def test_nobody_answers_their_own_terms(proposal, terms, verb):
    sent = proposal()
    more = {"counter": {"terms": terms}, "refuse": {"reason": "penuh"}}.get(verb, {})
    with pytest.raises(NotAllowed):
        getattr(actions, verb)(actor=sent.seller, proposal=sent, version=1, **more)


def test_terms_that_changed_meanwhile_are_not_accepted_unread(login, proposal, terms):
    sent = proposal()
    actions.counter(actor=sent.buyer, proposal=sent, version=1, terms=cheaper(terms))
    actions.counter(actor=sent.seller, proposal=sent, version=2, terms=terms)
    page = login(sent.buyer).post(f"/pasar/usulan/{sent.pk}/terima/", {"version": "1"}, follow=True)
    assert "sudah dijawab atau berubah" in page.content.decode()
    assert Proposal.objects.get().state == State.WAITING


def test_it_is_accepted_once(login, proposal):
    sent = proposal()
    for _ in range(2):
        login(sent.buyer).post(f"/pasar/usulan/{sent.pk}/terima/", {"version": "1"})
    assert sent.steps.filter(verb="terima").count() == 1
    assert AuditEntry.objects.filter(verb="proposal.accepted").count() == 1


def test_a_refusal_says_why(login, proposal):
    sent = proposal()
    client = login(sent.buyer)
    assert client.post(f"/pasar/usulan/{sent.pk}/tolak/", {"version": "1"}).status_code == 422
    client.post(f"/pasar/usulan/{sent.pk}/tolak/", {"version": "1", "reason": "Gudang penuh"})
    assert Proposal.objects.get().state == State.REFUSED
    assert "Gudang penuh" in login(sent.seller).get(f"/pasar/usulan/{sent.pk}/").content.decode()


def test_it_is_taken_back_before_the_answer(login, proposal):
    sent = proposal()
    login(sent.seller).post(f"/pasar/usulan/{sent.pk}/batal/", {"version": "1"})
    assert Proposal.objects.get().state == State.WITHDRAWN


def test_past_its_day_it_is_answered_no_more_and_expires(proposal, yesterday):
    sent, fresh = proposal(expires=yesterday), proposal()
    with pytest.raises(NotAllowed, match="Batas waktu"):
        actions.accept(actor=sent.buyer, proposal=sent, version=1)
    call_command("daily")
    assert actions.expire_overdue(today=timezone.localdate()) == 0
    sent.refresh_from_db(), fresh.refresh_from_db()
    assert (sent.state, fresh.state) == (State.EXPIRED, State.WAITING)
    assert sent.steps.get(verb="lewat").by is None


def test_messages_are_for_the_parties(login, proposal, person, cooperative):
    sent = proposal()
    login(sent.buyer).post(f"/pasar/usulan/{sent.pk}/pesan/", {"text": "Bisa <b>besok</b>?", "token": "a"})
    login(sent.buyer).post(f"/pasar/usulan/{sent.pk}/pesan/", {"text": "Bisa <b>besok</b>?", "token": "a"})
    assert sent.messages.count() == 1
    shown = login(sent.seller).get(f"/pasar/usulan/{sent.pk}/").content.decode()
    assert "Bisa &lt;b&gt;besok&lt;/b&gt;?" in shown
    assert login(person(cooperative())).get(f"/pasar/usulan/{sent.pk}/").status_code == 404


def test_names_and_numbers_of_people_stay_with_their_own_cooperative(login, proposal):
    sent = proposal()
    type(sent.seller).objects.filter(pk=sent.seller.pk).update(name="Nama Penjual", phone="+6281234567890")
    shown = login(sent.buyer).get(f"/pasar/usulan/{sent.pk}/").content.decode()
    assert "Nama Penjual" not in shown
    assert "81234567890" not in shown
    assert "Nama Penjual" in login(sent.seller).get(f"/pasar/usulan/{sent.pk}/").content.decode()


def test_its_link_can_be_passed_on_by_whatsapp(login, proposal):
    sent = proposal()
    shown = login(sent.seller).get(f"/pasar/usulan/{sent.pk}/").content.decode()
    assert f"https://wa.me/?text=http%3A//testserver/pasar/usulan/{sent.pk}/" in shown


def test_the_list_shows_first_what_waits_for_us(login, proposal):
    sent = proposal()
    ours = login(sent.buyer).get("/pasar/usulan/").context
    assert [one.pk for one, _ in ours["ours"]] == [sent.pk]
    theirs = login(sent.seller).get("/pasar/usulan/").context
    assert (theirs["ours"], [one.pk for one, _ in theirs["others"]]) == ([], [sent.pk])


def test_steps_are_never_changed_not_even_in_the_database(proposal):
    step = proposal().steps.get()
    step.price = Decimal(1)
    with pytest.raises(ValueError, match="never changed"):
        step.save()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        ProposalStep.objects.update(price=1)


def test_the_table_of_steps_knows_every_verb_but_the_first():
    assert set(STEPS) == set(ProposalStep.Verb) - {ProposalStep.Verb.SENT}
    assert all(step.before == State.WAITING for step in STEPS.values())


@pytest.mark.parametrize("whom", ["itself", "nobody", "closed", "third"])
def test_what_cannot_be_proposed(person, cooperative, listing, terms, whom):
    owner, other = cooperative(), cooperative()
    own = listing(owner, **({"state": "tutup"} if whom == "closed" else {}))
    sender = other if whom == "third" else owner
    receivers = {"itself": [owner], "nobody": [], "closed": [other], "third": [cooperative()]}[whom]
    with pytest.raises(NotAllowed):
        actions.send_proposals(
            actor=person(sender), listing=own, sender=sender, receivers=receivers, terms=terms
        )
    assert not Proposal.objects.exists()
