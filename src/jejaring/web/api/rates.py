"""How often one may ask. Counted in the database, so that all web processes count together."""

import hashlib
import time
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext as _

from jejaring.web.api.models import Meter, Token
from jejaring.web.api.problems import Problem

MINUTE = 60


@dataclass(frozen=True)
class Rate:
    """What a caller has left this minute."""

    limit: int
    left: int
    reset: int
    """Seconds until the next minute begins."""

    @property
    def headers(self) -> dict[str, str]:
        """As told in every answer."""
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(max(self.left, 0)),
            "RateLimit-Reset": str(self.reset),
        }


def count(request: HttpRequest, token: Token | None) -> Rate:
    """Count this request."""
    limit = settings.API_RATE if token else settings.API_RATE_ANYBODY
    now = int(time.time())
    used = _one_more(f"token:{token.pk}" if token else _address(request), now // MINUTE)
    return Rate(limit, limit - used, MINUTE - now % MINUTE)


def too_many(rate: Rate) -> Problem:
    """Told to whoever has nothing left."""
    problem = Problem(
        "too-many",
        _("Paling banyak %(limit)s permintaan semenit. Coba lagi %(seconds)s detik lagi.")
        % {"limit": rate.limit, "seconds": rate.reset},
    )
    problem.headers["Retry-After"] = str(rate.reset)
    return problem


def forget_meters() -> int:
    """Remove the meters of minutes that are over; how many."""
    return Meter.objects.filter(minute__lt=int(time.time()) // MINUTE - 5).delete()[0]


def _one_more(who: str, minute: int) -> int:
    mine = Meter.objects.filter(who=who, minute=minute)
    if not mine.update(count=F("count") + 1):
        try:
            with transaction.atomic():
                Meter.objects.create(who=who, minute=minute)
        except IntegrityError:  # another request began the minute at the same moment
            mine.update(count=F("count") + 1)
    return mine.values_list("count", flat=True).get()


def _address(request: HttpRequest) -> str:
    try:
        address = get_adapter(request).get_client_ip(request) or ""
    except PermissionDenied:  # behind a socket, and no proxy says from where
        address = ""
    return hashlib.sha256(f"{settings.SECRET_KEY}{address}".encode()).hexdigest()
