"""What the round of the small network means: a row of every table."""

import polars as pl

from jejaring.insight.extra import EXTRA_COLUMNS
from jejaring.insight.gaps import UNSERVED_COLUMNS
from jejaring.insight.interdependence import BETWEEN_COLUMNS, LOOP_COLUMNS, PARTNER_COLUMNS, STEP_COLUMNS
from jejaring.insight.resilience import HURT_COLUMNS, RANKING_COLUMNS
from jejaring.insight.savings import SAVINGS_COLUMNS
from jejaring.planning.scopes import SCOPES
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.rounds.insight import Insight
from jejaring.web.rounds.insight.kept import folder_of
from jejaring.web.rounds.models import Attempt
from jejaring.web.trade.models import Listing

TOTALS = ("surplus", "needs_served", "needs_value", "freight")


def meant(attempt: Attempt, seller: Cooperative, buyer: Cooperative, listing: Listing) -> None:
    """Keep it beside the attempt's files."""
    one, other, key = str(seller.pk), str(buyer.pk), str(listing.pk)
    savings = [(scope, measure, "", None, 1e6) for scope in SCOPES for measure in TOTALS]
    savings += [(scope, "production_cost", "giling-gabah", 9.0, 800.0) for scope in SCOPES]
    worth = (500.0, 100.0, 1e6, 9e5)
    made = {
        "provinces": (BETWEEN_COLUMNS, [("32", "51", 1, 4e6, 1e5, 0.5), ("32", "32", 1, 1e6, 0.0, 0.1)]),
        "partners": (
            PARTNER_COLUMNS | {name: STEP_COLUMNS[name] for name in ("from_raw", "to_market")},
            [
                (one, 0, None, None, 0.0, 1, 1.0, other, 4e6, 0.0, 0.0, 1.0),
                (other, 1, 1.0, one, 4e6, 0, None, None, 0.0, 0.0, 1.0, 0.0),
            ],
        ),
        "loops": (LOOP_COLUMNS, [(1, 1, one, other, 1000), (1, 2, other, one, 1000)]),
        "savings": (SAVINGS_COLUMNS, savings),
        "ranking": (
            RANKING_COLUMNS,
            [("cooperative", one, 1e6, 1.0, 5e5, 5e5, 1, 4e6, 1, other, 5e5)],
        ),
        "hurt": (HURT_COLUMNS, [("cooperative", one, other, -5e5)]),
        "stronger": (
            EXTRA_COLUMNS,
            [("capacity", key, "32.04", *worth), ("lane", "32.04:51.04", None, *worth)],
        ),
        "unserved": (
            UNSERVED_COLUMNS,
            [(key, one, "gkg", "32.04", 9.0, 9.0, 7000.0, "price", 7500.0, True)]
            + [
                (key, one, "gkg", "32.04", 9.0, 9.0, 7000.0, why, None, False) for why in ("nobody", "no-way")
            ],
        ),
        "openings": (
            EXTRA_COLUMNS,
            [("capacity", "giling-gabah", "51.04", *worth), ("store", "gkg", "51.04", *worth)],
        ),
    }
    folder = folder_of(attempt)
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        name: pl.DataFrame(rows, schema=columns, orient="row") for name, (columns, rows) in made.items()
    }
    Insight(**tables).write(folder)
