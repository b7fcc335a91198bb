"""What a practical plan of a market with lots costs and loses: `python -m benchmarks.lots`.

Beside the seconds of the exact plan, in one process. The loss is against the linear program's bound, which
knows no minimums.
"""

import argparse
import time

import numpy as np
import polars as pl

from jejaring.market import build_market
from jejaring.market.sample import sample_market
from jejaring.planning import plan

Frames = dict[str, pl.DataFrame]
TRUCKLOAD = 4_000.0
"""Kilograms: what a small lorry carries."""
SACKS = 500.0
"""Kilograms: ten sacks of fifty, the least worth a drive."""


def sample_with_lots(listings: int, seed: int, months: int = 1) -> Frames:
    """A generated market as people list: by the lorry, by the sack, the whole lot or nothing.

    Of offers, needs and work a fifth wants a lorry's load at least, a fifth ten sacks, a tenth all of it; no
    more than there is. Shoes, boxes, bags do not split by the catalogue.
    """
    frames = sample_market(
        max(listings // 5, 2), listings, 40, months, seed, stores=0.05, haulage=0.01, minimums=0.0
    )
    kg = _kg_per_unit(frames)
    rng = np.random.default_rng(seed + 2_000_003)
    for kind in ("offers", "needs", "capacities"):
        frame = frames[kind]
        quantity = frame["quantity"].to_numpy()
        weight = frame["recipe" if kind == "capacities" else "commodity"].replace_strict(kg).to_numpy()
        draw = rng.random(frame.height)
        lots = [TRUCKLOAD / weight, SACKS / weight, np.inf]
        least = np.select([draw < 0.2, draw < 0.4, draw < 0.5], lots, 0.0)
        least = np.minimum(np.ceil(least), quantity)
        minimum = [float(m) if m > 0 else None for m in least]
        frames[kind] = frame.with_columns(minimum=pl.Series(minimum, dtype=pl.Float64))
    return frames


def _kg_per_unit(frames: Frames) -> dict[str, float]:
    """Kilograms per unit of every commodity, and of every recipe's main output; 1 where it weighs nothing."""
    catalogue = build_market(frames).catalogue
    weight = dict(catalogue.commodities.select("commodity", "kg_per_unit").iter_rows())
    main = catalogue.recipes.filter(pl.col("quantity") > 0).unique(
        "recipe", keep="first", maintain_order=True
    )
    weight |= {recipe: weight[made] for recipe, made in main.select("recipe", "commodity").iter_rows()}
    return {name: kg or 1.0 for name, kg in weight.items()}


def main() -> None:
    """Plan one market and tell."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.lots", description=__doc__)
    options.add_argument("--listings", type=int, default=20_000)
    options.add_argument("--months", type=int, default=1)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    market = build_market(sample_with_lots(given.listings, given.seed, given.months))
    began: dict[str, float] = {}
    proposal = plan(market, progress=lambda stage, _: began.setdefault(stage, time.process_time()))
    end = time.process_time()
    print(
        f"{'listings':>10}{'months':>8}{'seed':>6}{'exact':>12}{'practical':>12}{'lost':>10}   seconds of CPU"
    )
    print(
        f"{given.listings:10,}{given.months:8}{given.seed:6}{began['round'] - began['build']:10.1f} s"
        f"{end - began['round']:10.1f} s{100 * proposal.practical_loss:8.3f} %"
    )


if __name__ == "__main__":
    main()
