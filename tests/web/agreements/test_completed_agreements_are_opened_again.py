"""What was completed is in force again when a receipt is corrected, and ends again once all is settled."""

import pytest
from tests.web.agreements.delivering import delivered, paid, receipt, received, sent
from tests.web.agreements.world import GARUT, GIANYAR, promise, side, signed

from jejaring.web.agreements import actions
from jejaring.web.agreements.models import Agreement, Shipment
from jejaring.web.agreements.terms import Terms
from jejaring.web.money.models import Obligation

pytestmark = pytest.mark.django_db
State = Agreement.State


@pytest.fixture
def done():
    """Ten square metres, delivered, paid and over: giver, receiver, the delivery."""
    giver, receiver = side(GARUT), side(GIANYAR)
    agreement = signed([giver, receiver], [promise(giver, receiver, "kulit-tersamak", 10, 230_000, "m2")])
    shipment = delivered(giver, receiver, agreement.commitments.get(), 10)
    paid(receiver, giver, Obligation.objects.get())
    assert state() == State.COMPLETED
    return giver, receiver, shipment


def state():
    return Agreement.objects.get().state


def corrected(receiver, shipment, quantity, rejected=0):
    return actions.correct(
        actor=receiver.pengurus,
        shipment=shipment,
        version=shipment.version,
        receipt=receipt(quantity, rejected, reason="Salah timbang"),
    )


def test_a_receipt_that_was_too_high_gives_money_back(done):
    giver, receiver, shipment = done
    shipment = corrected(receiver, shipment, 10, 2)
    assert state() == State.IN_FORCE
    assert [step.verb for step in Agreement.objects.get().steps.all()][-2:] == ["selesai", "buka"]
    shipment = actions.confirm(actor=giver.pengurus, shipment=shipment, version=shipment.version)
    back = Obligation.objects.get(kind="balik")
    assert back.balance == 460_000
    order = shipment.commitment
    order.refresh_from_db()
    assert order.state == "berjalan"  # two are awaited still
    delivered(giver, receiver, order, 2)
    paid(giver, receiver, back)
    assert state() == State.IN_FORCE
    paid(receiver, giver, Obligation.objects.get(balance__gt=0))
    assert state() == State.COMPLETED


def test_a_receipt_that_changes_nothing_owed_ends_once_it_is_agreed(done):
    giver, receiver, shipment = done
    shipment = corrected(receiver, shipment, 10)
    assert state() == State.IN_FORCE
    shipment = actions.dispute(
        actor=giver.pengurus, shipment=shipment, version=shipment.version, reason="Sudah benar"
    )
    assert state() == State.IN_FORCE
    actions.confirm(actor=giver.pengurus, shipment=shipment, version=shipment.version)
    assert state() == State.COMPLETED


def test_the_page_offers_it(done, client):
    _giver, receiver, shipment = done
    client.force_login(receiver.pengurus, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = f"/perjanjian/kiriman/{shipment.pk}/"
    assert f"{address}terima/" in client.get(address).content.decode()
    given = {"version": shipment.version, "quantity": "9", "unit": "m2", "on": shipment.received_on}
    assert client.post(f"{address}terima/", given | {"reason": "Salah"}).status_code == 302
    client.cookies["django_language"] = "en"
    page = client.get(f"/perjanjian/{Agreement.objects.get().pk}/").content.decode()
    assert "opened again" in page


def test_what_came_back_may_be_corrected_as_well():
    giver, receiver = side(GARUT), side(GIANYAR)
    agreement = signed([giver, receiver], [promise(giver, receiver, "kulit-tersamak", 10, 230_000, "m2")])
    shipment = delivered(giver, receiver, agreement.commitments.get(), 10, 3)
    shipment = actions.take_back(actor=giver.pengurus, shipment=shipment, version=shipment.version)
    shipment = corrected(receiver, shipment, 10, 4)
    shipment = actions.confirm(actor=giver.pengurus, shipment=shipment, version=shipment.version)
    assert (shipment.state, shipment.accepted) == (Shipment.State.CONFIRMED, 6)
    assert Obligation.objects.get().amount == 6 * 230_000


def test_it_ends_when_the_last_that_was_on_its_way_is_recalled():
    giver, receiver = side(GARUT), side(GIANYAR)
    agreement = signed(
        [giver, receiver],
        [promise(giver, receiver, "kulit-tersamak", 10, 230_000, "m2")],
        Terms(tolerance=50),
    )
    order = agreement.commitments.get()
    extra = sent(giver, order, 5)
    delivered(giver, receiver, order, 10)
    paid(receiver, giver, Obligation.objects.get())
    assert state() == State.IN_FORCE
    actions.recall(actor=giver.pengurus, shipment=extra, version=extra.version, reason="Cukup")
    assert state() == State.COMPLETED


def test_it_ends_when_the_amendment_that_was_waited_for_is_declined():
    giver, receiver = side(GARUT), side(GIANYAR)
    lines = [promise(giver, receiver, "kulit-tersamak", 10, 230_000, "m2", number=1)]
    agreement = signed([giver, receiver], lines)
    shipment = received(receiver, sent(giver, agreement.commitments.get(), 10))
    more = promise(giver, receiver, "kulit-tersamak", 5, 230_000, "m2")
    agreement = actions.amend(
        actor=giver.ketua, agreement=agreement, version=agreement.version, terms=Terms(), lines=[*lines, more]
    )
    actions.confirm(actor=giver.pengurus, shipment=shipment, version=shipment.version)
    paid(receiver, giver, Obligation.objects.get())
    assert state() == State.AMENDING
    agreement = Agreement.objects.get()
    ended = actions.decline(
        actor=receiver.ketua, agreement=agreement, version=agreement.version, reason="Cukup"
    )
    assert (ended.state, state()) == (State.COMPLETED, State.COMPLETED)
