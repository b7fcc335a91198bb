"""The inbox, e-mail that is never sent twice, a text to pass on, and a calendar at a secret address."""

from copy import deepcopy
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from icalendar import Calendar
from tests.web.agreements.delivering import receipt, received, sent, today
from tests.web.agreements.world import chain, promise, side
from tests.web.rounds.world import asked_once
from tests.web.telling.jobs import tell_all

from jejaring.web.agreements import actions as agreements
from jejaring.web.agreements.terms import Terms
from jejaring.web.common.models import AuditEntry
from jejaring.web.money import actions as money
from jejaring.web.rounds import actions
from jejaring.web.telling.models import CalendarAddress, Told
from jejaring.web.telling.tasks import tell
from jejaring.web.telling.waiting import waiting_for

pytestmark = pytest.mark.django_db


def entered(client, person):
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def shoes(db):
    return chain()


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker):
    with asked_once(django_db_blocker) as made:
        yield made, made.round


@pytest.fixture
def net(once):
    return deepcopy(once[0])


def test_what_could_not_be_mailed_is_mailed_when_it_can_be_again(net, monkeypatch):
    def away(*_arguments):
        raise SMTPServerDisconnected("away")

    with monkeypatch.context() as broken:
        broken.setattr("jejaring.web.telling.tasks.send_mail", away)
        with pytest.raises(OSError, match="away"):
            tell(net.shop.ketua)
    assert not Told.objects.filter(person=net.shop.ketua).exists()
    mail.outbox.clear()
    assert tell(net.shop.ketua) == 1
    assert tell(net.shop.ketua) == 0
    assert len(mail.outbox) == 1


def test_a_part_waits_in_the_inbox_of_who_signs_until_it_is_answered(net, client):
    part = net.part_of(net.shop, net.round)
    page = entered(client, net.shop.ketua).get("/kabar/").content.decode()
    assert f"/putaran/bagian/{part.pk}/" in page
    assert "https://wa.me/?text=" in page
    assert not waiting_for(net.shop.pengurus)  # an officer does not sign
    actions.accept(actor=net.shop.ketua, part=part)
    assert not waiting_for(net.shop.ketua)


def test_what_is_read_is_no_longer_new(net, client):
    inbox = entered(client, net.shop.ketua)
    assert inbox.get("/kabar/").context["unread"] == 1
    inbox.post("/kabar/baca/")
    assert inbox.get("/kabar/").context["unread"] == 0
    assert len(waiting_for(net.shop.ketua)) == 1  # it waits all the same


def test_an_agreement_waits_for_each_signature():
    sides = [side("32.05"), side("51.04")]
    lines = [promise(*sides, "kulit-tersamak", 10, 200_000, "m2")]
    made = agreements.draft(
        actor=None, title="Kulit", parties=[one.cooperative for one in sides], lines=lines, terms=Terms()
    )
    made = agreements.propose(actor=None, agreement=made, version=made.version)
    assert all(len(waiting_for(one.ketua)) == 1 for one in sides)
    agreements.accept(actor=sides[0].ketua, agreement=made, version=made.version)
    assert [len(waiting_for(one.bendahara)) for one in sides] == [0, 1]


def test_what_the_other_side_says_of_deliveries_and_bills_waits_as_well(shoes):
    giver, receiver = shoes.tanner, shoes.maker

    def told(person):
        return [item.words for item in waiting_for(person)]

    shipment = received(receiver, sent(giver, shoes.hides, 10))
    assert told(giver.pengurus) == [f"Cocokkan penerimaan kiriman {shipment}."]
    say = {"shipment": shipment, "version": shipment.version}
    shipment = agreements.dispute(actor=giver.pengurus, reason="Kurang", **say)
    assert "mempersoalkannya" in told(receiver.pengurus)[0]
    assert told(giver.pengurus) == []
    say = {"shipment": shipment, "version": shipment.version}
    shipment = agreements.correct(actor=receiver.pengurus, receipt=receipt(10, reason="Salah"), **say)
    agreements.confirm(actor=giver.pengurus, shipment=shipment, version=shipment.version)
    bill = shipment.obligations.get()
    money.report(actor=receiver.pengurus, obligation=bill, version=0, paid=money.Paid(2_000_000, today()))
    assert told(giver.ketua) == [
        f"Pastikan pembayaran Rp2.000.000 dari {receiver.cooperative.name} sudah masuk."
    ]
    assert told(giver.pengurus) == []  # an officer does not confirm
    bill.refresh_from_db()
    money.dispute(actor=receiver.pengurus, obligation=bill, version=bill.version, reason="Salah")
    assert any("mempersoalkan tagihan" in words for words in told(giver.pengurus))
    tell_all()
    by_mail = {
        person: [m.body for m in mail.outbox if m.to == [person.email]]
        for person in (giver.ketua, receiver.ketua)
    }
    assert any("Pastikan pembayaran" in body for body in by_mail[giver.ketua])
    assert not by_mail[receiver.ketua]  # nothing waits there that is due soon


def test_e_mail_goes_out_once_to_each_who_signs(net):
    assert tell_all() > 0
    told = {address for message in mail.outbox for address in message.to}
    assert {net.shop.ketua.email, net.tanner.bendahara.email, net.garut.ketua.email} <= told
    assert net.bandung.ketua.email not in told
    count = len(mail.outbox)
    tell_all()
    assert tell(net.shop.ketua) == 0
    assert len(mail.outbox) == count
    assert "/putaran/bagian/" in next(m.body for m in mail.outbox if m.to == [net.shop.ketua.email])


def test_a_worker_killed_while_sending_does_not_send_again(net, monkeypatch):
    def killed(*_args, **_options):
        raise SystemExit

    monkeypatch.setattr("jejaring.web.telling.tasks.send_mail", killed)
    with pytest.raises(SystemExit):
        tell(net.shop.ketua)
    monkeypatch.undo()
    assert tell(net.shop.ketua) == 0
    assert not mail.outbox
    assert Told.objects.get().sent is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Told.objects.create(person=net.shop.ketua, item=Told.objects.get().item)


def test_what_is_undone_is_not_told(net):
    jobs, of_round = (
        DBTaskResult.objects.count(),
        {"subject_type": "rounds.round", "subject_id": net.round.pk},
    )
    with transaction.atomic():
        AuditEntry.objects.create(verb="round.published", **of_round)
        assert DBTaskResult.objects.count() == jobs + 1
        transaction.set_rollback(True)
    assert DBTaskResult.objects.count() == jobs


def test_the_calendar_holds_what_is_to_be_answered_delivered_and_paid(net, client):
    made = chain(Terms(down_payment=10))
    for commitment in (made.hides, made.shoes):
        commitment.due = timezone.localdate() + timedelta(days=20)
        commitment.save()
    entered(client, made.maker.ketua).post("/kabar/kalender/")
    secret = CalendarAddress.objects.get().secret
    answer = client_without_session().get(f"/kabar/kalender/{secret}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert {event["UID"].partition(":")[0] for event in events} >= {"order"}
    assert sum(event["UID"].startswith("order") for event in events) == 2
    assert all((event.decoded("dtend") - event.decoded("dtstart")).days == 1 for event in events)
    assert len({event["UID"] for event in events}) == len(events)

    entered(client, net.shop.ketua).post("/kabar/kalender/")
    mine = CalendarAddress.objects.get(person=net.shop.ketua)
    text = client_without_session().get(f"/kabar/kalender/{mine.secret}.ics").content
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert event.decoded("dtstart") == net.round.attempts.get().answer_until


def test_a_calendar_address_can_be_taken_back(net, client):
    me = entered(client, net.shop.ketua)
    me.post("/kabar/kalender/")
    first = CalendarAddress.objects.get().secret
    me.post("/kabar/kalender/")
    me.post("/kabar/kalender/cabut/")
    for address in CalendarAddress.objects.all():
        assert client_without_session().get(f"/kabar/kalender/{address.secret}.ics").status_code == 404
    assert CalendarAddress.objects.count() == 2
    assert first


def client_without_session():
    from django.test import Client

    return Client()
