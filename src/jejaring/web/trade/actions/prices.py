"""Keep a plan's prices, to be shown beside price fields."""

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
from django.db import transaction

from jejaring.planning import Plan
from jejaring.web.common import audit
from jejaring.web.trade.models import PriceGuide

BATCH = 2_000


@transaction.atomic
def publish_prices(*, actor: Any, plan: Plan, as_of: date) -> int:
    """Take over a plan's prices, in place of an earlier plan's; how many there are.

    Of each commodity and region the price of the first period that has one. What is worth nothing, or is not
    to be had, says nothing and is left out.
    """
    prices = (
        plan.prices.filter(pl.col("price").is_finite() & (pl.col("price") > 0))
        .sort("period")
        .unique(["commodity", "region"], keep="first", maintain_order=True)
    )
    PriceGuide.objects.all().delete()
    guides = PriceGuide.objects.bulk_create(
        (
            PriceGuide(commodity=commodity, region=region, price=Decimal(str(round(price, 2))), as_of=as_of)
            for commodity, region, price in prices.select("commodity", "region", "price").iter_rows()
        ),
        batch_size=BATCH,
    )
    if guides:
        audit.record("prices.published", guides[0], actor=actor, plan=plan.digest, prices=len(guides))
    return len(guides)
