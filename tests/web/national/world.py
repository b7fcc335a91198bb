"""Pairs of cooperatives that have signed an agreement with each other, and releases of what they did."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from tests.web.agreements.world import GARUT, GIANYAR, Side, promise, side, signed

from jejaring.web.cooperatives.models import Cooperative, Territory
from jejaring.web.national.actions import release
from jejaring.web.national.models import Release
from jejaring.web.national.quarters import Quarter

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def pairs(count: int, value: int = 1_000_000, giver: str = GARUT, receiver: str = GIANYAR) -> list:
    """Agreements of twice as many new cooperatives, each worth a rupiah more than the one before."""
    made = []
    for number in range(count):
        one, two = side(giver), side(receiver)
        line = promise(one, two, "kulit-tersamak", 1, value + number, "m2")
        made.append(signed([one, two], [line]))
    return made


def released(on: date | None = None) -> Release | None:
    """Counted now, as if on that day."""
    today = on or timezone.localdate()
    return release(actor=None, today=today, quarter=Quarter.of(today))


def kept(cells: list[dict], number: int = 1, on: date = date(2026, 11, 29), **fields) -> Release:
    """A release that says this."""
    fields = {
        "quarter": str(Quarter.of(on)),
        "since": None,
        "example": True,
        "provinces": 1,
        "held": [],
    } | fields
    return Release.objects.create(number=number, on=on, cells=cells, **fields)


def cell(*regions: str, cooperatives=50, committed=20, agreements=10, value=5_000_000, needs=7) -> dict:
    """One cell."""
    return {
        "regions": list(regions),
        "cooperatives": cooperatives,
        "committed": committed,
        "agreements": agreements,
        "value": value,
        "needs": needs,
    }


def coordinator(region: str):
    """A coordinator of a region, with a second factor."""
    made: Side = side("91.03")
    Cooperative.objects.filter(pk=made.cooperative.pk).update(outside=True)
    Territory.objects.create(person=made.ketua, region=region, office="Dinas Contoh")
    return made.ketua


def noon(day: date) -> datetime:
    """Of a day."""
    return timezone.make_aware(datetime(day.year, day.month, day.day) + timedelta(hours=12))
