"""What the site needs for the same register: upload, preview, import; then the same file again; then search.

A question is what a person might type for a cooperative: two words of its name and one of its place, every
other question with a letter wrong. `page` is the whole page of the directory, `search` the search alone,
`like` the same words, as typed, by SQL's LIKE over names alone.

site REGISTER TOLD
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import django
import numpy as np

QUESTIONS = 200
COLUMNS = {
    "name": "name",
    "nik": "nik",
    "legal_number": "legal_number",
    "legal_date": "legal_date",
    "form": "form",
    "type": "type",
    "group": "group",
    "address": "address",
    "region": "region",
    "meeting": "meeting_date",
    "certificate": "certificate_date",
    "men": "men",
    "women": "women",
}
"""The file's columns, and what each is to the importer."""


def main() -> None:
    """Import and search, and write what it took."""
    django.setup()
    from django.core.management import call_command

    call_command("prepare")
    told = _imported(Path(sys.argv[1])) | _searched()
    Path(sys.argv[2]).write_text(json.dumps(told))


def _imported(register: Path) -> dict[str, float]:
    from jejaring.web.accounts.models import Person
    from jejaring.web.cooperatives.actions import imports
    from jejaring.web.cooperatives.importing.run import begin, run
    from jejaring.web.cooperatives.models import Cooperative, Territory

    person = Person.objects.create_user(name="Koordinator Contoh", email="dinas@contoh.example")
    Territory.objects.create(person=person, region="", office="Dinas Contoh")
    data = register.read_bytes()
    clock = [_moment()]
    work = imports.upload(data, actor=person, name="r.csv", source="ODS", as_of=date(2025, 12, 31))
    clock.append(_moment())
    columns = {COLUMNS[heading]: at for at, heading in enumerate(work.headings)}
    imports.name_columns(work, columns, actor=person)
    clock.append(_moment())
    for _ in range(2):
        begin(work)
        run(work.pk)
        clock.append(_moment())
    work.refresh_from_db()
    rows = Cooperative.objects.count()
    if rows != work.rows or work.result["unchanged"] != rows:
        raise SystemExit(f"imported {rows} of {work.rows} rows; the second time {work.result}")
    steps = ("upload", "preview", "run", "again")
    told = {}
    for step, (seconds, of_cpu) in zip(steps, np.diff(clock, axis=0).tolist(), strict=True):
        told |= {step: seconds, f"{step}_cpu": of_cpu}
    return told


def _moment() -> tuple[float, float]:
    """By the clock, and of this process's work."""
    return time.perf_counter(), time.process_time()


def _searched() -> dict[str, dict[str, float]]:
    from django.test import Client

    from jejaring.web.cooperatives import search
    from jejaring.web.cooperatives.models import Cooperative

    client = Client(SERVER_NAME="localhost")

    def page(text: str, key: int) -> bool:
        return f"/koperasi/{key}/" in client.get("/koperasi/", {"cari": text}).content.decode()

    def alone(text: str, key: int) -> bool:
        found = search.find(Cooperative.objects.all(), text)
        return found is not None and key in found.keys

    def like(text: str, key: int) -> bool:
        rows = Cooperative.objects.all()
        for word in text.split():
            rows = rows.filter(name__icontains=word)
        return key in {each.pk for each in rows[:300]}

    asked = _questions()
    return {name: _timed(ask, asked) for name, ask in (("page", page), ("search", alone), ("like", like))}


def _questions() -> list[tuple[str, int]]:
    from jejaring.geography import region_name
    from jejaring.web.cooperatives.models import Cooperative

    rng = np.random.default_rng(11)
    keys = rng.choice(Cooperative.objects.count(), QUESTIONS, replace=False) + 1
    asked = []
    for number, key in enumerate(keys.tolist()):
        one = Cooperative.objects.order_by("pk")[key - 1]
        words = [*one.name.split()[2:], region_name(one.region[:5]).split()[1]]
        if number % 2:
            longest = max(range(len(words)), key=lambda at: len(words[at]))
            wrong = int(rng.integers(1, len(words[longest])))
            words[longest] = words[longest][:wrong] + words[longest][wrong + 1 :]
        asked.append(("koprasi " + " ".join(words), one.pk))
    return asked


def _timed(ask: Callable[[str, int], Any], asked: list[tuple[str, int]]) -> dict[str, float]:
    ask(*asked[0])  # the vocabulary and the templates are read once
    took, found = [], 0
    for text, key in asked:
        began = _moment()
        found += bool(ask(text, key))
        took.append(1000 * np.subtract(_moment(), began))
    told = {"found": found / len(asked)}
    for at, ending in enumerate(("", "_cpu")):
        quantiles = np.quantile(np.array(took)[:, at], [0.5, 0.95, 0.99]).tolist()
        told |= dict(zip((f"p50{ending}", f"p95{ending}", f"p99{ending}"), quantiles, strict=True))
    return told


if __name__ == "__main__":
    main()
