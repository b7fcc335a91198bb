"""What people do while the site is being killed. Each act is tried again and again, by whoever may.

An act looks at the site and does at most one thing; it gives back what was confirmed to the person, as a key
and what was said, which has to be true ever after. To have more done, write another act and what it
promises in `checks.py`, and name it in `ACTS`. Here are those of rounds; deliveries and payments have theirs.
"""

import random
import re
from datetime import date, timedelta

from tests.web.killing.delivering import agrees, prints, receives, sends
from tests.web.killing.paying import pays, prints_kuitansi, takes_payment
from tests.web.killing.people import SIGNERS, Act, Browser, Confirmed, in_some_order, version_in

GOING_ON = re.compile(r"<strong>(Mengumpulkan|Rencana|Menunggu|Terhenti)")
"""A round that is not over, as the list of rounds has it."""
NO_IN = {"garut": 4, "bandung": 6, "tanner": 20, "shop": 20}
"""One part in so many is declined; there are two who offer skins, and only one who tans or buys them."""


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
    for name in chance.sample(SIGNERS, len(SIGNERS)):
        someone = people[name]
        waiting = re.findall(r'href="/putaran/bagian/(\d+)/"', someone.get("/kabar/"))
        if not waiting:
            continue
        part = waiting[0]
        page = someone.get(f"/putaran/bagian/{part}/")
        no = chance.randrange(NO_IN[name]) == 0
        path, fields = ("tolak", {"reason": "Uji"}) if no else ("terima", {})
        if not someone.post(f"/putaran/bagian/{part}/{path}/", version=version_in(page), **fields):
            return None
        said = someone.get(f"/putaran/bagian/{part}/")
        word = "ditolak" if no else "diterima"
        return (f"part {word}", part) if f"<strong>{word.capitalize()}</strong>" in said else None
    return None


def signs(people: dict[str, Browser], chance: random.Random) -> Confirmed | None:
    """A chair signs the agreement that a round has led to."""
    for someone in in_some_order(people, chance):
        waiting = re.findall(r'href="/perjanjian/(\d+)/"', someone.get("/kabar/"))
        path = f"/perjanjian/{waiting[0]}/" if waiting else ""
        page = someone.get(path) if path else ""
        if f"{path}setuju/" not in page:
            continue
        if not someone.post(f"{path}setuju/", version=version_in(page)):
            return None
        return ("signed", waiting[0]) if f"{path}setuju/" not in someone.get(path) else None
    return None


ROUNDS: list[Act] = [opens_a_round, moves_the_round_on, answers, answers, signs]
DELIVERIES: list[Act] = [sends, receives, agrees, prints, pays, takes_payment, prints_kuitansi]
ACTS: list[Act] = [*ROUNDS, *DELIVERIES]
