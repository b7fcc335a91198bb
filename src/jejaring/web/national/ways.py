"""What goes from which provinces to which in a plan, in cells with at least five sellers and five buyers.

A cell is a set of ways, each from one province to one; no way is in two. So nothing that is computed from
published cells is of fewer than five cooperatives on either side. Provinces from which too little goes are
put together with their neighbours, and so are the destinations to which too little goes from one place.
It refuses to know of rounds.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from jejaring.web.common.groups import FEWEST
from jejaring.web.national.cells import distances

SUMS = ("trades", "value", "freight", "tonnes")


def ways_of(dealings: pl.DataFrame) -> list[dict[str, Any]] | None:
    """The cells of a plan's trades.

    Parameters
    ----------
    dealings : pl.DataFrame
        See `jejaring.insight.interdependence.dealings`.

    Returns
    -------
    list of dict, or None
        Of each the provinces it comes from and goes to, how many trades, value and freight in whole
        rupiah, and tonnes to three decimals; those of one origin follow each other, the largest value first.
        None when the whole plan has too few sellers or buyers.
    """
    if _few(dealings):
        return None
    cells: list[dict[str, Any]] = []
    for origins in _origins(dealings):
        here = dealings.filter(pl.col("origin_province").is_in(origins))
        told = [_cell(here, origins, to) for to in _destinations(here)]
        cells += sorted(told, key=lambda cell: (-cell["value"], cell["to"]))
    return cells


def _origins(dealings: pl.DataFrame) -> list[list[str]]:
    groups = [[code] for code in sorted(set(dealings["origin_province"]))]
    while small := [group for group in groups if _few(_from(dealings, group))]:
        one = min(small, key=lambda group: (_from(dealings, group).height, group))
        others = [group for group in groups if group is not one]
        near = distances([one[0], *(group[0] for group in others)])[0, 1:]
        other = others[int(near.argmin())]
        groups = [*(group for group in others if group is not other), sorted([*one, *other])]
    return sorted(groups)


def _destinations(here: pl.DataFrame) -> list[list[str]]:
    """Each by itself that may be, and the rest together."""
    every = sorted(set(here["destination_province"]))
    rest = [code for code in every if _few(_to(here, [code]))]
    alone = sorted((code for code in every if code not in rest), key=lambda code: _to(here, [code]).height)
    while rest and _few(_to(here, rest)):
        rest.append(alone.pop(0))
    return [[code] for code in alone] + ([sorted(rest)] if rest else [])


def _from(dealings: pl.DataFrame, codes: list[str]) -> pl.DataFrame:
    return dealings.filter(pl.col("origin_province").is_in(codes))


def _to(dealings: pl.DataFrame, codes: list[str]) -> pl.DataFrame:
    return dealings.filter(pl.col("destination_province").is_in(codes))


def _few(dealings: pl.DataFrame) -> bool:
    sides = (dealings[side].n_unique() for side in ("seller_cooperative", "buyer_cooperative"))
    return min(sides) < FEWEST


def _cell(here: pl.DataFrame, origins: list[str], to: list[str]) -> dict[str, Any]:
    sums: Mapping[str, float] = (
        _to(here, to)
        .select(pl.len().alias("trades"), pl.col("value", "freight", "tonnes").sum())
        .row(0, named=True)
    )
    return {
        "from": origins,
        "to": to,
        "trades": sums["trades"],
        "value": round(sums["value"]),
        "freight": round(sums["freight"]),
        "tonnes": round(sums["tonnes"], 3),
    }
