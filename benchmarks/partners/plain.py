"""The same question in plain SQL: the ten best by delivered cost, and how many there are.

What one would write without this package: the listings of a thing joined with a table of freight, the
delivered cost computed for every one, sorted. It knows no shelf life and no chains.
"""

from datetime import date

from django.db import connection

from jejaring.catalogue import shipped_catalogue
from jejaring.web.trade.models import Listing

SHOWN = 10
BUYING = """
    SELECT listing.id, listing.price + freight.rupiah_per_kg * %s AS delivered, count(*) OVER ()
    FROM trade_listing AS listing
    JOIN benchmark_freight AS freight ON freight.origin = listing.region AND freight.destination = %s
    WHERE listing.commodity = %s AND listing.kind = 'offers' AND listing.state = 'buka'
      AND listing.expires >= %s AND listing.cooperative_id <> %s
      AND (listing.last_month IS NULL OR listing.last_month >= %s)
    ORDER BY delivered, listing.id LIMIT %s
"""
SELLING = """
    SELECT listing.id, listing.price - freight.rupiah_per_kg * %s AS left_over, count(*) OVER ()
    FROM trade_listing AS listing
    JOIN benchmark_freight AS freight ON freight.destination = listing.region AND freight.origin = %s
    WHERE listing.commodity = %s AND listing.kind = 'needs' AND listing.state = 'buka'
      AND listing.expires >= %s AND listing.cooperative_id <> %s
      AND (listing.last_month IS NULL OR listing.last_month >= %s)
    ORDER BY left_over DESC, listing.id LIMIT %s
"""


def keeping() -> dict[str, float]:
    """Commodities that keep and travel -> kg of freight per unit, handling included."""
    catalogue = shipped_catalogue()
    factors = dict(catalogue.handling.select("handling", "factor").rows())
    rows = catalogue.commodities.select("commodity", "kg_per_unit", "handling", "shelf_life_days").rows()
    return {
        commodity: kg * (factors[handling] if handling else 1.0)
        for commodity, kg, handling, days in rows
        if days is None and (not handling or factors[handling] is not None)
    }


def partners(listing: Listing, kg: float, today: date) -> tuple[list[tuple[int, float]], int]:
    """The ten best and what they come to; how many fit. Their rows are fetched, as for a page."""
    question = SELLING if listing.kind == Listing.Kind.OFFER else BUYING
    month = today.replace(day=1)
    with connection.cursor() as cursor:
        cursor.execute(
            question,
            [kg, listing.region, listing.commodity, today, listing.cooperative_id, month, SHOWN],
        )
        rows = cursor.fetchall()
    Listing.objects.select_related("cooperative").in_bulk([row[0] for row in rows])
    return [(key, float(value)) for key, value, _ in rows], rows[0][2] if rows else 0
