"""The practical plan laid out beside its market, and how far off the worst row of it is."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from jejaring.planning.certificate.case import Case
from jejaring.planning.certificate.verdict import Check

ALLOWED = 1e-6  # of a quantity
RUPIAH = 1e-2  # beside whole rupiah: what a product of decimals may be off by


@dataclass(frozen=True)
class PracticalCase:
    """The practical plan laid out beside its market."""

    case: Case

    @cached_property
    def activities(self) -> pl.DataFrame:
        """Every listing in every month, with what the practical plan uses it for, if anything."""
        levels = self.case.plan.practical_levels.join(self.case.period, on="period", how="left")
        columns = ("listing", "cooperative", "t", "quantity", "own_price", "r", "c", "recipe", "to", "hours")
        frames = [
            frame.rename({"own": "own_price"})
            .select(pl.lit(kind).alias("kind"), *(name for name in columns if name in _own_names(frame)))
            .join(_minimums(self.case, kind), on="listing", how="left")
            for kind, frame in self.case.activities.items()
        ]
        listed = pl.concat(frames, how="diagonal_relaxed")
        used: pl.DataFrame = listed.join(levels.drop("period"), on=["listing", "t"], how="left")
        return used.with_columns(pl.col("level", "received", "paid", "own", "gain").fill_null(0))

    @cached_property
    def trades(self) -> pl.DataFrame:
        """The trades with t, c, r_from, r_to; null where a name is not the market's."""
        case = self.case
        trades: pl.DataFrame = (
            case.plan.practical_trades.join(case.period, on="period", how="left")
            .join(
                case.commodity.select("commodity", "c", "kg_per_unit", "factor", "shelf_life_days"),
                on="commodity",
                how="left",
            )
            .join(case.region.rename({"region": "origin", "r": "r_from"}), on="origin", how="left")
            .join(case.region.rename({"region": "destination", "r": "r_to"}), on="destination", how="left")
        )
        return trades

    @cached_property
    def carriage(self) -> pl.DataFrame:
        """The carriages with their trade and their haulier's way."""
        haulage = self.activities.filter(kind="haulage").select(
            "r", "to", "hours", "t", haulage="listing", haulier=pl.lit(True)
        )
        carriage: pl.DataFrame = self.case.plan.practical_carriage.join(
            self.trades.drop("freight", "paid", "received"), on="trade", how="left", maintain_order="left"
        ).join(haulage, on=["haulage", "t"], how="left", maintain_order="left")
        return carriage


def _minimums(case: Case, kind: str) -> pl.DataFrame:
    table: pl.DataFrame = getattr(case.market, kind)
    least = "minimum" if "minimum" in table.columns else pl.lit(None, dtype=pl.Float64).alias("minimum")
    return table.select(pl.col("id").alias("listing"), least)


def _own_names(frame: pl.DataFrame) -> set[str]:
    return {"own_price" if name == "own" else name for name in frame.columns}


def share(off: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """`off` as a share of what is allowed of `whole`."""
    return pl.when(off <= 0).then(0.0).otherwise(off / (ALLOWED * whole))


def worst(name: str, found: pl.DataFrame) -> Check:
    """The worst row of `found` (listing, off)."""
    if not found.height:
        return Check(name, 0.0)
    off = found["off"].fill_nan(np.inf).fill_null(np.inf)
    at = off.arg_max()
    assert at is not None
    return Check(name, float(off[at]), str(found["listing"][at]) if off[at] > 0 else "")
