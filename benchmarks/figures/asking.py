"""Fill the tables, release figures of them, and ask for every page and file of national figures.

asking COOPERATIVES LISTINGS AGREEMENTS TOLD
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import django
import numpy as np
import polars as pl

TIMES = 15
DELIVERED = 0.7
"""Share of the agreements."""


def main() -> None:
    """Measure, and write what it took."""
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from benchmarks.partners.network import fill
    from jejaring.web.accounts.models import Person
    from jejaring.web.cooperatives.models import Territory
    from jejaring.web.national.actions import release_due
    from jejaring.web.national.models import Release

    call_command("prepare", verbosity=0)
    cooperatives, listings, agreements = map(int, sys.argv[1:4])
    today = timezone.localdate()
    fill(cooperatives, listings, today)
    sign(agreements)
    person = Person.objects.create_user(name="Koordinator Contoh", email="dinas@contoh.example")
    Territory.objects.create(person=person, region="", office="Dinas Contoh")
    told: dict[str, Any] = {"release": taken(lambda: release_due(today=today))}
    made = Release.objects.get()
    told |= {"cells": len(made.cells), "held": made.held, "pages": pages(person, made.quarter)}
    Path(sys.argv[4]).write_text(json.dumps(told))


def sign(count: int) -> None:
    """So many agreements between two cooperatives each, signed by both, some delivered."""
    from django.db import transaction
    from django.utils import timezone

    from jejaring.web.agreements.models import (
        Agreement,
        AgreementStep,
        AgreementVersion,
        Commitment,
        Line,
        Party,
    )
    from jejaring.web.common.bulk import insert, now
    from jejaring.web.cooperatives.models import Cooperative

    random = np.random.default_rng(1)
    members = np.array(Cooperative.objects.filter(outside=False).values_list("pk", flat=True))
    sides = np.stack([random.choice(members, 2, replace=False) for _ in range(count)])
    key, at, on = pl.int_range(1, count + 1, eager=True), now(), timezone.localdate()
    value = pl.Series(random.integers(1_000_000, 100_000_000, count))
    kept = pl.Series(np.where(random.random(count) < DELIVERED, 1, 0))

    def rows(keys: pl.Series = key, **columns: Any) -> pl.DataFrame:
        told = {name: each if isinstance(each, pl.Series) else pl.lit(each) for name, each in columns.items()}
        return pl.DataFrame({"id": keys}).with_columns(**told)

    giver, receiver = pl.Series(sides[:, 0]), pl.Series(sides[:, 1])
    with transaction.atomic():
        insert(Agreement, rows(title="Contoh", state="berlaku", version=1, made=at, changed=at))
        words = dict.fromkeys(("quality", "place", "late", "other", "digest"), "")
        terms = {"tolerance": 5, "payment_days": 14, "down_payment": 0, "offset": False, "at": at}
        insert(AgreementVersion, rows(agreement_id=key, number=1, **terms, **words))
        for number, side in enumerate((giver, receiver), start=1):
            own = key + (number - 1) * count
            insert(Party, rows(own, agreement_id=key, cooperative_id=side, number=number))
            step = {"agreement_id": key, "version_id": key, "by_id": side, "number": number, "verb": "setuju"}
            insert(AgreementStep, rows(own, **step, role="", digest="", reason="", at=at))
        goods = {"kind": "barang", "commodity": "gkg", "quantity": 1, "unit": "kg", "price": value}
        places = {"origin": "32.05", "destination": "32.05", "recipe": "", "note": "", "tax": ""}
        line = {"version_id": key, "number": 1, "giver_id": giver, "receiver_id": receiver, "total": value}
        insert(Line, rows(**line, **goods, **places, freight=0))
        promise = {"agreement_id": key, "number": 1, "line_id": key, "giver_id": giver}
        done = pl.select(pl.when(kept == 1).then(pl.lit(on)).otherwise(None)).to_series()
        stands = {"state": "berjalan", "version": 1, "tolerance": 5, "delivered": kept, "down_payment": 0}
        insert(
            Commitment,
            rows(**promise, receiver_id=receiver, **stands, delivered_on=done, reason="", made=at),
        )


def pages(person: Any, quarter: str) -> dict[str, dict[str, float]]:
    """What each takes and weighs, once the first visitor has been."""
    from allauth.mfa.models import Authenticator
    from django.test import Client

    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    client = Client(SERVER_NAME="localhost", headers={"accept-encoding": "gzip"})
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    report = f"/nasional/laporan/{quarter}"
    asked = ["/nasional/", "/nasional/wilayah/33/", "/nasional/wilayah/32.05/", "/nasional/data/"]
    asked += [
        "/nasional/data/provinsi.csv",
        "/nasional/data/provinsi.parquet",
        f"{report}.xlsx",
        f"{report}.pdf",
    ]
    found = {}
    for path in asked:
        first = client.get(path)
        assert first.status_code == 200, path
        runs = [taken(lambda path=path: client.get(path)) for _ in range(TIMES)]
        found[path] = {each: 1000 * median(run[each] for run in runs) for each in ("clock", "cpu")}
        found[path]["bytes"] = len(first.content)
    return found


def taken(act: Callable[[], Any]) -> dict[str, float]:
    """Seconds by the clock and of this process's CPU."""
    clock, cpu = time.perf_counter(), time.process_time()
    act()
    return {"clock": time.perf_counter() - clock, "cpu": time.process_time() - cpu}


if __name__ == "__main__":
    main()
