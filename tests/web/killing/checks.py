"""Before: a network and its people. After: whether all that was confirmed is so, and nothing is half done.

Run in a process of its own, over the data of the site that was killed:
`python -m tests.web.killing.checks begin|end FILE`; `rest FILE`, while it still runs, waits for its jobs.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from tests.web.killing import delivery_checks, money_checks
from tests.web.killing.site import PATIENCE

FACTS = {"bekukan": "round.frozen", "umumkan": "round.published"}
OF_DELIVERIES = ("sent", "received", "cocok", "sangkal", "printed")
OF_MONEY = ("paid", "came")
TOLD = 1000
"""Letters of what brought a job down.
"""
LOOKED_EVERY = 0.5
"""Seconds between two looks at the jobs."""


def main() -> None:
    """Begin or end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jejaring.web.settings")
    import django

    django.setup()
    what, file = sys.argv[1], Path(sys.argv[2])
    if what == "begin":
        file.write_text(json.dumps(begin()))
    elif what == "rest":
        rest()
    else:
        file.write_text(json.dumps(faults(json.loads(file.read_text()))))


def begin() -> dict[str, str]:
    """Who there is -> the key of the session in which they are signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from tests.web.rounds.world import world

    from jejaring.web.trade.models import Listing

    made = world()
    Listing.objects.update(expires="2099-01-01")
    people = {
        "nation": made.nation,
        **{name: getattr(made, name).ketua for name in ("garut", "bandung", "tanner", "shop")},
    }
    sessions = {}
    for name, person in people.items():
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        sessions[name] = str(session.session_key)
    return sessions


def rest() -> None:
    """Wait until every job has ended, well or not, or patience has."""
    from django_tasks_db.models import DBTaskResult

    until = time.monotonic() + PATIENCE
    while DBTaskResult.objects.filter(status__in=["READY", "RUNNING"]).exists() and time.monotonic() < until:
        time.sleep(LOOKED_EVERY)


def faults(confirmed: list[list[str]]) -> list[str]:
    """Everything that is not as it was confirmed, or is half done; and how much there was of it."""
    return [
        *_lost(confirmed),
        *_half_rounds(),
        *_half_attempts(),
        *_half_agreements(),
        *delivery_checks.half_done(),
        *money_checks.half_done(),
        *_jobs(),
        *_mail(),
    ]


def _lost(confirmed: list[list[str]]) -> list[str]:
    from jejaring.web.agreements.models import AgreementStep
    from jejaring.web.common.models import AuditEntry
    from jejaring.web.rounds.models import Part, Round

    found = []
    for what, key, *said in confirmed:
        trail = AuditEntry.objects.filter(subject_id=key)
        if what == "round":
            well = trail.filter(verb="round.opened").count() == 1 == Round.objects.filter(pk=key).count()
        elif what.startswith("part "):
            verb = "part.accepted" if what.endswith("diterima") else "part.declined"
            well = Part.objects.filter(pk=key, state=what.removeprefix("part ")).exists()
            well &= trail.filter(verb=verb).count() == 1
        elif what == "signed":
            steps = AgreementStep.objects.filter(agreement=key, verb=AgreementStep.Verb.ACCEPTED)
            well = steps.exists() and steps.count() == steps.values("by").distinct().count()
        elif what in FACTS:
            well = trail.filter(verb=FACTS[what]).exists()
        elif what in OF_DELIVERIES:
            well = not delivery_checks.lost(what, key, *said)
        elif what in OF_MONEY:
            well = not money_checks.lost(what, key, *said)
        else:
            well = what == "ulangi"
        if not well:
            found.append(f"lost: {what} {key} {said}")
    return found


def _half_rounds() -> list[str]:
    from jejaring.web.common.models import AuditEntry
    from jejaring.web.rounds.models import Round

    found = []
    for round in Round.objects.all():
        if round.state not in Round.OVER:
            found.append(f"round {round.pk} is {round.state}")
        for verb in ("round.opened", "round.frozen", "round.market_frozen", "round.closed"):
            count = AuditEntry.objects.filter(verb=verb, subject_id=str(round.pk)).count()
            if count != 1:
                found.append(f"round {round.pk}: {verb} {count} times")
        planned = AuditEntry.objects.filter(verb="round.planned", subject_id=str(round.pk))
        if sorted(entry.detail["attempt"] for entry in planned) != list(range(1, round.attempts.count() + 1)):
            found.append(f"round {round.pk}: an attempt was finished twice, or never")
    return found


def _half_attempts() -> list[str]:
    from jejaring.market import Market
    from jejaring.planning import Plan, verify
    from jejaring.web.rounds.models import Attempt, Trade

    found = []
    for attempt in Attempt.objects.select_related("round"):
        rows: dict[str, Any] = {
            "chains": attempt.chains.count(),
            "trades": Trade.objects.filter(chain__attempt=attempt).count(),
            "parts": attempt.parts.count(),
            "listings": attempt.outcomes.count(),
        }
        if any(attempt.counts.get(name) != count for name, count in rows.items()):
            found.append(f"attempt {attempt}: {attempt.counts} against {rows}")
        if not (attempt.folder / "plan" / "plan.json").exists():
            found.append(f"attempt {attempt} has no plan: it is {attempt.state}, {attempt.stage}")
            continue
        best = Plan.read(attempt.folder / "plan")
        if not verify(Market.read(attempt.folder / "market"), best) or best.digest != attempt.digest:
            found.append(f"attempt {attempt} does not verify")
    return found


def _half_agreements() -> list[str]:
    """Where all have accepted there is an agreement, and what is agreed once is agreed once."""
    from django.db.models import F

    from jejaring.web.agreements.models import Agreement
    from jejaring.web.rounds.models import Attempt, Part, Trade

    found = []
    for attempt in Attempt.objects.all():
        if attempt.parts.exclude(state=Part.State.ACCEPTED).exists():
            continue
        left = Trade.objects.filter(chain__attempt=attempt, agreement=None).exclude(giver=F("receiver"))
        if left.exists():
            found.append(f"attempt {attempt}: accepted by all, but {left.count()} trades without agreement")
    for agreement in Agreement.objects.select_related("latest"):
        if agreement.state == Agreement.State.DRAFT:
            found.append(f"agreement {agreement.pk} was left a draft")
        if agreement.is_binding and agreement.commitments.count() != agreement.latest.lines.count():
            found.append(f"agreement {agreement.pk}: promises are missing")
    return found


def _jobs() -> list[str]:
    from django_tasks_db.models import DBTaskResult

    return [
        f"job {job.task_path} {job.args_kwargs['args']} is {job.status}: {job.traceback[-TOLD:]}"
        for job in DBTaskResult.objects.exclude(status="SUCCESSFUL")
    ]


def _mail() -> list[str]:
    from django.db.models import Count

    from jejaring.web.telling.models import Told

    twice = Told.objects.values("person", "item").annotate(count=Count("pk")).filter(count__gt=1)
    return [f"told twice: {row}" for row in twice]


if __name__ == "__main__":
    main()
