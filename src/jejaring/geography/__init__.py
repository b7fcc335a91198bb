"""Where things are: the official regions, how people write them, how far apart they lie, and their outlines.

This package knows places. It refuses to know what is traded between them.
"""

from jejaring.geography.drawing import Projection, svg_path
from jejaring.geography.names import find_regions, suggest_regions
from jejaring.geography.national import national_freight
from jejaring.geography.outlines import Outline, province_outlines, regency_outlines
from jejaring.geography.regions import (
    LEVELS,
    Level,
    Region,
    regencies,
    region,
    region_codes,
    region_name,
    region_names,
)
from jejaring.geography.routes import Leg, Route, route
from jejaring.geography.tariff import Tariff, read_tariff

__all__ = [
    "LEVELS",
    "Leg",
    "Level",
    "Outline",
    "Projection",
    "Region",
    "Route",
    "Tariff",
    "find_regions",
    "national_freight",
    "province_outlines",
    "read_tariff",
    "regencies",
    "regency_outlines",
    "region",
    "region_codes",
    "region_name",
    "region_names",
    "route",
    "suggest_regions",
    "svg_path",
]
