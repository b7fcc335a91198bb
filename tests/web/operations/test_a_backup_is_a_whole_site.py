"""The restore drill: a site kept while it is written to, and made again on a machine with nothing."""

import csv
import re
import sqlite3
import threading
import zipfile
from contextlib import closing, suppress
from io import BytesIO, StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.urls import reverse
from tests import shares
from tests.web.network import ROLES
from tests.web.prepared import FILE, ON_POSTGRES, SERVER

from jejaring.web.operations.backup import make_backup, restore_backup
from jejaring.web.operations.backup.engine import engine_of_site

pytestmark = pytest.mark.usefixtures("site")
CHANGING = re.compile(
    r'((?:csrfmiddlewaretoken|once|token)" value="|nonce=")[^"]+'
    r"|(DTSTAMP:)\S+|()\d+\s(?:detik|menit) yang lalu"
)
"""What is drawn anew for every page, and what tells the time."""
WHEN = "docProps/core.xml"
"""Tells when a workbook was written."""
TABLE = Path(__file__).parents[1] / "urls_and_roles.csv"


@pytest.fixture(scope="module")
def kept(site, tmp_path_factory):
    """Its backup, the hashes of its tables at that time, and what it serves from then on."""
    _machine, net = site
    clients = {role: net.client(role) for role in (ROLES if shares.whole else ("chair",))}
    pages_for(net, clients, only=".pdf")  # papers are kept as they were first set
    before = hashes()
    path = tmp_path_factory.mktemp("kept") / "site.zip"
    said = StringIO()
    call_command("backup", str(path), stdout=said, stderr=StringIO())
    assert "terperiksa" in said.getvalue()
    return path, clients, before, pages_for(net, clients)


def pages_for(net, clients, only=""):
    with TABLE.open() as file:
        rows = [row for row in csv.DictReader(file) if row["method"] == "get"]
    pages = {}
    for row in rows if shares.whole else rows[::4]:
        for role, client in clients.items():
            if row[role] == "page":
                address = reverse(row["url"], kwargs=net.keys.get(row["url"], {}))
                if only not in address:
                    continue
                answer = client.get(address)
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                pages[row["url"], role] = (answer.status_code, lasting(body))
    return pages


def lasting(body):
    """What of a page or file is the same whenever it is asked for."""
    if not zipfile.is_zipfile(BytesIO(body)):
        return CHANGING.sub(r"\1\2\3", body.decode(errors="replace"))
    with zipfile.ZipFile(BytesIO(body)) as parts:
        return {name: parts.read(name) for name in parts.namelist() if name != WHEN}


def hashes():
    with engine_of_site().snapshot() as snapshot:
        return snapshot.tables()


def test_a_site_made_again_serves_the_same_pages_from_the_same_rows(site, kept, empty):
    machine, net = site
    path, clients, before, pages = kept
    assert sum(table.rows for table in before.values()) > 500
    photos = sorted(each.relative_to(machine.folder) for each in (machine.folder / "media").rglob("*.*"))
    assert photos
    with empty.used():
        said = StringIO()
        call_command("restore", str(path), stdout=said, stderr=StringIO())
        assert "semua sama" in said.getvalue()
        assert hashes() == before
        again = pages_for(net, clients)
        assert [key for key in pages if again[key] != pages[key]] == []
        with pytest.raises(DatabaseError, match="only ever added to"), connection.cursor() as cursor:
            cursor.execute("UPDATE agreements_agreementstep SET verb = verb")
    for photo in photos:
        assert (empty.folder / photo).read_bytes() == (machine.folder / photo).read_bytes()


def test_what_is_written_meanwhile_is_there_whole_or_not_at_all(site, empty, tmp_path):
    machine, _net = site
    ended, begun = threading.Event(), threading.Event()
    wrote, other = [], beside(machine)

    def write():
        """Two rows and a file at a time; the file first, as uploads are kept."""
        with closing(other):
            other.execute("CREATE TABLE pair (n integer PRIMARY KEY)")
            other.commit()
            while not ended.is_set():
                n = 2 * len(wrote)
                (machine.folder / "media" / f"{n}.txt").write_text(str(n))
                other.execute(f"INSERT INTO pair VALUES ({n})")
                other.execute(f"INSERT INTO pair VALUES ({n + 1})")
                other.commit()
                wrote.append(n)
                begun.set()
            other.execute("DROP TABLE pair")
            other.commit()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert begun.wait(30)
        first = len(wrote)
        made = make_backup(tmp_path / "busy.zip")
        last = len(wrote)
    finally:
        ended.set()
        writer.join()
    rows = made.manifest.tables["pair"].rows
    assert 2 * first <= rows <= 2 * last
    assert rows % 2 == 0
    assert {f"media/{n}.txt" for n in wrote[: rows // 2]} <= set(made.manifest.files)
    with empty.used():
        restore_backup(made.path)
        assert hashes() == made.manifest.tables


def beside(machine):
    """A connection of another program's."""
    if ON_POSTGRES:
        return psycopg.connect(SERVER, dbname=machine.database)
    return sqlite3.connect(machine.folder / FILE, timeout=30, check_same_thread=False)


def test_older_backups_go_when_there_are_enough(tmp_path):
    for day in ("20260101", "20260102", "20260103"):
        (tmp_path / f"jejaring-{day}-010203.zip").write_text("")
    (tmp_path / "other.zip").write_text("")
    with suppress(zipfile.BadZipFile):
        call_command("backup", str(tmp_path), keep=2, stdout=StringIO(), stderr=StringIO())
    left = sorted(path.name for path in tmp_path.iterdir())
    assert len(left) == 3
    assert left[0] == "jejaring-20260103-010203.zip"
    assert left[2] == "other.zip"
