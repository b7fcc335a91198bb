"""A worker that another has taken over from finds it out, and leaves the round to that one."""

import pytest
from tests.web.rounds.world import opened, world

from jejaring.web.rounds import actions
from jejaring.web.rounds.models import Part, Round
from jejaring.web.rounds.run import TakenOver, _make, _take

pytestmark = pytest.mark.django_db


def test_a_run_that_was_taken_over_writes_nothing_more():
    net = world()
    round = actions.freeze(actor=net.nation, round=opened(net.nation))
    first = _take(round.attempts.get().pk)
    second = _take(round.attempts.get().pk)
    with pytest.raises(TakenOver):
        _make(first)
    _make(second)
    round.refresh_from_db()
    assert round.state == Round.State.READY
    assert Part.objects.count() == 3
