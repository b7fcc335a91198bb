"""Work of rounds that takes longer than a page may. Every task may be broken off and begun again."""

from django_tasks import task

from jejaring.web.rounds.actions.settling import settle
from jejaring.web.rounds.insight.working import look_into
from jejaring.web.rounds.models import Attempt, Round
from jejaring.web.rounds.run import run


@task()
def run_attempt(key: int) -> None:
    """Freeze, plan, prove and write down an attempt."""
    run(key)


@task()
def settle_round(key: int, chain: int | None = None) -> None:
    """See what the answers bring the round to."""
    settle(Round.objects.get(pk=key), chain=chain)


@task(priority=-10)
def look_into_attempt(key: int) -> None:
    """Work out what a proven plan means for the network; whatever else waits comes first."""
    look_into(Attempt.objects.select_related("round").get(pk=key))
