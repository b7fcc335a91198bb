"""The shipped gazetteer: regions of all four levels, and each regency's point and island.

`provinces.csv` and `regencies.csv` are small and read at once; districts and villages are packed and read
only when asked for. Parents are not written: a code begins with its parent's.
"""

import gzip
from collections.abc import Iterable, Sequence
from pathlib import Path

from geography.boundaries import read_boundaries
from geography.islands import find_islands
from geography.kemendagri import read_level, read_regencies
from geography.seats import read_seats


def build(out: Path) -> None:
    """Write `provinces.csv`, `regencies.csv`, `districts.csv.gz` and `villages.csv.gz`."""
    boundaries = read_boundaries()
    islands = find_islands(boundaries)
    seats = read_seats(boundaries)
    write_lines(out / "provinces.csv", "code,name", read_level("provinces").items())
    rows = [
        (code, name, f"{seat.lat:.4f}", f"{seat.lon:.4f}", str(islands.of_point(seat.lat, seat.lon)))
        for code, name in read_regencies().items()
        for seat in (seats[code],)
    ]
    write_lines(out / "regencies.csv", "code,name,lat,lon,island", rows)
    for level in ("districts", "villages"):
        text = csv_text("code,name", read_level(level).items())
        packed = gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0)
        (out / f"{level}.csv.gz").write_bytes(packed)


def write_lines(path: Path, header: str, rows: Iterable[Sequence[str]]) -> None:
    """Write a CSV file as `csv_text` makes it."""
    path.write_text(csv_text(header, rows), encoding="utf-8")


def csv_text(header: str, rows: Iterable[Sequence[str]]) -> str:
    """A CSV file with Unix line ends; a field with a comma or a quote is quoted."""

    def field(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if "," in text or '"' in text else text

    return "\n".join([header, *(",".join(map(field, row)) for row in rows)]) + "\n"
