"""Which cooperative of the register each row is of: by NIK, else by the same name in the same place."""

import polars as pl
from django.db import connection
from django.utils.translation import gettext as _

from jejaring.web.cooperatives.importing.check import ERRORS, error_rows
from jejaring.web.cooperatives.importing.read import ROW
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.cooperatives.models.territory import Territory

KEYS = {"id": pl.Int64, "nik": pl.String, "name": pl.String, "region": pl.String}


def register_keys() -> pl.DataFrame:
    """What every cooperative of the register is known by: id, nik, name, region."""
    table = connection.ops.quote_name(Cooperative._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, nik, name, region FROM {table}")
        return pl.DataFrame(cursor.fetchall(), schema=KEYS, orient="row")


def match(rows: pl.DataFrame, keys: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Name each row's cooperative.

    Parameters
    ----------
    rows : pl.DataFrame
        ROW, name, nik, region and more.
    keys : pl.DataFrame
        As of `register_keys`.

    Returns
    -------
    rows : pl.DataFrame
        With `id` (null: a new cooperative), `id_region` (where the register has it) and `by` ("nik",
        "name" or null). Rows that may be several cooperatives are left out.
    errors : pl.DataFrame
        Those left out.
    """
    if keys.is_empty():
        nothing = {"id": pl.Int64, "id_region": pl.String, "by": pl.String}
        return rows.with_columns(pl.lit(None, dtype=dtype).alias(name) for name, dtype in nothing.items()), (
            pl.DataFrame(schema=ERRORS)
        )
    known = keys.rename({"region": "id_region", "name": "id_name"})
    by_nik = rows.join(known.drop_nulls("nik").drop("id_name"), on="nik", how="left", maintain_order="left")
    named = _by_name(by_nik.filter(pl.col("id").is_null()).drop("id", "id_region"), known)
    several = named.filter(pl.col("id").len().over(ROW) > 1)
    again = named.filter(~pl.col(ROW).is_in(several.get_column(ROW).unique().implode()))
    # One cooperative, several rows: the first is it.
    again = again.unique("id", keep="first", maintain_order=True)
    again = again.filter(~pl.col("id").is_in(by_nik.get_column("id").drop_nulls().implode()))
    found = (
        by_nik.join(again, on=ROW, how="left", suffix="_named", maintain_order="left")
        .with_columns(
            by=pl.when(pl.col("id").is_not_null())
            .then(pl.lit("nik"))
            .when(pl.col("id_named").is_not_null())
            .then(pl.lit("name"))
        )
        .with_columns(id=pl.coalesce("id", "id_named"), id_region=pl.coalesce("id_region", "id_region_named"))
        .drop("id_named", "id_region_named")
    )
    doubtful = several.unique(ROW)
    problem = _("Beberapa koperasi bernama sama di tempat ini. Isi NIK-nya supaya jelas yang mana.")
    errors = error_rows(rows.join(doubtful, on=ROW, how="semi"), "name", pl.col("name"), problem, fatal=True)
    return found.join(doubtful, on=ROW, how="anti", maintain_order="left"), errors


def _by_name(rows: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """ROW, id, id_region: every cooperative with the same name in the same place and no other NIK."""
    here = rows.filter(pl.col("region").is_not_null()).select(
        ROW, "nik", "region", _key("name"), pl.col("region").str.head(5).alias("regency")
    )
    there = known.select(
        "id",
        "id_region",
        pl.col("nik").alias("id_nik"),
        _key("id_name"),
        pl.col("id_region").str.head(5).alias("regency"),
    )
    both = here.join(there, on=["key", "regency"], maintain_order="left")
    inside = (
        (pl.col("region") == pl.col("id_region"))
        | pl.col("region").str.starts_with(pl.col("id_region") + ".")
        | pl.col("id_region").str.starts_with(pl.col("region") + ".")
    )
    other = pl.col("nik").is_not_null() & pl.col("id_nik").is_not_null()
    return both.filter(inside & ~other).select(ROW, "id", "id_region")


def _key(name: str) -> pl.Expr:
    """A name without capitals, blanks and marks."""
    return pl.col(name).str.to_lowercase().str.replace_all(r"[^a-z0-9]+", "").alias("key")


def outside(rows: pl.DataFrame, territories: list[Territory]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Leave out what the person may not write: rows outside their territory, new ones of no known place."""
    fatal = []
    homeless = pl.col("id").is_null() & pl.col("region").is_null()
    problem = _("Tempatnya tidak diisi, jadi koperasi baru ini tidak dapat dicatat.")
    fatal.append(error_rows(rows.filter(homeless), "region", pl.lit(""), problem, fatal=True))
    rows = rows.filter(~homeless)
    codes = [territory.region for territory in territories]
    if "" not in codes:
        mine = _within("region", codes) & _within("id_region", codes)
        problem = _("Di luar wilayah tugas Anda.")
        fatal.append(
            error_rows(rows.filter(~mine), "region", pl.coalesce("region", "id_region"), problem, True)
        )
        rows = rows.filter(mine)
    return rows, pl.concat(fatal)


def _within(column: str, codes: list[str]) -> pl.Expr:
    place = pl.col(column)
    inside = pl.lit(False)
    for code in codes:
        inside = inside | (place == code) | place.str.starts_with(code + ".")
    return place.is_null() | inside
