"""Whether a step of a clearing round may be taken: what all actions here ask before they write."""

from typing import Any

from django.utils.translation import gettext as _

from jejaring.web.accounts.second_factor import has_second_factor
from jejaring.web.clearing.models import ClearingRound, Consent
from jejaring.web.clearing.rules import may
from jejaring.web.clearing.steps import CONSENT, ROUND, WORDS, Allowed, Verb
from jejaring.web.trade.actions.errors import ChangedMeanwhile, NotAllowed


def locked(round: ClearingRound) -> ClearingRound:
    """The round as it is now, held until the transaction ends: whoever changes anything of it waits here."""
    return ClearingRound.objects.select_for_update(of=("self",)).get(pk=round.pk)


def allowed_step(
    record: ClearingRound | Consent, verb: Verb, version: int | None, reason: str = ""
) -> Allowed:
    """What the tables say of the step, on the record as it is now; `version` None: whatever it is.

    Raises
    ------
    ChangedMeanwhile
        When the person saw another version of it.
    NotAllowed
        When the step is not taken in its state, or lacks a reason.
    """
    if version is not None and record.version != version:
        raise ChangedMeanwhile
    table = ROUND if isinstance(record, ClearingRound) else CONSENT
    allowed = table.get((verb, record.state))
    if allowed is None:
        raise NotAllowed(
            _("“%(verb)s” tidak dapat dilakukan sekarang: keadaannya “%(state)s”.")
            % {"verb": WORDS[verb], "state": record.get_state_display()}
        )
    if allowed.reason and not reason.strip():
        raise NotAllowed(_("Tuliskan alasannya."))
    return allowed


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
    if actor is None and "site" not in allowed.who:
        raise NotAllowed(_("Langkah ini tidak diambil oleh situs."))
    if actor is not None:
        if "coordinator" not in allowed.who:
            raise NotAllowed(_("Langkah ini tidak diambil dengan tangan."))
        coordinator(actor, round)
    round.state, round.version = allowed.after, round.version + 1
    round.reason = reason.strip()[:300]
    return round


def coordinator(actor: Any, round: ClearingRound) -> None:
    """Make sure that the person runs the round, with a second factor.

    Raises
    ------
    NotAllowed
    """
    if not may(actor, "clearing.run", round):
        raise NotAllowed(_("Hanya koordinator wilayah putaran ini yang dapat melakukannya."))
    if not has_second_factor(actor):
        raise NotAllowed(_("Pasang pengaman kedua dahulu."))
