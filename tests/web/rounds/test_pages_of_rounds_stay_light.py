"""Pages of rounds weigh little and ask the database no more when there is more to show."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.rounds.world import asked, listed, world

from jejaring.web.rounds.models import Part

pytestmark = pytest.mark.django_db
HEAVIEST = 50_000
"""Bytes, compressed."""
MOST_QUERIES = 26


def queries_of(client, path):
    with CaptureQueriesContext(connection) as made:
        answer = client.get(path)
    assert answer.status_code == 200, path
    assert len(gzip.compress(answer.content)) < HEAVIEST, path
    return len(made)


@pytest.mark.display
def test_more_rounds_trades_and_parts_ask_no_more(db, client):
    net = world()
    client.force_login(net.tanner.ketua, backend="allauth.account.auth_backends.AuthenticationBackend")
    counted = []
    for more in (0, 12):
        for number in range(more):
            listed(net.garut, "offers", "kulit-kambing-mentah", 5 + number, 40_000 + number)
            listed(net.shop, "needs", "kulit-kambing-tersamak", 5 + number, 310_000 + number)
        round = asked(net)
        part = Part.objects.filter(attempt__round=round, cooperative=net.tanner.cooperative).order_by("pk")[0]
        paths = ("/putaran/", f"/putaran/{round.pk}/", f"/putaran/bagian/{part.pk}/", "/kabar/", "/nasional/")
        for path in paths:
            client.get(path)
        counted.append([queries_of(client, path) for path in paths])
    few, many = counted
    assert many == few
    assert max(many) <= MOST_QUERIES


def test_two_rounds_stand_side_by_side(db, client):
    net = world()
    first, second = asked(net), asked(net)
    address, other = f"/putaran/{first.pk}/banding/", {"dengan": second.pk}
    assert client.get(address, other).context["attempts"] == [], "of fewer than five nothing is told to all"
    assert "kurang dari lima" in client.get(f"/putaran/{first.pk}/").content.decode()
    client.force_login(net.nation, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(address, other)
    assert len(page.context["attempts"]) == 2
    alone = client.get(address, {"dengan": "9" * 5000})  # more digits than Python makes a number of
    assert len(alone.context["attempts"]) == 1
