"""What people do with bills while the site is being killed: report payments, and say that they came."""

import hashlib
import random
import re
from datetime import date

from tests.web.killing.people import Browser, Confirmed, in_some_order, ticked_in, value_in, version_in

PARTLY_IN = 2
"""One payment in so many leaves a tenth to be paid."""
TOGETHER_IN = 2
"""One in so many pays several bills, where several are owed."""


def pays(people: dict[str, Browser], chance: random.Random) -> Confirmed | None:
    """A payer reports a payment, told from all others by its means; unsure, it sends the form again."""
    for someone in in_some_order(people, chance):
        path, fields = someone.unsure or _to_pay(someone, chance)
        if "means" in fields:
            led = someone.post_surely(path, fields)
            return ("paid", str(fields["means"]), str(fields["amount"])) if led else None
    return None


def takes_payment(people: dict[str, Browser], chance: random.Random) -> Confirmed | None:
    """A payee says that a payment came."""
    for someone in in_some_order(people, chance):
        list_of_them = someone.get("/tagihan/").partition('id="menunggu"')[2]
        waiting = re.findall(r'href="/tagihan/pembayaran/(\d+)/"', list_of_them)
        page = someone.followed(f"/tagihan/pembayaran/{waiting[0]}/") if waiting else ""
        path = f"/tagihan/pembayaran/{waiting[0]}/terima/" if waiting else ""
        if path and f'action="{path}"' in page:
            return ("came", waiting[0]) if someone.post(path, version=version_in(page, path)) else None
    return None


def prints_kuitansi(people: dict[str, Browser], chance: random.Random) -> Confirmed | None:
    """Somebody prints a kuitansi: it is the same ever after."""
    for someone in in_some_order(people, chance):
        _bill, page = _a_bill(someone, chance)
        path = re.search(r'href="(/tagihan/pembayaran/\d+/kuitansi\.pdf)"', page)
        content = someone.file(path[1]) if path else b""
        if path and content:
            return ("printed", path[1], hashlib.sha256(content).hexdigest())
    return None


def _to_pay(someone: Browser, chance: random.Random) -> tuple[str, dict[str, object]]:
    """Where and what somebody pays: of one bill, or of several in one sum; nothing where they owe nothing."""
    page = someone.get("/tagihan/")
    together = re.findall(r'href="(/tagihan/bersama/\d+/\d+/)"', page)
    if together and chance.randrange(TOGETHER_IN) == 0:
        path = chance.choice(together)
        page = someone.get(path)
        more: dict[str, object] = {"seen": value_in(page, "seen"), "bills": ticked_in(page, "bills")}
    else:
        bill, page = _a_bill(someone, chance)
        path, more = f"/tagihan/{bill}/bayar/", {"version": version_in(page, f"/tagihan/{bill}/bayar/")}
    owed = value_in(page, "amount")
    if not owed or (path not in page and "bills" not in more):
        return "", {}
    amount = int(owed.replace(".", ""))
    partly = chance.randrange(PARTLY_IN) == 0
    return path, more | {
        "token": value_in(page, "token"),
        "amount": amount - amount // 10 if partly else amount,
        "on": date.today(),
        "means": f"Transfer {chance.getrandbits(64):x}",
    }


def _a_bill(someone: Browser, chance: random.Random) -> tuple[str, str]:
    bills = re.findall(r'href="/tagihan/(\d+)/"', someone.get("/tagihan/"))
    bill = chance.choice(bills) if bills else ""
    return bill, someone.get(f"/tagihan/{bill}/") if bill else ""
