"""Makes the synthetic market of one size as CSV files: `python -m benchmarks.markets`."""

import argparse
from pathlib import Path

from benchmarks.sizes import commodities_of, cooperatives_of
from jejaring.market import build_market
from jejaring.market.sample import sample_market


def main() -> None:
    """Write the market."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--listings", type=int, required=True)
    options.add_argument("--months", type=int, required=True)
    options.add_argument("--seed", type=int, required=True)
    given = options.parse_args()
    tables = sample_market(
        cooperatives_of(given.listings),
        given.listings,
        commodities_of(given.listings),
        given.months,
        given.seed,
    )
    build_market(tables).write(given.folder)


if __name__ == "__main__":
    main()
