"""The official regions and their codes, as the package idn-area-data lists them."""

import csv
import functools

from geography.sources import fetch


@functools.cache
def read_level(level: str) -> dict[str, str]:
    """Code -> name of all `provinces`, `regencies`, `districts` or `villages`, in the order of codes."""
    path = fetch("idn-area-data") / "data" / f"{level}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        names = {row["code"]: " ".join(row["name"].split()) for row in csv.DictReader(file)}
    return dict(sorted(names.items()))


def read_regencies() -> dict[str, str]:
    """Code -> name of the 514 regencies and cities."""
    return read_level("regencies")
