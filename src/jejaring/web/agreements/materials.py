"""Which deliveries to a cooperative may have gone into what it now sends."""

from functools import cache

import polars as pl

from jejaring.catalogue import shipped_catalogue
from jejaring.web.agreements.models import Commitment, Shipment

SHOWN = 12


def materials_for(commitment: Commitment) -> list[Shipment]:
    """What the giver received of goods that recipes turn into this one; of the same good, to pass it on.

    The newest first, at most `SHOWN`, those of the same agreement before others.
    """
    good = commitment.line.commodity
    if not good:
        return []
    received = Shipment.objects.filter(
        commitment__receiver=commitment.giver_id,
        commitment__line__commodity__in=[good, *inputs_of(good)],
        state__in=Shipment.COUNTED,
        accepted__gt=0,
    ).select_related("commitment__line", "commitment__giver")
    newest = list(received.order_by("-received_on", "-pk")[: 4 * SHOWN])
    newest.sort(key=lambda one: one.commitment.agreement_id != commitment.agreement_id)
    return newest[:SHOWN]


@cache
def inputs_of(good: str) -> tuple[str, ...]:
    """The commodities that some recipe of the catalogue turns into the good."""
    recipes = shipped_catalogue().recipes
    makes = recipes.filter((pl.col("commodity") == good) & (pl.col("quantity") > 0))["recipe"]
    inputs = recipes.filter(pl.col("recipe").is_in(makes.to_list()) & (pl.col("quantity") < 0))
    return tuple(inputs["commodity"].unique(maintain_order=True))
