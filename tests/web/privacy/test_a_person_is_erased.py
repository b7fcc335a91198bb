"""Erased, a person's name, number and address are nowhere; sums and what is only ever added to stand."""

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.web.api.world import Program, token_of
from tests.web.network import secret
from tests.web.privacy.rows import places_of, rows
from tests.web.privacy.test_a_person_takes_their_data_along import sure

from jejaring.web.accounts.models import Person
from jejaring.web.api.models import Token
from jejaring.web.common.append_only import AppendOnly
from jejaring.web.cooperatives.models import Cooperative, Membership
from jejaring.web.cooperatives.refusal import Refused
from jejaring.web.privacy.actions import erase
from jejaring.web.privacy.redaction import INSTEAD, Redaction
from jejaring.web.telling.models import CalendarAddress
from jejaring.web.trade.actions import write_message
from jejaring.web.trade.models import Proposal, ProposalMessage, ProposalStep

pytestmark = pytest.mark.django_db
MORE = ("treasurer", "officer", "partner", "stranger")
ROLES = ("chair", "coordinator", "newcomer", *(pytest.param(each, marks=pytest.mark.prove) for each in MORE))
PASSWORD = "kulit-sapi-garut-77"


def named(person):
    """Gives them a name, number and address that nobody else has; all words by which they could be found."""
    person.name, person.phone = f"Nama Unik {person.pk} Sekali", f"+62813{person.pk:08d}"
    person.email = f"unik.{person.pk}@example.org"
    person.set_password(PASSWORD)
    person.save()
    return [person.name, person.phone, "0" + person.phone[3:], person.email]


def unmoved():
    """Every table whose rows are only ever added to, whole; and all other money."""
    standing = [model for model in every(AppendOnly) if not model._meta.abstract]
    names = [model._meta.db_table for model in (*standing, ProposalStep)]
    money = ("money_obligation", "money_payment", "agreements_commitment")
    return {name: rows(name) for name in (*names, *money)}


def every(kind):
    return {each for one in kind.__subclasses__() for each in every(one) | {one}}


@pytest.mark.parametrize("role", ROLES)
def test_nothing_tells_who_they_were_and_everything_else_stands(net, role):
    person = Person.objects.get(pk=net.people[role].pk)
    words = named(person)
    browser, half_way = Client(), Client()
    browser.post("/akun/login/", {"login": person.email, "password": PASSWORD})
    half_way.post("/akun/login/code/", {"email": person.email})
    token = token_of(net, role)
    assert Program(token).get("/cooperatives").status_code == 200
    if role == "chair":
        proposal = Proposal.objects.latest("pk")
        text = f"Salam dari {words[0].upper()}, hubungi {words[2]} atau {words[3]}."
        write_message(actor=person, proposal=proposal, by=net.cooperative, text=text)
    before = unmoved()
    assert places_of(words)
    erase(person, actor=None, also_the_last_chair=True)
    assert places_of(words) == set()
    assert unmoved() == before
    assert browser.get("/saya/").status_code != 200
    assert not browser.login(email=words[3], password=PASSWORD)
    assert Program(token).get("/my/listings").status_code == 401
    assert not Membership.objects.of(person).exists()
    assert not CalendarAddress.objects.filter(person=person).exists()
    gone = Person.objects.get(pk=person.pk)
    assert str(gone) == f"akun {person.pk}, sudah dihapus"
    erase(gone, actor=None)  # does nothing again
    if role == "chair":
        last = ProposalMessage.objects.latest("pk").text
        assert last == f"Salam dari {INSTEAD}, hubungi {INSTEAD} atau {INSTEAD}."
        page = net.client("officer").get(f"/pasar/usulan/{proposal.pk}/").content.decode()
        assert str(gone) in page


def test_one_does_it_oneself_with_the_password_and_is_signed_out(net):
    person = net.people["officer"]
    client = sure(net, "officer")
    page = client.get("/privasi/saya/hapus/").content.decode()
    assert "tidak dapat dibatalkan" in page
    assert client.post("/privasi/saya/hapus/").status_code == 422
    answer = client.post("/privasi/saya/hapus/", {"sure": "on"}, follow=True)
    assert "Akun Anda sudah dihapus" in answer.content.decode()
    assert Person.objects.get(pk=person.pk).erased
    assert client.get("/saya/").status_code == 302


def test_the_last_chair_hands_over_first(net):
    chair = net.people["chair"]
    page = sure(net, "chair").post("/privasi/saya/hapus/", {"sure": "on"}).content.decode()
    assert "Ketua terakhir tidak dapat berhenti" in page
    with pytest.raises(Refused), transaction.atomic():
        erase(chair, actor=chair)
    assert Person.objects.get(pk=chair.pk).name == secret("name")
    assert Token.objects.filter(person=chair, revoked=None).exists()  # nothing half done


def test_the_operator_does_it_on_request(net, capsys):
    with pytest.raises(CommandError, match="juga-ketua-terakhir"):
        call_command("hapus", secret("phone"))
    call_command("hapus", secret("phone"), "--juga-ketua-terakhir")
    assert f"Akun {net.people['chair'].pk} dihapus" in capsys.readouterr().out
    assert Cooperative.objects.filter(pk=net.cooperative.pk).exists()
    assert Session.objects.count() >= 0


WORDS = st.text(st.characters(categories=("L", "N")), min_size=3, max_size=20)
TEXTS = st.lists(st.one_of(WORDS, st.sampled_from(["NAME", "MAIL", "PHONE"])), max_size=8)


@given(name=WORDS, parts=TEXTS)
def test_a_name_is_taken_out_of_any_text_and_the_rest_left(name, parts):
    known = {"NAME": name, "MAIL": "orang@contoh.example", "PHONE": "081234567890"}
    redaction = Redaction.of(name, "+6281234567890", known["MAIL"])
    written = redaction(", ".join(known.get(part, part) for part in parts))
    assert redaction(written) == written
    for part, shown in zip(parts, written.split(", ") if parts else [], strict=True):
        if part in known:
            assert shown == INSTEAD
        elif name.lower() not in part.lower():
            assert shown == part
