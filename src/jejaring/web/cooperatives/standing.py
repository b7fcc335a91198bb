"""What the dated facts say about a cooperative today. There is no "active": each fact stands for itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from jejaring.web.cooperatives.models import Fact
from jejaring.web.cooperatives.models.register import CERTIFICATE_DAYS


@dataclass(frozen=True)
class Standing:
    """The newest word on each of the three."""

    meeting: Fact | None
    certificate: Fact | None
    holds_until: date | None
    """Of the certificate."""
    expired: bool
    """Whether the certificate has run out."""


def standing(facts: Iterable[Fact], today: date) -> Standing:
    """What these facts, in any order, say on this day."""
    newest: dict[str, Fact] = {}
    for fact in facts:
        if fact.on <= today and (fact.kind not in newest or fact.on > newest[fact.kind].on):
            newest[fact.kind] = fact
    certificate = newest.get(Fact.Kind.CERTIFICATE)
    until = certificate.on + timedelta(days=CERTIFICATE_DAYS) if certificate else None
    return Standing(
        meeting=newest.get(Fact.Kind.MEETING),
        certificate=certificate,
        holds_until=until,
        expired=until is not None and until <= today,
    )
