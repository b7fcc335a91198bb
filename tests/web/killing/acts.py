"""What people do while the site is being killed. Each act is tried again and again, by whoever may.

An act looks at the site and does at most one thing; it gives back what was confirmed to the person, as a key
and what was said, which has to be true ever after. To have more done (deliveries, payments), write another
act and what it promises in `checks.py`, and name it in `ACTS`.
"""

import random
import re
from collections.abc import Callable
from datetime import date, timedelta

from tests.web.killing.site import Browser, version_in

Confirmed = tuple[str, str]
Act = Callable[[dict[str, Browser], random.Random], Confirmed | None]
SIGNERS = ("garut", "bandung", "tanner", "shop")
GOING_ON = re.compile(r"<strong>(Mengumpulkan|Rencana|Menunggu|Terhenti)")
"""A round that is not over, as the list of rounds has it."""
NO_IN = 6
"""One part in so many is declined."""


def opens_a_round(people: dict[str, Browser], _chance: random.Random) -> Confirmed | None:
    """The coordinator, when no round is going on."""
    page = people["nation"].get("/putaran/")
    if not page or GOING_ON.search(page):
        return None
    today = date.today()
    led = people["nation"].post(
        "/putaran/buka/",
        name="Putaran uji",
        region="",
        commodities="",
        collect_until=today + timedelta(days=1),
        answer_until=today + timedelta(days=3),
    )
    found = re.fullmatch(r"/putaran/(\d+)/", led)
    return ("round", found[1]) if found else None


def moves_the_round_on(people: dict[str, Browser], _chance: random.Random) -> Confirmed | None:
    """The coordinator freezes and announces."""
    page = people["nation"].get("/putaran/")
    for key in re.findall(r'href="/putaran/(\d+)/"', page)[:1]:
        round = people["nation"].get(f"/putaran/{key}/")
        for step in ("bekukan", "umumkan", "ulangi"):
            path = f"/putaran/{key}/{step}/"
            if path in round and people["nation"].post(path, version=version_in(round)):
                said = people["nation"].get(f"/putaran/{key}/")
                return (step, key) if path not in said and said else None
    return None


def answers(people: dict[str, Browser], chance: random.Random) -> Confirmed | None:
    """A chair accepts or declines what waits in the inbox."""
    someone = people[chance.choice(SIGNERS)]
    waiting = re.findall(r'href="/putaran/bagian/(\d+)/"', someone.get("/kabar/"))
    if not waiting:
        return None
    part = waiting[0]
    page = someone.get(f"/putaran/bagian/{part}/")
    no = chance.randrange(NO_IN) == 0
    path, fields = ("tolak", {"reason": "Uji"}) if no else ("terima", {})
    if not someone.post(f"/putaran/bagian/{part}/{path}/", version=version_in(page), **fields):
        return None
    said = someone.get(f"/putaran/bagian/{part}/")
    word = "ditolak" if no else "diterima"
    return (f"part {word}", part) if f"<strong>{word.capitalize()}</strong>" in said else None


def signs(people: dict[str, Browser], chance: random.Random) -> Confirmed | None:
    """A chair signs the agreement that a round has led to."""
    someone = people[chance.choice(SIGNERS)]
    waiting = re.findall(r'href="/perjanjian/(\d+)/"', someone.get("/kabar/"))
    if not waiting:
        return None
    page = someone.get(f"/perjanjian/{waiting[0]}/")
    path = f"/perjanjian/{waiting[0]}/setuju/"
    if path not in page or not someone.post(path, version=version_in(page)):
        return None
    return ("signed", waiting[0]) if path not in someone.get(f"/perjanjian/{waiting[0]}/") else None


ACTS: list[Act] = [opens_a_round, moves_the_round_on, answers, answers, signs]
