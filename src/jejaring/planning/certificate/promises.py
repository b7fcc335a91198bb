"""What pinned trades, accepted before the plan was made, demand of it.

They are taken as they were agreed: quantities, prices and freight. Everything else of the plan has to be the
best there is beside them.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.planning.certificate.case import Case
from jejaring.planning.certificate.verdict import Check

Floats = NDArray[np.float64]
SAME = 1e-9  # of kilograms: weighed from the same quantity


def pinned(case: Case) -> Check:
    """Every pinned trade stands among the plan's trades as it was agreed, and is carried by whom it names."""
    plan = case.plan
    kept = plan.pinned.join(plan.trades, on=plan.trades.columns, how="semi")
    if plan.pinned["trade"].is_duplicated().any() or kept.height != plan.pinned.height:
        missing = plan.pinned.join(kept, on="trade", how="anti")["trade"]
        return Check("pinned", np.inf, str(missing[0]) if len(missing) else "trade")
    carried = plan.carriage.join(plan.pinned.select("trade"), on="trade", how="semi")
    stated = plan.pinned_carriage
    if carried.select("trade", "haulage").rows() != stated.select("trade", "haulage").rows():
        return Check("pinned", np.inf, "carriage")
    if not np.isfinite(stated["price"].to_numpy()).all():
        return Check("pinned", np.inf, "carriage: price")
    off = np.abs(carried["kg"].to_numpy() - stated["kg"].to_numpy()) / (SAME * stated["kg"].to_numpy())
    return Check("pinned", float(np.nan_to_num(off, nan=np.inf).max(initial=0.0)), "carriage: kg")


@dataclass(frozen=True)
class Promises:
    """What pinned trades take of every activity, and what their agreed prices add to its gain."""

    case: Case
    haulage_worth: Floats
    """Rupiah per kg that each haulage activity is worth at the plan's prices."""

    def least(self, kind: str) -> Floats:
        """How much of each activity of a kind the pinned trades need."""
        return self._demanded[kind]["least"].to_numpy()

    def agreed(self, kind: str) -> Floats:
        """Rupiah that agreed prices add to the gain of each activity of a kind."""
        return self._demanded[kind]["agreed"].to_numpy()

    @cached_property
    def rupiah(self) -> float:
        """What pinned trades add to the surplus at the plan's prices, beside their listings' gains there."""
        trades = self._trades
        rise = self.case.price_at(trades, region="r_to") - self.case.price_at(trades, region="r_from")
        earned = float(trades["quantity"].to_numpy() @ (rise - trades["freight"].to_numpy()))
        return earned + float(self._hauled["agreed"].sum())

    @cached_property
    def _trades(self) -> pl.DataFrame:
        """The pinned trades, as they stand among the plan's."""
        return self.case.trades.join(self.case.plan.pinned.select("trade"), on="trade", how="semi")

    @cached_property
    def _hauled(self) -> pl.DataFrame:
        """listing, t, least, agreed: what hauliers carry of the pinned trades, by haulier and month."""
        worth = self.case.activities["haulage"].select(
            "listing", "t", worth=pl.Series(self.haulage_worth, dtype=pl.Float64)
        )
        return (
            self.case.plan.pinned_carriage.join(self.case.trades.select("trade", "t"), on="trade")
            .join(worth, left_on=["haulage", "t"], right_on=["listing", "t"])
            .group_by(listing="haulage", t="t")
            .agg(least=pl.col("kg").sum(), agreed=(pl.col("kg") * (pl.col("price") - pl.col("worth"))).sum())
        )

    @cached_property
    def _dealt(self) -> pl.DataFrame:
        """listing, t, least, agreed: what the ends of the pinned trades need, by listing and month."""
        trades = self._trades
        quantity = trades["quantity"].to_numpy()
        more = quantity * (trades["price_origin"].to_numpy() - self.case.price_at(trades, region="r_from"))
        less = quantity * (self.case.price_at(trades, region="r_to") - trades["price_delivered"].to_numpy())
        # A store sells a month after it takes in.
        stores = self.case.market.stores["id"].implode()
        sold = trades.select(
            pl.col("t") - pl.col("seller").is_in(stores).cast(pl.Int64),
            "c",
            "quantity",
            listing="seller",
            sells=pl.lit(True),
            agreed=pl.Series(more, dtype=pl.Float64),
        )
        bought = trades.select(
            "t",
            "c",
            "quantity",
            listing="buyer",
            sells=pl.lit(False),
            agreed=pl.Series(less, dtype=pl.Float64),
        )
        return (
            pl.concat([sold, bought])
            .group_by("listing", "t", "c", "sells")
            .agg(pl.col("quantity").sum(), pl.col("agreed").sum())
            .join(self._per_unit, on=["listing", "c"], how="left")
            .with_columns(least=pl.col("quantity") / pl.col("per_unit").fill_null(1.0))
            .group_by("listing", "t")
            .agg(pl.col("least").max(), pl.col("agreed").sum())
        )

    @cached_property
    def _per_unit(self) -> pl.DataFrame:
        """listing, c, per_unit: what a capacity's unit makes or uses of a commodity."""
        case = self.case
        recipe = case.recipe.join(case.commodity, on="commodity").select(
            "recipe", "c", per_unit=pl.col("quantity").abs()
        )
        return case.market.capacities.select("recipe", listing="id").join(recipe, on="recipe").drop("recipe")

    @cached_property
    def _demanded(self) -> dict[str, pl.DataFrame]:
        """Per kind: listing, t, least, agreed of every activity."""
        return {
            kind: frame.select("listing", "t")
            .join(
                self._hauled if kind == "haulage" else self._dealt,
                on=["listing", "t"],
                how="left",
                maintain_order="left",
            )
            .with_columns(pl.col("least", "agreed").fill_null(0.0))
            for kind, frame in self.case.activities.items()
        }
