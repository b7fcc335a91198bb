"""SIGKILL to server and worker at random moments, while rounds run, answers arrive and deliveries are entered
and paid; either database."""

import json
import os
import random
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.web.killing.acts import ACTS, DELIVERIES, GOING_ON, ROUNDS
from tests.web.killing.people import Browser
from tests.web.killing.site import PATIENCE, Gone, Site, called, killed_at_last

LONGEST = 4.0
"""Seconds at most from one start to the next kill."""
QUICK = 0.7
"""Seconds in which the site starts; where it takes longer, kills are as much further apart."""
PIECES = 4
"""The proof in so many parts, each with its own seed and a site of its own."""
KILLS = [
    pytest.param(2, 2, id="2"),
    *(pytest.param(50, 100 + part, id=f"50-{part}", marks=pytest.mark.prove) for part in range(PIECES)),
]
WANTED = {"part diterima", "signed", "sent", "received", "cocok", "paid", "came"}
"""What has to have happened, if only after the last kill."""
TOLD_IN = "JEJARING_KILLS"
"""Names, in the environment, a file to which a line is added about each part that ran."""


@pytest.mark.parametrize(("kills", "seed"), KILLS)
def test_nothing_confirmed_is_lost_and_nothing_half_done(environment, tmp_path, kills, seed):
    chance = random.Random(seed)
    file = tmp_path / "told.json"
    called(environment, "tests.web.killing.checks", "begin", str(file))
    confirmed: list[tuple[str, ...]] = []
    starting = 0.0
    with killed_at_last(Site(environment)) as site:
        people = {name: Browser(site, key) for name, key in json.loads(file.read_text()).items()}
        for _ in range(kills):
            begun = time.monotonic()
            site.start()
            took = time.monotonic() - begun
            starting += took
            slower = max(took / QUICK, 1.0)
            acted(people, chance, confirmed, seconds=chance.uniform(0.1, LONGEST) * slower)
            site.kill()
        site.start()
        until = time.monotonic() + 8 * PATIENCE
        while time.monotonic() < until and not at_rest(people["nation"], confirmed):
            acts = [*ROUNDS[1:], *DELIVERIES] if all_done(confirmed) else ACTS
            acted(people, chance, confirmed, seconds=0.5, acts=acts)
        called(environment, "tests.web.killing.checks", "rest", str(file))
    broken = [page for each in people.values() for page in each.broken]
    file.write_text(json.dumps(confirmed))
    called(environment, "tests.web.killing.checks", "end", str(file))
    faults = json.loads(file.read_text())
    told(environment, kills, seed, confirmed, broken, faults, starting)
    assert faults == []
    assert broken == []
    assert all_done(confirmed), confirmed


def acted(people, chance, confirmed, *, seconds, acts=ACTS):
    """Let people do what they can for so long, or until the site is gone."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            said = chance.choice(acts)(people, chance)
        except Gone:
            time.sleep(0.05)
            continue
        if said is not None:
            confirmed.append(said)


def at_rest(coordinator, confirmed):
    """Whether everything was done at least once, and every round is over."""
    if not all_done(confirmed):
        return False
    try:
        page = coordinator.get("/putaran/")
    except Gone:
        return False
    return bool(page) and not GOING_ON.search(page)


def all_done(confirmed):
    return {what[0] for what in confirmed} >= WANTED


def told(environment, kills, seed, confirmed, broken, faults, starting):
    """Add what came of it to a file, for those who run it in parts."""
    if TOLD_IN not in os.environ:
        return
    row = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "database": environment.get("DATABASE_URL", "sqlite").partition(":")[0],
        "kills": kills,
        "seed": seed,
        "confirmed": Counter(what[0] for what in confirmed),
        "seconds to start": round(starting, 1),
        "faults": faults,
        "broken": broken,
    }
    with Path(os.environ[TOLD_IN]).open("a") as file:
        file.write(json.dumps(row) + "\n")
