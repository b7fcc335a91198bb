"""What each way of moving a tonne costs and how long it takes, with the source of every figure.

This module knows rates per step of a haul. It refuses to know places and distances.
"""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from jejaring.geography.files import read_text


@dataclass(frozen=True)
class Rate:
    """Cost and time of one kind of step."""

    rupiah_per_tonne: float = 0.0
    """However far."""
    rupiah_per_tonne_km: float = 0.0
    hours: float = 0.0
    """However far: waiting, loading."""
    km_per_hour: float = float("inf")

    def cost(self, kilometres: float) -> float:
        """Rupiah per tonne over this distance."""
        return self.rupiah_per_tonne + self.rupiah_per_tonne_km * kilometres

    def time(self, kilometres: float) -> float:
        """Hours over this distance."""
        return self.hours + kilometres / self.km_per_hour


@dataclass(frozen=True)
class Figure:
    """Where one number of the tariff comes from."""

    step: str
    """Kind of step, such as `sea`."""
    what: str
    """Field of its `Rate`."""
    value: float
    mark: str
    """`S` as its source says, `D` derived from its source, `U` unverified."""
    source: str
    """Where it was published; empty where nothing is known."""
    note: str


@dataclass(frozen=True)
class Tariff:
    """Rates of every kind of step, as of a date."""

    date: str
    """ISO date the figures were put together."""
    collection: Rate
    """Fetching goods in the region they leave; part of every haul between regions."""
    delivery: Rate
    """Handing them over in the region they reach."""
    road: Rate
    highland: Rate
    """A mountain track in Papua's highlands."""
    ferry: Rate
    """A crossing of a loaded truck."""
    loading: Rate
    """A port call, from truck to ship."""
    sea: Rate
    unloading: Rate
    minor_port: Rate
    """What loading or unloading costs and takes more in a port without container cranes."""
    air: Rate
    figures: tuple[Figure, ...] = ()
    """The source of every number; empty in a tariff made by hand."""


STEPS = tuple(field.name for field in fields(Tariff) if field.type is Rate)
MARKS = ("S", "D", "U")


def read_tariff(path: Path | str | None = None) -> Tariff:
    """The tariff in a TOML file, by default the one shipped.

    Parameters
    ----------
    path : Path or str, optional
        A file of the shipped tariff's form: a `date`, a table `sources`, and one table for each kind of step
        whose entries are `{ value, mark, source, note }`.

    Raises
    ------
    ValueError
        When a table or an entry is unknown or missing, a number is negative, a mark is none of S, D, U, or
        a source is not listed. The message names the entry.
    """
    if path is None:
        return _shipped_tariff()
    return parse_tariff(Path(path).read_text(encoding="utf-8"), str(path))


@functools.cache
def _shipped_tariff() -> Tariff:
    return parse_tariff(read_text("tariff.toml"), "tariff.toml")


def parse_tariff(text: str, name: str) -> Tariff:
    """The tariff written in `text`; `name` is what error messages call it. Raises as `read_tariff`."""
    tables = tomllib.loads(text)
    sources = tables.pop("sources", {})
    date = str(tables.pop("date", ""))
    if not date:
        raise ValueError(f"{name}: `date` is missing")
    if set(tables) != set(STEPS):
        odd = sorted(set(tables) ^ set(STEPS))
        raise ValueError(f"{name}: tables must be {', '.join(STEPS)}; wrong or missing: {', '.join(odd)}")
    figures = [
        _figure(f"{name}: [{step}] {what}", step, what, entry, sources)
        for step in STEPS
        for what, entry in tables[step].items()
    ]
    rates = {
        step: Rate(**{figure.what: figure.value for figure in figures if figure.step == step})
        for step in STEPS
    }
    return Tariff(date=date, **rates, figures=tuple(figures))


def _figure(where: str, step: str, what: str, entry: Mapping[str, Any], sources: Mapping[str, str]) -> Figure:
    """One entry, checked; `where` begins its error messages."""
    known = [field.name for field in fields(Rate)]
    if what not in known:
        raise ValueError(f"{where}: unknown; it must be one of {', '.join(known)}")
    value = entry.get("value")
    if not isinstance(value, int | float) or not 0 <= value < float("inf"):
        raise ValueError(f"{where}: `value` must be a number of at least 0, not {value!r}")
    if what == "km_per_hour" and value == 0:
        raise ValueError(f"{where}: a speed must be more than 0")
    mark = entry.get("mark", "")
    if mark not in MARKS:
        raise ValueError(f"{where}: `mark` must be one of {', '.join(MARKS)}, not {mark!r}")
    keys = str(entry.get("source", "")).split()
    unlisted = [key for key in keys if key not in sources]
    if unlisted:
        raise ValueError(f"{where}: no source {', '.join(unlisted)} under [sources]")
    if mark != "U" and not keys:
        raise ValueError(f"{where}: a figure marked {mark} needs a source")
    source = "; ".join(sources[key] for key in keys)
    return Figure(step, what, float(value), mark, source, str(entry.get("note", "")))
