"""The map of flows: land, ribbons along the ways goods take, places and names.

It knows how a plan's flows are drawn and said. It refuses to know what a route costs or where ships
may go: routes come from `jejaring.geography`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.geography import Projection, province_outlines, svg_path
from jejaring.market.model import Market
from jejaring.report.flows import commodities_by_weight
from jejaring.report.goods import Goods
from jejaring.report.labels import Wish, place_labels
from jejaring.report.places import Places
from jejaring.report.strands import arc, simplified, strands
from jejaring.report.ways import Way, way_between
from jejaring.report.wording import Wording, inside_sentence

WIDTH = 1000.0  # the picture's own units; it is drawn as wide as the page
MARGIN = 14.0
PRECISION = 1.0  # of outlines, in the picture's units
FLOWS_DRAWN = 48
COLOURS = 4  # commodities with a colour of their own; all others share the next
RESOLUTION = 0.02  # degrees: points nearer than this are one point of the network
THICKEST, THINNEST = 9.0, 1.3  # of ribbons, in the picture's units
LARGEST_SPOT, SMALLEST_SPOT = 6.0, 3.2
TIP_EVERY = 55.0  # arrow tips keep this distance
SIZE_FAR, SIZE_NEAR = 15.0, 34.0  # font sizes on a wide page and on a phone, in the picture's units
DESCRIBED = 5  # flows named in the picture's description

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Land:
    """A province as it is drawn."""

    code: str
    d: str


@cache
def canvas() -> tuple[Projection, tuple[Land, ...]]:
    """The projection of all Indonesia onto the picture, and its provinces."""
    outlines = province_outlines()
    projection = Projection.around(outlines, WIDTH, MARGIN)
    return projection, tuple(
        Land(outline.code, svg_path(outline, projection, PRECISION)) for outline in outlines
    )


def map_view(market: Market, flows: pl.DataFrame, w: Wording, places: Places, goods: Goods) -> dict[str, Any]:
    """Everything the section with the map shows.

    Parameters
    ----------
    flows : DataFrame
        What `flows_between_regencies` gives.
    """
    projection, lands = canvas()
    view: dict[str, Any] = {"width": projection.width, "height": projection.height, "lands": lands}
    if not flows.height:
        nothing = w.say("map-none")
        empty = dict.fromkeys(("ribbons", "tips", "spots", "labels", "labels_near", "legend"), ())
        return view | empty | {"intro": nothing, "description": nothing}
    drawn = flows.head(FLOWS_DRAWN).to_dicts()
    coloured = commodities_by_weight(flows.head(FLOWS_DRAWN))[:COLOURS]
    kinds = [
        coloured.index(flow["commodity"]) if flow["commodity"] in coloured else COLOURS for flow in drawn
    ]
    kilograms = [flow["kilograms"] for flow in drawn]
    own_table = market.freight_table is not None
    ways = [
        way_between(flow["origin"], flow["destination"], flow["hours"], own_table, places) for flow in drawn
    ]
    paths = [arc(*projection(way.points)) if own_table else projection(way.points) for way in ways]
    made = strands(paths, kinds, kilograms, RESOLUTION * projection.pixels_per_degree)
    heaviest = max(float(strand.weights.sum()) for strand in made)
    ribbons: list[dict[str, Any]] = []
    tips: list[dict[str, Any]] = []
    for strand in made:
        points = simplified(strand.points, 0.4)
        d = drawn_line(points)
        width = ribbon_width(float(strand.weights.sum()), heaviest)
        ribbons.append({"look": "casing", "width": round(width, 1), "d": d})
        left = float(strand.weights.sum())
        for kind in np.argsort(-strand.weights, kind="stable"):
            if strand.weights[kind] <= 0:
                break
            share = left / float(strand.weights.sum())
            ribbons.append({"look": f"flow f{kind}", "width": round(width * share, 1), "d": d})
            left -= float(strand.weights[kind])
    for strand in reversed(made):
        tip = arrow_tip(strand.points)
        if tip and all(np.hypot(tip["x"] - t["x"], tip["y"] - t["y"]) > TIP_EVERY for t in tips):
            tips.append(tip | {"kind": int(np.argmax(strand.weights))})
    spots = _spots(drawn, projection, places)
    names = [
        Wish(f"{goods.name(commodity)}", *_middle(commodity, drawn, paths), 10.0, f"f{kind}")
        for kind, commodity in enumerate(coloured)
    ]
    shown = sum(kilograms)
    total = float(flows["kilograms"].sum())
    rest = (
        w.say(
            "map-rest",
            shown=w.number(len(drawn)),
            share=w.percent(shown / total, 0),
            rest=w.number(flows.height - len(drawn)),
        )
        if flows.height > len(drawn)
        else ""
    )
    legend = [{"kind": kind, "text": goods.name(commodity)} for kind, commodity in enumerate(coloured)]
    if COLOURS in kinds:
        legend.append({"kind": COLOURS, "text": w.say("other-goods")})
    return view | {
        "intro": w.say(
            "map-intro",
            weight=w.weight(total),
            count=w.number(flows.select("origin", "destination").n_unique()),
            origins=w.number(flows["origin"].n_unique()),
            destinations=w.number(flows["destination"].n_unique()),
        ),
        "description": w.say(
            "map-desc",
            flows="; ".join(
                w.say(
                    "map-desc-flow",
                    goods=inside_sentence(goods.name(flow["commodity"])),
                    origin=places.name(flow["origin"]),
                    destination=places.name(flow["destination"]),
                    weight=w.weight(flow["kilograms"]),
                )
                for flow in drawn[:DESCRIBED]
            ),
        ),
        "ribbons": ribbons,
        "tips": tips,
        "spots": spots,
        "labels": _labels(names, spots, SIZE_FAR, 1.0, projection),
        "labels_near": _labels(names, spots, SIZE_NEAR, 2.0, projection),
        "legend": legend,
        "arcs": w.say("map-arcs") if own_table else "",
        "rest": rest,
        "flows": [
            {
                "way": w.say(
                    "way", origin=places.name(flow["origin"]), destination=places.name(flow["destination"])
                ),
                "goods": goods.name(flow["commodity"]),
                "route": way_in_words(way, w),
                "quantity": w.quantity(flow["quantity"], goods.unit(flow["commodity"])),
                "weight": w.weight(flow["kilograms"]),
                "freight": w.money(flow["freight"]),
            }
            for flow, way in zip(drawn, ways, strict=True)
        ],
    }


def way_in_words(way: Way, w: Wording) -> str:
    """`darat, feri, darat; 1.240 km`."""
    if not way.modes:
        return w.say("route-own")
    return w.say(
        "route-legs",
        legs=", ".join(w.say(f"mode-{mode}") for mode in way.modes),
        km=w.number(way.kilometres),
    )


def ribbon_width(kilograms: float, heaviest: float) -> float:
    """Thickness of a ribbon: its square grows with what it carries."""
    return max(THINNEST, THICKEST * float(np.sqrt(kilograms / heaviest)))


def drawn_line(points: Points) -> str:
    """The `d` of a path along points, relative steps of a tenth of a unit."""
    grid = np.round(points * 10).astype(np.int64)
    steps = np.diff(grid, axis=0)
    numbers = " ".join(f"{step / 10:g}" for step in steps.ravel())
    return f"M{grid[0, 0] / 10:g} {grid[0, 1] / 10:g}l{numbers}".replace(" -", "-")


def arrow_tip(points: Points) -> dict[str, float] | None:
    """An arrow tip half-way along a line, or None where the line is too short for one."""
    steps = np.diff(points, axis=0)
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    if lengths.sum() < TIP_EVERY / 2:
        return None
    along = np.cumsum(lengths) - lengths
    half = lengths.sum() / 2
    step = int(np.searchsorted(along, half, side="right")) - 1
    x, y = points[step] + steps[step] * (half - along[step]) / lengths[step]
    # The direction over a longer stretch than one step, so that a kink does not turn the tip.
    near, far = points[max(step - 2, 0)], points[min(step + 3, len(points) - 1)]
    angle = np.degrees(np.arctan2(far[1] - near[1], far[0] - near[0]))
    return {"x": round(float(x), 1), "y": round(float(y), 1), "angle": round(float(angle))}


def _middle(commodity: str, flows: Sequence[dict[str, Any]], paths: Sequence[Points]) -> tuple[float, float]:
    """Half-way along the heaviest flow of a commodity."""
    heaviest = next(number for number, flow in enumerate(flows) if flow["commodity"] == commodity)
    path = paths[heaviest]
    lengths = np.hypot(*np.diff(path, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    return tuple(float(np.interp(along[-1] * 0.5, along, path[:, axis])) for axis in (0, 1))  # type: ignore[return-value]


def _spots(
    flows: Sequence[dict[str, Any]], projection: Callable[[Points], Points], places: Places
) -> list[dict[str, Any]]:
    """The ends of the flows, the busiest first; a place that gives more than it takes is an origin."""
    given: dict[str, float] = {}
    taken: dict[str, float] = {}
    for flow in flows:
        given[flow["origin"]] = given.get(flow["origin"], 0.0) + flow["kilograms"]
        taken[flow["destination"]] = taken.get(flow["destination"], 0.0) + flow["kilograms"]
    busy = {code: given.get(code, 0.0) + taken.get(code, 0.0) for code in given | taken}
    most = max(busy.values())
    spots = []
    for code in sorted(busy, key=lambda code: (-busy[code], code)):
        x, y = projection(places.points[code])
        spots.append(
            {
                "name": places.name(code),
                "x": round(float(x), 1),
                "y": round(float(y), 1),
                "r": round(max(SMALLEST_SPOT, LARGEST_SPOT * (busy[code] / most) ** 0.5), 1),
                "gives": given.get(code, 0.0) >= taken.get(code, 0.0),
            }
        )
    return spots


def _labels(
    names: Sequence[Wish], spots: Sequence[dict[str, Any]], size: float, scale: float, projection: Projection
) -> Sequence[Any]:
    """The commodities' names at their ribbons and as many of the places' names as find room."""
    taken = [
        (
            spot["x"] - spot["r"] * scale,
            spot["y"] - spot["r"] * scale,
            spot["x"] + spot["r"] * scale,
            spot["y"] + spot["r"] * scale,
        )
        for spot in spots
    ]
    wishes = [Wish(spot["name"], spot["x"], spot["y"], spot["r"] * scale) for spot in spots]
    return place_labels([*wishes[:2], *names, *wishes[2:]], size, projection.width, projection.height, taken)
