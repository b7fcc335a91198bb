"""The market and the plan laid out for checking: every activity with its level, every price in its place."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jejaring.market import Market
from jejaring.planning.model import Plan

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

KINDS = ("offers", "needs", "capacities", "stores", "haulage")
KEEPS_FROM_DAYS = 60.0  # DESIGN 6: goods with a shorter shelf life are not stored


class Unreadable(ValueError):
    """The plan lacks a row, has one too many, or a value that is not a number: says which."""


@dataclass(frozen=True)
class Case:
    """One market and one plan, side by side."""

    market: Market
    plan: Plan

    @cached_property
    def period(self) -> pl.DataFrame:
        """period, t: the periods numbered."""
        return pl.DataFrame({"period": self.market.periods}, schema={"period": pl.String}).with_columns(
            t=pl.int_range(pl.len(), dtype=pl.Int64)
        )

    @cached_property
    def region(self) -> pl.DataFrame:
        """region, r: the regencies of the freight numbered."""
        names = pl.DataFrame({"region": self.market.freight.regions}, schema={"region": pl.String})
        return names.with_columns(r=pl.int_range(pl.len(), dtype=pl.Int64))

    @cached_property
    def commodity(self) -> pl.DataFrame:
        """commodity, c, kg_per_unit, factor (null: stays), shelf_life_days (null: keeps): all in use."""
        catalogue = self.market.catalogue
        handling: pl.DataFrame = catalogue.handling.select("handling", "factor")
        named: list[pl.Series] = [
            getattr(self.market, kind)["commodity"] for kind in ("offers", "needs", "stores")
        ]
        names = pl.concat([*named, self.recipe["commodity"]]).unique().sort()
        commodity: pl.DataFrame = (
            names.to_frame()
            .with_columns(c=pl.int_range(pl.len(), dtype=pl.Int64))
            .join(catalogue.commodities, on="commodity", how="left")
            .join(handling, on="handling", how="left")
            .with_columns(factor=pl.when(pl.col("handling").is_null()).then(1.0).otherwise("factor"))
            .select("commodity", "c", "kg_per_unit", "factor", "shelf_life_days")
            .sort("c")
        )
        return commodity

    @cached_property
    def recipe(self) -> pl.DataFrame:
        """recipe, commodity, quantity: the rows of every recipe that a capacity can do."""
        return self.market.catalogue.recipes.join(
            self.market.capacities.select("recipe").unique(), on="recipe", how="semi"
        )

    @cached_property
    def activities(self) -> dict[str, pl.DataFrame]:
        """Per kind: every listing in every month of its window, with its level, price and gain in the plan.

        Columns: listing, cooperative, t, quantity, own (its own price), r (where; of haulage, from where),
        level, price, gain; and what that kind has of commodity, recipe and to (where haulage goes).
        """
        stated = self.plan.levels.join(self.period, on="period", how="left").drop("period")
        if stated["t"].null_count():
            raise Unreadable("levels: period")
        if stated.select("listing", "t").is_duplicated().any():
            raise Unreadable("levels: listing, period")
        result = {
            kind: self._activities_of(kind).join(stated, on=["listing", "t"], how="left") for kind in KINDS
        }
        if sum(frame.height for frame in result.values()) != stated.height:
            raise Unreadable("levels: rows")
        for kind, frame in result.items():
            for column in ("level", "price", "gain"):
                if not np.isfinite(frame[column].cast(pl.Float64).fill_null(np.nan).to_numpy()).all():
                    raise Unreadable(f"levels: {kind}, {column}")
        return result

    @cached_property
    def prices(self) -> Floats:
        """Shape (commodities, periods, regions): rupiah per unit."""
        shape = (self.commodity.height, self.period.height, self.region.height)
        rows = (
            self.plan.prices.join(self.commodity.select("commodity", "c"), on="commodity")
            .join(self.period, on="period")
            .join(self.region, on="region")
        )
        if rows.height != self.plan.prices.height or rows.height != int(np.prod(shape)):
            raise Unreadable("prices: rows")
        prices = np.full(shape, np.nan)
        prices[rows["c"].to_numpy(), rows["t"].to_numpy(), rows["r"].to_numpy()] = rows["price"].to_numpy()
        if not np.isfinite(prices).all():
            raise Unreadable("prices: price")
        return prices

    @cached_property
    def trades(self) -> pl.DataFrame:
        """The trades with t, c, r_from, r_to."""
        trades = (
            self.plan.trades.join(self.period, on="period", how="left")
            .join(self.commodity.select("commodity", "c"), on="commodity", how="left")
            .join(self.region.rename({"region": "origin", "r": "r_from"}), on="origin", how="left")
            .join(self.region.rename({"region": "destination", "r": "r_to"}), on="destination", how="left")
        )
        for column in ("t", "c", "r_from", "r_to"):
            if trades[column].null_count():
                raise Unreadable(f"trades: {column}")
        for column in ("quantity", "price_origin", "freight", "price_delivered"):
            if not np.isfinite(trades[column].to_numpy()).all():
                raise Unreadable(f"trades: {column}")
        if trades["trade"].is_duplicated().any():
            raise Unreadable("trades: trade")
        return trades

    @cached_property
    def can_keep(self) -> pl.Expr:
        """Of a store's activity: whether the month has a next one, and the goods keep long enough."""
        keeps = pl.col("shelf_life_days").fill_null(np.inf) >= KEEPS_FROM_DAYS
        return keeps & (pl.col("t") < self.period.height - 1)

    def may_carry(self, c: int) -> NDArray[np.bool_]:
        """Which haulage activities may carry a commodity; all, but where trade is confined."""
        haulage, carries = self.activities["haulage"], self.market.carries
        if carries is None:
            return np.ones(haulage.height, dtype=np.bool_)
        listed = carries.filter(pl.col("commodity") == self.commodity["commodity"][c])["haulage"]
        may: NDArray[np.bool_] = haulage["listing"].is_in(listed.implode()).to_numpy()
        return may

    def price_at(
        self, frame: pl.DataFrame, commodity: str = "c", region: str = "r", later: int = 0
    ) -> Floats:
        """The price at each row's commodity, period and region, or a month later (at most the last)."""
        month = np.minimum(frame["t"].to_numpy() + later, self.period.height - 1)
        result: Floats = self.prices[frame[commodity].to_numpy(), month, frame[region].to_numpy()]
        return result

    def _activities_of(self, kind: str) -> pl.DataFrame:
        table: pl.DataFrame = getattr(self.market, kind)
        months = self.period.rename({"period": "month", "t": "at"})
        place = {"region": "r"} if kind != "haulage" else {"origin": "r", "destination": "to"}
        frame = (
            table.rename({"id": "listing", "price": "own"})
            .join(months.rename({"month": "from", "at": "first"}), on="from", how="left")
            .join(months.rename({"month": "until", "at": "last"}), on="until", how="left")
            .with_columns(pl.col("first").fill_null(0), pl.col("last").fill_null(self.period.height - 1))
            .with_columns(t=pl.int_ranges("first", pl.col("last") + 1))
            .explode("t")
        )
        for column, number in place.items():
            regency = self.region.rename({"region": column, "r": number})
            frame = frame.with_columns(pl.col(column).str.head(5)).join(regency, on=column, how="left")
        if "commodity" in frame.columns:
            frame = frame.join(
                self.commodity.select("commodity", "c", "shelf_life_days"), on="commodity", how="left"
            )
        extra = [name for name in ("c", "shelf_life_days", "recipe", "to", "hours") if name in frame.columns]
        return frame.select("listing", "cooperative", "t", "quantity", "own", "r", *extra)
