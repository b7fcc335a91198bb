"""An invented network in the site's own tables, and a table of freight for plain SQL."""

from datetime import date, timedelta

import numpy as np
import polars as pl
from django.db import connection, transaction

from jejaring.geography import national_freight
from jejaring.market.sample import sample_market
from jejaring.web.common.bulk import insert, now
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.trade.models import Listing
from jejaring.web.trade.models.stamp import Stamp

HOLDS = timedelta(days=180)
COOPERATIVE = {
    **dict.fromkeys(("nib", "npwp", "legal_number", "amendment_number", "form", "group", "address"), ""),
    "example": True,
    "by_hand": "[]",
    "version": 1,
}
LISTING = {"note": "", "state": "buka", "version": 1, "stamp": 1}


@transaction.atomic
def fill(cooperatives: int, listings: int, today: date) -> None:
    """Enter so many of both, in one transaction."""
    tables = sample_market(cooperatives, listings, months=1, seed=1)
    moment = now()
    members = tables["cooperatives"].with_row_index("key", 1)
    insert(
        Cooperative,
        members.select(
            pl.col("key").alias("id"), "name", "region", "type", "outside",
            *(pl.lit(value).alias(name) for name, value in COOPERATIVE.items()),
            pl.lit(moment).alias("entered"), pl.lit(moment).alias("changed"),
        ),
    )  # fmt: skip
    keys = members.select(pl.col("id").alias("cooperative"), pl.col("key").alias("cooperative_id"))
    rows = pl.concat([_rows(kind.value, tables[kind.value]) for kind in Listing.Kind])
    rows = rows.join(keys, on="cooperative", how="left", maintain_order="left").drop("cooperative")
    insert(
        Listing,
        rows.with_row_index("id", 1).with_columns(
            *(pl.lit(value).alias(name) for name, value in LISTING.items()),
            pl.lit(today + HOLDS).alias("expires"),
            pl.lit(moment).alias("entered"), pl.lit(moment).alias("changed"),
        ),
    )  # fmt: skip
    thing = pl.concat_str(
        "kind", pl.lit(":"), pl.when(pl.col("recipe") == "").then("commodity").otherwise("recipe")
    )
    insert(
        Stamp,
        rows.select(thing.alias("thing")).unique().sort("thing").with_columns(pl.lit(1).alias("number")),
    )


def enter_freight() -> None:
    """A table that plain SQL can join: rupiah per kg from every regency to every other."""
    freight = national_freight()
    codes = np.array(freight.regions)
    size = len(codes)
    whole = pl.DataFrame(
        {
            "origin": np.repeat(codes, size),
            "destination": np.tile(codes, size),
            "rupiah_per_kg": freight.rupiah_per_kg.ravel(),
        }
    ).filter(pl.col("rupiah_per_kg").is_finite())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE benchmark_freight (origin varchar(5), destination varchar(5), "
            "rupiah_per_kg double precision, PRIMARY KEY (origin, destination))"
        )
        cursor.execute("CREATE INDEX benchmark_freight_to ON benchmark_freight (destination, origin)")
        if connection.vendor == "postgresql":
            with cursor.copy("COPY benchmark_freight FROM STDIN") as copy:
                for row in whole.iter_rows():
                    copy.write_row(row)
        else:
            cursor.executemany("INSERT INTO benchmark_freight VALUES (%s, %s, %s)", whole.rows())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _rows(kind: str, table: pl.DataFrame) -> pl.DataFrame:
    """A market's table in the columns of the site's listings."""
    place = "origin" if kind == Listing.Kind.HAULAGE else "region"

    def text(name: str) -> pl.Expr:
        known = pl.col(name).fill_null("") if name in table.columns else pl.lit("")
        return known.alias(name)

    def number(name: str) -> pl.Expr:
        known = pl.col(name) if name in table.columns else pl.lit(None)
        return known.cast(pl.Float64).alias(name)

    return table.select(
        "cooperative", pl.lit(kind).alias("kind"), text("commodity"), text("recipe"),
        pl.col("quantity").cast(pl.Float64), pl.col("price").cast(pl.Float64).round(2), number("minimum"),
        pl.col(place).alias("region"), text("destination"), number("hours"),
    )  # fmt: skip
