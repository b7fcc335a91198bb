"""SIGKILL to the worker in the middle of an import: it goes on by itself, nothing is lost, nothing twice."""

import json
import random
import sqlite3
import time
from pathlib import Path

import psycopg
import pytest
from tests.web.killing.site import PATIENCE, Site, called, killed_at_last

LONGEST = 0.4
"""Seconds at most from a batch that is written to the kill."""
DONE = "selesai"
KILLS = [
    pytest.param(2, 21_000, id="2 kills"),
    pytest.param(20, 209_000, id="20 kills", marks=pytest.mark.prove),
]


@pytest.mark.parametrize(("kills", "rows"), KILLS)
def test_an_import_whose_worker_is_killed_goes_on_where_it_was(environment, tmp_path, kills, rows):
    chance = random.Random(kills)
    file = tmp_path / "told.json"
    called(environment, "tests.web.killing.importing", "begin", str(file), str(rows))
    hits = 0
    with killed_at_last(Site(environment)) as site:
        for _ in range(kills):
            before = come_to(environment)
            site.start_worker()
            if chance.random() < 0.7:  # in the middle of a batch, else at any moment
                waited_for(lambda before=before: come_to(environment) != before or before[0] == DONE)
            time.sleep(chance.uniform(0, LONGEST))
            hits += 0 < come_to(environment)[1] < rows
            site.kill()
        site.start_worker()
        waited_for(lambda: come_to(environment)[0] == DONE)
        time.sleep(1)  # the job says that it has ended
    called(environment, "tests.web.killing.importing", "end", str(file), str(rows))
    assert json.loads(file.read_text()) == []
    assert hits >= kills / 2


def waited_for(done):
    until = time.monotonic() + 4 * PATIENCE
    while not done():
        assert time.monotonic() < until
        time.sleep(0.02)


def come_to(environment) -> tuple[str, int]:
    """State of the import, and how many rows it has written."""
    asked = "SELECT state, done FROM cooperatives_registerimport"
    address = environment.get("DATABASE_URL", "")
    if address.startswith("postgres"):
        with psycopg.connect(address) as connection:
            return connection.execute(asked).fetchone()
    connection = sqlite3.connect(Path(environment["JEJARING_DATA"]) / "jejaring.sqlite3", timeout=PATIENCE)
    try:
        return connection.execute(asked).fetchone()
    finally:
        connection.close()
