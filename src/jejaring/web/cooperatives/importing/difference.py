"""What a batch of rows would change in the register, without changing it."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from django.db import connection

from jejaring.web.cooperatives.importing.read import ROW
from jejaring.web.cooperatives.models import Cooperative, Fact

FIELDS: dict[str, type[pl.DataType]] = {
    "name": pl.String,
    "nik": pl.String,
    "legal_number": pl.String,
    "legal_date": pl.Date,
    "amendment_number": pl.String,
    "amendment_date": pl.Date,
    "nib": pl.String,
    "npwp": pl.String,
    "form": pl.String,
    "type": pl.String,
    "group": pl.String,
    "address": pl.String,
    "region": pl.String,
    "latitude": pl.Float64,
    "longitude": pl.Float64,
}
TEXT = [name for name, dtype in FIELDS.items() if dtype is pl.String and name != "nik"]
"""Fields that are empty, never null, in the register."""


@dataclass(frozen=True)
class Difference:
    """What would be new, changed and disputed."""

    new: pl.DataFrame
    """ROW and all FIELDS, of cooperatives that the register does not have."""
    changed: pl.DataFrame
    """id, all FIELDS as they would be, and `was_name`, `was_group`, `was_region`."""
    changes: pl.DataFrame
    """id, field, ours, theirs: each value that would be replaced or filled in; as text."""
    disputed: pl.DataFrame
    """id, field, ours, theirs: each value that people set by hand and the file tells otherwise; as text."""
    agreed: pl.DataFrame
    """id, field: each value on which both agree."""
    new_facts: pl.DataFrame
    """id (null: of a new cooperative), ROW, kind, on, value, text."""
    changed_facts: pl.DataFrame
    """fact (its id), value, text."""
    unchanged: int
    """Rows that tell nothing new."""


def difference(rows: pl.DataFrame, facts: pl.DataFrame, source: str, lock: bool = False) -> Difference:
    """Compare matched rows and their facts with the register.

    Parameters
    ----------
    rows : pl.DataFrame
        As `match` gives them.
    facts : pl.DataFrame
        As `check` gives them; those of other rows are not looked at.
    source : str
        Only facts of the same source are compared: what others say stands beside.
    lock : bool, default False
        Whether nobody else may change these cooperatives until the transaction ends.
    """
    rows = _whole(rows)
    new, old = rows.filter(pl.col("id").is_null()), rows.filter(pl.col("id").is_not_null())
    present = _present(old.get_column("id").to_list(), lock)
    both = old.join(present, on="id", suffix="_now", maintain_order="left")
    changes: list[pl.DataFrame] = []
    disputed: list[pl.DataFrame] = []
    agreed: list[pl.DataFrame] = []
    final: list[pl.Expr] = []
    for name in FIELDS:
        theirs, ours = pl.col(name), pl.col(f"{name}_now")
        told = theirs.is_not_null() & (theirs != "" if FIELDS[name] is pl.String else True)
        empty = ours.is_null() | (ours == "" if FIELDS[name] is pl.String else False)
        same = (ours == theirs).fill_null(False)
        if name == "region":  # a wider place does not gainsay a narrower one
            same = same | ours.str.starts_with(theirs + ".").fill_null(False)
        kept = pl.col("by_hand").str.contains(f'"{name}"', literal=True) & ~empty
        for rule, found in (
            (told & ~same & ~kept, changes),
            (told & ~same & kept, disputed),
            (told & same, agreed),
        ):
            found.append(
                both.filter(rule).select(
                    "id", pl.lit(name).alias("field"), _text(ours, "ours"), _text(theirs, "theirs")
                )
            )
        final.append(pl.when(told & ~same & ~kept).then(theirs).otherwise(ours).alias(name))
    replaced = pl.concat(changes)
    changed = both.select(
        "id", *final, *(pl.col(f"{name}_now").alias(f"was_{name}") for name in ("name", "group", "region"))
    )
    changed = changed.join(replaced.select("id").unique(), on="id", how="semi")
    new_facts, changed_facts = _facts(rows.select(ROW, "id"), facts, source)
    touched = pl.concat(
        [
            replaced.get_column("id"),
            pl.concat(disputed).get_column("id"),
            new_facts.get_column("id"),
            changed_facts.get_column("id"),
        ]
    ).drop_nulls()
    return Difference(
        new=new.select(ROW, *FIELDS),
        changed=changed,
        changes=replaced,
        disputed=pl.concat(disputed),
        agreed=pl.concat(agreed).select("id", "field"),
        new_facts=new_facts,
        changed_facts=changed_facts,
        unchanged=old.height - touched.n_unique(),
    )


def _whole(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with every field; null: the file says nothing."""
    missing = [
        pl.lit(None, dtype=dtype).alias(name) for name, dtype in FIELDS.items() if name not in rows.columns
    ]
    return rows.with_columns(missing)


def _present(keys: Sequence[int], lock: bool) -> pl.DataFrame:
    """The register's own values of these cooperatives."""
    schema: dict[str, type[pl.DataType]] = {"id": pl.Int64, "by_hand": pl.String, **FIELDS}
    if not keys:
        return pl.DataFrame(schema=schema)
    columns = ", ".join(connection.ops.quote_name(name) for name in schema)
    rows = _among(f"SELECT {columns} FROM {Cooperative._meta.db_table} WHERE id IN", keys, lock)
    return pl.DataFrame(rows, schema=schema, orient="row")


def _facts(keys: pl.DataFrame, facts: pl.DataFrame, source: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    told = facts.join(keys, on=ROW, maintain_order="left")
    old = told.get_column("id").drop_nulls().unique().to_list()
    schema: dict[str, type[pl.DataType]] = {
        "fact": pl.Int64,
        "id": pl.Int64,
        "kind": pl.String,
        "on": pl.Date,
        "value": pl.Int64,
        "text": pl.String,
    }
    columns = "id, cooperative_id, kind, " + connection.ops.quote_name("on") + ", value, text"
    table = Fact._meta.db_table
    known = _among(
        f"SELECT {columns} FROM {table} WHERE source = %s AND cooperative_id IN", old, False, source
    )
    present = pl.DataFrame(known, schema=schema, orient="row")
    key = ["id", "kind", "on"]
    new = told.join(present, on=key, how="anti", maintain_order="left")
    both = told.join(present, on=key, suffix="_now", maintain_order="left")
    other = (pl.col("value").ne_missing(pl.col("value_now"))) | (pl.col("text") != pl.col("text_now"))
    return new, both.filter(other).select("fact", "id", "value", "text")


def _among(query: str, keys: Sequence[int], lock: bool, *values: str) -> list[tuple]:
    """Rows of a query that ends in IN: the keys are whole numbers and stand in it as they are."""
    if not keys:
        return []
    listed = ",".join(str(int(key)) for key in keys)
    ending = " ORDER BY id FOR UPDATE" if lock and connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"{query} ({listed}){ending}", list(values) or None)
        return cursor.fetchall()


def _text(value: pl.Expr, name: str) -> pl.Expr:
    return value.cast(pl.String).fill_null("").alias(name)
