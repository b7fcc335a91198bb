"""One thing that waits for a person."""

from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse

MOST = 200
"""Items of each kind that are read: nobody works off more in a day."""


@dataclass(frozen=True)
class Item:
    """One thing that waits."""

    key: str
    """The same as long as it is the same thing that waits, as `part:12`."""
    words: str
    address: str
    """On this site."""
    due: date | None = None


def address_of(name: str, *keys: int) -> str:
    """A page of the site; the front of one's own where there is none."""
    try:
        return reverse(name, args=keys)
    except NoReverseMatch:
        return reverse("mine")
