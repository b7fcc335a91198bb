"""What a page costs the processor by itself: the pages of the load, asked one after another in one process.

`JEJARING_DATA=FOLDER python -m benchmarks.load.cost`, where FOLDER was made by
`jejaring-site demo --unplanned` and `python -m benchmarks.crowd.people 100 FOLDER/sessions.json`.
"""

import json
import os
import random
import time
from pathlib import Path

import django

from benchmarks.crowd.visits import PAGES, asked
from benchmarks.telling import circumstances

FORM = "application/x-www-form-urlencoded"
WARM, MEASURED = 150, 300


def main() -> None:
    """Warm up, ask, tell milliseconds of CPU by kind of page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jejaring.web.settings")
    django.setup()
    from django.conf import settings
    from django.test import Client

    from jejaring.web.server import post_worker_init

    settings.ALLOWED_HOSTS = ["*"]
    post_worker_init(None)
    people = json.loads((Path(os.environ["JEJARING_DATA"]) / "sessions.json").read_text())
    client, chance = Client(), random.Random(2)
    took: dict[str, list[float]] = {}
    for number, kind in enumerate(chance.choices(list(PAGES), list(PAGES.values()), k=WARM + MEASURED)):
        person = chance.choice(people)
        client.cookies["sessionid"] = person["session"]
        _method, path, body = asked(kind, person, chance)
        began = time.process_time()
        answer = client.post(path, body, content_type=FORM) if body else client.get(path)
        if answer.status_code != (302 if body else 200):
            raise SystemExit(f"{kind} {path}: {answer.status_code}")
        if number >= WARM:
            took.setdefault(kind, []).append(1000 * (time.process_time() - began))
    everything = [each for part in took.values() for each in part]
    for kind, part in [("all", everything), *took.items()]:
        print(f"{kind:<10} {sum(part) / len(part):.1f} ms of CPU, {len(part)} pages")
    print(circumstances())


if __name__ == "__main__":
    main()
