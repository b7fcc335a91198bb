"""A fuzzer over market files: `.venv/bin/python tests/planning/fuzz.py --minutes 10`.

Random markets are written to files and spoiled: cells of another kind or size, rows and columns left out or
twice, bytes put in. What comes of it must be faults, told in both languages, or a market of which both
solvers make a plan that verifies, with the same surplus. A seed that fails is printed; `--seed` tries it
again.
"""

import argparse
import csv
import re
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from random_markets import random_frames

from jejaring.market import Market, MarketFaults, build_market
from jejaring.planning import plan, verify

CELLS = (
    *("", "0", "1", "-1", "0.001", "0,5", "1.5", "1.000", "1.000,5", "1e3", "1e-9", "1e9", "999999999"),
    *("1e18", "nan", "inf", "-inf", "ya", "tidak", "2026-11", "2026-12", "2030-01", "9999-12", "2026-13"),
    *("32.05", "11.71", "32.05.01", "99.99", "barang-1", "barang-2", "resep-1", "K1", "A1", "B1", "H1"),
    *("segar", "beku", "kering", "=1+1", "'", "\u202e", "\u0661\u0662", "a" * 300, "\x00", "\t"),
)
BYTES = (b",", b"\n", b'"', b";", b"\r", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"1e999")
SAME = 1e-7  # of the surplus, or of what changes hands: how far the solvers may be apart


def come_of(seed: int) -> str:
    """What comes of the files of a seed: "faults" or "plan".

    Raises
    ------
    AssertionError
        Where a plan does not verify, the solvers differ, or a fault is not told.
    """
    rng = np.random.default_rng(seed)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pasar"
        build_market(random_frames(seed)).write(path)
        for _ in range(int(rng.integers(1, 3))):
            files = sorted(path.glob("*.csv"))
            spoil = _spoil_bytes if rng.random() < 0.05 else _spoil_cells
            spoil(files[int(rng.integers(len(files)))], rng)
        market = _read(path)
    if market is None:
        return "faults"
    plans = [plan(market, solver=solver) for solver in ("highs", "simplex")]
    for made in plans:
        verdict = verify(market, made)
        assert verdict, verdict.faults
    ours, theirs = plans[1].surplus, plans[0].surplus
    assert abs(ours - theirs) <= SAME * max(abs(theirs), _changing_hands(plans[0]), 1.0), (ours, theirs)
    return "plan"


def _read(path: Path) -> Market | None:
    """The market of some files, or None where they have faults, which are told."""
    faults = ()
    try:
        return Market.read(path)
    except MarketFaults as error:
        faults = error.faults
    assert faults
    assert all(fault.say(language) for fault in faults for language in ("id", "en"))
    return None


def _changing_hands(made) -> float:
    return float((made.trades["quantity"] * made.trades["price_delivered"]).sum())


def _spoil_cells(file: Path, rng: np.random.Generator) -> None:
    """Change one cell, row or column of a file."""
    with file.open(newline="", encoding="utf-8", errors="surrogateescape") as opened:
        rows = list(csv.reader(opened)) or [[""]]
    row, column, kind = int(rng.integers(len(rows))), int(rng.integers(max(len(rows[0]), 1))), rng.random()
    if kind < 0.8 and len(rows) > 1:
        _spoil_cell(rows, max(row, 1), column, rng)
    elif kind < 0.9:
        rows.insert(row, rows[int(rng.integers(len(rows)))].copy())
    elif kind < 0.96:
        del rows[row]
    elif kind < 0.98:
        rows = [[cell for place, cell in enumerate(cells) if place != column] for cells in rows]
    else:
        rows = [[*cells, *cells[column : column + 1]] for cells in rows]
    with file.open("w", newline="", encoding="utf-8", errors="surrogateescape") as opened:
        csv.writer(opened).writerows(rows)


def _spoil_cell(rows: list[list[str]], row: int, column: int, rng: np.random.Generator) -> None:
    """Another row's cell, the same number much smaller or larger, or something else."""
    if column >= len(rows[row]):
        return
    kind = rng.random()
    if kind < 0.3:
        rows[row][column] = (rows[int(rng.integers(1, len(rows)))] + [""] * (column + 1))[column]
    elif kind < 0.85 and re.fullmatch(r"[0-9.]+", rows[row][column]) and rows[row][column].count(".") < 2:
        rows[row][column] = f"{float(rows[row][column]) * 10.0 ** int(rng.integers(-6, 10)):.3f}"
    else:
        rows[row][column] = CELLS[int(rng.integers(len(CELLS)))]


def _spoil_bytes(file: Path, rng: np.random.Generator) -> None:
    content = file.read_bytes()
    place, cut = int(rng.integers(len(content) + 1)), int(rng.integers(4))
    piece = BYTES[int(rng.integers(len(BYTES)))]
    file.write_bytes(content[:place] + piece + content[place + cut :])


def main() -> int:
    """Try one seed after another until the time is over; fail where any fails."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=10.0)
    options.add_argument("--first", type=int, default=0, help="the first seed")
    options.add_argument("--seed", type=int, help="only this one")
    given = options.parse_args()
    if given.seed is not None:
        print(come_of(given.seed))
        return 0
    end, seed, found = time.monotonic() + 60 * given.minutes, given.first, Counter()
    while time.monotonic() < end:
        try:
            found[come_of(seed)] += 1
        except Exception:
            found["failed"] += 1
            print(f"seed {seed}:", traceback.format_exc(limit=-4), sep="\n", flush=True)
        seed += 1
    print(", ".join(f"{count:,} {name}" for name, count in sorted(found.items())))
    return 1 if found["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
