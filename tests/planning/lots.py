"""Random markets as people list them: some things only whole, some only from so much on."""

import numpy as np
import polars as pl
from random_markets import Frames, random_frames

from jejaring.market import build_market
from jejaring.market.sample import sample_market

TRUCKLOAD = 4_000.0
"""Kilograms: what a small lorry carries."""
SACKS = 500.0
"""Kilograms: ten sacks of fifty, the least worth a drive."""


def frames_with_lots(seed: int) -> Frames:
    """The random market of a seed; half of its goods do not split, a third of its listings have a minimum."""
    frames = random_frames(seed)
    rng = np.random.default_rng(seed + 1_000_003)
    goods = frames["commodities"]
    whole = {name: bool(rng.random() < 0.5) for name in goods["commodity"]}
    frames["commodities"] = goods.with_columns(
        divisible=~pl.col("commodity").replace_strict(whole, return_dtype=pl.Boolean)
    )
    for kind in ("offers", "needs", "capacities"):
        frame = frames[kind]
        asks = rng.random(frame.height) < 0.35
        share = rng.choice([0.05, 0.25, 0.5, 1.0], frame.height)
        least = frame["quantity"].to_numpy() * share
        frames[kind] = frame.with_columns(
            minimum=pl.Series(
                [float(m) if a and m > 0 else None for a, m in zip(asks, least, strict=True)],
                dtype=pl.Float64,
            )
        )
    return frames


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
