"""Units as people write them, and what they come to in a commodity's own unit."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

import polars as pl

from jejaring.catalogue import shipped_catalogue

DIMENSIONS = ("mass", "volume", "area", "length", "cubic", "land", "count")
GRAM = Decimal("0.001")


@dataclass(frozen=True)
class Measure:
    """A unit."""

    unit: str
    """Its name in `units.toml`."""
    dimension: str
    factor: Decimal
    """How many of the dimension's own unit one is."""


@dataclass(frozen=True)
class Conversion:
    """One of a unit in a commodity's base unit."""

    factors: tuple[Decimal, ...]
    """None: the unit does not measure the commodity. Several: it has to be asked."""
    approximate: bool = False


@cache
def _tables() -> dict[str, dict[str, dict]]:
    return tomllib.loads(files(__package__).joinpath("units.toml").read_text(encoding="utf-8"))


@cache
def measures() -> Mapping[str, Measure]:
    """Every way a unit is written -> the unit."""
    return {
        name: Measure(unit, dimension, Decimal(row["factor"]))
        for dimension in DIMENSIONS
        for unit, row in _tables()[dimension].items()
        for name in [*row["names"], unit]
    }


@cache
def vehicles() -> frozenset[str]:
    """Words for vehicles that are used as if they were units."""
    return frozenset(_tables()["container"]["names"])


@cache
def _goods() -> dict[str, tuple[str, float]]:
    rows = shipped_catalogue().commodities.select("commodity", "unit", pl.col("kg_per_unit"))
    return {commodity: (unit, kg) for commodity, unit, kg in rows.iter_rows()}


def base_unit(commodity: str) -> str:
    """The unit the catalogue measures a commodity in; empty for one it does not know."""
    return _goods().get(commodity, ("", 0.0))[0]


def to_base(unit: str, commodity: str) -> Conversion:
    """What one `unit` (as in `units.toml`) of `commodity` comes to in its base unit."""
    if commodity not in _goods():
        return Conversion(())
    base, kg = _goods()[commodity]
    if unit == base:
        return Conversion((Decimal(1),))
    measure = measures().get(unit)
    known = measures().get(base)
    sizes = _tables()["sizes"]
    own = sizes.get(commodity, {}).get(unit) or (sizes["any"].get(unit) if base == "kg" else None)
    if own:
        return Conversion(tuple(Decimal(size) for size in own), approximate=True)
    if measure is None or known is None:
        return Conversion(())
    pieces = _tables()["pieces"]
    if measure.dimension == "count":
        counted = base in pieces["units"]
        return Conversion((measure.factor,) if counted and unit in pieces["generic"] else ())
    if measure.dimension == known.dimension:
        return Conversion((measure.factor / known.factor,))
    if measure.dimension == "mass" and kg:
        return Conversion((measure.factor / Decimal(str(kg)),), approximate=True)
    return Conversion(())


def measures_of(commodity: str) -> list[str]:
    """The units a commodity may be given in, its base unit first."""
    base = base_unit(commodity)
    others = ["kg", "kuintal", "ton", "liter", "lembar", "butir", "lusin", "kodi", "kaki2", "buah", "karung"]
    sized = [unit for unit in others if unit != base and len(to_base(unit, commodity).factors) == 1]
    return [base, *sized]
