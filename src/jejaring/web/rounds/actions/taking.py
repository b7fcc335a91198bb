"""Whether a step of a round or an answer may be taken: what all actions here ask before they write.

Clearing rounds are led the same way, by tables of their own.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from jejaring.web.accounts.second_factor import has_second_factor
from jejaring.web.rounds.models import Round
from jejaring.web.rounds.rules import may
from jejaring.web.rounds.steps import ROUND, WORDS, Allowed, RoundVerb
from jejaring.web.trade.actions.errors import ChangedMeanwhile, NotAllowed


def allowed_step(
    table: Mapping[tuple[str, str], Allowed],
    words: Mapping[str, str | Promise],
    verb: str,
    record: Any,
    version: int | None,
    reason: str = "",
) -> Allowed:
    """The table's row for the step, on the record as it is now; `version` None: whatever it is.

    Raises
    ------
    ChangedMeanwhile
        When the person saw another version of it.
    NotAllowed
        When the step is not taken in its state, or lacks a reason.
    """
    if version is not None and record.version != version:
        raise ChangedMeanwhile
    allowed = table.get((verb, record.state))
    if allowed is None:
        raise NotAllowed(
            _("“%(verb)s” tidak dapat dilakukan sekarang: keadaannya “%(state)s”.")
            % {"verb": words[verb], "state": record.get_state_display()}
        )
    if allowed.reason and not reason.strip():
        raise NotAllowed(_("Tuliskan alasannya."))
    return allowed


def coordinator_or_site(actor: Any, allowed: Allowed, *, runs: bool) -> None:
    """Make sure that the actor (None: the site) may take a step; `runs`: whether the person runs the round.

    Raises
    ------
    NotAllowed
    """
    if actor is None and "site" in allowed.who:
        return
    if actor is None or "coordinator" not in allowed.who:
        raise NotAllowed(_("Langkah ini tidak diambil dengan tangan."))
    coordinator(actor, runs=runs)


def coordinator(actor: Any, *, runs: bool) -> None:
    """Make sure that the person runs the round, with a second factor.

    Raises
    ------
    NotAllowed
    """
    if not runs:
        raise NotAllowed(_("Hanya koordinator wilayah putaran ini yang dapat melakukannya."))
    if not has_second_factor(actor):
        raise NotAllowed(_("Pasang pengaman kedua dahulu."))


def step(round: Round, verb: RoundVerb, *, actor: Any, version: int | None, reason: str = "") -> Round:
    """The round, locked and moved on; the caller saves nothing and records the audit row."""
    current = Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
    allowed = allowed_step(ROUND, WORDS, verb, current, version, reason)
    coordinator_or_site(actor, allowed, runs=actor is not None and may(actor, "rounds.run", current))
    current.state, current.version = allowed.after, current.version + 1
    if allowed.reason:
        current.reason = reason.strip()[:300]
    current.save()
    return current
