"""Ask a question in a process of its own, on an empty database, and keep what it told.

The database is SQLite, or with `tools/with-postgres` that of the server.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.telling import circumstances


def on_postgres() -> bool:
    """Whether the database is PostgreSQL."""
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def asked_alone(module: str, numbers: list[int], given: argparse.Namespace) -> dict[str, Any]:
    """What `python -m module NUMBER ... FILE` told in the file, with the options and circumstances beside it.

    It is written to `given.out` as well.
    """
    with tempfile.TemporaryDirectory(prefix="jejaring-benchmark-") as folder:
        told_to = Path(folder) / "told.json"
        environment = {"JEJARING_DATA": folder, "DJANGO_SETTINGS_MODULE": "jejaring.web.settings"}
        subprocess.run(
            [sys.executable, "-m", module, *map(str, numbers), str(told_to)],
            env=os.environ | environment,
            check=True,
        )
        told = json.loads(told_to.read_text())
    told |= vars(given) | {"out": str(given.out), "database": "PostgreSQL" if on_postgres() else "SQLite"}
    told |= circumstances()
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return told
