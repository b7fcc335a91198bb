"""A round of leather shoes that waits for answers, so that there is something to accept or decline."""

from datetime import timedelta

from django.utils import timezone

from jejaring.web.accounts.models import Person
from jejaring.web.demo.people import PLACE
from jejaring.web.rounds import actions
from jejaring.web.rounds.models import Round
from jejaring.web.rounds.run import run

GOODS = ("sepatu-kulit",)
ANSWERED_WITHIN = timedelta(days=14)


def begin_round() -> Round | None:
    """Open, plan and announce it; none where one is there already. What was broken off is taken up again."""
    by = Person.objects.get(email=f"nasional@{PLACE}")
    today = timezone.localdate()
    round = Round.objects.first() or actions.open_round(
        actor=by,
        name="Putaran contoh: sepatu kulit",
        region="",
        commodities=GOODS,
        collect_until=today,
        answer_until=today + ANSWERED_WITHIN,
    )
    if round.state == Round.State.COLLECTING:
        round = actions.freeze(actor=by, round=round)
    if round.state == Round.State.PLANNING:
        run(round.attempts.latest().pk)
        round.refresh_from_db()
    if round.state == Round.State.READY:
        return actions.announce(actor=by, round=round)
    return None
