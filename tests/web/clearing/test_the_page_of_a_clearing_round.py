"""Forms of a clearing round lose nothing that is typed and open one round, however often they are sent."""

from datetime import timedelta

import pytest
from tests.web.agreements.delivering import today
from tests.web.clearing.world import consented, opened, ring

from jejaring.web.accounts.models import Person
from jejaring.web.clearing import actions
from jejaring.web.clearing.models import ClearingRound

pytestmark = pytest.mark.django_db
BY_PASSWORD = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def run_by(client):
    """A client in which the coordinator is signed in."""

    def enter(person: Person):
        client.force_login(person, backend=BY_PASSWORD)
        return client

    return enter


def test_a_page_that_looks_again_by_itself_stops_for_who_gives_a_reason(run_by):
    made = ring(100, 100, 100)
    round = opened(made)
    consented(round, *made.sides)
    round.refresh_from_db()
    round = actions.compute(actor=made.person, round=round, version=round.version)
    client, page = run_by(made.person), f"/perjumpaan/{round.pk}/"
    watched = client.get(page)
    assert "Refresh" in watched
    assert 'name="reason"' not in watched.content.decode()
    written = client.get(page + "?batal=1")
    assert "Refresh" not in written
    assert 'name="reason"' in written.content.decode()


def test_a_form_sent_twice_opens_one_round(run_by):
    client, page = run_by(ring(100, 100, 100).person), "/perjumpaan/buka/"
    sent = {
        "token": client.get(page).context["token"],
        "name": "Sekali",
        "region": "",
        "consent_until": (today() + timedelta(days=7)).isoformat(),
    }
    first, second = (client.post(page, sent)["Location"] for _ in range(2))
    assert first == second == f"/perjumpaan/{ClearingRound.objects.get(name='Sekali').pk}/"
