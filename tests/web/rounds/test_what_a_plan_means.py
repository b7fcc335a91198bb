"""What a proven plan means: the network for its coordinators, for each cooperative in it its own."""

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from tests.web.rounds.world import asked, world

from jejaring.web.rounds.insight import insight_of, working
from jejaring.web.rounds.insight.kept import folder_of
from jejaring.web.rounds.insight.working import look_into

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def net(db, settings, tmp_path):
    settings.PLANS_ROOT = tmp_path
    made = world()
    made.round = asked(made)
    made.attempt = made.round.attempts.get()
    return made


def page(client, person, round, status=200) -> str:
    client.force_login(person, backend=BACKEND)
    answer = client.get(reverse("rounds:insight", args=[round.pk]))
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_it_is_worked_out_after_the_plan_and_told_to_whom_it_concerns(client, net, monkeypatch):
    monkeypatch.setattr(working, "EXTRAS", 1)
    assert DBTaskResult.objects.filter(task_path__endswith="look_into_attempt").count() == 1
    assert "Sedang dihitung" in page(client, net.nation, net.round)
    look_into(net.attempt)
    found = insight_of(net.attempt)
    tanner, garut = str(net.tanner.cooperative.pk), str(net.garut.cooperative.pk)
    lost = dict(found.ranking.select("subject", "lost").iter_rows())
    best = found.savings.filter(scope="network", measure="surplus")["value"].item()
    assert lost[tanner] == pytest.approx(best), "without the tanner nothing is left"
    assert 0 < lost[garut] < best, "Bandung steps in"
    whole = page(client, net.nation, net.round)
    assert "<svg" in whole
    assert net.tanner.cooperative.name in whole
    own = page(client, net.tanner.ketua, net.round)
    assert net.tanner.cooperative.name in own
    assert "pemusatan 1" in own, "it has one supplier"
    assert "antarprovinsi" not in own
    page(client, net.province, net.round, status=403)


def test_it_is_whole_or_not_there(net, settings):
    settings.REPLANNED = 0
    beside = folder_of(net.attempt).with_suffix(".part")
    beside.mkdir()
    (beside / "loops.parquet").write_bytes(b"half")
    assert insight_of(net.attempt) is None
    look_into(net.attempt)
    assert insight_of(net.attempt).ranking is None, "the market is too large to be planned again and again"
    assert insight_of(net.attempt).partners.height == 3
    assert not beside.exists()
