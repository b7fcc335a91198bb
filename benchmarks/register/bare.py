"""What the bare database needs: the register's own rows and dated facts into the site's own tables.

No checking, no matching, no words to search by, no audit trail: the rows lie ready in memory, PostgreSQL
takes them by COPY and SQLite by one prepared statement in one transaction, with the tables' own indexes.

bare REGISTER TOLD
"""

import json
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import django


def main() -> None:
    """Load, and write what it took."""
    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    call_command("migrate", verbosity=0)
    cooperatives, facts = _rows(Path(sys.argv[1]))
    connection.ensure_connection()
    started, worked = time.perf_counter(), time.process_time()
    with transaction.atomic(), connection.cursor() as cursor:
        for table, (columns, rows) in (
            ("cooperatives_cooperative", cooperatives),
            ("cooperatives_fact", facts),
        ):
            named = ", ".join(f'"{column}"' for column in columns)
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({marks})", rows)
    told = {"load": time.perf_counter() - started, "load_cpu": time.process_time() - worked}
    told |= {"rows": len(cooperatives[1]) + len(facts[1])}
    Path(sys.argv[2]).write_text(json.dumps(told))


def _rows(register: Path) -> tuple:
    import polars as pl

    now = datetime.now(UTC).isoformat()
    told = ("name", "nik", "legal_number", "legal_date", "form", "type", "group", "address", "region")
    rest = {
        **dict.fromkeys(("amendment_number", "nib", "npwp"), ""),
        "outside": False,
        "example": True,
        "by_hand": "[]",
        "entered": now,
        "changed": now,
        "version": 1,
    }
    frame = pl.read_csv(register, infer_schema=False)
    cooperatives = [
        (key, *row, *rest.values()) for key, row in enumerate(frame.select(told).iter_rows(), start=1)
    ]
    facts = []
    for key, row in enumerate(frame.iter_rows(named=True), start=1):
        legal, day = row["legal_date"], date(2025, 12, 31).isoformat()
        found = [("badan-hukum", legal, None, row["legal_number"])]
        if row["meeting"]:
            found.append(("rat", row["meeting"], int(row["meeting"][:4]) - 1, ""))
        if row["certificate"]:
            found.append(("sertifikat-nik", row["certificate"], None, ""))
        found += [("anggota-pria", day, int(row["men"]), ""), ("anggota-wanita", day, int(row["women"]), "")]
        facts += [(key, *each, "ODS", now) for each in found]
    return (
        (("id", *told, *rest), cooperatives),
        (("cooperative_id", "kind", "on", "value", "text", "source", "recorded"), facts),
    )


if __name__ == "__main__":
    main()
