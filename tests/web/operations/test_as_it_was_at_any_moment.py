"""The recipe of docs/production.md, with its own files: the database of a moment between two backups."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from tests.web.operations.cluster import Cluster, as_user, folder_of_its_own

from jejaring.web.operations.backup.postgresql import _hashed

pytestmark = [
    pytest.mark.prove,
    pytest.mark.skipif(os.environ.get("DATABASE_URL", "") != "", reason="it has servers of its own"),
]
DEPLOY = Path(__file__).parents[3] / "deploy" / "postgresql"


def test_what_was_destroyed_is_there_again_as_it_was_at_that_moment(tmp_path):
    with folder_of_its_own() as folder:
        archive, base, again = folder / "archive", folder / "base", folder / "again"
        archive.mkdir()
        if user := as_user():
            os.chown(archive, user["user"], user["group"])
        first = Cluster(folder, folder / "first")
        first.make((DEPLOY / "archive.conf").read_text().replace("ARCHIVE", str(archive)))
        first.start()
        try:
            environment = os.environ | {"DATABASE_URL": first.address, "JEJARING_DATA": str(tmp_path)}
            subprocess.run([sys.executable, "-m", "jejaring.web", "prepare"], env=environment, check=True)
            base_copy = [first.programs / "pg_basebackup", "-D", base, "-X", "none", "-c", "fast"]
            first.run(*base_copy, "-h", "127.0.0.1", "-p", first.port, "-U", "jejaring")
            with psycopg.connect(first.address, autocommit=True) as site:
                for n in range(100):
                    site.execute("INSERT INTO common_workerbeat VALUES (%s, now(), '', 0)", [str(n)])
                kept = _hashed(site)
                time.sleep(0.2)
                (moment,) = site.execute("SELECT now()::text").fetchone()
                time.sleep(0.2)
                site.execute("DELETE FROM common_workerbeat")
                site.execute(
                    "DROP TABLE trade_price_guide CASCADE" if "trade_price_guide" in kept else "SELECT 1"
                )
                archived(site)
        finally:
            first.stop(signal.SIGQUIT)
        subprocess.run([DEPLOY / "as-it-was", base, archive, moment, again], check=True, **as_user())
        second = Cluster(folder, again)
        second.start()
        try:
            until = time.monotonic() + 60
            with psycopg.connect(second.address, autocommit=True) as site:
                while site.execute("SELECT pg_is_in_recovery()").fetchone()[0]:
                    assert time.monotonic() < until, (folder / "log").read_text()
                    time.sleep(0.1)
                assert _hashed(site) == kept
                site.execute("INSERT INTO common_workerbeat VALUES ('after', now(), '', 0)")
        finally:
            second.stop()


def archived(site):
    """Until the last change is copied aside."""
    (last,) = site.execute("SELECT pg_walfile_name(pg_current_wal_lsn())").fetchone()
    site.execute("SELECT pg_switch_wal()")
    until = time.monotonic() + 60
    while True:
        (done,) = site.execute("SELECT last_archived_wal FROM pg_stat_archiver").fetchone()
        if (done or "") >= last:
            return
        assert time.monotonic() < until
        time.sleep(0.1)
