"""Whether a step of a clearing round may be taken: what all actions here ask before they write."""

from typing import Any

from jejaring.web.clearing.models import ClearingRound, Consent
from jejaring.web.clearing.rules import may
from jejaring.web.clearing.steps import CONSENT, ROUND, WORDS, Verb
from jejaring.web.rounds.actions import taking
from jejaring.web.rounds.steps import Allowed


def locked(round: ClearingRound) -> ClearingRound:
    """The round as it is now, held until the transaction ends: whoever changes anything of it waits here."""
    return ClearingRound.objects.select_for_update(of=("self",)).get(pk=round.pk)


def allowed_step(
    record: ClearingRound | Consent, verb: Verb, version: int | None, reason: str = ""
) -> Allowed:
    """What the tables say of the step, on the record as it is now; `version` None: whatever it is.

    Raises
    ------
    ChangedMeanwhile, NotAllowed
    """
    table = ROUND if isinstance(record, ClearingRound) else CONSENT
    return taking.allowed_step(table, WORDS, verb, record, version, reason)


def step(
    round: ClearingRound, verb: Verb, *, actor: Any, version: int | None, reason: str = ""
) -> ClearingRound:
    """Move a locked round on; the caller saves it and records the audit row.

    Raises
    ------
    NotAllowed
        When the actor (None: the site) may not take the step either.
    """
    allowed = allowed_step(round, verb, version, reason)
    taking.coordinator_or_site(actor, allowed, runs=actor is not None and may(actor, "clearing.run", round))
    round.state, round.version = allowed.after, round.version + 1
    round.reason = reason.strip()[:300]
    return round


def coordinator(actor: Any, round: ClearingRound) -> None:
    """Make sure that the person runs the round, with a second factor.

    Raises
    ------
    NotAllowed
    """
    taking.coordinator(actor, runs=may(actor, "clearing.run", round))
