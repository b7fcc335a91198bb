"""A freight as arrays by name, as they are kept in a file, and back."""

from dataclasses import fields, replace

import numpy as np

from jejaring.geography.freight import Freight, FreightNetwork
from jejaring.geography.kept import Arrays

MATRICES = ("rupiah_per_kg", "hours")
NETWORK = tuple(field.name for field in fields(FreightNetwork))


def packed(freight: Freight) -> Arrays:
    """Everything of a freight and its faster ways, by name."""
    arrays: Arrays = {
        "regions": np.array(freight.regions),
        "name": np.array(freight.name),
        "kept_as": np.array(freight.kept_as),
    }
    level: Freight | None = freight
    number = 0
    while level is not None:
        arrays |= {f"{name}-{number}": getattr(level, name) for name in MATRICES}
        level, number = level.express, number + 1
    if freight.network is not None:
        arrays |= {name: np.asarray(getattr(freight.network, name)) for name in NETWORK}
    return arrays


def unpacked(arrays: Arrays) -> Freight:
    """The freight of `packed`.

    Raises
    ------
    KeyError
        When something is missing.
    """
    regions, express = tuple(arrays["regions"].tolist()), None
    count = sum(name.startswith(MATRICES[0] + "-") for name in arrays)
    for number in reversed(range(count)):
        rupiah_per_kg, hours = (arrays[f"{name}-{number}"] for name in MATRICES)
        express = Freight(regions, rupiah_per_kg, hours, express=express)
    if express is None:
        raise KeyError(MATRICES[0])
    arcs = {name: arrays[name] for name in NETWORK if name != "nodes"}
    network = FreightNetwork(int(arrays["nodes"]), **arcs)
    return replace(express, name=str(arrays["name"]), kept_as=str(arrays["kept_as"]), network=network)
