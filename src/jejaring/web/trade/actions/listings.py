"""Make, change, close and renew listings."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from jejaring.web.common import audit
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.trade.actions.errors import ChangedMeanwhile
from jejaring.web.trade.models import Listing
from jejaring.web.trade.stamps import next_number

HOLDS = timedelta(days=90)
"""How long a listing stands before it has to be renewed: what nobody looks after goes by itself."""
CHANGEABLE = (
    "quantity", "price", "minimum", "region", "destination", "hours", "first_month", "last_month", "note",
)  # fmt: skip
"""What a listing is of does not change: a listing of something else is another listing."""


@transaction.atomic
def create_listing(*, actor: Any, cooperative: Cooperative, kind: str, **fields: Any) -> Listing:
    """A new, open listing of the cooperative."""
    today = timezone.localdate()
    listing = Listing(cooperative=cooperative, kind=kind, expires=expiry(today, fields.get("last_month")))
    for name, value in fields.items():
        setattr(listing, name, value)
    _save(listing)
    audit.record(
        "listing.created", listing, actor=actor, **{name: _plain(value) for name, value in fields.items()}
    )
    return listing


@transaction.atomic
def change_listing(*, actor: Any, listing: Listing, version: int, **fields: Any) -> Listing:
    """The listing with other terms.

    Raises
    ------
    ChangedMeanwhile
        When `version` is no longer its version.
    """
    current = _locked(listing, version)
    before = Listing.objects.get(pk=listing.pk)
    for name in CHANGEABLE:
        if name in fields:
            setattr(current, name, fields[name])
    current.expires = expiry(timezone.localdate(), current.last_month)
    changes = audit.changes(before, current, CHANGEABLE)
    if not changes:
        return current
    _save(current)
    audit.record("listing.changed", current, actor=actor, **changes)
    return current


@transaction.atomic
def close_listing(*, actor: Any, listing: Listing) -> Listing:
    """The listing, no longer shown or planned. Closing what is closed does nothing."""
    current = _locked(listing)
    if current.state != Listing.State.CLOSED:
        current.state = Listing.State.CLOSED
        _save(current)
        audit.record("listing.closed", current, actor=actor)
    return current


@transaction.atomic
def renew_listing(*, actor: Any, listing: Listing) -> Listing:
    """The listing, open again from today on the same terms; months that are over are dropped."""
    current, today = _locked(listing), timezone.localdate()
    if current.last_month and current.last_month < today.replace(day=1):
        current.first_month = current.last_month = None
    expires = expiry(today, current.last_month)
    if current.state != Listing.State.OPEN or current.expires != expires:
        current.state, current.expires = Listing.State.OPEN, expires
        _save(current)
        audit.record("listing.renewed", current, actor=actor, expires=expires.isoformat())
    return current


def expiry(today: date, last_month: date | None) -> date:
    """Until when a listing stands: for `HOLDS`, but not beyond its last month."""
    if last_month is None:
        return today + HOLDS
    end = (last_month.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return max(today, min(today + HOLDS, end))


def _locked(listing: Listing, version: int | None = None) -> Listing:
    """The listing as it is now, held until the transaction ends."""
    current = Listing.objects.select_for_update().get(pk=listing.pk)
    if version is not None and current.version != version:
        raise ChangedMeanwhile
    return current


def _save(listing: Listing) -> None:
    listing.stamp = next_number(listing.thing)
    if listing.pk:
        listing.version += 1
    listing.save()


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal | date) else value
