"""The way a delivery is planned to take."""

from jejaring.geography import Leg
from jejaring.web.agreements.models import Line
from jejaring.web.trade.carriage import hours_it_keeps, way

REGENCY = 5
"""Letters of a regency's code."""


def route_of(line: Line) -> tuple[Leg, ...]:
    """The legs between the regencies of a line, in time before it spoils; none inside one regency."""
    origin, destination = line.origin[:REGENCY], line.destination[:REGENCY]
    if line.kind in (Line.Kind.WORK, Line.Kind.STORAGE) or origin == destination:
        return ()
    if len(origin) < REGENCY or len(destination) < REGENCY:
        return ()
    return way(origin, destination, hours_it_keeps(line.commodity)).legs
