"""How things of the network are called in a document, and what they are called there when they come back."""

import hashlib
from datetime import datetime

from jejaring.web.agreements.models import Line

URN = "urn:jejaring"
RUPIAH = f"{URN}:commodity:IDR"
LONGEST_KEY = 18
"""Digits."""
DONE = {
    Line.Kind.GOODS: "transfer",
    Line.Kind.WORK: "produce",
    Line.Kind.STORAGE: "deliverService",
    Line.Kind.CARRIAGE: "move",
}
"""What is done by each kind of promise."""


def urn(kind: str, key: object) -> str:
    """The id of one thing."""
    return f"{URN}:{kind}:{key}"


def key_of(ref: str, kind: str) -> int:
    """The key in an id that this site gave, or could have given; 0, which nothing has, in another."""
    key = ref.removeprefix(f"{URN}:{kind}:")
    plain = key != ref and key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY
    return int(key) if plain else 0


def spec(commodity: str, recipe: str) -> str:
    """The id of what is given: a commodity, work by a recipe, or carriage."""
    if recipe:
        return urn("work", recipe)
    return urn("commodity", commodity) if commodity else urn("service", "haulage")


def spec_of(line: Line) -> str:
    """The same of a promise."""
    return spec(line.commodity, line.recipe if line.kind == Line.Kind.WORK else "")


def named(ref: str) -> tuple[str, str]:
    """Kind and name in the id of what is given; both empty in an id of another vocabulary."""
    kind, _colon, name = ref.removeprefix(f"{URN}:").partition(":")
    return (kind, name) if ref.startswith(f"{URN}:") else ("", "")


def mark_of(ref: str, created: datetime | None, *among: object) -> str:
    """What a thing of a document is known by once it is taken.

    Two sites give the same ids, but not at the same moment; `among`, keys of those whom it concerns, keeps
    others from taking its place.
    """
    said = [ref, created.isoformat() if created else "", *map(str, among)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
