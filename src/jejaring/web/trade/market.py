"""The open listings as a market for the planner, and a plan's listings back to the site's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl
from django.db.models import CharField, FloatField, QuerySet
from django.db.models.functions import Cast

from jejaring.geography import region_codes
from jejaring.market import Market, build_market
from jejaring.market.columns import TABLES
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.trade.models import Listing

AT_ONCE = 50_000
PROVINCE_LENGTH = 2
FIELDS = {
    "id": pl.Int64,
    "cooperative": pl.Int64,
    "kind": pl.String,
    "commodity": pl.String,
    "recipe": pl.String,
    "quantity": pl.Float64,
    "price": pl.Float64,
    "minimum": pl.Float64,
    "region": pl.String,
    "destination": pl.String,
    "hours": pl.Float64,
    "from": pl.String,
    "until": pl.String,
}


@dataclass(frozen=True)
class Snapshot:
    """A market made of listings."""

    market: Market
    left_out: tuple[int, ...]
    """Ids of listings that no market can hold: only their province is known, or their months are over."""


def market_of(listings: "QuerySet[Listing]", *, today: date) -> Snapshot:
    """The market of some listings; months before this one are left to the past.

    Parameters
    ----------
    listings : QuerySet of Listing
        Such as `Listing.objects.open_on(today)`.
    today : date
    """
    frame = _frame(listings)
    month = f"{today:%Y-%m}"
    regencies = pl.Series(sorted(region_codes("regency"))).implode()
    holds = pl.col("region").str.head(5).is_in(regencies) & (
        pl.col("until").is_null() | (pl.col("until") >= month)
    )
    holds &= (pl.col("kind") != Listing.Kind.HAULAGE) | pl.col("destination").str.head(5).is_in(regencies)
    left_out = frame.filter(~holds)["id"]
    frame = frame.filter(holds).with_columns(
        pl.when(pl.col("from") < month).then(pl.lit(month)).otherwise(pl.col("from")).alias("from"),
        pl.when(pl.col("minimum") > 0).then(pl.col("minimum")).alias("minimum"),
    )
    tables = {kind.value: _table(frame, kind.value) for kind in Listing.Kind}
    return Snapshot(
        build_market({"cooperatives": _cooperatives(frame), **tables}),
        tuple(left_out.to_list()),
    )


def listing_ids(names: Iterable[str]) -> list[int]:
    """The site's ids of a market's listings."""
    return [int(name) for name in names]


def _frame(listings: "QuerySet[Listing]") -> pl.DataFrame:
    rows = listings.order_by().annotate(
        quantity_=Cast("quantity", FloatField()),
        price_=Cast("price", FloatField()),
        minimum_=Cast("minimum", FloatField()),
        hours_=Cast("hours", FloatField()),
        from_=Cast("first_month", CharField()),
        until_=Cast("last_month", CharField()),
    )
    values = rows.values_list(
        "pk", "cooperative_id", "kind", "commodity", "recipe", "quantity_", "price_", "minimum_", "region",
        "destination", "hours_", "from_", "until_",
    )  # fmt: skip
    frames, batch = [pl.DataFrame(schema=FIELDS)], []
    for row in values.iterator(chunk_size=AT_ONCE):
        batch.append(row)
        if len(batch) == AT_ONCE:
            frames.append(pl.DataFrame(batch, schema=FIELDS, orient="row"))
            batch = []
    frames.append(pl.DataFrame(batch, schema=FIELDS, orient="row"))
    return pl.concat(frames).with_columns(pl.col("from", "until").str.head(len("2026-11")))


def _table(frame: pl.DataFrame, kind: str) -> pl.DataFrame:
    part = frame.filter(pl.col("kind") == kind).with_columns(pl.col("region").alias("origin"))
    return part.select(list(TABLES[kind]))


def _cooperatives(frame: pl.DataFrame) -> pl.DataFrame:
    """Those with a listing; one known by its province alone stands where one of its listings does."""
    known = dict(frame.select("cooperative", "region").iter_rows())
    rows = Cooperative.objects.order_by().values_list("pk", "name", "region", "type", "outside")
    if len(known) < AT_ONCE // 100:
        rows = rows.filter(pk__in=list(known))
    kept = [
        (pk, name, region if len(region) > PROVINCE_LENGTH else known[pk], type_, outside)
        for pk, name, region, type_, outside in rows.iterator(chunk_size=AT_ONCE)
        if pk in known
    ]
    schema = {
        "id": pl.Int64, "name": pl.String, "region": pl.String, "type": pl.String, "outside": pl.Boolean,
    }  # fmt: skip
    return pl.DataFrame(kept, schema=schema, orient="row")
