"""What each person opens, and how long it took them from asking to the last byte."""

import http.client
import random
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

import numpy as np

TOKEN = "c" * 32
"""What a browser sends back as proof that a form is the site's own."""
PATIENCE = 60
PAGES: dict[str, int] = {
    "mine": 4,
    "market": 5,
    "directory": 3,
    "listing": 3,
    "partners": 3,
    "line": 2,
    "write": 1,
}
"""Kinds of page, and how often of a time."""
WORDS = ("koprasi susu", "tani makmur bandung", "koperasi contoh garut", "nelayan")
GOODS = ("beras", "kulit-tersamak", "kopi", "jagung")


@dataclass
class Found:
    """What the visits came to."""

    took: dict[str, list[float]] = field(default_factory=dict)
    """Milliseconds by kind of page."""
    faults: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many pages came back."""
        return sum(map(len, self.took.values()))

    @property
    def quantiles(self) -> dict[str, dict[str, float]]:
        """p50, p95 and p99 of each kind, and of all."""
        parts = {"all": [each for part in self.took.values() for each in part], **self.took}
        return {
            name: dict(zip(("p50", "p95", "p99"), np.quantile(part, [0.5, 0.95, 0.99]).tolist(), strict=True))
            for name, part in parts.items()
            if part
        }


def visit_all(
    address: str, people: Sequence[Mapping[str, Any]], *, visits: int, reading: float, seed: int
) -> Found:
    """Let everybody visit at once, each `visits` pages with `reading` seconds between them on average."""
    with ThreadPoolExecutor(len(people)) as crowd:
        each = [
            crowd.submit(_visit, address, person, visits, reading, random.Random(f"{seed}-{number}"))
            for number, person in enumerate(people)
        ]
    together = Found()
    for found in (one.result() for one in each):
        together.faults += found.faults
        for name, part in found.took.items():
            together.took.setdefault(name, []).extend(part)
    return together


def _visit(
    address: str, person: Mapping[str, Any], visits: int, reading: float, chance: random.Random
) -> Found:
    found = Found()
    time.sleep(chance.uniform(0, reading))
    for kind in chance.choices(list(PAGES), list(PAGES.values()), k=visits):
        method, path, body = asked(kind, person, chance)
        headers = {"Cookie": f"sessionid={person['session']}; csrftoken={TOKEN}", "Accept-Encoding": "gzip"}
        if body:
            headers |= {"X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
        began = time.perf_counter()
        line = http.client.HTTPConnection(address, timeout=PATIENCE)  # after reading, a kept one is gone
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            answer.read()
            expected = 302 if body else 200
            if answer.status == expected:
                found.took.setdefault(kind, []).append(1000 * (time.perf_counter() - began))
            else:
                found.faults.append(f"{kind} {path}: {answer.status}")
        except (OSError, http.client.HTTPException) as error:
            found.faults.append(f"{kind} {path}: {error!r}")
        finally:
            line.close()
        time.sleep(chance.expovariate(1 / reading) if reading else 0)
    return found


def asked(kind: str, person: Mapping[str, Any], chance: random.Random) -> tuple[str, str, str | None]:
    """Method, address and form of one visit to a page of this kind."""
    listing = chance.choice(person["listings"])
    paths = {
        "mine": "/saya/",
        "market": f"/pasar/?apa={chance.choice(GOODS)}" if chance.random() < 0.5 else "/pasar/",
        "directory": f"/koperasi/?cari={quote(chance.choice(WORDS))}",
        "listing": f"/pasar/{listing}/",
        "partners": f"/pasar/{listing}/mitra/",
        "line": f"/pasar/tulis/?baris={quote('jual 5 ton gabah kering 7500/kg')}",
    }
    if kind != "write":
        return "GET", paths[kind], None
    said = {
        "koperasi": person["cooperative"],
        "kind": "offers",
        "commodity": "gkg",
        "quantity": chance.randint(1, 50),
        "unit": "ton",
        "price": chance.randint(6000, 8000),
        "price_unit": "kg",
        "region": "32.05",
        "first_month": "",
        "last_month": "",
    }
    return "POST", "/pasar/baru/", urlencode(said)
