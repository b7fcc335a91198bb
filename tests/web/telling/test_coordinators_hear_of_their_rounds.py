import pytest
from django.core import mail
from tests.web.rounds.world import coordinator, made_now, opened, world
from tests.web.telling.jobs import tell_all

from jejaring.web.rounds import actions

pytestmark = pytest.mark.django_db


def test_every_coordinator_whose_territory_covers_a_round_is_told_and_no_other():
    made, abroad = world(), coordinator("51")
    round = actions.freeze(actor=made.province, round=opened(made.province, "32"))
    made_now(round)  # the plan is proven
    tell_all()
    told = {address for message in mail.outbox for address in message.to}
    assert told == {made.nation.email, made.province.email}
    assert abroad.email not in told
    whole = actions.freeze(actor=made.nation, round=opened(made.nation))
    mail.outbox.clear()
    made_now(whole)
    tell_all()
    assert [message.to for message in mail.outbox] == [[made.nation.email]]
