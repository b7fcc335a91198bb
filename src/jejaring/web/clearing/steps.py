"""The allowed steps of a clearing round and of a consent: from which state, by whom, into which state.

What is not here is not allowed.
"""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jejaring.web.clearing.models import ClearingRound, Consent
from jejaring.web.rounds.steps import COORDINATOR, SIGNER, SITE, Allowed


class Verb(StrEnum):
    """What is done. A round begins with OPENED, in the state ASKING; a consent ASKED."""

    COMPUTE = "compute"
    COMPUTED = "computed"
    POSTED = "posted"
    REVERSED = "reversed"
    CANCELLED = "cancelled"
    GIVEN = "given"
    REVOKED = "revoked"


WORDS: dict[str, str | Promise] = {
    Verb.COMPUTE: _("hitung"),
    Verb.COMPUTED: _("nyatakan terhitung"),
    Verb.POSTED: _("bukukan"),
    Verb.REVERSED: _("balik"),
    Verb.CANCELLED: _("batalkan"),
    Verb.GIVEN: _("setujui"),
    Verb.REVOKED: _("cabut persetujuan"),
}


Is, Said = ClearingRound.State, Consent.State
ROUND: dict[tuple[str, str], Allowed] = {
    (Verb.COMPUTE, Is.ASKING): Allowed(COORDINATOR, Is.COMPUTING),
    (Verb.COMPUTE, Is.READY): Allowed(COORDINATOR | SITE, Is.COMPUTING),
    (Verb.COMPUTE, Is.COMPUTING): Allowed(COORDINATOR | SITE, Is.COMPUTING),
    (Verb.COMPUTED, Is.COMPUTING): Allowed(SITE, Is.READY),
    (Verb.POSTED, Is.READY): Allowed(COORDINATOR, Is.POSTED),
    (Verb.REVERSED, Is.POSTED): Allowed(COORDINATOR, Is.REVERSED, reason=True),
    **{
        (Verb.CANCELLED, state): Allowed(COORDINATOR, Is.CANCELLED, reason=True)
        for state in ClearingRound.BEFORE_POSTING
    },
}
CONSENT: dict[tuple[str, str], Allowed] = {
    (Verb.GIVEN, Said.ASKED): Allowed(SIGNER, Said.GIVEN),
    (Verb.GIVEN, Said.REVOKED): Allowed(SIGNER, Said.GIVEN),
    (Verb.REVOKED, Said.ASKED): Allowed(SIGNER, Said.REVOKED),
    (Verb.REVOKED, Said.GIVEN): Allowed(SIGNER, Said.REVOKED),
}
"""Consents are given until the round's day for it, and revoked until it is posted."""
