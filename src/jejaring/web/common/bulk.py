"""Many rows into a table at once, as fast as the database takes them.

PostgreSQL takes them by COPY, SQLite by one prepared statement. Values are trusted: the caller has checked
them.
"""

from datetime import UTC, datetime

import polars as pl
from django.db import connection, models


def insert(model: type[models.Model], rows: pl.DataFrame) -> None:
    """Insert a frame whose columns are named as the table's."""
    if rows.is_empty():
        return
    table, columns = connection.ops.quote_name(model._meta.db_table), ", ".join(map(_quoted, rows.columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN (FORMAT csv, NULL '\\N')") as copy:
                copy.write(rows.write_csv(include_header=False, null_value="\\N", quote_style="non_numeric"))
        else:
            marks = ", ".join(["%s"] * rows.width)
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", _plain(rows).rows())


def update(model: type[models.Model], rows: pl.DataFrame, key: str = "id") -> None:
    """Write the frame's columns into the rows with these keys."""
    if rows.is_empty():
        return
    table = connection.ops.quote_name(model._meta.db_table)
    changed = [name for name in rows.columns if name != key]
    assignments = ", ".join(f"{_quoted(name)} = %s" for name in changed)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET {assignments} WHERE {_quoted(key)} = %s",
            _plain(rows.select(*changed, key)).rows(),
        )


def new_keys(model: type[models.Model], count: int) -> pl.Series:
    """Primary keys that no other transaction will take; call it inside the transaction that uses them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return pl.Series("id", [key for (key,) in cursor.fetchall()], dtype=pl.Int64)
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
    return pl.int_range(last + 1, last + 1 + count, eager=True, dtype=pl.Int64).alias("id")


def now() -> datetime:
    """This moment, as a frame can hold it."""
    return datetime.now(UTC)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _plain(rows: pl.DataFrame) -> pl.DataFrame:
    """Days and moments as SQLite keeps them: text."""
    if connection.vendor == "postgresql":
        return rows
    return rows.with_columns(
        pl.col(pl.Date).dt.strftime("%Y-%m-%d"), pl.col(pl.Datetime).dt.strftime("%Y-%m-%d %H:%M:%S%.6f")
    )
