"""Ask for partners, in turn by the site and by plain SQL: asking COOPERATIVES LISTINGS QUESTIONS TOLD.

`ours` and `plain` answer the same questions, one after the other, about goods that keep, and fetch the rows
to show; ours finds the routes as well. Both answers are compared. `page` is the whole page that a signed-in
officer sees, of any listing, with makers and chains. `first` is a process's first question about a thing,
`changed` the one after a listing of the thing changed.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import django
import numpy as np

APART = 0.01
"""Rupiah per unit by which the two sides' answers may differ: prices are kept to the cent."""


def main() -> None:
    """Fill the database, ask, and write what it took."""
    django.setup()
    cooperatives, listings, questions = map(int, sys.argv[1:4])
    from django.core.management import call_command
    from django.utils import timezone

    from benchmarks.partners import network

    call_command("prepare")
    started = time.perf_counter()
    network.fill(cooperatives, listings, timezone.localdate())
    network.enter_freight()
    told = {"filled": time.perf_counter() - started} | _asked(questions)
    Path(sys.argv[4]).write_text(json.dumps(told))


def _asked(questions: int) -> dict[str, Any]:
    from django.utils import timezone

    from benchmarks.partners import plain
    from jejaring.web.trade import board
    from jejaring.web.trade.actions import change_listing
    from jejaring.web.trade.models import Listing
    from jejaring.web.trade.partners import partners_of

    today, weights = timezone.localdate(), plain.keeping()
    rng = np.random.default_rng(7)
    count = Listing.objects.count()
    chosen = rng.permutation(count)[: 20 * questions] + 1
    rows = Listing.objects.select_related("cooperative").in_bulk(chosen.tolist())
    anything = [rows[key] for key in chosen.tolist()][:questions]
    keep = [
        row for row in (rows[key] for key in chosen.tolist())
        if row.kind in (Listing.Kind.OFFER, Listing.Kind.NEED) and row.commodity in weights
    ][:questions]  # fmt: skip

    def ours(row: Listing) -> Any:
        return partners_of(row, today=today)

    first: dict[str, Listing] = {f"{row.kind}:{row.commodity}": row for row in keep}
    board.forget()
    ours(keep[0])  # freight is read once
    board.forget()
    told = {"first": _quantiles([_timed(ours, row)[0] for row in first.values()])}

    apart, times = 0.0, []
    for row in keep:
        mine, found = _timed(ours, row)
        other, (best, fit) = _timed(lambda row: plain.partners(row, weights[row.commodity], today), row)
        times.append((mine, other))
        if fit != found.count or len(best) != len(found.shown):
            raise SystemExit(f"{row.pk}: {found.count} fit by the site, {fit} by plain SQL")
        apart = max(apart, _apart(row, found, best))
    if apart > APART:
        raise SystemExit(f"the two sides are Rp{apart} apart")
    told |= {"ours": _quantiles([mine for mine, _ in times]), "plain": _quantiles([p for _, p in times])}
    told |= {"ratio": float(np.median([mine[0] / other[0] for mine, other in times])), "apart": apart}

    changed = []
    for row in keep[: questions // 4]:
        theirs = ours(row).shown
        if theirs:
            listing = Listing.objects.get(pk=theirs[0].listing.pk)
            change_listing(actor=None, listing=listing, version=listing.version, price=listing.price + 1)
            changed.append(_timed(ours, row)[0])
    told["changed"] = _quantiles(changed)
    return told | {"page": _pages(anything), "fit": int(np.median([ours(row).count for row in keep]))}


def _pages(rows: Sequence[Any]) -> dict[str, float]:
    """The page, as an officer of the cooperative sees it; a first round fills what is remembered."""
    from django.test import Client
    from django.urls import reverse

    from jejaring.web.accounts.models import Person
    from jejaring.web.cooperatives.models import Membership

    officer = Person.objects.create_user(name="Pengurus Contoh", email="pengurus@contoh.example")
    Membership.objects.bulk_create(
        Membership(person=officer, cooperative_id=key, role="pengurus")
        for key in {row.cooperative_id for row in rows}
    )
    client = Client(SERVER_NAME="localhost")
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")

    def page(row: Any) -> int:
        answer = client.get(reverse("trade:partners", args=[row.pk]))
        if answer.status_code != 200:
            raise SystemExit(f"{row.pk}: {answer.status_code}")
        return len(answer.content)

    for row in rows:
        page(row)
    return _quantiles([_timed(page, row)[0] for row in rows])


def _apart(row: Any, found: Any, best: list[tuple[int, float]]) -> float:
    """The largest difference between what the two sides' partners come to, place by place."""
    from jejaring.web.trade.models import Listing

    selling = row.kind == Listing.Kind.OFFER
    mine = [
        float(one.listing.price) - one.freight if selling else one.delivered for one in found.shown
    ]  # fmt: skip
    return max((abs(a - b) for a, (_, b) in zip(mine, best, strict=True)), default=0.0)


def _timed(ask: Callable[[Any], Any], subject: Any) -> tuple[tuple[float, float], Any]:
    """Milliseconds by the clock and of CPU, and the answer."""
    clock, worked = time.perf_counter(), time.process_time()
    answer = ask(subject)
    return (1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - worked)), answer


def _quantiles(took: Sequence[tuple[float, float]]) -> dict[str, float]:
    told = {}
    for at, ending in enumerate(("", "_cpu")):
        values = np.quantile(np.array(took)[:, at], [0.5, 0.95, 0.99]).tolist()
        told |= dict(zip((f"p50{ending}", f"p95{ending}", f"p99{ending}"), values, strict=True))
    return told


if __name__ == "__main__":
    main()
