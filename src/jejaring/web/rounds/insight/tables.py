"""The whole tables of an insight for one person: coordinators all of them, a cooperative its own rows."""

from dataclasses import fields
from typing import Any

import polars as pl

from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.rounds.insight.kept import Insight
from jejaring.web.rounds.models import Round
from jejaring.web.rounds.rules import may
from jejaring.web.trade.models.listing import own_cooperatives

NAMES = tuple(field.name for field in fields(Insight))
OWN = {"partners": "cooperative", "ranking": "subject", "hurt": "cooperative"}
"""Tables of which a cooperative is told its own rows -> the column that names it."""

COOPERATIVES = ("cooperative", "subject", "worst", "main_supplier", "main_buyer")


def tables_for(person: Any, round: Round, insight: Insight) -> dict[str, pl.DataFrame]:
    """Those that there are, by name; columns as `docs/insight.md` tells them."""
    found = {name: getattr(insight, name) for name in NAMES if getattr(insight, name) is not None}
    if may(person, "rounds.run", round):
        return found
    mine = [str(key) for key in own_cooperatives(person).values_list("cooperative", flat=True)]
    return {name: found[name].filter(pl.col(OWN[name]).is_in(mine)) for name in OWN if name in found}


def finite(frame: pl.DataFrame) -> pl.DataFrame:
    """The same; what is no finite number is nothing."""
    floats = pl.selectors.float()
    return frame.with_columns(pl.when(floats.is_finite()).then(floats))


def named(frame: pl.DataFrame) -> pl.DataFrame:
    """The same, the name of each cooperative beside its key."""
    ends = [column for column in COOPERATIVES if column in frame.columns]
    keys = {int(key) for column in ends for key in frame[column].drop_nulls() if key.isdigit()}
    names = {str(each.pk): each.name for each in Cooperative.objects.filter(pk__in=keys)}
    return frame.with_columns(
        pl.col(column).replace_strict(names, default=None, return_dtype=pl.String).alias(f"{column}_name")
        for column in ends
    )
