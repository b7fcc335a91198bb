"""SIGKILL to server and worker at random moments, while a round runs and answers arrive; either database."""

import json
import random
import time

import pytest
from tests.web.killing.acts import ACTS, GOING_ON
from tests.web.killing.site import PATIENCE, Browser, Gone, Site, called, killed_at_last

LONGEST = 6.0
"""Seconds at most from one start to the next kill."""
KILLS = [pytest.param(2, id="2"), pytest.param(200, id="200", marks=pytest.mark.prove)]


@pytest.mark.parametrize("kills", KILLS)
def test_nothing_confirmed_is_lost_and_nothing_half_done(environment, tmp_path, kills):
    chance = random.Random(kills)
    file = tmp_path / "told.json"
    called(environment, "tests.web.killing.checks", "begin", str(file))
    confirmed: list[tuple[str, str]] = []
    with killed_at_last(Site(environment)) as site:
        people = {name: Browser(site, key) for name, key in json.loads(file.read_text()).items()}
        for _ in range(kills):
            site.start()
            acted(people, chance, confirmed, seconds=chance.uniform(0.1, LONGEST))
            site.kill()
        site.start()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and not at_rest(people["nation"], confirmed):
            acted(people, chance, confirmed, seconds=0.5, acts=ACTS if not confirmed else ACTS[1:])
        time.sleep(3)  # the jobs that tell of it
    file.write_text(json.dumps(confirmed))
    called(environment, "tests.web.killing.checks", "end", str(file))
    faults = json.loads(file.read_text())
    assert faults == []
    assert any(what.startswith("part") for what, _key in confirmed)


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
    """Whether every round is over and somebody has answered."""
    try:
        page = coordinator.get("/putaran/")
    except Gone:
        return False
    answered = any(what.startswith("part") for what, _key in confirmed)
    return bool(page) and answered and not GOING_ON.search(page)
