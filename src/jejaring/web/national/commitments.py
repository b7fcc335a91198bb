"""How many cooperatives, in how many provinces, have committed: signed at least one agreement."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.core.cache import cache as kept
from django.db.models import Count
from django.db.models.functions import Substr
from django.utils import timezone

from jejaring.web.agreements.models import AgreementStep
from jejaring.web.cooperatives.models import Cooperative

KEPT_SECONDS = 300
PROVINCE = 2
"""Digits of a province's code."""


@dataclass(frozen=True)
class Beginning:
    """The figure before this site counted any."""

    on: date
    cooperatives: int
    provinces: int
    source: str


@dataclass(frozen=True)
class Commitments:
    """What the site counts on a day. Examples are counted apart: they are invented."""

    on: date
    cooperatives: int
    provinces: int
    examples: int
    by_province: tuple[tuple[str, int], ...]
    """Code of the province and cooperatives in it, most first; examples included."""


@cache
def beginning() -> Beginning:
    """As the press has it."""
    with (Path(__file__).parent / "beginning.toml").open("rb") as file:
        return Beginning(**tomllib.load(file)["commitments"])


def commitments() -> Commitments:
    """The count, at most five minutes old."""
    found: Commitments | None = kept.get("commitments")
    if found is None:
        found = _counted()
        kept.set("commitments", found, KEPT_SECONDS)
    return found


def _counted() -> Commitments:
    signed = AgreementStep.objects.filter(verb=AgreementStep.Verb.ACCEPTED).values("by")
    committed = Cooperative.objects.filter(pk__in=signed, outside=False).annotate(
        province=Substr("region", 1, PROVINCE)
    )
    real = committed.filter(example=False)
    by_province = committed.values_list("province").annotate(count=Count("pk")).order_by("-count", "province")
    return Commitments(
        on=timezone.localdate(),
        cooperatives=real.count(),
        provinces=real.values("province").distinct().count(),
        examples=committed.filter(example=True).count(),
        by_province=tuple(by_province),
    )
