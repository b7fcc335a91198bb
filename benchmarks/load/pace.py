"""Clients that ask at times laid down beforehand, whatever the server does: who waits is seen to wait."""

import http.client
import random
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from benchmarks.crowd.visits import PAGES, PATIENCE, TOKEN, Found, asked


def ask_all(
    address: str, people: Sequence[Mapping[str, Any]], *, each: int, seconds: float, seed: int
) -> tuple[Found, Found]:
    """Every client asks `each` times, evenly over `seconds`, each beginning at a moment of its own.

    What is found first is in milliseconds from the moment laid down to the last byte, so that a late answer
    makes the next ones late as well (no coordinated omission); then in those from asking.
    """
    begin, apart = time.perf_counter() + 1.0, seconds / each
    with ThreadPoolExecutor(len(people)) as crowd:
        parts = []
        for number, person in enumerate(people):
            chance, first = random.Random(f"{seed}-{number}"), begin + apart * number / len(people)
            parts.append(crowd.submit(_client, address, person, first, apart, each, chance))
    from_due, from_asking = Found(), Found()
    for pair in (part.result() for part in parts):
        for together, found in zip((from_due, from_asking), pair, strict=True):
            together.faults += found.faults
            for name, took in found.took.items():
                together.took.setdefault(name, []).extend(took)
    return from_due, from_asking


def _client(
    address: str, person: Mapping[str, Any], first: float, apart: float, count: int, chance: random.Random
) -> tuple[Found, Found]:
    found, asking = Found(), Found()
    for number, kind in enumerate(chance.choices(list(PAGES), list(PAGES.values()), k=count)):
        method, path, body = asked(kind, person, chance)
        due = first + apart * number
        time.sleep(max(due - time.perf_counter(), 0.0))
        headers = {"Cookie": f"sessionid={person['session']}; csrftoken={TOKEN}", "Accept-Encoding": "gzip"}
        if body:
            headers |= {"X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
        line, began = http.client.HTTPConnection(address, timeout=PATIENCE), time.perf_counter()
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            answer.read()
            if answer.status == 200 or (body and answer.status == 302):
                found.took.setdefault(kind, []).append(1000 * (time.perf_counter() - due))
                asking.took.setdefault(kind, []).append(1000 * (time.perf_counter() - began))
            else:
                found.faults.append(f"{kind} {path}: {answer.status}")
        except (OSError, http.client.HTTPException) as error:
            found.faults.append(f"{kind} {path}: {error!r}")
        finally:
            line.close()
    return found, asking
