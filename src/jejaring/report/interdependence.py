"""Who depends on whom, as one page: a circle, a map, and the tables behind them.

It brings the tables of `jejaring.insight.interdependence` together. It refuses to compute them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from jejaring.language import Language, isolated
from jejaring.market import Market
from jejaring.report.circle import COLOURS, Flow, circle_of, colour
from jejaring.report.flow_map import arrow_tip, canvas, drawn_line, ribbon_width
from jejaring.report.page import templates
from jejaring.report.places import all_places
from jejaring.report.strands import arc
from jejaring.report.wording import Wording

SHOWN = len(COLOURS) - 1  # parties with an arc of their own; the others share one
LINES = 30  # flows between provinces on the map
ROWS = 15  # of a table; the files have all
LOOPS = 8
CLASSES = (0.2, 0.4, 0.6, 0.8)  # of the share bought elsewhere: the map's shades


@dataclass(frozen=True)
class Interdependence:
    """The tables, as `jejaring.insight.interdependence` makes them."""

    provinces: pl.DataFrame
    sectors: pl.DataFrame
    cooperatives: pl.DataFrame
    partners: pl.DataFrame
    """`PARTNER_COLUMNS` with `STEP_COLUMNS`."""
    loops: pl.DataFrame


def write_interdependence(
    market: Market,
    tables: Interdependence,
    path: str | PathLike[str],
    language: Language,
    *,
    name: str = "",
    day: date | None = None,
) -> None:
    """Write the page to `path`; see `interdependence_html`."""
    text = interdependence_html(market, tables, language, name=name, day=day)
    Path(path).write_text(text, encoding="utf-8")


def interdependence_html(
    market: Market, tables: Interdependence, language: Language, *, name: str = "", day: date | None = None
) -> str:
    """Who depends on whom, as one HTML page that needs nothing from outside.

    Parameters
    ----------
    market : Market
    tables : Interdependence
        Of a plan of `market`.
    language : {"id", "en"}
    name : str, optional
        What the market is called.
    day : date, optional
        The day the page is made; today if left out.
    """
    w = Wording(language)
    names = dict(market.cooperatives.select("id", "name").iter_rows())
    view = {
        "name": isolated(name),
        "day": day or date.today(),
        "circle": circle_view(tables.provinces, w),
        "map": shares_view(tables.provinces, w),
        "sectors": _sector_rows(tables.sectors, w),
        "partners": _partner_rows(tables.partners, names, w),
        "loops": _loop_rows(tables.loops, names, w),
        "round": w.money(_going_round(tables.loops)),
    }
    return templates().get_template("interdependence.html").render(view=view, w=w, t=w.say)


def circle_view(table: pl.DataFrame, w: Wording) -> dict[str, Any]:
    """The circle of provinces, and a row for each.

    Parameters
    ----------
    table : DataFrame
        Between provinces, see `jejaring.insight.interdependence.between`.
    """
    names = all_places().provinces
    across = table.filter(pl.col("origin") != pl.col("destination"))
    ends = pl.concat([across.select("value", code=end) for end in ("origin", "destination")])
    order = ends.group_by("code").agg(pl.col("value").sum()).sort("value", "code", descending=[True, False])
    own = order["code"].to_list()[:SHOWN]
    number = {code: at for at, code in enumerate(own)}
    rest = len(own)
    flows: dict[tuple[int, int], float] = {}
    for origin, destination, value in across.select("origin", "destination", "value").iter_rows():
        pair = (number.get(origin, rest), number.get(destination, rest))
        flows[pair] = flows.get(pair, 0.0) + value
    drawn = circle_of(rest + 1, [Flow(*pair, value) for pair, value in flows.items()])
    largest = across.head(3)
    return {
        "arcs": drawn.arcs,
        "ribbons": drawn.ribbons,
        "description": w.say(
            "circle-desc",
            flows=w.listed(
                [
                    w.say(
                        "circle-desc-flow",
                        origin=names.get(row["origin"], row["origin"]),
                        destination=names.get(row["destination"], row["destination"]),
                        value=w.short_money(row["value"]),
                    )
                    for row in largest.to_dicts()
                ]
            ),
        ),
        "rows": [_province_row(at, code, table, names, w) for at, code in enumerate(own)]
        + ([_rest_row(rest, order["code"].to_list()[SHOWN:], table, w)] if order.height > SHOWN else []),
        "flows": [
            {
                "way": w.say(
                    "way",
                    origin=names.get(row["origin"], row["origin"]),
                    destination=names.get(row["destination"], row["destination"]),
                ),
                "value": w.money(row["value"]),
                "tonnes": w.weight(1000 * row["tonnes"]),
                "freight": w.money(row["freight"]),
            }
            for row in across.head(LINES).to_dicts()
        ],
    }


def _province_row(
    at: int, code: str, table: pl.DataFrame, names: Mapping[str, str], w: Wording
) -> dict[str, str]:
    return _row(at, names.get(code, code), table, [code], w)


def _rest_row(at: int, codes: list[str], table: pl.DataFrame, w: Wording) -> dict[str, str]:
    return _row(at, w.say("circle-others", count=w.number(len(codes))), table, codes, w)


def _row(at: int, name: str, table: pl.DataFrame, codes: list[str], w: Wording) -> dict[str, str]:
    sells, buys = pl.col("origin").is_in(codes), pl.col("destination").is_in(codes)
    sold, bought, within = (
        float(table.filter(which)["value"].sum()) for which in (sells & ~buys, buys & ~sells, sells & buys)
    )
    return {
        "number": str(at + 1),
        "colour": colour(at),
        "name": name,
        "sold": w.money(sold),
        "bought": w.money(bought),
        "within": w.money(within),
        "share": w.percent(bought / (bought + within), 0) if bought + within else "–",
    }


def shares_view(table: pl.DataFrame, w: Wording) -> dict[str, Any]:
    """Provinces by the share they buy elsewhere, and the largest flows between them, to be drawn as a map.

    Parameters
    ----------
    table : DataFrame
        As for `circle_view`.
    """
    projection, lands = canvas()
    places = all_places()
    share = {
        code: elsewhere / total
        for code, elsewhere, total in table.group_by("destination")
        .agg(
            elsewhere=pl.col("value").filter(pl.col("origin") != pl.col("destination")).sum(),
            total=pl.col("value").sum(),
        )
        .iter_rows()
        if total > 0
    }
    across = table.filter((pl.col("origin") != pl.col("destination")) & (pl.col("value") > 0)).head(LINES)
    heaviest = float(across["value"].max() or 1.0)  # type: ignore[arg-type]
    lines, tips = [], []
    for row in across.sort("value").to_dicts():
        start, end = (projection(places.middle(row[side])) for side in ("origin", "destination"))
        points = arc(start, end)
        lines.append({"d": drawn_line(points), "width": round(ribbon_width(row["value"], heaviest), 1)})
        if tip := arrow_tip(points):
            tips.append(tip)
    shades = [
        w.say("share-class", low=w.percent(low, 0), high=w.percent(high, 0))
        for low, high in zip((0.0, *CLASSES), (*CLASSES, 1.0), strict=True)
    ]
    return {
        "width": projection.width,
        "height": projection.height,
        "lands": [
            {
                "code": land.code,
                "d": land.d,
                "shade": f"c{int(np.searchsorted(CLASSES, share[land.code]))}" if land.code in share else "",
            }
            for land in lands
        ],
        "lines": lines,
        "tips": tips,
        "key": shades,
        "description": w.say("depend-map-desc", count=w.number(across.height)),
        "rows": [
            {"name": places.provinces.get(code, code), "share": w.percent(part, 0)}
            for code, part in sorted(share.items(), key=lambda each: (-each[1], each[0]))
        ],
    }


def _sector(key: str, w: Wording) -> str:
    return w.say(f"sector-{key}")


def _sector_rows(table: pl.DataFrame, w: Wording) -> list[dict[str, str]]:
    return [
        {
            "way": w.say("way", origin=_sector(row["origin"], w), destination=_sector(row["destination"], w)),
            "value": w.money(row["value"]),
            "tonnes": w.weight(1000 * row["tonnes"]),
            "trades": w.number(row["trades"]),
        }
        for row in table.to_dicts()
    ]


def _partner_rows(table: pl.DataFrame, names: Mapping[str, str], w: Wording) -> list[dict[str, str]]:
    """The cooperatives with most at stake."""
    most = table.sort(pl.col("bought") + pl.col("sold"), "cooperative", descending=[True, False]).head(ROWS)

    def index(value: float | None) -> str:
        return "–" if value is None else w.number(value, 2)

    return [
        {
            "name": isolated(names.get(row["cooperative"], row["cooperative"])),
            "suppliers": w.number(row["suppliers"]),
            "supplier_index": index(row["supplier_concentration"]),
            "buyers": w.number(row["buyers"]),
            "buyer_index": index(row["buyer_concentration"]),
            "mutual": w.percent(row["reciprocity"], 0),
            "from_raw": w.number(row["from_raw"], 1),
            "to_market": w.number(row["to_market"], 1),
        }
        for row in most.to_dicts()
    ]


def _going_round(loops: pl.DataFrame) -> int:
    """Rupiah on all arcs of all loops."""
    return int(loops["rupiah"].sum())


def _loop_rows(loops: pl.DataFrame, names: Mapping[str, str], w: Wording) -> list[dict[str, str]]:
    rows = []
    for number in loops["loop"].unique().sort().head(LOOPS):
        steps = loops.filter(pl.col("loop") == number)
        sellers = [isolated(names.get(one, one)) for one in [*steps["seller"], steps["seller"][0]]]
        rows.append({"who": " → ".join(sellers), "rupiah": w.money(steps["rupiah"][0])})
    return rows
