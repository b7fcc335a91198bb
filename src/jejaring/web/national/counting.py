"""What the register and the agreements say at this moment, cooperative by cooperative. Shown to nobody."""

from collections.abc import Iterable
from typing import Any

import polars as pl
from django.db.models import Count, F, Sum
from django.db.models.functions import Substr

from jejaring.web.agreements.models import Agreement, AgreementStep, Commitment, Party
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.national.cells import REGENCY
from jejaring.web.national.draft import MEASURES, STANDING
from jejaring.web.national.models import Counted

SIGNED = (*Agreement.BINDING, Agreement.State.COMPLETED)
"""The states of an agreement that all have signed."""


def only_examples() -> bool:
    """Whether nobody real is in the register, as on a site to try things out."""
    return not Cooperative.objects.filter(outside=False, example=False).exists()


def register(example: bool) -> dict[str, int]:
    """Regency, or province where no more is known -> cooperatives there."""
    there = Cooperative.objects.filter(outside=False, example=example).order_by()
    counted = there.values_list(Substr("region", 1, REGENCY)).annotate(count=Count("pk"))
    return dict(counted)


def standing(example: bool) -> pl.DataFrame:
    """What stands (`STANDING`): a row for each cooperative that has signed, gives, or was served."""
    who = {"outside": False, "example": example}
    accepted = AgreementStep.objects.filter(verb=AgreementStep.Verb.ACCEPTED, **_of("by", who))
    first = Party.objects.filter(number=1, agreement__state__in=SIGNED, **_of("cooperative", who))
    promised = Commitment.objects.exclude(state=Commitment.State.CANCELLED)
    goods = promised.filter(line__kind=Commitment.Kind.GOODS, delivered_on__isnull=False)
    found: dict[str, Iterable[tuple[int, Any]]] = {
        "committed": ((key, 1) for key in accepted.order_by().values_list("by", flat=True).distinct()),
        "agreements": first.order_by().values_list("cooperative").annotate(n=Count("pk")),
        "value": promised.filter(**_of("giver", who))
        .order_by()
        .values_list("giver")
        .annotate(n=Sum("line__total")),
        "needs": goods.filter(**_of("receiver", who))
        .order_by()
        .values_list("receiver")
        .annotate(n=Count("pk")),
    }
    counts = {each: {key: int(number) for key, number in rows} for each, rows in found.items()}
    keys = sorted(set().union(*counts.values()))
    regions = _regions(example) if keys else {}
    columns: dict[str, list[Any]] = {"cooperative": keys, "region": [regions[key] for key in keys]}
    columns |= {each: [counts[each].get(key, 0) for key in keys] for each in MEASURES}
    return pl.DataFrame(columns, schema=STANDING)


def counted_before() -> pl.DataFrame:
    """What earlier releases counted; `region` is left out."""
    rows = Counted.objects.values_list("cooperative", *MEASURES)
    schema = {name: kind for name, kind in STANDING.items() if name != "region"}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def _of(side: str, who: dict[str, bool]) -> dict[str, bool]:
    return {f"{side}__{name}": value for name, value in who.items()}


def _regions(example: bool) -> dict[int, str]:
    """Key of every cooperative that is a party to anything -> where it lies."""
    parties = Cooperative.objects.filter(outside=False, example=example, parties__isnull=False)
    return dict(parties.order_by().values_list("pk").annotate(where=Substr(F("region"), 1, REGENCY)))
