"""Where the counting began: what the ministry told the press before this site counted anything."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Beginning:
    """The figure before this site counted any."""

    on: date
    cooperatives: int
    provinces: int
    source: str


@cache
def beginning() -> Beginning:
    """As the press has it."""
    with (Path(__file__).parent / "beginning.toml").open("rb") as file:
        return Beginning(**tomllib.load(file)["commitments"])
