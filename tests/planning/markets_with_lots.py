"""Random markets as people list them: some things only whole, some only from so much on."""

import numpy as np
import polars as pl
from benchmarks.lots import sample_with_lots
from random_markets import Frames, random_frames

__all__ = ["frames_with_lots", "sample_with_lots"]


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
