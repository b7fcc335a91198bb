"""Put a market's cooperatives and listings into the register, as examples."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from jejaring.market import Market
from jejaring.web.common.audit import record
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.cooperatives.search.index import as_frame, index_new
from jejaring.web.demo.months import days_of, shift_to
from jejaring.web.trade.models import Listing

BATCH = 1000
HOLDS = timedelta(days=180)
KNOWN_TYPES = frozenset(Cooperative.Type.values)
CENT, GRAM = Decimal("0.01"), Decimal("0.001")


@transaction.atomic
def load(market: Market, today: date, *, begins: date) -> dict[str, Cooperative]:
    """The market's cooperatives by their id there, with all their listings, entered as examples.

    Parameters
    ----------
    market : Market
    today : date
    begins : date
        The month that the market's first month becomes.
    """
    cooperatives = Cooperative.objects.bulk_create(
        [
            Cooperative(
                name=row["name"],
                region=row["region"],
                type=row["type"] if row["type"] in KNOWN_TYPES else "",
                outside=bool(row["outside"]),
                example=True,
            )
            for row in market.cooperatives.iter_rows(named=True)
        ],
        batch_size=BATCH,
    )
    index_new(as_frame(cooperatives))
    known = dict(zip(market.cooperatives["id"], cooperatives, strict=True))
    shift = shift_to(market, begins)
    for kind in Listing.Kind:
        table = getattr(market, kind.value)
        listings = [
            _listing(kind, row, known[row["cooperative"]], first, last, today + HOLDS)
            for row, first, last in zip(
                table.iter_rows(named=True),
                days_of(table["from"], shift),
                days_of(table["until"], shift),
                strict=True,
            )
        ]
        Listing.objects.bulk_create(listings, batch_size=BATCH)
    if cooperatives:
        record("demo.loaded", cooperatives[0], actor=None, cooperatives=len(cooperatives))
    return known


def _listing(
    kind: Listing.Kind,
    row: dict[str, Any],
    cooperative: Cooperative,
    first: date | None,
    last: date | None,
    expires: date,
) -> Listing:
    return Listing(
        cooperative=cooperative,
        kind=kind,
        commodity=row.get("commodity") or "",
        recipe=row.get("recipe") or "",
        quantity=_exact(row["quantity"], GRAM),
        price=_exact(row["price"], CENT),
        minimum=_exact_or_none(row.get("minimum"), GRAM),
        region=row.get("region") or row.get("origin") or cooperative.region,
        destination=row.get("destination") or "",
        hours=_exact_or_none(row.get("hours"), Decimal("0.1")),
        first_month=first,
        last_month=last,
        expires=expires,
    )


def _exact(value: float, step: Decimal) -> Decimal:
    return max(Decimal(str(value)).quantize(step), step)


def _exact_or_none(value: float | None, step: Decimal) -> Decimal | None:
    return None if value is None else _exact(value, step)
