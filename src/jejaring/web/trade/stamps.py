"""Number every change of a listing, so that what processes remember is cheaply brought up to date."""

from collections.abc import Iterable

from django.db.models import F

from jejaring.web.trade.models.stamp import Stamp


def next_number(thing: str) -> int:
    """The next number of a thing. Call it in the transaction that writes the listing; it waits for others."""
    if not Stamp.objects.filter(pk=thing).update(number=F("number") + 1):
        Stamp.objects.get_or_create(pk=thing)
        Stamp.objects.filter(pk=thing).update(number=F("number") + 1)
    return Stamp.objects.values_list("number", flat=True).get(pk=thing)


def next_numbers(things: Iterable[str]) -> dict[str, int]:
    """The next number of each of the things, taken in one order so that two writers never wait in a ring."""
    return {thing: next_number(thing) for thing in sorted(set(things))}


def numbers_of(things: Iterable[str]) -> dict[str, int]:
    """The numbers of the last changes of several things, with one query."""
    names = list(things)
    found = dict(Stamp.objects.filter(pk__in=names).values_list("pk", "number"))
    return {name: found.get(name, 0) for name in names}
