"""The tables of an insight as a page tells them: names in place of keys, the first rows of each."""

from collections.abc import Iterable
from typing import Any

import polars as pl

from jejaring.insight.savings import cheaper
from jejaring.report.interdependence import circle_view, shares_view
from jejaring.report.wording import Wording
from jejaring.web.cooperatives.models import Cooperative
from jejaring.web.rounds.insight.kept import Insight
from jejaring.web.trade.models import Listing
from jejaring.web.trade.names import commodity_name, language, place_name, recipe_name

ROWS, LOOPS, WORST = 12, 6, 3
LEAST = 1.0
"""Rupiah that something brings or costs, to be told."""
COVERED = 0.01
"""Share of the network's costs that can be compared, to be told by how much they fall."""
SHADES = ("#cfe6dd", "#9accbb", "#5da892", "#24796a", "#0a4a40")
"""Of the map, from little bought elsewhere to all."""


def told_network(insight: Insight) -> dict[str, Any]:
    """What a coordinator is told: the whole network."""
    named = _Named(insight)
    w = Wording(language())
    return {
        "circle": circle_view(insight.provinces, w),
        "map": _map(insight.provinces, w),
        "partners": [named.row(one) for one in _most(insight.partners).iter_rows(named=True)],
        "loops": _loops(insight.loops, named),
        "going_round": int(insight.loops["rupiah"].sum()),
        "savings": _savings(insight.savings),
        "falls": [] if insight.savings is None else _falls(insight.savings),
        "failures": _rows(insight.ranking, named),
        "helps": _helps(insight),
        "unserved": _unserved(insight.unserved),
    }


def told_own(insight: Insight, cooperatives: Iterable[Cooperative]) -> list[dict[str, Any]]:
    """What a cooperative is told of itself; those that do not trade in the plan are left out."""
    named = _Named(insight)
    found = []
    for one in cooperatives:
        key = str(one.pk)
        rows = insight.partners.filter(cooperative=key)
        if not rows.height:
            continue
        found.append(
            named.row(rows.row(0, named=True))
            | {"own": one, "fails": _of(insight.ranking, key), "hurt_by": _hurt_by(insight.hurt, key, named)}
        )
    return found


class _Named:
    """The cooperatives of an insight by their keys, looked up when first asked for."""

    def __init__(self, insight: Insight) -> None:
        self.known: dict[str, str] = {}

    def __call__(self, key: str | None) -> str:
        if key is None:
            return ""
        if key not in self.known:
            self.known |= _names([key])
        return self.known.get(key, key)

    def all(self, keys: Iterable[str]) -> None:
        """Look these up at once."""
        self.known |= _names([key for key in keys if key not in self.known])

    def row(self, row: dict[str, Any]) -> dict[str, Any]:
        """A row of partners, with names."""
        ends = ("cooperative", "main_supplier", "main_buyer")
        return row | {f"{end}_name": self(row[end]) for end in ends}


def _names(keys: Iterable[str]) -> dict[str, str]:
    whole = [int(key) for key in keys if key.isdigit()]
    return {
        str(key): name for key, name in Cooperative.objects.filter(pk__in=whole).values_list("pk", "name")
    }


def _most(partners: pl.DataFrame) -> pl.DataFrame:
    """Those with most at stake."""
    return partners.sort(pl.col("bought") + pl.col("sold"), "cooperative", descending=[True, False]).head(
        ROWS
    )


def _map(provinces: pl.DataFrame, w: Wording) -> dict[str, Any]:
    drawn = shares_view(provinces, w)
    fill = {f"c{number}": shade for number, shade in enumerate(SHADES)}
    lands = [{"d": land["d"], "fill": fill.get(land["shade"], "#e9ebe6")} for land in drawn["lands"]]
    return drawn | {"lands": lands, "key": list(zip(SHADES, drawn["key"], strict=True))}


def _loops(loops: pl.DataFrame, named: _Named) -> list[tuple[str, int]]:
    first = loops.filter(pl.col("loop") <= LOOPS)
    named.all(first["seller"])
    rounds = first.group_by("loop", maintain_order=True).agg("seller", pl.col("rupiah").first())
    return [
        (" → ".join(named(key) for key in [*sellers, sellers[0]]), rupiah)
        for sellers, rupiah in rounds.select("seller", "rupiah").iter_rows()
    ]


def _savings(table: pl.DataFrame | None) -> list[dict[str, Any]]:
    if table is None:
        return []
    totals = table.filter(pl.col("subject") == "").pivot("measure", index="scope", values="value")
    return list(totals.iter_rows(named=True))


def _falls(table: pl.DataFrame) -> list[dict[str, Any]]:
    """By how much costs fall or rise, scope by scope, where enough can be compared to speak of."""
    known = cheaper(table).filter(pl.col("fall").is_not_null() & (pl.col("covered") >= COVERED))
    return [
        {
            "scope": scope,
            "measure": measure,
            "rises": fall < 0,
            "by": 100 * abs(fall),
            "covered": 100 * covered,
        }
        for scope, measure, fall, covered in known.select("scope", "measure", "fall", "covered").iter_rows()
    ]


def _rows(ranking: pl.DataFrame | None, named: _Named) -> list[dict[str, Any]] | None:
    """Those whose failure costs the others most."""
    if ranking is None:
        return None
    first = ranking.filter(pl.col("others") >= LEAST).sort("others", descending=True).head(ROWS)
    named.all([*first["subject"], *first["worst"].drop_nulls()])
    return [
        row | {"name": named(row["subject"]), "worst_name": named(row["worst"])}
        for row in first.iter_rows(named=True)
    ]


def _of(ranking: pl.DataFrame | None, key: str) -> dict[str, Any] | None:
    found = None if ranking is None else ranking.filter(subject=key)
    return found.row(0, named=True) if found is not None and found.height else None


def _hurt_by(hurt: pl.DataFrame | None, key: str, named: _Named) -> list[tuple[str, float]]:
    """Whose failure costs it most, and how much."""
    if hurt is None:
        return []
    mine = hurt.filter((pl.col("cooperative") == key) & (pl.col("subject") != key))
    worst = mine.filter(pl.col("difference") <= -LEAST).sort("difference").head(WORST)
    named.all(worst["subject"])
    return [(named(subject), -lost) for subject, lost in worst.select("subject", "difference").iter_rows()]


def _helps(insight: Insight) -> list[dict[str, Any]] | None:
    """What one thing more would bring, of what there is and new, those that bring most first."""
    if insight.stronger is None or insight.openings is None:
        return None
    extras = pl.concat([insight.stronger, insight.openings]).filter(pl.col("gained") >= LEAST)
    useful = extras.sort("gained", descending=True).head(ROWS)
    listings = Listing.objects.select_related("cooperative").in_bulk(
        [int(key) for key in useful["subject"] if key.isdigit()]
    )
    return [row | _thing(row, listings) for row in useful.iter_rows(named=True)]


def _thing(row: dict[str, Any], listings: dict[int, Listing]) -> dict[str, Any]:
    """What an extra is of: a listing there is, a way between two places, or something new somewhere."""
    if row["subject"].isdigit():
        return {"listing": listings.get(int(row["subject"]))}
    if row["kind"] == "lane":
        return {"what": " → ".join(place_name(code) for code in row["subject"].split(":"))}
    name = recipe_name if row["kind"] == "capacity" else commodity_name
    return {"what": name(row["subject"]), "where": place_name(row["region"])}


def _unserved(table: pl.DataFrame | None) -> list[dict[str, Any]] | None:
    if table is None:
        return None
    first = table.head(ROWS)
    listings = Listing.objects.select_related("cooperative").in_bulk([int(key) for key in first["need"]])
    return [row | {"listing": listings.get(int(row["need"]))} for row in first.iter_rows(named=True)]
