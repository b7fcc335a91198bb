"""A circle of who supplies whom: each party an arc as long as what it sells and buys, ribbons between them.

A ribbon has the colour of the party that sells, touches its arc, and keeps a small distance from the buyer's.
This module knows angles. It refuses to know what the parties are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

SIZE = 1000.0  # the picture's own units
RADIUS, RING = 410.0, 26.0
SHORT = 16.0  # by which a ribbon keeps away from its buyer's arc
GAP = 0.028  # radians between two parties
NUMBER_AT = 478.0  # from the middle: where a party's number stands
APART = 0.1  # radians at least between two numbers
COLOURS = (
    "#0a5fa8", "#c2480c", "#0f8a5f", "#9c3587", "#8a6d00", "#2a7f9e", "#b3354b", "#5a6b1f",
    "#6b4fa0", "#a0561f", "#1f6b53", "#6a6f76",
)  # fmt: skip
"""One for each party; the last for all others together."""


@dataclass(frozen=True)
class Flow:
    """What one party sells to another, by their numbers."""

    seller: int
    buyer: int
    value: float


@dataclass(frozen=True)
class Circle:
    """Shapes ready to be drawn, in units of a square of `SIZE`."""

    arcs: list[dict[str, object]]
    """d, colour, and number with x and y."""
    ribbons: list[dict[str, object]]
    """d and colour, the largest first."""


def circle_of(parties: int, flows: Sequence[Flow]) -> Circle:
    """The circle of `parties`, whose flows to themselves are not drawn."""
    flows = [flow for flow in flows if flow.seller != flow.buyer and flow.value > 0]
    total = 2.0 * sum(flow.value for flow in flows)
    if not total:
        return Circle([], [])
    touching = [
        sum(flow.value for flow in flows if party in (flow.seller, flow.buyer)) for party in range(parties)
    ]
    shown = [party for party in range(parties) if touching[party] > 0]
    per_rupiah = (2.0 * pi - GAP * len(shown)) / total
    start: dict[int, float] = {}
    angle = -pi / 2.0
    middles = _spread([touching[party] * per_rupiah for party in shown])
    arcs: list[dict[str, object]] = []
    for party, middle in zip(shown, middles, strict=True):
        start[party] = angle
        end = angle + touching[party] * per_rupiah
        arcs.append(
            {
                "number": party + 1,
                "colour": colour(party),
                "d": _band(angle, end),
                "x": round(SIZE / 2 + NUMBER_AT * cos(middle), 1),
                "y": round(SIZE / 2 + NUMBER_AT * sin(middle), 1),
            }
        )
        angle = end + GAP
    ends: dict[tuple[int, int, bool], tuple[float, float]] = {}
    for party in shown:
        at = start[party]
        own = [(flow, True) for flow in flows if flow.seller == party]
        own += [(flow, False) for flow in flows if flow.buyer == party]
        for flow, sells in sorted(own, key=lambda each: (-each[0].value, each[1])):
            ends[flow.seller, flow.buyer, sells] = (at, at + flow.value * per_rupiah)
            at += flow.value * per_rupiah
    ribbons: list[dict[str, object]] = [
        {
            "colour": colour(flow.seller),
            "d": _ribbon(ends[flow.seller, flow.buyer, True], ends[flow.seller, flow.buyer, False]),
        }
        for flow in sorted(flows, key=lambda flow: -flow.value)
    ]
    return Circle(arcs, ribbons)


def _spread(lengths: Sequence[float]) -> list[float]:
    """Where the numbers of arcs so long stand: at their middles, pushed back where small ones would touch."""
    middles, angle = [], -pi / 2.0
    for length in lengths:
        middles.append(angle + length / 2.0)
        angle += length + GAP
    last = middles[0] + 2.0 * pi
    for place in range(len(middles) - 1, 0, -1):
        last = middles[place] = min(middles[place], last - APART)
    return middles


def colour(party: int) -> str:
    """The colour of a party; where there are too many, the last ones share one."""
    return COLOURS[min(party, len(COLOURS) - 1)]


def _point(angle: float, radius: float) -> str:
    return f"{SIZE / 2 + radius * cos(angle):.1f} {SIZE / 2 + radius * sin(angle):.1f}"


def _band(start: float, end: float) -> str:
    large = int(end - start > pi)
    outer, inner = RADIUS + RING, RADIUS
    return (
        f"M{_point(start, outer)}A{outer:g} {outer:g} 0 {large} 1 {_point(end, outer)}"
        f"L{_point(end, inner)}A{inner:g} {inner:g} 0 {large} 0 {_point(start, inner)}Z"
    )


def _ribbon(seller: tuple[float, float], buyer: tuple[float, float]) -> str:
    near, far, middle = RADIUS - 2.0, RADIUS - SHORT, f"{SIZE / 2:g} {SIZE / 2:g}"

    def along(ends: tuple[float, float], radius: float) -> str:
        return f"A{radius:g} {radius:g} 0 {int(ends[1] - ends[0] > pi)} 1 {_point(ends[1], radius)}"

    return (
        f"M{_point(seller[0], near)}{along(seller, near)}Q{middle} {_point(buyer[0], far)}"
        f"{along(buyer, far)}Q{middle} {_point(seller[0], near)}Z"
    )
