"""What people do with deliveries while the site is being killed: send, receive, correct, agree, print."""

import hashlib
import io
import random
import re
from datetime import date

from PIL import Image
from tests.web.killing.people import Browser, Confirmed, chosen_in, in_some_order, value_in, version_in

ORDERS = "/perjanjian/pesanan/"
PARTS = ("0,5", "3", "8", "40")
"""So much of a promise is sent at a time, in its own unit."""
REFUSED_IN, PHOTOGRAPHED_IN = 4, 3
"""Of one receipt in so many something is refused; with one in so many a photograph is sent."""


def sends(people: dict[str, Browser], chance: random.Random) -> Confirmed | None:
    """A giver sends a part of what it promised, by a lorry of its own; unsure, it sends the form again."""
    for someone in in_some_order(people, chance):
        path, fields = someone.unsure or _to_send(someone, chance)
        if "carrier" in fields:
            found = re.fullmatch(r"/perjanjian/kiriman/(\d+)/", someone.post_surely(path, fields))
            return ("sent", found[1], str(fields["quantity"]), str(fields["carrier"])) if found else None
    return None


def receives(people: dict[str, Browser], chance: random.Random) -> Confirmed | None:
    """A receiver writes down what arrived, or corrects what it wrote before."""
    someone, shipment, _page = _a_delivery(people, chance, 'href="/perjanjian/kiriman/{}/terima/"')
    if someone is None:
        return None
    path = f"/perjanjian/kiriman/{shipment}/terima/"
    form = someone.get(path)
    arrived, refused = chance.choice(PARTS), chance.randrange(REFUSED_IN) == 0
    fields: dict[str, object] = {
        "version": version_in(form),
        "quantity": arrived,
        "unit": chosen_in(form, "unit"),
        "rejected": "0,5" if refused else "",
        "on": date.today(),
        "grade": "A",
        "reason": "Uji",
        "keep": "on",
    }
    if chance.randrange(PHOTOGRAPHED_IN) == 0:
        fields["pictures"] = _photograph(chance)
    if not someone.post(path, **fields):
        return None
    photographed = "foto" if "pictures" in fields else ""
    return ("received", shipment, str(int(version_in(form)) + 1), arrived, photographed)


def agrees(people: dict[str, Browser], chance: random.Random) -> Confirmed | None:
    """A giver says that a receipt is right, or that it is not."""
    step = "sangkal" if chance.randrange(REFUSED_IN) == 0 else "cocok"
    button = f'action="/perjanjian/kiriman/{{}}/{step}/"'
    someone, shipment, page = _a_delivery(people, chance, button)
    if someone is None:
        return None
    path = f"/perjanjian/kiriman/{shipment}/{step}/"
    version = version_in(page, path)
    if not someone.post(path, version=version, reason="Uji"):
        return None
    return (step, shipment, str(int(version) + 1))


def prints(people: dict[str, Browser], chance: random.Random) -> Confirmed | None:
    """Somebody prints a waybill or a record of handover: it is the same ever after."""
    someone, _shipment, page = _a_delivery(people, chance, "/perjanjian/kiriman/{}/surat-jalan.pdf")
    path = _one(chance, re.findall(r'href="(/perjanjian/kiriman/\d+/[\w-]+\.pdf)"', page))
    content = someone.file(path) if someone is not None and path else b""
    return ("printed", path, hashlib.sha256(content).hexdigest()) if content else None


def _to_send(someone: Browser, chance: random.Random) -> tuple[str, dict[str, object]]:
    """Where and what somebody sends of one of their promises; nothing where they have none."""
    order = _one(chance, re.findall(rf'href="{ORDERS}(\d+)/"', someone.get(ORDERS)))
    path = f"{ORDERS}{order}/kirim/"
    if not order or path not in someone.get(f"{ORDERS}{order}/"):
        return "", {}
    form = someone.get(path)
    materials = re.findall(r'name="materials" value="(\d+)"', form)
    return path, {
        "token": value_in(form, "token"),
        "quantity": chance.choice(PARTS),
        "unit": chosen_in(form, "unit"),
        "on": date.today(),
        "carrier": f"Truk {chance.getrandbits(64):x}",
        "materials": materials[: chance.randrange(3)],
    }


def _a_delivery(
    people: dict[str, Browser], chance: random.Random, wanted: str
) -> tuple[Browser | None, str, str]:
    """Somebody at a delivery on whose page something stands (`{}`: its key); mostly one that waits."""
    for someone in in_some_order(people, chance):
        page = someone.get("/kabar/")
        if chance.randrange(3) == 0:
            order = _one(chance, re.findall(rf'href="({ORDERS}\d+/)"', someone.get(ORDERS)))
            page = someone.get(order) if order else ""
        shipment = _one(chance, re.findall(r'href="/perjanjian/kiriman/(\d+)/"', page))
        page = someone.get(f"/perjanjian/kiriman/{shipment}/") if shipment else ""
        if wanted.format(shipment) in page:
            return someone, shipment, page
    return None, "", ""


def _one(chance: random.Random, found: list[str]) -> str:
    return chance.choice(found) if found else ""


def _photograph(chance: random.Random) -> bytes:
    """Small, and unlike any other."""
    written = io.BytesIO()
    Image.frombytes("RGB", (40, 30), chance.randbytes(40 * 30 * 3)).save(written, "JPEG")
    return written.getvalue()
