"""Plan the site's listings and publish what is proven."""

from decimal import Decimal
from typing import Any

import polars as pl
from django.db import transaction

from jejaring.language.rounding import round_to_sum
from jejaring.market import Market
from jejaring.planning import Plan, verify
from jejaring.web.common.audit import record
from jejaring.web.rounds.models import PlannedListing, PublishedPlan
from jejaring.web.trade.models import Listing

BATCH = 2000


class NotProven(RuntimeError):
    """The plan did not verify, so it is not published."""


@transaction.atomic
def publish(market: Market, plan: Plan, *, actor: Any) -> PublishedPlan:
    """Publish a plan of listings whose ids in the market are their keys on the site.

    Raises
    ------
    NotProven
        When the plan does not verify.
    """
    if not verify(market, plan):
        raise NotProven("a plan that does not verify is not published")
    counts = plan.counts
    published = PublishedPlan.objects.create(
        market_hash=plan.market_hash,
        surplus=round(plan.surplus),
        listings=counts["listings"],
        used=counts["listings_used"],
        cooperatives_gaining=counts["cooperatives_gaining"],
        chains=counts["chains"],
        solver=plan.solver,
    )
    PlannedListing.objects.bulk_create(lines_of(plan, published), batch_size=BATCH)
    record("plan.published", published, actor=actor, market=plan.market_hash, surplus=published.surplus)
    market.write(published.folder / "market")
    plan.write(published.folder / "plan", replace=True)
    return published


def lines_of(plan: Plan, published: PublishedPlan) -> list[PlannedListing]:
    """One line for every listing of the plan, its months taken together."""
    used = pl.col("level").sum()
    paid = (pl.col("level") * pl.col("price")).sum()
    lines = (
        plan.levels.group_by("listing", maintain_order=True)
        .agg(
            level=used,
            price=pl.when(used > 0).then(paid / used).otherwise(pl.col("price").mean()),
            gain=pl.col("gain").sum(),
        )
        .with_columns(listing=pl.col("listing").cast(pl.Int64))
    )
    owners = dict(Listing.objects.values_list("pk", "cooperative"))
    gains = round_to_sum(lines["gain"].to_numpy())
    return [
        PlannedListing(
            plan=published,
            listing_id=listing,
            cooperative_id=owners[listing],
            level=Decimal(f"{level:.3f}"),
            price=Decimal(f"{price:.2f}"),
            gain=int(gain),
        )
        for (listing, level, price, _), gain in zip(lines.iter_rows(), gains, strict=True)
    ]
