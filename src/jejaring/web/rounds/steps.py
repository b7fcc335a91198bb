"""The allowed steps of a round and of an answer: from which state, by whom, into which state.

What is not here is not allowed.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jejaring.web.rounds.models import Part, Round


class RoundVerb(StrEnum):
    """What is done to a round. It begins with OPENED, in the state COLLECTING."""

    FROZEN = "frozen"
    PLANNED = "planned"
    STOPPED = "stopped"
    RETRIED = "retried"
    PUBLISHED = "published"
    REPLANNED = "replanned"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class AnswerVerb(StrEnum):
    """What is done to a part."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"


Who = Literal["coordinator", "signer", "site"]
"""A coordinator whose territory covers the round's; chair or treasurer of the part's cooperative, with a
second factor; the site itself."""
WORDS: dict[str, str | Promise] = {
    RoundVerb.FROZEN: _("bekukan dan susun"),
    RoundVerb.PLANNED: _("nyatakan tersusun"),
    RoundVerb.STOPPED: _("hentikan"),
    RoundVerb.RETRIED: _("susun lagi"),
    RoundVerb.PUBLISHED: _("umumkan"),
    RoundVerb.REPLANNED: _("susun ulang"),
    RoundVerb.CLOSED: _("tutup"),
    RoundVerb.CANCELLED: _("batalkan"),
    AnswerVerb.ACCEPTED: _("terima"),
    AnswerVerb.DECLINED: _("tolak"),
    AnswerVerb.EXPIRED: _("lewatkan"),
}


@dataclass(frozen=True)
class Allowed:
    """A step that may be taken."""

    who: frozenset[Who]
    after: str
    """The state it leads to."""
    reason: bool = False
    """Whether a reason has to be given."""


COORDINATOR: frozenset[Who] = frozenset({"coordinator"})
SIGNER: frozenset[Who] = frozenset({"signer"})
SITE: frozenset[Who] = frozenset({"site"})
EITHER = COORDINATOR | SITE
Is, Do = Round.State, RoundVerb
ROUND: dict[tuple[str, str], Allowed] = {
    (Do.FROZEN, Is.COLLECTING): Allowed(EITHER, Is.PLANNING),
    (Do.PLANNED, Is.PLANNING): Allowed(SITE, Is.READY),
    (Do.STOPPED, Is.PLANNING): Allowed(SITE, Is.STOPPED, reason=True),
    (Do.RETRIED, Is.STOPPED): Allowed(COORDINATOR, Is.PLANNING),
    (Do.PUBLISHED, Is.READY): Allowed(EITHER, Is.ASKING),
    (Do.REPLANNED, Is.ASKING): Allowed(SITE, Is.PLANNING),
    (Do.CLOSED, Is.ASKING): Allowed(EITHER, Is.DONE),
    **{
        (Do.CANCELLED, state): Allowed(COORDINATOR, Is.CANCELLED, reason=True)
        for state in (Is.COLLECTING, Is.PLANNING, Is.READY, Is.ASKING, Is.STOPPED)
    },
}
ANSWER: dict[tuple[str, str], Allowed] = {
    (AnswerVerb.ACCEPTED, Part.State.WAITING): Allowed(SIGNER, Part.State.ACCEPTED),
    (AnswerVerb.DECLINED, Part.State.WAITING): Allowed(SIGNER, Part.State.DECLINED, reason=True),
    (AnswerVerb.EXPIRED, Part.State.WAITING): Allowed(SITE, Part.State.SILENT),
}
"""Answers are given while the round asks and the attempt's time runs."""
