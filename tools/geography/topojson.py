"""Reading polygons out of a TopoJSON file (Natural Earth's countries come in this form)."""

import json
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray


def country_polygons(path: Path, identifier: str) -> list[shapely.Polygon]:
    """The polygons, longitude and latitude in degrees, of one country of a `countries` topology.

    Parameters
    ----------
    path : Path
        A TopoJSON file with an object `countries` and a quantisation transform.
    identifier : str
        The country's ISO 3166-1 numeric code, such as `360`.
    """
    topology = json.loads(path.read_text(encoding="utf-8"))
    scale = np.array(topology["transform"]["scale"])
    shift = np.array(topology["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]

    def ring(indices: list[int]) -> NDArray[np.float64]:
        # Arc ~i is arc i walked backwards; each arc begins where the one before ends.
        parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])

    countries = topology["objects"]["countries"]["geometries"]
    country = next(geometry for geometry in countries if geometry.get("id") == identifier)
    polygons = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
    return [shapely.Polygon(ring(rings[0]), [ring(hole) for hole in rings[1:]]) for rings in polygons]
